"""`xlsx`: a workbook with a sheet for each table that has rows, after one about the data."""

from __future__ import annotations

from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, Any

from otscli.exporting.tables import tables
from otscli.output.workbook import Sheet, write_workbook
from otscli.store.store import Store


def write(store: Store, file: Path) -> None:
    """Write the workbook to a file. Raises `QueryError` if a sheet cannot hold the rows."""
    file.write_bytes(_made(store))


def pour(store: Store, stream: IO[str]) -> None:
    """Write the workbook to an open stream."""
    binary: Any = stream
    stream.flush()
    binary.buffer.write(_made(store))
    binary.buffer.flush()


def _made(store: Store) -> bytes:
    columns = ("table", "column", "meaning")
    about, *others = tables(store)
    dictionary = Sheet(
        "columns",
        columns,
        [(table.name, column.name, column.meaning) for table in others for column in table.columns],
    )
    sheets = [dictionary]
    for table in others:
        rows = table.rows()
        if first := next(rows, None):
            days = {column.name for column in table.columns if column.kind == "day"}
            sheets.append(Sheet(table.name, table.names, chain([first], rows), days))
    made = BytesIO()
    write_workbook(made, dict(about.rows()), sheets)
    return made.getvalue()
