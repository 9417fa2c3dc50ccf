"""Findings about a dataset, with their positions."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Level = Literal["error", "warning", "note"]

_LONGEST = 240  # maximum characters of a message
_LONGEST_VALUE = 60  # maximum characters of a quoted value


class Mark(NamedTuple):
    """A position in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A finding of a rule, or a count of further ones.

    `row` is the position of its record; None for a file as a whole.
    """

    mark: Mark
    level: Level
    message: str
    rule: str
    row: Mark | None = field(default=None, compare=False)
    count: int = field(default=1, compare=False)

    def __post_init__(self) -> None:
        if len(self.message) > _LONGEST:
            object.__setattr__(self, "message", f"{self.message[: _LONGEST - 1]}…")

    def __str__(self) -> str:
        return f"{self.mark}: {self.level}: {self.message} [{self.rule}]"


def quoted(value: Any) -> str:
    """Return a value for a message: text in quotes, anything else as JSON, cut if long."""
    if isinstance(value, str):
        return repr(_cut(str(value)))
    try:
        return _cut(json.dumps(value, ensure_ascii=False, default=str))
    except (ValueError, RecursionError):  # a number with thousands of digits, or deep nesting
        return "this value"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


Report = Callable[[Finding], None]
"""Receives findings."""

READING = {
    "file": "A file is not empty, and is none of another kind under the name of a dataset's.",
    "yaml": "A file is well-formed YAML in UTF-8.",
    "json": "A file is well-formed JSON, a line of JSON Lines an object.",
    "csv": "A file is well-formed CSV.",
    "columns": "A line has as many cells as the header.",
    "cell": "A cell holds what its column says.",
    "parquet": "A file is well-formed Parquet.",
    "record-type": "A row says of what type it is.",
    "duplicate-key": "A mapping has no key twice.",
    "list": "A file holds lists that a dataset has.",
    "unknown-field": "A record has no field that its list does not know.",
    "required-field": "A record has the fields that it needs.",
    "type": "A value is of its field's type, and not empty.",
    "form": "An id, an address or a digest has its form.",
    "choice": "A value from a closed list is on it.",
    "bare-date": "A date is in quotes.",
    "date": "A date is of the recorded form (`ots help dates`).",
    "unique-id": "An id belongs to one record.",
    "unknown-reference": "In curated data, what a record names has a record of its own.",
    "wrong-reference": "What a record names has the type that is asked for there.",
    "undescribed": "Elsewhere, what a record names without one gets a minimal record.",
    "working-note": "No curator's mark (`to_check`, `also`) is left.",
}
"""The rules that are checked while records are read, each with its requirement."""
