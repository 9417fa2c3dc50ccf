"""States that belong to several organisations at once."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer
from otscli.dates import DateLike
from otscli.errors import QueryError
from otscli.query.lookup.joint import JointQuestion
from otscli.query.lookup.names import listed, resolve
from otscli.store.store import Store

_FEWEST, _MOST = 3, 10  # organisations of `sets`


def overlap(
    store: Store,
    orgs: Sequence[str] = (),
    *,
    as_of: DateLike | None = None,
    status: Sequence[str] = (),
    without: Sequence[str] = (),
    history: bool = False,
    matrix: bool = False,
    sets: bool = False,
    names: bool = False,
    explain: bool = False,
) -> Answer:
    """Return the states that belong to several organisations at once.

    Two or more organisations: the states that belong to all of them on the last day of `as_of` (by
    default today or the last day of the data, whichever is earlier), with the joint period; members
    only, unless `status` says otherwise. One or none: a matrix of the states of that one, or of the
    OTS, and the organisations in which one of them has a status on the day.

    `history` gives all joint periods. `without` leaves out states that certainly have a standing
    there; a candidate has none. `matrix` crosses two or more organisations with every state that
    has a status in any of them; `sets` says which states are in exactly which of three to ten.
    `names` puts names in place of codes in a table. Raises `QueryError`.
    """
    named = list(dict.fromkeys(resolve(store, "organization", org) for org in listed(orgs)))
    question = JointQuestion(store, "state", as_of, status, without, explain=explain)
    if sum((history, matrix, sets)) > 1:
        raise QueryError("a history, a matrix and sets exclude one another; ask for one of them")
    if sets and not _FEWEST <= len(named) <= _MOST:
        raise QueryError(f"needs {_FEWEST} to {_MOST} organisations", "sets")
    if matrix and len(named) < 2:
        raise QueryError("needs two organisations or more; fewer are a matrix anyway", "matrix")
    answer = _asked(question, named, history=history, matrix=matrix, sets=sets)
    return answer._replace(named=names)


def _asked(
    question: JointQuestion, named: list[str], *, history: bool, matrix: bool, sets: bool
) -> Answer:
    if sets:
        return question.sets(named)
    if matrix:
        return question.chosen(named)
    if len(named) < 2:
        if history:
            raise QueryError("needs two organisations or more to compare", "history")
        return question.matrix(named)
    return question.joint(named, history=history)
