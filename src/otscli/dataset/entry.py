"""Records as read, before they are validated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from otscli.dataset.findings import Finding, Level, Mark

Path = tuple[str | int, ...]
"""Keys and indices that lead from a record to a value in it."""


class UnquotedScalar(str):
    """An unquoted scalar that YAML does not read as a string: a date, a number, true, null."""

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, text: str, kind: str) -> Self:
        """Keep the text as in the file, and the YAML type."""
        self = super().__new__(cls, text)
        self.kind = kind
        return self


@dataclass(slots=True)
class Entry:
    """A record of a list, with its position; `locate` finds the position of a value inside.

    A `placeholder` is only described where another record names it; a full record replaces it.
    `dataset` numbers the datasets of a union: a record of a later one replaces one of an earlier
    one with the same id.
    """

    list: str
    fields: dict[str, Any]
    mark: Mark
    locate: Callable[[Path], tuple[int, int]] | None = None
    placeholder: bool = False
    dataset: int = 0

    def mark_of(self, path: Path) -> Mark:
        """Return the position of a value in the record, or of the record itself."""
        if self.locate is None or not path:
            return self.mark
        return Mark(self.mark.file, *self.locate(path))

    def finding(self, level: Level, message: str, rule: str, path: Path = ()) -> Finding:
        """Report a finding about a value in the record."""
        return Finding(self.mark_of(path), level, message, rule, self.mark)
