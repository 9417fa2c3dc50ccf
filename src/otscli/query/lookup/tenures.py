"""Half-open tenures, grouped for questions about several of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from otscli.choices import STATUSES, TRACKS, Status, Track
from otscli.periods import (
    COLUMNS,
    NEVER,
    OPEN,
    Edge,
    InOrder,
    Period,
    follows,
    joint,
    period_of,
    runs,
    span,
)
from otscli.query.lookup.conditions import Conditions

_RANK = {status: i for i, status in enumerate(STATUSES)}
_TRACK = {status: track for track, statuses in TRACKS.items() for status in statuses}


class Tenure(NamedTuple):
    """One status of one state in one organisation, with its period."""

    id: str
    state: str
    organization: str
    status: Status
    disputed: bool
    period: Period

    @property
    def track(self) -> Track:
        """Whether the status is a standing or a bid."""
        return _TRACK[self.status]

    def fields(self, day: dt.date | None) -> dict[str, Any]:
        """The fields of a joint row about it; `certain` is for the day, or for any day."""
        held = self.period
        return {
            "id": self.id,
            "status": self.status,
            "from": held.since.text,
            "until": held.until.text,
            "certain": held.certainly_holds(day) if day else held.until.never or held.certain,
            "disputed": self.disputed,
        }


class Run:
    """Statuses of one state in one organisation that follow one another without a gap."""

    def __init__(self, parts: tuple[Tenure, ...], period: Period) -> None:
        self.parts = parts
        self.period = period

    @cached_property
    def _in_order(self) -> InOrder:
        return InOrder([part.period for part in self.parts])

    def within(self, common: Period) -> tuple[Tenure, ...]:
        """Return the parts that may have a day in common with a period, and perhaps others."""
        return self.parts[self._in_order.meeting(common)]


def held(parts: Iterable[Tenure], within: Period) -> list[Tenure]:
    """Return what is held within a period: the status to show first, then the others.

    A certain one comes before a possible one, then in the order of `STATUSES`. A state may hold a
    standing and a bid at once; of two in one track one has replaced the other, unless they
    certainly overlap.
    """
    common = {one.id: joint([one.period, within]) for one in parts}
    found = sorted(
        (one for one in parts if common[one.id].possible),
        key=lambda one: (
            not common[one.id].certain,
            _RANK[one.status],
            one.period.since.first,
            one.id,
        ),
    )
    return [one for one in found if one is found[0] or _at_once(one, found[0], within)]


def _at_once(one: Tenure, other: Tenure, within: Period) -> bool:
    common = joint([one.period, other.period, within])
    if one.track == other.track:
        return common.certain
    change = follows(one.period, other.period) or follows(other.period, one.period)
    return common.possible and not change


def day_period(day: dt.date) -> Period:
    """Return the period of a single day."""
    if day == NEVER:
        return Period(Edge(day.isoformat(), day, day), OPEN)
    after = day + dt.timedelta(days=1)
    return Period(Edge(day.isoformat(), day, day), Edge(after.isoformat(), after, after))


def find_tenures(conditions: Conditions) -> list[Tenure]:
    """Return the memberships that meet the conditions, by state, organisation and time."""
    columns = f"id, state, organization, status, disputed, {COLUMNS}"
    order = "state, organization, since_first, until_last"
    return [
        Tenure(id_, state, organization, status, bool(disputed), period_of(*edges))
        for id_, state, organization, status, disputed, *edges in conditions.select(
            columns, order=order
        )
    ]


def grouped(tenures: Iterable[Tenure]) -> dict[tuple[str, str], list[Run]]:
    """Return the runs of every state in every organisation."""
    groups: dict[tuple[str, str], list[Tenure]] = {}
    for one in tenures:
        groups.setdefault((one.state, one.organization), []).append(one)
    return {key: _runs(group) for key, group in groups.items()}


def _runs(group: Sequence[Tenure]) -> list[Run]:
    if len(group) == 1:
        return [Run((group[0],), group[0].period)]
    by_period: dict[int, Tenure] = {id(one.period): one for one in group}
    return [
        Run(tuple(by_period[id(part)] for part in run), span(run))
        for run in runs(one.period for one in group)
    ]
