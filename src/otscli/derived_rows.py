"""Rows that queries derive from records.

Spelling and dates are as in `otscli.records`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from otscli.base_record import Record
from otscli.choices import ChangeKind, DifferenceKind, Status, Track
from otscli.record_parts import Citation, HeldStatus


@dataclass(frozen=True, slots=True)
class Overlap(Record):
    """A state and its memberships in several organisations, by organisation.

    `from_`, `until`, `days` and `certain` describe the joint period; all are None in a matrix.
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
    """A state applied to an organisation, joined it, left it or changed status in it."""

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
    """States that belong to exactly these organisations; `possible` lists those that may not."""

    organizations: tuple[str, ...]
    states: tuple[str, ...]
    possible: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Hit(Record):
    """A record that a search found, and the field that matched."""

    id: str
    type: str
    title: str
    date: str | None
    matched: Literal["title", "text", "source"]


@dataclass(frozen=True, slots=True)
class Word(Record):
    """A value of an option."""

    id: str
    name: str | None
    meaning: str | None


@dataclass(frozen=True, slots=True)
class ListedState(Word):
    """A state in a list, with its main figures."""

    capital: str | None
    population: int | None
    area_km2: int | None


@dataclass(frozen=True, slots=True)
class Figure(Record):
    """A count with its share in per cent, or a field of the dataset's description (`value`)."""

    group: str
    name: str
    count: int | None
    share: float | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Difference(Record):
    """A change of a record, or of one of its fields, between two versions of a dataset."""

    change: DifferenceKind
    type: str
    id: str
    field: str | None
    old: Any
    new: Any
