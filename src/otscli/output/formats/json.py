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
    import json

    from otscli.escaping import escape_json

    text = escape_json(json.dumps(selection.pick(row), ensure_ascii=False, indent=2))
    return "\n  " + text.replace("\n", "\n  ")
