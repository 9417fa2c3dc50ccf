"""What makes a dataset trustworthy: each rule a function, with an id and a level of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from otscli.checking.rules import ADVICE, RULES
from otscli.dataset.findings import READING, Finding
from otscli.dataset.read import Progress, read
from otscli.store.build import build
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
    errors_only: bool = False,
) -> list[Finding]:
    """Compile datasets into an empty database and return what is wrong with them.

    Several are a union, in which `labels` name them. Raises
    `otscli.dataset.files.DatasetError` where there is no such file.
    """
    found: dict[Finding, None] = {}  # a file that is read twice tells its faults twice

    def report(finding: Finding) -> None:
        if finding.level == "error" or not errors_only:
            found[finding] = None

    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    build(read(paths, report, progress), connection, report, labels=labels)
    if not errors_only:  # what advice asks of every record
        connection.execute("CREATE INDEX IF NOT EXISTS tag_by_record ON tag (n)")
    store = Store(connection)
    for rule in RULES:
        if not (errors_only and rule in ADVICE):
            for finding in rule(store):
                report(finding)
    return list(found)
