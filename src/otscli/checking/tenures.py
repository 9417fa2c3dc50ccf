"""Rules on memberships, terms of office and the lifetimes of organisations."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from otscli.checking.register import Rule, Site, advice, between, finding, rule
from otscli.dataset.findings import Finding, Level
from otscli.dates import UNKNOWN, Date, parse
from otscli.periods import Period, edge_of, follows, joint
from otscli.store.store import Store

_Held = tuple[tuple[str, str, str], str, Period, Site]


def _periods(store: Store) -> Iterator[_Held]:
    """Every period with its state, organisation, status, id and position."""
    for state, organization, status, id_, since, until, *rest in store.rows(
        "SELECT state, organization, status, id, since, until, since_first, since_last, "
        "until_first, until_last, file, line, col, dataset FROM period JOIN record USING (n) "
        "ORDER BY state, organization, since_first, until_last"
    ):
        held = Period(edge_of(since, *rest[:2]), edge_of(until, *rest[2:4]))
        yield (state, organization, status), id_, held, Site(*rest[4:])


_Term = tuple[str, str, bool, Period, Site]


def _terms(store: Store) -> Iterator[_Term]:
    """Every term with its office, its id, whether it is acting, and its position."""
    for office, id_, acting, since, until, *rest in store.rows(
        "SELECT office, id, acting, since, until, since_first, since_last, until_first, "
        "until_last, file, line, col, dataset FROM term JOIN record USING (n) "
        "ORDER BY office, since_first, until_last"
    ):
        held = Period(edge_of(since, *rest[:2]), edge_of(until, *rest[2:4]))
        yield office, id_, bool(acting), held, Site(*rest[4:])


class _Life(NamedTuple):
    """The first possible day of an organisation or a predecessor, and when it was dissolved."""

    founded: dt.date | None
    dissolved: Date | None
    site: Site


def _lives(store: Store) -> dict[str, _Life]:
    """The lifetime of each organisation."""
    recorded, sites = {}, {}
    for id_, doc, *site in store.rows(
        "SELECT id, doc, file, line, col, dataset FROM record "
        "WHERE type = 'organization' ORDER BY n"
    ):
        recorded[id_], sites[id_] = json.loads(doc), Site(*site)
    founded = {id_: one["founded"] and parse(one["founded"]) for id_, one in recorded.items()}
    lives = {}
    for id_, one in recorded.items():
        dates = [founded[id_], *(founded.get(earlier) for earlier in one["predecessors"])]
        dates += [parse(one["predecessor_founded"])] if one["predecessor_founded"] else []
        days = [date.first for date in dates if date]
        dissolved = parse(one["dissolved"]) if one["dissolved"] else None
        lives[id_] = _Life(min(days, default=None), dissolved, sites[id_])
    return lives


@rule
def period_order(store: Store) -> Iterator[Finding]:
    """A status does not end before it begins."""
    for _, id_, held, site in _periods(store):
        if not held.possible:
            message = f"{id_}: until {held.until.text} is not after from {held.since.text}"
            if held.until.is_day and held.until.first == held.since.first < dt.date.max:
                after = held.until.first + dt.timedelta(days=1)
                message += (
                    "; until is the first day on which it no longer holds: "
                    f"write {after} if the day before was its last"
                )
            yield finding(period_order, "error", site.mark, message)


@advice
def open_end(store: Store) -> Iterator[Finding]:
    """A status or a term that still holds has no end, rather than one in the year 9999."""
    for id_, until, *position in store.rows(
        "SELECT id, until, file, line, col FROM "
        "(SELECT n, until FROM period UNION ALL SELECT n, until FROM term) "
        "JOIN record USING (n) WHERE until LIKE '9999%' ORDER BY n"
    ):
        message = f"{id_}: until {until} usually means that it still holds; leave it out then"
        yield finding(open_end, "warning", tuple(position), message)


_BESIDE = ({"applicant", "candidate"}, {"observer", "associate", "partner"})


@rule
def one_status(store: Store) -> Iterator[Finding]:
    """A state has one status in one organisation at a time.

    It may be an applicant or candidate and an observer, associate or partner at once. An overlap
    that is only possible, because an end is not known to the day, is a warning.
    """
    for _, group in groupby(_periods(store), key=lambda row: row[0][:2]):
        held = [(row[1], row[2], row[3], row[0][2]) for row in group]
        for one, two in _overlapping(held, _may_be_at_once):
            yield _at_once(one_status, "warning", one, two)


_Tenure = tuple[str, Period, Site, str]
"""A status or term: its id, its period, its site, and its status."""


def _may_be_at_once(one: _Tenure, two: _Tenure) -> bool:
    statuses = {one[3], two[3]}
    return all(statuses & side for side in _BESIDE)


def _overlapping(
    tenures: Sequence[_Tenure], may: Callable[[_Tenure, _Tenure], bool]
) -> Iterator[tuple[_Tenure, _Tenure]]:
    """Yield each tenure with earlier ones that it must not overlap, certain overlaps first.

    Tenures come in the order of their first possible days. Each is compared with a limited number
    of others, and reported with fewer, so that the time is bounded however many overlap.
    """
    active: list[_Tenure] = []
    for two in tenures:
        active = [one for one in active if one[1].until.last > two[1].since.first][-_COMPARED:]
        certainly: list[_Tenure] = []
        possibly: list[_Tenure] = []
        for one in reversed(active):
            if may(one, two) or follows(one[1], two[1]) or follows(two[1], one[1]):
                continue
            common = joint([one[1], two[1]])
            if common.possible:
                (certainly if common.certain else possibly).append(one)
            if len(certainly) == _REPORTED:
                break
        for one in [*certainly, *possibly][:_REPORTED]:
            yield one, two
        active.append(two)


_COMPARED, _REPORTED = 8, 3


def _at_once(rule_: Rule, possibly: Level, one: _Tenure, two: _Tenure) -> Finding:
    certain = joint([one[1], two[1]]).certain
    message = f"{two[0]}: {'' if certain else 'possibly '}at once with {one[0]}"
    level: Level = "error" if certain else possibly
    return between(rule_, level, two[2], message, one[2], one[0])


@rule
def life_of_organization(store: Store) -> Iterator[Finding]:
    """A status falls within the lifetime of its organisation or of its predecessors.

    An applicant may come before it, and an associate's status may rest on an older treaty.
    """
    lives = _lives(store)
    for (_, organization, status), id_, held, site in _periods(store):
        life = lives.get(organization)
        if life is None or status in {"applicant", "associate"}:
            continue
        about = (life.site, organization)
        known = held.since.text != UNKNOWN
        if life.founded and known and held.since.last < life.founded:
            message = f"{id_}: from {held.since.text} is before {organization} was founded"
            yield between(life_of_organization, "error", site, message, *about)
        gone = life.dissolved
        if gone and held.until.first > gone.last and held.until.text != UNKNOWN:
            ends = f"until {held.until.text}" if held.until.text else "still holding"
            message = f"{id_}: {ends} is after {organization} was dissolved ({gone})"
            yield between(life_of_organization, "error", site, message, *about)


@rule
def one_holder(store: Store) -> Iterator[Finding]:
    """An office has one holder at a time, except for acting holders.

    Two terms that only possibly overlap, because an end is not known to the day, are a note.
    """
    for _, group in groupby(_terms(store), key=lambda row: row[0]):
        held = [(id_, period, site, "") for _, id_, acting, period, site in group if not acting]
        neighbours = {(one[0], two[0]) for one, two in pairwise(held)}
        for one, two in _overlapping(held, lambda _one, _two: False):
            found = _at_once(one_holder, "note", one, two)
            if found.level != "note" or (one[0], two[0]) in neighbours:
                yield found


@advice
def life_of_office(store: Store) -> Iterator[Finding]:
    """A term does not begin before its organisation was founded."""
    lives = _lives(store)
    for office, id_, _, held, site in _terms(store):
        row = store.row(
            "SELECT json_extract(doc, '$.organization') FROM record WHERE id = ?", (office,)
        )
        life = lives.get(row[0]) if row else None
        founded = life and life.founded
        if row and founded and held.since.last < founded:
            message = f"{id_}: from {held.since.text} is before {row[0]} was founded ({founded})"
            yield finding(life_of_office, "note", site.mark, message)


@advice
def life_of_organization_event(store: Store) -> Iterator[Finding]:
    """An event takes place within the lifetime of its organisations, or leads up to it."""
    lives = _lives(store)
    for id_, kind, organization, start, end, *position in store.rows(
        'SELECT id, kind, value, start, "end", file, line, col FROM record JOIN tag USING (n) '
        "WHERE type = 'event' AND field = 'organizations' ORDER BY n"
    ):
        life = lives.get(organization)
        if life is None or kind in _LEADING_UP:
            continue
        founded, dissolved, _ = life
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
