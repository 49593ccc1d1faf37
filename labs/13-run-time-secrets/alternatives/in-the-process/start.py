"""Reads the key before the app starts, in the same process: nobody inherits it."""

import os
from pathlib import Path

key = Path("/run/secrets/cat-api-key")
if key.is_file():
    os.environ["CAT_API_KEY"] = key.read_text("utf-8").strip()

from cat_app.app import PORT, create_app  # noqa: E402

create_app().run(host="0.0.0.0", port=PORT)
