"""Answers written down: one module a format, behind one small protocol.

A format module has `write(answer, output, selection)`. It takes the rows as they come, so that an
answer of any length needs no memory of its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from otscli.answer import Answer
    from otscli.output.fields import FieldSelection
    from otscli.output.terminal import Output


class Format(Protocol):
    """What a format module offers."""

    def write(self, answer: Answer, output: Output, selection: FieldSelection) -> None:
        """Write the answer; raises `otscli.answer.QueryError` where it cannot be."""


def format_named(name: str) -> Format:
    """Return the format of that name."""
    return cast("Format", import_module(f"otscli.output.formats.{name}"))
