"""CSV and TSV, as `ots … -f csv` and `-f tsv` write them, read back without a loss."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from otscli.choices import LIST_OF
from otscli.dataset.definitions import LISTS, Flag, Group, Many, Number, Type
from otscli.dataset.findings import Finding, Mark, Report
from otscli.dataset.from_output import type_of

_ESCAPE = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|\\)")

Row = tuple[dict[str, Any], Mark, None]


def read_flat(file: IO[bytes], name: str, report: Report, *, tabs: bool) -> Iterator[Row]:
    """Yield the row of every line behind the header, with what its cells stand for."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    reader: Any = _tab_separated(text) if tabs else csv.reader(text, strict=True)
    try:
        header = next(reader, None) or []
        for cells in reader:
            mark = Mark(name, reader.line_num)
            if not cells:
                continue
            if len(cells) != len(header):
                message = f"has {len(cells)} cells, and the header {len(header)}"
                report(Finding(mark, "error", message, "columns"))
                continue
            yield from _row(header, cells, mark, report)
    except csv.Error as error:
        report(Finding(Mark(name, reader.line_num or 1), "error", f"not CSV: {error}", "csv"))
    except UnicodeDecodeError:
        mark = Mark(name, (reader.line_num or 0) + 1)
        report(Finding(mark, "error", "is not UTF-8 here; save it as UTF-8", "csv"))
    finally:
        text.detach()  # whoever opened the file closes it


class _tab_separated:  # noqa: N801 - stands beside csv.reader
    """Lines split at tabs, with the number of the line as `csv.reader` has it."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self.line_num = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        self.line_num += 1
        return next(self._text).rstrip("\r\n").split("\t")


def _row(header: list[str], cells: list[str], mark: Mark, report: Report) -> Iterator[Row]:
    plain = {key: cell for key, cell in zip(header, cells, strict=True) if cell}
    type_ = type_of({"type": None, **plain})
    spec = LISTS[LIST_OF[type_]] if type_ else {}
    row: dict[str, Any] = {}
    for column, cell in plain.items():
        key, _, inner = column.partition(".")
        field = spec.get(key)
        try:
            value = _value(cell, field.type if field and not inner else None)
        except ValueError as error:
            report(Finding(mark, "error", f"{column!r}: {error}", "cell"))
            continue
        if inner:
            group = row.setdefault(key, {})
            group[inner] = value
        else:
            row[key] = value
    if row:
        yield row, mark, None


def _value(cell: str, type_: Type | None) -> Any:
    """Return what a cell stands for. Raises `ValueError`."""
    text = cell.removeprefix("'")
    match type_:
        case Many(of=Group()) | Group():
            return json.loads(undo(text))
        case Many():
            return [undo(item) for item in text.split(";")]
        case Number():
            return int(text)
        case Flag():
            return {"true": True, "false": False}.get(text, text)
    return undo(text)


def undo(text: str) -> str:
    """Undo the escapes of control characters and backslashes."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda match: "\\" if match.group(1) == "\\" else chr(int(match.group(1)[1:], 16)), text
    )
