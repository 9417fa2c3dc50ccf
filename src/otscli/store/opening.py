"""The file of a finished store: its version, its definition, and how it is opened."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from otscli._version import __version__

STORE_VERSION = f"ots {__version__}, store 9"
"""The program's version and the layout of the store; a store of another is stale."""

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
"""What a question to a damaged store may raise, beside an `OtsError`, which is none of that."""


def definition(name: str) -> str:
    """Return the SQL of `tables.sql` or `indexes.sql`."""
    from importlib.resources import files

    return (files("otscli.store") / name).read_text(encoding="utf-8")


def open_file(path: Path) -> sqlite3.Connection:
    """Open a finished store, which nobody changes.

    Raises `OSError` or `sqlite3.Error` where it is not whole.
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
