"""The register of rules: functions with an id and a level, and their requirement as docstring.

Faults of a single record are found by validation (`otscli.dataset.validate`); rules find those that
only show in comparison with other records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from otscli.dataset.findings import Finding, Level, Mark
from otscli.store.store import Store

Rule = Callable[[Store], Iterator[Finding]]

RULES: list[Rule] = []
"""Every rule."""

ADVICE: list[Rule] = []
"""Rules that never find errors; queries skip them."""

STRICT: list[Rule] = []
"""Those that find errors in curated data only."""


def rule(function: Rule) -> Rule:
    """Register a rule; its name with hyphens is its id."""
    RULES.append(function)
    return function


def advice(function: Rule) -> Rule:
    """Register a rule that finds no errors, only warnings and notes."""
    ADVICE.append(function)
    return rule(function)


def strict(function: Rule) -> Rule:
    """Add a rule that finds errors in curated data, and warnings in any other."""
    STRICT.append(function)
    return rule(function)


class Site(NamedTuple):
    """The position of a record, and in a union the number of its dataset."""

    file: str
    line: int
    column: int
    dataset: int

    @property
    def mark(self) -> Mark:
        """The position."""
        return Mark(self.file, self.line, self.column)


def between(rule_: Rule, level: Level, site: Site, message: str, other: Site, what: str) -> Finding:
    """Return a finding about two records, at the site of the first.

    Between different datasets of a union it is not an error, and names both: `what` the other is,
    and where.
    """
    if site.dataset != other.dataset:
        level = "warning" if level == "error" else level
        message = f"{message}; {what} is at {other.mark}"
    return finding(rule_, level, site.mark, message)


def finding(rule_: Rule, level: Level, position: tuple[Any, ...], message: str) -> Finding:
    """Return a finding at a position: file, line and column."""
    return Finding(Mark(*position), level, message, rule_.__name__.replace("_", "-"))
