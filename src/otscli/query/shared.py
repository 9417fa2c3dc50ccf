"""Organisations to which several states belong."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer
from otscli.dates import DateLike
from otscli.errors import QueryError
from otscli.query.lookup.joint import JointQuestion
from otscli.query.lookup.names import listed, resolve
from otscli.store.store import Store


def shared(
    store: Store,
    states: Sequence[str],
    *,
    as_of: DateLike | None = None,
    status: Sequence[str] = (),
    without: Sequence[str] = (),
    history: bool = False,
    explain: bool = False,
) -> Answer:
    """Return the organisations to which all these states belong, with the joint period.

    The mirror of `overlap`, with the same options: `without` leaves out organisations in which the
    named state certainly has a standing. Raises `QueryError`.
    """
    named = list(dict.fromkeys(resolve(store, "state", state) for state in listed(states)))
    if len(named) < 2:
        raise QueryError("name two states or more to compare, such as AZE and TUR")
    question = JointQuestion(store, "organization", as_of, status, without, explain=explain)
    return question.joint(named, history=history)
