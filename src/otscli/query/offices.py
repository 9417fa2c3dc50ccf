"""Holders of offices."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer, Row
from otscli.dates import DateLike
from otscli.errors import QueryError
from otscli.folding import fold
from otscli.query.lookup.asked import read_as_of
from otscli.query.lookup.conditions import Condition, Conditions, doubt, one_of
from otscli.query.lookup.coverage import beyond, of_day
from otscli.query.lookup.names import in_language, labels, resolve_all, resolve_people, unknown
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

    `office` is an id, a name, or words of a name. The day is the last day of `as_of`, by default
    today or the last day of the data, whichever is earlier. `history` returns all terms and takes
    no `as_of`; then `certain` says whether the term certainly contains a day. `state` keeps the
    offices of a state, and terms that the state itself holds. Raises `QueryError`.
    """
    asked = read_as_of(store, as_of)
    if history and as_of is not None:
        raise QueryError("a history is of all days; leave it out", "as_of")
    conditions = Conditions(store, "term")
    notes: list[str] = []
    if office:
        conditions.any_of("office", "office", _named(store, office))
    if not history:
        conditions.possibly_held(asked)
    conditions.any_of("org", "organization", resolve_all(store, "organization", org))
    _of_states(conditions, resolve_all(store, "state", state))
    conditions.any_of("person", "holder", resolve_people(store, "person", person, notes))
    conditions.cited(source)
    conditions.disputed(disputed)
    day, order = (None, _BY_TIME) if history else (asked.last, _BY_OFFICE)
    rows = [
        Row(fields={**in_language(store, Row(doc).fields), "certain": certain})
        for doc, certain in conditions.held(day, order=order, limit=limit)
    ]
    reasons = conditions.explanation() if explain else []
    reasons += [doubt(row.fields) for row in rows if explain and not row.fields["certain"]]
    starts = [row.fields["start"] for row in rows]
    return Answer(
        "term",
        rows,
        caption=of_day(store, as_of, asked.last, starts, history=history),
        notes=notes if history else [*notes, *beyond(store, asked.last)],
        explanation=reasons,
        why=conditions.why if explain else None,
        view="bars" if history else "list",
        names=labels(store),
        day=asked.last,
        about=store.dataset,
        total=conditions.total,
    )


def _of_states(conditions: Conditions, states: Sequence[str]) -> None:
    """Keep the offices of the states, and the terms held by the states themselves."""
    if states:
        sql = f"{one_of('state', states)} OR {one_of('holder', states)}"
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
