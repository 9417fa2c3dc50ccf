"""Columns of a table, and how they share the width of a terminal.

No word, date or id is broken. If there is too little width, columns give way in the order of their
`turn`, until the others have what they need; the main column gets the rest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from otscli.escaping import visible
from otscli.output.cells import Cell

GAP = 2
"""Blanks between columns."""

ROOMY = 130
"""Terminal width from which ids have room."""

WORDS = 20
"""Column width beyond which words are wrapped if others need the room."""

Fields = Mapping[str, Any]
Name = Callable[[str], str]
"""Returns the name of an id."""

Line = Callable[[Fields], tuple[str, list[Cell]]]
"""Returns the group and the cells of a row."""

_MAIN = 30  # characters that the main column gets before others exceed their minimum
_CODES = 15  # characters that a column of codes keeps: four of them
_PARTS = {False: re.compile(r"\S+"), True: re.compile(r"[^/]+/?")}  # a date breaks at its slash


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how the column gives way on a narrow terminal.

    `main` gets room first, as much as its `most`; for others that is the width beyond which
    words are wrapped if others need the room, None for what is never wrapped. `gives` says what
    happens at the column's `turn`: it is left out, its cells become codes, or it moves below the
    main column.
    """

    heading: str
    main: bool = False
    most: int | None = None
    right: bool = False
    dates: bool = False
    gives: Literal["", "out", "codes", "below"] = ""
    turn: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", visible(self.heading))


class Fitted(NamedTuple):
    """A visible column: its index, its width, and the form of its cells."""

    at: int
    width: int
    codes: bool = False


class Fit(NamedTuple):
    """The visible columns, and the indices of those moved below the main one."""

    shown: list[Fitted]
    below: list[int]


class _Sizes(NamedTuple):
    """Widths of a column: of its longest content, of its longest word, and its preferred width.

    `kept` is what the main column and those of codes get before the preferred widths.
    """

    full: int
    least: int
    wanted: int
    kept: int = 0


def fit(columns: Sequence[Column], lines: Sequence[Sequence[Cell]], width: int) -> Fit | None:
    """Return how the columns share a width, or None if even their minimum does not fit."""
    sizes: dict[tuple[int, bool], _Sizes] = {}

    def size(at: int, codes: bool) -> _Sizes:
        if (at, codes) not in sizes:
            sizes[at, codes] = _sizes(columns[at], [line[at] for line in lines], codes=codes)
        return sizes[at, codes]

    id_ = [i for i, column in enumerate(columns) if column.heading == "Id" and not column.gives]
    left = [i for i in range(len(columns)) if width >= ROOMY or i not in id_]
    codes: set[int] = set()
    below: list[int] = []
    turns = sorted(
        (i for i, column in enumerate(columns) if column.gives), key=lambda i: columns[i].turn
    )
    while not _room([size(i, i in codes).wanted for i in left], width):
        if turns:
            first = turns.pop(0)
            way = columns[first].gives
            codes |= {first} if way == "codes" else set()
            below += [first] if way == "below" else []
            left = left if way == "codes" else [i for i in left if i != first]
        elif _room([size(i, i in codes).least for i in left], width):
            break
        elif set(id_) & set(left):
            left = [i for i in left if i not in id_]
        else:
            return None
    found = [size(i, i in codes) for i in left]
    widths = _shared(found, [columns[i].main for i in left], width)
    shown = [Fitted(i, w, i in codes) for i, w in zip(left, widths, strict=True)]
    return Fit(shown, below)


def _sizes(column: Column, cells: Sequence[Cell], *, codes: bool) -> _Sizes:
    from rich.cells import cell_len

    texts = {column.heading, *(cell.short if codes and cell.short else cell.text for cell in cells)}
    full = max(cell_len(text) for text in texts)
    words = {word for text in texts for word in parts(text, dates=column.dates)}
    least = max((cell_len(word.rstrip()) for word in words), default=0)
    if column.main:
        wanted = max(least, min(full, column.most or _MAIN))
        return _Sizes(full, least, wanted, min(wanted, _MAIN))
    if column.most is None:
        return _Sizes(full, least, least) if column.dates else _Sizes(full, full, full)
    most = column.most // 2 if codes else column.most
    wanted = max(least, min(full, most))
    return _Sizes(full, least, wanted, min(wanted, _CODES) if codes else 0)


def _room(widths: Sequence[int], width: int) -> bool:
    return sum(widths) + GAP * (len(widths) - 1) <= width


def _shared(sizes: Sequence[_Sizes], main: Sequence[bool], width: int) -> list[int]:
    """Give each column its minimum, then its preferred width, then the rest: main columns first.

    Between the first two, the main column and those of codes get some room.
    """
    widths = [one.least for one in sizes]
    left = width - sum(widths) - GAP * (len(widths) - 1)
    order = sorted(range(len(sizes)), key=lambda i: not main[i])
    for goal in zip(*((one.kept, one.wanted, one.full) for one in sizes), strict=True):
        for i in order:
            more = max(0, min(left, goal[i] - widths[i]))
            widths[i] += more
            left -= more
    return widths


def parts(text: str, *, dates: bool = False) -> list[str]:
    """Return the unbreakable parts: words, or the dates of an interval."""
    return _PARTS[dates].findall(text)


def wrapped(text: str, width: int, *, dates: bool = False) -> list[str]:
    """Return the lines of a text, broken only between words; at least one."""
    from rich.cells import cell_len

    if cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    glue = "" if dates else " "
    for word in parts(text, dates=dates):
        if lines and cell_len(lines[-1]) + len(glue) + cell_len(word) <= width:
            lines[-1] += glue + word
        else:
            lines.append(word)
    return lines or [""]
