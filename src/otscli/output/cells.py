"""What stands in a table: text, its style, and an address to link to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from otscli.dates import readable
from otscli.escaping import encode, visible

SINGLE = " *"
"""The mark of what rests on a single source."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with a style (names of colours and weights) and an address to link to.

    `short` is the text in codes, for where room is short.
    """

    text: str
    style: str = ""
    link: str | None = None
    short: str = ""


def plain(value: Any) -> str:
    """Return any value as text that is safe to show."""
    if value is None:
        return ""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return visible(", ".join(value))
    return visible(encode(value))


def text(value: Any, style: str = "") -> Cell:
    """Return a cell of any value."""
    return Cell(plain(value), style)


def dated(value: str | None, style: str = "") -> Cell:
    """Return a cell of a recorded date, its marks as people read them."""
    return Cell(visible(readable(value)) if value else "", style)


KIND_STYLES = {
    "summit": "bold yellow",
    "ministerial": "cyan",
    "meeting": "cyan",
    "agreement": "green",
    "ratification": "green",
    "accession": "bold green",
    "conflict": "red",
    "exercise": "magenta",
    "declaration": "orange",
    "decision": "orange",
    "founding": "bold green",
    "body-established": "green",
}
STATUS_STYLES = {
    "member": "bold green",
    "associate": "cyan",
    "candidate": "magenta",
    "observer": "yellow",
    "partner": "orange",
    "applicant": "dim",
}
CHANGE_STYLES = {
    "joined": "green",
    "left": "red",
    "status": "yellow",
    "applied": "dim",
    "candidate": "magenta",
    "withdrew": "dim",
}
DIFFERENCE_STYLES = {"added": "green", "corrected": "yellow", "merged": "cyan", "withdrawn": "red"}
