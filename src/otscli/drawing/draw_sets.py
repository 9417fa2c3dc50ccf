"""Exclusive sets as an UpSet: a line for each combination, with its states."""

from __future__ import annotations

from collections.abc import Mapping

from otscli.drawing.canvas import Canvas
from otscli.drawing.measure import width
from otscli.drawing.scene import SetLine, Sets

_STYLE = "joint"
_DOTS = 0.45  # of the width, at most, for the sets


def draw(scene: Sets, canvas: Canvas) -> None:
    """Draw the sets as columns of dots, and after each combination its states."""
    size = canvas.size
    if any(line.possible for line in scene.lines):
        hatched = ("hatched", _STYLE, "possible, not certain")
        canvas.swatches([("solid", _STYLE, "certain"), hatched])
    if not scene.lines:
        return
    widest = max(width(id_, size) for id_, *_ in scene.sets) + size
    level = widest * len(scene.sets) <= canvas.room * _DOTS
    step = widest if level else size * 2
    _headings(scene, canvas, step, level=level)
    numbers = canvas.left + step * len(scene.sets)
    left = numbers + width(f"{max(map(_size, scene.lines)):,}", size) + size * 1.6
    names = {state: state for state in scene.names}
    canvas.widen(left + max((_box(name, canvas) for name in names), default=0) + canvas.margin)
    if all(_reach(line, scene.names, canvas) <= canvas.right - left for line in scene.lines):
        names = dict(scene.names)
    grid = canvas.add(canvas.body, "g")
    for line in scene.lines:
        canvas.rule(grid, canvas.left, canvas.y, canvas.right, canvas.y)
        _line(line, names, canvas, step, left)
    canvas.rule(grid, canvas.left, canvas.y, canvas.right, canvas.y)
    _totals(scene, canvas, step, left)
    canvas.key([(id_, name) for id_, name, *_ in scene.sets if name != id_])
    canvas.key([(id_, name) for id_, name in scene.names.items() if name != names[id_]])


def _size(line: SetLine) -> int:
    return len(line.certain) + len(line.possible)


def _box(name: str, canvas: Canvas) -> float:
    return max(width(name, canvas.small) + canvas.size * 0.7, canvas.size * 2.4)


def _reach(line: SetLine, names: Mapping[str, str], canvas: Canvas) -> float:
    """The width of a line with the names of its states."""
    states = (*line.certain, *line.possible)
    return sum(_box(names[state], canvas) + 2 for state in states)


def _headings(scene: Sets, canvas: Canvas, step: float, *, level: bool) -> None:
    size = canvas.size
    tall = 0.0 if level else max(width(id_, size) for id_, *_ in scene.sets)
    canvas.y += tall + size * 1.2
    for i, (id_, *_) in enumerate(scene.sets):
        x = canvas.left + step * (i + 0.5)
        if level:
            canvas.text(canvas.body, x, canvas.y, id_, anchor="middle")
        else:
            canvas.text(canvas.body, x + size * 0.36, canvas.y, id_, turned=True)
    canvas.y += size * 0.6


def _line(
    line: SetLine, names: Mapping[str, str], canvas: Canvas, step: float, left: float
) -> None:
    """The connected dots, the count, and a box for each state, as wide as its name."""
    size = canvas.size
    row = size * 1.9
    boxes = [(names[state], True) for state in line.certain]
    boxes += [(names[state], False) for state in line.possible]
    placed, x, lines = [], left, 0
    for name, certain in boxes:
        wide = _box(name, canvas)
        if x > left and x + wide > canvas.right:
            x, lines = left, lines + 1
        placed.append((x, lines, wide, name, certain))
        x += wide + 2
    height = row * (lines + 1)
    middle = canvas.y + height / 2
    xs = [canvas.left + step * (i + 0.5) for i in range(len(line.inside))]
    inside = [x for x, is_in in zip(xs, line.inside, strict=True) if is_in]
    if len(inside) > 1:
        canvas.add(
            canvas.body,
            "rect",
            x=inside[0],
            y=middle - 1,
            width=inside[-1] - inside[0],
            height=2,
            class_="t",
        )
    for x, is_in in zip(xs, line.inside, strict=True):
        radius = size * (0.42 if is_in else 0.25)
        class_ = "t" if is_in else "w"
        canvas.add(canvas.body, "circle", cx=x, cy=middle, r=radius, class_=class_)
    number = f"{_size(line):,}"
    canvas.text(canvas.body, left - size * 0.8, middle + size * 0.36, number, anchor="end")
    for x, i, wide, name, certain in placed:
        top = canvas.y + row * i + size * 0.3
        group = canvas.mark(canvas.body, "" if certain else f"{name}: possible, not certain")
        fill = canvas.fill(_STYLE, certain=certain)
        high = row - size * 0.6
        canvas.add(group, "rect", x=x, y=top, width=wide, height=high, **fill)
        canvas.letter(group, x + wide / 2, top + high / 2, name, _STYLE, on=certain)
    canvas.y += height


def _totals(scene: Sets, canvas: Canvas, step: float, left: float) -> None:
    """The size of each set."""
    canvas.y += canvas.size * 1.4
    y = canvas.y - canvas.size * 0.3
    for i, (_, _, certain, possible) in enumerate(scene.sets):
        said = f"{certain:,}+" if possible else f"{certain:,}"
        canvas.text(canvas.body, canvas.left + step * (i + 0.5), y, said, "s", anchor="middle")
    more = "; + where more are possible" if any(one[-1] for one in scene.sets) else ""
    canvas.text(canvas.body, left, y, f"in each{more}", "s")
