"""`ics`: all-day events for a calendar (RFC 5545).

`DTEND` is exclusive. A date known only to the month or year spans it and says so; an interval
spans its possible days; a membership its period. What has no date, or has not ended, is told
on stderr or begins on its first day and lasts that one day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from otscli.answer import Answer, title
from otscli.dates import UNKNOWN, parse
from otscli.escaping import visible
from otscli.output.fields import FieldSelection
from otscli.output.terminal import Output

_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})

Fields = Mapping[str, Any]


def write(answer: Answer, output: Output, _: FieldSelection) -> None:
    """Write one calendar, the rows as they come."""
    undated = 0
    _lines(output, ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//turkic-states//ots//EN"])
    _lines(output, ["CALSCALE:GREGORIAN"])
    for row in answer.rows:
        entry = list(_entry(row.fields))
        _lines(output, entry)
        undated += not entry
    _lines(output, ["END:VCALENDAR"])
    if undated:
        output.complain(f"{undated} records without a date are not in the calendar")


def _entry(row: Fields) -> Iterator[str]:
    date = row.get("date") or row.get("from")
    if not date or date == UNKNOWN or row.get("start") is None:
        return
    start, end = _days(row, date)
    yield "BEGIN:VEVENT"
    yield f"UID:{row['id']}{'-' + row['change'] if 'change' in row else ''}@turkic-states"
    yield f"DTSTAMP:{start:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{end:%Y%m%d}"
    yield f"SUMMARY:{_text(_summary(row))}"
    if description := _description(row, date):
        yield f"DESCRIPTION:{_text(description)}"
    place = row.get("place")
    if place:
        where = [place["venue"], place["city"], place["country"]]
        yield f"LOCATION:{_text(', '.join(part for part in where if part))}"
    if row.get("topics"):
        yield f"CATEGORIES:{','.join(_text(topic) for topic in row['topics'])}"
    if row.get("sources") and row["sources"][0]["url"]:
        yield f"URL:{visible(row['sources'][0]['url'])}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _days(row: Fields, date: str) -> tuple[dt.date, dt.date]:
    """The first day, and the first day after: for a membership of the time it lasted."""
    start = dt.date.fromisoformat(row["start"])
    last = row["end"] or (parse(date).last.isoformat())
    return start, dt.date.fromisoformat(last) + dt.timedelta(days=1)


def _summary(row: Fields) -> str:
    if "change" in row:
        return title({**row, "status": f"{row['change']} ({row['after'] or row['before']})"})
    return title(row)


def _description(row: Fields, date: str) -> str:
    told = row.get("summary") or row.get("basis") or ""
    precise = len(date) == len("2009-10-03")
    dated = "" if precise else f"The date is recorded as {date}."
    if row.get("type") == "membership" and row["until"] is None:
        dated = f"{dated} The status still holds.".strip()
    disputed = "Disputed: see the sources." if row.get("disputed") else ""
    return "\n".join(part for part in (told, dated, disputed) if part)


def _text(value: str) -> str:
    return "\n".join(visible(line) for line in value.split("\n")).translate(_ESCAPED)


def _lines(output: Output, lines: list[str]) -> None:
    for line in lines:
        output.write(_folded(line) + "\r\n")


def _folded(line: str) -> str:
    """Break a line so that no part has more than 75 octets, between characters."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += octets
    return "\r\n".join([*parts, part])
