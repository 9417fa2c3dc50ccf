"""The objects inside records.

Spelling and dates are as in `otscli.records`.
"""

from __future__ import annotations

from dataclasses import dataclass

from otscli.base_record import Derived, Record
from otscli.choices import SourceKind, Stance, Status


@dataclass(frozen=True, slots=True)
class Citation(Record):
    """What one document says about a record."""

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
class Milestone(Record):
    """A step on the way to a status, or within it."""

    date: str
    what: str


@dataclass(frozen=True, slots=True)
class Role(Record):
    """An office that a person held."""

    role: str
    from_: str
    until: str | None
    note: str | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class MembershipPeriod(Record):
    """A membership, as listed in a state or an organisation."""

    id: str
    state: str
    organization: str
    status: Status
    from_: str
    until: str | None


@dataclass(frozen=True, slots=True)
class OtherStatus(Record):
    """A membership held at the same time as another of the same state."""

    id: str
    status: Status
    from_: str
    until: str | None
    certain: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class HeldStatus(Record):
    """A membership as part of a joint one.

    `certain` concerns this membership alone: on the day asked about, or in a history on any day.
    `also` are other statuses held at the same time: a bid next to a standing.
    """

    id: str
    status: Status
    from_: str
    until: str | None
    certain: bool
    disputed: bool
    also: tuple[OtherStatus, ...]
