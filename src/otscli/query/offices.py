"""Who held which office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from otscli.answer import Answer, Row
from otscli.dates import DateLike
from otscli.folding import fold
from otscli.query.lookup.asked import read_as_of
from otscli.query.lookup.conditions import Condition, Conditions
from otscli.query.lookup.coverage import later_than_covered
from otscli.query.lookup.names import labels, listed, people, resolve_all, unknown
from otscli.query.members import doubt
from otscli.store.store import Store

_OFFICES = "coalesce(organization, state), office"
_BY_OFFICE = f"{_OFFICES}, acting, since_first, n"
_BY_TIME = f"{_OFFICES}, since_first, until_last, n"


def offices(
    store: Store,
    office: str | None = None,
    *,
    as_of: DateLike | None = None,
    org: Sequence[str] = (),
    state: Sequence[str] = (),
    person: Sequence[str] = (),
    source: Sequence[str] = (),
    disputed: bool = False,
    history: bool = False,
    limit: int | None = None,
    explain: bool = False,
) -> Answer:
    """Return the terms of office that possibly hold on a day.

    `office` is an id, a name, or words of a name. The day is the last day of `as_of`.
    `history` returns every term ever, whatever the day; then `certain` says whether the term
    certainly has a day. `state` keeps the offices of a state, and terms that the state itself
    holds. Raises `QueryError`.
    """
    asked = read_as_of(as_of)
    conditions = Conditions(store, "term")
    notes: list[str] = []
    if office:
        conditions.any_of("office", "office", _named(store, office))
    if not history:
        conditions.possibly_held(asked)
    conditions.any_of("org", "organization", resolve_all(store, "organization", org))
    _of_states(conditions, resolve_all(store, "state", state))
    conditions.any_of("person", "holder", _people(store, person, notes))
    conditions.cited(source)
    conditions.disputed(disputed)
    rows = list(_rows(conditions, None if history else asked.last, limit))
    reasons = conditions.explanation() if explain else []
    reasons += [doubt(row.fields) for row in rows if explain and not row.fields["certain"]]
    return Answer(
        "term",
        rows,
        caption="" if history else later_than_covered(store, asked.last),
        notes=notes,
        explanation=reasons,
        view="bars" if history else "list",
        names=labels(store),
        day=asked.last,
    )


def _rows(conditions: Conditions, day: dt.date | None, limit: int | None) -> Iterator[Row]:
    """Yield the terms with `certain`, of the day or, without one, of any day at all."""
    if day is None:
        found = conditions.select("doc, since_last < until_first", order=_BY_TIME, limit=limit)
    else:
        certain = "doc, since_last <= ? AND ? < until_first"
        days = [day.isoformat()] * 2
        found = conditions.select(certain, days, order=_BY_OFFICE, limit=limit)
    for doc, is_certain in found:
        yield Row(fields={**Row(doc).fields, "certain": bool(is_certain)})


def _of_states(conditions: Conditions, states: Sequence[str]) -> None:
    """Keep the offices of the states, and the terms that they hold themselves."""
    if states:
        marks = ", ".join("?" * len(states))
        sql = f"state IN ({marks}) OR holder IN ({marks})"
        conditions.add(Condition(sql, [*states, *states], "state", ", ".join(states)))


def _named(store: Store, typed: str) -> list[str]:
    """Return the ids of the offices with that id or name, or with all the words in a name."""
    words = fold(typed).replace("-", " ").split()
    found: dict[str, None] = {}
    for id_, folded in store.rows(
        "SELECT id, folded FROM name JOIN record USING (n) WHERE type = 'office' ORDER BY n"
    ):
        if folded == fold(typed.strip()):
            return [id_]
        has = folded.replace("-", " ").split()
        if words and all(any(part.startswith(word) for part in has) for word in words):
            found[id_] = None
    if not found:
        raise unknown(store, "office", typed, parts=True)
    return list(found)


def _people(store: Store, typed: Sequence[str], notes: list[str]) -> list[str]:
    """Return the ids of people; `notes` says where a name is that of several."""
    ids: list[str] = []
    for name in listed(typed):
        found = people(store, name)
        ids += found
        if len(found) > 1:
            notes.append(f"person {name} may be any of {', '.join(found)}")
    return ids
