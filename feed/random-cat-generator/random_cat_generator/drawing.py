"""A cat made of nothing but text."""

import base64
import hashlib

COATS = ("#e8a15b", "#8d99a6", "#4b4453", "#d9c2a3", "#b5651d", "#f2ede4")
WALLS = ("#cfe8ef", "#fbe3d6", "#e3efd3", "#ece0f4", "#fdf3c8")
EYES = ("#5aa02c", "#e0a100", "#2f7fb5")

CAT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="480" height="480" role="img">
<title>A cat</title><desc>{seed}</desc>
<rect width="240" height="240" fill="{wall}"/>
<path d="M176 214q46-8 38-52t-22-30" fill="none" stroke="{coat}" stroke-width="16" stroke-linecap="round"/>
<ellipse cx="120" cy="196" rx="62" ry="56" fill="{coat}"/>
<path d="M62 104 66 34l40 30h28l40-30 4 70z" fill="{coat}" stroke="{coat}" stroke-width="8" stroke-linejoin="round"/>
<path d="M74 66l2-18 16 13zm92 0-2-18-16 13z" fill="#f4b6b6"/>
<ellipse cx="120" cy="106" rx="62" ry="52" fill="{coat}"/>
<g fill="{eye}"><ellipse cx="96" cy="98" rx="13" ry="15"/><ellipse cx="144" cy="98" rx="13" ry="15"/></g>
<g fill="#1d1a22"><ellipse cx="{left}" cy="98" rx="5" ry="12"/><ellipse cx="{right}" cy="98" rx="5" ry="12"/></g>
<path d="M112 118h16l-8 9z" fill="#e58a8f"/>
<g fill="none" stroke="#1d1a22" stroke-width="2.5" stroke-linecap="round">
<path d="M120 127v5q-8 10-18 3m18-3q8 10 18 3"/>
<path d="M84 120l-38-7m38 13-38 4m110-10 38-7m-38 13 38 4" stroke-width="1.5"/></g>
</svg>
"""


def draw_cat(seed: str) -> str:
    """An SVG picture; equal seeds give equal cats, and the seed (letters and digits) is inside."""
    coat, wall, eye, gaze = hashlib.sha256(seed.encode()).digest()[:4]
    look = gaze % 9 - 4
    return CAT.format(
        seed=seed,
        coat=COATS[coat % len(COATS)],
        wall=WALLS[wall % len(WALLS)],
        eye=EYES[eye % len(EYES)],
        left=96 + look,
        right=144 + look,
    )


def data_url(svg: str) -> str:
    """The picture itself as an address, for browsers that can reach nothing else."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
