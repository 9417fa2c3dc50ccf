"""`jsonl`: one JSON object per line."""

from __future__ import annotations

from otscli.answer import Answer, Row
from otscli.output.fields import FieldSelection
from otscli.output.terminal import Output


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the rows one by one."""
    for row in answer.rows:
        output.write((Row(fields=selection.pick(row)).text if selection else row.text) + "\n")
