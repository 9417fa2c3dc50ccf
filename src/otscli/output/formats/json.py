"""`json`: one array, indented on a terminal, compact in a pipe."""

from __future__ import annotations

from otscli.answer import Answer, Row
from otscli.output.fields import FieldSelection
from otscli.output.terminal import Output


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the rows one by one."""
    between = "["
    for row in answer.rows:
        output.write(
            between + (_indented(row, selection) if output.terminal else _compact(row, selection))
        )
        between = ","
    output.write("[]\n" if between == "[" else "\n]\n" if output.terminal else "]\n")


def _compact(row: Row, selection: FieldSelection) -> str:
    return Row(fields=selection.pick(row)).text if selection else row.text


def _indented(row: Row, selection: FieldSelection) -> str:
    from otscli.escaping import indented

    return "\n  " + indented(selection.pick(row)).replace("\n", "\n  ")
