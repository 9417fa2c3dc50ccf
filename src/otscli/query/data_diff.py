"""Two versions of a dataset, compared record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from otscli.answer import Answer, Row
from otscli.store.store import Store

_DERIVED = {
    "start",
    "end",
    "state_name",
    "organization_name",
    "speaker_name",
    "certain",
    "confidence",
    "disputed",
    "differs",
}
_CITATION = ("source", "at", "stance", "field", "value", "note")


def data_diff(old: Store, new: Store) -> Answer:
    """Return what was added, corrected, merged and withdrawn between two versions.

    A corrected record has one row for each field, with both values; a merged one names the
    record that bears its id now. Fields that are derived are left out.
    """
    return Answer("difference", [Row(fields=fields) for fields in _differences(old, new)])


def _differences(old: Store, new: Store) -> Iterator[dict[str, Any]]:
    before, after = _records(old), _records(new)
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            yield _row("added", key, new=_title(after[key]))
        elif key not in after:
            kept = _bearer(new, key[1])
            yield _row("merged" if kept else "withdrawn", key, old=_title(before[key]), new=kept)
        elif before[key] != after[key]:
            one, two = _recorded(before[key]), _recorded(after[key])
            for field in dict.fromkeys([*one, *two]):
                if one.get(field) != two.get(field):
                    yield _row("corrected", key, field, one.get(field), two.get(field))


def _records(store: Store) -> dict[tuple[str, str], str]:
    return {(type_, id_): doc for type_, id_, doc in store.rows("SELECT type, id, doc FROM record")}


def _recorded(doc: str) -> dict[str, Any]:
    """The fields as they were recorded, a citation without what belongs to its source."""
    fields = {key: value for key, value in Row(doc).fields.items() if key not in _DERIVED}
    if isinstance(fields.get("sources"), list):
        fields["sources"] = [{key: one[key] for key in _CITATION} for one in fields["sources"]]
    return fields


def _title(doc: str) -> str:
    fields = Row(doc).fields
    return str(fields.get("title") or fields.get("text") or fields.get("name") or fields["id"])


def _bearer(store: Store, id_: str) -> str | None:
    """The id of the record that has taken a retired id over."""
    row = store.row(
        "SELECT id FROM name JOIN record USING (n) WHERE name.name = ? AND rank = 1", (id_,)
    )
    return str(row[0]) if row else None


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
