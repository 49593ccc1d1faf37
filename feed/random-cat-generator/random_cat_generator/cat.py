"""Where the picture comes from."""

import os
import secrets

import requests

from random_cat_generator.drawing import data_url, draw_cat

THE_CAT_API = "https://api.thecatapi.com/v1/images/search"
TIMEOUT_SECONDS = 2


def get_cat_image_url(*, fallback: bool = True) -> str | None:
    """The address of a cat's picture, fit for the `src` of an `img`.

    Asks the service that CAT_API_URL names, The Cat API by default. Where that cannot be reached or
    answers nonsense, the answer is a cat drawn here, as a data URL; with `fallback=False` it is None.
    """
    return _fetch(os.environ.get("CAT_API_URL", THE_CAT_API)) or (_draw() if fallback else None)


def _fetch(service: str) -> str | None:
    try:
        response = requests.get(service, timeout=TIMEOUT_SECONDS)
        response.raise_for_status()
        url = response.json()[0]["url"]
    except (requests.RequestException, ValueError, LookupError, TypeError):
        return None
    is_picture = isinstance(url, str) and url.startswith(("https://", "http://", "data:image/"))
    return url if is_picture else None


def _draw() -> str:
    return data_url(draw_cat(secrets.token_hex(8)))
