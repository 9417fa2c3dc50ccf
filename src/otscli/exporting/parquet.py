"""`parquet`: a folder for SQL engines, with a folder per list, dated lists by year.

Every field is as recorded, and each date also as real days: `start_day` and `end_day`, and for a
membership the first and last possible day of both ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pyarrow as pa
from pyarrow import parquet

from otscli.answer import Row
from otscli.base_record import Record, field_types
from otscli.choices import LIST_OF
from otscli.dataset.read_parquet import DAYS, WINDOWS, YEAR
from otscli.exporting.csv import write_about
from otscli.exporting.records import ALIASES, OF_A_QUESTION, Records
from otscli.records import TYPES
from otscli.store.store import Store

BY_YEAR = ("event", "fact")
"""Types whose records are partitioned by the year of their first possible day."""

DATED = (*BY_YEAR, "membership")
"""Types with a first and last possible day.

Memberships are not partitioned: each may matter in any year.
"""

_UNDATED = "__HIVE_DEFAULT_PARTITION__"  # the name that engines read as null
_WINDOWS_OF = (
    "SELECT since_first, since_last, until_first, until_last "
    "FROM period JOIN record USING (n) WHERE id = ?"
)
_BATCH = 5_000  # records in memory at once


def write(store: Store, folder: Path) -> None:
    """Write every list; an empty one is a file without rows, so that every table exists."""
    write_about(store, folder)
    records = Records(store)
    for type_, list_ in LIST_OF.items():
        schema = _schema(type_)
        rows = (_columns(store, type_, row) for row in records.of(type_))
        if type_ not in BY_YEAR:
            _write(folder / list_, rows, schema)
            continue
        for year, same in groupby(rows, key=_year):
            _write(folder / list_ / f"{YEAR}={year}", same, schema)
        if not (folder / list_).exists():
            _write(folder / list_ / f"{YEAR}={_UNDATED}", [], schema)


def _year(fields: Mapping[str, Any]) -> str:
    start: str | None = fields["start"]
    return start[:4] if start else _UNDATED


def _write(folder: Path, rows: Iterable[Mapping[str, Any]], schema: Any) -> None:
    """Write one file, in batches."""
    folder.mkdir(parents=True)
    left = iter(rows)
    with parquet.ParquetWriter(folder / "part-0.parquet", schema, compression="zstd") as writer:
        while batch := list(islice(left, _BATCH)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema))


def _columns(store: Store, type_: str, row: Row) -> Mapping[str, Any]:
    """Return the fields of a record with its dates as days."""
    fields = dict(row.fields)
    if type_ in DATED:
        fields |= {name: _day(fields[name.removesuffix("_day")]) for name in DAYS}
    if type_ == "membership":
        windows = store.row(_WINDOWS_OF, (fields["id"],)) or ()
        fields |= dict(zip(WINDOWS, map(_day, windows), strict=True))
    return fields


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None  # without the mark of no end


def _schema(type_: str) -> Any:
    """Return the columns of a type of record."""
    columns = [*_fields(TYPES[type_])]
    if type_ in DATED:
        columns += [(name, pa.date32()) for name in DAYS]
    if type_ == "membership":
        columns += [(name, pa.date32()) for name in WINDOWS]
    return pa.schema([*columns, (ALIASES, pa.list_(pa.string()))])


def _fields(cls: type[Record]) -> Iterator[tuple[str, Any]]:
    for name, hint in field_types(cls).items():
        if name not in OF_A_QUESTION:
            yield name.rstrip("_"), _type(hint)


def _type(hint: Any) -> Any:
    """Return the type of a column from that of a field."""
    if get_origin(hint) in {Union, UnionType}:
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if get_origin(hint) is tuple:
        return pa.list_(_type(get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, Record):
        return pa.struct(list(_fields(hint)))
    return {bool: pa.bool_(), int: pa.int64()}.get(hint, pa.string())
