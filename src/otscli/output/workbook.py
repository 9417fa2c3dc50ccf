"""Workbooks of Excel (OOXML): no cell is a formula, and none holds what Excel made of a text.

A date as recorded is text, since Excel has no month without a day. First and last possible days
are dates that can be sorted and subtracted, text only before March 1900, where Excel's calendar
is wrong. The same rows give the same bytes, since the workbook is dated by the data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from otscli.dates import parse
from otscli.errors import QueryError
from otscli.escaping import encode, visible

_ROWS, _LETTERS = 1_048_576, 32_767  # limits of a sheet and a cell
_WIDEST = 60
_PLAIN = {
    "in_memory": True,  # no temporary files, for which there may be no room
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_EARLIEST = dt.datetime(1980, 1, 1)  # of what an archive can hold
_FIRST_DAY = "1900-03-01"  # Excel has a 29 February 1900


class Sheet(NamedTuple):
    """One sheet: its name, the headings, the rows of values, and which columns hold days."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    days: Collection[str] = ()


def write_workbook(
    target: Path | BytesIO, about: Mapping[str, Any], sheets: Iterable[Sheet], shown: int = 0
) -> None:
    """Write a workbook whose first sheet describes the data; the sheet `shown` is active.

    Raises `QueryError` if a sheet cannot hold all rows.
    """
    workbook = xlsxwriter.Workbook(target, _PLAIN)
    workbook.set_properties({"title": visible(about.get("title", "")), "created": _created(about)})
    styles = _Styles(
        workbook.add_format({"bold": True}),
        workbook.add_format({"text_wrap": True}),
        workbook.add_format({"num_format": "yyyy-mm-dd"}),
    )
    front = Sheet("about", ("name", "value"), about_rows(about))
    for i, sheet in enumerate((front, *sheets)):
        made = workbook.add_worksheet(sheet.name)
        _fill(made, sheet, styles)
        if i == shown:
            made.activate()
    workbook.close()


def about_rows(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the description of the dataset, one field per row."""
    return [
        (key, " ".join(value) if isinstance(value, (list, tuple)) else str(value))
        for key, value in about.items()
        if value is not None
    ]


def _created(about: Mapping[str, Any]) -> dt.datetime:
    recorded = about.get("compiled") or about.get("covered_to")
    day = parse(recorded).last if recorded else _EARLIEST.date()
    return max(dt.datetime.combine(day, dt.time()), _EARLIEST)


class _Styles(NamedTuple):
    heading: Any
    wrapped: Any
    day: Any


def _fill(made: Any, sheet: Sheet, styles: _Styles) -> None:
    widths = [len(name) for name in sheet.columns]
    for i, name in enumerate(sheet.columns):
        made.write_string(0, i, visible(name), styles.heading)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last == _ROWS:
            raise QueryError(f"a sheet holds {_ROWS - 1:,} rows, and there are more; use csv")
        for i, value in enumerate(row):
            if value and sheet.columns[i] in sheet.days and value >= _FIRST_DAY:
                day = dt.datetime.fromisoformat(value)
                made.write_datetime(last, i, day, styles.day)
                widths[i] = max(widths[i], len(value))
            else:
                widths[i] = max(widths[i], _write(made, last, i, value, styles.wrapped))
    made.freeze_panes(1, 0)
    for i, width in enumerate(widths):
        made.set_column(i, i, min(width, _WIDEST) + 2)
    if sheet.columns:
        made.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write(made: Any, row: int, column: int, value: Any, wrapped: Any) -> int:
    """Write a value; return its width."""
    if value is None or value in ([], ()):
        return 0
    if isinstance(value, bool):
        made.write_boolean(row, column, value)
        return 5
    if isinstance(value, int):
        made.write_number(row, column, value)
        return len(str(value))
    text = cell(value)
    made.write_string(row, column, text, wrapped if len(text) > _WIDEST else None)
    return len(text)


def cell(value: Any) -> str:
    """Return a value as the text of a cell: lists of codes are joined by `;`, objects are JSON."""
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        value = ";".join(value)
    text = visible(value) if isinstance(value, str) else encode(value)
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…"
