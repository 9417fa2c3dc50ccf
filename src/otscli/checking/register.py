"""The register of rules: each a function with an id and a level, its docstring what it demands.

What is wrong with the form of a single record is found where it is read
(`otscli.dataset.validate`); rules find what only shows beside other records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

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


def finding(rule_: Rule, level: Level, position: tuple[Any, ...], message: str) -> Finding:
    """Return what a rule found at a position: file, line and column."""
    return Finding(Mark(*position), level, message, rule_.__name__.replace("_", "-"))
