"""Events in order of date."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.query.answer import Answer
from otscli.query.coverage import later_than_covered
from otscli.query.names import labels, listed, resolve_all, word
from otscli.query.select import Select, latest_asked
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
    select = Select(store, "event")
    select.dated(since, until, during)
    select.kinds([word(store, "kinds", name) for name in listed(kind)])
    select.tagged("--topic", "topics", [word(store, "topics", name) for name in listed(topic)])
    select.tagged("--state", "states", resolve_all(store, "state", state))
    select.tagged("--org", "organizations", resolve_all(store, "organization", org))
    select.tagged("--place", "place", resolve_all(store, "place", place))
    select.holding(search)
    select.cited(source)
    select.disputed(disputed)
    return Answer(
        "event",
        select.rows(newest=newest, limit=limit),
        caption=later_than_covered(store, latest_asked(since, until, during)),
        explanation=select.explanation() if explain else [],
        names=labels(store),
    )
