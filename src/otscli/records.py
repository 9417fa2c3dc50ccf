"""The records of a dataset, as answers give them.

Each class has the fields of one JSON object, in order; `from` is spelled `from_`, since it is a
keyword of Python. Dates are as recorded (EDTF, see `otscli.dates`); `start` and `end` are the first
and last possible day, ISO 8601, both inclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from otscli.base_record import Derived, PerQuestion, Record, field_types
from otscli.choices import Confidence, Coverage, FactKind, Party, Status
from otscli.derived_rows import (
    Change,
    Count,
    Difference,
    Figure,
    Hit,
    ListedState,
    Next,
    Overlap,
    Set,
    Shared,
    Word,
)
from otscli.record_parts import (
    Citation,
    HeldStatus,
    Location,
    MembershipPeriod,
    Milestone,
    Name,
    Role,
)
from otscli.row_fields import HELD


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
class Membership(Record):
    """A status of a state in an organisation: from its first day until the first day after it.

    `until` is None while it holds. `start` and `end` are the first and last possible day,
    `start_max` the last possible first day, `end_min` the first possible last day. `certain`
    concerns the day that was asked about.
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
class State(Record):
    """A state, by ISO 3166-1 alpha-3; Northern Cyprus has a code from the user-assigned range."""

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
    """An organisation, its lifetime, and how much of its membership is recorded."""

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
class Person(Record):
    """A person who acts or speaks; `roles` are terms of office and other recorded roles."""

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
    """An office of an organisation or of a state; the other field is None."""

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
    """A term of office: half-open, like a membership.

    `organization` and `state` say whose office it is; `holder` is a person, or a state that holds
    the office.
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
    ListedState,
    Figure,
    Difference,
)
_DESCRIBED = (State, Organization, Person, Place, Office, Term, Source)

TYPES: Mapping[str, type[Record]] = {cls.__name__.lower(): cls for cls in (*_ANSWERS, *_DESCRIBED)}
"""The record class of each type of row."""


def listed_fields() -> str:
    """Return a line for each class with its fields, as `otscli.row_fields` reads them."""
    return "".join(
        f"{name}: {' '.join(_names(cls))}\n" for name, cls in {**TYPES, HELD: HeldStatus}.items()
    )


def _names(cls: type[Record]) -> Iterator[str]:
    for name, hint in field_types(cls).items():
        key = name.rstrip("_")
        inner = field_types(Location) if Location in get_args(hint) else ()
        yield from [f"{key}.{part}" for part in inner] or [key]
