"""Where the picture comes from."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

import requests

from random_cat_generator.drawing import data_url, draw_cat

THE_CAT_API = "https://api.thecatapi.com/v1/images/search"
KEY_FILE = "/run/secrets/cat-api-key"
TIMEOUT_SECONDS = 2


def get_cat_image_url(*, fallback: bool = True) -> str | None:
    """The address of a cat's picture, fit for the `src` of an `img`.

    Asks the service that CAT_API_URL names, The Cat API by default. Where that cannot be reached or
    answers nonsense, the answer is a cat drawn here, as a data URL; with `fallback=False` it is None.

    The key for the service is CAT_API_KEY. Without that it is read anew each time, from the file that
    CAT_API_KEY_FILE names or else from KEY_FILE; without such a file the service is asked without a key.
    Raises OSError for a file that is there and cannot be read.
    """
    return _fetch(os.environ.get("CAT_API_URL", THE_CAT_API)) or (_draw() if fallback else None)


def _fetch(service: str) -> str | None:
    key = _key()
    headers = {"x-api-key": key} if key else {}
    try:
        response = requests.get(service, headers=headers, timeout=TIMEOUT_SECONDS)
        response.raise_for_status()
        url = response.json()[0]["url"]
    except (requests.RequestException, ValueError, LookupError, TypeError):
        return None
    is_picture = isinstance(url, str) and url.startswith(("https://", "http://", "data:image/"))
    return url if is_picture else None


def _key() -> str | None:
    if key := os.environ.get("CAT_API_KEY"):
        return key
    with suppress(FileNotFoundError):
        return Path(os.environ.get("CAT_API_KEY_FILE", KEY_FILE)).read_text("utf-8").strip()
    return None


def _draw() -> str:
    return data_url(draw_cat(secrets.token_hex(8)))
