"""`ics`: all-day events for a calendar (RFC 5545).

`DTEND` is exclusive; what lasts to the end of the year 9999 has a `DURATION` instead. A date known
only to the month or year spans it and says so; an interval spans its possible days; a membership
its period, or its first day if it has not ended. What has no date is counted on stderr. `DTSTAMP`,
`LAST-MODIFIED` and `SEQUENCE` come from the edition of the data, so that entries of a later edition
replace earlier ones.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from otscli.answer import Answer, title
from otscli.dates import UNKNOWN, parse
from otscli.escaping import visible
from otscli.evidence import weightiest
from otscli.output.fields import FieldSelection
from otscli.output.terminal import Output

_OCTETS = 75
_PART = 1000  # values of each part of a version
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})

Fields = Mapping[str, Any]


def write(answer: Answer, output: Output, _: FieldSelection) -> None:
    """Write one calendar, the rows one by one."""
    undated = 0
    edition = _edition(answer.about)
    used: Counter[str] = Counter()
    _lines(output, ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//turkic-states//ots//EN"])
    _lines(output, ["CALSCALE:GREGORIAN"])
    for row in answer.rows:
        entry = list(_entry(row.fields, edition, used))
        _lines(output, entry)
        undated += not entry
    _lines(output, ["END:VCALENDAR"])
    if undated:
        counted = "1 record" if undated == 1 else f"{undated} records"
        output.complain(f"{counted} without a date not in the calendar")


def _edition(about: Fields) -> tuple[dt.date | None, int]:
    """The day of an edition of the data, and a number that grows with each.

    The day is that of compilation, or else the last day of the data, and gives the number; without
    either the version does.
    """
    recorded = about.get("compiled") or about.get("covered_to")
    if recorded:
        day = parse(recorded).last
        return day, int(day.isoformat().replace("-", ""))
    numbers = re.findall("[0-9]+", str(about.get("version", "")))[:3]
    parts = [min(int(number), _PART - 1) for number in (*numbers, "0", "0", "0")[:3]]
    return None, parts[0] * _PART**2 + parts[1] * _PART + parts[2]


def _entry(row: Fields, edition: tuple[dt.date | None, int], used: Counter[str]) -> Iterator[str]:
    date = row.get("date") or row.get("from")
    if not date or date == UNKNOWN or row.get("start") is None:
        return
    start, last = _days(row, date)
    compiled, sequence = edition
    stamp = f"{_day(compiled or start)}T000000Z"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(_uid(row, used))}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{sequence}"
    yield f"DTSTART;VALUE=DATE:{_day(start)}"
    if last < dt.date.max:
        yield f"DTEND;VALUE=DATE:{_day(last + dt.timedelta(days=1))}"
    else:
        yield f"DURATION:P{(last - start).days + 1}D"
    yield f"SUMMARY:{_text(_summary(row))}"
    if description := _description(row, date):
        yield f"DESCRIPTION:{_text(description)}"
    place = row.get("place")
    if place:
        where = [place["venue"], place["city"], place["country"]]
        yield f"LOCATION:{_text(', '.join(part for part in where if part))}"
    if row.get("topics"):
        yield f"CATEGORIES:{','.join(_text(topic) for topic in row['topics'])}"
    source = weightiest(row.get("sources") or [])
    if source and source["url"]:
        yield f"URL:{visible(source['url'])}"
    if row.get("planned") or "overdue" in row:
        yield "STATUS:TENTATIVE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(row: Fields, used: Counter[str]) -> str:
    """The id of an entry, stable between editions and unique in a calendar."""
    name = f"{row['id']}{'-' + row['change'] if 'change' in row else ''}"
    used[name] += 1
    return f"{name}{f'-{used[name]}' if used[name] > 1 else ''}@turkic-states"


def _days(row: Fields, date: str) -> tuple[dt.date, dt.date]:
    """The first and last day; for a membership its period."""
    last = row["end"] or parse(date).last.isoformat()
    return dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(last)


def _day(value: dt.date) -> str:
    """A day in iCalendar form, with four-digit years."""
    return value.isoformat().replace("-", "")


def _summary(row: Fields) -> str:
    if "change" in row:
        return title({**row, "status": f"{row['change']} ({row['after'] or row['before']})"})
    return title(row)


def _description(row: Fields, date: str) -> str:
    said = row.get("summary") or row.get("basis") or ""
    precise = len(date) == len("2009-10-03")
    dated = "" if precise else f"The date is recorded as {date}."
    if row.get("type") == "membership" and row["until"] is None:
        dated = f"{dated} The status still holds.".strip()
    disputed = "Disputed: see the sources." if row.get("disputed") else ""
    return "\n".join(part for part in (said, dated, disputed) if part)


def _text(value: str) -> str:
    return "\n".join(visible(line) for line in value.split("\n")).translate(_ESCAPED)


def _lines(output: Output, lines: list[str]) -> None:
    for line in lines:
        output.write(_folded(line) + "\r\n")


def _folded(line: str) -> str:
    """Fold a line into parts of at most 75 octets, between characters."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += octets
    return "\r\n".join([*parts, part])
