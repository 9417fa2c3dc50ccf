"""The documents behind the data."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer, Row
from otscli.choices import SOURCE_KINDS
from otscli.query.lookup.fulltext import match
from otscli.query.lookup.names import choice, listed
from otscli.store.store import Store


def sources(
    store: Store,
    text: str | None = None,
    *,
    kind: Sequence[str] = (),
    limit: int | None = None,
) -> Answer:
    """Return the sources, those most cited first, with how many records cite each.

    `text` keeps those whose publisher or title holds its words. Raises `QueryError`.
    """
    where, parameters = ["type = 'source'"], []
    kinds = [choice("kind of source", name, SOURCE_KINDS) for name in listed(kind)]
    if kinds:
        where.append(f"kind IN ({', '.join('?' * len(kinds))})")
        parameters += kinds
    if text:
        where.append("n IN (SELECT rowid FROM search WHERE search MATCH ?)")
        parameters.append(match(text))
    rows = store.rows(
        "SELECT doc, (SELECT count(*) FROM tag WHERE field = 'source' AND value = id) AS times "
        f"FROM record WHERE {' AND '.join(where)} ORDER BY times DESC, id LIMIT ?",
        [*parameters, -1 if limit is None else min(limit, 2**63 - 1)],
    )
    return Answer(
        "source", (Row(fields={**Row(doc).fields, "cited_by": times}) for doc, times in rows)
    )
