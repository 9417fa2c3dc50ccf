"""Events in date order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from otscli.answer import Answer, Row
from otscli.dates import DateLike
from otscli.query.lookup.asked import Window
from otscli.query.lookup.conditions import Conditions
from otscli.query.lookup.coverage import covered_to, later_than_covered
from otscli.query.lookup.names import choice, labels, listed, resolve_all, subject, word
from otscli.store.store import Store

COUNTED = {
    "year": "start",
    "kind": "kind",
    "state": "states",
    "topic": "topics",
    "organization": "organizations",
}
"""What events can be counted by, with the field of the values."""


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
    differs: bool = False,
    confidence: Sequence[str] = (),
    limit: int | None = None,
    newest: bool = False,
    count: str | None = None,
    explain: bool = False,
) -> Answer:
    """Return the events that meet every condition, in order of start, end and id.

    Dates are parsed by `otscli.dates.understand`; `since` keeps what may have happened on its first
    day or later, `until` what may have happened on its last day or before, `during` both. Several
    values of one condition mean any of them. With `count`, return instead how many events each
    year, kind, state, topic or organization has: an event counts once in each of its values. Raises
    `QueryError`.
    """
    window = Window(since, until, during, store)
    conditions = Conditions(store, "event")
    conditions.within(window)
    conditions.any_of("kind", "kind", [word(store, "kinds", name) for name in listed(kind)])
    conditions.tagged("topic", "topics", [word(store, "topics", name) for name in listed(topic)])
    states = resolve_all(store, "state", state)
    conditions.tagged("state", "states", states)
    organizations = resolve_all(store, "organization", org)
    conditions.tagged("org", "organizations", organizations)
    conditions.tagged("place", "place", resolve_all(store, "place", place))
    conditions.holding("search", search, only="title text")
    conditions.cited(source)
    conditions.disputed(disputed)
    conditions.differs(differs)
    conditions.confident(confidence)
    rows = conditions.rows(newest=newest, limit=limit)
    later = conditions.count_after(covered_to(store), newest=newest, limit=limit)
    return Answer(
        "count" if count else "event",
        _counted(rows, choice("count", count, list(COUNTED))) if count else rows,
        caption=later_than_covered(store, window.latest, 0 if count else later),
        explanation=conditions.explanation() if explain else [],
        why=conditions.why if explain and not count else None,
        view="list" if count else "lanes",
        names=labels(store),
        subject=subject(organizations, states),
        total=None if count else lambda: conditions.total(limit),
        about=store.dataset,
    )


_LATEST = 20


def latest(store: Store, *, explain: bool = False) -> Answer:
    """Return the latest events that are not planned, oldest first, and how to see all."""
    events = timeline(store, newest=True, explain=explain)
    happened = (row for row in events.rows if not row.fields.get("planned"))
    rows = list(islice(happened, _LATEST))[::-1]
    note = "These are the latest; `ots timeline --since 1900` shows all, `ots next` what is planned"
    return events._replace(rows=rows, caption=" ".join(filter(None, (note + ".", events.caption))))


def _counted(rows: Iterable[Row], by: str) -> list[Row]:
    """Return how many events have each value: years in order, other values by frequency."""
    counts: Counter[str] = Counter()
    for row in rows:
        value = row.fields[COUNTED[by]]
        counts.update([value[:4]] if by == "year" else [value] if by == "kind" else set(value))
    ordered = sorted(counts.items(), key=lambda one: (by != "year" and -one[1], one[0]))
    return [Row(fields={"value": value, "count": count}) for value, count in ordered]
