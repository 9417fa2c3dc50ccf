"""The ticks of a time axis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from otscli.drawing.scene import Axis, Day, new_year, year

_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_MONTHS = (1, 3, 6)
_GAP = 1.6  # room for a label, in its own widths


def ticks(axis: Axis, room: float, measure: Callable[[str], float]) -> list[tuple[Day, str]]:
    """Return days and labels, as dense as `room` in pixels allows."""
    days = axis.end - axis.first
    label = measure("2020-01-01") * _GAP
    if days <= room / label:
        return [(day, _text(day, 10)) for day in range(axis.first, axis.end)]
    for months in _MONTHS:
        if days / (30.4 * months) <= room / (measure("2020-01") * _GAP):
            return [(day, _text(day, 7)) for day in _months(axis, months)]
    for step in _YEARS:
        if days / (365.25 * step) <= room / (measure("2020") * _GAP):
            break
    return [(day, _text(day, 4)) for day in _years(axis, step)]


def _text(day: Day, length: int) -> str:
    return dt.date.fromordinal(day).isoformat()[:length]


def _months(axis: Axis, step: int) -> Iterator[Day]:
    """The first days of every nth month on the axis."""
    for y in range(year(axis.first), year(axis.end) + 1):
        for month in range(1, 13, step):
            day = dt.date(y, month, 1).toordinal()
            if axis.first <= day < axis.end:
                yield day


def _years(axis: Axis, step: int) -> Iterator[Day]:
    first = year(axis.first)
    for y in range(-(-first // step) * step, year(axis.end - 1) + 1, step):
        if axis.first <= new_year(y) < axis.end:
            yield new_year(y)
