"""One open store."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any


class Store:
    """A compiled dataset, open for questions in SQL.

    `lang` (BCP 47) is the language in which states and organisations are named. `found` says
    that the store was kept by an earlier process, and may have been damaged since.
    """

    def __init__(
        self, connection: sqlite3.Connection, lang: str | None = None, *, found: bool = False
    ) -> None:
        self._connection = connection
        self.lang = lang
        self.found = found

    def rows(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query as they are found; a mapping binds `:name`."""
        try:
            return self._connection.execute(sql, parameters)
        except UnicodeEncodeError:  # half of a character, of which no record has one
            return self._connection.execute(sql, _whole(parameters))

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        return next(self.rows(sql, parameters), None)

    def execute(self, sql: str) -> None:
        """Run a statement that answers nothing, such as one that makes a temporary table."""
        self._connection.execute(sql)

    @cached_property
    def dataset(self) -> dict[str, Any]:
        """What the dataset says of itself: title, version, covered_to and so on."""
        import json

        row = self.row("SELECT value FROM meta WHERE key = 'dataset'")
        described: dict[str, Any] = json.loads(row[0]) if row else {}
        return dict(described.items())  # raises where it is none

    @cached_property
    def left_out(self) -> int:
        """How many faulty rows were left out when the store was made."""
        row = self.row("SELECT value FROM meta WHERE key = 'left out'")
        return int(row[0]) if row else 0

    @cached_property
    def reach(self) -> dict[str, dt.date]:
        """The last day that each dataset covers, where it says so; one alone has the name ""."""
        import json

        row = self.row("SELECT value FROM meta WHERE key = 'reach'")
        days: dict[str, str] = json.loads(row[0]) if row else {}
        return {label: dt.date.fromisoformat(day) for label, day in days.items()}

    def longest(self, type_: str) -> int:
        """Return the most days that a date of a record of this type spans, less one.

        Nothing that begins earlier than so many days before a day can reach it: with that,
        a window is one range of the index by date.
        """
        row = self.row("SELECT value FROM meta WHERE key = ?", (f"longest {type_}",))
        return int(row[0]) if row else 0

    def refuse_damage(self) -> None:
        """Raise `DatasetError` where damage can only be mended by whoever made the store."""

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _whole(parameters: Sequence[Any] | Mapping[str, Any]) -> Any:
    """Return bound values with a mark in place of what is half of a character."""
    if isinstance(parameters, Mapping):
        return dict(zip(parameters, _whole(list(parameters.values())), strict=True))
    return [
        value.encode(errors="replace").decode() if isinstance(value, str) else value
        for value in parameters
    ]
