"""The documentation names everything there is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
HELP = sorted((ROOT / "tests" / "golden" / "help").glob("ots*.txt"))


@pytest.fixture(scope="module")
def commands():
    return (DOCS / "commands.md").read_text(encoding="utf-8")


def usage(help_text):
    """`ots data info`, from the first line of a help text."""
    return re.match(r"Usage: (ots(?: [a-z]+)*)", help_text)[1]


@pytest.mark.parametrize("file", HELP, ids=lambda file: file.stem)
def test_every_command_is_documented(commands, file):
    assert re.search(rf"\b{usage(file.read_text(encoding='utf-8'))}\b", commands)


@pytest.mark.parametrize("file", HELP, ids=lambda file: file.stem)
def test_every_option_is_documented(commands, file):
    text = file.read_text(encoding="utf-8")
    options = set(re.findall(r"(?<!\S)(?:--[a-z][a-z-]+|-[a-zA-Z]\b)", text))
    assert options
    assert sorted(o for o in options if not re.search(rf"{o}(?![a-z-])", commands)) == []


def test_no_option_is_documented_that_there_is_not(commands):
    known = "".join(file.read_text(encoding="utf-8") for file in HELP)
    named = set(re.findall(r"(?<=`)--[a-z][a-z-]+(?=[ `])", commands))
    assert named
    assert sorted(o for o in named if not re.search(rf"{o}(?![a-z-])", known)) == []


@pytest.mark.slow
def test_the_manual_page_is_the_one_that_the_program_writes():
    written = subprocess.run(
        [sys.executable, "-m", "otscli.cli.man"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    assert (DOCS / "ots.1").read_text(encoding="utf-8") == written, "`make generate` writes it"


def test_the_manual_page_has_every_command():
    page = (DOCS / "ots.1").read_text(encoding="utf-8")
    for file in HELP:
        path = usage(file.read_text(encoding="utf-8"))
        assert path == "ots" or f".SS {path} " in page, path
