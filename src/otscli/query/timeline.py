"""Events in order of date."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer
from otscli.query.lookup.conditions import Conditions, latest_asked
from otscli.query.lookup.coverage import later_than_covered
from otscli.query.lookup.names import labels, listed, resolve_all, word
from otscli.store.store import Store


def timeline(
    store: Store,
    *,
    since: str | None = None,
    until: str | None = None,
    during: str | None = None,
    kind: Sequence[str] = (),
    topic: Sequence[str] = (),
    state: Sequence[str] = (),
    org: Sequence[str] = (),
    place: Sequence[str] = (),
    search: str | None = None,
    source: Sequence[str] = (),
    disputed: bool = False,
    limit: int | None = None,
    newest: bool = False,
    explain: bool = False,
) -> Answer:
    """Return the events that meet every condition, in order of start, end and id.

    Dates are as typed (see `otscli.dates.understand`); `since` keeps what may have happened
    on its first day or later, `until` what may have on its last day or before, `during` both.
    Several values of one condition mean any of them. Raises `QueryError`.
    """
    conditions = Conditions(store, "event")
    conditions.dated(since, until, during)
    conditions.kinds([word(store, "kinds", name) for name in listed(kind)])
    conditions.tagged("--topic", "topics", [word(store, "topics", name) for name in listed(topic)])
    conditions.tagged("--state", "states", resolve_all(store, "state", state))
    conditions.tagged("--org", "organizations", resolve_all(store, "organization", org))
    conditions.tagged("--place", "place", resolve_all(store, "place", place))
    conditions.holding(search)
    conditions.cited(source)
    conditions.disputed(disputed)
    return Answer(
        "event",
        conditions.rows(newest=newest, limit=limit),
        caption=later_than_covered(store, latest_asked(since, until, during)),
        explanation=conditions.explanation() if explain else [],
        names=labels(store),
    )
