"""How far the data reaches, and what must be said of an answer beyond it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from otscli.dates import parse
from otscli.store.store import Store


def covered_to(store: Store) -> dt.date | None:
    """Return the last day that the data covers, where it says so."""
    recorded = store.dataset.get("covered_to")
    return parse(recorded).last if recorded else None


def later_than_covered(store: Store, day: dt.date | None) -> str:
    """Say that a day lies beyond what the data covers; empty where it does not."""
    reach = covered_to(store) if day else None
    return (
        f"The data reaches to {reach}; later changes are not in it."
        if reach and day and day > reach
        else ""
    )


def partly_recorded(store: Store, organizations: Iterable[str]) -> list[str]:
    """Say of which organisations not every member is recorded."""
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
