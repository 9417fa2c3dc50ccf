"""PNG and PDF of pictures: that letters are drawn, that solid and hatched can be told apart."""

import subprocess
import sys
import zlib

import pytest

from otscli.drawing.measure import FAMILY
from otscli.drawing.raster import SCALE, foreign, pdf, png

TEXT = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">{}</svg>'


def rows_of(image):
    """The lines of an 8-bit RGBA image, each as bytes: PNG unpacked and unfiltered."""
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    at, data, wide, high = 8, b"", 0, 0
    while at < len(image):
        long = int.from_bytes(image[at : at + 4])
        kind, body = image[at + 4 : at + 8], image[at + 8 : at + 8 + long]
        if kind == b"IHDR":
            wide, high = int.from_bytes(body[:4]), int.from_bytes(body[4:8])
            assert (body[8], body[9]) == (8, 6)
        if kind == b"IDAT":
            data += body
        at += 12 + long
    return wide, high, zlib.decompress(data)


@pytest.mark.parametrize("letter", ["a", "ə", "ʻ", "Ұ", "Қ", "ő", "ı", "→"])
def test_a_letter_changes_pixels(letter):
    text = f'<text x="5" y="15" font-size="12" font-family="{FAMILY}, sans-serif">{letter}</text>'
    assert foreign(text) == ""
    assert rows_of(png(TEXT.format(text))) != rows_of(png(TEXT.format("")))


@pytest.fixture
def run():
    """Call the program as a process, with its output as bytes."""

    def ask(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "otscli", *arguments], capture_output=True, check=False
        )

    return ask


@pytest.mark.parametrize("format_", ["png", "pdf"])
def test_a_picture_is_written_to_a_pipe_twice_alike(run, format_):
    first, second = (run("members", "--history", "-f", format_) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout[:4] == {"png": b"\x89PNG", "pdf": b"%PDF"}[format_]
    assert first.stdout == second.stdout


def test_a_pdf_lists_its_patterns_in_one_order(run):
    """The library takes one order or another by chance, so that two of them may agree by chance."""
    picture = run("members", "--history", "-f", "svg").stdout.decode()
    assert picture.count("<pattern ") > 1
    assert len({pdf(picture) for _ in range(12)}) == 1


def test_a_png_is_as_wide_as_the_picture_at_its_scale(run):
    wide, _, _ = rows_of(run("overlap", "-f", "png").stdout)
    assert wide == 800 * SCALE


def test_a_letter_that_the_font_lacks_is_named(run, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text('events: [{id: a, date: "2020-06-05", kind: k, title: "中"}]', encoding="utf-8")
    answer = run("--data", str(mine), "timeline", "-f", "png")
    assert answer.returncode == 0
    assert "中" in answer.stderr.decode()


def test_a_pdf_has_its_text_as_text():
    text = f'<text x="5" y="15" font-size="12" font-family="{FAMILY}">abc</text>'
    made = pdf(TEXT.format(text))
    assert b"DejaVu" in made
