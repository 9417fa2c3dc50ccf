"""Who applied, joined, left or changed status, told from the periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from otscli.dates import UNKNOWN, parse
from otscli.periods import Edge
from otscli.query.answer import Answer, Row
from otscli.query.coverage import later_than_covered, partly_recorded
from otscli.query.names import in_language, labels, resolve_all
from otscli.query.periods_of import Held, held
from otscli.query.select import latest_asked, shown, typed_date
from otscli.store.store import Store
from otscli.terms import STATUSES

BELONGING = ("member", "associate", "observer", "partner")
"""The statuses with which a state belongs to an organisation; the others lead there."""


def changes(
    store: Store,
    *,
    since: str | None = None,
    until: str | None = None,
    during: str | None = None,
    org: Sequence[str] = (),
    state: Sequence[str] = (),
    source: Sequence[str] = (),
    explain: bool = False,
) -> Answer:
    """Return the changes of status in order of date, those on an unknown day last.

    A status that follows another without a gap is one change, from the one to the other.
    Raises `QueryError`.
    """
    organizations = resolve_all(store, "organization", org)
    states = resolve_all(store, "state", state)
    sources = set(resolve_all(store, "source", source))
    told = _told(store, organizations, states, sources)
    why = [f"{len(told)} changes in the organisations and states asked about"]
    for option, text in (("--since", since), ("--until", until), ("--during", during)):
        if text is None:
            continue
        date = typed_date(option, text)
        first, last = date.first.isoformat(), date.last.isoformat()
        before = len(told)
        undated = sum(row["start"] is None for row in told)
        told = [
            row
            for row in told
            if row["start"] is not None
            and (option == "--until" or row["end"] >= first)
            and (option == "--since" or row["start"] <= last)
        ]
        left_out = f", {undated} of them on an unknown day" if undated else ""
        why.append(
            f"{option} {shown(date)}: kept {len(told)}, dropped {before - len(told)}{left_out}"
        )
        why += [
            f"{row['id']} is only possibly right: {row['date']} may be any day "
            f"{row['start']} … {row['end']}"
            for row in told
            if row["start"] < first <= row["end"] or row["start"] <= last < row["end"]
        ]
    return Answer(
        "change",
        [Row(fields=row) for row in told],
        caption=later_than_covered(store, latest_asked(since, until, during)),
        notes=partly_recorded(store, organizations) if not states else [],
        explanation=why if explain else [],
        names=labels(store),
    )


def _told(
    store: Store, organizations: Sequence[str], states: Sequence[str], sources: set[str]
) -> list[dict[str, Any]]:
    everything = held(store, "organization", organizations or None)
    kept = [one for one in everything if not states or one.state in states]
    told = [
        _fields(store, one, edge, change, before, after)
        for _, group in groupby(kept, key=lambda one: (one.state, one.organization))
        for one, edge, change, before, after in _steps(list(group))
    ]
    if sources:
        told = [row for row in told if any(cited["source"] in sources for cited in row["sources"])]
    return sorted(told, key=_order)


def _order(row: dict[str, Any]) -> tuple[bool, str, str, str]:
    return (row["start"] is None, row["start"] or "", row["end"] or "", row["id"])


_Step = tuple[Held, Edge, str, str | None, str | None]


def _steps(group: list[Held]) -> Iterator[_Step]:
    """The changes that the periods of one state in one organisation tell."""
    for one in group:
        before = _before(one, group)
        if one.status == "applicant":
            change = "applied"
        elif before in BELONGING or one.status == "candidate":
            change = "status"
        else:
            change = "joined"
        after = min((s for s in (one.status, _alongside(one, group)) if s), key=STATUSES.index)
        yield one, one.period.since, change, before, after
        if one.period.until.text is None or any(_follows(other, one) for other in group):
            continue
        beside = _beside(one, group)
        yield one, one.period.until, "status" if beside else "left", one.status, beside


def _alongside(one: Held, group: list[Held]) -> str | None:
    """The status that goes on when this one begins."""
    day = one.period.since.last
    return next(
        (other.status for other in group if other is not one and other.period.certainly_holds(day)),
        None,
    )


def _before(one: Held, group: list[Held]) -> str | None:
    """The status that gave way to this one, or beside which it began."""
    gave_way = [other for other in group if other is not one and _follows(one, other)]
    belonging = [other for other in gave_way if other.status in BELONGING]
    if belonging or gave_way:
        return (belonging or gave_way)[0].status
    day = one.period.since.first
    return next(
        (other.status for other in group if other is not one and other.period.certainly_holds(day)),
        None,
    )


def _beside(one: Held, group: list[Held]) -> str | None:
    """The status that goes on when this one ends."""
    day = one.period.until.last
    return next(
        (other.status for other in group if other is not one and other.period.certainly_holds(day)),
        None,
    )


def _follows(later: Held, earlier: Held) -> bool:
    """Whether a status begins as the other ends, as far as the dates tell."""
    if later is earlier:
        return False
    end, start = earlier.period.until, later.period.since
    if end.text is None or UNKNOWN in {end.text, start.text}:
        return False
    return end.text == start.text or (start.first <= end.last and end.first <= start.last)


def _fields(
    store: Store, one: Held, edge: Edge, change: str, before: str | None, after: str | None
) -> dict[str, Any]:
    row = store.row("SELECT doc FROM record WHERE id = ?", (one.id,))
    record = Row(row[0] if row else "{}").fields
    known = edge.text not in {None, UNKNOWN}
    date = parse(edge.text) if known and edge.text else None
    change_of = {
        "id": one.id,
        "date": edge.text,
        "start": date and date.first.isoformat(),
        "end": date and date.last.isoformat(),
        "state": one.state,
        "state_name": record["state_name"],
        "organization": one.organization,
        "organization_name": record["organization_name"],
        "change": change,
        "before": before,
        "after": after,
        "basis": record["basis"],
        "sources": record["sources"],
    }
    return in_language(store, change_of)
