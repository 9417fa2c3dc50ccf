"""Bars on a time axis."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from otscli.drawing.canvas import Canvas
from otscli.drawing.measure import width, wrapped
from otscli.drawing.scene import LETTERS, MEANINGS, Axis, Bar, BarRow, Bars, Day, spoken
from otscli.drawing.ticks import ticks

_LABELS = 0.34  # of the width, at most
_THINNEST = 2  # pixels, the narrowest visible bar
_MANY = 12  # rows from which the years are repeated below


class TimeScale:
    """A time axis in pixels between two edges, with its grid."""

    def __init__(self, canvas: Canvas, axis: Axis, left: float, right: float) -> None:
        self._canvas = canvas
        self.axis = axis
        self.left = left
        self.right = right
        self._ticks = ticks(axis, right - left, lambda text: width(text, canvas.small))

    def x(self, day: Day) -> float:
        """Return the position of a day."""
        axis = self.axis
        return self.left + (self.right - self.left) * (day - axis.first) / (axis.end - axis.first)

    def labels(self) -> None:
        """Write the dates of the grid on a line."""
        canvas = self._canvas
        canvas.y += canvas.small * 1.3
        for day, label in self._ticks:
            half = width(label, canvas.small) / 2
            at = min(max(self.x(day), canvas.left + half), canvas.right - half)
            y = canvas.y - canvas.small * 0.3
            canvas.text(canvas.body, at, y, label, "s", size=canvas.small, anchor="middle")

    def grid(self, parent: ET.Element, top: float, bottom: float) -> None:
        """Draw a fine line at each date, and a dashed one at the data's last day."""
        for day, _ in self._ticks:
            self._canvas.rule(parent, self.x(day), top, self.x(day), bottom)
        if self.axis.passes_last:
            x = f"{self.x(self.axis.last + 1):.1f}"
            self._canvas.add(parent, "path", d=f"M{x} {top:.1f}V{bottom:.1f}", class_="k")


def draw(scene: Bars, canvas: Canvas) -> None:
    """Draw the legend, and each group with its rows."""
    _legend(scene, canvas)
    size = canvas.size
    rows = [row for group in scene.groups for row in group.rows]
    room = canvas.room * _LABELS
    labels = {row.name: wrapped(row.name, size, room) for row in rows}
    names = max((width(line, size) for lines in labels.values() for line in lines), default=0)
    left = canvas.left + names + size
    scale = TimeScale(canvas, scene.axis, left, canvas.right - size)
    scale.labels()
    grid = canvas.add(canvas.body, "g")
    top = canvas.y
    for group in scene.groups:
        if group.name:
            canvas.y += size * 0.5
            canvas.paragraph(group.name, size, "t")
            canvas.rule(grid, canvas.left, canvas.y, canvas.right, canvas.y)
            canvas.y += size * 0.3
        for row in group.rows:
            _row(row, labels[row.name], canvas, scale)
    scale.grid(grid, top, canvas.y)
    if len(rows) > _MANY:
        scale.labels()


def _legend(scene: Bars, canvas: Canvas) -> None:
    """The legend of the fills, letters and ends that occur."""
    bars = [bar for g in scene.groups for row in g.rows for line in row.lines for bar in line]
    items = [("solid", style, MEANINGS[style]) for style in scene.styles]
    if any(_hatched(bar) for bar in bars):
        items.append(("hatched", scene.styles[0], "possible, not certain"))
    if any(bar.open for bar in bars):
        day = spoken(scene.axis.last)
        style = next(bar.style for bar in bars if bar.open)
        items.append(("arrow", style, f"had not ended on {day}, the last day that the data covers"))
    if any(not (bar.starts and (bar.ends or bar.open)) for bar in bars):
        items.append(("?", "", "start or end not known"))
    if items:
        canvas.swatches(items)


def _hatched(bar: Bar) -> bool:
    return bar.possible != bar.certain


def _row(row: BarRow, label: list[str], canvas: Canvas, scale: TimeScale) -> None:
    """A name, followed by its bars."""
    size = canvas.size
    line = size * 1.3
    height = max(len(row.lines) * line, len(label) * size * 1.2) + size * 0.45
    for i, text in enumerate(label):
        canvas.text(canvas.body, canvas.left, canvas.y + size * (1.25 + 1.2 * i), text)
    for i, bars in enumerate(row.lines):
        top = canvas.y + size * 0.3 + i * line
        taken = scale.left
        for bar, after in zip(bars, [*bars[1:], None], strict=True):
            free = scale.x(after.possible.since) if after else canvas.right
            taken = _bar(bar, top, (taken, free), canvas, scale)
    canvas.y += height


def _bar(
    bar: Bar, top: float, free: tuple[float, float], canvas: Canvas, scale: TimeScale
) -> float:
    """Draw what is only possible hatched, what is certain solid, and return where it ends.

    `free` is where its neighbours end and begin: a letter for which the bar has no room goes
    between it and one of them.
    """
    size = canvas.size
    height = size * 1.1
    group = canvas.mark(canvas.body, bar.says, bar.link)
    start, end = scale.x(bar.possible.since), scale.x(bar.possible.until)
    solid, until = scale.x(bar.certain.since), scale.x(bar.certain.until)
    if _hatched(bar):
        for a, b in ((start, solid), (until, end)) if bar.certain else ((start, end),):
            if b > a:
                wide = max(b - a, _THINNEST)
                fill = canvas.fill(bar.style, certain=False)
                canvas.add(group, "rect", x=a, y=top, width=wide, height=height, **fill)
    if bar.certain:
        fill = canvas.fill(bar.style, certain=True)
        wide = max(until - solid, _THINNEST)
        canvas.add(group, "rect", x=solid, y=top, width=wide, height=height, **fill)
    if bar.open:
        canvas.arrow(group, end, top, height, bar.style, holds=bar.holds)
        end += height * 0.7
    letter = _letters(bar, (start, solid, until, end), top + height / 2, free, canvas, group)
    return max(end, letter)


def _letters(
    bar: Bar,
    edges: tuple[float, float, float, float],
    y: float,
    free: tuple[float, float],
    canvas: Canvas,
    group: ET.Element,
) -> float:
    """Write the letter of the status, and `?` where an end is not known; return where it ends."""
    start, solid, until, end = edges
    letter = LETTERS[bar.style]
    half = canvas.small * 0.5
    if not bar.ends and not bar.open and end - start > canvas.small * 3:
        canvas.letter(group, end - half, y, "?", bar.style, on=False)
    if not bar.starts:
        letter = f"? {letter}".strip()
    if not letter:
        return end
    wide = width(letter, canvas.small)
    middle = wide / 2 + canvas.small * 0.3
    if bar.certain and until - solid > wide + 3:
        canvas.letter(group, min(solid + middle, (solid + until) / 2), y, letter, bar.style)
    elif not bar.certain and end - start > wide + 3:
        canvas.letter(group, start + middle, y, letter, bar.style, on=False)
    elif end + wide + 3 < free[1]:
        canvas.letter(group, end + middle, y, letter, bar.style, on=False)
        return end + middle + wide / 2
    elif free[0] + wide + 3 < start:
        canvas.letter(group, start - middle, y, letter, bar.style, on=False)
    return end
