"""The width of text in the font of the pictures.

The font has no kerning, so a text is as wide as its letters together. A browser without the font
uses Arial, whose letters are narrower.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FONT_FILE = FONTS / "DejaVuSans-subset.ttf"
FAMILY = "DejaVu Sans"

ELLIPSIS = "…"

_WIDEST = 1.75  # em, for a character that is not in the font


@lru_cache(maxsize=1)
def advances() -> dict[str, float]:
    """Return the width in em of every character in the font."""
    table = json.loads((FONTS / "advances.json").read_text(encoding="utf-8"))
    em = table["em"]
    return {
        character: int(width) / em
        for width, characters in table["widths"].items()
        for character in characters
    }


def width(text: str, size: float) -> float:
    """Return the width of a text in pixels; a character unknown to the font has the maximum."""
    known = advances()
    return size * sum(known.get(character, _WIDEST) for character in text)


def elided(text: str, size: float, room: float) -> str:
    """Return the text, cut with an ellipsis if it does not fit."""
    if width(text, size) <= room:
        return text
    known = advances()
    left = room / size - known[ELLIPSIS]
    for i, character in enumerate(text):
        left -= known.get(character, _WIDEST)
        if left < 0:
            return text[:i].rstrip() + ELLIPSIS
    return text


def wrapped(text: str, size: float, room: float, most: int = 0) -> list[str]:
    """Return the text in lines that fit, broken at blanks only.

    A word that does not fit is cut; after `most` lines the rest is cut, too.
    """
    lines: list[str] = []
    line = ""
    words = text.split(" ")
    for i, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= room:
            line = longer
            continue
        if most and len(lines) == most - 1:
            return [*lines, elided(" ".join([*([line] if line else []), *words[i:]]), size, room)]
        if line:
            lines.append(line)
        line = elided(word, size, room)
    return [*lines, line]
