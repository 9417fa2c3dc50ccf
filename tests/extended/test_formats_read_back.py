"""Other programs read what ots writes."""

import csv
import datetime as dt
import io
import json

import icalendar
import pytest
import yaml

CALENDARS = [
    ["timeline"],
    ["members", "--history"],
    ["members", "CIS"],
    ["changes"],
    ["facts"],
    ["show", "summit-2025-gabala", "ots-hun-observer"],
]
OWN = """
events:
  - {id: day, date: "2020-02-29", kind: k, title: "One, two; three \\\\ four"}
  - {id: month, date: "2020-02", kind: k, title: "Qəbələ, Түркістан"}
  - {id: lines, date: "2021", kind: k, title: T, summary: "first\\nsecond",
     place: {city: "A, B", venue: "C; D"}, topics: [a-b, c]}
"""


@pytest.mark.parametrize("command", CALENDARS, ids=" ".join)
def test_icalendar_reads_a_calendar_without_complaint(ots, command):
    calendar = icalendar.Calendar.from_ical(ots(*command, "-f", "ics").out)
    assert calendar.errors == []
    entries = calendar.walk("VEVENT")
    assert entries
    for entry in entries:
        assert entry.errors == []
        start, end = entry.decoded("DTSTART"), entry.decoded("DTEND")
        assert type(start) is type(end) is dt.date
        assert start < end
        assert entry["UID"]
        assert entry["SUMMARY"]
        assert entry["DTSTAMP"]


def test_a_calendar_has_an_entry_for_each_event_over_all_its_possible_days(ots):
    rows = {row["id"]: row for row in ots("timeline", "--json").json}
    calendar = icalendar.Calendar.from_ical(ots("timeline", "-f", "ics").out)
    entries = {str(entry["UID"]).split("@")[0]: entry for entry in calendar.walk("VEVENT")}
    assert entries.keys() == rows.keys()
    for id_, row in rows.items():
        last = entries[id_].decoded("DTEND") - dt.timedelta(days=1)
        window = (entries[id_].decoded("DTSTART").isoformat(), last.isoformat())
        assert window == (row["start"], row["end"])
        assert str(entries[id_]["SUMMARY"]) == row["title"]


def test_texts_come_out_as_they_went_in(ots, dataset):
    out = ots("--data", dataset(OWN), "timeline", "-f", "ics").out
    calendar = icalendar.Calendar.from_ical(out)
    entries = {str(entry["UID"]).split("@")[0]: entry for entry in calendar.walk("VEVENT")}
    assert str(entries["day"]["SUMMARY"]) == "One, two; three \\ four"
    assert str(entries["month"]["SUMMARY"]) == "Qəbələ, Түркістан"
    assert str(entries["lines"]["DESCRIPTION"]).startswith("first\nsecond\n")
    assert str(entries["lines"]["LOCATION"]) == "C; D, A, B"
    assert [str(one) for one in entries["lines"]["CATEGORIES"].cats] == ["a-b", "c"]


@pytest.mark.parametrize("command", ["timeline", "facts", "changes", "sources"])
def test_csv_has_as_many_rows_as_json(ots, command):
    rows = list(csv.DictReader(io.StringIO(ots(command, "-f", "csv").out, newline="")))
    assert len(rows) == len(ots(command, "--json").json)


def test_yaml_reads_back_as_json_with_every_loader(ots):
    rows = json.loads(ots("members", "--json").out)
    out = ots("members", "-f", "yaml").out
    assert yaml.safe_load(out) == rows
    assert yaml.load(out, yaml.FullLoader) == rows  # noqa: S506
