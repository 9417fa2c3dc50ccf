"""Two versions of a dataset, compared record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from otscli.answer import Answer, Row, title
from otscli.base_record import derived_fields
from otscli.dataset.definitions import CITATION
from otscli.records import TYPES
from otscli.store.store import Store


def data_diff(old: Store, new: Store) -> Answer:
    """Return what was added, corrected, merged and withdrawn between two versions.

    A corrected record has a row per field, with both values; a merged one names the record that now
    has its id. Derived fields are left out.
    """
    return Answer("difference", [Row(fields=fields) for fields in _differences(old, new)])


def _differences(old: Store, new: Store) -> Iterator[dict[str, Any]]:
    before, after = _records(old), _records(new)
    bearers = _bearers(new)
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            yield _row("added", key, new=title(Row(after[key]).fields))
        elif key not in after:
            kept = bearers.get(key[1])
            was = title(Row(before[key]).fields)
            yield _row("merged" if kept else "withdrawn", key, old=was, new=kept)
        elif before[key] != after[key]:
            one, two = _recorded(key[0], before[key]), _recorded(key[0], after[key])
            for field in dict.fromkeys([*one, *two]):
                if one.get(field) != two.get(field):
                    yield _row("corrected", key, field, one.get(field), two.get(field))


def _records(store: Store) -> dict[tuple[str, str], str]:
    return {(type_, id_): doc for type_, id_, doc in store.rows("SELECT type, id, doc FROM record")}


def _recorded(type_: str, doc: str) -> dict[str, Any]:
    """The recorded fields; citations without the details of their sources."""
    derived = derived_fields(TYPES[type_])
    fields = {key: value for key, value in Row(doc).fields.items() if key not in derived}
    if isinstance(fields.get("sources"), list):
        fields["sources"] = [{key: one[key] for key in CITATION} for one in fields["sources"]]
    return fields


def _bearers(store: Store) -> dict[str, str]:
    """The retired ids, each with the id of the record that took it over."""
    return dict(store.rows("SELECT name.name, id FROM name JOIN record USING (n) WHERE rank = 1"))


def _row(
    change: str,
    key: tuple[str, str],
    field: str | None = None,
    old: Any = None,
    new: Any = None,
) -> dict[str, Any]:
    return {
        "change": change,
        "type": key[0],
        "id": key[1],
        "field": field,
        "old": old,
        "new": new,
    }
