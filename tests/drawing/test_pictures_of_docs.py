"""The pictures of README and docs: each drawn by its command, and small enough for a page."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LARGEST = 60_000

sys.path.append(str(ROOT / "docs"))
from show import PICTURES  # noqa: E402 - a script beside the pages


@pytest.mark.slow
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_the_one_that_its_command_draws(ots, name):
    drawn = ots(*PICTURES[name].split()[1:], "-f", "svg")
    assert drawn.code == 0, drawn.err
    kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert kept == drawn.out, "`make generate` writes it"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_and_whole(name):
    content = (FOLDER / f"{name}.svg").read_bytes()
    assert len(content) < LARGEST
    assert ET.fromstring(content).get("role") == "img"


def test_each_picture_is_shown_and_each_that_is_shown_is_there():
    shown = {
        (page.parent / path).resolve()
        for page in PAGES
        for path in re.findall(r"!\[[^]]+\]\((\S+\.svg)\)", page.read_text(encoding="utf-8"))
    }
    assert shown == set(FOLDER.iterdir()) == {FOLDER / f"{name}.svg" for name in PICTURES}
