"""Single records, in full."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from otscli.answer import Row
from otscli.errors import QueryError
from otscli.folding import fold, nearest
from otscli.store.store import Store

_CITED_BY = "SELECT count(*) FROM tag WHERE field = 'source' AND value = ?"


def record(store: Store, typed: str) -> Row:
    """Return the record with that id, code, retired id or name, of any type.

    An id comes before a retired one, and that before a name; if several records have a name, states
    and organisations come first. Raises `QueryError` that names the nearest.
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
    known = [name for (name,) in rows]
    names = store.rows("SELECT name.name FROM name JOIN record USING (n) WHERE type = 'person'")
    known += [part for (name,) in names for part in name.split() if fold(part)[:2] == folded[:2]]
    near = nearest(typed, list(dict.fromkeys(known)), 2)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return f"{hint}`ots search` finds records by their words"


def records(store: Store, typed: Iterable[str]) -> list[Row]:
    """Return several records, in the order asked for; the same row for what is asked for twice.

    If one of the arguments matches nothing, all of them are the words of one name: of a record,
    part of a person's name, or the title of a record that contains them. Raises `QueryError`, with
    ids if there are several.
    """
    named = list(typed)
    try:
        found = {one: record(store, one) for one in dict.fromkeys(named)}
        return [found[one] for one in named]
    except QueryError:
        with suppress(QueryError):
            return [record(store, " ".join(named))]
        ids = _holding(store, " ".join(named))
        if not ids:
            raise
    if len(ids) > 1:
        more = f" and {len(ids) - _MOST} more" if len(ids) > _MOST else ""
        said = f"{' '.join(named)!r} may be any of {', '.join(ids[:_MOST])}{more}"
        raise QueryError(f"{said}; name one")
    return [record(store, ids[0])]


_MOST = 10
_LONGEST = 50  # words of a name or title


def _holding(store: Store, phrase: str) -> list[str]:
    """The people with the words in a name, or else the records with them in title, names or id."""
    words = "".join(c if c.isalnum() else " " for c in fold(phrase)).split()
    if not words or len(words) > _LONGEST:
        return []
    people: dict[str, None] = {}
    for id_, folded in store.rows(
        "SELECT id, folded FROM name JOIN record USING (n) WHERE type = 'person' ORDER BY id"
    ):
        if set(words) <= set(folded.replace("-", " ").split()):
            people[id_] = None
    if people:
        return list(people)
    has = "(n IN (SELECT rowid FROM search WHERE search MATCH ?) OR '-' || id || '-' LIKE ?)"
    values = [value for word in words for value in (f'title : "{word}"', f"%-{word}-%")]
    all_of_them = " AND ".join(["type NOT IN ('fact', 'source')", *([has] * len(words))])
    sql = "SELECT id FROM record WHERE "  # the values are bound
    found = store.rows(sql + all_of_them + " ORDER BY length(title), id LIMIT 100", values)
    return [id_ for (id_,) in found]


def cited(store: Store, row: Row) -> Row:
    """Return a source's record with the number of records that cite it."""
    count = store.row(_CITED_BY, (row.fields["id"],))
    return Row(fields={**row.fields, "cited_by": count[0] if count else 0})
