"""The records that answers are made of.

Each class has the fields of one JSON object, in their order; `from` is spelled `from_` here,
since the word is taken in Python. Dates are kept as recorded (EDTF, see `otscli.dates`);
`start` and `end` are the first and last possible day, ISO 8601, both inclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from otscli.base_record import Derived, PerQuestion, Record, field_types
from otscli.choices import (
    ChangeKind,
    Confidence,
    Coverage,
    DifferenceKind,
    FactKind,
    Party,
    SourceKind,
    Stance,
    Status,
    Track,
)


@dataclass(frozen=True, slots=True)
class Citation(Record):
    """What one document says of a record."""

    source: str
    kind: Derived[SourceKind | None]
    publisher: Derived[str | None]
    title: Derived[str | None]
    url: Derived[str | None]
    published: Derived[str | None]
    at: str | None
    stance: Stance
    field: str | None
    value: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Name(Record):
    """A name in one language (BCP 47), with the half-open period in which it was used."""

    name: str
    lang: str | None
    from_: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Location(Record):
    """Where an event took place."""

    city: str | None
    country: str | None
    venue: str | None


@dataclass(frozen=True, slots=True)
class Event(Record):
    """Something that happened."""

    id: str
    type: Derived[Literal["event"]]
    date: str
    start: Derived[str]
    end: Derived[str]
    kind: str
    title: str
    summary: str | None
    place: Location | None
    states: tuple[str, ...]
    organizations: tuple[str, ...]
    topics: tuple[str, ...]
    planned: bool
    confidence: Derived[Confidence | None]
    disputed: Derived[bool]
    differs: Derived[bool]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Milestone(Record):
    """A step on the way to a status, or within it."""

    date: str
    what: str


@dataclass(frozen=True, slots=True)
class Membership(Record):
    """A status of a state in an organisation: from its first day until the first day after it.

    `until` is None while it holds. `start` and `end` are the first and last possible day,
    `start_max` the last possible first day, `end_min` the first possible last day. `certain` is
    the answer for the day that was asked about.
    """

    id: str
    type: Derived[Literal["membership"]]
    state: str
    state_name: Derived[str]
    party: Derived[Party]
    organization: str
    organization_name: Derived[str]
    status: Status
    from_: str
    until: str | None
    start: Derived[str | None]
    end: Derived[str | None]
    start_max: Derived[str | None]
    end_min: Derived[str | None]
    certain: PerQuestion[bool | None]
    basis: str | None
    milestones: tuple[Milestone, ...]
    confidence: Derived[Confidence | None]
    disputed: Derived[bool]
    differs: Derived[bool]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class OtherStatus(Record):
    """A membership as part of a joint one, beside another of the same state."""

    id: str
    status: Status
    from_: str
    until: str | None
    certain: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class HeldStatus(Record):
    """A membership as part of a joint one.

    `certain` is of this membership: on the day that was asked about, or in a history at all.
    `also` are other statuses held at once: a bid beside a standing.
    """

    id: str
    status: Status
    from_: str
    until: str | None
    certain: bool
    disputed: bool
    also: tuple[OtherStatus, ...]


@dataclass(frozen=True, slots=True)
class Overlap(Record):
    """A state and its memberships in several organisations, by organisation.

    `from_`, `until`, `days` and `certain` are of the joint period; all None in a matrix.
    """

    state: str
    state_name: str
    memberships: dict[str, HeldStatus | None]
    from_: str | None
    until: str | None
    days: int | None
    certain: bool | None


@dataclass(frozen=True, slots=True)
class Shared(Record):
    """An organisation and the memberships of several states in it, by state."""

    organization: str
    organization_name: str
    memberships: dict[str, HeldStatus | None]
    from_: str | None
    until: str | None
    days: int | None
    certain: bool | None


@dataclass(frozen=True, slots=True)
class Change(Record):
    """A state applied to an organisation, joined it, left it or changed its status there."""

    id: str
    date: str
    start: str | None
    end: str | None
    state: str
    state_name: str
    organization: str
    organization_name: str
    change: ChangeKind
    track: Track
    before: Status | None
    after: Status | None
    basis: str | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Fact(Record):
    """What is the case, or what somebody said, planned, proposed or judged."""

    id: str
    type: Derived[Literal["fact"]]
    kind: FactKind
    text: str
    date: str | None
    start: Derived[str | None]
    end: Derived[str | None]
    speaker: str | None
    speaker_name: Derived[str | None]
    about: tuple[str, ...]
    topics: tuple[str, ...]
    target: str | None
    outcome: str | None
    confidence: Derived[Confidence | None]
    disputed: Derived[bool]
    differs: Derived[bool]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Next(Record):
    """A planned event, or a plan with a target and no outcome."""

    id: str
    type: Literal["event", "fact"]
    date: str
    start: str
    end: str
    title: str
    overdue: bool
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Count(Record):
    """How many events have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Set(Record):
    """States that belong to exactly these organisations; `possible` are those not certainly."""

    organizations: tuple[str, ...]
    states: tuple[str, ...]
    possible: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Hit(Record):
    """A record that a search found, and the field in which it did."""

    id: str
    type: str
    title: str
    date: str | None
    matched: Literal["title", "text", "source"]


@dataclass(frozen=True, slots=True)
class Word(Record):
    """A value that an option takes."""

    id: str
    name: str | None
    meaning: str | None


@dataclass(frozen=True, slots=True)
class MembershipPeriod(Record):
    """A membership, as a state or an organisation lists those that it ever had."""

    id: str
    state: str
    organization: str
    status: Status
    from_: str
    until: str | None


@dataclass(frozen=True, slots=True)
class Figure(Record):
    """A count with its share in per cent, or what the dataset says of itself (`value`)."""

    group: str
    name: str
    count: int | None
    share: float | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Difference(Record):
    """What became of a record, or of one of its fields, between two versions of a dataset."""

    change: DifferenceKind
    type: str
    id: str
    field: str | None
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class State(Record):
    """A state, by ISO 3166-1 alpha-3; Northern Cyprus has a code of the user-assigned range."""

    id: str
    type: Derived[Literal["state"]]
    name: str
    formal_name: str | None
    names: tuple[Name, ...]
    summary: str | None
    iso2: str | None
    numeric: str | None
    wikidata: str | None
    cow: int | None
    cow_note: str | None
    gw: int | None
    vdem: int | None
    capital: str | None
    capital_names: tuple[Name, ...]
    area_km2: int | None
    population: int | None
    population_as_of: str | None
    official_language: str | None
    independence: str | None
    leaders: str | None
    leaders_as_of: str | None
    note: str | None
    confidence: Derived[Confidence | None]
    disputed: Derived[bool]
    differs: Derived[bool]
    sources: tuple[Citation, ...]
    memberships: PerQuestion[tuple[MembershipPeriod, ...]]


@dataclass(frozen=True, slots=True)
class Organization(Record):
    """An organisation, its life, and how much of its membership is recorded."""

    id: str
    type: Derived[Literal["organization"]]
    name: str
    kind: str | None
    names: tuple[Name, ...]
    summary: str | None
    founded: str | None
    dissolved: str | None
    predecessors: tuple[str, ...]
    predecessor_names: tuple[str, ...]
    predecessor_founded: str | None
    coverage: Coverage | None
    states: tuple[str, ...]
    seat: str | None
    website: str | None
    wikidata: str | None
    related_to: str | None
    note: str | None
    confidence: Derived[Confidence | None]
    disputed: Derived[bool]
    differs: Derived[bool]
    sources: tuple[Citation, ...]
    memberships: PerQuestion[tuple[MembershipPeriod, ...]]


@dataclass(frozen=True, slots=True)
class Role(Record):
    """An office that a person held."""

    role: str
    from_: str
    until: str | None
    note: str | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Person(Record):
    """A person who acts or speaks; roles are the terms of office and what is recorded beside."""

    id: str
    type: Derived[Literal["person"]]
    name: str
    names: tuple[Name, ...]
    summary: str | None
    state: str | None
    wikidata: str | None
    roles: tuple[Role, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Place(Record):
    """A place where something happened."""

    id: str
    type: Derived[Literal["place"]]
    name: str
    country: str | None
    names: tuple[Name, ...]
    wikidata: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Office(Record):
    """An office of an organisation or of a state; the other is None."""

    id: str
    type: Derived[Literal["office"]]
    name: str
    names: tuple[Name, ...]
    organization: str | None
    state: str | None
    summary: str | None
    note: str | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Term(Record):
    """A term of office: half-open, as a membership is.

    `organization` and `state` are whose office it is; `holder` is a person, or a state that
    holds the office.
    """

    id: str
    type: Derived[Literal["term"]]
    office: str
    office_name: Derived[str]
    organization: Derived[str | None]
    state: Derived[str | None]
    holder: str
    holder_name: Derived[str]
    acting: bool
    from_: str
    until: str | None
    start: Derived[str | None]
    end: Derived[str | None]
    start_max: Derived[str | None]
    end_min: Derived[str | None]
    certain: PerQuestion[bool | None]
    note: str | None
    confidence: Derived[Confidence | None]
    disputed: Derived[bool]
    differs: Derived[bool]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Source(Record):
    """A document; `cited_by` counts the records that cite it."""

    id: str
    type: Derived[Literal["source"]]
    name: Derived[str]
    kind: str | None
    publisher: str | None
    via: str | None
    mirror: bool | None
    title: str | None
    url: str | None
    archived: str | None
    published: str | None
    language: str | None
    sha256: str | None
    note: str | None
    cited_by: Derived[int]


_ANSWERS = (
    Event,
    Membership,
    Overlap,
    Shared,
    Change,
    Fact,
    Next,
    Count,
    Set,
    Hit,
    Word,
    Figure,
    Difference,
)
_DESCRIBED = (State, Organization, Person, Place, Office, Term, Source)

TYPES: Mapping[str, type[Record]] = {cls.__name__.lower(): cls for cls in (*_ANSWERS, *_DESCRIBED)}
"""The record class of each type of row."""


def field_names(type_: str) -> list[str]:
    """Return the fields of a type of row, those of an object inside written `place.city`.

    Types joined with `+` have the fields of each, in that order.
    """
    names: dict[str, None] = {}
    for one in type_.split("+"):
        for name, hint in field_types(TYPES[one]).items():
            key = name.rstrip("_")
            inner = field_types(Location) if Location in get_args(hint) else ()
            names |= dict.fromkeys([f"{key}.{part}" for part in inner] or [key])
    return list(names)
