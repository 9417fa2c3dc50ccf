"""Exclusive sets of states: who is in exactly which organisations."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer, Look
from otscli.drawing.scene import Fields, SetLine, Sets, count, frame, last_day, listed, spoken
from otscli.escaping import visible


def sets(answer: Answer, look: Look, rows: Sequence[Fields]) -> Sets:
    """Return the sets of rows with `organizations`, `states` and `possible`, the largest first."""
    shown = answer.names()

    def name(id_: str) -> str:
        return visible(shown.get(id_, id_))

    named = answer.keys or dict.fromkeys(key for row in rows for key in row["organizations"])
    keys = [visible(key) for key in named]
    lines = [_line(row, list(named)) for row in rows if row["states"]]
    lines.sort(key=lambda line: (-len(line.certain) - len(line.possible), line.inside[::-1]))
    sizes = [
        (
            sum(len(line.certain) for line in lines if line.inside[i]),
            sum(len(line.possible) for line in lines if line.inside[i]),
        )
        for i in range(len(keys))
    ]
    day = answer.day.toordinal() if answer.day else last_day(answer)
    states = {state for line in lines for state in (*line.certain, *line.possible)}
    said = "The answer has no states to draw."
    if lines:
        first = lines[0]
        size = len(first.certain) + len(first.possible)
        largest = [line for line in lines if len(line.certain) + len(line.possible) == size]
        where = listed([key for key, is_in in zip(keys, first.inside, strict=True) if is_in])
        possibly = f", {len(first.possible):,} of them possibly" if first.possible else ""
        said = f"{count(len(states), 'state')}; the largest group, {size:,}, is in {where} only"
        if len(largest) > 1:
            said, possibly = f"{count(len(states), 'state')}; no group is larger than {size:,}", ""
        said = f"{said}{possibly}."
    return Sets(
        frame(answer, look, f"Which states are in which of these on {spoken(day)}", said),
        tuple((key, name(id_), *size) for key, id_, size in zip(keys, named, sizes, strict=True)),
        tuple(lines),
        {state: name(state) for state in sorted(states)},
    )


def _line(row: Fields, keys: Sequence[str]) -> SetLine:
    possible = set(row.get("possible") or ())
    return SetLine(
        tuple(key in row["organizations"] for key in keys),
        tuple(visible(state) for state in row["states"] if state not in possible),
        tuple(visible(state) for state in row["states"] if state in possible),
    )
