"""The rules that look at a whole dataset, one function each, asked of its store.

What is wrong with the form of a single record is found where it is read
(`otscli.dataset.validate`); these find what only shows beside other records.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import combinations, groupby
from typing import Any

from otscli.dataset.findings import Finding, Level, Mark
from otscli.dates import Date, parse
from otscli.periods import Edge, Period, follows, joint
from otscli.store.store import Store

Rule = Callable[[Store], Iterator[Finding]]

RULES: list[Rule] = []
"""Every rule."""

ADVICE: list[Rule] = []
"""Those that never find errors, which a question need not ask."""


def rule(function: Rule) -> Rule:
    """Add a rule; its name, with hyphens, is its id."""
    RULES.append(function)
    return function


def advice(function: Rule) -> Rule:
    """Add a rule that finds no errors, but warnings and notes."""
    ADVICE.append(function)
    return rule(function)


def _finding(rule_: Rule, level: Level, position: tuple[Any, ...], message: str) -> Finding:
    return Finding(Mark(*position), level, message, rule_.__name__.replace("_", "-"))


@rule
def unsourced(store: Store) -> Iterator[Finding]:
    """Every event, membership, fact, state and organisation has a source that supports it."""
    level: Level = "error" if store.dataset.get("curated") else "warning"
    for id_, *position in store.rows(
        "SELECT id, file, line, col FROM record WHERE confidence IS NULL AND NOT placeholder "
        "AND type IN ('event', 'membership', 'fact', 'state', 'organization') ORDER BY n"
    ):
        message = f"{id_}: no source supports it; cite one"
        yield _finding(unsourced, level, tuple(position), message)


@rule
def period_order(store: Store) -> Iterator[Finding]:
    """A status does not end before it begins."""
    for _, id_, held, position in _periods(store):
        if not held.possible:
            message = f"{id_}: until {held.until.text} is not after from {held.since.text}"
            yield _finding(period_order, "error", position, message)


@rule
def retired_id(store: Store) -> Iterator[Finding]:
    """An id that one record has taken over is not that of another."""
    for alias, id_, *position in store.rows(
        "SELECT alias.name, kept.id, kept.file, kept.line, kept.col FROM name alias "
        "JOIN record kept USING (n) JOIN record other ON other.id = alias.name "
        "WHERE alias.rank = 1 AND other.n <> kept.n ORDER BY kept.n"
    ):
        message = f"{id_}: its alias {alias!r} is the id of another record; merge the two"
        yield _finding(retired_id, "error", tuple(position), message)


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
                yield _finding(one_status, level, two[3], f"{two[1]}: {how} {one[1]}")


def _change(one: Period, two: Period) -> bool:
    return follows(one, two) or follows(two, one)


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
            yield _finding(life_of_organization, "error", position, message)
        if dissolved and held.until.first > dissolved.last and held.until.text != "unknown":
            ends = f"until {held.until.text}" if held.until.text else "still holding"
            message = f"{id_}: {ends} is after {organization} was dissolved ({dissolved})"
            yield _finding(life_of_organization, "error", position, message)


def _lives(store: Store) -> dict[str, tuple[dt.date | None, Date | None]]:
    """The first possible day of each organisation or a predecessor, and when it was dissolved."""
    recorded = {id_: json.loads(doc) for id_, doc in _documents(store, "organization")}
    founded = {id_: one["founded"] and parse(one["founded"]) for id_, one in recorded.items()}
    lives = {}
    for id_, one in recorded.items():
        dates = [founded[id_], *(founded.get(earlier) for earlier in one["predecessors"])]
        dates += [parse(one["predecessor_founded"])] if one["predecessor_founded"] else []
        days = [date.first for date in dates if date]
        dissolved = parse(one["dissolved"]) if one["dissolved"] else None
        lives[id_] = (min(days, default=None), dissolved)
    return lives


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
            yield _finding(life_of_organization_event, "warning", tuple(position), message)
        if dissolved and start > dissolved.last.isoformat():
            message = f"{id_}: is after {organization} was dissolved ({dissolved})"
            yield _finding(life_of_organization_event, "warning", tuple(position), message)


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
        yield _finding(not_yet_belonging, "note", tuple(position), message)


@advice
def summit_without_place(store: Store) -> Iterator[Finding]:
    """A summit says where it was held."""
    for id_, *position in store.rows(
        "SELECT id, file, line, col FROM record WHERE type = 'event' AND kind = 'summit' "
        "AND json_extract(doc, '$.place') IS NULL ORDER BY n"
    ):
        message = f"{id_}: add the place, or the venue 'online'"
        yield _finding(summit_without_place, "warning", tuple(position), message)


@rule
def unknown_place(store: Store) -> Iterator[Finding]:
    """In curated data, the city of an event is a name from the list of places."""
    if not store.dataset.get("curated"):
        return
    for id_, value, *position in store.rows(
        "SELECT id, json_extract(doc, '$.place.city'), file, line, col FROM record "
        "JOIN tag USING (n) WHERE field = 'place' "
        "AND value NOT IN (SELECT id FROM record WHERE type = 'place') ORDER BY n"
    ):
        message = f"{id_}: no place has the name {value!r}; describe it in places"
        yield _finding(unknown_place, "error", tuple(position), message)


@advice
def overdue_plan(store: Store) -> Iterator[Finding]:
    """What "is planned" lies after the last day covered."""
    covered = store.dataset.get("covered_to")
    if not covered:
        return
    for id_, *position in store.rows(
        "SELECT id, file, line, col FROM record WHERE type = 'event' AND \"end\" < ? "
        "AND (title LIKE '% is planned%' OR json_extract(doc, '$.summary') LIKE '% is planned%' "
        "OR json_extract(doc, '$.summary') LIKE '% are planned%') ORDER BY n",
        (parse(covered).last.isoformat(),),
    ):
        message = f"{id_}: is told as planned, but its day lies before {covered}; say what happened"
        yield _finding(overdue_plan, "warning", tuple(position), message)


@advice
def spelling(store: Store) -> Iterator[Finding]:
    """Our own text spells names as the list of spellings has them."""
    table = [
        (right, wrong)
        for right, words in store.rows(
            "SELECT id, meaning FROM vocabulary WHERE list = 'spellings'"
        )
        for wrong in words.split("\n")
    ]
    if not table:
        return
    for id_, doc, *position in store.rows(
        "SELECT id, doc, file, line, col FROM record "
        "WHERE type IN ('event', 'membership', 'fact') ORDER BY n"
    ):
        fields = json.loads(doc)
        texts = [fields.get(key) or "" for key in ("title", "summary", "text", "basis")]
        texts += [step["what"] for step in fields.get("milestones", [])]
        for right, wrong in table:
            if any(re.search(rf"\b{re.escape(wrong)}\b", text) for text in texts):
                message = f"{id_}: {wrong!r} is spelled {right!r} here"
                yield _finding(spelling, "warning", tuple(position), message)


_ALIKE = 0.8


@advice
def twins(store: Store) -> Iterator[Finding]:
    """No two events of one day and one kind have an organisation in common and alike titles."""
    rows = store.rows(
        "SELECT start, \"end\", kind, id, title, json_extract(doc, '$.organizations'), "
        "file, line, col FROM record WHERE type = 'event' ORDER BY start, \"end\", kind, n"
    )
    for _, group in groupby(rows, key=lambda row: row[:3]):
        for one, two in combinations(list(group), 2):
            common = set(json.loads(one[5])) & set(json.loads(two[5])) or one[5] == two[5]
            if common and SequenceMatcher(None, one[4], two[4]).ratio() > _ALIKE:
                message = f"{two[3]}: looks like {one[3]} told twice; merge or tell them apart"
                yield _finding(twins, "warning", tuple(two[6:]), message)


@advice
def uncited_source(store: Store) -> Iterator[Finding]:
    """In curated data, every source is cited."""
    if not store.dataset.get("curated"):
        return
    for id_, *position in store.rows(
        "SELECT id, file, line, col FROM record WHERE type = 'source' AND id NOT IN "
        "(SELECT value FROM tag WHERE field = 'source') ORDER BY n"
    ):
        yield _finding(uncited_source, "warning", tuple(position), f"{id_}: nothing cites it")


@advice
def address_twice(store: Store) -> Iterator[Finding]:
    """No two sources have one address."""
    for url, first, *position in store.rows(
        "SELECT json_extract(doc, '$.url') AS url, min(id), file, max(line), col FROM record "
        "WHERE type = 'source' AND json_extract(doc, '$.url') IS NOT NULL "
        "GROUP BY url HAVING count(*) > 1"
    ):
        message = f"{url} is the address of {first}, too; keep one source"
        yield _finding(address_twice, "warning", tuple(position), message)


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
