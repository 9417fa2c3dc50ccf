"""Records in full: what, when, where, who, and their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from otscli.answer import Answer, plan_mark, title
from otscli.dates import UNKNOWN, describe
from otscli.drawing.scene import last_day
from otscli.drawing.scene_bars import track
from otscli.drawing.text import BLOCKS, NARROW, WIDTH, Marks, bar, heading
from otscli.errors import DateError
from otscli.escaping import visible
from otscli.output.cells import STATUS_STYLES, Cell, plain, text

Fields = Mapping[str, Any]
Line = tuple[str, Cell]

_WIDE = 160  # terminal width from which names of organisations fit beside bars

_SKIPPED = {"id", "type", "title", "name", "names", "sources", "memberships", "milestones", "roles"}
_NAMES_SHOWN = {"speaker_name", "formal_name"}
_DERIVED = {"start", "end", "start_max", "end_min", "certain"}
_LABELS = {
    "states": "States",
    "about": "About",
    "organizations": "Organisations",
    "organization": "Organisation",
    "cow_note": "Correlates of War note",
    "iso2": "ISO 3166-1 alpha-2",
    "numeric": "ISO 3166-1 numeric",
    "cow": "Correlates of War",
    "area_km2": "Area (km²)",
    "cited_by": "Cited by",
    "url": "Address",
}


def pages(
    answer: Answer, width: int | None, marks: Marks = BLOCKS
) -> Iterator[tuple[str, list[Line]]]:
    """Yield each record's heading and its lines of label and content.

    On a terminal narrower than `_WIDE` bars are short and organisations are shown by id; `marks`
    are the characters for bars.
    """
    narrow = width is not None and width < _WIDE
    shown = answer.names()

    def name(id_: str) -> str:
        return shown.get(id_, id_)

    for row in answer.rows:
        yield (
            visible(title(row.fields, name)),
            list(_lines(row.fields, answer, name, marks, narrow=narrow)),
        )


def _dated(event: Fields, about: Mapping[str, Any]) -> str:
    """An event on one line, with the status of a planned one."""
    mark = plan_mark(event, about).removeprefix("planned").lstrip(", ")
    return f"{event['date']}  {event['title']}{f' ({mark})' if mark else ''}  [{event['id']}]"


def planned(event: Fields, about: Mapping[str, Any]) -> str:
    """Return the title of an event, marked if it is planned."""
    mark = plan_mark(event, about)
    return f"{event['title']} ({mark})" if mark else str(event["title"])


def _lines(
    row: Fields, answer: Answer, name: Callable[[str], str], marks: Marks, *, narrow: bool
) -> Iterator[Line]:
    yield "Id", Cell(f"{row['id']} ({row['type']})", "dim")
    for key, value in row.items():
        if key in _SKIPPED or value in (None, [], False, ""):
            continue
        if row["type"] == "fact" and key in {"text", "speaker"}:
            continue
        if key in _DERIVED or (key.endswith("_name") and key not in _NAMES_SHOWN):
            continue
        yield (
            _LABELS.get(key, key.replace("_", " ").capitalize()),
            _value(key, row, name, answer.about),
        )
    yield from _names(row.get("names") or [])
    for step in row.get("milestones") or []:
        yield "Milestone", text(f"{step['date']}  {step['what']}")
    yield from _roles(row.get("roles") or [])
    yield from _history(row, answer, str if narrow else name, marks, narrow=narrow)
    for event in answer.latest.get(row["id"], ()):
        yield "Planned" if event["planned"] else "Latest", text(_dated(event, answer.about))
    for i, cited in enumerate(row.get("sources") or [], start=1):
        yield f"[{i}]", _citation(cited)


def _value(key: str, row: Fields, name: Callable[[str], str], about: Mapping[str, Any]) -> Cell:
    value = row[key]
    if key in {"date", "from", "until", "founded", "dissolved", "target", "published"}:
        return text(f"{value} ({_precision(value)})", "bold")
    if key in {"states", "organizations", "about", "predecessors"}:
        return text(", ".join(f"{name(one)} ({one})" if name(one) != one else one for one in value))
    if key in {"state", "organization", "country", "holder"}:
        return text(f"{name(value)} ({value})" if name(value) != value else value)
    if key == "place":
        where = [value["venue"], value["city"], value["country"] and name(value["country"])]
        return text(", ".join(part for part in where if part))
    if key == "capital_names":
        return text("; ".join(_period_of_name(one) for one in value))
    if key == "planned":
        return text(plan_mark(row, about).removeprefix("planned").lstrip(", ") or "yes", "yellow")
    if key in {"disputed", "differs"}:
        return text("yes: see the sources", "yellow")
    if key in {"url", "archived", "website"}:
        return Cell(value, "", value)
    return Cell(plain(value))


def _precision(date: str) -> str:
    try:
        return describe(date)
    except (DateError, KeyError):
        return UNKNOWN


def _names(names: Sequence[Fields]) -> Iterator[Line]:
    """The names by language, each with its period."""
    by_language: dict[str, list[str]] = {}
    for one in names:
        by_language.setdefault(one["lang"] or "", []).append(_period_of_name(one))
    for language, forms in by_language.items():
        yield f"Name {language}".strip(), text("; ".join(forms))


def _period_of_name(one: Fields) -> str:
    if one["from"] or one["until"]:
        return f"{one['name']} ({one['from'] or '…'} to {one['until'] or 'now'})"
    return str(one["name"])


def _roles(roles: Sequence[Fields]) -> Iterator[Line]:
    for role in roles:
        until = f" until {role['until']}" if role["until"] else ""
        note = f" ({role['note']})" if role["note"] else ""
        yield "Role", text(f"{role['role']}, from {role['from']}{until}{note}")
        for cited in role["sources"]:
            yield "", _citation(cited)


def _history(
    row: Fields, answer: Answer, name: Callable[[str], str], marks: Marks, *, narrow: bool
) -> Iterator[Line]:
    """The memberships of a state or an organisation, as bars on one axis."""
    held = row.get("memberships") or []
    if not held:
        return
    axis, bars = track(held, last_day(answer))
    cells = NARROW if narrow else WIDTH
    other = "organization" if row["type"] == "state" else "state"
    partner = [one[other] if one[other] != row["id"] else one["organization"] for one in held]
    width = max(len(name(one)) for one in partner)
    yield "Memberships", Cell(heading(axis, cells), "bold")
    for one, with_, (_, drawn) in zip(held, partner, bars, strict=True):
        until = f" to {one['until']}" if one["until"] else ""
        line = f"{bar(drawn, axis, cells, marks):<{cells + 1}}  {name(with_):<{width}}"
        line += f"  {one['status']} {one['from']}{until}"
        yield "", text(line, STATUS_STYLES[one["status"]])


def _citation(cited: Fields) -> Cell:
    """Stance, publisher, title, date, place in the document, and the address."""
    says = "" if cited["stance"] == "supports" else f"{cited['stance']}: "
    if cited["field"] and cited["stance"] != "supports":
        says += f"{cited['field']} {cited['value'] or ''}".strip() + "; "
    parts = [cited["publisher"], cited["title"], cited["published"], cited["at"]]
    words = ", ".join(part for part in parts if part) or cited["source"]
    note = f" ({cited['note']})" if cited["note"] else ""
    address = f" {cited['url']}" if cited["url"] else f" {cited['source']}"
    style = "red" if cited["stance"] == "disputes" else "yellow" if says else ""
    return Cell(f"{says}{words}{note}{address}", style, cited["url"])
