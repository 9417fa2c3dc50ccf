"""Parquet, read in batches; it takes the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from otscli.dataset.findings import Finding, Mark, Report
from otscli.errors import DatasetError

YEAR = "year"
"""The column by which an export is parted into folders."""

DAYS = ("start_day", "end_day")
"""Columns of an export with `start` and `end` as days."""

WINDOWS = ("since_first", "since_last", "until_first", "until_last")
"""Columns of an export with the first and last possible day of both ends of a membership."""

_DERIVED = frozenset([YEAR, *DAYS, *WINDOWS])


def read_parquet(
    path: Path, name: str, report: Report
) -> Iterator[tuple[dict[str, Any], Mark, None]]:
    """Yield the rows of a file; the line of a row counts rows.

    Raises `DatasetError` where pyarrow is not installed.
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
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=10_000):
                for row in batch.to_pylist():
                    number += 1
                    yield _plain(row), Mark(name, number), None
    except (pa.ArrowException, OSError) as error:
        told = " ".join(str(error).split())
        report(Finding(Mark(name, number + 1), "error", f"not Parquet: {told}", "parquet"))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Leave the derived columns of dates out, which are days and not text."""
    return {key: value for key, value in row.items() if key not in _DERIVED}
