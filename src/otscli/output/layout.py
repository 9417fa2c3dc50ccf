"""Answers as people read them: columns and cells, before any format draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from otscli.answer import Answer
from otscli.drawing.scene import last_day
from otscli.drawing.scene_bars import track
from otscli.drawing.text import ASCII, BLOCKS, NARROW, WIDTH, Marks, bar, heading
from otscli.escaping import visible
from otscli.evidence import weightiest
from otscli.output.cells import (
    CHANGE_STYLES,
    DIFFERENCE_STYLES,
    KIND_STYLES,
    STATUS_STYLES,
    Cell,
    plain,
    text,
)
from otscli.output.fields import FieldSelection, columns, value_at
from otscli.output.record_view import pages, planned

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `share` of the width that is left, or as wide as its content where it is 0.

    A column that is not `vital` is left out of a narrow terminal; one that is `whole` is never
    wrapped, one with `most` is wrapped at so many characters.
    """

    heading: str
    share: int = 0
    right: bool = False
    vital: bool = True
    whole: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table shows. `group` is the heading that each line stands under, where it has one."""

    columns: list[Column]
    lines: Iterator[tuple[str, list[Cell]]]


def lay_out(
    answer: Answer,
    selection: FieldSelection,
    width: int | None = None,
    *,
    bars: Literal["blocks", "ascii", "none"] = "blocks",
) -> Layout:
    """Return the table of an answer: the columns made for its type, or the fields selected.

    `width` is that of a terminal, None where lines may be as long as they like; `bars` says
    what periods are drawn with, where the answer is one of bars.
    """
    tight = width is not None and width < _WIDE
    if selection:
        names = columns(answer, selection)
        return Layout(
            [Column(name, share=1) for name in names],
            (("", [Cell(plain(value_at(row.fields, n))) for n in names]) for row in answer.rows),
        )
    if answer.view == "matrix":
        return _matrix(answer, width)
    if answer.view in {"page", "about"}:
        return _pages(answer, width)
    build = _LAYOUTS[answer.type]
    shown = answer.names()
    headings, line = build(answer, lambda id_: shown.get(id_, id_))
    if answer.view == "bars" and bars != "none":
        marks = ASCII if bars == "ascii" else BLOCKS
        return _with_bars(answer, headings, line, NARROW if tight else WIDTH, marks)
    return Layout(headings, (line(row.fields) for row in answer.rows))


_WIDE = 95  # characters from which a terminal has room for long bars and words
_GAP = 2  # characters between columns
_DATE = len("2025-07-28/")  # an interval is wrapped behind its slash
_Name = Callable[[str], str]
_Line = Callable[[Fields], tuple[str, list[Cell]]]


def _events(answer: Answer, name: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("Date", most=_DATE),
        Column("Kind"),
        Column("Event", share=6),
        Column("Place", share=2),
        Column("States", share=3),
        Column("Source", share=3),
        Column("Id", vital=False),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        place = row["place"] or {}
        return row["start"][:4], [
            text(row["date"], "bold"),
            text(row["kind"], KIND_STYLES.get(row["kind"], "")),
            text(_marked(row, planned(row, answer.about))),
            text(place.get("city") or name(place.get("country") or "")),
            text(", ".join(name(state) for state in row["states"])),
            _source(row),
            text(row["id"], "dim"),
        ]

    return headings, line


def _marked(row: Fields, text: str) -> str:
    """Say in words that a record is disputed, or that readings of it differ."""
    return f"{text} (disputed)" if row["disputed"] else text


def _source(row: Fields) -> Cell:
    """The source to show first, and how many more are cited."""
    cited = row["sources"]
    first = weightiest(cited)
    if first is None:
        return Cell("none", "red")
    more = f" +{len(cited) - 1}" if len(cited) > 1 else ""
    return Cell(visible((first["publisher"] or first["source"]) + more), "", first["url"])


def _memberships(answer: Answer, name: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("State", share=3),
        Column("Status"),
        Column("From"),
        Column("Until"),
        *([Column("Source", share=4)] if answer.view == "list" else []),
        Column("Id", vital=False),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        possibly = answer.view == "list" and not row["certain"]
        return "", [
            text(_marked(row, name(row["state"]))),
            text(row["status"] + " (possibly)" * possibly, STATUS_STYLES[row["status"]]),
            text(row["from"], "bold"),
            text(row["until"]),
            *([_source(row)] if answer.view == "list" else []),
            text(row["id"], "dim"),
        ]

    return headings, line


def _terms(answer: Answer, name: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("Office", share=4),
        Column("Of", share=2),
        Column("Holder", share=3),
        Column("From"),
        Column("Until"),
        *([Column("Source", share=3)] if answer.view == "list" else []),
        Column("Id", vital=False),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        possibly = answer.view == "list" and not row["certain"]
        acting = " (acting)" if row["acting"] else ""
        return row["office"], [
            text(row["office_name"]),
            text(row["organization"] or name(row["state"] or "")),
            text(_marked(row, row["holder_name"] + acting) + " (possibly)" * possibly, "bold"),
            text(row["from"]),
            text(row["until"]),
            *([_source(row)] if answer.view == "list" else []),
            text(row["id"], "dim"),
        ]

    return headings, line


def _joint(answer: Answer, name: _Name) -> tuple[list[Column], _Line]:
    side = "state" if answer.type == "overlap" else "organization"
    headings = [
        Column("State" if side == "state" else "Organisation", share=2),
        *(
            Column(key if side == "state" else name(key), share=1, vital=answer.view == "list")
            for key in answer.keys
        ),
        Column("Together from"),
        Column("Until"),
        Column("Days", right=True),
        *([Column("Certain")] if answer.view == "list" else []),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        held = row["memberships"]
        return "", [
            text(name(row[side])),
            *(text(*_status(held.get(key))) for key in answer.keys),
            text(row["from"], "bold"),
            text(row["until"]),
            text("" if row["days"] is None else f"{row['days']:,}"),
            *([text("yes" if row["certain"] else "possibly")] if answer.view == "list" else []),
        ]

    return headings, line


def _status(cell: Fields | None) -> tuple[str, str]:
    """Every status of a cell with its period, in the style of the first."""
    if cell is None:
        return "", ""
    said = [
        f"{one['status']} {one['from']}" + (f" until {one['until']}" if one["until"] else "")
        for one in (cell, *cell["also"])
    ]
    return ", ".join(said), STATUS_STYLES[cell["status"]]


_SHORT = {
    "member": "member",
    "associate": "assoc.",
    "candidate": "cand.",
    "observer": "obs.",
    "partner": "partner",
    "applicant": "appl.",
}


def _statuses(cell: Fields, letters: int | None) -> str:
    """Every status of a cell in short, a question mark behind what only possibly holds."""
    held = (cell, *cell["also"])
    words = [_SHORT[one["status"]][:letters] for one in held]
    if len(held) > 1:
        words = [word.rstrip(".") for word in words]
    return ", ".join(
        word + "?" * (not one["certain"]) for word, one in zip(words, held, strict=True)
    )


def _matrix(answer: Answer, width: int | None) -> Layout:
    """Organisations as lines and states as columns: few states, many organisations.

    Where that is too wide for a terminal, a status has three letters.
    """
    rows = [row.fields for row in answer.rows]
    states = [visible(row["state"]) for row in rows]

    def cell(held: Fields | None, letters: int | None) -> Cell:
        if held is None:
            return Cell("·", "dim")
        return Cell(_statuses(held, letters), STATUS_STYLES[held["status"]])

    def lines(letters: int | None) -> list[list[Cell]]:
        return [
            [Cell(visible(key), "bold"), *(cell(row["memberships"][key], letters) for row in rows)]
            for key in answer.keys
        ]

    drawn = lines(None)
    columns = zip(*([Cell(name) for name in ("", *states)], *drawn), strict=True)
    needed = sum(max(len(cell.text) for cell in column) + _GAP for column in columns)
    if width is not None and needed > width:
        drawn = lines(3)
    return Layout([Column(name) for name in ("", *states)], (("", cells) for cells in drawn))


def _changes(_: Answer, name: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("Date", most=_DATE),
        Column("Change"),
        Column("State", share=2),
        Column("Organisation", share=3),
        Column("Status", share=2),
        Column("Source", share=2),
        Column("Id", vital=False),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        steps = [step for step in (row["before"], row["after"]) if step]
        disputed = any(one["stance"] == "disputes" for one in row["sources"])
        return (row["start"] or "unknown")[:4], [
            text(row["date"], "bold"),
            text(row["change"], CHANGE_STYLES[row["change"]]),
            text(name(row["state"]) + (" (disputed)" if disputed else "")),
            text(name(row["organization"])),
            text(" → ".join(steps)),
            _source(row),
            text(row["id"], "dim"),
        ]

    return headings, line


def _facts(_: Answer, __: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("Date", most=_DATE),
        Column("Kind"),
        Column("Text", share=6),
        Column("Speaker", share=2),
        Column("Source", share=2),
        Column("Id", vital=False),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        target = f" (by {row['target']})" if row["target"] else ""
        return (row["start"] or "undated")[:4], [
            text(row["date"] or "", "bold"),
            text(row["kind"], "cyan"),
            text(_marked(row, row["text"] + target)),
            text(row["speaker_name"]),
            _source(row),
            text(row["id"], "dim"),
        ]

    return headings, line


def _next(answer: Answer, __: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("Date", most=_DATE),
        Column("What", share=6),
        Column("Standing", share=2),
        Column("Source", share=2),
        Column("Id", vital=False),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        past = answer.day is not None and row["end"] < answer.day.isoformat()
        standing = "overdue" if row["overdue"] else "outcome not in the data" if past else ""
        return row["start"][:4], [
            text(row["date"], "bold"),
            text(row["title"]),
            text(standing, "yellow"),
            _source(row),
            text(row["id"], "dim"),
        ]

    return headings, line


def _counts(_: Answer, __: _Name) -> tuple[list[Column], _Line]:
    headings = [Column("Value", share=1), Column("Events", right=True)]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        return "", [text(row["value"], "bold"), text(f"{row['count']:,}")]

    return headings, line


def _hits(answer: Answer, __: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("Type"),
        Column("Id", share=2),
        Column("Title", share=4),
        Column("Date", most=_DATE),
        Column("Found in"),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        mark = answer.marks.get(row["id"])
        return "", [
            text(row["type"], "cyan"),
            text(row["id"], "bold"),
            text(f"{row['title']} ({mark})" if mark else row["title"]),
            text(row["date"]),
            text(row["matched"], "dim"),
        ]

    return headings, line


def _words(_: Answer, __: _Name) -> tuple[list[Column], _Line]:
    headings = [Column("Value"), Column("Name", share=2), Column("Meaning", share=4)]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        return "", [text(row["id"], "bold"), text(row["name"]), text(row["meaning"])]

    return headings, line


def _differences(_: Answer, __: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("Change"),
        Column("Type"),
        Column("Id", share=2),
        Column("Field"),
        Column("Old", share=3),
        Column("New", share=3),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        return row["id"], [
            text(row["change"], DIFFERENCE_STYLES[row["change"]]),
            text(row["type"], "dim"),
            text(row["id"], "bold"),
            text(row["field"]),
            text(row["old"]),
            text(row["new"]),
        ]

    return headings, line


def _figures(_: Answer, __: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("Group"),
        Column("Name", share=2),
        Column("Count", right=True),
        Column("Share", right=True),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        share = "" if row["share"] is None else f"{row['share']:.1f} %"
        count = row["value"] if row["count"] is None else f"{row['count']:,}"
        return row["group"], [
            text(row["group"], "dim"),
            text(row["name"], "bold"),
            text(count),
            text(share),
        ]

    return headings, line


def _sources(_: Answer, __: _Name) -> tuple[list[Column], _Line]:
    headings = [
        Column("Cited", right=True),
        Column("Kind"),
        Column("Publisher", share=2),
        Column("Title", share=4),
        Column("Published"),
        Column("Id", share=2),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        return "", [
            text(str(row["cited_by"])),
            text(row["kind"], "cyan"),
            text(row["publisher"]),
            Cell(visible(row["title"] or row["url"] or ""), "", row["url"]),
            text(row["published"]),
            text(row["id"], "dim"),
        ]

    return headings, line


_LAYOUTS: Mapping[str, Callable[[Answer, _Name], tuple[list[Column], _Line]]] = {
    "event": _events,
    "membership": _memberships,
    "overlap": _joint,
    "shared": _joint,
    "change": _changes,
    "term": _terms,
    "fact": _facts,
    "next": _next,
    "count": _counts,
    "hit": _hits,
    "word": _words,
    "source": _sources,
    "figure": _figures,
    "difference": _differences,
}


def _with_bars(
    answer: Answer, headings: list[Column], line: _Line, cells: int, marks: Marks
) -> Layout:
    """Set each period as a bar on one time axis behind its line."""
    rows = [row.fields for row in answer.rows]
    axis, held = track(rows, last_day(answer))
    at = len(headings) - (headings[-1].heading == "Id")  # the ids stay last

    def lines() -> Iterator[tuple[str, list[Cell]]]:
        for row, (_, drawn) in zip(rows, held, strict=True):
            group, found = line(row)
            style = STATUS_STYLES.get(row.get("status", ""), "green")
            yield group, [*found[:at], Cell(bar(drawn, axis, cells, marks), style), *found[at:]]

    scale = Column(heading(axis, cells), whole=True)
    return Layout([*headings[:at], scale, *headings[at:]], lines())


def _pages(answer: Answer, width: int | None) -> Layout:
    """Each record as lines of label and content."""
    lines = (
        (heading, [Cell(label, "dim"), cell])
        for heading, page in pages(answer, width)
        for label, cell in [("", Cell(heading, "bold")), *page]
    )
    return Layout([Column("Field"), Column("Content", share=1)], lines)
