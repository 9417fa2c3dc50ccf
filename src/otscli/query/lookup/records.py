"""Single records, whole."""

from __future__ import annotations

from collections.abc import Iterable

from otscli.answer import Row
from otscli.errors import QueryError
from otscli.folding import fold, nearest
from otscli.store.store import Store

_CITED_BY = "SELECT count(*) FROM tag WHERE field = 'source' AND value = ?"


def record(store: Store, typed: str) -> Row:
    """Return the record with that id, code, retired id or name, of any type.

    An id comes before a retired one, and that before a name; where several records bear a
    name, states and organisations come first. Raises `QueryError` that names the nearest.
    """
    row = store.row("SELECT doc FROM record WHERE id = ?", (typed.strip(),)) or store.row(
        "SELECT doc FROM name JOIN record USING (n) WHERE folded = ? ORDER BY name.name = ? DESC, "
        "rank, CASE type WHEN 'state' THEN 0 WHEN 'organization' THEN 1 WHEN 'place' THEN 2 "
        "WHEN 'person' THEN 3 ELSE 4 END, id LIMIT 1",
        (fold(typed.strip()), typed.strip()),
    )
    if row is None:
        raise QueryError(f"no record is called {typed!r}; {_hint(store, typed)}")
    found = Row(row[0])
    return cited(store, found) if found.fields["type"] == "source" else found


def _hint(store: Store, typed: str) -> str:
    folded = fold(typed)
    rows = store.rows(
        "SELECT name FROM name WHERE folded >= ? AND folded < ? || char(1114111) UNION "
        "SELECT id FROM record WHERE id >= ? AND id < ? || char(1114111) LIMIT 500",
        [folded[:2]] * 4,
    )
    near = nearest(typed, [name for (name,) in rows], 2)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return f"{hint}`ots search` finds records by their words"


def records(store: Store, typed: Iterable[str]) -> list[Row]:
    """Return several records, in the order asked for. Raises `QueryError`."""
    return [record(store, one) for one in typed]


def cited(store: Store, row: Row) -> Row:
    """Return a source's record with the number of records that cite it."""
    count = store.row(_CITED_BY, (row.fields["id"],))
    return Row(fields={**row.fields, "cited_by": count[0] if count else 0})
