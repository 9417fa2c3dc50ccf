"""Half-open periods whose ends may be known only in part.

A period holds from its `since` until the day before its `until`. Each end is an edge with
a first and a last possible day, so that every question has three answers: *certain*,
*possible* or neither. An end that never comes is after every day, 9999-12-31 included; one
that nobody gives may be any day, or never come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from otscli.dates import UNKNOWN, Date, End

EVER = dt.date.min
NEVER = dt.date.max


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a period: as recorded (None: open), with its first and last possible day."""

    text: str | None
    first: dt.date
    last: dt.date

    @property
    def is_day(self) -> bool:
        """Whether the edge is a known day."""
        return self.first == self.last and self.text is not None

    @property
    def never(self) -> bool:
        """Whether the end certainly never comes."""
        return self.text is None

    @property
    def perhaps_never(self) -> bool:
        """Whether the end may never come: it is open, or unknown without a bound."""
        return self.text is None or (self.text == UNKNOWN and self.last == NEVER)

    @property
    def columns(self) -> tuple[str | None, str, str]:
        """The edge as a store keeps it: text that sorts as it falls, "never" after all days."""
        first = f"{self.first.isoformat()}{_AFTER * self.never}"
        return self.text, first, f"{self.last.isoformat()}{_AFTER * self.perhaps_never}"


def edge_of(text: str | None, first: str, last: str) -> Edge:
    """Return the edge that a store keeps in these columns."""
    days = (dt.date.fromisoformat(day.removesuffix(_AFTER)) for day in (first, last))
    return Edge(text, *days)


_AFTER = "+"  # sorts after the day to which it is added

OPEN = Edge(None, NEVER, NEVER)


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open period: `since` is its first day, `until` the first day after it."""

    since: Edge
    until: Edge

    def possibly_holds(self, on: dt.date) -> bool:
        """Whether some choice of the possible days makes the period hold on that day."""
        return self.since.first <= on and (on < self.until.last or self.until.perhaps_never)

    def certainly_holds(self, on: dt.date) -> bool:
        """Whether every choice of the possible days does."""
        return self.since.last <= on and (on < self.until.first or self.until.never)

    @property
    def possible(self) -> bool:
        """Whether the period may have a day at all."""
        return self.since.first < self.until.last or self.until.perhaps_never

    @property
    def certain(self) -> bool:
        """Whether it has one whichever of the possible days were the real ones."""
        return self.since.last < self.until.first or self.until.never

    def days(self, on: dt.date) -> int | None:
        """Return its length in days, up to `on` where it is open.

        None where an end is partial or unknown, or where an open period begins after `on`.
        """
        end = on if self.until.text is None else self.until.first
        if not self.since.is_day or not (self.until.is_day or self.until.text is None):
            return None
        length = (end - self.since.first).days
        return length if length >= 0 else None


def period(since: End, until: End | None, covered_to: dt.date = NEVER) -> Period:
    """Make a period from its ends: dates, `unknown`, or None for an open `until`.

    An unknown beginning is taken to be before `covered_to`, the day up to which the data
    is covered.
    """
    start = _edge(since) if isinstance(since, Date) else Edge(UNKNOWN, EVER, covered_to)
    if until is None:
        return Period(start, OPEN)
    if not isinstance(until, Date):
        return Period(start, Edge(UNKNOWN, start.first, NEVER))
    return Period(start, _edge(until))


def _edge(date: Date) -> Edge:
    return Edge(date.text, date.first, date.last)


def joint(periods: Iterable[Period]) -> Period:
    """Return the time that all the periods have in common; not `possible` where there is none."""
    parts = list(periods)
    return Period(
        _choose([part.since for part in parts], max), _choose([part.until for part in parts], min)
    )


_Key = tuple[dt.date, bool]


def _choose(edges: list[Edge], pick: Callable[[Iterable[_Key]], _Key]) -> Edge:
    """Choose the earliest or the latest of edges, bound by bound; "never" is after all days."""
    first = pick((edge.first, edge.never) for edge in edges)
    last = pick((edge.last, edge.perhaps_never) for edge in edges)
    for edge in edges:
        if ((edge.first, edge.never), (edge.last, edge.perhaps_never)) == (first, last):
            return edge
    if any(edge.text == UNKNOWN for edge in edges):
        return Edge(UNKNOWN, first[0], last[0])
    return Edge(f"{first[0]}/{last[0]}", first[0], last[0])


def runs(periods: Iterable[Period]) -> list[list[Period]]:
    """Group periods into runs without a gap, in order of time.

    Two periods belong to one run where, whichever possible days were the real ones, neither
    ends before the other begins, or where both record the same date for the change from one
    to the other.
    """
    groups: list[list[Period]] = []
    for part in periods:
        touching = [group for group in groups if any(_touch(part, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([part, *(other for group in touching for other in group)])
    return sorted((sorted(group, key=_order) for group in groups), key=lambda run: _order(run[0]))


def _order(part: Period) -> tuple[dt.date, dt.date]:
    return part.since.first, part.until.last


def _touch(one: Period, two: Period) -> bool:
    return (
        follows(one, two)
        or follows(two, one)
        or (one.until.first >= two.since.last and two.until.first >= one.since.last)
    )


def follows(later: Period, earlier: Period) -> bool:
    """Whether one period begins on the very date that is recorded for the end of the other."""
    change = earlier.until.text
    return change is not None and change != UNKNOWN and change == later.since.text


def span(run: list[Period]) -> Period:
    """Return a run as one period, from its first beginning to its last end."""
    return Period(
        _choose([part.since for part in run], min), _choose([part.until for part in run], max)
    )
