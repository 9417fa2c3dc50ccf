"""Coverage: how far the data reaches, and notes on answers beyond that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from otscli.dates import DateLike, in_words, parse
from otscli.dates import day as on
from otscli.store.store import Store


def covered_to(store: Store) -> dt.date | None:
    """Return the last day of the data, if it says one."""
    recorded = store.dataset.get("covered_to")
    return parse(recorded).last if recorded else None


def of_day(
    store: Store,
    as_of: DateLike | None,
    day: dt.date,
    starts: Iterable[str | None] = (),
    *,
    history: bool = False,
) -> str:
    """Say which day an answer is about if none was asked for, or up to which a history goes.

    `starts` are the first days of rows; those after the last day of the data are counted.
    """
    reach = covered_to(store)
    last = "the last day that the data covers"
    said = []
    if as_of is None:
        which = last if day == reach else "today"
        said.append(f"{'Up to' if history else 'On'} {in_words(on(day))}, {which}.")
    later = sum(reach is not None and (start or "") > reach.isoformat() for start in starts)
    if later and reach:
        when = "later" if as_of is None and day == reach else f"after {in_words(on(reach))}, {last}"
        said.append(f"{later} row{' begins' if later == 1 else 's begin'} {when}.")
    return " ".join(said)


def beyond(store: Store, day: dt.date) -> list[str]:
    """Explain why nothing open is certain on a day after the last day of the data."""
    return [
        f"{f'{label}: t' if label else 'T'}he data reaches to {reach}; later changes are not in "
        f"it, and nothing open is certain on {day}"
        for label, reach in store.reach.items()
        if day > reach
    ]


def later_than_covered(store: Store, day: dt.date | None, rows: int = 0) -> str:
    """Say that a day, or that many of the rows, are later than the data."""
    reach = covered_to(store)
    if reach and rows:
        counted = "1 row is" if rows == 1 else f"{rows} rows are"
        return f"The data reaches to {reach}; {counted} later, and others may be missing."
    if reach and day and day > reach:
        return f"The data reaches to {reach}; later changes are not in it."
    return ""


def partly_recorded(store: Store, organizations: Iterable[str]) -> list[str]:
    """Name the organisations whose membership is recorded only in part."""
    import json

    notes = []

    for id_ in organizations:
        row = store.row("SELECT doc FROM record WHERE id = ? AND type = 'organization'", (id_,))
        coverage = json.loads(row[0]).get("coverage") if row else None
        if coverage == "ots":
            notes.append(f"{id_}: only states of the OTS are recorded; it may have other members")
        elif coverage == "none":
            notes.append(f"{id_}: its membership is not recorded")
    return notes
