"""Datasets of one's own: in every format, on standard input, and as parts of a union."""

import pytest

ROUND = {  # `extended/test_reads_back_in_every_format.py` asks each question in each format
    "csv": ["timeline"],
    "json": ["members", "OTS", "--history"],
    "tsv": ["members", "TCCI", "--history"],
    "yaml": ["members", "UN", "--history"],
    "jsonl": ["facts"],
}


@pytest.mark.slow
@pytest.mark.parametrize(("format_", "question"), list(ROUND.items()))
def test_what_was_written_reads_back_to_the_same_answer(ots, question, format_):
    written = ots(*question, "-f", format_).out
    again = ots("--data", "-", *question, "--json", stdin=written)
    assert again.json == ots(*question, "--json").json


def test_a_file_of_events_alone_is_enough(ots, dataset):
    mine = dataset('events:\n  - {id: one, date: "2024-05", kind: launch, title: We begin}\n')
    assert ots("--data", mine, "timeline", "-f", "ids").lines == ["one"]


def test_json_lines_need_no_more_than_the_fields(ots, dataset):
    mine = dataset(
        '{"type": "event", "id": "a", "date": "2024", "kind": "k", "title": "A"}\n', "mine.jsonl"
    )
    assert ots("--data", mine, "timeline", "-f", "ids").lines == ["a"]


def test_a_fault_in_json_lines_is_told_with_its_line_and_column(ots, dataset):
    good = '{"type": "event", "id": "a%d", "date": "2024", "kind": "k", "title": "A"}\n'
    lines = "".join(good % i for i in range(3))
    mine = dataset(
        lines + '{"type": "event", "id": "b", "date": "2024-13", "kind": "k", '
        '"title": "B"}\n{nonsense\n',
        "mine.jsonl",
    )
    answer = ots("check", mine)
    assert f"{mine}:4:30: error: 'date': '2024-13' has no such month: 13 [date]" in answer.out
    assert f"{mine}:5:2: error: not JSON" in answer.out
    assert answer.code == 1


def test_a_json_document_may_hold_lists_or_an_array(ots, dataset):
    event = '{"id": "a", "date": "2024", "kind": "k", "title": "A", "summary": null}'
    lists = dataset(f'{{"events": [\n  {event}]}}', "lists.json")
    array = dataset(f"[\n  {event}\n]", "array.json")
    assert ots("--data", lists, "timeline", "-f", "ids").lines == ["a"]
    assert ots("--data", array, "timeline", "-f", "ids").lines == ["a"]


def test_a_csv_line_with_too_few_cells_is_a_fault_with_its_line(ots, dataset):
    mine = dataset("id,date,kind,title\na,2024,k,A\nb,2024\n", "mine.csv")
    assert f"{mine}:3:1: error: has 2 cells, and the header 4 [columns]" in ots("check", mine).out


UNION = """
events:
  - {id: summit-2025-gabala, date: "2025-10-08", kind: summit, title: Mine instead}
  - {id: mine-alone, date: "2025-10-09", kind: meeting, title: Mine alone}
"""


@pytest.fixture(scope="module")
def union(tmp_path_factory):
    """One file for all tests of a union with the curated data, whose store is made once."""
    path = tmp_path_factory.mktemp("union") / "mine.yaml"
    path.write_text(UNION, encoding="utf-8")
    return str(path)


@pytest.mark.slow
def test_a_union_has_the_records_of_all_and_says_where_each_is_from(ots, union):
    rows = ots("--data", "ots", "--data", union, "timeline", "--during", "2025-10", "--json").json
    files = {row["id"]: row["file"] for row in rows}
    assert files["mine-alone"] == union
    assert set(files.values()) == {"ots", union}


@pytest.mark.slow
def test_a_later_dataset_replaces_a_record_whole(ots, union):
    rows = ots("--data", "ots", "--data", union, "timeline", "--during", "2025-10", "--json").json
    (gabala,) = [row for row in rows if row["id"] == "summit-2025-gabala"]
    assert (gabala["title"], gabala["date"], gabala["sources"]) == (
        "Mine instead",
        "2025-10-08",
        [],
    )


@pytest.mark.slow
def test_the_variable_takes_several_datasets_as_paths_do(ots, union, monkeypatch):
    monkeypatch.setenv("OTS_DATA", f"ots:{union}")
    assert "mine-alone" in ots("timeline", "-f", "ids").lines


def test_names_of_states_are_in_the_language_asked_for(ots):
    rows = ots("--lang", "tr", "members", "--json").json
    names = {row["state"]: row["state_name"] for row in rows}
    assert (names["KGZ"], names["HUN"], names["TUR"]) == ("Kırgızistan", "Macaristan", "Türkiye")
    assert "Özbekistan" in ots("members", "--lang", "tr").out


def test_an_unknown_language_is_wrong_usage(ots):
    answer = ots("--lang", "xx", "members")
    assert (answer.code, answer.out) == (2, "")
    assert "no language 'xx'" in answer.err


OLD = """
events:
  - {id: kept, date: "2020", kind: k, title: Kept}
  - {id: mended, date: "2021", kind: k, title: Mended, summary: Same}
  - {id: gone, date: "2022", kind: k, title: Gone}
  - {id: twin, date: "2023", kind: k, title: Twin}
"""
NEW = """
events:
  - {id: kept, aliases: [twin], date: "2020", kind: k, title: Kept}
  - {id: mended, date: "2021-05", kind: k, title: Mended, summary: Same}
  - {id: added, date: "2024", kind: k, title: Added}
"""


def test_two_versions_differ_in_what_was_added_corrected_merged_and_withdrawn(ots, dataset):
    old, new = dataset(OLD, "old.yaml"), dataset(NEW, "new.yaml")
    rows = ots("data", "diff", old, new, "--json").json
    events = [row for row in rows if row["type"] == "event"]
    assert [(r["change"], r["id"], r["field"], r["old"], r["new"]) for r in events] == [
        ("added", "added", None, None, "Added"),
        ("withdrawn", "gone", None, "Gone", None),
        ("corrected", "mended", "date", "2021", "2021-05"),
        ("merged", "twin", None, "Twin", "kept"),
    ]


def test_a_version_that_is_nowhere_cannot_be_read(ots, dataset):
    answer = ots("--data", dataset(NEW), "data", "diff", "no-such-revision")
    assert (answer.code, answer.out) == (3, "")
