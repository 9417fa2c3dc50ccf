"""Half-open periods whose ends may be known only in part.

A period holds from its `since` until the day before its `until`. Each end is an edge with a first
and a last possible day, so every question has three answers: *certain*, *possible* or neither. An
open end is after every day, 9999-12-31 included; an unknown one may be any day, or never. Data up
to some day do not say whether an open period still holds after it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from otscli.dates import UNKNOWN, Date, End

EVER = dt.date.min
NEVER = dt.date.max


class Edge(NamedTuple):
    """One end of a period: as recorded (None: open), with its first and last possible day.

    `perhaps_never` says that it may be after all days.
    """

    text: str | None
    first: dt.date
    last: dt.date
    perhaps_never: bool = False

    @property
    def is_day(self) -> bool:
        """Whether the edge is a single known day."""
        return self.first == self.last and self.text is not None

    @property
    def never(self) -> bool:
        """Whether the end is certainly open."""
        return self.text is None

    @property
    def columns(self) -> tuple[str | None, str, str]:
        """The edge as stored: text that sorts by day, "never" after all days."""
        first = f"{self.first.isoformat()}{_AFTER * self.never}"
        return self.text, first, f"{self.last.isoformat()}{_AFTER * self.perhaps_never}"


def edge_of(text: str | None, first: str, last: str) -> Edge:
    """Return the edge stored in these columns."""
    since, until = (dt.date.fromisoformat(day.removesuffix(_AFTER)) for day in (first, last))
    return Edge(text, since, until, perhaps_never=last.endswith(_AFTER))


_AFTER = "+"  # sorts after the day that it is appended to

OPEN = Edge(None, NEVER, NEVER, perhaps_never=True)


class Period(NamedTuple):
    """A half-open period: `since` is its first day, `until` the first day after it.

    `reach` is the last day on which an open period is known to hold.
    """

    since: Edge
    until: Edge
    reach: dt.date = NEVER

    def possibly_holds(self, on: dt.date) -> bool:
        """Whether the period holds on that day for some of the possible days."""
        return self.since.first <= on and (on < self.until.last or self.until.perhaps_never)

    def certainly_holds(self, on: dt.date) -> bool:
        """Whether it does for all of the possible days, and the data reach that day."""
        begun = self.since.last <= on and not self.since.perhaps_never
        return begun and on <= self.reach and (on < self.until.first or self.until.never)

    @property
    def certain_days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day on which it certainly holds; None where there is none."""
        first, last = self.since.last, self.reach
        if not self.until.never and self.until.first <= first:
            return None
        if not self.until.never:
            last = min(last, self.until.first - dt.timedelta(days=1))
        return None if first > last or self.since.perhaps_never else (first, last)

    @property
    def possible(self) -> bool:
        """Whether the period may contain a day at all."""
        return self.since.first < self.until.last or self.until.perhaps_never

    @property
    def certain(self) -> bool:
        """Whether it certainly contains a day."""
        return self.certainly_holds(self.since.last)

    def days(self, on: dt.date) -> int | None:
        """Return its length in days, up to `on` or its `reach` if it is open.

        None if an end is partial or unknown, or if an open period begins after that.
        """
        end = min(on, self.reach) if self.until.text is None else self.until.first
        if not self.since.is_day or not (self.until.is_day or self.until.text is None):
            return None
        length = (end - self.since.first).days
        return length if length >= 0 else None


COLUMNS = "since, until, since_first, since_last, until_first, until_last, reach"
"""The columns that store a period."""


def period_of(
    since: str,
    until: str | None,
    since_first: str,
    since_last: str,
    until_first: str,
    until_last: str,
    reach: str,
) -> Period:
    """Return the period stored in these `COLUMNS`."""
    begins = edge_of(since, since_first, since_last)
    ends = edge_of(until, until_first, until_last)
    return Period(begins, ends, dt.date.fromisoformat(reach))


def period(since: End, until: End | None, covered_to: dt.date = NEVER) -> Period:
    """Make a period from its ends: dates, `unknown`, or None for an open `until`.

    An unknown beginning is not after `covered_to`, the last day of the data, and an open end is
    known to be open up to that day.
    """
    start = _edge(since) if isinstance(since, Date) else _unknown(EVER, covered_to)
    if until is None:
        return Period(start, OPEN, covered_to)
    if not isinstance(until, Date):
        return Period(start, _unknown(start.first, NEVER))
    return Period(start, _edge(until))


def _edge(date: Date) -> Edge:
    return Edge(date.text, date.first, date.last)


def _unknown(first: dt.date, last: dt.date) -> Edge:
    return Edge(UNKNOWN, first, last, perhaps_never=last == NEVER)


def joint(periods: Iterable[Period]) -> Period:
    """Return the intersection of the periods; not `possible` if there is none."""
    parts = list(periods)
    since = _since([part.since for part in parts], max)
    until = _until([part.until for part in parts], min, since.first)
    return Period(since, until, min(part.reach for part in parts))


class InOrder:
    """Periods in the order of their first possible days, among which others are looked up."""

    def __init__(self, periods: Sequence[Period]) -> None:
        self._starts = [period.since.first for period in periods]
        ends = ((period.until.last, period.until.perhaps_never) for period in periods)
        self._reach = list(accumulate(ends, max))

    def meeting(self, other: Period) -> slice:
        """Return where all those are that may have a day in common with another period."""
        first = bisect_right(self._reach, (other.since.first, False))
        if other.until.perhaps_never:
            return slice(first, None)
        return slice(first, bisect_left(self._starts, other.until.last))


_Key = tuple[dt.date, bool]
_Pick = Callable[[Iterable[_Key]], _Key]


def _since(edges: list[Edge], pick: _Pick) -> Edge:
    """Choose the first or last beginning; unknown if it may be any day."""
    chosen, first, last = _choose(edges, pick)
    if chosen:
        return chosen
    unknown = first == EVER and any(edge.text == UNKNOWN for edge in edges)
    return Edge(UNKNOWN if unknown else f"{first}/{last[0]}", first, *last)


def _until(edges: list[Edge], pick: _Pick, since: dt.date = EVER) -> Edge:
    """Choose the first or last end, not before `since`; unknown if it may never come."""
    chosen, first, last = _choose(edges, pick)
    if chosen:
        return chosen
    if any(edge.text == UNKNOWN for edge in edges):
        first = max(first, since)
    return Edge(UNKNOWN if last[1] else f"{first}/{last[0]}", first, *last)


def _choose(edges: list[Edge], pick: _Pick) -> tuple[Edge | None, dt.date, _Key]:
    """Choose an edge bound by bound ("never" is after all days): the edge itself, or its bounds."""
    first = pick((edge.first, edge.never) for edge in edges)
    last = pick((edge.last, edge.perhaps_never) for edge in edges)
    found = (e for e in edges if ((e.first, e.never), (e.last, e.perhaps_never)) == (first, last))
    return next(found, None), first[0], last


def runs(periods: Iterable[Period]) -> list[list[Period]]:
    """Group periods into runs without a gap, in order of time.

    Two periods belong to one run if, whatever the possible days, neither ends before the other
    begins, or if both record the same date for the change from one to the other.
    """
    parts = list(periods)
    group = list(range(len(parts)))  # per group, one member, and in the end the first

    def first(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    def join(i: int, j: int) -> None:
        i, j = sorted((first(i), first(j)))
        group[j] = i

    for i, j in _touching(parts):
        join(i, j)
    found: dict[int, list[Period]] = {}
    for i, part in enumerate(parts):
        found.setdefault(first(i), []).append(part)
    return sorted((sorted(run, key=_order) for run in found.values()), key=lambda r: _order(r[0]))


def _touching(parts: list[Period]) -> Iterator[tuple[int, int]]:
    """Yield pairs of periods of the same run, enough to connect each run.

    A period that certainly lasts from one day to another touches every such period that begins
    before it ends; one whose ends may be swapped touches what lasts from one of them to the other.
    """
    lasting = sorted(range(len(parts)), key=lambda i: parts[i].since.last)
    at = {}  # how many begin on a day or earlier, and which of them ends last
    longest: int | None = None
    for i in lasting:
        since, until = parts[i].since.last, parts[i].until.first
        if since > until:
            continue
        if longest is not None and parts[longest].until.first >= since:
            yield longest, i
        if longest is None or parts[longest].until.first < until:
            longest = i
        at[since] = longest
    days = list(at)
    for i in lasting:
        since, until = parts[i].since.last, parts[i].until.first
        before = bisect_right(days, until)
        if since > until and before and parts[at[days[before - 1]]].until.first >= since:
            yield at[days[before - 1]], i
    yield from _changing(parts)


def _changing(parts: list[Period]) -> Iterator[tuple[int, int]]:
    """Yield pairs of periods in which one begins on the recorded end date of the other."""
    ends: dict[str, int] = {}
    for i, part in enumerate(parts):
        if part.until.text not in {None, UNKNOWN}:
            ends.setdefault(str(part.until.text), i)
    begun = {part.since.text for part in parts}
    for i, part in enumerate(parts):
        for text in (part.since.text, part.until.text):
            if text in ends and text in begun:
                yield ends[text], i


def _order(part: Period) -> tuple[dt.date, dt.date]:
    return part.since.first, part.until.last


def follows(later: Period, earlier: Period) -> bool:
    """Whether one period begins on the recorded end date of the other."""
    change = earlier.until.text
    return change is not None and change != UNKNOWN and change == later.since.text


def span(run: list[Period]) -> Period:
    """Return a run as one period, from its first beginning to its last end."""
    since = _since([part.since for part in run], min)
    until = _until([part.until for part in run], max)
    return Period(since, until, max(part.reach for part in run if until.text or part.until.never))
