"""The rules on memberships and terms of office, and on the lives of organisations."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from itertools import combinations, groupby, pairwise
from typing import Any

from otscli.checking.register import advice, finding, rule
from otscli.dataset.findings import Finding, Level
from otscli.dates import Date, parse
from otscli.periods import Period, edge_of, follows, joint
from otscli.store.store import Store

_Held = tuple[tuple[str, str, str], str, Period, tuple[str, int, int]]


def _periods(store: Store) -> Iterator[_Held]:
    """Every period with its state, organisation and status, its id and its place."""
    for state, organization, status, id_, since, until, *rest in store.rows(
        "SELECT state, organization, status, id, since, until, since_first, since_last, "
        "until_first, until_last, file, line, col FROM period JOIN record USING (n) "
        "ORDER BY state, organization, since_first, until_last"
    ):
        held = Period(edge_of(since, *rest[:2]), edge_of(until, *rest[2:4]))
        yield (state, organization, status), id_, held, tuple(rest[4:])


_Term = tuple[str, str, bool, Period, tuple[Any, ...]]


def _terms(store: Store) -> Iterator[_Term]:
    """Every term with its office, its id, whether it is acting, and its position."""
    for office, id_, acting, since, until, *rest in store.rows(
        "SELECT office, id, acting, since, until, since_first, since_last, until_first, "
        "until_last, file, line, col FROM term JOIN record USING (n) "
        "ORDER BY office, since_first, until_last"
    ):
        held = Period(edge_of(since, *rest[:2]), edge_of(until, *rest[2:4]))
        yield office, id_, bool(acting), held, tuple(rest[4:])


def _change(one: Period, two: Period) -> bool:
    return follows(one, two) or follows(two, one)


def _lives(store: Store) -> dict[str, tuple[dt.date | None, Date | None]]:
    """The first possible day of each organisation or a predecessor, and when it was dissolved."""
    sql = "SELECT id, doc FROM record WHERE type = 'organization' ORDER BY n"
    recorded = {id_: json.loads(doc) for id_, doc in store.rows(sql)}
    founded = {id_: one["founded"] and parse(one["founded"]) for id_, one in recorded.items()}
    lives = {}
    for id_, one in recorded.items():
        dates = [founded[id_], *(founded.get(earlier) for earlier in one["predecessors"])]
        dates += [parse(one["predecessor_founded"])] if one["predecessor_founded"] else []
        days = [date.first for date in dates if date]
        dissolved = parse(one["dissolved"]) if one["dissolved"] else None
        lives[id_] = (min(days, default=None), dissolved)
    return lives


@rule
def period_order(store: Store) -> Iterator[Finding]:
    """A status does not end before it begins."""
    for _, id_, held, position in _periods(store):
        if not held.possible:
            message = f"{id_}: until {held.until.text} is not after from {held.since.text}"
            yield finding(period_order, "error", position, message)


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
            if all(statuses & side for side in _BESIDE) or _change(one[2], two[2]):
                continue
            common = joint([one[2], two[2]])
            if common.possible:
                level: Level = "error" if common.certain else "warning"
                how = "at once with" if common.certain else "possibly at once with"
                yield finding(one_status, level, two[3], f"{two[1]}: {how} {one[1]}")


@rule
def life_of_organization(store: Store) -> Iterator[Finding]:
    """A status lies within the life of its organisation or of the organisation's predecessors.

    An applicant may come before it, and an associate's status may rest on an older treaty.
    """
    lives = _lives(store)
    for (_, organization, status), id_, held, position in _periods(store):
        founded, dissolved = lives.get(organization, (None, None))
        if status in {"applicant", "associate"}:
            continue
        if founded and held.since.last < founded:
            message = f"{id_}: from {held.since.text} is before {organization} was founded"
            yield finding(life_of_organization, "error", position, message)
        if dissolved and held.until.first > dissolved.last and held.until.text != "unknown":
            ends = f"until {held.until.text}" if held.until.text else "still holding"
            message = f"{id_}: {ends} is after {organization} was dissolved ({dissolved})"
            yield finding(life_of_organization, "error", position, message)


@rule
def one_holder(store: Store) -> Iterator[Finding]:
    """An office has one holder at a time, but for those who act.

    Two terms that only possibly overlap, because an end is not known to the day, are a note.
    """
    for _, group in groupby(_terms(store), key=lambda row: row[0]):
        terms = [row for row in group if not row[2]]
        for one, two in combinations(terms, 2):
            if _change(one[3], two[3]):
                continue
            common = joint([one[3], two[3]])
            if common.certain:
                yield finding(one_holder, "error", two[4], f"{two[1]}: at once with {one[1]}")
        for one, two in pairwise(terms):
            common = joint([one[3], two[3]])
            if common.possible and not common.certain and not _change(one[3], two[3]):
                message = f"{two[1]}: possibly at once with {one[1]}"
                yield finding(one_holder, "note", two[4], message)


@advice
def life_of_office(store: Store) -> Iterator[Finding]:
    """A term does not begin before its organisation was founded."""
    lives = _lives(store)
    for office, id_, _, held, position in _terms(store):
        row = store.row(
            "SELECT json_extract(doc, '$.organization') FROM record WHERE id = ?", (office,)
        )
        founded = lives.get(row[0], (None, None))[0] if row else None
        if row and founded and held.since.last < founded:
            message = f"{id_}: from {held.since.text} is before {row[0]} was founded ({founded})"
            yield finding(life_of_office, "note", position, message)


@advice
def life_of_organization_event(store: Store) -> Iterator[Finding]:
    """An event takes place within the life of its organisations, or leads up to it."""
    lives = _lives(store)
    for id_, kind, organization, start, end, *position in store.rows(
        'SELECT id, kind, value, start, "end", file, line, col FROM record JOIN tag USING (n) '
        "WHERE type = 'event' AND field = 'organizations' ORDER BY n"
    ):
        founded, dissolved = lives.get(organization, (None, None))
        if kind in _LEADING_UP:
            continue
        if founded and end < founded.isoformat():
            message = f"{id_}: is before {organization} was founded ({founded})"
            yield finding(life_of_organization_event, "warning", tuple(position), message)
        if dissolved and start > dissolved.last.isoformat():
            message = f"{id_}: is after {organization} was dissolved ({dissolved})"
            yield finding(life_of_organization_event, "warning", tuple(position), message)


_LEADING_UP = {
    "agreement",
    "appointment",
    "body-established",
    "decision",
    "founding",
    "meeting",
    "ministerial",
    "plan",
    "statement",
}


@advice
def not_yet_belonging(store: Store) -> Iterator[Finding]:
    """A state that takes part in a summit of a fully recorded body held some status in it."""
    for id_, organization, state, *position in store.rows(
        "SELECT e.id, o.value, s.value, e.file, e.line, e.col FROM record e "
        "JOIN tag o ON o.n = e.n AND o.field = 'organizations' "
        "JOIN tag s ON s.n = e.n AND s.field = 'states' "
        "JOIN record b ON b.id = o.value AND json_extract(b.doc, '$.coverage') = 'full' "
        "WHERE e.type = 'event' AND e.kind = 'summit' AND NOT EXISTS (SELECT 1 FROM period p "
        "WHERE p.state = s.value AND p.organization = o.value "
        'AND p.since_first <= e."end" AND e.start < p.until_last) ORDER BY e.n, s.value'
    ):
        message = f"{id_}: {state} takes part, but held no status in {organization} then"
        yield finding(not_yet_belonging, "note", tuple(position), message)
