"""Writing answers: one module per format, with a common protocol.

A format module has `write(answer, output, selection)`. It writes rows as they come, so an answer of
any length needs constant memory.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from otscli.answer import Answer
    from otscli.output.fields import FieldSelection
    from otscli.output.terminal import Output


class Format(Protocol):
    """The interface of a format module."""

    def write(self, answer: Answer, output: Output, selection: FieldSelection) -> None:
        """Write the answer. Raises `otscli.answer.QueryError` if the format cannot."""


def format_named(name: str) -> Format:
    """Return the format with that name."""
    return cast("Format", import_module(f"otscli.output.formats.{name}"))
