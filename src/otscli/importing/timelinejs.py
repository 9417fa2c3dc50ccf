"""Timelines of TimelineJS: its JSON, and the CSV of its spreadsheet.

Slides without a date are left out. Tags are removed from texts; media, backgrounds and eras have no
place in a dataset.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from otscli.dataset.validate import is_id
from otscli.dates import parse
from otscli.errors import DatasetError, DateError
from otscli.importing.folder import Dataset, Record
from otscli.importing.rows import read_rows, slug, unused

_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</(p|div|li|h\d)>|<br\s*/?>", re.IGNORECASE)
_PARTS = ("year", "month", "day")
_KIND = "event"


def convert(file: Path) -> Dataset:
    """Convert a timeline. Raises `DatasetError` that names the fault."""
    slides = _of_json(file) if file.suffix.casefold() == ".json" else _of_csv(file)
    title = file.stem
    events: dict[str, Record] = {}
    kinds: dict[str, Record] = {}
    for where, slide in slides:
        text = slide.get("text") or {}
        headline, words = (_plain(text.get(key)) for key in ("headline", "text"))
        if slide.get("type") == "title":
            title = headline or title
            continue
        if not slide.get("start_date") or slide.get("type") == "era":
            continue
        try:
            date = _date(slide)
        except (DateError, ValueError) as error:
            raise DatasetError(f"{file}: {where}: {error}") from None
        given = slide.get("unique_id") or ""
        id_ = given if is_id(given) else slug(date.partition("/")[0], headline)
        id_ = unused(id_, events)
        kind, label = slug(slide.get("group") or _KIND), slide.get("group")
        if label and label != kind:
            kinds[kind] = {"id": kind, "label": label}
        record: Record = {"type": "event", "id": id_, "date": date, "kind": kind}
        record["title"] = headline or words.partition("\n")[0] or date
        if words:
            record["summary"] = words
        events[id_] = record
    if not events:
        raise DatasetError(f"{file} has no event with a date; is it a timeline of TimelineJS?")
    about = {
        "id": slug(file.stem),
        "title": title,
        "scope": f"The timeline {file.name}, made for TimelineJS.",
    }
    return Dataset(about, [], kinds=list(kinds.values()), events=list(events.values()))


def _of_json(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise DatasetError(f"{file} is not UTF-8; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise DatasetError(f"{file}:{error.lineno}: not JSON: {error.msg}") from None
    except OSError as error:
        raise DatasetError(f"{file} cannot be read: {error.strerror}") from None
    events = found.get("events") if isinstance(found, dict) else None
    if not isinstance(events, list) or not all(isinstance(one, dict) for one in events):
        raise DatasetError(f"{file} has no list of events; is it a timeline of TimelineJS?")
    if isinstance(found.get("title"), dict):
        yield "title", {**found["title"], "type": "title"}
    for i, event in enumerate(events, start=1):
        yield f"event {i}", event


def _of_csv(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    heading, rows = read_rows(file)
    if not {"Year", "Headline"} <= set(heading):
        raise DatasetError(f"{file}:1: there are no columns 'Year' and 'Headline'")
    for row in rows:
        cells = row.cells
        slide: dict[str, Any] = {
            "type": cells.get("Type", "").casefold(),
            "group": cells.get("Group", ""),
            "text": {"headline": cells["Headline"], "text": cells.get("Text", "")},
        }
        for name, before in (("start_date", ""), ("end_date", "End ")):
            parts = {part: cells.get(f"{before}{part.title()}", "") for part in _PARTS}
            if parts["year"]:
                slide[name] = parts
        yield f"line {row.number}", slide


def _date(slide: Mapping[str, Any]) -> str:
    """Return the known parts of a date. Raises `DateError`, `ValueError`."""
    first, last = (_part(slide.get(name) or {}) for name in ("start_date", "end_date"))
    text = f"{first}/{last}" if last and last != first else first
    return str(parse(text).text)


def _part(parts: Mapping[str, Any]) -> str:
    known = []
    for name, width in zip(_PARTS, (4, 2, 2), strict=True):
        value = str(parts.get(name) or "").strip().removesuffix(".0")
        if not value:
            break
        known.append(f"{int(value):0{width}}")
    return "-".join(known)


def _plain(text: Any) -> str:
    """Return text without tags, a line per paragraph."""
    broken = _TAG.sub("", _BLOCK.sub("\n", str(text or "")))
    lines = (" ".join(html.unescape(line).split()) for line in broken.split("\n"))
    return "\n".join(line for line in lines if line)
