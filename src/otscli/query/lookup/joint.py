"""Joint memberships: states in several organisations, organisations of several states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from otscli.answer import Answer, Reason, Row, View
from otscli.choices import TRACKS
from otscli.dates import UNKNOWN, DateLike, parse
from otscli.errors import QueryError
from otscli.periods import InOrder, Period, joint
from otscli.query.lookup.asked import read_as_of, shown
from otscli.query.lookup.conditions import Conditions
from otscli.query.lookup.coverage import beyond, of_day, partly_recorded
from otscli.query.lookup.names import in_language, labels, resolve_all, wanted_statuses
from otscli.query.lookup.tenures import Run, Tenure, day_period, find_tenures, grouped, held
from otscli.store.store import Store

Side = Literal["state", "organization"]

HOME = "OTS"
"""The organisation whose states a matrix shows by default."""

_MOST = 50_000  # periods that are looked at for joint ones; their number may grow with the square


class JointQuestion:
    """One side of a joint answer: `row` is what a row is about, `column` what was named."""

    def __init__(
        self,
        store: Store,
        row: Side,
        as_of: DateLike | None,
        status: Sequence[str],
        without: Sequence[str],
        *,
        explain: bool,
    ) -> None:
        self._store = store
        self._row: Side = row
        self._column: Side = "organization" if row == "state" else "state"
        self._parameter = "orgs" if row == "state" else "states"
        self._asked_of = as_of
        self._as_of = read_as_of(store, as_of)
        self._day = self._as_of.last
        self._status = status
        self._without = resolve_all(store, self._column, without)
        self._explain = explain
        self._counted: Sequence[str] = ()
        self._reasons: list[Reason] = []
        self._met = 0

    def matrix(self, named: Sequence[str]) -> Answer:
        """Return the states of one organisation, with their status in all others."""
        home = named[0] if named else HOME
        at_home = find_tenures(self._explained(self._memberships("organization", [home])))
        if not at_home:
            raise QueryError(f"no membership of {home} is recorded; {self._others()}")
        known = [row[0] for row in self._store.rows("SELECT DISTINCT organization FROM period")]
        others = sorted(set(known) - {*named, home})
        states = dict.fromkeys(one.state for one in at_home)
        statuses = self._counted = wanted_statuses(self._status)
        runs = grouped(find_tenures(self._memberships("state", list(states), statuses)))
        here = [state for state in states if self._run(runs, state, home)]
        self._reasons.append(self._asked(f"{len(here)} states of {home}"))
        cells = {
            row: {column: self._held(runs, row, column) for column in (home, *others)}
            for row in self._kept(here)
        }
        # An organisation in which none of the states has a status is left out.
        columns = [one for one in others if any(found[one] for found in cells.values())]
        columns = columns if named else [home, *columns]
        rows = [
            self._fields(row, {column: found[column] for column in columns})
            for row, found in cells.items()
        ]
        answer = self._answer("overlap", rows, [home], columns, "matrix")
        return answer._replace(subject=[home])

    def chosen(self, named: Sequence[str]) -> Answer:
        """Return every state with a status in any of these organisations, as a matrix."""
        runs = self._runs(named, [])
        rows = [
            self._fields(row, cells)
            for row, cells in self._on_day(runs, named)
            if any(cells.values())
        ]
        return self._answer("overlap", rows, named, named, "matrix")

    def sets(self, named: Sequence[str]) -> Answer:
        """Return which states are in exactly which of these organisations, the largest set first.

        A state is `possible` if it only possibly belongs to one of the organisations of its set.
        """
        found: dict[tuple[str, ...], dict[str, bool]] = {}
        reasons: dict[str, str] = {}
        for state, cells in self._on_day(self._runs(named, ["member"]), named):
            inside = {column: cell for column, cell in cells.items() if cell}
            if inside:
                certain = all(cell["certain"] for cell in inside.values())
                found.setdefault(tuple(inside), {})[state] = certain
                reasons[state] = f"{state} by {_partial({'memberships': inside})}"
        rows: list[dict[str, Any]] = [
            {
                "organizations": list(inside),
                "states": list(states),
                "possible": [state for state, certain in states.items() if not certain],
                "count": len(states),
            }
            for inside, states in found.items()
        ]
        rows.sort(key=lambda row: (-row["count"], [named.index(o) for o in row["organizations"]]))
        return Answer(
            "set",
            [Row(fields=row) for row in rows],
            caption=of_day(self._store, self._asked_of, self._day, [], history=False),
            notes=[*partly_recorded(self._store, named), *beyond(self._store, self._day)],
            explanation=self._reasons if self._explain else [],
            why=lambda row: "; ".join(reasons[state] for state in row["states"]),
            counted=self._counted,
            keys=named,
            view="sets",
            names=labels(self._store),
            day=self._day,
            about=self._store.dataset,
        )

    def _runs(
        self, named: Sequence[str], default: Sequence[str]
    ) -> dict[tuple[str, str], list[Run]]:
        statuses = self._counted = wanted_statuses(self._status, default)
        memberships = self._memberships(self._column, named, statuses)
        found = grouped(find_tenures(self._explained(memberships)))
        self._reasons.append(self._asked())
        return found

    def _on_day(
        self, runs: dict[tuple[str, str], list[Run]], named: Sequence[str]
    ) -> Iterator[tuple[str, dict[str, dict[str, Any] | None]]]:
        """Yield each state with its statuses on the day in each organisation."""
        for row in self._kept(sorted({state for state, _ in runs})):
            yield row, {column: self._held(runs, row, column) for column in named}

    def _memberships(
        self, column: Side, values: Sequence[str], statuses: Sequence[str] = ()
    ) -> Conditions:
        conditions = Conditions(self._store, "membership")
        conditions.any_of(self._parameter, column, values)
        conditions.any_of("status", "status", statuses)
        return conditions

    def _explained(self, conditions: Conditions) -> Conditions:
        if self._explain:
            self._reasons += conditions.explanation()
        return conditions

    def _asked(self, text: str = "") -> Reason:
        return Reason(text, "as_of", f"{shown(self._as_of)}, checked on {self._day}")

    def _others(self) -> str:
        rows = self._store.rows("SELECT DISTINCT organization FROM period ORDER BY 1 LIMIT 5")
        found = ", ".join(row[0] for row in rows)
        return f"name an organisation: {found}" if found else "the dataset has no memberships"

    def joint(self, named: Sequence[str], *, history: bool) -> Answer:
        """Return what belongs to all of those named, on the day or over time."""
        statuses = self._counted = wanted_statuses(self._status, ["member"])
        memberships = self._memberships(self._column, named, statuses)
        runs = grouped(find_tenures(self._explained(memberships)))
        keys = dict.fromkeys(key[0 if self._row == "state" else 1] for key in runs)
        self._reasons.append(self._asked())
        rows = []
        for row in self._kept(sorted(keys)):
            found = self._over_time if history else self._on_the_day
            rows += list(found(runs, row, named))
        organizations = named if self._row == "state" else []
        rows.sort(key=lambda fields: (fields["from"] or "", fields[self._row]))
        type_ = "overlap" if self._row == "state" else "shared"
        return self._answer(type_, rows, organizations, named, "bars" if history else "list")

    def _on_the_day(
        self, runs: dict[tuple[str, str], list[Run]], row: str, named: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        found = [self._run(runs, row, column) for column in named]
        present = [run for run in found if run]
        if len(present) == len(named):
            certain = all(run.period.certainly_holds(self._day) for run in present)
            cells = {column: self._held(runs, row, column) for column in named}
            yield self._fields(row, cells, joint(run.period for run in present), certain=certain)

    def _over_time(
        self, runs: dict[tuple[str, str], list[Run]], row: str, named: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        columns = [self._runs_of(runs, row, column) for column in named]
        orders = [InOrder([run.period for run in column]) for column in columns]
        for combination in self._combinations(columns, orders, ()):
            common = joint(run.period for run in combination)
            cells = {
                column: _cell(held(run.within(common), common), None)
                for column, run in zip(named, combination, strict=True)
            }
            yield self._fields(row, cells, common, certain=common.certain)

    def _combinations(
        self, columns: Sequence[list[Run]], orders: Sequence[InOrder], chosen: tuple[Run, ...]
    ) -> Iterator[tuple[Run, ...]]:
        """Yield a run of each column wherever these may have a day in common."""
        if len(chosen) == len(columns):
            yield chosen
            return
        column, where = columns[len(chosen)], slice(None)
        if chosen:
            common = joint(run.period for run in chosen)
            where = orders[len(chosen)].meeting(common)
        for run in column[where]:
            if chosen and not joint([common, run.period]).possible:
                continue
            self._met += 1
            if self._met > _MOST:
                message = f"means more than {_MOST:,} joint periods here; ask about a day instead"
                raise QueryError(message, "history")
            yield from self._combinations(columns, orders, (*chosen, run))

    def _runs_of(self, runs: dict[tuple[str, str], list[Run]], row: str, column: str) -> list[Run]:
        return runs.get((row, column) if self._row == "state" else (column, row), [])

    def _held(
        self, runs: dict[tuple[str, str], list[Run]], row: str, column: str
    ) -> dict[str, Any] | None:
        """The statuses on the day, as a cell of the answer."""
        parts = [part for run in self._runs_of(runs, row, column) for part in run.parts]
        return _cell(held(parts, day_period(self._day)), self._day)

    def _run(self, runs: dict[tuple[str, str], list[Run]], row: str, column: str) -> Run | None:
        """The run that possibly holds on the day, a certain one first."""
        holding = [
            r for r in self._runs_of(runs, row, column) if r.period.possibly_holds(self._day)
        ]
        return max(holding, key=lambda run: run.period.certainly_holds(self._day), default=None)

    def _kept(self, rows: list[str]) -> list[str]:
        """The rows without those that certainly have a standing in any of `without`."""
        if not self._without:
            return rows
        standing = self._memberships(self._column, self._without, TRACKS["standing"])
        excluded = {
            key[0 if self._row == "state" else 1]
            for key, runs in grouped(find_tenures(standing)).items()
            if any(run.period.certainly_holds(self._day) for run in runs)
        }
        dropped = [row for row in rows if row in excluded]
        text = f"dropped {', '.join(dropped) or 'nothing'}"
        self._reasons.append(Reason(text, "without", ", ".join(self._without)))
        return [row for row in rows if row not in excluded]

    def _fields(
        self,
        row: str,
        memberships: Mapping[str, dict[str, Any] | None],
        common: Period | None = None,
        *,
        certain: bool | None = None,
    ) -> dict[str, Any]:
        name = self._store.row("SELECT title FROM record WHERE id = ?", (row,))
        fields = {
            self._row: row,
            f"{self._row}_name": name[0] if name else row,
            "memberships": memberships,
            "from": common and common.since.text,
            "until": common and common.until.text,
            "days": common and common.days(self._day),
            "certain": certain,
        }
        return in_language(self._store, fields)

    def _answer(
        self,
        type_: str,
        rows: list[dict[str, Any]],
        organizations: Sequence[str],
        keys: Sequence[str],
        view: View,
    ) -> Answer:
        if self._explain:
            self._reasons += [
                Reason(f"{row[self._row]} is only possibly right: {_partial(row)}")
                for row in rows
                if row["certain"] is False
            ]
        history = view == "bars"
        notes = partly_recorded(self._store, organizations)
        starts = [row["from"] and _start(row["from"]) for row in rows]
        said = of_day(self._store, self._asked_of, self._day, starts, history=history)
        if view == "matrix" and any(map(_doubtful, rows)):
            said = f"{said} What has a question mark only possibly holds.".lstrip()
        return Answer(
            type_,
            [Row(fields=row) for row in rows],
            caption=said,
            notes=notes if history else [*notes, *beyond(self._store, self._day)],
            explanation=self._reasons if self._explain else [],
            why=_partial if self._explain else None,
            counted=self._counted,
            keys=keys,
            view=view,
            names=labels(self._store),
            day=self._day,
            about=self._store.dataset,
        )


def _cell(found: Sequence[Tenure], day: dt.date | None) -> dict[str, Any] | None:
    """A cell: the status shown, and the others held at the same time."""
    if not found:
        return None
    first, *others = (one.fields(day) for one in found)
    return {**first, "also": others}


def _doubtful(row: dict[str, Any]) -> bool:
    """Whether something in a row of a matrix only possibly holds."""
    cells = [cell for cell in row["memberships"].values() if cell]
    return not all(held["certain"] for cell in cells for held in (cell, *cell["also"]))


def _start(recorded: str) -> str:
    """The first possible day of a recorded beginning, None if it is unknown."""
    return "" if recorded == UNKNOWN else parse(recorded).first.isoformat()


def _partial(row: Mapping[str, Any]) -> str:
    parts = [
        f"{one['id']} from {one['from']}" + (f" until {one['until']}" if one["until"] else "")
        for one in row["memberships"].values()
        if one
    ]
    return ", ".join(parts)
