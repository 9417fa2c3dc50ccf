"""Questions to a store: one module each, named like its command.

Nothing here prints or knows the command line.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from otscli.choices import LIST_OF

if TYPE_CHECKING:
    from otscli.answer import Answer


class Question(NamedTuple):
    """A question: the types of its rows (`otscli.records.TYPES`), and what it supports.

    `also` are types of rows on request: counts, sets, a list of states. `dated` says that rows have
    dates (for a calendar), `drawable` that they can be drawn. `method` is its name in Python, if
    that differs.
    """

    rows: tuple[str, ...]
    also: tuple[str, ...] = ()
    dated: bool = False
    drawable: bool = False
    method: str = ""


QUESTIONS = {
    "about": Question(("organization", "state", "office", "person"), method="describe"),
    "timeline": Question(("event",), ("count",), dated=True, drawable=True),
    "today": Question(("event",), dated=True),
    "next": Question(("next",), dated=True),
    "members": Question(("membership",), dated=True, drawable=True),
    "overlap": Question(("overlap",), ("set",), drawable=True),
    "shared": Question(("shared",), drawable=True),
    "changes": Question(("change",), dated=True, drawable=True),
    "offices": Question(("term",), dated=True, drawable=True),
    "facts": Question(("fact",), dated=True),
    "search": Question(("hit",)),
    "show": Question(tuple(LIST_OF), dated=True),
    "sources": Question(("source",)),
    "list": Question(("word",), ("listedstate",)),
    "data info": Question(("figure",), method="info"),
    "data diff": Question(("difference",), method="diff"),
}
"""Every question, by the name of its command."""


def function_of(question: str) -> Callable[..., Answer]:
    """Import the function of a question, named like its module.

    A name that Python reserves or uses ends with an underscore: `list_`, `next_`.
    """
    name = question.replace(" ", "_")
    module = import_module(f"otscli.query.{name}")
    function: Callable[..., Answer] = getattr(
        module, f"{name}_" if hasattr(builtins, name) else name
    )
    return function
