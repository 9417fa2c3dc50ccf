"""What makes a dataset trustworthy: each rule a function, with an id and a level of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from otscli.checking.rules import RULES
from otscli.dataset.findings import READING, Finding
from otscli.dataset.read import read
from otscli.store.build import Progress, build
from otscli.store.store import Store

__all__ = ["documented", "examine"]


def documented() -> dict[str, str]:
    """Return every rule with what it demands, in one line."""
    told = {
        rule.__name__.replace("_", "-"): (rule.__doc__ or "").partition("\n")[0] for rule in RULES
    }
    return READING | told


def examine(
    paths: Sequence[Path],
    connection: sqlite3.Connection,
    *,
    labels: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Finding]:
    """Compile datasets into an empty database and return all that is wrong with them.

    Several are a union, in which `labels` name them. Raises
    `otscli.dataset.files.DatasetError` where there is no such file.
    """
    found: dict[Finding, None] = {}  # a file that is read twice tells its faults twice
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    entries = read(paths, found.setdefault)
    build(entries, connection, found.setdefault, labels=labels, progress=progress)
    store = Store(connection)
    for rule in RULES:
        found |= dict.fromkeys(rule(store))
    return list(found)
