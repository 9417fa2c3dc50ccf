"""Compiling a store: read the datasets, build one database, check it with the rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from otscli.checking import ADVICE, RULES, STRICT
from otscli.dataset.findings import Finding, Mark
from otscli.dataset.read import Progress, read
from otscli.store.build import build
from otscli.store.removal import leave_out
from otscli.store.store import Store


def compile_dataset(
    paths: Sequence[Path],
    connection: sqlite3.Connection,
    *,
    labels: Sequence[str] = (),
    progress: Progress | None = None,
    errors_only: bool = False,
    skip_faulty: bool = False,
) -> list[Finding]:
    """Compile datasets into an empty database, and return the findings.

    Several datasets make a union, in which `labels` name them. `errors_only` skips rules that never
    find errors. With `skip_faulty` records with errors are left out and counted in the database,
    unless an error concerns a file as a whole. Of each rule a limited number of findings is
    returned, and one that counts the others. Raises `DatasetError` if there is no such file.
    """
    found = _Found()
    faulty: set[Mark] = set()

    def report(finding: Finding) -> None:
        if skip_faulty and finding.level == "error" and finding.row:
            faulty.add(finding.row)
        elif finding.level == "error" or not errors_only:
            found.add(finding)

    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    build(read(paths, report, progress), connection, report, labels=labels, faulty=faulty)
    if not errors_only:  # these rules look up the tags of every record
        connection.execute("CREATE INDEX IF NOT EXISTS tag_by_record ON tag (n)")
    store = Store(connection)
    skipped = ADVICE if store.dataset.get("curated") else ADVICE + STRICT
    for rule in RULES:
        if not (errors_only and rule in skipped):
            for finding in list(rule(store)):
                report(replace(finding, row=finding.mark) if skip_faulty else finding)
    if faulty:
        leave_out(connection, faulty)
        connection.execute("INSERT INTO meta VALUES ('left out', ?)", (len(faulty),))
        connection.commit()
    return found.findings()


_MOST = 100  # findings kept per rule and level


class _Found:
    """Findings without duplicates: a file read twice reports its faults twice."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], dict[Finding, None]] = {}
        self._cut: dict[tuple[str, str], tuple[Finding, set[int]]] = {}

    def add(self, finding: Finding) -> None:
        """Keep a finding, or count it where there are many of its kind."""
        kind = (finding.rule, finding.level)
        kept = self._kept.setdefault(kind, {})
        if len(kept) < _MOST or finding in kept:
            kept[finding] = None
        else:
            _, cut = self._cut.setdefault(kind, (finding, set()))
            cut.add(hash(finding))

    def findings(self) -> list[Finding]:
        """Return the kept findings, and for each cut kind how many more there are."""
        kept = [finding for kind in self._kept.values() for finding in kind]
        more = [
            replace(first, message=f"and {len(cut):,} more of this rule", count=len(cut))
            for first, cut in self._cut.values()
        ]
        return kept + more
