"""What comes before, after and beside a status, among those of one state in one organisation.

Every answer is a count in sorted lists. No pair of statuses is looked at, so that a dataset
with thousands of them for one state and organisation costs no more than any other.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from otscli.choices import STATUSES, Status
from otscli.dates import UNKNOWN
from otscli.periods import Edge, Period
from otscli.query.lookup.tenures import Tenure

_Days = tuple[dt.date, dt.date]
"""The first and the last day of a span, which is not empty."""


class _Spans:
    """Spans of days, counted by the days that they touch."""

    def __init__(self, spans: Iterable[_Days | None]) -> None:
        known = [span for span in spans if span]
        self._firsts = sorted(first for first, _ in known)
        self._lasts = sorted(last for _, last in known)

    def touching(self, first: dt.date, last: dt.date) -> int:
        """Count the spans that have a day from the first to the last."""
        return bisect_right(self._firsts, last) - bisect_left(self._lasts, first)


class Neighbours:
    """Statuses of one state in one organisation, each asked about those around it."""

    def __init__(self, held: Sequence[Tenure]) -> None:
        self._alone = len(held) == 1
        if self._alone:
            return
        periods: dict[Status, list[Period]] = {}
        for one in held:
            periods.setdefault(one.status, []).append(one.period)
        self._begins = _Spans(_window(one.period.since) for one in held)
        self._ends: dict[Status, _Spans] = {}
        self._dates: Counter[tuple[Status, str | None]] = Counter()
        self._certain: dict[Status, _Spans] = {}
        for status in sorted(periods, key=list(STATUSES).index):  # the strongest first
            these = periods[status]
            self._ends[status] = _Spans(_window(period.until) for period in these)
            self._dates.update((status, period.until.text) for period in these)
            self._certain[status] = _Spans(period.certain_days for period in these)

    def is_followed(self, one: Tenure) -> bool:
        """Whether another status begins as this one ends, as far as their dates show."""
        window = None if self._alone else _window(one.period.until)
        if window is None:
            return False
        return self._begins.touching(*window) > _touch(window, _window(one.period.since))

    def before(self, one: Tenure) -> Status | None:
        """The status that this one replaced, or beside which it began.

        Of several, one that ended on that very date comes first, then the strongest.
        """
        if self._alone:
            return None
        gave_way = self._ended(one)
        begins, ends = one.period.since.text, one.period.until.text
        for status in gave_way:
            if self._dates[status, begins] > (status == one.status and begins == ends):
                return status
        return next(iter(gave_way), None) or self.beside(one, one.period.since.first)

    def beside(self, one: Tenure, day: dt.date) -> Status | None:
        """The strongest other status that certainly holds on a day."""
        if self._alone:
            return None
        own = one.period.certainly_holds(day)
        for status, spans in self._certain.items():
            if spans.touching(day, day) > (own and status == one.status):
                return status
        return None

    def _ended(self, one: Tenure) -> list[Status]:
        """The other statuses that ended as this one began, as far as their dates show."""
        window = _window(one.period.since)
        if window is None:
            return []
        own = _touch(window, _window(one.period.until))
        return [
            status
            for status, ends in self._ends.items()
            if ends.touching(*window) > (own and status == one.status)
        ]


def _window(edge: Edge) -> _Days | None:
    """The possible days of an edge that somebody gives."""
    return None if edge.text in {None, UNKNOWN} else (edge.first, edge.last)


def _touch(one: _Days, other: _Days | None) -> bool:
    return other is not None and one[0] <= other[1] and other[0] <= one[1]
