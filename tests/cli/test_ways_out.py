"""One way out: whatever is made of data leaves escaped, in every question and format.

The answers themselves are infected here, ids and keys too, so that nothing depends on what
reading refuses: a format that forgets to escape fails for every question that it takes.
"""

import io
import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from examples import EXAMPLES, refused_formats
from hostile.payloads import PAYLOADS, RAW, as_json, dataset
from otscli.answer import Row
from otscli.choices import CITATION_STYLES, EXPORTS, FORMATS
from otscli.cli.invocation import Invocation
from otscli.cli.progress import Bar
from otscli.output.cells import Cell
from otscli.output.layout import Column

TEXTS = [name for name, format_ in FORMATS.items() if not format_.binary]
UNEXPLAINED = {"about", "list", "data info", "data diff"}  # which refuse --explain
ALL = "".join(dict.fromkeys("".join(text[:200] for text in PAYLOADS.values())))
"""Every character of the payloads, once."""

# What code reads rather than shows: dates, and words of closed lists.
_READ = {
    *("date", "start", "end", "start_max", "end_min", "from", "until", "type", "status", "kind"),
    *("change", "track", "before", "after", "stance", "target", "published", "founded"),
    *("dissolved", "coverage", "population_as_of", "leaders_as_of", "independence"),
    *("predecessor_founded", "party", "overdue", "confidence", "group", "matched"),
}


def infected(value, key=""):
    """A value with every text in it followed by all that is hostile, keys of data too."""
    if isinstance(value, str):
        return value if key in _READ else f"{value}{ALL}"
    if isinstance(value, list):
        return [infected(one, "" if isinstance(one, dict) else key) for one in value]
    if isinstance(value, dict) and key == "memberships":
        return {infected(name): infected(one) for name, one in value.items()}
    if isinstance(value, dict):
        return {name: infected(one, name) for name, one in value.items()}
    return value


def healed(value):
    """What was infected, as it was: an answer looks its own rows up by id."""
    if isinstance(value, str):
        return value.replace(ALL, "")
    if isinstance(value, list):
        return [healed(one) for one in value]
    if isinstance(value, dict):
        return {healed(name): healed(one) for name, one in value.items()}
    return value


def infect(answer):
    """An answer of which nothing is harmless."""
    names = {infected(id_): infected(name) for id_, name in answer.names().items()}
    return answer._replace(
        rows=[Row(fields=infected(row.fields)) for row in answer.rows],
        keys=[infected(key) for key in answer.keys],
        names=lambda: names,
        caption=infected(answer.caption or "caption"),
        notes=[ALL],
        why=answer.why and (lambda row: infected(answer.why(healed(row)))),
        lines=[
            line._replace(label=infected(line.label), text=infected(line.text))
            for line in answer.lines
        ],
    )


@pytest.fixture
def infection(monkeypatch):
    write = Invocation.write
    monkeypatch.setattr(
        Invocation, "write", lambda self, answer, *rest: write(self, infect(answer), *rest)
    )


def harmless(result):
    found = RAW.search((result.out + result.err).replace("\r\n", "\n"))
    assert not found, (found, result)
    return result


@pytest.mark.slow
@pytest.mark.usefixtures("infection")
@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("question", EXAMPLES)
def test_no_format_lets_anything_of_an_answer_out_raw(ots, question, terminal):
    for example in EXAMPLES[question]:
        for format_ in set(TEXTS) - refused_formats(example.arguments):
            arguments = [*example.arguments, "-f", format_, "--color", "never"]
            if example.question not in UNEXPLAINED:
                arguments.append("--explain")
            result = harmless(ots(*arguments, terminal=terminal))
            assert result.code == 0, (format_, result.err)
            if format_ == "json":
                json.loads(result.out)


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


def texts(path):
    """All text in a file, or in the files of a folder, however they keep it."""
    for file in [path] if path.is_file() else filter(Path.is_file, path.rglob("*")):
        content = file.read_bytes()
        if content.startswith(b"SQLite format 3"):
            with closing(sqlite3.connect(file)) as connection:
                yield from connection.iterdump()
        elif content.startswith(b"PK"):
            with zipfile.ZipFile(file) as parts:
                yield from (parts.read(name).decode() for name in parts.namelist())
        elif not content.startswith((b"PAR1", b"wOF2", b"%PDF", b"\x89PNG")):
            yield content.decode()


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
@pytest.mark.usefixtures("infection")
@pytest.mark.parametrize("format_", [name for name in available(FORMATS) if FORMATS[name].binary])
def test_no_binary_format_holds_anything_raw(ots, tmp_path, format_):
    asked = [one for examples in EXAMPLES.values() for one in examples]
    for i, example in enumerate(asked):
        if format_ not in refused_formats(example.arguments):
            file = tmp_path / f"{i}.{format_}"
            result = harmless(ots(*example.arguments, "-o", str(file)))
            assert result.code == 0, (example.name, result.err)
            for text in texts(file):
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
