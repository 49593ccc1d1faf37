"""What ask.py makes of a page. Run in the feed's image, see README.md."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import ask


@pytest.mark.parametrize(
    ("html", "title", "heading", "picture"),
    [
        ("<title>A</title><h1>B</h1><img src='c'>", "A", "B", "c"),
        ("<h1>\n Random <b>Cat</b>\n Photo</h1>", None, "Random Cat Photo", None),
        ("<h1>first</h1><h1>second</h1><img src=1><img src=2>", None, "first", "1"),
        ("<img src='?a=1&amp;b=2'>", None, None, "?a=1&b=2"),
        ("<img>", None, None, None),
        ("<title>never closed", "never closed", None, None),
        ("", None, None, None),
        ("\x00<<>&&#;<h1", None, None, None),
    ],
)
def test_reads_a_page(html, title, heading, picture):
    page = ask.Page(html)
    assert (page.title, page.heading, page.picture) == (title, heading, picture)


def test_trims_what_it_shows():
    assert ask._trim("x" * 500) == "x" * 119 + "…"
    assert ask._trim("short") == "short"
    assert ask._trim(None) is None
