"""Exported records, and the description of the dataset with its vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from otscli.answer import Row
from otscli.base_record import derived_fields
from otscli.choices import LIST_OF
from otscli.dataset.definitions import DATASET
from otscli.query.lookup.records import cited
from otscli.records import TYPES
from otscli.store.references import VOCABULARY
from otscli.store.store import Store

ALIASES = "aliases"
OF_A_QUESTION = frozenset(
    name for type_ in LIST_OF for name in derived_fields(TYPES[type_], "question")
)
"""Fields that depend on a question: on a day, or on other records."""

_CODES = ("iso2", "wikidata")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9._-]+")


class Records:
    """The records of a store, one by one; each with its retired ids, if it has any."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._aliases: dict[int, list[str]] = {}
        for n, name in store.rows("SELECT n, name FROM name WHERE rank = 1"):
            self._aliases.setdefault(n, []).append(name)

    def all(self) -> Iterator[Row]:
        """Yield every record, those that others refer to first."""
        return self._rows("SELECT n, type, doc FROM record ORDER BY n")

    def of(self, type_: str) -> Iterator[Row]:
        """Yield the records of one type in date order, those without a date first."""
        return self._rows(
            'SELECT n, type, doc FROM record WHERE type = ? ORDER BY type, start, "end", id', type_
        )

    def _rows(self, sql: str, *values: str) -> Iterator[Row]:
        for n, type_, doc in self._store.rows(sql, values):
            row = Row(doc)
            if type_ == "source":
                row = cited(self._store, row)
            if n in self._aliases and (aliases := self._retired(n, row)):
                row = Row(fields={**row.fields, ALIASES: aliases})
            yield row

    def _retired(self, n: int, row: Row) -> list[str]:
        """Retired ids; the store also has codes that find a record."""
        codes = {row.fields.get(code) for code in _CODES}
        return [name for name in self._aliases[n] if name not in codes]


def about(store: Store) -> dict[str, Any]:
    """Return what is not a record: the description of the dataset, its kinds, topics, spellings.

    The form is that of a dataset's file, so it can be read back.
    """
    lists: dict[str, Any] = {}
    said = {key: value for key, value in store.dataset.items() if key in DATASET}
    if "title" in said:
        id_ = _NOT_IN_AN_ID.sub("-", said.get("id", "")).strip("._-")
        lists["dataset"] = said | {"id": id_ or "dataset"}
    for list_ in VOCABULARY:
        found = [
            _word(list_, *row)
            for row in store.rows(
                "SELECT id, label, meaning FROM vocabulary WHERE list = ?", (list_,)
            )
        ]
        if found:
            lists[list_] = found
    return lists


def _word(list_: str, id_: str, label: str | None, meaning: str | None) -> dict[str, Any]:
    said = meaning.split("\n") if meaning and list_ == "spellings" else meaning
    fields = {"label": label, "not" if list_ == "spellings" else "meaning": said}
    return {"id": id_, **{key: value for key, value in fields.items() if value}}
