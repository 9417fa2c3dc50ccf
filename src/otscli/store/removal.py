"""Removing records from a store: replaced ones, and faulty ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from otscli.dataset.findings import Mark

_DELETE = (
    "DELETE FROM record WHERE n = ?",
    "DELETE FROM tag WHERE n = ?",
    "DELETE FROM period WHERE n = ?",
    "DELETE FROM term WHERE n = ?",
    "DELETE FROM name WHERE n = ?",
)


def leave_out(connection: sqlite3.Connection, places: Iterable[Mark]) -> None:
    """Remove the records at these positions, but not what is only named there."""
    connection.execute("CREATE TEMP TABLE place (file, line, col)")
    connection.executemany("INSERT INTO place VALUES (?, ?, ?)", places)
    found = connection.execute(
        "SELECT n FROM record WHERE NOT placeholder "
        "AND (file, line, col) IN (SELECT file, line, col FROM place)"
    ).fetchall()
    connection.execute("DROP TABLE place")
    delete(connection, found)


def delete(connection: sqlite3.Connection, numbers: Sequence[tuple[int]]) -> None:
    """Delete records; their entries in the text index match nothing."""
    connection.execute("CREATE INDEX IF NOT EXISTS tag_by_record ON tag (n)")
    for sql in _DELETE:
        connection.executemany(sql, numbers)
