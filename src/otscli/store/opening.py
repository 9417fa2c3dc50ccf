"""Opening a finished store: its version and its definition."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from otscli._version import __version__

STORE_VERSION = f"ots {__version__}, store 9"
"""The program's version and the version of the store's layout; others are stale."""

DAMAGE = (
    sqlite3.Error,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a query on a damaged store may raise, in addition to `OtsError`."""


def definition(name: str) -> str:
    """Return the SQL of `tables.sql` or `indexes.sql`."""
    from importlib.resources import files

    return (files("otscli.store") / name).read_text(encoding="utf-8")


def open_file(path: Path) -> sqlite3.Connection:
    """Open a finished store read-only.

    Raises `OSError` or `sqlite3.Error` if it is incomplete.
    """
    if not path.is_file():
        raise OSError("is no file")
    with path.open("rb") as file:
        head = file.read(100)
    pages, size = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    if pages * (65_536 if size == 1 else size) != path.stat().st_size:
        raise sqlite3.DatabaseError("cut short")
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)
