"""The register of rules: each a function with an id and a level, its docstring what it demands.

What is wrong with the form of a single record is found where it is read
(`otscli.dataset.validate`); rules find what only shows beside other records.
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
"""Those that never find errors, which a question need not ask."""


def rule(function: Rule) -> Rule:
    """Add a rule; its name, with hyphens, is its id."""
    RULES.append(function)
    return function


def advice(function: Rule) -> Rule:
    """Add a rule that finds no errors, but warnings and notes."""
    ADVICE.append(function)
    return rule(function)


class Site(NamedTuple):
    """Where a record is: its place, and in a union the number of its dataset."""

    file: str
    line: int
    column: int
    dataset: int

    @property
    def mark(self) -> Mark:
        """The place."""
        return Mark(self.file, self.line, self.column)


def between(rule_: Rule, level: Level, site: Site, message: str, other: Site, what: str) -> Finding:
    """Return what a rule found between two records, at the site of the first.

    Where they are of different datasets of a union it is no error, and names both: `what` the
    other is, and where.
    """
    if site.dataset != other.dataset:
        level = "warning" if level == "error" else level
        message = f"{message}; {what} is at {other.mark}"
    return finding(rule_, level, site.mark, message)


def finding(rule_: Rule, level: Level, position: tuple[Any, ...], message: str) -> Finding:
    """Return what a rule found at a position: file, line and column."""
    return Finding(Mark(*position), level, message, rule_.__name__.replace("_", "-"))
