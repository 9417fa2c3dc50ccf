"""Any record by its words, best match first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from otscli.answer import Answer, Row, plan_mark
from otscli.folding import fold
from otscli.query.lookup.fulltext import match
from otscli.store.store import Store

_FIELDS = ("title", "text", "source")
_DEFAULT_LIMIT = 50
_MOST = 1_000_000

# Named things come before events, and documents last.
_NAMED = (
    "SELECT DISTINCT n FROM name JOIN record USING (n) WHERE folded = ? ORDER BY rank, "
    "CASE type WHEN 'place' THEN 0 WHEN 'state' THEN 0 WHEN 'organization' THEN 0 "
    "WHEN 'person' THEN 1 WHEN 'source' THEN 3 ELSE 2 END, id LIMIT ?"
)


_WHERE = {
    "title": "its title, a name or its id",
    "text": "its text",
    "source": "a source of it",
}


def search(store: Store, text: str, *, limit: int | None = None) -> Answer:
    """Return the records that contain all the words, or words that begin with them.

    Case, diacritics and Turkic letters are folded; words in quotes are a phrase. A record whose
    name or id is exactly what was typed comes first, then matches in titles, in texts, in sources,
    and in several of these together; at most 50 unless `limit` says otherwise. Raises `QueryError`.
    """
    wanted = _DEFAULT_LIMIT if limit is None else min(limit, _MOST)
    expression = match(text)
    found: dict[int, str] = {}
    for (n,) in store.rows(_NAMED, (fold(text.strip().strip('"')), wanted)):
        found.setdefault(n, "title")
    # All words are in one field, or else spread over several.
    for field, sought in (
        *((f, f"{{{f}}} : ({expression})") for f in _FIELDS),
        ("text", expression),
    ):
        if len(found) >= wanted:
            break
        for (n,) in store.rows(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT ?", (sought, wanted)
        ):
            found.setdefault(n, field)
    hits = (_row(store, n, field) for n, field in found.items())
    kept = [hit for hit in hits if hit is not None][:wanted]
    marks = {row.fields["id"]: mark for row, mark in kept if mark}
    more = len(found) > wanted or len(found) == wanted > 0
    note = f"the best {wanted} are shown; a higher limit gives more"
    notes = [note] if more and limit is None else []
    return Answer("hit", [row for row, _ in kept], notes=notes, marks=marks, why=_why)


def _why(row: Mapping[str, Any]) -> str:
    return f"{_WHERE[row['matched']]} matches"


def _row(store: Store, n: int, field: str) -> tuple[Row, str] | None:
    """The row of a hit, marked if it is planned; None if another record has replaced it."""
    found = store.row("SELECT id, type, title, doc FROM record WHERE n = ?", (n,))
    if found is None:
        return None
    id_, type_, title, doc = found
    fields = Row(doc).fields
    date = fields.get("date") or fields.get("from") or fields.get("published")
    row = Row(fields={"id": id_, "type": type_, "title": title, "date": date, "matched": field})
    return row, plan_mark(fields, store.dataset)
