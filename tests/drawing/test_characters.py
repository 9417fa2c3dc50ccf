"""`-f svg` on a terminal: the same scene in characters, as wide as the terminal."""

import pytest
from rich.cells import cell_len
from small import QUESTIONS, SMALL, set_answer

from otscli.answer import Look
from otscli.drawing.characters import characters
from otscli.drawing.scene import scene


@pytest.fixture
def shown(ots, dataset, monkeypatch):
    path = dataset(SMALL)

    def ask(*arguments, columns=80, term="xterm"):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("TERM", term)
        return ots("--data", path, *arguments, "-f", "svg", terminal=True)

    return ask


def test_bars_have_the_letter_of_their_status_where_they_begin(shown):
    lines = shown(*QUESTIONS["bars"]).lines
    assert lines[0] == "Organisation of Small Examples: who held which status, 1991–2020"
    rows = {line.split()[0]: line.split()[1] for line in lines if line[:5] in {"Aland", "Bland"}}
    assert rows["Bland"].startswith("··M█")
    assert "Start not known" in lines
    assert any(line.startswith("Cland  ?P░") and line.endswith("▸") for line in lines)
    assert any(line.startswith("M member   O observer   P partner   a applicant") for line in lines)


def test_statuses_that_overlap_are_on_lines_of_their_own(shown):
    lines = shown(*QUESTIONS["bars"]).lines
    first = next(i for i, line in enumerate(lines) if line.startswith("Aland"))
    assert lines[first + 1].startswith(" " * 7)
    assert {"O", "a"} <= set(lines[first] + lines[first + 1])


def test_a_matrix_has_letters_and_the_names_of_its_codes(shown):
    out = shown(*QUESTIONS["matrix"]).out
    assert "M member   C candidate" in out.replace("A associate   ", "")
    assert "AAA: Aland" in out
    assert "TWO: Second Body" in out


def test_sets_have_a_block_in_each_that_they_are_of():
    rows = [(["ORG", "TWO"], ["AAA", "CCC"], ["CCC"]), (["ORG"], ["BBB"], [])]
    drawn = characters(scene(set_answer(rows), Look()), 80, unicode=True).splitlines()
    assert "ORG TWO" in drawn
    assert "█   █   2  AAA, CCC?" in drawn
    assert "█   ·   1  BBB" in drawn
    assert "? possible, not certain" in drawn


def test_lanes_have_a_line_for_the_last_day_where_something_is_later(shown):
    out = shown("timeline", "--lanes", "topic").out
    assert "trade (2)" in out
    assert "no topic (3)" in out
    assert "| 15 June 2020, the last day that the data covers" in out


def test_it_has_the_title_asked_for_and_says_how_to_write_the_picture(shown):
    answer = shown("timeline", "--title", "Mine", "--theme", "dark", "--width", "900")
    assert answer.lines[0] == "Mine"
    assert answer.err.endswith("ots: drawn with characters; `-o FILE.svg` writes the picture\n")


@pytest.mark.parametrize("columns", [40, 80, 140])
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_line_is_wider_than_the_terminal(shown, question, columns):
    answer = shown(*QUESTIONS[question], columns=columns)
    assert answer.code == 0
    assert all(cell_len(line) <= columns for line in answer.lines)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_dumb_terminal_gets_ascii(shown, question):
    out = shown(*QUESTIONS[question], term="dumb").out
    assert out.replace("–", "-").isascii()  # a title has years from–to


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_pipe_and_a_file_get_the_picture(ots, dataset, tmp_path, question):
    path = dataset(SMALL)
    piped = ots("--data", path, *QUESTIONS[question], "-f", "svg")
    made = tmp_path / "made.svg"
    ots("--data", path, *QUESTIONS[question], "-o", str(made), terminal=True)
    assert piped.out.startswith("<?xml")
    assert made.read_text(encoding="utf-8") == piped.out
    assert "characters" not in piped.err
