"""Records as they are written, before anything is made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from otscli.dataset.findings import Finding, Level, Mark

Path = tuple[str | int, ...]
"""Keys and positions that lead from a record to a value in it."""


class UnquotedScalar(str):
    """An unquoted scalar that YAML does not take for a string: a date, a number, true, null."""

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, text: str, kind: str) -> Self:
        """Keep the text as it stands in the file, and what YAML takes it for."""
        self = super().__new__(cls, text)
        self.kind = kind
        return self


@dataclass(slots=True)
class Entry:
    """A record of one list, with its place; `locate` finds the place of a value inside.

    A `placeholder` record was only described where another names it, and gives way to one that
    stands for itself. `dataset` counts the datasets of a union: a record of a later one
    replaces that of an earlier one with the same id.
    """

    list: str
    fields: dict[str, Any]
    mark: Mark
    locate: Callable[[Path], tuple[int, int]] | None = None
    placeholder: bool = False
    dataset: int = 0

    def mark_of(self, path: Path) -> Mark:
        """Return the place of a value in the record, or of the record itself."""
        if self.locate is None or not path:
            return self.mark
        return Mark(self.mark.file, *self.locate(path))

    def finding(self, level: Level, message: str, rule: str, path: Path = ()) -> Finding:
        """Say something of a value in the record."""
        return Finding(self.mark_of(path), level, message, rule, self.mark)
