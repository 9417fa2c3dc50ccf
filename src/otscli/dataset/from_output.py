"""Records in the program's own output format, read as input.

A row has a `type`, derived fields, and the names of the records that it refers to. Derived fields
are dropped; what is described in place becomes a placeholder record, which a full record replaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from otscli.choices import LIST_OF, join_words
from otscli.dataset.definitions import OF_SOURCE
from otscli.dataset.entry import Entry, Path
from otscli.dataset.findings import Finding, Mark, Report, quoted
from otscli.dataset.record_types import lack, type_of
from otscli.dataset.validate import is_id

Locate = Callable[[Path], tuple[int, int]]


@cache
def not_recorded() -> Mapping[str, frozenset[str]]:
    """Return by type the fields of a row that are not recorded.

    Fields that only other types have are included.
    """
    # The record classes take 20 ms to import, and a YAML dataset needs none.
    from otscli.base_record import derived_fields, recorded_fields
    from otscli.records import TYPES

    derived = {type_: frozenset(derived_fields(TYPES[type_])) for type_ in LIST_OF}
    recorded = {name for type_ in LIST_OF for name in recorded_fields(TYPES[type_])}
    elsewhere = frozenset(["file"]).union(*derived.values()) - recorded
    return {type_: names | elsewhere for type_, names in derived.items()}


class RowReader:
    """Converts rows to entries; what several rows describe in place is yielded once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._described: set[tuple[str, str]] = set()
        self._lacking: dict[tuple[str, ...], Mark] = {}

    def read(
        self, row: Mapping[str, Any], mark: Mark, locate: Locate | None = None
    ) -> Iterator[Entry]:
        """Yield the entries of a row: what it describes in place, then the row itself."""
        type_ = type_of(row)
        if type_ is None:
            self._report(self._without_type(row, mark))
            return
        left_out = not_recorded()[type_]
        fields = {
            key: value if type(value) is str else recorded(value)
            for key, value in row.items()
            if key not in left_out and value is not None and value != []
        }
        if type_ == "fact" and "speaker" not in fields and row.get("speaker_name"):
            fields["body"] = row["speaker_name"]
        if not _IN_PLACE.isdisjoint(row):
            for list_, described in (*_named(row), *_cited(fields)):
                if (list_, described["id"]) not in self._described:
                    self._described.add((list_, described["id"]))
                    yield Entry(list_, described, mark, placeholder=True)
        yield Entry(LIST_OF[type_], fields, mark, locate)

    def _without_type(self, row: Mapping[str, Any], mark: Mark) -> Finding:
        """Report why a row is not a record; for rows with the same fields, only once."""
        if (given := row.get("type")) is not None:
            message = f"'type' is {quoted(given)}; it must be {join_words(LIST_OF)}"
            return Finding(mark, "error", message, "record-type", mark)
        first = self._lacking.setdefault(tuple(row), mark)
        return Finding(first, "error", lack(row, "fields") or "", "record-type", mark)


def recorded(value: Any) -> Any:
    """Return a value without nulls for missing fields."""
    if isinstance(value, dict):
        return {
            key: inner if type(inner) is str else recorded(inner)
            for key, inner in value.items()
            if inner is not None
        }
    if isinstance(value, list):
        return [inner if type(inner) is str else recorded(inner) for inner in value]
    return value


def _named(row: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The states, organisations and people that a row names next to their ids."""
    for key, list_ in _NAMED.items():
        id_, name = row.get(key), row.get(f"{key}_name")
        if isinstance(name, str) and is_id(id_):
            is_body = key == "state" and row.get("party") == "organization"
            holds = key == "holder" and str(id_).isupper()  # a code: people have ids in lower case
            named_in = "organizations" if is_body else "states" if holds else list_
            yield named_in, {"id": id_, "name": name}


_NAMED = {
    "state": "states",
    "organization": "organizations",
    "speaker": "people",
    "office": "offices",
    "holder": "people",
}
_IN_PLACE = frozenset(["sources", "roles", *[f"{key}_name" for key in _NAMED]])


def _cited(fields: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The sources that citations describe; citations keep their own fields."""
    roles = fields.get("roles")
    for holder in (fields, *(roles if isinstance(roles, list) else ())):
        cited = holder.get("sources") if isinstance(holder, dict) else None
        if not isinstance(cited, list):
            continue
        for citation in cited:
            if isinstance(citation, dict) and is_id(citation.get("source")):
                described = {key: citation.pop(key) for key in OF_SOURCE if key in citation}
                if citation.get("stance") == "supports":
                    del citation["stance"]
                yield "sources", {"id": citation["source"], **described}
