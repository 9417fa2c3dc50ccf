# ruff: noqa: INP001 - a script beside what it makes
"""Make the font of pictures and the table of its widths: `python docs/font.py DejaVuSans.ttf`.

Needs fontTools, and a DejaVu Sans as https://dejavu-fonts.github.io releases it. The subset has
Latin, Greek, Cyrillic and the marks that the data uses, without hints and kerning, so that a
text is as wide as its letters together.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "src" / "otscli" / "drawing" / "fonts"
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x18F, 0x18F),
    (0x1E6, 0x1E7),
    (0x218, 0x21B),
    (0x259, 0x259),
    (0x2BB, 0x2BF),
    (0x384, 0x3CE),
    (0x400, 0x523),
    (0x1E80, 0x1E85),
    (0x1E9E, 0x1E9E),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20AC, 0x20BF),
    (0x2116, 0x2116),
    (0x2190, 0x2195),
    (0x2212, 0x2212),
)
DROPPED = ["GSUB", "GPOS", "GDEF", "kern", "FFTM", "prep", "fpgm", "cvt ", "gasp"]


def main(source: str) -> None:
    """Write the subset and its table from a whole font."""
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True, name_IDs=[0, 1, 2, 4, 6, 13, 14]
    )
    options.drop_tables += DROPPED
    font = TTFont(source, recalcTimestamp=False)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    maker.subset(font)
    font.save(FONTS / "DejaVuSans-subset.ttf")
    widths: dict[int, str] = {}
    for code, glyph in sorted(font.getBestCmap().items()):
        advance = font["hmtx"][glyph][0]
        widths[advance] = widths.get(advance, "") + chr(code)
    table = {"em": font["head"].unitsPerEm, "widths": dict(sorted(widths.items()))}
    text = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=False)
    (FONTS / "advances.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
