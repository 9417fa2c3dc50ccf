"""What datasets say, worked out from their YAML alone: a second opinion on the program.

Nothing here is imported from the package. Days are numbers; every date is a window of possible
days, a membership two windows: that of its first day, and that of the first day after it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import yaml

EVER, NEVER = 1, 10**7
LAST = dt.date.max.toordinal()

ORDER = ["member", "associate", "candidate", "observer", "partner", "applicant"]
BIDS = {"candidate", "applicant"}

Window = tuple[int, int]


def window(text: str) -> Window:
    """The first and last possible day of a recorded date."""
    ends = [_window(part) for part in text.split("/")]
    return ends[0][0], ends[-1][1]


def _window(part: str) -> Window:
    bare = part.rstrip("~?%")
    if found := re.fullmatch(r"(\d+)(X+)", bare):
        stem, open_ = found[1], len(found[2])
        return _window(stem + "0" * open_)[0], _window(stem + "9" * open_)[1]
    numbers = [int(n) for n in bare.split("-") if n != "XX"]
    year, month, day = (*numbers, None, None)[:3]
    first = dt.date(year, month or 1, day or 1)
    month = month or 12
    return first.toordinal(), dt.date(
        year, month, day or calendar.monthrange(year, month)[1]
    ).toordinal()


def day(number: int) -> str:
    """A day as ISO 8601 has it."""
    return dt.date.fromordinal(number).isoformat()


@dataclass(frozen=True)
class Held:
    """A membership."""

    id: str
    state: str
    organization: str
    status: str
    since: str
    until: str | None
    covered: int

    @property
    def first(self) -> Window:
        """The window of the first day."""
        return (EVER, self.covered) if self.since == "unknown" else window(self.since)

    @property
    def after(self) -> Window:
        """The window of the first day after it."""
        if self.until is None:
            return NEVER, NEVER
        return (self.first[0], NEVER) if self.until == "unknown" else window(self.until)

    @property
    def sure(self) -> int:
        """The first day on which nobody can say for certain that it still holds."""
        return self.covered + 1 if self.until is None else self.after[0]

    @property
    def bid(self) -> bool:
        """Whether it is something sought."""
        return self.status in BIDS

    def possibly(self, on: int) -> bool:
        """Whether it may hold on a day."""
        return self.first[0] <= on < self.after[1]

    def certainly(self, on: int) -> bool:
        """Whether it must hold on a day."""
        return self.first[1] <= on < self.sure

    def follows(self, other: Held) -> bool:
        """Whether it may begin as the other ends."""
        if self is other or other.until is None or "unknown" in (other.until, self.since):
            return False
        start, end = self.first, other.after
        return other.until == self.since or (start[0] <= end[1] and end[0] <= start[1])


class Oracle:
    """A dataset, read as YAML."""

    def __init__(self, files: Iterable[Path]) -> None:
        lists: dict[str, list[dict[str, Any]]] = {"memberships": [], "events": []}
        self.covered = NEVER
        for file in files:
            read = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader) or {}
            for name in lists:
                lists[name] += read.get(name) or []
            if "covered_to" in read.get("dataset", {}):
                self.covered = window(read["dataset"]["covered_to"])[1]
        self.events = lists["events"]
        self.held = [
            Held(
                one["id"],
                one["state"],
                one["organization"],
                one["status"],
                one["from"],
                one.get("until"),
                self.covered,
            )
            for one in lists["memberships"]
        ]

    @property
    def organizations(self) -> list[str]:
        """The organisations in which somebody has held a status."""
        return sorted({one.organization for one in self.held})

    def days(self) -> list[int]:
        """Days on which something may change, and those around them."""
        found = {self.covered, self.covered + 1}
        for one in self.held:
            edges = [*one.first, *one.after]
            found |= {edge + step for edge in edges for step in (-1, 0, 1)}
        return sorted(number for number in found if EVER <= number <= LAST)

    # Who belongs

    def members(self, organization: str, on: int | None) -> dict[str, dict[str, Any]]:
        """Who belongs on a day, or ever, with the bounds of each status."""
        rows = {}
        for one in self.held:
            if one.organization == organization and (on is None or one.possibly(on)):
                begins, ends = one.since != "unknown", one.until not in {None, "unknown"}
                ever = one.until is None or one.first[1] < one.after[0]
                rows[one.id] = {
                    "status": one.status,
                    "certain": ever if on is None else one.certainly(on),
                    "start": day(one.first[0]) if begins else None,
                    "start_max": day(one.first[1]) if begins else None,
                    "end_min": day(one.after[0] - 1) if ends else None,
                    "end": day(one.after[1] - 1) if ends else None,
                }
        return rows

    # Who belongs to several

    def _of(self, state: str, organization: str, statuses: set[str]) -> list[Held]:
        return [
            one
            for one in self.held
            if (one.state, one.organization) == (state, organization) and one.status in statuses
        ]

    def overlap(
        self, organizations: list[str], statuses: set[str], on: int
    ) -> dict[str, dict[str, Any]]:
        """The states that belong to all on a day: what they hold where, and whether for certain."""
        rows = {}
        for state in sorted({one.state for one in self.held}):
            cells = {}
            for organization in organizations:
                found = self._of(state, organization, statuses)
                if any(one.possibly(on) for one in found):
                    cells[organization] = self._cell(found, on)
            if len(cells) == len(organizations):
                certain = all(
                    any(_holds(run, on) for run in _runs(self._of(state, each, statuses)))
                    for each in organizations
                )
                rows[state] = {"cells": cells, "certain": certain}
        return rows

    @staticmethod
    def _cell(found: list[Held], on: int) -> list[tuple[str, bool]]:
        """The status shown on a day, and the others held at once with it."""
        ranked = sorted(
            (one for one in found if one.possibly(on)),
            key=lambda one: (
                not one.certainly(on),
                ORDER.index(one.status),
                one.first[0],
                one.id,
            ),
        )
        shown = ranked[0]
        return [
            (one.id, one.certainly(on)) for one in ranked if one is shown or _beside(one, shown, on)
        ]

    def history(
        self, organizations: list[str], statuses: set[str], on: int
    ) -> list[dict[str, Any]]:
        """Every joint period: its state, the texts that each end may have, days, certainty."""
        rows = []
        for state in sorted({one.state for one in self.held}):
            runs = [_runs(self._of(state, each, statuses)) for each in organizations]
            for chosen in product(*runs):
                joint = _joint([_span(run) for run in chosen])
                if joint.first[0] < joint.after[1]:
                    rows.append(joint.row(state, on))
        return rows

    # What changed

    def changes(self, organizations: list[str]) -> list[tuple[Any, ...]]:
        """Each change: its date, whose, where, what, by track, from which status to which."""
        found = []
        for organization in organizations:
            for state in sorted({one.state for one in self.held}):
                group = self._of(state, organization, set(ORDER))
                for track, bid in (("standing", False), ("bid", True)):
                    same = [one for one in group if one.bid == bid]
                    for one in same:
                        steps = _standing(one, same) if not bid else _bid(one, same, group)
                        found += [
                            (one.id, date, state, organization, change, track, before, after)
                            for date, change, before, after in steps
                            if before != after
                        ]
        return sorted(found, key=str)

    # What happened

    def timeline(self, since: str | None, until: str | None, during: str | None) -> list[str]:
        """The events that may have happened in a window, in order."""
        kept = []
        for event in self.events:
            first, last = window(event["date"])
            if since and last < window(since)[0]:
                continue
            if until and first > window(until)[1]:
                continue
            if during and (last < window(during)[0] or first > window(during)[1]):
                continue
            kept.append((first, last, event["id"]))
        return [id_ for _, _, id_ in sorted(kept)]


def _beside(one: Held, shown: Held, on: int) -> bool:
    if one.bid == shown.bid:
        return one.certainly(on) and shown.certainly(on)
    pairs = ((shown.until, one.since), (one.until, shown.since))
    return not any(end == start != "unknown" for end, start in pairs)


def _runs(found: list[Held]) -> list[list[Held]]:
    """Group what is held without a gap."""
    groups: list[list[Held]] = []
    for one in found:
        near = [group for group in groups if any(_touch(one, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([one, *(other for group in near for other in group)])
    return groups


def _touch(one: Held, two: Held) -> bool:
    if any(a.until == b.since != "unknown" for a, b in ((one, two), (two, one))):
        return True
    return one.after[0] >= two.first[1] and two.after[0] >= one.first[1]


def _holds(run: list[Held], on: int) -> bool:
    """Whether a run certainly holds on a day."""
    return _span(run).certainly(on)


@dataclass(frozen=True)
class Span:
    """A stretch of time: windows of its ends, how each may be written, and when it is open."""

    first: Window
    after: Window
    starts: frozenset[str]
    ends: frozenset[str | None]
    known: int  # the last day on which it certainly holds, as far as it is open

    def certainly(self, on: int) -> bool:
        """Whether it must hold on a day."""
        return self.first[1] <= on < self.after[0] and on <= self.known

    def row(self, state: str, on: int) -> dict[str, Any]:
        """What an answer says of it."""
        days = None
        if self.first[0] == self.first[1] and "unknown" not in self.starts:
            if self.after == (NEVER, NEVER):
                days = min(on, self.known) - self.first[0]
            elif self.after[0] == self.after[1]:
                days = self.after[0] - self.first[0]
        return {
            "state": state,
            "from": self.starts,
            "until": self.ends,
            "days": days if days is None or days >= 0 else None,
            "certain": self.certainly(self.first[1]),
        }


def _span(run: list[Held]) -> Span:
    """A run as one stretch of time."""
    first = min(one.first[0] for one in run), min(one.first[1] for one in run)
    after = max(one.after[0] for one in run), max(one.after[1] for one in run)
    still = [one.covered for one in run if one.until is None]
    return _written(
        [(one.first, frozenset({one.since})) for one in run],
        [(one.after, frozenset({one.until})) for one in run],
        first,
        after,
        max(still, default=NEVER),
    )


def _joint(spans: list[Span]) -> Span:
    """What stretches of time have in common."""
    first = max(one.first[0] for one in spans), max(one.first[1] for one in spans)
    after = min(one.after[0] for one in spans), min(one.after[1] for one in spans)
    return _written(
        [(one.first, one.starts) for one in spans],
        [(one.after, one.ends) for one in spans],
        first,
        after,
        min(one.known for one in spans),
    )


_Edges = list[tuple[Window, frozenset[Any]]]


def _written(starts: _Edges, ends: _Edges, first: Window, after: Window, known: int) -> Span:
    """A stretch of time with the texts that its ends may have: as recorded, or both bounds."""
    begun = frozenset().union(*(texts for edge, texts in starts if edge == first))
    if not begun:
        unknown = any("unknown" in texts for _, texts in starts)
        begun = frozenset({"unknown" if unknown and first[0] == EVER else _between(first)})
    ended: frozenset[str | None] = frozenset().union(
        *(texts for edge, texts in ends if edge == after)
    )
    if not ended:
        if any("unknown" in texts for _, texts in ends):
            after = max(after[0], first[0]), after[1]
        ended = frozenset({"unknown" if after[1] == NEVER else _between(after)})
    return Span(first, after, begun, ended, known)


def _between(bounds: Window) -> str:
    return f"{day(bounds[0])}/{day(min(bounds[1], LAST))}"


_Step = tuple[str | None, str, str | None, str | None]


def _standing(one: Held, same: list[Held]) -> Iterator[_Step]:
    before = _gave_way(one, same) or _then(one, same, one.first[0])
    beside = _then(one, same, one.first[1])
    after = min([one.status, *([beside] if beside else [])], key=ORDER.index)
    yield one.since, "status" if before else "joined", before, after
    if one.until is not None and not any(other.follows(one) for other in same):
        still = _then(one, same, one.after[1])
        yield one.until, "status" if still else "left", one.status, still


def _bid(one: Held, same: list[Held], group: list[Held]) -> Iterator[_Step]:
    before = _gave_way(one, same) or _then(one, same, one.first[0])
    yield one.since, "applied" if one.status == "applicant" else "candidate", before, one.status
    ends = one.until is not None and not any(other.follows(one) for other in group)
    if ends and not _then(one, same, one.after[1]):
        yield one.until, "withdrew", one.status, None


def _then(one: Held, same: list[Held], on: int) -> str | None:
    """Another status of the same track that certainly holds on a day."""
    return _strongest([other for other in same if other is not one and other.certainly(on)])


def _gave_way(one: Held, same: list[Held]) -> str | None:
    """The status that ended as this one began."""
    ended = [other for other in same if one.follows(other)]
    return _strongest([other for other in ended if other.until == one.since] or ended)


def _strongest(held: list[Held]) -> str | None:
    return min((one.status for one in held), key=ORDER.index, default=None)
