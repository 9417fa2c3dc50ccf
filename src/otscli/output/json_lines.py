"""`jsonl`: one JSON object a line, nothing where there are no rows."""

from __future__ import annotations

from otscli.output.fields import Selection
from otscli.output.sink import Sink
from otscli.query.answer import Answer, Row


def write(answer: Answer, sink: Sink, selection: Selection) -> None:
    """Write the rows as they come."""
    for row in answer.rows:
        sink.write((Row(fields=selection.pick(row)).text if selection else row.text) + "\n")
