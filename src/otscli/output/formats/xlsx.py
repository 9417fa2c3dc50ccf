"""`xlsx`: a workbook with the rows on one sheet, and a description of the data on the first.

Text stays text: no cell is a formula, a link, or a date that Excel made of something else. First
and last possible days are dates.
"""

from __future__ import annotations

from io import BytesIO

from otscli.answer import Answer
from otscli.output.fields import FieldSelection, columns, values_of
from otscli.output.terminal import Output

_DAYS = {"start", "end", "start_max", "end_min"}


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the workbook. Raises `QueryError` if a sheet cannot hold the rows."""
    from otscli.output.workbook import Sheet, write_workbook

    names = columns(answer, selection)
    read = values_of(names)
    rows = (read(row.fields) for row in answer.rows)
    made = BytesIO()
    about = dict(answer.about)
    if answer.caption:
        about["caption"] = answer.caption
    write_workbook(made, about, [Sheet("rows", names, rows, _DAYS)], shown=1)
    output.write_bytes(made.getvalue())
