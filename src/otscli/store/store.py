"""An open store."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any


class Store:
    """A compiled dataset, open for SQL queries.

    `lang` (BCP 47) is the language of the names of states and organisations. `found` says that an
    earlier process made the store, which may have been damaged since.
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
        """Yield the rows of a query one by one; a mapping binds `:name`."""
        try:
            return self._connection.execute(sql, parameters)
        except UnicodeEncodeError:  # a lone surrogate, which no record contains
            return self._connection.execute(sql, _whole(parameters))

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        return next(self.rows(sql, parameters), None)

    def execute(self, sql: str) -> None:
        """Run a statement without a result, such as one that creates a temporary table."""
        self._connection.execute(sql)

    @cached_property
    def dataset(self) -> dict[str, Any]:
        """The description of the dataset: title, version, covered_to and so on."""
        return self._object("dataset")

    @cached_property
    def left_out(self) -> int:
        """The number of faulty rows that were left out."""
        row = self.row("SELECT value FROM meta WHERE key = 'left out'")
        return int(row[0]) if row else 0

    @cached_property
    def reach(self) -> dict[str, dt.date]:
        """The last day of each dataset, if it says one; the only dataset has the name ""."""
        days = self._object("reach")
        return {label: dt.date.fromisoformat(day) for label, day in days.items()}

    def _object(self, key: str) -> dict[str, Any]:
        """An object of JSON, parsed by SQLite: most questions need no other JSON."""
        row = self.row("SELECT value, json_type(value) FROM meta WHERE key = ?", (key,))
        if row and row[1] != "object":
            raise ValueError(f"{key} is no object")
        return dict(self._members(row[0])) if row else {}

    def _members(self, text: str) -> Iterator[tuple[str, Any]]:
        for name, type_, value in self.rows("SELECT key, type, value FROM json_each(?)", (text,)):
            if type_ == "object":
                yield name, dict(self._members(value))
            elif type_ == "array":
                yield name, [one for _, one in self._members(value)]
            else:
                yield name, type_ == "true" if type_ in {"true", "false"} else value

    def longest(self, type_: str) -> int:
        """Return the longest span in days of a date of this record type, less one.

        Nothing that begins earlier than that before a day can reach it, so a window is one range of
        the index by date.
        """
        row = self.row("SELECT value FROM meta WHERE key = ?", (f"longest {type_}",))
        return int(row[0]) if row else 0

    def refuse_damage(self) -> None:
        """Raise `DatasetError` if only the maker of the store can repair it."""

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _whole(parameters: Sequence[Any] | Mapping[str, Any]) -> Any:
    """Return bound values with lone surrogates replaced."""
    if isinstance(parameters, Mapping):
        return dict(zip(parameters, _whole(list(parameters.values())), strict=True))
    return [
        value.encode(errors="replace").decode() if isinstance(value, str) else value
        for value in parameters
    ]
