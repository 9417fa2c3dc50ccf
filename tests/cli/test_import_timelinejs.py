"""`ots import timelinejs`: what TimelineJS reads, as JSON and as the CSV of its spreadsheet."""

import json

import pytest

SLIDES = {
    "title": {"text": {"headline": "A <i>title</i>"}},
    "events": [
        {
            "start_date": {"year": "2009", "month": "10", "day": 3},
            "text": {"headline": "One &amp; <b>two</b>", "text": "<p>First</p><p>Second</p>"},
            "group": "Summit",
            "unique_id": "one",
        },
        {"start_date": {"year": 1999}, "end_date": {"year": 2001, "month": 5}, "text": {}},
        {"text": {"headline": "No date"}},
    ],
}
SHEET = """Year,Month,Day,Time,End Year,End Month,End Day,Headline,Text,Type,Group
,,,,,,,A title,,title,
2009,10,3,,,,,One & two,<p>First</p>,,Summit
1999,,,,2001,5,,Two,,,
1990,,,,1995,,,An era,,era,
"""


@pytest.fixture
def imported(ots, tmp_path):
    """Import a file and return how to ask of what was made."""

    def take(name, text):
        file, folder = tmp_path / name, tmp_path / "made"
        file.write_text(text, encoding="utf-8")
        answer = ots("import", "timelinejs", str(file), "-o", str(folder))
        return answer, lambda *words: ots("--data", str(folder), *words, "--json").json

    return take


def test_slides_are_events_with_the_precision_of_their_dates(imported):
    answer, ask = imported("slides.json", json.dumps(SLIDES))
    assert (answer.code, answer.out, answer.err) == (0, "", "ots: 2 events\n")
    found = {row["id"]: row for row in ask("timeline")}
    assert {row["date"] for row in found.values()} == {"2009-10-03", "1999/2001-05"}
    one = found["one"]
    assert (one["title"], one["summary"]) == ("One & two", "First\nSecond")
    assert one["kind"] == "summit"
    assert [word["name"] for word in ask("list", "kinds") if word["id"] == "summit"] == ["Summit"]


def test_a_spreadsheet_is_read_alike(imported):
    answer, ask = imported("sheet.csv", SHEET)
    assert answer.code == 0, answer.err
    found = ask("timeline")
    assert [(row["date"], row["title"]) for row in found] == [
        ("1999/2001-05", "Two"),
        ("2009-10-03", "One & two"),
    ]


@pytest.mark.slow
def test_what_is_exported_is_taken_in_again(ots, imported):
    answer, ask = imported("again.json", ots("export", "timelinejs").out)
    assert answer.code == 0, answer.err
    before = {row["id"]: row for row in ots("timeline", "--json").json}
    found = ask("timeline")
    assert len(found) == len(before)
    for row in found:
        assert row["title"] == before[row["id"]]["title"]
        assert (row["start"], row["end"]) == (before[row["id"]]["start"], before[row["id"]]["end"])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", "{", "a.json:1: not JSON"),
        ("a.json", "[]", "has no list of events"),
        ("a.json", '{"events": []}', "has no event with a date"),
        ("a.json", '{"events": [{"start_date": {"year": "x"}}]}', "a.json: event 1: "),
        ("a.json", '{"events": [{"start_date": {"year": 2001, "month": 13}}]}', "event 1: "),
        ("a.csv", "date,title\n", "there are no columns 'Year' and 'Headline'"),
    ],
)
def test_a_fault_is_one_line(imported, name, text, said):
    answer, _ = imported(name, text)
    assert (answer.code, answer.out) == (3, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
