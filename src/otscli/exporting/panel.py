"""State-years and dyad-years of memberships, in which 0, 1 and empty are three answers.

1: the status certainly holds. 0: it certainly does not, in an organisation whose membership is
recorded in full. Empty: unknown, since it possibly holds, or the organisation is recorded in part,
did not exist, or the year was not over on the last day of the data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from otscli.choices import STATUSES
from otscli.dates import UNKNOWN, parse, today
from otscli.exporting.relation import Table
from otscli.periods import Period, joint, period, runs, span

STANDING = ("member", "associate", "observer", "partner")
COW = {"member": 1, "associate": 2, "observer": 3}
"""The Correlates of War codes of statuses."""

_DAY = dt.timedelta(days=1)
_RANK = {status: i for i, status in enumerate(STATUSES)}

Row = dict[str, Any]


class Span(NamedTuple):
    """Days from the first until the day after the last; none if `until` is not after it."""

    since: dt.date
    until: dt.date

    def days(self, since: dt.date, until: dt.date) -> int:
        """The number of days from `since` until the day before `until`."""
        first = max(self.since, since)
        after = min(self.until, until)
        return (after - first).days if first < after else 0


class Held(NamedTuple):
    """When a status certainly holds, and when it possibly does."""

    certain: Span
    possible: Span


@dataclass
class Body:
    """An organisation: whether it is recorded in full, and the years of its life."""

    id: str
    full: bool
    years: range
    held: dict[str, dict[str, list[Period]]] = field(default_factory=dict)  # state, status


class _Year(NamedTuple):
    """A year: its days, the days asked about, and the answer for states without any status."""

    whole: tuple[dt.date, dt.date]
    asked: tuple[dt.date, dt.date]
    absent: dict[str, int | None]


class Panel:
    """The memberships of states by day, up to the last day of the data."""

    def __init__(self, tables: Iterable[Table], partial: str = "any") -> None:
        rows = {
            table.name: [dict(zip(table.names, row, strict=True)) for row in table.rows()]
            for table in tables
            if table.name in {"dataset", "state", "organization", "membership"}
        }
        about = {row["name"]: row["value"] for row in rows["dataset"]}
        self.reach = parse(about["covered_to"]).last if "covered_to" in about else today()
        self.partial = partial
        self.states: dict[str, Row] = {row["id"]: row for row in rows["state"]}
        self.memberships = [row for row in rows["membership"] if row["party"] in self.states]
        self.left_out = len(rows["membership"]) - len(self.memberships)  # organisations
        self.bodies = self._bodies(rows["organization"])
        self._columns = _joint_columns(self.bodies)
        self._years: dict[int, _Year] = {}

    def period(self, row: Row) -> Period:
        """Return the period of a membership or a term."""
        since, until = row["from"], row["until"]
        return period(
            parse(since) if since != UNKNOWN else UNKNOWN,
            parse(until) if until not in {None, UNKNOWN} else until,
            self.reach,
        )

    def held(self, part: Period) -> Held:
        """Return the days of a period up to the last day of the data."""
        after = self.reach + _DAY
        certain = Span(part.since.last, min(part.until.first, after))
        return Held(certain, Span(part.since.first, min(part.until.last, after)))

    def _bodies(self, rows: Iterable[Row]) -> list[Body]:
        held: dict[str, dict[str, dict[str, list[Period]]]] = {}
        for row in self.memberships:
            of_state = held.setdefault(row["organization"], {}).setdefault(row["party"], {})
            of_state.setdefault(row["status"], []).append(self.period(row))
        return [
            Body(row["id"], row["coverage"] == "full", self._life(row, by), by)
            for row in rows
            if (by := held.get(row["id"]))
        ]

    def _life(self, row: Row, by_state: Mapping[str, Mapping[str, Sequence[Period]]]) -> range:
        """The years of an organisation: of its life, and those with a known status."""
        known = [
            part
            for by_status in by_state.values()
            for parts in by_status.values()
            for part in parts
            if part.since.text != UNKNOWN
        ]
        begins = [part.since.first.year for part in known]
        if row["founded_start"]:
            begins.append(int(row["founded_start"][:4]))
        ends = self.reach.year
        if row["dissolved_end"]:
            ends = min(ends, int(row["dissolved_end"][:4]))
        return range(min(begins, default=ends), ends + 1)

    # One year

    def _year(self, year: int) -> _Year:
        """The parts of a year that are the same for all states."""
        if year not in self._years:
            asked = self._asked(year)
            absent = {body.id: self._answer((), asked, body) for body in self.bodies}
            whole = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
            self._years[year] = _Year(whole, asked, absent)
        return self._years[year]

    def _asked(self, year: int) -> tuple[dt.date, dt.date]:
        """The days of a year of which one must have the status: from the first until the last."""
        match self.partial:
            case "first":
                day = dt.date(year, 1, 1)
            case "last":
                day = dt.date(year, 12, 31)
            case "exact":
                leap = (self.reach.month, self.reach.day) == (2, 29)
                day = dt.date(year, self.reach.month, 28 if leap else self.reach.day)
            case _:
                return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
        return day, day + _DAY

    def _answer(
        self, held: Iterable[Held], asked: tuple[dt.date, dt.date], body: Body
    ) -> int | None:
        """Answer 1, 0 or None (unknown) for the days asked about."""
        parts = list(held)
        if any(part.certain.days(*asked) for part in parts):
            return 1
        if any(part.possible.days(*asked) for part in parts):
            return None
        observed = asked[1] <= self.reach + _DAY
        return 0 if observed and body.full and asked[0].year in body.years else None

    def joint_columns(self) -> dict[str, str]:
        """Return the columns of dyad-years for each organisation, with their meanings."""
        return {
            name: f"1 both are full members of {id_}, by the rule"
            for id_, name in self._columns.items()
        }

    # State-years

    def state_years(self) -> Iterator[Row]:
        """Yield a row for each state, organisation and year, by state.

        An organisation recorded in full has every state that has a status in any organisation;
        others have the states with a status in them.
        """
        anywhere = sorted({row["party"] for row in self.memberships})
        for state in anywhere:
            for body in self.bodies:
                if body.full or state in body.held:
                    yield from self._years_of(state, body)

    def _years_of(self, state: str, body: Body) -> Iterator[Row]:
        by_status = {
            status: [self.held(part) for part in parts]
            for status, parts in body.held.get(state, {}).items()
        }
        standing = [held for status in STANDING for held in by_status.get(status, [])]
        independent = self.states[state]["independence_start"]
        since = int(independent[:4]) if independent else 0
        for year in body.years:
            whole = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
            if year < since and not any(held.possible.days(*whole) for held in standing):
                continue
            yield {
                "state": state,
                "year": year,
                "organization": body.id,
                **self._of_year(by_status, year, body),
            }

    def _of_year(self, by_status: Mapping[str, list[Held]], year: int, body: Body) -> Row:
        first, next_year = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
        last, asked = next_year - _DAY, self._asked(year)
        member = by_status.get("member", [])
        standing = [held for status in STANDING for held in by_status.get(status, [])]
        any_ = self._answer(member, (first, next_year), body)
        possible = any(held.possible.days(first, next_year) for held in member)
        on_last = [
            status
            for status in sorted(by_status, key=_RANK.__getitem__)
            if any(held.certain.days(last, next_year) for held in by_status[status])
        ]
        return {
            "member": self._answer(member, asked, body),
            "standing": self._answer(standing, asked, body),
            "status_cow": self._cow(by_status, asked, body),
            "member_any": any_,
            "member_jan1": self._answer(member, (first, first + _DAY), body),
            "member_dec31": self._answer(member, (last, next_year), body),
            "possible_any": 1 if possible else any_,
            "share_of_year": self._share(member, first, next_year, any_),
            "status_dec31": on_last[0] if on_last else None,
        }

    def _cow(
        self, by_status: Mapping[str, list[Held]], asked: tuple[dt.date, dt.date], body: Body
    ) -> int | None:
        """The best status as a Correlates of War code, None if it is not certain."""
        for status, code in COW.items():
            answer = self._answer(by_status.get(status, []), asked, body)
            if answer != 0 and (answer or by_status.get(status)):
                return code if answer else None
        return self._answer([], asked, body)

    def _share(
        self, member: Iterable[Held], first: dt.date, after: dt.date, any_: int | None
    ) -> str | None:
        """The part of a year with full membership, if both its bounds agree."""
        certain = sum(held.certain.days(first, after) for held in member)
        possible = sum(held.possible.days(first, after) for held in member)
        if certain != possible or after > self.reach + _DAY:
            return None
        if not possible:
            return "0" if any_ == 0 else None
        return f"{certain / (after - first).days:.4f}".rstrip("0").rstrip(".")

    # Dyad-years

    def dyad_years(self, *, directed: bool = False) -> Iterator[Row]:
        """Yield a row for each pair of states with COW numbers, and year, the lower number first.

        A directed pair has rows in both orders. Rows begin in the first year of an organisation
        that is recorded in full, or earlier if the pair may share one.
        """
        numbered = {
            self.states[row["party"]]["cow"]: row["party"]
            for row in self.memberships
            if self.states[row["party"]]["cow"] is not None
        }
        full = [body.years.start for body in self.bodies if body.full]
        years = range(min(full, default=self.reach.year + 1), self.reach.year + 1)
        for one, two in combinations(sorted(numbered), 2):
            for row in self._pair(numbered[one], numbered[two], years):
                yield row
                if directed:
                    yield row | {"state1": row["state2"], "state2": row["state1"]}

    def _pair(self, one: str, two: str, years: range) -> Iterator[Row]:
        shared = [body for body in self.bodies if one in body.held and two in body.held]
        members = {body.id: self._joint(body, one, two, ("member",)) for body in shared}
        standing = {body.id: self._joint(body, one, two, STANDING) for body in shared}
        begins = [self.states[state]["independence_start"] for state in (one, two)]
        since = max((int(begin[:4]) for begin in begins if begin), default=0)
        early = [held.possible.since.year for parts in standing.values() for held in parts]
        for year in range(min([years.start, *early]), years.stop):
            whole = self._year(year).whole
            possible = any(
                held.possible.days(*whole) for parts in standing.values() for held in parts
            )
            if possible or year >= max(since, years.start):
                yield self._dyad(one, two, year, members, standing)

    def _joint(self, body: Body, one: str, two: str, statuses: Sequence[str]) -> list[Held]:
        """When both states have one of the statuses."""
        of_one, of_two = (self._runs(body.held[state], statuses) for state in (one, two))
        found = [self.held(joint(parts)) for parts in ((a, b) for a in of_one for b in of_two)]
        return [held for held in found if held.possible.since < held.possible.until]

    @staticmethod
    def _runs(by_status: Mapping[str, list[Period]], statuses: Sequence[str]) -> list[Period]:
        parts = [part for status in statuses for part in by_status.get(status, [])]
        return parts if len(parts) < 2 else [span(run) for run in runs(parts)]

    def _dyad(
        self,
        one: str,
        two: str,
        year: int,
        members: Mapping[str, list[Held]],
        standing: Mapping[str, list[Held]],
    ) -> Row:
        whole, asked, absent = self._year(year)
        joint_in = absent | {
            body.id: self._answer(members[body.id], asked, body)
            for body in self.bodies
            if members.get(body.id)
        }
        days = (sum(h.certain.days(*whole) for h in parts) for parts in members.values())
        return {
            "state1": one,
            "state2": two,
            "year": year,
            "joint_full": sum(answer == 1 for answer in joint_in.values()),
            "joint_full_max": _count(members, asked, certain=False),
            "joint_any": _count(standing, asked, certain=True),
            "joint_any_max": _count(standing, asked, certain=False),
            "days_joint_max": max(days, default=0),
            "org_list": ";".join(id_ for id_, answer in joint_in.items() if answer == 1) or None,
            **{self._columns[id_]: answer for id_, answer in joint_in.items()},
        }


_COUNTS = ("joint_full", "joint_full_max", "joint_any", "joint_any_max")
_LONGEST = 32  # characters of a name in Stata


def _joint_columns(bodies: Iterable[Body]) -> dict[str, str]:
    """Return a column for each organisation in dyad-years, such as `joint_ots`, all different."""
    found: dict[str, str] = {}
    taken = set(_COUNTS)
    for body in bodies:
        name = "joint_" + "".join(c if c.isalnum() else "_" for c in body.id.lower())
        name, number = name[:_LONGEST], 2
        while name in taken:
            name, number = f"{name[: _LONGEST - 4].rstrip('_0123456789')}_{number}", number + 1
        taken.add(name)
        found[body.id] = name
    return found


def _count(held: Mapping[str, list[Held]], asked: tuple[dt.date, dt.date], *, certain: bool) -> int:
    """The number of organisations in which the days asked about are certain, or else possible."""
    return sum(
        any((part.certain if certain else part.possible).days(*asked) for part in parts)
        for parts in held.values()
    )
