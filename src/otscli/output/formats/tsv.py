"""`tsv`: like `csv`, separated by tabs, which no cell contains."""

from __future__ import annotations

from otscli.answer import Answer
from otscli.output.fields import FieldSelection, columns, values_of
from otscli.output.formats.csv import cell
from otscli.output.terminal import Output


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the header, then the rows one by one."""
    names = columns(answer, selection)
    output.write("\t".join([cell(name) for name in names]) + "\n")
    read = values_of(names)
    for row in answer.rows:
        output.write("\t".join(map(cell, read(row.fields))) + "\n")
