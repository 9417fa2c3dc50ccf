"""Bars of characters: a cell is solid only if all of it is certain.

`█` is a cell in which a period certainly holds throughout, `▌` and `▐` one in which it does for
half, `░` one in which it possibly holds, `·` one in which it does not; `▸` is an open end, at the
data's last day. A period too short for any of these shows as one `░`.
"""

from __future__ import annotations

from typing import NamedTuple

from otscli.drawing.scene import Axis, Bar, Span, year

WIDTH, NARROW = 36, 18
"""Cells of an axis, on wide and narrow terminals."""


class Marks(NamedTuple):
    """The characters for certain, its left and right half, possible, none, and an open end."""

    certain: str
    left: str
    right: str
    possible: str
    none: str
    open: str


BLOCKS = Marks("█", "▌", "▐", "░", "·", "▸")
ASCII = Marks("#", ":", ":", ":", ".", ">")


def heading(axis: Axis, cells: int) -> str:
    """Return the years at both ends of an axis, and one in the middle."""
    first, last = f"{year(axis.first):04}", f"{year(axis.end - 1):04}"
    middle = f"{year((axis.first + axis.end) // 2):04}"
    room = cells - 8 - len(middle)
    return f"{first}{' ' * (room // 2)}{middle}{' ' * (room - room // 2)}{last}"


def bar(drawn: Bar, axis: Axis, cells: int, marks: Marks = BLOCKS) -> str:
    """Return a bar of that many cells and one for the arrow."""
    days = (axis.end - axis.first) / cells
    line = [_mark(drawn, axis.first + days * i, days, marks) for i in range(cells)]
    line.append(" ")
    if drawn.possible and set(line) <= {marks.none, " "}:
        line[min(int((drawn.possible.since - axis.first) / days), cells - 1)] = marks.possible
    if drawn.open:
        last = max(axis.last + 1, drawn.possible.until)
        line[min(-int((axis.first - last) // days), cells)] = marks.open
    return "".join(line).rstrip() if line[-1] == " " else "".join(line)


def _mark(drawn: Bar, start: float, days: float, marks: Marks) -> str:
    middle, end = start + days / 2, start + days
    if _within(start, end, drawn.certain):
        return marks.certain
    possible = _shared(start, end, drawn.possible)
    if possible > _shared(start, end, drawn.certain):
        return marks.possible
    if _within(start, middle, drawn.certain):
        return marks.left
    return marks.right if _within(middle, end, drawn.certain) else marks.none


def _within(start: float, end: float, span: Span) -> bool:
    return span.since <= start and end <= span.until


def _shared(start: float, end: float, span: Span) -> float:
    return max(0.0, min(end, span.until) - max(start, span.since))
