"""`ots export`: the dataset for other tools, which reads back to the same answers."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from examples import OLD
from hostile import payloads
from hostile.payloads import as_json
from otscli.choices import EXPORTS, LIST_OF
from otscli.cli.app import run

# What needs no extra; that of others is tested in tests/extended/test_export_NAME.py.
AT_HAND = {name: export for name, export in EXPORTS.items() if not export.needs}
READ_BACK = [name for name, export in AT_HAND.items() if export.read_back]
QUESTIONS = [
    ["timeline"],
    ["members", "OTS", "--history"],
    ["members", "UN", "--history"],
    ["members", "EU", "--history"],
    ["members", "--as-of", "2012"],
    ["facts"],
    ["changes"],
    ["sources"],
    ["overlap"],
    ["overlap", "OTS", "CIS", "--status", "any", "--history"],
    ["shared", "AZE", "TUR"],
    ["show", "HUN", "OTS", "ilham-aliyev", "gabala"],
]
ODD = """
dataset: {id: mine, title: My own, covered_to: "2024"}
kinds: [{id: k, label: Kay, meaning: What is odd}]
spellings: [{id: Türkiye, not: [Turkey, Turkiye]}]
events:
  - {id: plain, date: "2020", kind: k, title: UnquotedScalar}
  - {id: odd, aliases: [was-odd, was-odder], date: "2020-02~", kind: k, summary: "=1+1",
     title: "'quoted'; a, b\\\\x41 \\"c\\"\\tand\\nsix", place: {venue: "V; W"}, topics: [t, u],
     sources: [{source: s, at: "1;2", stance: differs, field: date, value: "2021"}]}
facts: [{id: undated, text: No date, body: A body, about: [AAA], aliases: [old-fact]}]
memberships:
  - {id: m, state: AAA, organization: ORG, status: member, from: unknown, until: unknown,
     milestones: [{date: "2001", what: A step}]}
sources: [{id: s, publisher: P, mirror: true, aliases: [retired]}]
states: [{id: AAA, name: Aland, iso2: AA, cow: 12, aliases: [AAB]}]
"""
ODDLY = [
    ["timeline"],
    ["members", "ORG", "--history"],
    ["members", "ORG", "--as-of", "2030"],
    ["facts"],
    ["sources"],
    ["show", "was-odder", "old-fact", "m", "retired", "AAB", "ORG"],
]
SAYS = [["list", "kinds", "--json"], ["list", "topics", "--json"], ["--version"]]


@pytest.fixture
def exported(ots, tmp_path):
    """Export a dataset and return where it lies."""

    def export(format_, *options):
        path = tmp_path / f"exported.{format_}"
        answer = ots(*options, "export", format_, "-o", str(path))
        assert (answer.code, answer.out, answer.err) == (0, "", "")
        return str(path)

    return export


@pytest.fixture(scope="module")
def curated(tmp_path_factory):
    """Export the curated data, once in each format, and return where they are."""
    folder = tmp_path_factory.mktemp("curated")

    def export(format_):
        path = folder / f"curated.{format_}"
        if not path.exists():
            assert run(["export", format_, "-o", str(path)]) == 0
        return str(path)

    return export


@pytest.mark.slow
@pytest.mark.parametrize("format_", READ_BACK)
def test_an_export_reads_back_to_the_same_answers(ots, curated, format_):
    data = curated(format_)
    # JSON lines are records alone, and do not say how far the data reaches.
    fields = without_certainty if format_ == "jsonl" else lambda found: found
    for question in QUESTIONS:
        read_back, asked = (ots(*data, *question, "--json").json for data in (["--data", data], []))
        assert fields(read_back) == fields(asked)


def without_certainty(found):
    """Leave out what depends on how far the data reaches: certainty, and days until then."""
    if isinstance(found, list):
        return [without_certainty(one) for one in found]
    if isinstance(found, dict):
        return {
            key: without_certainty(one)
            for key, one in found.items()
            if key not in {"certain", "days"}
        }
    return found


@pytest.mark.parametrize("format_", READ_BACK)
def test_odd_values_read_back_as_they_were(ots, exported, dataset, format_):
    mine = dataset(ODD)
    data = exported(format_, "--data", mine)
    for question in ODDLY:
        expected = ots("--data", mine, *question, "--json")
        assert expected.json
        assert ots("--data", data, *question, "--json").json == expected.json


@pytest.mark.slow
@pytest.mark.parametrize("format_", READ_BACK)
@pytest.mark.parametrize("name", ["quote", "attribute", "backslashes", "formula"])
def test_texts_that_a_format_quotes_read_back(ots, exported, dataset, format_, name):
    mine = dataset(as_json(payloads.dataset(payloads.PAYLOADS[name])), "mine.json")
    data = exported(format_, "--data", mine)
    shown = ["show", "script", "said", "AAA", "ORG", "per", "pla", "off", "held", "src"]
    for question in (["timeline"], ["facts"], ["members", "ORG", "--history"], shown):
        read_back, asked = (ots("--data", one, *question, "--json").json for one in (data, mine))
        assert without_certainty(read_back) == without_certainty(asked)


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["csv", "db"])
@pytest.mark.parametrize("own", [False, True])
def test_what_the_dataset_says_of_itself_reads_back(ots, exported, curated, dataset, format_, own):
    options = ["--data", dataset(ODD)] if own else []
    data = exported(format_, *options) if own else curated(format_)
    for question in SAYS:
        assert ots("--data", data, *question).out == ots(*options, *question).out


@pytest.mark.slow
def test_a_pipe_carries_every_record(ots):
    lines = ots("export", "jsonl").out
    piped = subprocess.run(
        [sys.executable, "-m", "otscli", "--data", "-", "export", "jsonl"],
        input=lines,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert piped.stdout == lines


@pytest.mark.slow
def test_json_lines_are_the_records_as_other_commands_print_them(ots):
    records = {row["id"]: row for row in map(json.loads, ots("export", "jsonl").lines)}
    for command in ("timeline", "facts", "sources"):
        for row in ots(command, "--json").json:
            assert {key: records[row["id"]][key] for key in row} == row
    assert {row["type"] for row in records.values()} == set(LIST_OF)


@pytest.mark.slow
def test_csv_has_the_columns_that_csv_has_elsewhere(ots, curated):
    folder = Path(curated("csv"))
    for command, list_ in (("timeline", "events"), ("facts", "facts"), ("sources", "sources")):
        expected = ots(command, "-f", "csv").out
        found = (folder / f"{list_}.csv").read_bytes().decode()
        rows = list(csv.DictReader(io.StringIO(found, newline="")))
        wanted = list(csv.DictReader(io.StringIO(expected, newline="")))
        assert list(rows[0]) == [*wanted[0], "aliases"]
        by_id = {row["id"]: row for row in rows}
        assert [by_id[row["id"]] | row for row in wanted] == [by_id[r["id"]] for r in wanted]


def test_a_list_without_records_is_a_header(exported, dataset):
    folder = Path(
        exported("csv", "--data", dataset('events: [{id: a, date: "2020", kind: k, title: T}]'))
    )
    assert (folder / "people.csv").read_text(encoding="utf-8").startswith("id,type,name,")
    assert len((folder / "people.csv").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.slow
def test_a_union_is_exported_as_one(ots, exported, dataset):
    mine = dataset(ODD)
    data = exported("csv", "--data", OLD, "--data", mine)
    ids = ots("--data", OLD, "--data", mine, "timeline", "-f", "ids").lines
    assert "odd" in ids
    assert ots("--data", data, "timeline", "-f", "ids").lines == ids


def test_a_store_says_nothing_of_the_machine_that_made_it(exported, dataset, tmp_path):
    mine = dataset(ODD)
    data = exported("db", "--data", mine)
    for place in (tmp_path, Path(mine).parent):
        assert os.fsencode(place) not in Path(data).read_bytes()
    connection = sqlite3.connect(data)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.slow
def test_a_store_goes_to_standard_output_whole(curated, tmp_path):
    piped = tmp_path / "piped.db"
    with piped.open("wb") as file:
        subprocess.run([sys.executable, "-m", "otscli", "export", "db"], stdout=file, check=True)
    assert piped.read_bytes() == Path(curated("db")).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("format_", [name for name in READ_BACK if not EXPORTS[name].folder])
def test_a_file_that_is_there_is_replaced_by_a_whole_one(ots, exported, tmp_path, format_):
    before = tmp_path / f"exported.{format_}"
    before.write_text("something else", encoding="utf-8")
    data = exported(format_, "--data", OLD)
    assert ots("--data", data, "timeline", "-f", "ids").lines
    assert [path.name for path in tmp_path.iterdir()] == [before.name]


@pytest.mark.parametrize("format_", AT_HAND)
def test_an_export_that_fails_leaves_things_as_they_were(ots, tmp_path, monkeypatch, format_):
    target = tmp_path / "target"
    if not EXPORTS[format_].folder:
        target.write_text("kept", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"otscli.exporting.{format_}.write", full)
    answer = ots("export", format_, "-o", str(target))
    assert answer.code == 1
    assert answer.err == f"ots: {target} could not be written: No space left on device\n"
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == (
        [] if EXPORTS[format_].folder else ["kept"]
    )


@pytest.mark.parametrize("format_", AT_HAND)
def test_two_runs_give_the_same_bytes(ots, dataset, tmp_path, format_):
    mine = dataset(ODD)
    runs = []
    for name in ("one", "two"):
        made = tmp_path / name
        assert ots("--data", mine, "export", format_, "-o", str(made)).code == 0
        files = [made] if made.is_file() else sorted(made.iterdir())
        assert files
        runs.append([(file.suffix and file.name, file.read_bytes()) for file in files])
    assert runs[0] == runs[1]


@pytest.mark.parametrize("format_", sorted({*AT_HAND} - {"db"}))  # a store is escaped as it is read
def test_no_control_character_leaves_raw(ots, dataset, tmp_path, format_):
    hostile = ODD.replace("UnquotedScalar", '"\\e[31m \\u202e"').replace("No date", '"\\x9b1"')
    made = tmp_path / "made"
    assert ots("--data", dataset(hostile), "export", format_, "-o", str(made)).code == 0
    for file in [made] if made.is_file() else made.iterdir():
        content = file.read_bytes()
        for raw in ("\x1b[31m", "\u202e", "\x9b1"):
            assert raw.encode() not in content, (file.name, raw)


def test_a_device_is_written_to_and_not_replaced(ots):
    assert ots("export", "jsonl", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_a_folder_that_is_empty_is_filled(ots, tmp_path):
    (tmp_path / "empty").mkdir()
    assert ots("--data", OLD, "export", "csv", "-o", str(tmp_path / "empty")).code == 0
    assert (tmp_path / "empty" / "events.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["csv"], "--output: csv is a folder of several files; name one"),
        (["csv", "-o", "full"], "full is not empty; name a new folder"),
        (
            ["csv", "-o", "full/kept"],
            "full/kept is a file, and csv a folder of several; name a folder",
        ),
        (["jsonl", "-o", "full"], "full is a folder, and jsonl one file; name a file in it"),
        (["jsonk"], "no format to export 'jsonk'; did you mean jsonl or jsonld?"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_read(
    ots, tmp_path, monkeypatch, arguments, told
):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").touch()
    monkeypatch.chdir(tmp_path)
    answer = ots("--data", "missing.yaml", "export", *arguments)
    assert (answer.code, answer.out, answer.err) == (2, "", f"ots: {told}\n")
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "kept"]


@pytest.mark.slow
@pytest.mark.parametrize("format_", [n for n, export in AT_HAND.items() if not export.folder])
def test_a_terminal_gets_no_binary(ots, format_):
    answer = ots("export", format_, terminal=True)
    told = f"ots: --output: {format_} is nothing to show on a terminal; name a file\n"
    binary = EXPORTS[format_].binary
    assert (answer.code, answer.err) == ((2, told) if binary else (0, ""))
    assert (answer.out == "") == binary


@pytest.mark.parametrize("format_", [name for name in EXPORTS if name not in AT_HAND])
def test_an_export_without_its_extra_says_how_to_install_it(ots, tmp_path, monkeypatch, format_):
    monkeypatch.setattr("otscli.exporting.find_spec", lambda _: None)
    answer = ots("export", format_, "-o", str(tmp_path / "target"))
    install = f"`pip install 'turkic-states[{format_}]'` installs it"
    told = f"ots: {format_} takes {EXPORTS[format_].needs}; {install}\n"
    assert (answer.code, answer.out, answer.err) == (2, "", told)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format_", [name for name in EXPORTS if name not in AT_HAND])
def test_what_is_wrong_with_the_call_comes_before_a_missing_extra(
    ots, dataset, tmp_path, monkeypatch, format_
):
    monkeypatch.setattr("otscli.exporting.find_spec", lambda _: None)
    mine = dataset("events: [{id: a, date: '2020', kind: k, title: A}]")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").touch()
    for arguments, told in [
        (["--fields", "id"], "--fields: has no meaning"),
        (["-o", str(tmp_path / "full")], "full is "),
        (["-o", mine], "a file of the dataset itself"),
        (["-o", str(tmp_path / "new"), "--metadata", "a.json"], "--metadata: belongs to sqlite"),
        (["-o", str(tmp_path / "new"), "--directed"], "--directed: belongs to spells"),
    ]:
        answer = ots("--data", mine, "export", format_, *arguments)
        assert (answer.code, answer.out) == (2, "")
        assert told in answer.err, arguments


def test_a_dataset_with_faults_is_not_exported(ots, dataset, tmp_path):
    target = tmp_path / "out.jsonl"
    answer = ots("--data", dataset("events: [{id: a}]"), "export", "jsonl", "-o", str(target))
    assert answer.code == 3
    assert not target.exists()
