"""One open store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any


class Store:
    """A compiled dataset, open for questions in SQL."""

    def __init__(self, connection: sqlite3.Connection, lang: str | None = None) -> None:
        self._connection = connection
        self.lang = lang  # BCP 47: the language in which states and organisations are named

    def rows(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query as they are found; a mapping binds `:name`."""
        return self._connection.execute(sql, parameters)

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        row: tuple[Any, ...] | None = self._connection.execute(sql, parameters).fetchone()
        return row

    @cached_property
    def dataset(self) -> dict[str, Any]:
        """What the dataset says of itself: title, version, covered_to and so on."""
        import json

        row = self.row("SELECT value FROM meta WHERE key = 'dataset'")
        described: dict[str, Any] = json.loads(row[0]) if row else {}
        return described

    def longest(self, type_: str) -> int:
        """Return the most days that a date of a record of this type spans, less one.

        Nothing that begins earlier than so many days before a day can reach it: with that,
        a window is one range of the index by date.
        """
        row = self.row("SELECT value FROM meta WHERE key = ?", (f"longest {type_}",))
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
