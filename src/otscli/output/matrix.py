"""An overlap as a matrix: states and organisations crossed."""

from __future__ import annotations

from collections.abc import Mapping

from otscli.answer import Answer
from otscli.escaping import visible
from otscli.output.cells import STATUS_STYLES, Cell
from otscli.output.columns import Column, Fields, fit

_SHORT = {
    "member": "member",
    "associate": "assoc.",
    "candidate": "cand.",
    "observer": "obs.",
    "partner": "partner",
    "applicant": "appl.",
}
_SHORTER = {**_SHORT, "member": "mem.", "partner": "part."}
_WHOLE = {status: status for status in _SHORT}

SHORT_WORDS = {short: status for status, short in _SHORTER.items()}
"""The short words of a matrix, and their statuses."""


def _statuses(cell: Fields, short: Mapping[str, str]) -> str:
    """Every status of a cell in short; a question mark follows what only possibly holds."""
    return ", ".join(
        short[one["status"]] + "?" * (not one["certain"]) for one in (cell, *cell["also"])
    )


def matrix(answer: Answer, width: int | None) -> tuple[list[Column], list[list[Cell]]]:
    """Return the columns and lines of a matrix, with the longer side as lines.

    A terminal has short words, which are abbreviated further if they are too wide for it.
    """
    held = {row.fields["state"]: row.fields["memberships"] for row in answer.rows}
    shown = answer.names() if answer.named else {}
    down, across = list(answer.keys), list(held)
    states_down = len(across) > len(down)
    if states_down:
        down, across = across, down

    def named(id_: str) -> str:
        return visible(shown.get(id_, id_))

    def cell(line: str, column: str, short: Mapping[str, str]) -> Cell:
        state, key = (line, column) if states_down else (column, line)
        found = held[state][key]
        if found is None:
            return Cell("·", "dim")
        return Cell(_statuses(found, short), STATUS_STYLES[found["status"]])

    def lines(short: Mapping[str, str]) -> list[list[Cell]]:
        return [
            [Cell(named(line), "bold"), *(cell(line, column, short) for column in across)]
            for line in down
        ]

    headings = [
        Column("", most=30 if answer.named else None),
        *(Column(named(column), most=len("partner")) for column in across),
    ]
    drawn = lines(_WHOLE if width is None else _SHORT)
    if width is not None and fit(headings, drawn, width) is None:
        drawn = lines(_SHORTER)
    return headings, drawn
