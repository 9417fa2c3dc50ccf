"""What happened on this day of the year, in any year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from otscli import dates
from otscli.answer import Answer
from otscli.errors import DateError
from otscli.query.lookup.asked import read_date
from otscli.query.lookup.conditions import Condition, Conditions
from otscli.query.lookup.names import labels, listed, resolve_all, word
from otscli.store.store import Store

_DAY_OF_YEAR = re.compile("(0[1-9]|1[0-2])-([0-3][0-9])")


def today(
    store: Store,
    *,
    on: str | dt.date | None = None,
    state: Sequence[str] = (),
    org: Sequence[str] = (),
    kind: Sequence[str] = (),
    limit: int | None = None,
    newest: bool = False,
    explain: bool = False,
) -> Answer:
    """Return the events whose day, or first day, is this day of a year, the earliest first.

    `on` is a day of the year (`11-26`, `26 November`) or a full date, by default the clock's today.
    Events that are not dated to the day are left out. Raises `QueryError`.
    """
    month, day = _day_of_year(on)
    conditions = Conditions(store, "event")
    asked = f"{int(day)} {dates.MONTHS[int(month) - 1]} of any year"
    first_day = Condition(
        "substr(start, 6) = ? AND json_extract(doc, '$.date') GLOB ?",
        [f"{month}-{day}", f"[0-9][0-9][0-9][0-9]-{month}-{day}*"],
        "on",
        asked,
    )
    conditions.add(first_day)
    conditions.tagged("state", "states", resolve_all(store, "state", state))
    conditions.tagged("org", "organizations", resolve_all(store, "organization", org))
    kinds = [word(store, "kinds", name) for name in listed(kind)]
    conditions.any_of("kind", "kind", kinds)
    return Answer(
        "event",
        conditions.rows(newest=newest, limit=limit),
        caption=f"On {asked}",
        explanation=conditions.explanation() if explain else [],
        why=conditions.why if explain else None,
        names=labels(store),
        about=store.dataset,
    )


def _day_of_year(on: str | dt.date | None) -> tuple[str, str]:
    """Return month and day, two digits each."""
    if on is None:
        return _parts(dates.today().isoformat()[5:])
    if isinstance(on, str):
        typed = on.strip()
        if _DAY_OF_YEAR.fullmatch(typed):
            read_date("on", f"2000-{typed}")  # a leap year: 29 February is a day
            return _parts(typed)
        if numbers := re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})\.?", typed):
            one, other = (f"{int(part):02}" for part in numbers.groups())
            days = [f"{a}-{b}" for a, b in ((other, one), (one, other)) if "01" <= a <= "12"]
            raise DateError(f"{typed!r} is ambiguous; write {' or '.join(days) or '11-26'}", "on")
        if re.search("[A-Za-z]", typed) and not re.search(r"\d{4}|\bago\b", typed):
            try:
                found = read_date("on", f"{typed} 2000")
            except DateError:
                found = read_date("on", typed)
            if found.is_day:
                return _parts(found.first.isoformat()[5:])
    date = read_date("on", on)
    if not date.is_day:
        raise DateError(f"{str(on)!r} is no day; write 11-26 or '26 November'", "on")
    return _parts(date.first.isoformat()[5:])


def _parts(month_and_day: str) -> tuple[str, str]:
    month, _, day = month_and_day.partition("-")
    return month, day
