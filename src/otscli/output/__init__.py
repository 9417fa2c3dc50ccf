"""Answers written down: one module a format, behind one small protocol.

A format module has `write(answer, sink, fields)`. It takes the rows as they come, so that an
answer of any length needs no memory of its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from otscli.output.fields import Selection
    from otscli.output.sink import Sink
    from otscli.query.answer import Answer

_MODULES = {
    "table": "table",
    "json": "json_array",
    "jsonl": "json_lines",
    "csv": "separated",
    "tsv": "separated",
    "md": "markdown",
    "yaml": "yaml_list",
    "html": "html_page",
    "ids": "ids",
    "ics": "ics",
}


class Format(Protocol):
    """What a format module offers."""

    def write(self, answer: Answer, sink: Sink, selection: Selection) -> None:
        """Write the answer; raises `otscli.query.answer.QueryError` where it cannot be."""


def format_named(name: str) -> Format:
    """Return the format of that name."""
    return cast("Format", import_module(f"otscli.output.{_MODULES[name]}"))
