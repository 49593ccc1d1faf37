"""A page with a random cat, and what a small model thinks that the cat thinks."""

import html
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse
from random_cat_generator import get_cat_image_url

from api.counts import Counts
from api.model import Model

ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Cat Moods</title></head>
<body>
<h1>Cat Moods</h1>
<img src="{picture}" alt="A cat" width="480">
<p>This cat is {mood}, as were {others} before.</p>
</body>
</html>
"""

app = FastAPI(title="Cat Moods")
model = Model(ARTIFACTS / "model.csv")
counts = Counts(ARTIFACTS / "counts.json")


@app.get("/", response_class=HTMLResponse)
def page() -> str:
    picture = get_cat_image_url()
    mood = model.mood_of(picture)
    return PAGE.format(picture=html.escape(picture), mood=mood, others=counts.add(mood) - 1)


@app.get("/health", response_class=PlainTextResponse)
def health() -> str:
    return "ok"
