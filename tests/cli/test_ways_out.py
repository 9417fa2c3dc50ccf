"""One way out: whatever is made of data leaves escaped, in every question and format.

The answers themselves are infected here, ids and keys too, so that nothing depends on what
reading refuses: a format that forgets to escape fails for every question that it takes. The first
example of each question is tried here, every one in `tests/extended/test_every_way_out.py`.
"""

import io
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from examples import EXAMPLES, refused_formats
from hostile.infection import ALL, TEXTS, harmless, infect_answers, texts, write_harmlessly
from hostile.payloads import PAYLOADS, RAW, as_json, dataset
from otscli.choices import CITATION_STYLES, EXPORTS
from otscli.cli.progress import Bar
from otscli.output.cells import Cell
from otscli.output.layout import Column


@pytest.fixture
def infection(monkeypatch):
    infect_answers(monkeypatch)


@pytest.mark.slow
@pytest.mark.usefixtures("infection")
@pytest.mark.parametrize("question", EXAMPLES)
def test_no_format_lets_anything_of_an_answer_out_raw(ots, question):
    example = EXAMPLES[question][0]
    for format_ in set(TEXTS) - refused_formats(example.arguments):
        write_harmlessly(ots, example, format_)
    write_harmlessly(ots, example, "table", terminal=True)


@pytest.mark.slow
@pytest.mark.usefixtures("infection")
def test_a_line_of_ids_or_of_a_calendar_stays_one(ots):
    for question in ("timeline", "members", "changes"):
        arguments = EXAMPLES[question][0].arguments
        rows = len(ots(*arguments, "--json").json)
        assert len(ots(*arguments, "-f", "ids").lines) == rows
        calendar = ots(*arguments, "-f", "ics").lines
        assert sum(line.startswith("UID:") for line in calendar) == calendar.count("BEGIN:VEVENT")


def test_cells_and_headings_are_visible_by_themselves():
    assert Cell("a\x1bb\u202e").text == r"a\x1bb\u202e"
    assert Column("\x9bh").heading == r"\x9bh"
    assert Cell("plain é").text == "plain é"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "\x1b", "ftp://x"])
def test_a_link_leads_to_the_web_or_is_none(link):
    assert Cell("a", "", link).link is None
    assert Cell("a", "", "https://example.org/\x1b").link == r"https://example.org/\x1b"


def test_the_bar_shows_the_name_of_a_file_escaped(monkeypatch):
    drawn = io.StringIO()
    monkeypatch.setattr(sys, "stderr", drawn)
    Bar().draw(Path("a\x1b[31m\udcff.csv"), 0.5)
    assert r"a\x1b[31m\udcff.csv" in drawn.getvalue()


# What is said of a dataset, and asked of it


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "mine.json"
    path.write_text(as_json(dataset(ALL.replace("\ud800", ""))), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["check"],
        ["data", "path"],
        ["data", "info"],
        *(["cite", "script", "mem", "src", "AAA", "--style", style] for style in CITATION_STYLES),
        *(["export", name] for name, one in EXPORTS.items() if not (one.binary or one.folder)),
    ],
    ids=" ".join,
)
def test_what_is_said_of_a_dataset_is_escaped(ots, hostile_file, arguments):
    assert harmless(ots("--data", hostile_file, *arguments)).code in {0, 1}


@pytest.mark.slow
@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_what_is_typed_is_escaped_in_the_one_line_that_answers_it(ots, dataset, text):
    mine = dataset('events: [{id: e, date: "2020", kind: k, title: T}]')
    for arguments in (
        ["show", text],
        ["timeline", "--kind", text],
        ["timeline", "--since", text],
        ["members", text],
        ["--fields", text, "timeline"],
        ["-f", text, "timeline"],
        ["--lang", text, "timeline"],
        ["--data", f"{text[:100]}.csv".replace("\0", ""), "timeline"],
    ):
        result = harmless(ots("--data", mine, *arguments))
        assert result.code in {2, 3}
        assert result.err.count("\n") == 1
        assert len(result.err) < 2_000


# What is written to files


def available(register):
    return [name for name, one in register.items() if not one.needs or find_spec(one.needs)]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in available(EXPORTS) if name != "db"])
def test_no_export_holds_anything_raw(ots, tmp_path, hostile_file, name):
    """But for `db`, which is escaped where it is read."""
    assert ots("--data", hostile_file, "export", name, "-o", str(tmp_path / "out")).code == 0
    found = list(texts(tmp_path / "out"))
    assert name == "parquet" or found
    for text in found:
        assert not RAW.search(text.replace("\r\n", "\n"))


@pytest.mark.slow
def test_no_import_writes_anything_raw(ots, tmp_path):
    table = tmp_path / "x.csv"
    text = ALL.replace("\ud800", "").replace("\0", "").replace("\n", "").replace("\r", "")
    row = ["e", "2020", "k", text.replace('"', "")]
    table.write_text(f'id,date,kind,title\n{",".join(row[:3])},"{row[3]}"\n', encoding="utf-8")
    folder = tmp_path / "mine"
    result = ots("import", "table", str(table), "--as", "events", "-o", str(folder))
    assert result.code == 0, result.err
    for text in texts(folder):
        assert not RAW.search(text)
    assert ots("--data", str(folder), "timeline", "--json").json[0]["title"] == row[3].strip()
