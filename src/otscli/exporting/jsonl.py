"""`jsonl`: every record of every type, one JSON object per line."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from otscli.exporting.records import Records
from otscli.store.store import Store


def pour(store: Store, stream: IO[str]) -> None:
    """Write the records to an open stream, one by one."""
    for row in Records(store).all():
        stream.write(row.text + "\n")


def write(store: Store, file: Path) -> None:
    """Write the records to a file."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        pour(store, stream)
