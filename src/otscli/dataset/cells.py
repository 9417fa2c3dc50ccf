"""Cells of a table, converted to values of records.

A table comes from a spreadsheet, from R, from pandas: flags in capitals, whole numbers with a
decimal point, blanks around codes, typed columns of dates. What cannot be understood is left as it
is, and validation reports it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from otscli.dataset.definitions import Choice, Date, Flag, Group, Many, Number, Ref, Text, Type
from otscli.dataset.json_text import JsonFault, decode

_ESCAPE = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|\\)")
_WHOLE = re.compile(r"([0-9]+)\.0+")
_FLAGS = {"true": True, "false": False}


def undo(text: str) -> str:
    """Undo the escapes of control characters and backslashes."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda match: "\\" if match.group(1) == "\\" else chr(int(match.group(1)[1:], 16)), text
    )


def unguarded(text: str) -> str:
    """Undo the guard against formulas and the escapes that `ots` writes in a cell."""
    return undo(text.removeprefix("'"))


Convert = Callable[[str], Any]


def conversion(type_: Type | None, *, written: bool) -> Convert | None:
    """Return the function that converts a cell; None if the text is the value.

    `written` says that `ots` wrote the table, so guards and escapes are undone. The function may
    raise `ValueError`.
    """
    if isinstance(type_, Group) or (isinstance(type_, Many) and isinstance(type_.of, Group)):
        return _from_json_written if written else _from_json
    if isinstance(type_, Many):
        return _items_written if written else _items
    if isinstance(type_, Number):
        return _number
    if isinstance(type_, Flag):
        return _flag
    if written:
        return unguarded
    return None if type_ is None or type_ == Text() else str.strip


def _from_json(cell: str) -> Any:
    try:
        return decode(cell)
    except JsonFault as fault:
        raise ValueError(fault.message) from None


def _from_json_written(cell: str) -> Any:
    return _from_json(unguarded(cell))


def _items(cell: str) -> list[str]:
    return [item for part in cell.split(";") if (item := part.strip())]


def _items_written(cell: str) -> list[str]:
    return [undo(item) for item in cell.removeprefix("'").split(";")]


def _number(cell: str) -> int | str:
    value = whole(cell)
    return cell if value is None else value


def whole(cell: str) -> int | None:
    """Return the whole number in a cell, which may have a decimal point; None if there is none."""
    text = cell.strip()
    if found := _WHOLE.fullmatch(text):
        text = found[1]
    return int(text) if is_whole(text) else None


def is_whole(text: str) -> bool:
    """Whether a text is a whole number as in records: up to 18 digits, no leading zero."""
    digits = len(text) <= 18 and text.isascii() and text.isdecimal()
    return digits and (text[0] != "0" or text == "0")


def _flag(cell: str) -> bool | str:
    return _FLAGS.get(cell.strip().lower(), cell)


def native(value: Any, type_: Type | None) -> Any:
    """Convert a value of a typed column to the type of a record's field."""
    if isinstance(value, dict) and isinstance(type_, Group):
        fields = type_.fields
        return {
            key: native(inner, fields[key].type if key in fields else None)
            for key, inner in value.items()
        }
    if isinstance(value, list) and isinstance(type_, Many):
        return [native(item, type_.of) for item in value]
    if isinstance(value, str):
        return _text(value, type_)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        value = _of_float(value)
    if isinstance(type_, Text | Date | Ref | Choice) and type(value) is int:
        return f"{value:04}" if isinstance(type_, Date) else str(value)
    return value


def _text(value: str, type_: Type | None) -> Any:
    if isinstance(type_, Number | Flag):
        convert = conversion(type_, written=False)
        return convert(value) if convert else value
    return value if type_ is None or type_ == Text() else value.strip()


def _of_float(value: float | Decimal) -> Any:
    """Return a whole number as an integer, and NaN as None."""
    if value != value:  # noqa: PLR0124 - what NaN is known by
        return None
    return int(value) if value == value // 1 else float(value)
