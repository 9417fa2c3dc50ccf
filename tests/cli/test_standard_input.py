"""Standard input as a dataset: recognised by how it begins, and named as what it is."""

import io
import subprocess
import sys
import tempfile

import pytest

TABLE = "id,date,kind,title\na,2001,x,T\n"
EVENT = '{"id": "a", "date": "2001", "kind": "x", "title": "T"}'


@pytest.fixture
def bytes_in(ots, monkeypatch):
    """Call `ots` with bytes on standard input."""

    def call(raw, *arguments):
        stream = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")
        monkeypatch.setattr(io, "StringIO", lambda text="": stream if text == "?" else _Plain(text))
        return ots(*arguments, stdin="?")

    return call


_Plain = io.StringIO


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        TABLE.replace(",", ";"),
        TABLE.replace(",", "\t"),
        f"\ufeff{TABLE}",
        f"sep=,\n{TABLE}",
        EVENT,
        EVENT.replace(", ", ",\n"),
        f"[{EVENT}]",
        f'\n {{"events": [{EVENT}]}}',
        f'{{"events":\n [{EVENT}]}}',
        "events:\n- {id: a, date: '2001', kind: x, title: T}\n",
        "# mine: events, facts\n- {id: a, date: '2001', kind: x, title: T}\n",
        "---\n- id: a\n  date: '2001'\n  kind: x\n  title: T\n",
        EVENT.replace('"T"', f'"{"T" * 100_000}"'),
    ],
)
def test_the_format_is_told_from_how_it_begins(ots, text):
    answer = ots("--data", "-", "timeline", "-f", "ids", stdin=text)
    assert (answer.code, answer.lines, answer.err) == (0, ["a"], "")


def test_lines_of_json_longer_than_what_is_looked_at_are_read(ots):
    row = EVENT.replace('"T"', f'"{"T" * 100_000}"')
    other = row.replace('"id": "a"', '"id": "b"')
    answer = ots("--data", "-", "timeline", "-f", "ids", stdin=f"{row}\n{other}\n")
    assert answer.lines == ["a", "b"]


def test_a_compiled_store_is_recognised(ots, bytes_in, tmp_path):
    ots("export", "db", "-o", str(tmp_path / "x.db"))
    answer = bytes_in((tmp_path / "x.db").read_bytes(), "--data", "-", "members", "-f", "ids")
    assert answer.lines == ots("members", "-f", "ids").lines


@pytest.mark.parametrize("command", [["timeline"], ["check", "-"], ["--explain", "members", "all"]])
def test_faults_are_told_of_standard_input_with_its_own_lines(ots, command):
    text = "id,date,kind,title\na,2001,x,T\nb,nonsense,y,z\n"
    named = [] if "-" in command else ["--data", "-"]
    answer = ots(*named, *command, stdin=text)
    told = answer.out + answer.err
    assert "standard input:3:1: error: 'date': 'nonsense' is not a date" in told
    assert tempfile.gettempdir() not in told
    assert "ots-" not in told


def test_the_advice_for_standard_input_can_be_followed(ots):
    text = "id,date,kind,title\nb,nonsense,y,z\n"
    assert (
        "(1 error in all; `ots check -` lists them)"
        in ots("--data", "-", "timeline", stdin=text).err
    )
    answer = ots("check", "-", stdin=text)
    assert answer.code == 1
    assert len([line for line in answer.lines if ": error: " in line]) == 1


def test_the_advice_for_a_union_can_be_followed(ots, dataset):
    one, two = dataset("events: []\n", "one.yaml"), dataset("events: 5\n", "two.yaml")
    answer = ots("--data", one, "--data", two, "timeline")
    command = f"ots --data {one} --data {two} check"
    assert f"`{command}` lists them" in answer.err
    assert f"{two}:1:1: error: " in ots(*command.split()[1:]).out


@pytest.mark.parametrize("raw", [b"id,date,kind,title\na,2001,x,\xddstanbul\n"])
def test_an_encoding_is_told_of_standard_input(bytes_in, raw):
    answer = bytes_in(raw, "--data", "-", "timeline")
    assert answer.code == 3
    assert answer.err.startswith("ots: standard input:2:10: error: is not UTF-8 here, perhaps Win")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\x1f\x8b\x08rest", "standard input is packed; unpack it first"),
        (b"PK\x03\x04", "standard input is a workbook or an archive"),
        (b"BEGIN:VCALENDAR\n", "standard input is a calendar; ots writes calendars"),
        (b"\0" * 100, "standard input is not UTF-8 here, perhaps UTF-16"),
    ],
)
def test_what_is_no_dataset_is_told_before_it_is_kept(bytes_in, raw, message):
    answer = bytes_in(raw, "--data", "-", "timeline")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith(f"ots: {message}")


def test_standard_input_is_read_once(ots):
    answer = ots("--data", "-", "--data", "-", "timeline", stdin=TABLE)
    assert (answer.code, answer.out) == (2, "")
    assert "standard input can be read once" in answer.err


def test_standard_input_is_no_file_to_rewrite(ots):
    answer = ots("check", "--fix", "-", stdin="events: []\n")
    assert (answer.code, answer.out) == (2, "")
    assert "--fix rewrites files, and standard input is none; name a file" in answer.err


@pytest.mark.slow
@pytest.mark.parametrize("command", [["show", "-"], ["cite", "-"]])
def test_ids_that_are_not_utf_8_are_told_as_unknown(command):
    done = subprocess.run(
        [sys.executable, "-m", "otscli", *command],
        input=b"\xff\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"ots: no record is called '\\\\xff'")


@pytest.mark.parametrize("command", [["search", "\udcff"], ["timeline", "--state", "\udcff"]])
def test_words_that_are_not_utf_8_find_nothing_and_break_nothing(ots, command):
    answer = ots(*command)
    assert answer.code in {0, 2}
    assert "a fault in ots itself" not in answer.err
