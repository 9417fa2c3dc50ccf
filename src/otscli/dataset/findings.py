"""What is said of a dataset, and where in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that a rule found."""

    mark: Mark
    level: Level
    message: str
    rule: str

    def __str__(self) -> str:
        return f"{self.mark}: {self.level}: {self.message} [{self.rule}]"


Report = Callable[[Finding], None]
"""Takes findings as they are made."""
