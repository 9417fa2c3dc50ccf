"""Files that are not datasets, recognised so that a message can say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from otscli.dataset.files import COMPILED, ENDINGS, STDIN
from otscli.dataset.lines import not_utf8

HEAD = 1024
"""Leading bytes of known file types."""

_ENDINGS = {
    ".ics": "is a calendar; ots writes calendars and does not read them",
    ".xlsx": "is a workbook; save the sheet as CSV",
    ".xls": "is a workbook; save the sheet as CSV",
    ".ods": "is a workbook; save the sheet as CSV",
    ".gz": "is packed; unpack it first: `gzip -dc FILE | ots --data - …`",
    ".zip": "is packed; unpack it first",
    ".geojson": "is GeoJSON, which ots does not read; make a table of it with a row an event",
    COMPILED: "is a compiled store; give the files that it was made of",
}

_BEGINNINGS = {
    b"\x1f\x8b": "is packed; unpack it first: `gzip -dc FILE | ots --data - …`",
    b"PK\x03\x04": "is a workbook or an archive; save the sheet as CSV, or unpack it",
    b"%PDF": "is a PDF; a dataset is a table, JSON or YAML",
    b"BEGIN:VCALENDAR": "is a calendar; ots writes calendars and does not read them",
    b"version https://git-lfs": "is a pointer of Git LFS; `git lfs pull` fetches the file itself",
    b"<": "is a page of HTML or XML; save the data itself",
}


def foreign_ending(ending: str) -> str:
    """Describe a file by the ending of its name."""
    if why := _ENDINGS.get(ending):
        return why
    return (
        f"has no ending of a format that ots reads: {', '.join(ENDINGS)}; "
        f"rename it, or pipe it: `ots --data {STDIN} … < FILE`"
    )


def foreign_beginning(head: bytes) -> str | None:
    """Describe a file by its first bytes; None if it may be a dataset."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if why := next((why for known, why in _BEGINNINGS.items() if start.startswith(known)), None):
        return why
    if b"\0" in head:
        return not_utf8(head)
    return None


def foreign_lists(keys: Mapping[str, Any]) -> str | None:
    """Describe a JSON document by its keys; None if it may be a dataset."""
    events = keys.get("events")
    if isinstance(events, list) and any(_is_of_timelinejs(event) for event in events[:10]):
        return (
            "is a timeline of TimelineJS; `ots import timelinejs FILE -o FOLDER` makes a dataset "
            "of it"
        )
    if "persons" in keys and "memberships" in keys:
        return (
            "is Popolo, which ots does not read; a membership here is state, organization, "
            "status, from, until, where until is the first day on which it no longer holds"
        )
    if keys.get("type") == "FeatureCollection":
        return _ENDINGS[".geojson"]
    return None


def _is_of_timelinejs(event: Any) -> bool:
    return isinstance(event, dict) and "start_date" in event and "date" not in event
