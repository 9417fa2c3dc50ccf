"""Answers as tables: columns and cells, independent of the format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from otscli.answer import Answer
from otscli.dates import readable
from otscli.drawing.scene import last_day
from otscli.drawing.scene_bars import track
from otscli.drawing.text import ASCII, BLOCKS, NARROW, WIDTH, Marks, bar, heading
from otscli.escaping import visible
from otscli.evidence import weightiest
from otscli.output import lists
from otscli.output.cells import (
    CHANGE_STYLES,
    KIND_STYLES,
    SINGLE,
    STATUS_STYLES,
    Cell,
    dated,
    plain,
    text,
)
from otscli.output.columns import GAP, WORDS, Column, Fields, Line, Name
from otscli.output.fields import FieldSelection, columns, value_at
from otscli.output.matrix import matrix
from otscli.output.record_view import pages, planned


@dataclass(frozen=True, slots=True)
class Layout:
    """The content of a table. `group` is the heading of a line, if it has one."""

    columns: list[Column]
    lines: Iterator[tuple[str, list[Cell]]]


def lay_out(
    answer: Answer,
    selection: FieldSelection,
    width: int | None = None,
    *,
    bars: Literal["blocks", "ascii", "none"] = "blocks",
) -> Layout:
    """Return the table of an answer: the columns of its type, or the selected fields.

    `width` is that of a terminal, None if lines may have any length; `bars` are the characters for
    periods, in an answer of bars.
    """
    if selection:
        names = columns(answer, selection)
        return Layout(
            [Column(name, main=True, most=WORDS) for name in names],
            (("", [Cell(plain(value_at(row.fields, n))) for n in names]) for row in answer.rows),
        )
    if answer.view == "matrix":
        headings, lines = matrix(answer, width)
        return Layout(headings, (("", cells) for cells in lines))
    if answer.view in {"page", "about"}:
        return _pages(answer, width)
    build = _LAYOUTS[answer.type]
    shown = answer.names()
    headings, line = build(answer, lambda id_: shown.get(id_, id_))
    if answer.view == "bars" and bars != "none":
        marks = ASCII if bars == "ascii" else BLOCKS
        return _with_bars(answer, headings, line, width, marks)
    return Layout(headings, (line(row.fields) for row in answer.rows))


def _events(answer: Answer, name: Name) -> tuple[list[Column], Line]:
    headings = [
        Column("Date", dates=True),
        Column("Kind"),
        Column("Event", main=True, most=44),
        Column("Place", most=12, gives="out", turn=3),
        Column("States", most=_STATES, gives="codes", turn=2),
        _SOURCE,
        Column("Id"),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        place = row["place"] or {}
        return row["start"][:4], [
            dated(row["date"], "bold"),
            text(row["kind"], KIND_STYLES.get(row["kind"], "")),
            text(_marked(row, planned(row, answer.about))),
            text(place.get("city") or name(place.get("country") or "")),
            _named(row["states"], name),
            _source(row),
            text(row["id"], "dim"),
        ]

    return headings, line


def _marked(row: Fields, text: str) -> str:
    """Mark a record that is disputed or has a single source."""
    single = SINGLE if row["confidence"] == "single-source" else ""
    return f"{text}{' (disputed)' * row['disputed']}{single}"


_STATES = 40  # characters of names beyond which codes are easier to read
_SOURCE = Column("Source", most=24, gives="out", turn=1)


def _named(ids: Sequence[str], name: Name) -> Cell:
    """Names, and the codes that are shorter."""
    return Cell(visible(", ".join(map(name, ids))), short=visible(" ".join(ids)))


def _source(row: Fields) -> Cell:
    """The source to show first, and how many more are cited."""
    cited = row["sources"]
    first = weightiest(cited)
    if first is None:
        return Cell("none", "red")
    more = f" +{len(cited) - 1}" if len(cited) > 1 else ""
    return Cell((first["publisher"] or first["source"]) + more, "", first["url"])


def _memberships(answer: Answer, name: Name) -> tuple[list[Column], Line]:
    several = len({row.fields["organization"] for row in answer.rows}) > 1
    headings = [
        *([Column("State", most=WORDS, gives="codes", turn=2)] if several else []),
        Column("Organisation" if several else "State", main=True),
        Column("Status", most=10),
        Column("From", dates=True),
        Column("Until", dates=True),
        *([_SOURCE] if answer.view == "list" else []),
        Column("Id"),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        possibly = answer.view == "list" and not row["certain"]
        return "", [
            *([_named([row["state"]], name)] if several else []),
            text(_marked(row, name(row["organization" if several else "state"]))),
            text(row["status"] + " (possibly)" * possibly, STATUS_STYLES[row["status"]]),
            dated(row["from"], "bold"),
            dated(row["until"]),
            *([_source(row)] if answer.view == "list" else []),
            text(row["id"], "dim"),
        ]

    return headings, line


def _terms(answer: Answer, name: Name) -> tuple[list[Column], Line]:
    headings = [
        Column("Office", main=True),
        Column("Of", most=14, gives="codes", turn=2),
        Column("Holder", most=WORDS),
        Column("From", dates=True),
        Column("Until", dates=True),
        *([_SOURCE] if answer.view == "list" else []),
        Column("Id"),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        possibly = answer.view == "list" and not row["certain"]
        acting = " (acting)" if row["acting"] else ""
        return row["office"], [
            text(row["office_name"]),
            _named([row["organization"] or row["state"] or ""], name)
            if row["state"]
            else text(row["organization"]),
            text(_marked(row, row["holder_name"] + acting) + " (possibly)" * possibly, "bold"),
            dated(row["from"]),
            dated(row["until"]),
            *([_source(row)] if answer.view == "list" else []),
            text(row["id"], "dim"),
        ]

    return headings, line


def _joint(answer: Answer, name: Name) -> tuple[list[Column], Line]:
    side = "state" if answer.type == "overlap" else "organization"
    headings = [
        Column("State" if side == "state" else "Organisation", main=True),
        *(
            Column(
                key if side == "state" else name(key),
                most=len("associate 1992-03-02"),
                gives="" if answer.view == "list" else "out",
                turn=4,
            )
            for key in answer.keys
        ),
        Column("Together from", dates=True),
        Column("Until", dates=True),
        Column("Days", right=True),
        *([Column("Certain")] if answer.view == "list" else []),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        held = row["memberships"]
        return "", [
            text(name(row[side])),
            *(text(*_status(held.get(key))) for key in answer.keys),
            dated(row["from"], "bold"),
            dated(row["until"]),
            text("" if row["days"] is None else f"{row['days']:,}"),
            *([text("yes" if row["certain"] else "possibly")] if answer.view == "list" else []),
        ]

    return headings, line


def _status(cell: Fields | None) -> tuple[str, str]:
    """Every status of a cell with its period, in the style of the first."""
    if cell is None:
        return "", ""
    said = [
        f"{one['status']} {readable(one['from'])}"
        + (f" until {readable(one['until'])}" if one["until"] else "")
        for one in (cell, *cell["also"])
    ]
    return ", ".join(said), STATUS_STYLES[cell["status"]]


def _changes(_: Answer, name: Name) -> tuple[list[Column], Line]:
    headings = [
        Column("Date", dates=True),
        Column("Change"),
        Column("State", most=WORDS, gives="codes", turn=2),
        Column("Organisation", main=True),
        Column("Status", most=WORDS),
        _SOURCE,
        Column("Id"),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        steps = [step for step in (row["before"], row["after"]) if step]
        disputed = any(one["stance"] == "disputes" for one in row["sources"])
        return (row["start"] or "unknown")[:4], [
            dated(row["date"], "bold"),
            text(row["change"], CHANGE_STYLES[row["change"]]),
            _named([row["state"]], name),
            text(name(row["organization"]) + (" (disputed)" if disputed else "")),
            text(" → ".join(steps)),
            _source(row),
            text(row["id"], "dim"),
        ]

    return headings, line


def _facts(_: Answer, __: Name) -> tuple[list[Column], Line]:
    headings = [
        Column("Date", dates=True),
        Column("Kind"),
        Column("Text", main=True, most=56),
        Column("Speaker", most=16, gives="below", turn=2),
        _SOURCE,
        Column("Id"),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        target = f" (by {row['target']})" if row["target"] else ""
        return (row["start"] or "undated")[:4], [
            dated(row["date"], "bold"),
            text(row["kind"], "cyan"),
            text(_marked(row, row["text"] + target)),
            text(row["speaker_name"]),
            _source(row),
            text(row["id"], "dim"),
        ]

    return headings, line


def _next(answer: Answer, __: Name) -> tuple[list[Column], Line]:
    headings = [
        Column("Date", dates=True),
        Column("What", main=True),
        Column("Standing", most=12),
        _SOURCE,
        Column("Id"),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        past = answer.day is not None and row["end"] < answer.day.isoformat()
        standing = "overdue" if row["overdue"] else "outcome not in the data" if past else ""
        return row["start"][:4], [
            dated(row["date"], "bold"),
            text(row["title"]),
            text(standing, "yellow"),
            _source(row),
            text(row["id"], "dim"),
        ]

    return headings, line


_LAYOUTS: Mapping[str, Callable[[Answer, Name], tuple[list[Column], Line]]] = {
    "event": _events,
    "membership": _memberships,
    "overlap": _joint,
    "shared": _joint,
    "change": _changes,
    "term": _terms,
    "fact": _facts,
    "next": _next,
    "count": lists.counts,
    "set": lists.sets,
    "hit": lists.hits,
    "word": lists.words,
    "listedstate": lists.states,
    "source": lists.sources,
    "figure": lists.figures,
    "difference": lists.differences,
}


def _with_bars(
    answer: Answer, headings: list[Column], line: Line, width: int | None, marks: Marks
) -> Layout:
    """Add a column of bars on one time axis: long ones if no cell must be broken for them."""
    rows = [row.fields for row in answer.rows]
    axis, held = track(rows, last_day(answer))
    at = len(headings) - (headings[-1].heading == "Id")  # the ids stay last
    found = [line(row) for row in rows]
    taken = [
        max([len(column.heading), *(len(texts[i].text) for _, texts in found)])
        for i, column in enumerate(headings[:at])
    ]
    room = width is None or sum(taken) + GAP * at + WIDTH <= width
    cells = WIDTH if room else NARROW

    def lines() -> Iterator[tuple[str, list[Cell]]]:
        for row, (group, texts), (_, drawn) in zip(rows, found, held, strict=True):
            style = STATUS_STYLES.get(row.get("status", ""), "green")
            yield group, [*texts[:at], Cell(bar(drawn, axis, cells, marks), style), *texts[at:]]

    scale = Column(heading(axis, cells))
    return Layout([*headings[:at], scale, *headings[at:]], lines())


def _pages(answer: Answer, width: int | None) -> Layout:
    """Each record as lines of label and content."""
    lines = (
        (heading, [Cell(label, "dim"), cell])
        for heading, page in pages(answer, width)
        for label, cell in [("", Cell(heading, "bold")), *page]
    )
    return Layout([Column("Field"), Column("Content", main=True)], lines)
