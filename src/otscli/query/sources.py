"""The sources of the data."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer, Row
from otscli.choices import SOURCE_KINDS
from otscli.query.lookup.conditions import Conditions
from otscli.query.lookup.names import choice, listed
from otscli.store.store import Store

_CITED = "doc, (SELECT count(*) FROM tag WHERE field = 'source' AND value = id) AS times"


def sources(
    store: Store,
    text: str | None = None,
    *,
    kind: Sequence[str] = (),
    limit: int | None = None,
    explain: bool = False,
) -> Answer:
    """Return the sources, those most cited first, with how many records cite each.

    `text` keeps those whose publisher or title contains its words. Raises `QueryError`.
    """
    conditions = Conditions(store, "source")
    kinds = [choice("kind of source", name, SOURCE_KINDS) for name in listed(kind)]
    conditions.any_of("kind", "kind", kinds)
    conditions.holding("text", text)
    rows = conditions.select(_CITED, order="times DESC, id", limit=limit)
    return Answer(
        "source",
        (Row(fields={**Row(doc).fields, "cited_by": times}) for doc, times in rows),
        explanation=conditions.explanation() if explain else [],
        why=conditions.why if explain else None,
        total=lambda: conditions.total(limit),
    )
