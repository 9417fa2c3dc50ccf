"""A scene drawn with characters, for a terminal: letters, block elements, or ASCII alone.

It shows what the SVG of the same scene shows, and no more: a letter says which status, `█` is
certain, `░` possible. See `otscli.drawing.text` for the bars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from rich.cells import cell_len

from otscli.drawing.scene import (
    LETTERS,
    MEANINGS,
    Axis,
    Bar,
    Bars,
    Day,
    Held,
    Lane,
    Lanes,
    Mark,
    Matrix,
    Scene,
    Sets,
    spoken,
)
from otscli.drawing.text import ASCII, BLOCKS, Marks, bar, heading

_NARROWEST = 12  # cells of an axis
_UNKNOWN = "?"
_GAP = "  "


def characters(scene: Scene, width: int, *, unicode: bool) -> str:
    """Return the scene as lines of that width, or wider where an axis has no room in it."""
    marks = BLOCKS if unicode else ASCII
    frame = scene.frame
    lines = [*_wrapped(frame.title, width), *_wrapped(frame.finding, width), ""]
    if isinstance(scene, Bars):
        lines += _bars(scene, width, marks)
    elif isinstance(scene, Matrix):
        lines += _matrix(scene, width, marks)
    elif isinstance(scene, Sets):
        lines += _sets(scene, width, marks)
    else:
        lines += _lanes(scene, width, marks)
    lines.append("")
    for said in (*frame.notes, frame.source):
        lines += _wrapped(said, width)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=True, break_on_hyphens=False)


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - cell_len(text))


def _labels(names: Iterable[str], width: int) -> tuple[dict[str, list[str]], int]:
    """Return names on as many lines as they need, and the width of the widest."""
    labels = {name: _wrapped(name, max(8, width * 2 // 5)) or [""] for name in names}
    return labels, max((cell_len(one) for lines in labels.values() for one in lines), default=0)


def _beside(label: Sequence[str], wide: int, drawn: Iterable[str]) -> Iterator[str]:
    for name, line in zip_longest(label, drawn, fillvalue=""):
        yield f"{_padded(name, wide)}{_GAP}{line}"


# Bars


def _bars(scene: Bars, width: int, marks: Marks) -> Iterator[str]:
    labels, wide = _labels((row.name for group in scene.groups for row in group.rows), width)
    cells = max(_NARROWEST, width - wide - len(_GAP) - 1)
    if labels:
        yield from _beside([""], wide, [heading(scene.axis, cells)])
    drawn = []
    for group in scene.groups:
        if group.name:
            yield from ("", *_wrapped(group.name, width))
        for row in group.rows:
            lines = [_bar_line(line, scene.axis, cells, marks) for line in row.lines]
            drawn += lines
            yield from _beside(labels[row.name], wide, lines)
    meanings = [f"{LETTERS[style]} {MEANINGS[style]}" for style in scene.styles if LETTERS[style]]
    day = spoken(scene.axis.last)
    meanings += [
        f"{mark} {meaning}"
        for mark, meaning in (
            (marks.certain, "certain"),
            (marks.possible, "possible, not certain"),
            (_UNKNOWN, "start not known"),
            (marks.open, f"had not ended on {day}, the last day that the data covers"),
        )
        if any(mark in line for line in drawn)
    ]
    yield from _legend(meanings, width)


def _bar_line(bars: Sequence[Bar], axis: Axis, cells: int, marks: Marks) -> str:
    """Bars that follow one another, each with the letter of its status where it begins."""
    line = [*(marks.none * cells), " "]
    for one in bars:
        found = [(i, mark) for i, mark in enumerate(bar(one, axis, cells, marks)) if mark.strip()]
        found = [(i, mark) for i, mark in found if mark != marks.none]
        for i, mark in found:
            line[i] = mark
        letters = ("" if one.starts else _UNKNOWN) + LETTERS[one.style]
        for (i, _), letter in zip(found, letters, strict=False):
            line[i] = letter
    return "".join(line)


def _legend(meanings: Sequence[str], width: int) -> Iterator[str]:
    """As many meanings on a line as have room, one that has none on several."""
    lines: list[str] = []
    for meaning in meanings:
        if lines and cell_len(lines[-1]) + 3 + cell_len(meaning) <= width:
            lines[-1] += f"   {meaning}"
        else:
            lines += _wrapped(meaning, width)
    yield from lines


# Matrices


def _matrix(scene: Matrix, width: int, marks: Marks) -> Iterator[str]:
    """The lines with as many columns side by side as have room, the rest of them below."""
    if not scene.columns:
        return
    wide = max((cell_len(line.id) for line in scene.lines), default=0)
    each = 1 + max(
        [cell_len(id_) for id_, _ in scene.columns]
        + [len(_letters(cell, marks)) for line in scene.lines for cell in line.cells],
        default=0,
    )
    room = max(1, (width - wide - len(_GAP)) // each)
    for first in range(0, len(scene.columns), room):
        if first:
            yield ""
        here = slice(first, first + room)
        ids = [id_ for id_, _ in scene.columns[here]]
        yield from _beside([""], wide, ["".join(_padded(id_, each) for id_ in ids)])
        for line in scene.lines:
            said = [_padded(_letters(cell, marks), each) for cell in line.cells[here]]
            yield from _beside([line.id], wide, ["".join(said)])
    meanings = [f"{LETTERS[style]} {MEANINGS[style]}" for style in scene.styles]
    if any(not held.certain for line in scene.lines for cell in line.cells for held in cell):
        meanings.append("? possible, not certain")
    yield from _legend(meanings, width)
    names = dict([*scene.columns, *((line.id, line.name) for line in scene.lines)])
    yield from _key(names, width)


def _letters(cell: Sequence[Held], marks: Marks) -> str:
    said = "".join(LETTERS[held.style] + "?" * (not held.certain) for held in cell)
    return said or marks.none


def _key(names: dict[str, str], width: int) -> Iterator[str]:
    said = "; ".join(f"{id_}: {name}" for id_, name in names.items() if name != id_)
    yield from _wrapped(said, width)


# Sets


def _sets(scene: Sets, width: int, marks: Marks) -> Iterator[str]:
    columns = [max(cell_len(id_), 1) + 1 for id_, *_ in scene.sets]
    wide = sum(columns)
    sizes = [f"{len(line.certain) + len(line.possible):,}" for line in scene.lines]
    digits = max(map(len, sizes), default=0)
    heads = [_padded(id_, cells) for (id_, *_), cells in zip(scene.sets, columns, strict=True)]
    if scene.lines:
        yield "".join(heads)
    for line, size in zip(scene.lines, sizes, strict=True):
        dots = "".join(
            _padded(marks.certain if inside else marks.none, cells)
            for inside, cells in zip(line.inside, columns, strict=True)
        )
        names = [scene.names[one] for one in line.certain]
        names += [f"{scene.names[one]}?" for one in line.possible]
        room = max(_NARROWEST, width - wide - digits - len(_GAP))
        yield from _beside([f"{dots}{size:>{digits}}"], wide + digits, _packed(names, room))
    if any(line.possible for line in scene.lines):
        yield "? possible, not certain"
    yield from _key({id_: name for id_, name, *_ in scene.sets}, width)


def _packed(names: Sequence[str], room: int) -> list[str]:
    """Names with commas between them, none of them broken where it has room."""
    lines = [""]
    for i, name in enumerate(names):
        said = name + "," * (i < len(names) - 1)
        if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(said) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {said}".strip()
    return lines


# Lanes


def _lanes(scene: Lanes, width: int, marks: Marks) -> Iterator[str]:
    axis = scene.axis
    names = {lane.name: f"{lane.name} ({len(lane.marks):,})" for lane in scene.lanes}
    labels, wide = _labels(names.values(), width)
    cells = max(_NARROWEST, width - wide - len(_GAP))
    last = _cell(axis.last + 1, axis, cells) if axis.passes_last else None
    if labels:
        yield from _beside([""], wide, [heading(axis, cells)])
    for lane in scene.lanes:
        drawn = list(_lane(lane, axis, cells, marks, last))
        label = labels[names[lane.name]]
        yield from _beside(label, wide, drawn + [""] * (len(label) - len(drawn)))
    found = [mark.certain for lane in scene.lanes for mark in lane.marks]
    meanings = [f"{marks.certain} day known"] if any(found) else []
    if not all(found):
        meanings.append(f"{marks.possible} some day within, or not sure to be that day")
    if last is not None:
        meanings.append(f"{_LAST} {spoken(axis.last)}, the last day that the data covers")
    yield from _legend(meanings, width)


_LAST = "|"


def _lane(lane: Lane, axis: Axis, cells: int, marks: Marks, last: int | None) -> Iterator[str]:
    """Each mark on the first line on which it has room; one of a known day is one cell."""
    lines: list[list[str]] = []
    for mark in sorted(lane.marks, key=lambda mark: (mark.span.since, mark.span.until)):
        start, end = _cells(mark, axis, cells)
        gap = 0 if mark.certain else 1
        for line in lines:
            if not any(line[max(0, start - gap) : end + gap]):
                break
        else:
            line = [""] * cells
            lines.append(line)
        line[start:end] = [marks.certain if mark.certain else marks.possible] * (end - start)
    for line in lines:
        if last is not None and not line[last]:
            line[last] = _LAST
        yield "".join(cell or " " for cell in line)


def _cells(mark: Mark, axis: Axis, cells: int) -> tuple[int, int]:
    start = _cell(mark.span.since, axis, cells)
    end = start + 1 if mark.certain else _cell(mark.span.until - 1, axis, cells) + 1
    return start, end


def _cell(day: Day, axis: Axis, cells: int) -> int:
    """The cell in which a day is."""
    return (day - axis.first) * cells // (axis.end - axis.first)
