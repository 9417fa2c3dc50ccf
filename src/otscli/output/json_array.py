"""`json`: one array, indented on a terminal, compact in a pipe."""

from __future__ import annotations

from otscli.output.fields import Selection
from otscli.output.sink import Sink
from otscli.query.answer import Answer, Row


def write(answer: Answer, sink: Sink, selection: Selection) -> None:
    """Write the rows as they come."""
    between = "["
    for row in answer.rows:
        sink.write(
            between + (_indented(row, selection) if sink.terminal else _compact(row, selection))
        )
        between = ","
    sink.write("[]\n" if between == "[" else "\n]\n" if sink.terminal else "]\n")


def _compact(row: Row, selection: Selection) -> str:
    return Row(fields=selection.pick(row)).text if selection else row.text


def _indented(row: Row, selection: Selection) -> str:
    import json

    from otscli.encoding import escape

    text = escape(json.dumps(selection.pick(row), ensure_ascii=False, indent=2))
    return "\n  " + text.replace("\n", "\n  ")
