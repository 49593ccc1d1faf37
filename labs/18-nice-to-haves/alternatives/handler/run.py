"""Starts the app, and ends when it is asked to."""

import signal
import sys

from cat_app.app import PORT, create_app

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
create_app().run(host="0.0.0.0", port=PORT)
