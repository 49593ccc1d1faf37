"""One page with one cat."""

import os

import requests
from flask import Flask, render_template_string

PORT = 3000
CATS = os.environ.get("CAT_API_URL", "https://api.thecatapi.com/v1/images/search")
PAGE = """<!DOCTYPE html>
<title>Random Cat Photo</title>
<h1>Random Cat Photo</h1>
<img src="{{ picture }}" alt="A cat">
"""

app = Flask(__name__)


@app.get("/")
def page() -> str:
    answer = requests.get(CATS, timeout=2)
    answer.raise_for_status()
    return render_template_string(PAGE, picture=answer.json()[0]["url"])


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=PORT)
