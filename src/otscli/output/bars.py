"""Periods drawn as bars on one time axis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from otscli.dates import parse_end
from otscli.periods import EVER, NEVER, Period, period

WIDTH, NARROW = 36, 18
"""Characters on an axis, where there is room and where there is not."""

_CERTAIN, _POSSIBLE, _NONE = "█", "░", "·"


@dataclass(frozen=True, slots=True)
class Axis:
    """Years from the first to the one after the last, so many characters wide."""

    first: int
    last: int
    width: int = WIDTH

    @property
    def heading(self) -> str:
        """The years at both ends, and one in the middle."""
        middle = str((self.first + self.last) // 2)
        room = self.width - 8 - len(middle)
        return f"{self.first}{' ' * (room // 2)}{middle}{' ' * (room - room // 2)}{self.last}"

    def bar(self, row: Mapping[str, Any]) -> str:
        """Draw a period: full where it certainly holds, light where it possibly does.

        A character stands for a slice of time; a period that lies within one still shows.
        """
        held = _period(row)
        return "".join(self._mark(held, i) for i in range(self.width))

    def _mark(self, held: Period, i: int) -> str:
        begin, end = self._day(i), self._day(i + 1)
        if max(held.since.last, begin) < min(held.until.first, end):
            return _CERTAIN
        return _POSSIBLE if max(held.since.first, begin) < min(held.until.last, end) else _NONE

    def _day(self, i: int) -> dt.date:
        start = dt.date(self.first, 1, 1).toordinal()
        end = dt.date(self.last, 1, 1).toordinal()
        return dt.date.fromordinal(start + (end - start) * i // self.width)


def axis(rows: Sequence[Mapping[str, Any]], day: dt.date | None, width: int = WIDTH) -> Axis:
    """Return the axis on which all the periods lie, up to the day asked about."""
    held = [_period(row) for row in rows]
    edges = [edge for one in held for edge in (one.since, one.until)]
    years = [
        year
        for edge in edges
        for year in (edge.first.year, edge.last.year)
        if EVER.year < year < NEVER.year
    ]
    years.append(day.year if day else dt.date.today().year)
    first = min(years)
    return Axis(first, max(*years, first) + 1, width)


def _period(row: Mapping[str, Any]) -> Period:
    until = row["until"]
    return period(parse_end(row["from"]), None if until is None else parse_end(until))
