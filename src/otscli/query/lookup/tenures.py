"""Half-open tenures, grouped for questions about several of them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from otscli.choices import STATUSES
from otscli.periods import Edge, Period, edge_of, runs, span
from otscli.query.lookup.conditions import Conditions

_RANK = {status: i for i, status in enumerate(STATUSES)}


@dataclass(frozen=True, slots=True)
class Tenure:
    """One status of one state in one organisation, with its period."""

    id: str
    state: str
    organization: str
    status: str
    period: Period

    @property
    def fields(self) -> dict[str, str | None]:
        """What a row of a joint answer says of it."""
        since, until = self.period.since.text, self.period.until.text
        return {"id": self.id, "status": self.status, "from": since, "until": until}


@dataclass(frozen=True, slots=True)
class Run:
    """Statuses of one state in one organisation that follow one another without a gap."""

    parts: tuple[Tenure, ...]
    period: Period

    def shown(self, within: Period) -> Tenure:
        """The part to show where one must be: certain before possible, then by rank of status."""

        def preference(held: Tenure) -> tuple[bool, bool, int]:
            part, asked = held.period, within
            since = max(part.since.last, asked.since.last)
            certain = since < min(part.until.first, asked.until.first)
            possible = max(part.since.first, asked.since.first) < min(
                part.until.last, asked.until.last
            )
            return (not certain, not possible, _RANK[held.status])

        return min(self.parts, key=preference)


def day_period(day: dt.date) -> Period:
    """Return the period of one single day."""
    after = day + dt.timedelta(days=1)
    return Period(Edge(day.isoformat(), day, day), Edge(after.isoformat(), after, after))


_COLUMNS = (
    "id, state, organization, status, since, until, "
    "since_first, since_last, until_first, until_last"
)


def find_tenures(conditions: Conditions) -> list[Tenure]:
    """Return the memberships that meet the conditions, by state, organisation and time."""
    return [
        Tenure(id_, state, organization, status, _period(since, until, *days))
        for id_, state, organization, status, since, until, *days in conditions.select(
            _COLUMNS, order="state, organization, since_first, until_last"
        )
    ]


def _period(since: str, until: str | None, *days: str) -> Period:
    return Period(edge_of(since, *days[:2]), edge_of(until, *days[2:]))


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
