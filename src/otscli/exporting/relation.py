"""Tables of the relational form: columns, keys, rows, and how they are made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from otscli.choices import COVERAGES, STANCES, STATUSES
from otscli.dataset.definitions import LISTS
from otscli.dates import UNKNOWN, parse
from otscli.store.store import Store

Fields = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column. `to` is the table whose key it holds, `values` its closed list with labels."""

    name: str
    meaning: str
    kind: Literal["text", "integer", "boolean", "day"] = "text"
    to: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its columns, the columns of its key, and its rows in key order."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[Any, ...]]]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]


EVIDENCE = (
    Column(
        "confidence",
        "how well it is supported, from its sources",
        values={
            "official": "a supporting source is official",
            "corroborated": "sources of two or more publishers support it",
            "single-source": "one publisher supports it",
        },
    ),
    Column("disputed", "a source contests it", "boolean", required=True),
    Column("differs", "a source has another reading of a detail", "boolean", required=True),
)
FIRST_AND_LAST = (
    Column("start", "first possible day", "day"),
    Column("end", "last possible day", "day"),
)
BOUNDS = (
    Column("from", "first day, as recorded (EDTF) or `unknown`", required=True),
    Column("until", "first day after it, as recorded (EDTF) or `unknown`; empty while it lasts"),
    Column("start", "first possible first day; empty where it is unknown", "day"),
    Column("start_max", "last possible first day; empty where it is unknown", "day"),
    Column("end_min", "first possible last day; empty where it is open or unknown", "day"),
    Column("end", "last possible last day; empty where it is open or unknown", "day"),
)
_COVERAGES = {
    "full": "every membership is recorded",
    "ots": "only states of the OTS are recorded",
    "none": "its membership is not recorded",
}
LABELS: Mapping[str, Mapping[str, str]] = {
    "status": STATUSES,
    "coverage": {one: _COVERAGES[one] for one in COVERAGES},
    "stance": {one: one for one in STANCES},
}
_INTEGERS = {"cow", "gw", "vdem", "area_km2", "population"}


def id_column(meaning: str = "permanent identifier", to: str = "record") -> Column:
    """Return the column `id`, the key of its table and of the table `to`."""
    return Column("id", meaning, to=to, required=True)


def to(name: str, table: str, meaning: str, *, required: bool = True) -> Column:
    """Return a column that holds the key of a table."""
    return Column(name, meaning, to=table, required=required)


POSITION = Column("position", "its place in the list, from 1", "integer", required=True)


def recorded(list_: str, *names: str) -> Iterator[Column]:
    """Yield columns of recorded fields, with meanings from the definitions."""
    for name in names:
        defined = LISTS[list_][name]
        kind: Literal["integer", "text"] = "integer" if name in _INTEGERS else "text"
        values = LABELS.get(name, {})
        yield Column(name, defined.meaning, kind, values=values, required=defined.required)


def documents(store: Store, type_: str) -> Iterator[Fields]:
    """Yield the JSON objects of one type of record by id."""
    for (doc,) in store.rows("SELECT doc FROM record WHERE type = ? ORDER BY id", (type_,)):
        yield json.loads(doc)


def typed(
    store: Store,
    name: str,
    meaning: str,
    columns: Iterable[Column],
    more: Callable[[Fields], Fields] = lambda _: {},
) -> Table:
    """Make the table of one record type: a row each, of its fields and those of `more`."""
    made = tuple(columns)

    def rows() -> Iterator[tuple[Any, ...]]:
        for fields in documents(store, name):
            whole = fields | more(fields)
            yield tuple(whole.get(column.name) for column in made)

    return Table(name, meaning, made, ("id",), rows)


def listed(
    store: Store, name: str, meaning: str, columns: tuple[Column, ...], values: str
) -> Table:
    """Make the table of one list inside a record type, without duplicate values."""
    owner = columns[0].name

    def rows() -> Iterator[tuple[Any, ...]]:
        for fields in documents(store, owner):
            for value in sorted(set(fields[values])):
                yield fields["id"], value

    return Table(name, meaning, columns, tuple(column.name for column in columns), rows)


def window(name: str, recorded: str | None) -> Fields:
    """Return the first and last possible day of a recorded date as `NAME_start`, `NAME_end`."""
    if not recorded or recorded == UNKNOWN:
        return {}
    date = parse(recorded)
    return {f"{name}_start": date.first.isoformat(), f"{name}_end": date.last.isoformat()}


def windows(name: str) -> tuple[Column, Column]:
    """Return the columns that `window` fills."""
    return (
        Column(f"{name}_start", f"first possible day of `{name}`", "day"),
        Column(f"{name}_end", f"last possible day of `{name}`", "day"),
    )
