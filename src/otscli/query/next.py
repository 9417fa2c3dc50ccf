"""Plans: planned events, and plans with a date and no outcome yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from otscli import dates
from otscli.answer import Answer, Row, title
from otscli.query.lookup.conditions import Condition, Conditions
from otscli.query.lookup.coverage import covered_to
from otscli.query.lookup.names import labels, listed, resolve_all, word
from otscli.store.store import Store


def next_(
    store: Store,
    *,
    kind: Sequence[str] = (),
    state: Sequence[str] = (),
    org: Sequence[str] = (),
    limit: int | None = None,
    explain: bool = False,
) -> Answer:
    """Return planned events, and plans with a target and no outcome, by date.

    `overdue` is true if the last possible day is before the data's last day. From that day until
    today, the data do not say what happened. Raises `QueryError`.
    """
    states = resolve_all(store, "state", state)
    bodies = resolve_all(store, "organization", org)
    events = Conditions(store, "event")
    events.add(Condition("json_extract(doc, '$.planned')", (), "", "planned"))
    events.tagged("state", "states", states)
    events.tagged("org", "organizations", bodies)
    kinds = [word(store, "kinds", name) for name in listed(kind)]
    events.any_of("kind", "kind", kinds)
    plans = Conditions(store, "fact")
    open_plan = "kind = 'plan' AND json_extract(doc, '$.target') IS NOT NULL"
    no_outcome = "json_extract(doc, '$.outcome') IS NULL"
    plans.add(Condition(f"{open_plan} AND {no_outcome}", (), "", "plans without an outcome"))
    plans.tagged("state", "about", states)
    plans.tagged("org", "about", bodies)
    plans.any_of("kind", "kind", kinds)
    reasons: dict[str, str] = {}
    rows = [*_rows(store, events, "date", reasons), *_rows(store, plans, "target", reasons)]
    rows.sort(key=lambda row: (row["start"], row["end"], row["id"]))
    reach = covered_to(store)
    return Answer(
        "next",
        [Row(fields=row) for row in rows[:limit]],
        caption=f"The data reaches to {reach}; later changes are not in it." if reach else "",
        explanation=[*events.explanation(), *plans.explanation()] if explain else [],
        why=(lambda row: reasons[row["id"]]) if explain else None,
        names=labels(store),
        day=dates.today(),
        about=store.dataset,
    )


_WHY = {"event": "it is planned", "fact": "a plan with a date and no outcome"}


def _rows(
    store: Store, conditions: Conditions, day: str, reasons: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield the rows; why each is there is added to `reasons`."""
    reach = covered_to(store)
    for (doc,) in conditions.select("doc", order="n"):
        record = Row(doc).fields
        date = dates.parse(record[day])
        reasons[record["id"]] = "; ".join([_WHY[record["type"]], *conditions.met(record)])
        yield {
            "id": record["id"],
            "type": record["type"],
            "date": record[day],
            "start": date.first.isoformat(),
            "end": date.last.isoformat(),
            "title": title(record),
            "overdue": reach is not None and date.last < reach,
            "sources": record["sources"],
        }
