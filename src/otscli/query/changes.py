"""Who applied, joined, left or changed status, derived from the membership periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from otscli.answer import Answer, Reason, Row
from otscli.choices import STATUSES, ChangeKind
from otscli.dates import UNKNOWN, DateLike
from otscli.periods import Edge
from otscli.query.lookup.asked import Window, shown
from otscli.query.lookup.conditions import Conditions, outcome, possible_only
from otscli.query.lookup.coverage import covered_to, later_than_covered, partly_recorded
from otscli.query.lookup.names import in_language, labels, listed, resolve_all, subject
from otscli.query.lookup.neighbours import Neighbours
from otscli.query.lookup.tenures import Tenure, find_tenures
from otscli.store.store import Store


def changes(
    store: Store,
    *,
    since: DateLike | None = None,
    until: DateLike | None = None,
    during: DateLike | None = None,
    org: Sequence[str] = (),
    state: Sequence[str] = (),
    source: Sequence[str] = (),
    explain: bool = False,
) -> Answer:
    """Return the changes of status in date order, those on an unknown day last.

    A status that follows another without a gap is one change. A standing and a bid are different
    tracks, each with its own changes: a bid that ends as a standing begins has no row for its end.
    Raises `QueryError`.
    """
    window = Window(since, until, during, store)
    organizations = resolve_all(store, "organization", org)
    states = resolve_all(store, "state", state)
    conditions = Conditions(store, "membership")
    conditions.any_of("org", "organization", organizations)
    conditions.any_of("state", "state", states)
    steps = _all_steps(find_tenures(conditions))
    reach = covered_to(store)
    reasons = conditions.explanation() if explain else []
    reasons.append(Reason(f"{len(steps)} changes of status"))
    recorded = len(steps)
    steps = _within(steps, window, reasons)
    if source:
        steps = _citing(store, steps, source, reasons)
    later = sum(step.dated and step.edge.first > reach for step in steps) if reach else 0
    return Answer(
        "change",
        (Row(fields=_fields(store, step)) for step in steps),
        caption=later_than_covered(store, window.latest, later),
        notes=partly_recorded(store, organizations) if not states else [],
        explanation=reasons if explain else [],
        why=_why(steps, conditions, source) if explain else None,
        view="lanes",
        total=lambda: recorded,
        names=labels(store),
        subject=subject(organizations, states),
        about=store.dataset,
    )


def _why(
    steps: list[_Step], conditions: Conditions, source: Sequence[str]
) -> Callable[[Mapping[str, Any]], str]:
    """Return a function that explains a row: its end of a period, and the conditions met."""
    edges = {(step.held.id, step.edge.text, step.change): step.said for step in steps}

    def why(row: Mapping[str, Any]) -> str:
        cited = [f"its source is {', '.join(listed(source))}"] if source else []
        edge = edges[row["id"], row["date"], row["change"]]
        return "; ".join([edge, *conditions.met(row), *cited])

    return why


def _within(steps: list[_Step], window: Window, reasons: list[Reason]) -> list[_Step]:
    """The changes that may have happened in the window; explanations are added to `reasons`."""
    if not window.bounds:
        return steps
    for bound in window.bounds:
        kept = [step for step in steps if step.dated and bound.reached(*step.days)]
        undated = sum(not step.dated for step in steps)
        text = outcome(len(steps), len(kept), undated)
        reasons.append(Reason(text, bound.parameter, shown(bound.date)))
        steps = kept
    reasons += [
        possible_only(step.held.id, step.edge.text, *step.days)
        for step in steps
        if window.crossed(*step.days)
    ]
    return steps


def _citing(
    store: Store, steps: list[_Step], source: Sequence[str], reasons: list[Reason]
) -> list[_Step]:
    """The changes of memberships that cite one of the sources."""
    citing = Conditions(store, "membership")
    citing.cited(source)
    ids = {id_ for (id_,) in citing.select("id", order="id")}
    kept = [step for step in steps if step.held.id in ids]
    reasons.append(Reason(outcome(len(steps), len(kept)), "source", ", ".join(listed(source))))
    return kept


def _all_steps(everything: Sequence[Tenure]) -> list[_Step]:
    """The changes in the periods, in date order, those on an unknown day last."""
    steps = [
        step
        for _, group in groupby(everything, key=lambda one: (one.state, one.organization))
        for step in _steps(list(group))
        if step.before != step.after
    ]
    return sorted(steps, key=lambda step: (not step.dated, *step.days, step.held.id))


class _Step(NamedTuple):
    """A change: a period, which end of it, and the statuses before and after."""

    held: Tenure
    edge: Edge
    change: ChangeKind
    before: str | None
    after: str | None

    @property
    def dated(self) -> bool:
        return self.edge.text not in {None, UNKNOWN}

    @property
    def said(self) -> str:
        """Which end of its period the change is."""
        begins = self.edge is self.held.period.since
        return f"{self.held.status} {'from' if begins else 'until'} {self.edge.text}"

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        return self.edge.first, self.edge.last


def _steps(group: list[Tenure]) -> Iterator[_Step]:
    """The changes in the periods of one state in one organisation."""
    standings = [one for one in group if one.track == "standing"]
    bids = [one for one in group if one.track == "bid"]
    all_, rest, other = (Neighbours(each) for each in (group, standings, bids))
    for one in standings:
        before, kept = rest.before(one), rest.beside(one, one.period.since.last)
        after = min(one.status, kept or one.status, key=list(STATUSES).index)
        yield _Step(one, one.period.since, "status" if before else "joined", before, after)
        if one.period.until.text is not None and not rest.is_followed(one):
            beside = rest.beside(one, one.period.until.last)
            yield _Step(one, one.period.until, "status" if beside else "left", one.status, beside)
    for one in bids:
        begins: ChangeKind = "applied" if one.status == "applicant" else "candidate"
        yield _Step(one, one.period.since, begins, other.before(one), one.status)
        ends = one.period.until.text is not None and not all_.is_followed(one)
        if ends and not other.beside(one, one.period.until.last):
            yield _Step(one, one.period.until, "withdrew", one.status, None)


def _fields(store: Store, step: _Step) -> dict[str, Any]:
    one, edge = step.held, step.edge
    row = store.row("SELECT doc FROM record WHERE id = ?", (one.id,))
    record = Row(row[0] if row else "{}").fields
    fields = {
        "id": one.id,
        "date": edge.text,
        "start": edge.first.isoformat() if step.dated else None,
        "end": edge.last.isoformat() if step.dated else None,
        "state": one.state,
        "state_name": record["state_name"],
        "organization": one.organization,
        "organization_name": record["organization_name"],
        "change": step.change,
        "track": one.track,
        "before": step.before,
        "after": step.after,
        "basis": record["basis"],
        "sources": record["sources"],
    }
    return in_language(store, fields)
