"""Events in order of date."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer
from otscli.dates import DateLike
from otscli.query.lookup.asked import Window
from otscli.query.lookup.conditions import Conditions
from otscli.query.lookup.coverage import later_than_covered
from otscli.query.lookup.names import labels, listed, resolve_all, word
from otscli.store.store import Store


def timeline(
    store: Store,
    *,
    since: DateLike | None = None,
    until: DateLike | None = None,
    during: DateLike | None = None,
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

    Dates are read by `otscli.dates.understand`; `since` keeps what may have happened
    on its first day or later, `until` what may have on its last day or before, `during` both.
    Several values of one condition mean any of them. Raises `QueryError`.
    """
    window = Window(since, until, during)
    conditions = Conditions(store, "event")
    conditions.within(window)
    conditions.any_of("kind", "kind", [word(store, "kinds", name) for name in listed(kind)])
    conditions.tagged("topic", "topics", [word(store, "topics", name) for name in listed(topic)])
    conditions.tagged("state", "states", resolve_all(store, "state", state))
    conditions.tagged("org", "organizations", resolve_all(store, "organization", org))
    conditions.tagged("place", "place", resolve_all(store, "place", place))
    conditions.holding("search", search, only="title text")
    conditions.cited(source)
    conditions.disputed(disputed)
    return Answer(
        "event",
        conditions.rows(newest=newest, limit=limit),
        caption=later_than_covered(store, window.latest),
        explanation=conditions.explanation() if explain else [],
        names=labels(store),
    )
