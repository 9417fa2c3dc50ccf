"""SVG as PNG or PDF, by libraries of extras, in the font of the pictures."""

from __future__ import annotations

import re

from otscli.drawing.measure import FAMILY, FONT_FILE, FONTS, advances

SCALE = 2
"""Pixels of a PNG per pixel of the picture."""

_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
_RESOURCES = re.compile(rb"(?:^ +/[A-Za-z]+\d+ \d+ 0 R\n)+", re.MULTILINE)


def png(picture: str) -> bytes:
    """Return an SVG as PNG.

    If the font has all its letters, it is the same on every machine; otherwise fonts of the machine
    are used, too.
    """
    import resvg_py

    made: bytes = resvg_py.svg_to_bytes(
        svg_string=picture,
        zoom=SCALE,
        skip_system_fonts=not foreign(picture),
        font_files=[str(FONT_FILE)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return bytes(made)


def pdf(picture: str) -> bytes:
    """Return an SVG as PDF of one page, with selectable text.

    The library lists the resources of a page, such as its patterns, in no fixed order. They are
    sorted, which moves no object, so that the same picture gives the same bytes.
    """
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    made: bytes = vl_convert.svg_to_pdf(picture)
    return _RESOURCES.sub(lambda found: b"".join(sorted(found[0].splitlines(True))), made)


def foreign(picture: str) -> str:
    """Return the letters of a picture that are not in the font."""
    from html import unescape

    known = advances()
    found = {c for text in _TEXT.findall(picture) for c in unescape(text) if c not in known}
    return "".join(sorted(found))
