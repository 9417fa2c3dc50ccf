"""`jsonl`: one JSON object a line, nothing where there are no rows."""

from __future__ import annotations

from otscli.output.fields import Selection
from otscli.output.sink import Sink
from otscli.query.answer import Answer
from otscli.store.documents import encode


def write(answer: Answer, sink: Sink, selection: Selection) -> None:
    """Write the rows as they come."""
    for row in answer.rows:
        sink.write((encode(selection.pick(row)) if selection else row.text) + "\n")
