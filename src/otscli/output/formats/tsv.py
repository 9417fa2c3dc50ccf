"""`tsv`: like `csv`, separated by tabs, which no cell contains."""

from __future__ import annotations

from otscli.answer import Answer
from otscli.output.fields import FieldSelection, columns, value_at
from otscli.output.formats.csv import cell
from otscli.output.terminal import Output


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the header, then the rows one by one."""
    names = columns(answer, selection)
    output.write("\t".join([cell(name) for name in names]) + "\n")
    for row in answer.rows:
        output.write("\t".join([cell(value_at(row.fields, name)) for name in names]) + "\n")
