"""Periods as bars: memberships, joint memberships, terms of office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from otscli.answer import Answer, Look
from otscli.choices import STATUSES
from otscli.dates import UNKNOWN, parse_end
from otscli.drawing.scene import (
    Axis,
    Bar,
    BarGroup,
    BarRow,
    Bars,
    Day,
    Fields,
    Span,
    count,
    frame,
    last_day,
    listed,
    new_year,
    source_link,
    spoken,
    used,
    year,
)
from otscli.escaping import visible
from otscli.periods import EVER, Edge, Period, follows, period

UNKNOWN_START = "Start not known"
"""The heading of bars without a known beginning."""


class Track(NamedTuple):
    """The periods of rows on one axis: for each row, in order, its period and its bar."""

    axis: Axis
    held: list[tuple[Period, Bar]]


def track(rows: Sequence[Fields], last: Day, says: Callable[[Fields], str] = lambda _: "") -> Track:
    """Return the bars of rows with `from` and `until`, and their common axis.

    `last` is the data's last day, at which open ends are drawn; `says` describes a row.
    """
    periods = [_period(row) for row in rows]
    axis = _axis(periods, last)
    return Track(
        axis,
        [(held, _bar(held, axis, row, says(row))) for held, row in zip(periods, rows, strict=True)],
    )


def _period(row: Fields) -> Period:
    until = row["until"]
    return period(parse_end(row["from"]), None if until is None else parse_end(until))


def _known(edge: Edge) -> bool:
    return edge.text not in {None, UNKNOWN}


def _axis(periods: Iterable[Period], last: Day) -> Axis:
    """From the year of the first edge to the last edge or the data's last day."""
    first, end = last, last + 1
    for held in periods:
        for edge in (held.since, held.until):
            if _known(edge):
                begun = edge.last if edge.first == EVER else edge.first  # of unknown bounds
                first = min(first, begun.toordinal() - (not _known(held.since)))
                end = max(end, edge.last.toordinal() + 1)
    return Axis(new_year(year(max(first, 1))), end, last)


def _bar(held: Period, axis: Axis, row: Fields, says: str) -> Bar:
    """The visible parts of a period.

    An open or unknown end is drawn at the data's last day; a period with an unknown beginning has
    no certain part.
    """
    since, until = held.since, held.until
    starts, ends = _known(since), _known(until)
    first = since.first.toordinal() if starts else axis.first
    settled = since.last.toordinal() if starts else axis.end
    end = until.last.toordinal() if ends else max(axis.last, settled if starts else 0) + 1
    sure = until.first.toordinal() if ends else axis.last + 1 if until.text is None else settled
    if _has_open_part(row):
        sure = min(sure, axis.last + 1)
    return Bar(
        Span(first, max(first, end)),
        Span(settled, max(settled, sure)),
        _style(row),
        says,
        starts=starts,
        ends=ends,
        open=until.text is None,
        holds=until.text is None and (not starts or settled <= axis.last),
        link=source_link(row),
    )


def _has_open_part(row: Fields) -> bool:
    """Whether one side of a joint period is open: nobody knows it beyond the data's last day."""
    held = [one for one in row.get("memberships", {}).values() if one]
    return any(part["until"] is None for one in held for part in (one, *one.get("also", ())))


def _style(row: Fields) -> str:
    if "memberships" in row:
        return "joint"
    return str(row.get("status") or ("acting" if row.get("acting") else "term"))


class _Entry(NamedTuple):
    """A bar with its period, and the names of its row and group."""

    held: Period
    bar: Bar
    row: str
    group: str
    alone: str  # the name of the row outside its group


def bars(answer: Answer, look: Look, rows: Sequence[Fields]) -> Bars:
    """Return memberships, joint memberships or terms as bars."""
    shown = answer.names()

    def name(id_: str) -> str:
        return visible(shown.get(id_, id_))

    say, label, title, finding = _KINDS[answer.type](rows, name)
    axis, held = track(rows, last_day(answer), say)
    entries, drawn = [], []
    for (one, bar), row in zip(held, rows, strict=True):
        if bar.possible:
            entries.append(_Entry(one, bar, *label(row)))
            drawn.append((row, bar))
    said = finding(axis, drawn) if drawn else "The answer has no periods to draw."
    if axis.first < axis.last and drawn:
        title = f"{title}, {year(axis.first)}–{year(axis.end - 1)}"
    return Bars(
        frame(answer, look, title, said),
        axis,
        tuple(_groups(entries)),
        used([bar.style for _, bar in drawn]),
    )


def _groups(entries: Sequence[_Entry]) -> Iterable[BarGroup]:
    """The rows by first beginning; those with an unknown beginning in a group of their own."""
    groups: dict[str, dict[str, list[_Entry]]] = {}
    without: dict[str, list[_Entry]] = {}
    for one in entries:
        if one.bar.starts:
            groups.setdefault(one.group, {}).setdefault(one.row, []).append(one)
        else:
            without.setdefault(one.alone, []).append(one)
    for group, rows in groups.items():
        yield BarGroup(group, _rows(rows))
    if without:
        yield BarGroup(UNKNOWN_START, _rows(without))


def _rows(rows: dict[str, list[_Entry]]) -> tuple[BarRow, ...]:
    made = [BarRow(name, _lines(found)) for name, found in rows.items()]
    return tuple(sorted(made, key=_first))


def _first(row: BarRow) -> tuple[Day, Day, str]:
    bars = [bar for line in row.lines for bar in line]
    return *min((bar.possible.since, bar.certain.since) for bar in bars), row.name


def _lines(entries: list[_Entry]) -> tuple[tuple[Bar, ...], ...]:
    """Overlapping bars on lines of their own; consecutive ones share a line."""
    lines: list[list[_Entry]] = []
    for one in sorted(entries, key=lambda one: (one.bar.possible.since, one.bar.possible.until)):
        for line in lines:
            before = line[-1]
            if one.bar.possible.since >= before.bar.possible.until or (
                follows(one.held, before.held)
            ):
                line.append(one)
                break
        else:
            lines.append([one])
    return tuple(tuple(one.bar for one in line) for line in lines)


Name = Callable[[str], str]
Label = tuple[str, str, str]
Drawn = Sequence[tuple[Fields, Bar]]
Finding = Callable[[Axis, Drawn], str]
Kind = tuple[Callable[[Fields], str], Callable[[Fields], Label], str, Finding]


def _when(row: Fields) -> str:
    """The ends of a period as recorded."""
    since = "start not known" if row["from"] == UNKNOWN else f"from {row['from']}"
    if row["until"] is None:
        return since
    return f"{since}, end not known" if row["until"] == UNKNOWN else f"{since} until {row['until']}"


def _memberships(rows: Sequence[Fields], name: Name) -> Kind:
    organizations = list(dict.fromkeys(row["organization"] for row in rows))
    states = list(dict.fromkeys(row["state"] for row in rows))

    def say(row: Fields) -> str:
        disputed = " (disputed)" if row.get("disputed") else ""
        parties = f"{name(row['state'])}, {name(row['organization'])}"
        return visible(f"{parties}: {row['status']}, {_when(row)}{disputed}")

    def label(row: Fields) -> Label:
        state, organization = name(row["state"]), name(row["organization"])
        if len(organizations) == 1:
            return state, "", state
        if len(states) == 1:
            return organization, "", organization
        return state, organization, f"{state}, {organization}"

    if len(organizations) == 1:
        title, where = f"{name(organizations[0])}: who held which status", ""
    elif len(states) == 1:
        title, where = f"{name(states[0])}: every status in organisations", "organization"
    else:
        title, where = "Statuses of states in organisations", "organization"

    def finding(axis: Axis, drawn: Drawn) -> str:
        now = [row for row, bar in drawn if bar.holds]
        held = Counter(row["status"] for row in now)
        each = [f"{held[status]} as {status}" for status in STATUSES if held[status]]
        pairs = {(row["state"], row["organization"]) for row in now}
        bodies = {row["organization"] for row in now}
        inside = f" in {count(len(bodies), 'organisation')}" if where else ""
        subject = name(states[0]) if len(states) == 1 else count(len(pairs), "party", "parties")
        verb = "has" if len(states) == 1 or len(pairs) == 1 else "have"
        day = spoken(axis.last)
        if not now:
            said = f"On {day} no status is certainly held."
        else:
            said = f"On {day}, {subject} {verb} a status{inside}: {listed(each)}."
        return said + _unknown(drawn)

    return say, label, title, finding


def _unknown(drawn: Drawn) -> str:
    starts = sum(not bar.starts for _, bar in drawn)
    return f" Of {count(starts, 'period')} the start is not known." if starts else ""


def _joint(rows: Sequence[Fields], name: Name) -> Kind:
    side = "state" if rows and "state" in rows[0] else "organization"
    keys = list(rows[0]["memberships"]) if rows else []
    together = listed([name(key) for key in keys])
    if len(together) > _LONG:
        together = listed([visible(key) for key in keys])
    noun = "state" if side == "state" else "organisation"

    def say(row: Fields) -> str:
        parts = [
            f"{visible(key)} {held['status']} {_when(held)}"
            for key, held in row["memberships"].items()
            if held
        ]
        return visible(f"{name(row[side])}: together {_when(row)} ({'; '.join(parts)})")

    def label(row: Fields) -> Label:
        return name(row[side]), "", name(row[side])

    def finding(axis: Axis, drawn: Drawn) -> str:
        ever = len({row[side] for row, _ in drawn})
        now = len({row[side] for row, bar in drawn if bar.holds})
        every = f"all {len(keys)}" if len(keys) > 2 else "both"
        had = f"had a status in {every}" if side == "state" else f"had {every}"
        said = f"{count(ever, noun)} {had} at once, {now:,} of them on {spoken(axis.last)}."
        if doubtful := len({row[side] for row, bar in drawn if not bar.certain}):
            said = f"{said[:-1]}; of {doubtful:,} that is only possible."
        return said + _unknown(drawn)

    title = f"{together}: {noun}s shared" if together else "Joint periods"
    return say, label, title, finding


_LONG = 60  # characters of names beyond which a title has ids


def _terms(rows: Sequence[Fields], name: Name) -> Kind:
    offices = list(dict.fromkeys(row["office"] for row in rows))
    titles = {row["office"]: visible(row.get("office_name") or row["office"]) for row in rows}

    def holder(row: Fields) -> str:
        return visible(row.get("holder_name") or name(row["holder"]))

    def say(row: Fields) -> str:
        acting = " (acting)" if row.get("acting") else ""
        return visible(f"{holder(row)}, {titles[row['office']]}{acting}: {_when(row)}")

    def label(row: Fields) -> Label:
        if len(offices) == 1:
            return holder(row), "", holder(row)
        office = titles[row["office"]]
        return holder(row), office, f"{holder(row)}, {office}"

    def finding(axis: Axis, drawn: Drawn) -> str:
        now = list(dict.fromkeys(holder(row) for row, bar in drawn if bar.holds))
        holders = len({row["holder"] for row, _ in drawn})
        said = f"{count(len(drawn), 'term')} of {count(holders, 'holder')}"
        if len(offices) == 1 and now:
            said += f"; on {spoken(axis.last)} {listed(now)}"
        elif now:
            said += f", {len(now):,} of them in office on {spoken(axis.last)}"
        return f"{said}." + _unknown(drawn)

    title = titles[offices[0]] if len(offices) == 1 else "Who held which office"
    return say, label, title, finding


_KINDS: dict[str, Callable[[Sequence[Fields], Name], Kind]] = {
    "membership": _memberships,
    "overlap": _joint,
    "shared": _joint,
    "term": _terms,
}
