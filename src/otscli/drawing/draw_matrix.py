"""A matrix of states and organisations."""

from __future__ import annotations

from otscli.drawing.canvas import Canvas
from otscli.drawing.measure import width, wrapped
from otscli.drawing.scene import LETTERS, MEANINGS, Held, Matrix

_NAMES = 0.3  # of the width, at most, for the names of lines
_HEAD = 13  # em: the longest name that a column has above it


def draw(scene: Matrix, canvas: Canvas) -> None:
    """Draw the legend, the headings, and the lines with their totals."""
    size, small = canvas.size, canvas.small
    items = [("solid", style, MEANINGS[style]) for style in scene.styles]
    if any(not held.certain for line in scene.lines for cell in line.cells for held in cell):
        items.append(("hatched", scene.styles[0], "possible, not certain"))
    if items:
        canvas.swatches(items)
    if not scene.lines or not scene.columns:
        return
    ids = max(width(line.id, size) for line in scene.lines)
    room = canvas.room * _NAMES
    names = {
        line.id: wrapped(line.name, small, room) if line.name != line.id else []
        for line in scene.lines
    }
    beside = max((width(part, small) for parts in names.values() for part in parts), default=0)
    left = canvas.left + ids + size * 0.8 + (beside + size * 0.8 if beside else 0)
    total = width("total", small) + size * 0.6
    step = (canvas.right - total - left) / len(scene.columns)
    step = max(size * 1.7, min(step, size * 4))
    right = left + step * len(scene.columns)
    canvas.widen(right + total + canvas.margin)
    unnamed = _headings(scene, canvas, left, step)
    canvas.text(canvas.body, right + total, canvas.y - 4, "total", "s", size=small, anchor="end")
    grid = canvas.add(canvas.body, "g")
    for line in scene.lines:
        parts = names[line.id]
        height = max(size * 1.55, len(parts) * small * 1.2 + size * 0.35)
        canvas.rule(grid, canvas.left, canvas.y, right + total, canvas.y)
        middle = canvas.y + height / 2
        canvas.text(canvas.body, canvas.left, middle + size * 0.36, line.id)
        for i, part in enumerate(parts):
            y = middle + small * (0.36 + 1.2 * (i - (len(parts) - 1) / 2))
            canvas.text(canvas.body, canvas.left + ids + size * 0.8, y, part, "s", size=small)
        empty = [left + (i + 0.5) * step for i, cell in enumerate(line.cells) if not cell]
        canvas.dots(grid, empty, middle)
        for i, cell in enumerate(line.cells):
            _cell(cell, canvas, left + i * step, canvas.y, step, height)
        total_y = middle + small * 0.36
        said = _total([cell for cell in line.cells if cell])
        canvas.text(canvas.body, right + total, total_y, said, "s", size=small, anchor="end")
        canvas.y += height
    canvas.rule(grid, canvas.left, canvas.y, right + total, canvas.y)
    _column_totals(scene, canvas, left, step)
    canvas.key(unnamed)


def _headings(scene: Matrix, canvas: Canvas, left: float, step: float) -> list[tuple[str, str]]:
    """Write ids horizontally if they all fit, with rotated names above them; else rotated ids.

    Returns the columns whose names do not fit.
    """
    size, small = canvas.size, canvas.small
    level = all(width(id_, size) <= step - 2 for id_, _ in scene.columns)
    turned = [
        (name if _fits(name, canvas) and name != id_ else "") if level else id_
        for id_, name in scene.columns
    ]
    tall = max((width(text, small) for text in turned), default=0)
    base = canvas.y + (tall + size * 0.8 if tall else 0)
    for i, ((id_, _), text) in enumerate(zip(scene.columns, turned, strict=True)):
        x = left + step * (i + 0.5)
        if text:
            class_ = "s" if level else "t"
            canvas.text(canvas.body, x + small * 0.36, base, text, class_, size=small, turned=True)
        if level:
            canvas.text(canvas.body, x, base + size * 1.25, id_, anchor="middle")
    canvas.y = base + (size * 1.6 if level else size * 0.5)
    return [
        (id_, name)
        for (id_, name), text in zip(scene.columns, turned, strict=True)
        if name not in {id_, text}
    ]


def _fits(name: str, canvas: Canvas) -> bool:
    return width(name, canvas.small) <= _HEAD * canvas.size


def _cell(
    cell: tuple[Held, ...], canvas: Canvas, x: float, y: float, step: float, height: float
) -> None:
    """Each status in a part of the cell."""
    if not cell:
        return
    part = (step - 2) / len(cell)
    for i, held in enumerate(cell):
        group = canvas.mark(canvas.body, held.says)
        at = x + 1 + part * i
        fill = canvas.fill(held.style, certain=held.certain)
        canvas.add(group, "rect", x=at, y=y + 1.5, width=part, height=height - 3, **fill)
        letter = LETTERS[held.style]
        canvas.letter(group, at + part / 2, y + height / 2, letter, held.style, on=held.certain)


def _total(cells: list[tuple[Held, ...]]) -> str:
    """How many are certain, with a `+` if more are possible."""
    certain = sum(any(held.certain for held in cell) for cell in cells)
    return f"{certain}" if certain == len(cells) else f"{certain}+"


def _column_totals(scene: Matrix, canvas: Canvas, left: float, step: float) -> None:
    canvas.y += canvas.small * 1.4
    y = canvas.y - canvas.small * 0.3
    canvas.text(canvas.body, canvas.left, y, "total", "s", size=canvas.small)
    for i in range(len(scene.columns)):
        cells = [line.cells[i] for line in scene.lines if line.cells[i]]
        x = left + step * (i + 0.5)
        canvas.text(canvas.body, x, y, _total(cells), "s", size=canvas.small, anchor="middle")
