"""`csv` (RFC 4180) and `tsv`, both with a header: safe to open, and lossless to read back.

Nested fields become columns, a list of codes is joined by `;`, a list of objects is a JSON
cell, null is empty. A cell that a spreadsheet could take for a formula gets one `'` in front;
control characters and backslashes are written as `\\xNN`, `\\uNNNN` and `\\\\`.
"""

from __future__ import annotations

import csv
import re
from typing import Any

from otscli.encoding import encode
from otscli.output.fields import Selection, columns, value_at
from otscli.output.sink import Sink
from otscli.output.visible import escape
from otscli.query.answer import Answer

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\\\\\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def write(answer: Answer, sink: Sink, selection: Selection) -> None:
    """Write the header, and the rows as they come."""
    names = columns(answer, selection)
    if sink.format == "csv":
        writer = csv.writer(sink, lineterminator="\r\n")
        writer.writerow(names)
        for row in answer.rows:
            writer.writerow([cell(value_at(row.fields, name)) for name in names])
        return
    sink.write("\t".join(names) + "\n")
    for row in answer.rows:
        sink.write("\t".join([cell(value_at(row.fields, name)) for name in names]) + "\n")


def cell(value: Any) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, str):
        text = _HIDDEN.sub(_visible, value)
        return f"'{text}" if value.startswith(_FORMULA) else text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        joined = ";".join(_HIDDEN.sub(_visible, item).replace(";", "\\x3b") for item in value)
        return f"'{joined}" if joined.startswith(_FORMULA) else joined
    return _HIDDEN.sub(_visible, encode(value))


def _visible(match: re.Match[str]) -> str:
    return "\\\\" if match.group() == "\\" else escape(match.group())
