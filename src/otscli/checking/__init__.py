"""What makes a dataset trustworthy: each rule a function, with an id and a level of its own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from otscli.check.rules import RULES
from otscli.dataset.findings import READING, Finding
from otscli.dataset.read import read
from otscli.store.build import build
from otscli.store.store import Store

__all__ = ["documented", "examine"]


def documented() -> dict[str, str]:
    """Return every rule with what it demands, in one line."""
    told = {
        rule.__name__.replace("_", "-"): (rule.__doc__ or "").partition("\n")[0] for rule in RULES
    }
    return READING | told


def examine(path: Path, connection: sqlite3.Connection) -> list[Finding]:
    """Compile the dataset at a path into an empty database and return all that is wrong with it.

    Raises `otscli.dataset.read.DatasetError` where there is no such file.
    """
    findings: list[Finding] = []
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    build(read(path, findings.append), connection, findings.append)
    store = Store(connection)
    for rule in RULES:
        findings.extend(rule(store))
    return findings
