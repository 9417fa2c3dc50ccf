"""`jsonl`: one JSON object a line, nothing where there are no rows."""

from __future__ import annotations

from otscli.answer import Answer, Row
from otscli.output.fields import FieldSelection
from otscli.output.terminal import Output


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the rows as they come."""
    for row in answer.rows:
        output.write((Row(fields=selection.pick(row)).text if selection else row.text) + "\n")
