"""A random picture of a cat."""

from random_cat_generator.cat import get_cat_image_url
from random_cat_generator.drawing import data_url, draw_cat

__all__ = ["data_url", "draw_cat", "get_cat_image_url"]
