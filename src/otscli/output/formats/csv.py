"""`csv` (RFC 4180) with a header: safe to open, and lossless to read back.

Nested fields become columns, a list of codes is joined by `;`, a list of objects is a JSON cell,
null is empty. A cell that a spreadsheet could take for a formula gets a `'` in front; control
characters and backslashes are written as `\\xNN`, `\\uNNNN` and `\\\\`.
"""

from __future__ import annotations

import csv
from typing import Any

from otscli.answer import Answer
from otscli.escaping import encode, reversible
from otscli.output.fields import FieldSelection, columns, values_of
from otscli.output.terminal import Output

_STRINGS = {str}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the header, then the rows one by one."""
    names = columns(answer, selection)
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow([cell(name) for name in names])
    read = values_of(names)
    writer.writerows(map(cell, read(row.fields)) for row in answer.rows)


def cell(value: Any) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, str):
        text = reversible(value)
        return f"'{text}" if value.startswith(_FORMULA) else text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list) and set(map(type, value)) <= _STRINGS:
        joined = ";".join([reversible(item).replace(";", "\\x3b") for item in value])
        return f"'{joined}" if joined.startswith(_FORMULA) else joined
    return reversible(encode(value))
