"""The rules that look at a whole dataset, one function each, asked of its store.

What is wrong with the form of a single record is found where it is read
(`otscli.dataset.shape`); these find what only shows beside other records.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from itertools import combinations, groupby
from typing import Any

from otscli.dataset.findings import Finding, Level, Mark
from otscli.dates import parse
from otscli.periods import Edge, Period, joint
from otscli.store.store import Store

Rule = Callable[[Store], Iterator[Finding]]

RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Add a rule; its name, with hyphens, is its id."""
    RULES.append(function)
    return function


def _finding(rule_: Rule, level: Level, place: tuple[Any, ...], message: str) -> Finding:
    return Finding(Mark(*place), level, message, rule_.__name__.replace("_", "-"))


@rule
def unsourced(store: Store) -> Iterator[Finding]:
    """Every event, membership, fact, state and organisation has a source that supports it."""
    level: Level = "error" if store.dataset.get("curated") else "warning"
    for id_, doc, *place in store.rows(
        "SELECT id, doc, file, line, col FROM record WHERE type IN "
        "('event', 'membership', 'fact', 'state', 'organization') ORDER BY n"
    ):
        if json.loads(doc)["confidence"] is None:
            message = f"{id_}: no source supports it; cite one"
            yield _finding(unsourced, level, tuple(place), message)


@rule
def period_order(store: Store) -> Iterator[Finding]:
    """A status does not end before it begins."""
    for _, id_, held, place in _periods(store):
        if not held.possible:
            message = f"{id_}: until {held.until.text} is not after from {held.since.text}"
            yield _finding(period_order, "error", place, message)


_BESIDE = ({"applicant", "candidate"}, {"observer", "associate", "partner"})


@rule
def one_status(store: Store) -> Iterator[Finding]:
    """A state has one status in one organisation at a time.

    Applicant and candidate may stand beside observer, associate and partner. An overlap that
    is only possible, because an end is not known to the day, is a warning.
    """
    for _, group in groupby(_periods(store), key=lambda row: row[0][:2]):
        for one, two in combinations(list(group), 2):
            statuses = {one[0][2], two[0][2]}
            if all(statuses & side for side in _BESIDE) or _follow(one[2], two[2]):
                continue
            common = joint([one[2], two[2]])
            if common.possible:
                level: Level = "error" if common.certain else "warning"
                how = "at once with" if common.certain else "possibly at once with"
                yield _finding(one_status, level, two[3], f"{two[1]}: {how} {one[1]}")


def _follow(one: Period, two: Period) -> bool:
    """Whether one period begins on the very date on which the other ends."""
    return one.until.text is not None and (
        one.until.text == two.since.text or two.until.text == one.since.text
    )


@rule
def life_of_organization(store: Store) -> Iterator[Finding]:
    """A status lies within the life of its organisation or of the organisation's predecessors.

    An applicant may come before it, and an associate's status may rest on an older treaty.
    """
    lives = {id_: json.loads(doc) for id_, doc in _documents(store, "organization")}
    for (_, organization, status), id_, held, place in _periods(store):
        life = lives.get(organization)
        if life is None or status in {"applicant", "associate"}:
            continue
        founded = _founded(life, lives)
        if founded and held.since.last < founded:
            message = f"{id_}: from {held.since.text} is before {organization} was founded"
            yield _finding(life_of_organization, "error", place, message)
        dissolved = life["dissolved"] and parse(life["dissolved"]).last
        if dissolved and held.until.first > dissolved and held.until.text != "unknown":
            message = f"{id_}: until {held.until.text} is after {organization} was dissolved"
            yield _finding(life_of_organization, "error", place, message)


def _founded(life: dict[str, Any], lives: dict[str, dict[str, Any]]) -> dt.date | None:
    """The first possible day of an organisation or of any of its predecessors."""
    dates = [life["founded"], life["predecessor_founded"]]
    dates += [lives[id_]["founded"] for id_ in life["predecessors"] or [] if id_ in lives]
    days = [parse(date).first for date in dates if date]
    return min(days) if days else None


def _documents(store: Store, type_: str) -> Iterator[tuple[Any, ...]]:
    yield from store.rows("SELECT id, doc FROM record WHERE type = ? ORDER BY n", (type_,))


_Held = tuple[tuple[str, str, str], str, Period, tuple[str, int, int]]


def _periods(store: Store) -> Iterator[_Held]:
    """Every period with its state, organisation and status, its id and its place."""
    for state, organization, status, id_, since, until, *rest in store.rows(
        "SELECT state, organization, status, id, since, until, since_first, since_last, "
        "until_first, until_last, file, line, col FROM period JOIN record USING (n) "
        "ORDER BY state, organization, since_first, until_last"
    ):
        days = [dt.date.fromisoformat(day) for day in rest[:4]]
        held = Period(Edge(since, *days[:2]), Edge(until, *days[2:]))
        yield (state, organization, status), id_, held, tuple(rest[4:])
