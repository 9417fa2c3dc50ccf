"""`sqlite`: plain tables with foreign keys, views with names, full-text search.

It is made for Datasette and for SQL by hand; the program itself opens `db`. The same dataset gives
the same bytes with the same version of SQLite.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from otscli.atomic import atomic_path
from otscli.escaping import indented, visible
from otscli.exporting.relation import Column, Table
from otscli.exporting.tables import tables
from otscli.folding import fold
from otscli.sinks import writing
from otscli.store.store import Store

VERSION = 1
"""`PRAGMA user_version`: incremented when a table or a column is renamed or removed."""

_TYPES = {"text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "day": "TEXT"}
_FACETS = {
    "event": ["kind", "planned", "disputed", "country"],
    "membership": ["organization", "status", "disputed"],
    "term": ["office", "acting"],
    "fact": ["kind", "disputed"],
    "source": ["kind", "publisher", "language"],
    "citation": ["stance"],
    "record": ["type"],
    "organization": ["kind", "coverage"],
    "name": ["lang"],
}
_LABELS = {"title", "name", "label"}
_INDEXED = ("start", "source")

_VIEWS = """
CREATE VIEW memberships AS
  SELECT m.id, p.name AS party, o.name AS organization, m.status, m."from", m.until,
         m.confidence, m.disputed
  FROM membership m JOIN party p ON p.id = m.party JOIN organization o ON o.id = m.organization
  ORDER BY o.name, coalesce(m.start, '9999'), p.name, m.id;
CREATE VIEW events AS
  SELECT e.id, e.date, coalesce(k.label, k.id) AS kind, e.title, coalesce(p.name, e.city) AS place,
         (SELECT group_concat(name, '; ') FROM (
            SELECT s.name FROM event_state JOIN state s ON s.id = state
            WHERE event = e.id ORDER BY s.name)) AS states,
         (SELECT group_concat(organization, '; ') FROM (
            SELECT organization FROM event_organization
            WHERE event = e.id ORDER BY organization)) AS organizations,
         e.planned, e.confidence, e.disputed
  FROM event e JOIN kind k ON k.id = e.kind LEFT JOIN place p ON p.id = e.place
  ORDER BY e.start, e."end", e.id;
CREATE VIEW terms AS
  SELECT t.id, f.name AS office, t.holder_name AS holder, t.acting, t."from", t.until, t.confidence
  FROM term t JOIN office f ON f.id = t.office
  ORDER BY f.name, coalesce(t.start, '9999'), t.id;
CREATE VIEW facts AS
  SELECT f.id, f.date, f.kind, f.speaker_name AS speaker, f.text, f.target, f.outcome,
         f.confidence, f.disputed
  FROM fact f ORDER BY f.start IS NULL, f.start, f.id;
CREATE VIEW citations AS
  SELECT c.record, r.title AS record_title, c.stance, c.field, c.value, s.publisher, s.title,
         s.published, s.url, c.at, c.note
  FROM citation c JOIN record r ON r.id = c.record JOIN source s ON s.id = c.source
  ORDER BY c.record, c.position;
"""
_SEARCH = (
    "CREATE VIRTUAL TABLE record_search USING fts5 (words, content = '', tokenize = 'unicode61')"
)
_WORDS = """
SELECT r.rowid, r.title, group_concat(n.name, ' '),
       coalesce(e.summary, f.outcome, s.summary, o.summary, p.summary, m.basis)
FROM record r LEFT JOIN name n ON n.record = r.id LEFT JOIN event e ON e.id = r.id
  LEFT JOIN fact f ON f.id = r.id LEFT JOIN state s ON s.id = r.id
  LEFT JOIN organization o ON o.id = r.id LEFT JOIN person p ON p.id = r.id
  LEFT JOIN membership m ON m.id = r.id
GROUP BY r.rowid ORDER BY r.rowid
"""


def write(store: Store, file: Path) -> None:
    """Write the tables to a file that is empty or does not exist."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            _fill(connection, tables(store))
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error)) from None


def pour(store: Store, stream: IO[str]) -> None:
    """Write the file to an open stream."""
    binary: Any = stream
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tables.db"
        write(store, file)
        stream.flush()
        with file.open("rb") as whole:
            shutil.copyfileobj(whole, binary.buffer)
        binary.buffer.flush()


def describe(store: Store, file: Path, database: str) -> None:
    """Write Datasette's metadata for a database of that name, the file's name without ending."""
    text = indented(_described(store, database))
    with atomic_path(file) as temporary, writing(file):
        temporary.write_text(f"{text}\n", encoding="utf-8")


def _fill(connection: sqlite3.Connection, made: Iterable[Table]) -> None:
    connection.execute("PRAGMA page_size = 4096")
    connection.execute("PRAGMA journal_mode = OFF")  # a fault leaves no file anyway
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    for table in made:
        connection.execute(_create(table))
        rows = ([_value(value) for value in row] for row in table.rows())
        connection.executemany(_insert(table), rows)
        for column in table.columns:
            if column.name != table.key[0] and (column.to or column.name in _INDEXED):
                index = _quoted(f"{table.name}_{column.name}")
                on = f"{_quoted(table.name)} ({_quoted(column.name)})"
                connection.execute(f"CREATE INDEX {index} ON {on}")
    connection.executescript(_VIEWS)
    connection.execute(_SEARCH)
    connection.executemany(
        "INSERT INTO record_search (rowid, words) VALUES (?, ?)",
        (
            (n, _searchable(" ".join(part for part in parts if part)))
            for n, *parts in connection.execute(_WORDS).fetchall()
        ),
    )
    connection.execute("INSERT INTO record_search (record_search) VALUES ('optimize')")
    connection.commit()


def _searchable(text: str) -> str:
    """Return the text with its folded form, so that either spelling finds it."""
    folded = fold(text)
    return text if folded == text.lower() else f"{text} {folded}"


def _value(value: Any) -> Any:
    return visible(value) if isinstance(value, str) else value


def _create(table: Table) -> str:
    lines = [_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {body}\n)"


def _insert(table: Table) -> str:
    places = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {_quoted(table.name)} VALUES ({places})"  # noqa: S608 - our own names


def _column(column: Column) -> str:
    parts = [_quoted(column.name), _TYPES[column.kind]]
    parts += ["NOT NULL"] * column.required
    if column.to:
        parts.append(f'REFERENCES {_quoted(column.to)} ("id")')  # Datasette reads the column
    if column.values:
        values = ", ".join(f"'{value}'" for value in column.values)
        parts.append(f"CHECK ({_quoted(column.name)} IN ({values}))")
    if column.kind == "boolean":
        parts.append(f"CHECK ({_quoted(column.name)} IN (0, 1))")
    return " ".join(parts)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _described(store: Store, database: str) -> dict[str, Any]:
    """Return title, licence, source, and the description of each table."""
    about = store.dataset
    found: dict[str, Any] = {"title": about.get("title", about.get("id", "dataset"))}
    reach = f"Covered to {about['covered_to']}." if "covered_to" in about else ""
    said = (about.get("scope"), reach, about.get("citation"))
    if description := " ".join(part for part in said if part):
        found["description"] = visible(description)
    if "licence" in about:
        found["license"] = about["licence"]
    found["source"] = about.get("citation", found["title"])
    if "url" in about:
        found["source_url"] = about["url"]
    found["databases"] = {
        database: {"tables": {table.name: _shown(table) for table in tables(store)}}
    }
    return found


def _shown(table: Table) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "description": table.meaning,
        "columns": {column.name: column.meaning for column in table.columns},
    }
    if labels := [name for name in table.names if name in _LABELS]:
        shown["label_column"] = labels[0]
    if facets := _FACETS.get(table.name):
        shown["facets"] = facets
    if table.name == "record":
        shown |= {"fts_table": "record_search", "fts_pk": "rowid"}
    return shown
