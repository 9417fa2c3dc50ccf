"""Rules on single records, their references, and their sources."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from itertools import combinations, groupby
from typing import Any

from otscli.checking.register import Site, advice, between, finding, rule, strict
from otscli.dataset.findings import Finding, Level
from otscli.dates import parse
from otscli.evidence import Citation, anonymous, disputing, publisher, supporting
from otscli.store.store import Store


@strict
def unsourced(store: Store) -> Iterator[Finding]:
    """Every event, membership, fact, state and organisation has a source that supports it."""
    level: Level = "error" if store.dataset.get("curated") else "warning"
    for id_, *position in store.rows(
        "SELECT id, file, line, col FROM record WHERE confidence IS NULL AND NOT placeholder "
        "AND type IN ('event', 'membership', 'fact', 'state', 'organization') ORDER BY n"
    ):
        message = f"{id_}: no source supports it; cite one"
        yield finding(unsourced, level, tuple(position), message)


@rule
def retired_id(store: Store) -> Iterator[Finding]:
    """A retired id of one record is not the id of another."""
    for alias, id_, *sites in store.rows(
        "SELECT alias.name, kept.id, kept.file, kept.line, kept.col, kept.dataset, "
        "other.file, other.line, other.col, other.dataset FROM name alias "
        "JOIN record kept USING (n) JOIN record other ON other.id = alias.name "
        "WHERE alias.rank = 1 AND other.n <> kept.n ORDER BY kept.n"
    ):
        message = f"{id_}: its alias {alias!r} is the id of another record; merge the two"
        own, other = Site(*sites[:4]), Site(*sites[4:])
        yield between(retired_id, "error", own, message, other, alias)


@rule
def office_of_one(store: Store) -> Iterator[Finding]:
    """An office belongs to an organisation or to a state, not to both."""
    for id_, *position in store.rows(
        "SELECT id, file, line, col FROM record WHERE type = 'office' AND NOT placeholder AND "
        "(json_extract(doc, '$.organization') IS NULL) = (json_extract(doc, '$.state') IS NULL) "
        "ORDER BY n"
    ):
        message = f"{id_}: name either the organization or the state whose office it is"
        yield finding(office_of_one, "error", tuple(position), message)


@rule
def one_number(store: Store) -> Iterator[Finding]:
    """No two states have the same number in a system of codes."""
    for code in ("iso2", "numeric", "cow", "gw", "vdem", "wikidata"):
        states = store.rows(
            "SELECT json_extract(doc, '$.' || ?) AS value, id, file, line, col, dataset "
            "FROM record WHERE type = 'state' AND value IS NOT NULL ORDER BY value, n",
            (code,),
        )
        for value, group in groupby(states, key=lambda row: row[0]):
            (first, *site), *others = [row[1:] for row in group]
            for other, *place in others:
                message = f"{other}: {code} {value} is that of {first}, too"
                yield between(one_number, "error", Site(*place), message, Site(*site), first)


@advice
def summit_without_place(store: Store) -> Iterator[Finding]:
    """A summit says where it was held."""
    for id_, *position in store.rows(
        "SELECT id, file, line, col FROM record WHERE type = 'event' AND kind = 'summit' "
        "AND json_extract(doc, '$.place') IS NULL ORDER BY n"
    ):
        message = f"{id_}: add the place, or the venue 'online'"
        yield finding(summit_without_place, "warning", tuple(position), message)


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
        yield finding(unknown_place, "error", tuple(position), message)


@advice
def overdue_plan(store: Store) -> Iterator[Finding]:
    """What is planned is after the last day covered; a plan whose day has passed has an outcome."""
    covered = store.dataset.get("covered_to")
    if not covered:
        return
    last = parse(covered).last.isoformat()
    for id_, *position in store.rows(
        "SELECT id, file, line, col FROM record WHERE type = 'event' AND \"end\" < ? "
        "AND (json_extract(doc, '$.planned') OR title LIKE '% is planned%' "
        "OR json_extract(doc, '$.summary') LIKE '% is planned%' "
        "OR json_extract(doc, '$.summary') LIKE '% are planned%') ORDER BY n",
        (last,),
    ):
        message = f"{id_}: is still planned, but its date is before {covered}; say what happened"
        yield finding(overdue_plan, "warning", tuple(position), message)
    for id_, target, *position in store.rows(
        "SELECT id, json_extract(doc, '$.target'), file, line, col FROM record "
        "WHERE type = 'fact' AND kind IN ('plan', 'proposal') "
        "AND json_extract(doc, '$.target') IS NOT NULL "
        "AND json_extract(doc, '$.outcome') IS NULL ORDER BY n"
    ):
        if parse(target).last.isoformat() <= last:
            message = f"{id_}: was due by {target}; say what became of it (outcome)"
            yield finding(overdue_plan, "warning", tuple(position), message)


@advice
def one_stance(store: Store) -> Iterator[Finding]:
    """A publisher does not both support and dispute a record."""
    for id_, cited, position in _cited(store):
        both = disputing(cited) & {publisher(one) for one in supporting(cited)}
        for named in sorted(both):
            message = f"{id_}: {named} both supports and disputes it"
            yield finding(one_stance, "note", position, message)


@advice
def named_source(store: Store) -> Iterator[Finding]:
    """A record that is not an opinion has a supporting source with a named publisher."""
    for id_, cited, position in _cited(store, but=("assessment", "proposal")):
        if supporting(cited) and all(anonymous(one) for one in supporting(cited)):
            message = f"{id_}: nobody is named for what supports it; look for a better source"
            yield finding(named_source, "note", position, message)


_SILENT = re.compile(
    r"\b(?:omit(?:s|ted)?|(?:is|are) silent|(?:does|do) not (?:mention|list|name)|"
    r"not (?:mentioned|listed|named))\b"
)


@advice
def silence(store: Store) -> Iterator[Finding]:
    """A source does not dispute what it does not mention."""
    for id_, cited, position in _cited(store):
        for one in cited:
            said = f"{one['value'] or ''} {one['note'] or ''}"
            if one["stance"] == "disputes" and _SILENT.search(said):
                message = f"{id_}: {one['source']} is silent on it, which is no dispute"
                yield finding(silence, "warning", position, message)


_Cited = tuple[str, list[Citation], tuple[Any, ...]]


def _cited(store: Store, but: Collection[str] = ()) -> Iterator[_Cited]:
    """Yield every record with citations, except some types: its id, these and its position."""
    for id_, kind, doc, *position in store.rows(
        "SELECT id, kind, doc, file, line, col FROM record WHERE n IN "
        "(SELECT n FROM tag WHERE field = 'source') ORDER BY n"
    ):
        if kind in but:
            continue
        yield id_, json.loads(doc)["sources"], tuple(position)


@advice
def spelling(store: Store) -> Iterator[Finding]:
    """Our own text spells names as in the list of spellings."""
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
                yield finding(spelling, "warning", tuple(position), message)


_ALIKE = 0.8
_FEW = 60


def _near_in_title(rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield pairs: all if there are few rows, else only those with few titles between them."""
    if len(rows) <= _FEW:
        return combinations(rows, 2)
    ordered = sorted(rows, key=lambda row: row[4])
    return (
        (one, two) for i, one in enumerate(ordered) for two in ordered[i + 1 : i + 1 + _FEW // 10]
    )


@advice
def twins(store: Store) -> Iterator[Finding]:
    """No two events of the same day and kind share an organisation and have similar titles."""
    rows = store.rows(
        "SELECT start, \"end\", kind, id, title, json_extract(doc, '$.organizations'), "
        "file, line, col FROM record WHERE type = 'event' ORDER BY start, \"end\", kind, n"
    )
    for _, group in groupby(rows, key=lambda row: row[:3]):
        for one, two in _near_in_title(list(group)):
            common = set(json.loads(one[5])) & set(json.loads(two[5])) or one[5] == two[5]
            if common and SequenceMatcher(None, one[4], two[4]).ratio() > _ALIKE:
                message = f"{two[3]}: looks like {one[3]} again; merge them or say the difference"
                yield finding(twins, "warning", tuple(two[6:]), message)


@advice
def uncited_source(store: Store) -> Iterator[Finding]:
    """In curated data, every source is cited."""
    if not store.dataset.get("curated"):
        return
    for id_, *position in store.rows(
        "SELECT id, file, line, col FROM record WHERE type = 'source' AND id NOT IN "
        "(SELECT value FROM tag WHERE field = 'source') ORDER BY n"
    ):
        yield finding(uncited_source, "warning", tuple(position), f"{id_}: nothing cites it")


@advice
def address_twice(store: Store) -> Iterator[Finding]:
    """No two sources have the same address."""
    for url, first, *position in store.rows(
        "SELECT json_extract(doc, '$.url') AS url, min(id), file, max(line), col FROM record "
        "WHERE type = 'source' AND json_extract(doc, '$.url') IS NOT NULL "
        "GROUP BY url HAVING count(*) > 1"
    ):
        message = f"{url} is the address of {first}, too; keep one source"
        yield finding(address_twice, "warning", tuple(position), message)
