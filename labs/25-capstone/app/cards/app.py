"""A page that prints a card: a new cat, what it says, and a QR code for the phone."""

import csv
import random
import signal
import sys
from pathlib import Path

from flask import Flask, render_template
from markupsafe import Markup
from random_cat_generator import get_cat_image_url

from cards.album import Album
from cards.qr import svg_of

FOLDER = Path(__file__).resolve().parent.parent
PORT = 3000
LONGEST = 500

app = Flask(__name__)
album = Album(FOLDER / "album")


@app.get("/")
def page() -> str:
    with (FOLDER / "names.csv").open(newline="", encoding="utf-8") as rows:
        cat = random.choice(list(csv.DictReader(rows)))
    picture = get_cat_image_url()
    number = album.add(f"{cat['name']}: {cat['says']}")
    title = f"Card {number}, {cat['name']}"
    code = svg_of(picture if len(picture) <= LONGEST else title)
    return render_template("card.html", cat=cat, picture=picture, number=number, code=Markup(code))


@app.get("/health")
def health() -> str:
    return "ok"


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    app.run(host="0.0.0.0", port=PORT)
