"""`ots export parquet`: it reads back to the same answers, and its dates are dates."""

import datetime as dt
from pathlib import Path

import pytest

from otscli.choices import LIST_OF

parquet = pytest.importorskip("pyarrow.parquet")

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
    ["list", "kinds"],
    ["data", "info"],
    ["show", "HUN", "OTS", "ilham-aliyev", "gabala"],
]
OWN = """
events:
  - {id: first, aliases: [earlier], date: "1850", kind: k, title: First}
  - {id: long, date: "1999/2001", kind: k, title: Long, place: {city: Baku}, topics: [a, b]}
facts: [{id: undated, text: No date}, {id: dated, text: A date, date: "2005-02"}]
memberships:
  - {id: open, state: AAA, organization: ORG, status: member, from: "2001"}
  - {id: dim, state: BBB, organization: ORG, status: member, from: unknown, until: unknown}
  - {id: over, state: CCC, organization: ORG, status: member, from: "2001-02", until: "2003-04-05"}
"""


@pytest.fixture
def exported(ots, tmp_path):
    """Export a dataset and return its folder."""

    def export(*options):
        folder = tmp_path / "exported"
        answer = ots(*options, "export", "parquet", "-o", str(folder))
        assert (answer.code, answer.out, answer.err) == (0, "", "")
        return folder

    return export


def rows(folder, pattern):
    """Every row of the files of a pattern, with the folder in which its file lies."""
    return [
        (file.parent.name, row)
        for file in sorted(folder.glob(pattern))
        for row in parquet.ParquetFile(file).read().to_pylist()
    ]


def test_it_reads_back_to_the_same_answers(ots, exported):
    data = str(exported())
    for question in QUESTIONS:
        assert ots("--data", data, *question, "--json").json == ots(*question, "--json").json


def test_own_data_reads_back_with_its_retired_ids(ots, exported, dataset):
    mine = dataset(OWN)
    data = str(exported("--data", mine))
    for question in (["timeline"], ["facts"], ["members", "ORG", "--history"], ["show", "earlier"]):
        expected = ots("--data", mine, *question, "--json").json
        assert ots("--data", data, *question, "--json").json == expected


def test_every_record_lies_in_the_year_in_which_it_may_have_begun(exported, dataset):
    folder = exported("--data", dataset(OWN))
    assert {row["id"]: year for year, row in rows(folder, "events/*/*.parquet")} == {
        "first": "year=1850",
        "long": "year=1999",
    }
    assert {row["id"]: year for year, row in rows(folder, "facts/*/*.parquet")} == {
        "undated": "year=__HIVE_DEFAULT_PARTITION__",
        "dated": "year=2005",
    }


def test_a_date_stands_as_recorded_and_as_days(exported, dataset):
    folder = exported("--data", dataset(OWN))
    events = {row["id"]: row for _, row in rows(folder, "events/*/*.parquet")}
    assert events["long"]["date"] == "1999/2001"
    assert events["long"]["start_day"] == dt.date(1999, 1, 1)
    assert events["long"]["end_day"] == dt.date(2001, 12, 31)
    assert events["long"]["topics"] == ["a", "b"]
    assert events["long"]["place"] == {"city": "Baku", "country": None, "venue": None}
    facts = {row["id"]: row for _, row in rows(folder, "facts/*/*.parquet")}
    assert (facts["undated"]["start_day"], facts["undated"]["end_day"]) == (None, None)


def test_both_ends_of_a_membership_are_windows_of_days(exported, dataset):
    folder = exported("--data", dataset(OWN))
    found = {row["id"]: row for _, row in rows(folder, "memberships/*.parquet")}
    edges = ("since_first", "since_last", "until_first", "until_last")
    days = {id_: [row[edge] for edge in edges] for id_, row in found.items()}
    never = dt.date.max
    assert days["open"] == [dt.date(2001, 1, 1), dt.date(2001, 12, 31), never, never]
    day = dt.date(2003, 4, 5)
    assert days["over"] == [dt.date(2001, 2, 1), dt.date(2001, 2, 28), day, day]
    assert days["dim"][0] == dt.date.min
    assert days["dim"][3] == never
    assert (found["dim"]["from"], found["dim"]["until"]) == ("unknown", "unknown")


def test_every_list_has_a_file_even_without_records(exported, dataset):
    folder = exported("--data", dataset("people: [{id: one, name: One}]"))
    files = {str(file.relative_to(folder)) for file in folder.rglob("*.parquet")}
    undated = "year=__HIVE_DEFAULT_PARTITION__"
    by_year = {"events", "facts"}
    assert files == {
        f"{list_}/{undated}/part-0.parquet" if list_ in by_year else f"{list_}/part-0.parquet"
        for list_ in LIST_OF.values()
    }
    assert rows(folder, "events/*/*.parquet") == []


def test_records_are_written_so_many_at_a_time(ots, exported, dataset, monkeypatch):
    monkeypatch.setattr("otscli.exporting.parquet._BATCH", 10)
    lines = [f'- {{id: e{i}, date: "2020", kind: k, title: T}}' for i in range(25)]
    mine = dataset("\n".join(["events:", *lines]))
    folder = exported("--data", mine)
    file = parquet.ParquetFile(folder / "events" / "year=2020" / "part-0.parquet")
    assert [file.metadata.row_group(i).num_rows for i in range(3)] == [10, 10, 5]
    assert len(ots("--data", str(folder), "timeline", "-f", "ids").lines) == 25


def test_a_change_in_a_folder_of_the_export_is_seen(ots, exported, dataset):
    folder = exported("--data", dataset(OWN))
    assert ots("--data", str(folder), "timeline", "-f", "ids").lines == ["first", "long"]
    Path(folder, "events", "year=1850", "part-0.parquet").unlink()
    assert ots("--data", str(folder), "timeline", "-f", "ids").lines == ["long"]


def test_what_is_no_parquet_is_a_fault(ots, tmp_path):
    file = tmp_path / "mine.parquet"
    file.write_text("id,date\n", encoding="utf-8")
    answer = ots("check", str(file))
    assert answer.code == 1
    assert "[parquet]" in answer.out
