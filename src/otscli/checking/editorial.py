"""Editorial rules, for what a sceptical reader of the curated data would object to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from otscli.checking.register import advice, finding
from otscli.dataset.findings import Finding, Level
from otscli.dates import Date, parse
from otscli.folding import fold
from otscli.store.store import Store

_Fields = dict[str, Any]
_GATHERINGS = {"exercise", "games", "meeting", "ministerial", "summit", "conflict"}
_NOT_REPORTED = {"plan", "honour"}


def _curated(store: Store, type_: str) -> Iterator[tuple[_Fields, tuple[Any, ...]]]:
    """Yield the records of a type with their positions, of curated data only."""
    if store.dataset.get("curated"):
        sql = (
            "SELECT doc, file, line, col FROM record WHERE type = ? AND NOT placeholder ORDER BY n"
        )
        for doc, *position in store.rows(sql, (type_,)):
            yield json.loads(doc), tuple(position)


def _published(fields: _Fields) -> list[Date | None]:
    """The publication date of each supporting source, None if it has none."""
    return [
        parse(one["published"]) if one["published"] else None
        for one in fields["sources"]
        if one["stance"] == "supports"
    ]


def _reported(fields: _Fields, day: str) -> tuple[bool, Level]:
    """Whether a supporting source may be from a day or later; the level if none is."""
    published = _published(fields)
    later = any(date is not None and date.last.isoformat() >= day for date in published)
    return later, "note" if None in published else "warning"


@advice
def end_unreported(store: Store) -> Iterator[Finding]:
    """In curated data, the last day of a gathering is known from a source of that day or later."""
    for event, position in _curated(store, "event"):
        date = event["date"]
        known = "/" in date and len(date.rpartition("/")[2]) == len("2009-10-03")
        if event["kind"] not in _GATHERINGS or not known or event["planned"]:
            continue
        later, level = _reported(event, event["end"])
        if not later:
            message = f"{event['id']}: no source of {event['end']} or later reports the end"
            yield finding(end_unreported, level, position, message)


@advice
def only_announced(store: Store) -> Iterator[Finding]:
    """In curated data, an event that happened has a source of its first day or later."""
    for event, position in _curated(store, "event"):
        doubtful = event["planned"] or event["date"].endswith(("?", "%"))
        if event["kind"] in _NOT_REPORTED or doubtful or not any(_published(event)):
            continue
        later, level = _reported(event, event["start"])
        if not later:
            message = f"{event['id']}: every dated source precedes it"
            yield finding(only_announced, level, position, message)


@advice
def article_day(store: Store) -> Iterator[Finding]:
    """In curated data, a fact is dated by when it was so, not by the day of an article."""
    days: dict[str, set[str]] = {}
    for event, _ in _curated(store, "event"):
        days.setdefault(event["start"], set()).update(event["states"], event["organizations"])
    for fact, position in _curated(store, "fact"):
        date = fact["date"]
        if fact["kind"] not in {"fact", "plan"} or fact["speaker_name"] or not date:
            continue
        cited = [one for one in fact["sources"] if one["published"] == date]
        explained = any(one["field"] == "date" for one in fact["sources"])
        if cited and not explained and not days.get(date, set()).intersection(fact["about"]):
            message = f"{fact['id']}: is dated by the day of {cited[0]['source']}; when was it so?"
            yield finding(article_day, "note", position, message)


_PREPARATORY = re.compile(
    "note|notice|letter|announce|receipt|recall|vote|denounce|sign", re.IGNORECASE
)


@advice
def preparatory_end(store: Store) -> Iterator[Finding]:
    """In curated data, a status ends when it ended, not with an act that prepared the end."""
    for held, position in _curated(store, "membership"):
        for step in held["milestones"]:
            if step["date"] == held["until"] and _PREPARATORY.search(step["what"]):
                message = f"{held['id']}: ends with a preparatory act ({step['what']})"
                yield finding(preparatory_end, "note", position, message)


@advice
def vague_period(store: Store) -> Iterator[Finding]:
    """In curated data, an end of a period is as precise as its milestones."""
    for held, position in _curated(store, "membership"):
        for end in ("from", "until"):
            recorded = held[end]
            if not recorded or not re.fullmatch("[0-9]{4}(-[0-9]{2})?", recorded):
                continue
            for step in held["milestones"]:
                day = step["date"]
                if len(day) == len("2009-10-03") and day.startswith(recorded):
                    message = f"{held['id']}: {end} is {recorded}, and a milestone {day}"
                    yield finding(vague_period, "warning", position, message)


@advice
def no_voice(store: Store) -> Iterator[Finding]:
    """In curated data, a statement, a proposal or an assessment names its author."""
    for fact, position in _curated(store, "fact"):
        if fact["kind"] in {"statement", "proposal", "assessment"} and not fact["speaker_name"]:
            message = f"{fact['id']}: is a {fact['kind']} without speaker or body"
            yield finding(no_voice, "warning", position, message)


@advice
def all_came(store: Store) -> Iterator[Finding]:
    """In curated data, participants come from a report, not from the list of members."""
    full = {
        row[0]
        for row in store.rows(
            "SELECT state FROM period WHERE organization = 'OTS' AND status = 'member'"
        )
    }
    for event, position in _curated(store, "event"):
        publishers = {one["publisher"] for one in event["sources"] if one["stance"] == "supports"}
        alone = event["organizations"] == ["OTS"] and len(publishers) == 1
        if event["kind"] in {"meeting", "ministerial"} and alone and full <= set(event["states"]):
            message = f"{event['id']}: all members took part; is that a report, or the list?"
            yield finding(all_came, "note", position, message)


_VERDICTS = re.compile(
    r"\b(disputed|said to|so-called|alleged|historic|illegal|successful)\b", re.IGNORECASE
)


@advice
def title_verdict(store: Store) -> Iterator[Finding]:
    """In curated data, a title gives no verdict."""
    for event, position in _curated(store, "event"):
        if found := _VERDICTS.search(event["title"]):
            message = f"{event['id']}: the title says {found.group()!r}; leave it to the citations"
            yield finding(title_verdict, "warning", position, message)


@advice
def title_alone(store: Store) -> Iterator[Finding]:
    """In curated data, the title of a meeting names a body, a state or a place of it."""
    names: dict[str, list[str]] = {}
    for id_, folded in store.rows(
        "SELECT id, folded FROM name JOIN record USING (n) "
        "WHERE type IN ('state', 'organization') AND rank <> 1"
    ):
        names.setdefault(id_, []).append(folded)
    for event, position in _curated(store, "event"):
        if event["kind"] not in {"summit", "ministerial", "meeting"}:
            continue
        title = fold(event["title"])
        known = [
            name
            for id_ in (*event["states"], *event["organizations"])
            for name in names.get(id_, [])
        ]
        # A name without its ending also matches the adjective: Azerbaijan, Azerbaijani.
        known += [name[: max(4, len(name) - 3)] for name in known]
        place = fold((event["place"] or {}).get("city") or "")
        if not any(len(name) > 1 and name in title for name in (*known, place)):
            message = f"{event['id']}: the title names no body, state or place of it"
            yield finding(title_alone, "note", position, message)
