"""Conditions, combined with AND in SQL and explained one by one.

This is the only module that assembles the text of a query; values are always bound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from otscli.answer import Reason, Row
from otscli.choices import CONFIDENCES
from otscli.dates import Date
from otscli.query.lookup.asked import Window, shown
from otscli.query.lookup.names import choice, listed, resolve_all
from otscli.store.store import Store

TENURES = {"membership": "period", "term": "term"}
"""The table of half-open tenures of each record type; all have the same edges."""

_MOST = 2**63 - 1  # maximum row count of SQLite
_WINDOW = ("id", "date", "start", "end")


class Condition(NamedTuple):
    """A condition in SQL, its values, and the parameter with its argument.

    One that is `dated` drops what has no date.
    """

    sql: str
    bound: Sequence[Any] = ()
    parameter: str = ""
    asked: str = ""
    dated: bool = False


class Conditions:
    """A selection of records of one type; tenures are joined with their edges."""

    def __init__(self, store: Store, type_: str) -> None:
        tenures = TENURES.get(type_)
        self._store = store
        self._type = type_
        self._table = f"{tenures} JOIN record USING (n)" if tenures else "record"
        # A join finds its own index, and all its records are of the type.
        self._all = [Condition("TRUE") if tenures else Condition("type = ?", [type_])]
        self._window = Window(None, None, None)

    def add(self, condition: Condition) -> None:
        """Add a condition."""
        self._all.append(condition)

    def any_of(self, parameter: str, column: str, values: Sequence[str]) -> None:
        """Keep rows with one of the values in a column; no values keep everything."""
        if values:
            self.add(Condition(one_of(column, values), values, parameter, ", ".join(values)))

    def tagged(self, parameter: str, field: str, values: Sequence[str]) -> None:
        """Keep rows with one of the values as a tag; no values keep everything."""
        if values:
            sql = f"n IN (SELECT n FROM tag WHERE field = ? AND {one_of('value', values)})"
            self.add(Condition(sql, [field, *values], parameter, ", ".join(values)))

    def cited(self, source: Sequence[str]) -> None:
        """Keep rows that cite one of the sources."""
        self.tagged("source", "source", resolve_all(self._store, "source", source))

    def disputed(self, wanted: bool) -> None:
        """Keep rows that a source disputes, if `wanted`."""
        if wanted:
            self.add(Condition("disputed", (), "disputed"))

    def confident(self, confidence: Sequence[str]) -> None:
        """Keep rows with one of these degrees of confidence. Raises `QueryError`."""
        known = [choice("confidence", one, CONFIDENCES) for one in listed(confidence)]
        self.any_of("confidence", "record.confidence", known)

    def differs(self, wanted: bool) -> None:
        """Keep rows for which a source differs in a detail, if `wanted`."""
        if wanted:
            self.add(Condition("json_extract(doc, '$.differs')", (), "differs"))

    def holding(self, parameter: str, text: str | None, *, only: str = "") -> None:
        """Keep rows with the words, in any text or `only` in columns such as `title text`."""
        if text:
            from otscli.query.lookup.fulltext import match

            sought = f"{{{only}}} : ({match(text)})" if only else match(text)
            sql = "n IN (SELECT rowid FROM search WHERE search MATCH ?)"
            self.add(Condition(sql, [sought], parameter, text))

    def within(self, window: Window) -> None:
        """Keep rows that may have happened in a window of days."""
        self._window = window
        for bound in window.bounds:
            # Nothing that begins before `earliest` reaches the window: one range of the index.
            reach = bound.first.toordinal() - self._store.longest(self._type)
            earliest = dt.date.fromordinal(max(reach, 1))
            days = [day.isoformat() for day in (earliest, bound.last, bound.first)]
            sql = 'start BETWEEN ? AND ? AND "end" >= ?'
            self.add(Condition(sql, days, bound.parameter, shown(bound.date), dated=True))

    def possibly_held(self, as_of: Date) -> None:
        """Keep the tenures that possibly hold on the last day of a date."""
        asked = f"{shown(as_of)}, checked on {as_of.last}"
        day = as_of.last.isoformat()
        self.add(Condition("since_first <= ? AND ? < until_last", [day, day], "as_of", asked))

    def select(
        self, columns: str, bound: Sequence[Any] = (), *, order: str, limit: int | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Yield columns of the matching rows; `bound` are values in the columns."""
        sql, values = self._sql(columns)
        most = _MOST if limit is None else min(limit, _MOST)
        return self._store.rows(f"{sql} ORDER BY {order} LIMIT ?", [*bound, *values, most])

    def held(
        self, day: dt.date | None, *, order: str, limit: int | None = None
    ) -> Iterator[tuple[str, bool]]:
        """Yield tenures as JSON, and whether each certainly holds on the day, or contains a day."""
        certain, days = "until IS NULL OR since_last < until_first", []
        if day is not None:
            certain = "since_last <= ? AND ? < until_first AND ? <= reach"
            days = [day.isoformat()] * 3
        for doc, is_certain in self.select(f"doc, {certain}", days, order=order, limit=limit):
            yield doc, bool(is_certain)

    def rows(self, *, newest: bool = False, limit: int | None = None) -> Iterator[Row]:
        """Yield the records in date order, those without a date last.

        With a limit, only that many of that order, or of its reverse.
        """
        backwards = " DESC" if newest else ""
        by_date = f'start{backwards}, "end"{backwards}, id{backwards}'
        left = _MOST if limit is None else min(limit, _MOST)
        # The dated first: an index has their order, so they stream however many there are.
        for dated, order in (("NOT NULL", by_date), ("NULL", f"id{backwards}")):
            sql, values = self._sql("doc", also=f"start IS {dated}")
            for (doc,) in self._store.rows(f"{sql} ORDER BY {order} LIMIT ?", [*values, left]):
                left -= 1
                yield Row(doc)

    def count_after(
        self, day: dt.date | None, *, newest: bool = False, limit: int | None = None
    ) -> int:
        """Count those of `rows` that are certainly later than a day; none without a day."""
        if day is None:
            return 0
        dated = self._count(self._all, also="start IS NOT NULL")
        later = self._count(self._all, also=f"start > '{day.isoformat()}'")
        shown = dated if limit is None else min(limit, dated)
        return min(shown, later) if newest else max(0, shown - (dated - later))

    def explanation(self) -> list[Reason]:
        """Say what each condition kept and dropped, and which records only possibly match."""
        before = self._count(self._all[:1])
        reasons = [Reason(f"{before} records of type {self._type}")]
        for i, one in enumerate(self._all[1:], start=1):
            kept = self._count(self._all[: i + 1])
            undated = self._count(self._all[:i], also="start IS NULL") if one.dated else 0
            reasons.append(Reason(outcome(before, kept, undated), one.parameter, one.asked))
            before = kept
        return reasons + self._possible()

    def _possible(self) -> list[Reason]:
        """Name the records that may be outside the window because their date is partial."""
        if not self._window.bounds:
            return []
        sql, values = self._sql("doc", also='start < ? OR "end" > ?')
        days = [self._window.first.isoformat(), self._window.last.isoformat()]
        rows = self._store.rows(f'{sql} ORDER BY start, "end", id', [*values, *days])
        found = (Row(doc).fields for (doc,) in rows)
        return [possible_only(*(one[key] for key in _WINDOW)) for one in found]

    def why(self, row: Mapping[str, Any]) -> str:
        """Return a function that says what of a row meets each condition."""
        return "; ".join(self.met(row)) or "no condition was asked for"

    def met(self, row: Mapping[str, Any]) -> list[str]:
        """Return what of a row meets each condition."""
        return list(dict.fromkeys(_met(one, row) for one in self._all if one.parameter))

    def total(self, limit: int | None = None) -> int:
        """Count the matching rows if a limit cuts them, or else all records."""
        return self._count(self._all[:1] if limit is None else self._all)

    def _count(self, chosen: Sequence[Condition], also: str = "") -> int:
        sql, values = self._sql("count(*)", chosen, also)
        row = self._store.row(sql, values)
        return int(row[0]) if row else 0

    def _sql(
        self, columns: str, chosen: Sequence[Condition] | None = None, also: str = ""
    ) -> tuple[str, list[Any]]:
        """The text and the values of a query; `also` is another condition, not explained."""
        conditions = self._all if chosen is None else chosen
        texts = [*(one.sql for one in conditions), *([also] if also else [])]
        where = " AND ".join(f"({text})" for text in texts)
        values = [value for one in conditions for value in one.bound]
        return f"SELECT {columns} FROM {self._table} WHERE {where}", values


_FIELDS = {"topic": "topics", "state": "states", "org": "organizations"}
_WORDS = {"org": "organisation", "about": "subject"}


def _met(condition: Condition, row: Mapping[str, Any]) -> str:
    """Describe what of a row meets a condition."""
    parameter = condition.parameter
    if condition.dated or parameter == "on":
        return f"its date is {row.get('date') or row.get('from')}"
    if parameter == "as_of":
        until = f" until {row['until']}" if row.get("until") else ""
        return f"{row.get('status', 'held')} from {row['from']}{until}"
    if parameter in {"disputed", "differs"}:
        return f"a source {'disputes it' if parameter == 'disputed' else 'differs'}"
    if parameter in {"text", "search"}:
        return f"it has the words {condition.asked!r}"
    value = row.get(_FIELDS.get(parameter, parameter), row.get("about"))
    if isinstance(value, list):
        value = ", ".join(one for one in value if one in condition.bound)
    said = value if isinstance(value, str) and value else condition.asked
    return f"its {_WORDS.get(parameter, parameter)} is {said}"


def one_of(column: str, values: Sequence[str]) -> str:
    """Return the SQL for a column with one of that many bound values."""
    return f"{column} IN ({', '.join('?' * len(values))})"


def outcome(before: int, kept: int, undated: int = 0) -> str:
    """Describe what a condition did."""
    left_out = f", {undated} of them without a date" if undated else ""
    return f"kept {kept}, dropped {before - kept}{left_out}"


def possible_only(id_: str, date: object, first: object, last: object) -> Reason:
    """Explain that a record may be outside the window, since its date is partial."""
    return Reason(f"{id_} is only possibly right: {date} may be any day {first} … {last}")


def doubt(tenure: Mapping[str, Any]) -> Reason:
    """Explain why a tenure only possibly holds."""
    until = tenure["until"]
    ends = f", until {until}" if until else ""
    return Reason(f"{tenure['id']} is only possibly right: from {tenure['from']}{ends}")
