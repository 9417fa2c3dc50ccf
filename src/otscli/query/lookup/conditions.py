"""Records chosen by conditions that are all to be met, each of which can be explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from otscli.answer import Row
from otscli.dates import Date, understand
from otscli.errors import DateError, QueryError
from otscli.query.lookup.names import resolve_all
from otscli.store.store import Store

_BATCH = 500  # values bound to one statement; SQLite takes at least 999


_MOST = 2**63 - 1  # rows that SQLite can count


def typed_date(option: str, text: str) -> Date:
    """Read a date given to an option. Raises `QueryError`."""
    try:
        return understand(text)
    except DateError as error:
        raise QueryError(f"{option}: {error}") from None


def latest_asked(since: str | None, until: str | None, during: str | None) -> dt.date | None:
    """Return the latest day that a window asks about: a beginning alone asks about itself."""
    days = [typed_date("", text).last for text in (until, during) if text is not None]
    days += [typed_date("", since).first] if since is not None else []
    return max(days, default=None)


def shown(date: Date) -> str:
    """Say how a typed date was understood: `2021-11 → 2021-11-01 … 2021-11-30`."""
    return f"{date} → {date.first}" if date.is_day else f"{date} → {date.first} … {date.last}"


class Conditions:
    """A choice of records of one type."""

    def __init__(self, store: Store, type_: str) -> None:
        self._store = store
        self._type = type_
        self._conditions: list[tuple[str, str, list[Any]]] = []
        self._bounds: list[tuple[str, str]] = []  # column that may cross a day, and the day

    def where(self, why: str, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Add a condition in SQL, and the option that it stands for."""
        self._conditions.append((why, sql, list(parameters)))

    def dated(self, since: str | None, until: str | None, during: str | None) -> None:
        """Keep what may have happened in a window of days."""
        for option, text in (("--since", since), ("--until", until), ("--during", during)):
            if text is None:
                continue
            date = typed_date(option, text)
            first, last = date.first.isoformat(), date.last.isoformat()
            why = f"{option} {shown(date)}"
            bounds: list[tuple[str, str]] = []
            if option != "--until":
                earliest = date.first.toordinal() - self._store.longest(self._type)
                bounds += [("start >= ?", dt.date.fromordinal(max(earliest, 1)).isoformat())]
                bounds += [('"end" >= ?', first)]
            if option != "--since":
                bounds += [("start <= ?", last)]
            self.where(why, " AND ".join(sql for sql, _ in bounds), [day for _, day in bounds])
            if option != "--until":
                self._bounds.append(('start < ? AND "end" >= ?', first))
            if option != "--since":
                self._bounds.append(('start <= ? AND "end" > ?', last))

    def tagged(self, option: str, field: str, values: Sequence[str]) -> None:
        """Keep what bears any of the values."""
        if values:
            marks = ", ".join("?" * len(values))
            self.where(
                f"{option} {', '.join(values)}",
                f"n IN (SELECT n FROM tag WHERE field = ? AND value IN ({marks}))",
                [field, *values],
            )

    def cited(self, sources: Sequence[str]) -> None:
        """Keep what cites any of the sources."""
        self.tagged("--source", "source", resolve_all(self._store, "source", sources))

    def disputed(self, wanted: bool) -> None:
        """Keep what some source disputes, where that is wanted."""
        if wanted:
            self.where("--disputed", "disputed")

    def kinds(self, kinds: Sequence[str]) -> None:
        """Keep records of any of the kinds."""
        if kinds:
            marks = ", ".join("?" * len(kinds))
            self.where(f"--kind {', '.join(kinds)}", f"kind IN ({marks})", kinds)

    def holding(self, text: str | None) -> None:
        """Keep what holds the words."""
        if text:
            from otscli.query.lookup.fulltext import match

            sql = "n IN (SELECT rowid FROM search WHERE search MATCH ?)"
            self.where(f"--search {text}", sql, [f"{{title text}} : ({match(text)})"])

    def rows(self, *, newest: bool = False, limit: int | None = None) -> Iterator[Row]:
        """Yield the records in order of date, those without one last.

        With a limit, the first so many of that order, or of its reverse.
        """
        backwards = " DESC" if newest else ""
        by_date = f'start{backwards}, "end"{backwards}, id{backwards}'
        left = _MOST if limit is None else min(limit, _MOST)
        # The dated first: their order is that of an index, so that they stream however many.
        for dated, order in (("NOT NULL", by_date), ("NULL", f"id{backwards}")):
            sql, parameters = self._sql("doc", len(self._conditions))
            sql += f" AND start IS {dated} ORDER BY {order} LIMIT ?"
            for (doc,) in self._store.rows(sql, [*parameters, left]):
                left -= 1
                yield Row(doc)

    def _sql(self, columns: str, conditions: int) -> tuple[str, list[Any]]:
        chosen = self._conditions[:conditions]
        where = " AND ".join(["type = ?", *(f"({sql})" for _, sql, _ in chosen)])
        parameters = [self._type, *(value for _, _, values in chosen for value in values)]
        return f"SELECT {columns} FROM record WHERE {where}", parameters

    def _count(self, conditions: int, also: str = "") -> int:
        sql, parameters = self._sql("count(*)", conditions)
        row = self._store.row(sql + also, parameters)
        return int(row[0]) if row else 0

    def explanation(self) -> list[str]:
        """Say what each condition kept and dropped, and which records only possibly belong."""
        lines = [f"{self._count(0)} records of type {self._type}"]
        before = self._count(0)
        for i, (why, sql, _) in enumerate(self._conditions, start=1):
            kept = self._count(i)
            line = f"{why}: kept {kept}, dropped {before - kept}"
            if sql.startswith(("start", '"end"')):
                undated = self._count(i - 1, " AND start IS NULL")
                line += f", {undated} of them without a date" if undated else ""
            lines.append(line)
            before = kept
        return lines + self._possible()

    def _possible(self) -> list[str]:
        """Name the records that may lie outside the window because their date is partial."""
        lines: dict[str, None] = {}
        for crossing, day in self._bounds:
            sql, parameters = self._sql("doc", len(self._conditions))
            for (doc,) in self._store.rows(f"{sql} AND {crossing}", [*parameters, day, day]):
                row = Row(doc).fields
                may = f"{row['date']} may be any day {row['start']} … {row['end']}"
                lines[f"{row['id']} is only possibly right: {may}"] = None
        return list(lines)
