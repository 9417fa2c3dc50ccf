"""The font of pictures, the table of its widths, and the colours."""

import json
import struct
from itertools import pairwise

import pytest

from otscli.drawing.measure import ELLIPSIS, FONT_FILE, FONTS, advances, elided, width, wrapped
from otscli.drawing.scene import LETTERS, MEANINGS
from otscli.drawing.themes import THEMES


def font():
    """The em of the font file, and the advance of each character, read from its tables."""
    data = FONT_FILE.read_bytes()
    (number,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for i in range(number):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        tables[tag.decode()] = offset
    (em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (metrics,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    found = {}
    for character, glyph in glyphs(data, tables["cmap"]):
        at = tables["hmtx"] + 4 * min(glyph, metrics - 1)
        found[character] = struct.unpack_from(">H", data, at)[0]
    return em, found


def glyphs(data, cmap):
    """Each character with the number of its glyph, from the segments of format 4."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    records = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * i) for i in range(count)]
    at = cmap + next(offset for platform, encoding, offset in records if platform == 3)
    double = struct.unpack_from(">H", data, at + 6)[0]
    ends, starts = at + 14, at + 16 + double
    deltas, offsets = starts + double, starts + 2 * double
    for i in range(0, double, 2):
        (end,), (start,) = (struct.unpack_from(">H", data, base + i) for base in (ends, starts))
        (delta,), (offset,) = (struct.unpack_from(">H", data, b + i) for b in (deltas, offsets))
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", data, offsets + i + offset + 2 * (code - start))
            yield chr(code), (glyph + delta) & 0xFFFF


def test_the_table_has_the_widths_of_the_font():
    em, found = font()
    assert advances() == {character: advance / em for character, advance in found.items()}
    assert len(found) > 800


def test_the_font_is_small_and_has_its_licence():
    assert FONT_FILE.stat().st_size <= 70_000
    assert "Bitstream" in (FONTS / "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_font_has_every_letter_of_titles_and_of_names_in_every_language(ots):
    texts = [row["title"] for row in ots("timeline", "--json").json]
    for what in ("states", "orgs", "people"):
        for lang in ("en", "az", "kk", "ky", "tr", "tk", "uz", "hu", "ru"):
            translated = ["--lang", lang] if what != "people" else []
            rows = ots("list", what, *translated, "--json").json
            texts += [row["name"] for row in rows if row["name"]]
    known = {row["id"] for row in ots("list", "states", "--json").json}
    for record in json.loads(ots("show", *sorted(known), "--json").out):
        texts += [one["name"] for one in record["names"] if one["lang"] in {"az", "kk", "ru", "tr"}]
    missing = {letter for text in texts for letter in text} - set(advances())
    assert missing == set()


def test_a_text_is_as_wide_as_its_letters_and_an_unknown_letter_as_wide_as_any():
    assert width("ab", 10) == pytest.approx(width("a", 10) + width("b", 10))
    assert width("中", 10) >= max(advances().values()) * 10


def test_an_elided_text_has_room():
    assert elided("short", 10, 100) == "short"
    cut = elided("a text that is too long", 10, 60)
    assert cut.endswith(ELLIPSIS)
    assert width(cut, 10) <= 60


def test_a_wrapped_text_is_broken_at_blanks_only():
    lines = wrapped("seat-of-the-body in several words", 10, 100)
    assert " ".join(lines) == "seat-of-the-body in several words"
    assert all(width(line, 10) <= 100 for line in lines)
    (last,) = wrapped("seat-of-the-body in several words", 10, 100, most=1)
    assert last.endswith(ELLIPSIS)


# Colours


def linear(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(rgb):
    return sum(part * weight for part, weight in zip(rgb, (0.2126, 0.7152, 0.0722), strict=True))


def lightness(rgb):
    """L* of CIE 1976: what is left of a colour in greyscale."""
    y = luminance(rgb)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def contrast(one, two):
    dark, light = sorted((luminance(linear(one)), luminance(linear(two))))
    return (light + 0.05) / (dark + 0.05)


# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
VISION = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
STATUSES = ("member", "associate", "candidate", "observer", "partner", "applicant")


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", THEMES)
def test_statuses_differ_in_lightness_whatever_the_vision(theme, vision):
    seen = []
    for status in STATUSES:
        rgb = linear(THEMES[theme].fills[status].fill)
        turned = [
            sum(weight * part for weight, part in zip(row, rgb, strict=True))
            for row in VISION[vision]
        ]
        seen.append(lightness([min(max(part, 0), 1) for part in turned]))
    steps = [after - before for before, after in pairwise(seen)]
    assert all(step >= 8 for step in steps) or all(step <= -8 for step in steps), seen


@pytest.mark.parametrize("theme", THEMES)
def test_text_and_edges_have_contrast(theme):
    colours = THEMES[theme]
    assert contrast(colours.ink, colours.paper) >= 7
    assert contrast(colours.soft, colours.paper) >= 4.5
    for style, fill in colours.fills.items():
        assert contrast(fill.ink, fill.fill) >= 4.5, style
        assert contrast(fill.line, colours.paper) >= 3, style


def test_every_status_has_a_letter_of_its_own_and_every_style_a_meaning_and_a_colour():
    letters = [LETTERS[status] for status in STATUSES]
    assert len(set(letters)) == len(STATUSES)
    assert all(letters)
    for theme in THEMES.values():
        assert theme.fills.keys() == LETTERS.keys() == MEANINGS.keys()
