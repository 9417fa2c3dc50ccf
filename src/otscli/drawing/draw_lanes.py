"""Marks in lanes on a time axis."""

from __future__ import annotations

from typing import NamedTuple

from otscli.drawing.canvas import Canvas
from otscli.drawing.draw_bars import TimeScale
from otscli.drawing.measure import ELLIPSIS, elided, width, wrapped
from otscli.drawing.scene import Lane, Lanes, Mark, spoken

_STYLE = "event"
_LABELS = 0.2  # of the width, at most, for the names of lanes
_TITLES = 24  # em: the longest title beside a mark
_TALLEST = 1.25  # times the width: the maximum height with titles
_FEW = 5  # lines up to which a lane of a taller picture has titles


class _Placed(NamedTuple):
    """A mark on a line of its lane: its span, its title and the position of the title."""

    mark: Mark
    line: int
    start: float
    end: float
    title: str
    at: float


def draw(scene: Lanes, canvas: Canvas) -> None:
    """Draw each lane with its marks packed into lines, with titles where they fit."""
    size = canvas.size
    marks = [mark for lane in scene.lanes for mark in lane.marks]
    _legend(scene, marks, canvas)
    if not marks:
        return
    counts = {lane.name: f"{len(lane.marks):,}" for lane in scene.lanes}
    room = canvas.room * _LABELS
    labels = {lane.name: wrapped(lane.name, size, room) for lane in scene.lanes}
    names = max(width(line, size) for lines in labels.values() for line in lines)
    numbers = max(width(text, canvas.small) for text in counts.values())
    left = canvas.left + names + numbers + size * 1.6
    scale = TimeScale(canvas, scene.axis, left, canvas.right - size * 0.5)
    titled = {lane.name: _packed(lane, canvas, scale, titles=True) for lane in scene.lanes}
    bare = {lane.name: _packed(lane, canvas, scale, titles=False) for lane in scene.lanes}
    all_titled = sum(_lines(placed) for placed in titled.values()) * size * 1.25
    scale.labels()
    grid = canvas.add(canvas.body, "g")
    top = canvas.y
    for lane in scene.lanes:
        few = _lines(titled[lane.name]) <= _FEW
        placed = titled if few or all_titled <= canvas.width * _TALLEST else bare
        canvas.rule(grid, canvas.left, canvas.y, canvas.right, canvas.y)
        for i, text in enumerate(labels[lane.name]):
            canvas.text(canvas.body, canvas.left, canvas.y + size * (1.35 + 1.2 * i), text)
        canvas.text(
            canvas.body,
            left - size * 0.6,
            canvas.y + size * 1.35,
            counts[lane.name],
            "s",
            size=canvas.small,
            anchor="end",
        )
        _lane(placed[lane.name], canvas, len(labels[lane.name]))
    canvas.rule(grid, canvas.left, canvas.y, canvas.right, canvas.y)
    scale.grid(grid, top, canvas.y)
    scale.labels()


def _legend(scene: Lanes, marks: list[Mark], canvas: Canvas) -> None:
    items = []
    if any(mark.certain for mark in marks):
        items.append(("solid", _STYLE, "day known"))
    if any(not mark.certain for mark in marks):
        items.append(("hatched", _STYLE, "some day within, or not sure to be that day"))
    if scene.axis.passes_last:
        day = spoken(scene.axis.last)
        items.append(("dashed", "", f"{day}, the last day that the data covers"))
    if items:
        canvas.swatches(items)


def _lines(placed: list[_Placed]) -> int:
    return max((one.line for one in placed), default=0) + 1


def _packed(lane: Lane, canvas: Canvas, scale: TimeScale, *, titles: bool) -> list[_Placed]:
    """Each mark on the first line on which it and its title fit."""
    radius = _radius(canvas)
    ends: list[float] = []
    placed = []
    for mark in sorted(lane.marks, key=lambda mark: (mark.span.since, mark.span.until)):
        start, end = scale.x(mark.span.since), scale.x(mark.span.until)
        if mark.certain or end - start < 2 * radius:
            middle = min(max((start + end) / 2, scale.left + radius), scale.right - radius)
            start, end = middle - radius, middle + radius
        title, at = _title(mark, start, end, canvas, scale) if titles else ("", end)
        begin = min(start, at)
        reach = max(end, at + width(title, canvas.small))
        line = next((i for i, taken in enumerate(ends) if taken + 1.5 <= begin), len(ends))
        ends[line:] = [reach + (radius * 2 if titles else 0), *ends[line + 1 :]]
        placed.append(_Placed(mark, line, start, end, title, at))
    return placed


def _title(
    mark: Mark, start: float, end: float, canvas: Canvas, scale: TimeScale
) -> tuple[str, float]:
    """As much of a title as fits after the mark or else before it, and its position."""
    gap = _radius(canvas)
    after, before = canvas.right - end - gap, start - gap - scale.left
    title = elided(mark.name, canvas.small, min(_TITLES * canvas.size, max(after, before)))
    long = width(title, canvas.small)
    if title == ELLIPSIS or not title:
        return "", end
    return title, end + gap if long <= after else start - gap - long


def _radius(canvas: Canvas) -> float:
    return canvas.size * 0.36


def _lane(placed: list[_Placed], canvas: Canvas, lines: int) -> None:
    size = canvas.size
    radius = _radius(canvas)
    titled = any(one.title for one in placed)
    step = size * (1.25 if titled else 0.9)
    height = max(_lines(placed) * step, lines * size * 1.2) + size * 0.8
    for one in placed:
        y = canvas.y + size + one.line * step
        group = canvas.mark(canvas.body, one.mark.says, one.mark.link)
        fill = canvas.fill(_STYLE, certain=one.mark.certain)
        if one.mark.certain:
            at = (one.start + one.end) / 2
            canvas.add(group, "circle", cx=at, cy=y, r=radius, **fill)
        else:
            canvas.add(
                group,
                "rect",
                x=one.start,
                y=y - radius,
                width=one.end - one.start,
                height=2 * radius,
                rx=radius,
                class_=f"b-{_STYLE}",
                **fill,
            )
        if one.title:
            canvas.text(group, one.at, y + canvas.small * 0.36, one.title, size=canvas.small)
    canvas.y += height
