"""Workbooks, read by openpyxl: text stays text, and the first sheet says what the data are."""

import datetime as dt
import subprocess
import sys

import pytest

from otscli.exporting.tables import tables

openpyxl = pytest.importorskip("openpyxl")

OWN = """
dataset: {id: mine, title: My own, compiled: "2024-05-06", covered_to: "2024-05-01"}
events:
  - {id: "e1", date: "1994-05~", kind: k, title: "=1+1", summary: "+SUM(A1)", states: [AAA]}
  - {id: "e2", date: "2020-01-02", kind: k, title: "@x \\x1b[31m", summary: "http://example.org"}
memberships: [{id: m, state: AAA, organization: ORG, status: member, from: "0031"}]
"""


def opened(file):
    book = openpyxl.load_workbook(file)
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in {"s", "n", "b", "d"} for cell in row)
            assert all(cell.hyperlink is None for cell in row)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_the_export_has_a_sheet_for_each_table_with_rows(ots, dataset, tmp_path):
    file = tmp_path / "own.xlsx"
    assert ots("--data", dataset(OWN), "export", "xlsx", "-o", str(file)).code == 0
    sheets = opened(file)
    assert list(sheets)[:3] == ["about", "columns", "record"]
    assert ["title", "My own"] in sheets["about"]
    heading, *rows = sheets["event"]
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [row["title"] for row in found] == ["=1+1", "@x \\x1b[31m"]
    assert [row["date"] for row in found] == ["1994-05~", "2020-01-02"]
    assert found[0]["start"] == dt.datetime(1994, 5, 1)
    assert found[0]["planned"] is False
    assert "person" not in sheets


@pytest.mark.slow
def test_the_curated_data_has_a_row_for_each_row(ots, tmp_path):
    import otscli

    file = tmp_path / "ots.xlsx"
    assert ots("export", "xlsx", "-o", str(file)).code == 0
    sheets = opened(file)
    with otscli.open() as data:
        for table in tables(data.store):
            if table.name != "dataset":
                assert len(sheets[table.name]) == 1 + len(list(table.rows())), table.name


def test_an_answer_has_its_rows_in_front(dataset, tmp_path):
    file = tmp_path / "answer.xlsx"
    mine = dataset(OWN)
    with file.open("wb") as stream:
        command = [sys.executable, "-m", "otscli", "--data", mine, "timeline", "-f", "xlsx"]
        subprocess.run(command, stdout=stream, check=True)
    book = openpyxl.load_workbook(file)
    assert (book.sheetnames, book.active.title) == (["about", "rows"], "rows")
    assert book.properties.created.isoformat() == "2024-05-06T00:00:00"
    heading, *rows = opened(file)["rows"]
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    assert found[0]["title"] == "=1+1"
    assert [row["states"] for row in found] == ["AAA", None]


DAYS = """
events:
  - {id: whole, date: "2020-01-02", kind: k, title: A}
  - {id: early, date: "1899-12-31", kind: k, title: B}
  - {id: late, date: "9999-12-31", kind: k, title: C}
  - {id: partial, date: "1900-03", kind: k, title: D}
  - {id: split, date: "1900-02", kind: k, title: E}
"""


@pytest.mark.parametrize("asked", [["export", "xlsx"], ["timeline"]])
def test_possible_days_are_dates_and_recorded_ones_text(ots, dataset, tmp_path, asked):
    file = tmp_path / "days.xlsx"
    assert ots("--data", dataset(DAYS), *asked, "-o", str(file)).code == 0
    heading, *rows = opened(file)["event" if "export" in asked else "rows"]
    found = {row["id"]: row for row in (dict(zip(heading, one, strict=True)) for one in rows)}
    shown = {id_: (row["date"], row["start"], row["end"]) for id_, row in found.items()}
    assert shown == {
        "whole": ("2020-01-02", dt.datetime(2020, 1, 2), dt.datetime(2020, 1, 2)),
        "early": ("1899-12-31", "1899-12-31", "1899-12-31"),  # before Excel's days
        "late": ("9999-12-31", dt.datetime(9999, 12, 31), dt.datetime(9999, 12, 31)),
        "partial": ("1900-03", dt.datetime(1900, 3, 1), dt.datetime(1900, 3, 31)),
        "split": ("1900-02", "1900-02-01", "1900-02-28"),
    }
    sheet = openpyxl.load_workbook(file)["event" if "export" in asked else "rows"]
    formats = {cell.number_format for row in sheet.iter_rows() for cell in row if cell.is_date}
    assert formats == {"yyyy-mm-dd"}


def test_every_answer_says_what_the_data_are(dataset, tmp_path):
    asked = ["--data", dataset(OWN), "search", "1+1", "-f", "xlsx"]
    command = [sys.executable, "-m", "otscli", *asked]
    file = tmp_path / "found.xlsx"
    file.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    assert ["title", "My own"] in opened(file)["about"]


@pytest.mark.parametrize("what", [["export", "xlsx"], ["timeline", "-f", "xlsx"]])
def test_two_runs_give_the_same_bytes(dataset, what):
    command = [sys.executable, "-m", "otscli", "--data", dataset(OWN), *what]
    runs = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2)]
    assert runs[0] == runs[1]


def test_more_rows_than_a_sheet_holds_are_refused(ots, dataset, tmp_path, monkeypatch):
    monkeypatch.setattr("otscli.output.workbook._ROWS", 2)
    file = tmp_path / "own.xlsx"
    answer = ots("--data", dataset(OWN), "export", "xlsx", "-o", str(file))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "ots: a sheet holds 1 rows, and there are more; use csv\n"
    assert not file.exists()
