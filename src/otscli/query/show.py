"""Records in full, with their citations; states and organisations with their memberships."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from otscli.answer import Answer, Row
from otscli.query.lookup.asked import read_as_of
from otscli.query.lookup.names import in_language, labels
from otscli.query.lookup.records import records
from otscli.store.store import Store

_LATEST = 5
_NAMED_BY = {"state": "states", "organization": "organizations", "place": "place"}
"""The field of an event that refers to a record of that type."""


_EVENTS = (
    "SELECT doc FROM record WHERE type = 'event' AND json_extract(doc, '$.planned') = ? "
    "AND n IN (SELECT n FROM tag WHERE field = ? AND value = ?) ORDER BY "
)
_HAPPENED, _PLANNED = f"{_EVENTS} start DESC, id LIMIT ?", f"{_EVENTS} start, id LIMIT ?"


def show(store: Store, ids: Iterable[str]) -> Answer:
    """Return the records with these ids, codes or names, in the order asked for.

    States and organisations have `memberships`, all their periods. Raises `QueryError` that names
    the nearest.
    """
    found = records(store, ids)
    each = {id(row): _with_memberships(store, row) for row in found}
    rows = [each[id(row)] for row in found]
    types = dict.fromkeys(row.fields["type"] for row in rows)
    return Answer(
        "+".join(types) or "event",
        rows,
        view="page",
        why=lambda _: "its id, code or name is one of those asked for",
        names=labels(store),
        day=read_as_of(store, None).last,
        latest={row.fields["id"]: _latest(store, row.fields) for row in each.values()},
        about=store.dataset,
    )


def _with_memberships(store: Store, row: Row) -> Row:
    fields = in_language(store, row.fields)
    if fields["type"] not in {"state", "organization"}:
        return Row(fields=fields)
    own = [
        dict(zip(("id", "state", "organization", "status", "from", "until"), found, strict=True))
        for found in store.rows(
            "SELECT id, state, organization, status, since, until FROM period "
            "JOIN record USING (n) WHERE organization = ? OR state = ? ORDER BY since_first, id",
            [row.fields["id"]] * 2,
        )
    ]
    return Row(fields={**fields, "memberships": own})


def _latest(store: Store, fields: dict[str, Any]) -> list[dict[str, Any]]:
    """The latest events of a state, an organisation or a place, and the first planned ones."""
    tag = _NAMED_BY.get(fields["type"])
    if tag is None:
        return []
    return [
        Row(doc).fields
        for sql, planned in ((_HAPPENED, False), (_PLANNED, True))
        for (doc,) in store.rows(sql, (planned, tag, fields["id"], _LATEST))
    ]
