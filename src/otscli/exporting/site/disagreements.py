"""Where sources differ: what each says, and what would change if it were right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from otscli.choices import STATUSES, with_article
from otscli.dates import UNKNOWN, Date, in_words, parse
from otscli.dates import day as on_day
from otscli.errors import DateError
from otscli.exporting.site.content import Content, Fields, Piece
from otscli.exporting.site.rendering import words

DATES = ("date", "from", "until", "founded", "dissolved", "target")
"""The fields that are dates. What differs on them, and on a status, has a page of its own."""

TYPES = {
    "membership": "Memberships",
    "term": "Terms of office",
    "event": "Events",
    "fact": "Facts",
    "organization": "Organisations",
    "state": "States",
}
"""The types of record that sources may differ on, each with its heading."""


class Part(NamedTuple):
    """A page of disagreements: on dates and statuses of some types, or on all else."""

    path: str
    label: str
    types: tuple[str, ...]
    dates: bool


_HELD = ("membership", "term")

PARTS = (
    Part("disagreements.html", "dates and statuses of memberships and terms", _HELD, dates=True),
    Part(
        "disagreements-2.html",
        "dates of events and of all else",
        tuple(type_ for type_ in TYPES if type_ not in _HELD),
        dates=True,
    ),
    Part("disagreements-3.html", "other details", tuple(TYPES), dates=False),
)
"""The pages of disagreements, in order."""


@dataclass(frozen=True)
class Reading:
    """Another reading of a field: what it says, who says so, and what would change."""

    field: str
    value: str
    disputes: bool
    sources: Sequence[tuple[Piece, str]]
    change: str


@dataclass(frozen=True)
class Disagreement:
    """A record on which sources differ: what is recorded of each field, and other readings."""

    id: str
    link: Piece
    recorded: Sequence[tuple[str, str]]
    readings: Sequence[Reading]


def disagreements(site: Content, part: Part) -> Iterator[tuple[str, list[Disagreement]]]:
    """Yield the disagreements of a page, by type of record."""
    for type_ in part.types:
        found = []
        for fields in site.records[type_].values():
            readings = list(_readings(site, fields, dates=part.dates))
            if readings:
                found.append(
                    Disagreement(
                        fields["id"],
                        site.link(fields["id"]),
                        list(_recorded(fields, readings)),
                        readings,
                    )
                )
        if found:
            yield TYPES[type_], found


def count(groups: Sequence[tuple[str, Sequence[Disagreement]]]) -> int:
    """Return how many readings there are."""
    return sum(len(one.readings) for _, found in groups for one in found)


def _recorded(fields: Fields, readings: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    for field in dict.fromkeys(one.field for one in readings):
        value = fields.get(field)
        if field in DATES:
            yield field, words(value) if value else "open"
        elif isinstance(value, str):
            yield field, value


def _readings(site: Content, fields: Fields, *, dates: bool) -> Iterator[Reading]:
    grouped: dict[tuple[str, str, bool], list[tuple[Piece, str]]] = {}
    for cited in fields["sources"] or ():
        if cited["stance"] == "supports":
            continue
        field, value = cited["field"] or "", cited["value"] or ""
        if (field in DATES or field == "status") != dates:
            continue
        by = site.link(cited["source"], cited["publisher"] or cited["title"] or cited["source"])
        key = field, value, cited["stance"] == "disputes"
        grouped.setdefault(key, []).append((by, cited["note"] or ""))
    for (field, value, disputes), sources in grouped.items():
        change = consequence(fields, field, value, disputes=disputes)
        yield Reading(field, value, disputes, sources, change)


def consequence(fields: Fields, field: str, value: str, *, disputes: bool = False) -> str:
    """Say what would change in a record if another reading of a field were right.

    Empty where nothing can be said from the reading alone.
    """
    if field == "status" and value in STATUSES:
        held = with_article(fields["status"])
        return f"The status would be that of {with_article(value)}, not of {held}."
    if disputes and not value:
        return "Whether it is so at all is contested."
    if field not in DATES:
        return ""
    other, recorded = _date(value), _date(fields[field])
    if other is None:
        return ""
    if field in {"from", "until"}:
        return _edge(field, recorded, other)
    if recorded is None:
        return f"It would be dated {in_words(other)}."
    return f"It would be dated {in_words(other)}{_distance(recorded, other)}."


def _edge(field: str, recorded: Date | None, other: Date) -> str:
    """What would change if a period had another beginning or end."""
    begins = field == "from"
    verb = "begin" if begins else "end"
    if recorded is None:
        return f"It would {verb} {_preposition(other)} {in_words(other)}, and not still hold."
    said = f"It would {verb} {_preposition(other)} {in_words(other)}{_distance(recorded, other)}"
    if not (_exact(recorded) and _exact(other)):
        return f"{said}."
    first, last = sorted((recorded.first, other.first))
    last -= dt.timedelta(days=1)
    span = in_words(on_day(first))
    span += f" to {in_words(on_day(last))}" if last > first else ""
    holds = (other < recorded) == begins
    return f"{said}, and {'would also hold' if holds else 'would not hold'} on {span}."


def _distance(recorded: Date, other: Date) -> str:
    """How much earlier or later another date is, where the days of both are known."""
    if recorded.first <= other.first and other.last <= recorded.last:
        return "" if recorded == other else ", which the recorded date allows"
    if other.first <= recorded.first and recorded.last <= other.last:
        return ", which allows the recorded date"
    if not (_exact(recorded) and _exact(other)):
        gap = max((other.first - recorded.last).days, (recorded.first - other.last).days)
        if gap <= 0:
            return ""
        return f", at least {_days(gap)} {'later' if other.first > recorded.last else 'earlier'}"
    gap = (other.first - recorded.first).days
    return f", {_days(abs(gap))} {'later' if gap > 0 else 'earlier'}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _preposition(date: Date) -> str:
    return "on" if _exact(date) else "in"


def _exact(date: Date) -> bool:
    return date.first == date.last


def _date(value: str | None) -> Date | None:
    if not value or value == UNKNOWN:
        return None
    try:
        return parse(value)
    except DateError:
        return None
