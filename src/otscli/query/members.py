"""Members of an organisation."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer, Row
from otscli.choices import STATUSES
from otscli.dates import DateLike
from otscli.errors import QueryError
from otscli.query.lookup.asked import read_as_of
from otscli.query.lookup.conditions import Conditions, doubt
from otscli.query.lookup.coverage import beyond, of_day, partly_recorded
from otscli.query.lookup.names import (
    find,
    in_language,
    labels,
    resolve,
    resolve_all,
    wanted_statuses,
)
from otscli.store.store import Store

EVERY = "all"
"""The name for every organisation."""

_RANK = "CASE status " + " ".join(f"WHEN '{s}' THEN {i}" for i, s in enumerate(STATUSES)) + " END"
_BY_STATUS = f"{_RANK}, since_first, state"
_BY_STATE = "min(since_first) OVER (PARTITION BY state), state, since_first, until_last"


def members(
    store: Store,
    org: str = "OTS",
    *,
    as_of: DateLike | None = None,
    status: Sequence[str] = (),
    state: Sequence[str] = (),
    source: Sequence[str] = (),
    disputed: bool = False,
    differs: bool = False,
    confidence: Sequence[str] = (),
    history: bool = False,
    explain: bool = False,
) -> Answer:
    """Return the memberships of an organisation that possibly hold on a day.

    With `org` `all`, those of every organisation. The day is the last day of `as_of`, by default
    today or the last day of the data, whichever is earlier. `history` returns all periods and takes
    no `as_of`; then `certain` says whether the period certainly contains a day. Rows are ordered by
    status, beginning and state; a history by state. Raises `QueryError`.
    """
    every = org == EVERY and not find(store, "organization", org)
    organizations = [] if every else [resolve(store, "organization", org)]
    asked = read_as_of(store, as_of)
    if history and as_of is not None:
        raise QueryError("a history is of all days; leave it out", "as_of")
    day = asked.last
    conditions = Conditions(store, "membership")
    conditions.any_of("org", "organization", organizations)
    if not history:
        conditions.possibly_held(asked)
    conditions.any_of("status", "status", wanted_statuses(status))
    conditions.any_of("state", "state", resolve_all(store, "state", state))
    conditions.cited(source)
    conditions.disputed(disputed)
    conditions.differs(differs)
    conditions.confident(confidence)
    notes = [] if state else partly_recorded(store, organizations)
    held = conditions.held(None if history else day, order=_BY_STATE if history else _BY_STATUS)
    rows = [_row(store, doc, certain) for doc, certain in held]
    reasons = conditions.explanation() if explain else []
    reasons += [doubt(row.fields) for row in rows if explain and not row.fields["certain"]]
    starts = [row.fields["start"] for row in rows]
    return Answer(
        "membership",
        rows,
        caption=of_day(store, as_of, day, starts, history=history),
        notes=notes if history else [*notes, *beyond(store, day)],
        explanation=reasons,
        why=conditions.why if explain else None,
        view="bars" if history else "list",
        names=labels(store),
        day=day,
        about=store.dataset,
        total=conditions.total,
    )


def _row(store: Store, doc: str, certain: bool) -> Row:
    return Row(fields={**in_language(store, Row(doc).fields), "certain": certain})
