"""Memberships as periods, grouped for questions about several of them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from otscli.choices import STATUSES
from otscli.periods import Edge, Period, edge_of, runs, span
from otscli.store.store import Store

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


def find_tenures(store: Store, **ids: Sequence[str]) -> list[Tenure]:
    """Return the periods of the states and organisations named as `state=`, `organization=`.

    What is not named, or is an empty list, may be any.
    """
    named = {column: values for column, values in ids.items() if values}
    conditions = [f"{column} IN ({', '.join('?' * len(v))})" for column, v in named.items()]
    where = f"WHERE {' AND '.join(conditions)}" if named else ""
    return [
        Tenure(id_, state, organization, status, _period(since, until, *days))
        for id_, state, organization, status, since, until, *days in store.rows(
            "SELECT id, state, organization, status, since, until, since_first, since_last, "
            f"until_first, until_last FROM period JOIN record USING (n) {where} "
            "ORDER BY state, organization, since_first, until_last",
            [value for values in named.values() for value in values],
        )
    ]


def _period(since: str, until: str | None, *days: str) -> Period:
    return Period(edge_of(since, *days[:2]), edge_of(until, *days[2:]))


def grouped(tenures: Sequence[Tenure], statuses: Sequence[str]) -> dict[tuple[str, str], list[Run]]:
    """Return the runs of every state in every organisation, counting these statuses only."""
    groups: dict[tuple[str, str], list[Tenure]] = {}
    for one in tenures:
        if one.status in statuses:
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
