"""Who belongs to an organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from otscli.answer import Answer, Row
from otscli.choices import ANY, STATUSES
from otscli.dates import Date
from otscli.query.lookup.conditions import shown, typed_date
from otscli.query.lookup.coverage import later_than_covered, partly_recorded
from otscli.query.lookup.names import choice, in_language, labels, listed, resolve, resolve_all
from otscli.store.store import Store

_RANK = "CASE status " + " ".join(f"WHEN '{s}' THEN {i}" for i, s in enumerate(STATUSES)) + " END"


def asked_day(as_of: str | None) -> dt.date:
    """Return the last day of a typed date, or today. Raises `QueryError`."""
    return as_of_date(as_of).last


def as_of_date(as_of: str | None) -> Date:
    """Return the date that was typed, or today. Raises `QueryError`."""
    return typed_date("--as-of", "today" if as_of is None else as_of)


def wanted_statuses(status: Sequence[str], default: Sequence[str] = tuple(STATUSES)) -> list[str]:
    """Return the statuses asked for, `any` meaning all of them. Raises `QueryError`."""
    chosen = [choice("status", name, [*STATUSES, ANY]) for name in listed(status)]
    return list(STATUSES) if ANY in chosen else chosen or list(default)


def members(
    store: Store,
    org: str = "OTS",
    *,
    as_of: str | None = None,
    status: Sequence[str] = (),
    state: Sequence[str] = (),
    source: Sequence[str] = (),
    disputed: bool = False,
    history: bool = False,
    explain: bool = False,
) -> Answer:
    """Return the memberships of an organisation that possibly hold on a day.

    The day is the last day of `as_of`, today by default. `history` returns every period ever,
    whatever the day; then `certain` says whether the period certainly has a day. Rows come in
    order of status, beginning and state; a history by state. Raises `QueryError`.
    """
    organization = resolve(store, "organization", org)
    day = asked_day(as_of)
    steps = [("organization = ?", [organization], f"organisation {organization}")]
    if not history:
        steps.append(
            (
                "since_first <= ? AND ? < until_last",
                [day.isoformat()] * 2,
                f"--as-of {shown(as_of_date(as_of))}, asked of {day}",
            )
        )
    statuses = wanted_statuses(status)
    if len(statuses) < len(STATUSES):
        steps.append((_any("status", statuses), statuses, f"--status {', '.join(statuses)}"))
    if states := resolve_all(store, "state", state) if state else []:
        steps.append((_any("state", states), states, f"--state {', '.join(states)}"))
    if sources := resolve_all(store, "source", source):
        steps.append(
            (
                f"n IN (SELECT n FROM tag WHERE field = 'source' AND {_any('value', sources)})",
                sources,
                f"--source {', '.join(sources)}",
            )
        )
    if disputed:
        steps.append(("disputed", [], "--disputed"))
    notes = [] if state else partly_recorded(store, [organization])
    rows = _rows(store, steps, day, history=history)
    return Answer(
        "membership",
        rows,
        caption="" if history else later_than_covered(store, day),
        notes=notes,
        explanation=_explain(store, steps, rows) if explain else [],
        view="bars" if history else "list",
        names=labels(store),
        day=day,
    )


def _any(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join('?' * len(values))})"


_Step = tuple[str, Sequence[str], str]


def _rows(store: Store, steps: Sequence[_Step], day: dt.date, *, history: bool) -> list[Row]:
    where = " AND ".join(f"({sql})" for sql, _, _ in steps)
    certain = "since_last < until_first" if history else "since_last <= ? AND ? < until_first"
    order = (
        "min(since_first) OVER (PARTITION BY state), state, since_first, until_last"
        if history
        else f"{_RANK}, since_first, state"
    )
    parameters = [] if history else [day.isoformat()] * 2
    parameters += [value for _, values, _ in steps for value in values]
    rows = []
    for doc, is_certain in store.rows(
        f"SELECT doc, {certain} FROM period JOIN record USING (n) WHERE {where} ORDER BY {order}",
        parameters,
    ):
        fields = in_language(store, dict(Row(doc).fields))
        fields["certain"] = bool(is_certain)
        rows.append(Row(fields=fields))
    return rows


def _explain(store: Store, steps: Sequence[_Step], rows: Sequence[Row]) -> list[str]:
    lines, before = [], None
    for i, (_, _, why) in enumerate(steps, start=1):
        where = " AND ".join(f"({sql})" for sql, _, _ in steps[:i])
        values = [value for _, bound, _ in steps[:i] for value in bound]
        row = store.row(f"SELECT count(*) FROM period JOIN record USING (n) WHERE {where}", values)
        kept = row[0] if row else 0
        lines.append(f"{why}: kept {kept}" + (f", dropped {before - kept}" if before else ""))
        before = kept
    return lines + [doubt(row.fields) for row in rows if not row.fields["certain"]]


def doubt(membership: dict[str, object]) -> str:
    """Say why a membership only possibly holds."""
    until = membership["until"]
    ends = f", until {until}" if until else ""
    return f"{membership['id']} is only possibly right: from {membership['from']}{ends}"
