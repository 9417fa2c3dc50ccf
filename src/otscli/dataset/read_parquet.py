"""Parquet, read in batches; needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from otscli.choices import LIST_OF
from otscli.dataset.cells import native
from otscli.dataset.definitions import LISTS
from otscli.dataset.findings import Finding, Mark, Report
from otscli.dataset.lines import Unreadable
from otscli.dataset.record_types import type_of
from otscli.dataset.table import headings
from otscli.errors import DatasetError

YEAR = "year"
"""The partition column of an export."""

DAYS = ("start_day", "end_day")
"""Columns of an export with `start` and `end` as days."""

WINDOWS = ("since_first", "since_last", "until_first", "until_last")
"""Columns of an export with the first and last possible day of both ends of a membership."""

_DERIVED = frozenset([YEAR, *DAYS, *WINDOWS])

_BATCH = 10_000

Row = tuple[dict[str, Any], Mark, None]


def read_parquet(stream: IO[bytes], name: str, report: Report) -> Iterator[Row]:
    """Yield the rows of a file; the line of a row is its number.

    Raises `DatasetError` if pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise DatasetError(
            "Parquet takes pyarrow; install turkic-states[parquet], or give another format"
        ) from None
    number = 0
    try:
        with parquet.ParquetFile(stream) as file:
            columns = ["" if column in _DERIVED else column for column in file.schema_arrow.names]
            names, type_ = headings(columns, Mark(name, 1), report)
            for batch in file.iter_batches(batch_size=_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield _row(row, names, type_), Mark(name, number), None
    except Unreadable as end:
        report(end.finding)
    except (pa.ArrowException, OSError) as error:
        said = " ".join(str(error).split())
        report(Finding(Mark(name, number + 1), "error", f"not Parquet: {said}", "parquet"))


def _row(found: dict[str, Any], names: list[str], type_: str | None) -> dict[str, Any]:
    """Return a row with values of the types of a record."""
    type_ = type_ or found.get("type") or type_of(found | {"type": None})
    spec = LISTS[LIST_OF[type_]] if isinstance(type_, str) and type_ in LIST_OF else {}
    row: dict[str, Any] = {"type": type_}
    for value, name in zip(found.values(), names, strict=True):
        if name and value is not None:
            row[name] = native(value, spec[name].type if name in spec else None)
    return row
