"""A store that somebody else made: trusted for its records only.

It must have the program's own tables and indexes and nothing else: views, triggers and further
tables could run foreign SQL. Each row of an answer has a time limit. Text comes out with control
characters escaped, and documents are parsed and written again.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NoReturn

from otscli.errors import DatasetError, OtsError
from otscli.escaping import encode, escape_controls
from otscli.store.opening import DAMAGE, STORE_VERSION, definition, open_file
from otscli.store.store import Store

_SECONDS = 30.0  # of CPU time until the next row of an answer
_LONGEST = 2**25  # maximum bytes of a value
_STEPS = 10_000  # SQLite instructions between two checks of the time
_OPTIONAL = ("tag_by_record", "CREATE INDEX tag_by_record ON tag (n)")  # some compilations need it

_Schema = dict[str, tuple[str, ...]]


class HandedOn(Store):
    """A store that the user names as a file, and that anybody may have made."""

    def __init__(self, path: Path, name: str = "", *, any_version: bool = False) -> None:
        """Open it; messages call it `name`.

        With `any_version` it may be of another release, as long as it has only tables and their
        indexes. Raises `DatasetError` if it is not a valid store.
        """
        self._name = name or str(path)
        self._until = time.process_time() + _SECONDS
        try:
            connection = open_file(path)
        except OSError as error:
            raise DatasetError(f"{self._name} cannot be read: {error.strerror or error}") from None
        except sqlite3.Error:
            raise self.damaged() from None
        super().__init__(connection)
        try:
            with self._watched():
                self._distrust(any_version=any_version)
        except DatasetError:
            self.close()
            raise

    def refuse_damage(self) -> None:
        """Raise `DatasetError`: whoever made it can make another."""
        raise self.damaged()

    def damaged(self) -> DatasetError:
        """Return the error for an invalid store."""
        return DatasetError(
            f"{self._name} is no store that ots made, or is damaged; make it again with "
            "`ots --data DATASET export db -o FILE`"
        )

    def rows(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query one by one. Raises `DatasetError` on damage."""
        self._until = time.process_time() + _SECONDS
        with self._watched():
            found: Any = super().rows(sql, parameters)
        return self._checked(found)

    def _checked(self, found: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
        names = [column[0] for column in found.description or ()]
        at = names.index("doc") if "doc" in names else None
        with self._watched():
            for row in found:
                yield row if at is None else (*row[:at], _document(row[at]), *row[at + 1 :])
                self._until = time.process_time() + _SECONDS

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except DAMAGE as error:
            if isinstance(error, OtsError):
                raise
            raise self.damaged() from error

    def _distrust(self, *, any_version: bool) -> None:
        """Set the limits; raise if the store is of another version or not made by `ots`."""
        connection = self._connection
        connection.text_factory = _text
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.set_progress_handler(lambda: time.process_time() > self._until, _STEPS)
        connection.executescript("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")
        with closing(sqlite3.connect(":memory:")) as pattern:
            for name in ("tables.sql", "indexes.sql"):
                pattern.executescript(definition(name))
            pattern.execute(_OPTIONAL[1])
            ours = _schema(pattern)
        theirs = _schema(connection)
        if theirs.get("meta") != ours["meta"]:
            raise self.damaged()
        row = self.row("SELECT value FROM meta WHERE key = 'state'")
        other = row is not None and row[0].partition("\n")[0] != STORE_VERSION
        if other and any_version and _is_plain(theirs):
            return
        if other:
            raise DatasetError(f"{self._name} was made by another version of ots; make it again")
        theirs.setdefault(_OPTIONAL[0], ours[_OPTIONAL[0]])
        if row is None or theirs != ours:
            raise self.damaged()


def _schema(connection: sqlite3.Connection) -> _Schema:
    """Return all definitions of a database, by name."""
    found = connection.execute("SELECT name, type, tbl_name, coalesce(sql, '') FROM sqlite_schema")
    return {name: tuple(rest) for name, *rest in found}


def _is_plain(schema: _Schema) -> bool:
    """Whether there are only tables and indexes, besides the text index."""
    return all(
        type_ in {"table", "index"} and ("virtual" not in sql.lower() or name == "search")
        for name, (type_, _, sql) in schema.items()
    )


def _text(raw: bytes) -> str:
    """Return text that is safe to print; some tables need its line ends."""
    return escape_controls(raw.decode())


def _document(text: str) -> str:
    """Return a record's document, parsed and written again.

    Raises `ValueError` or `TypeError`.
    """
    document = json.loads(text, parse_constant=_refuse)
    if not isinstance(document, dict):
        raise TypeError("a document is an object")
    return encode(document)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
