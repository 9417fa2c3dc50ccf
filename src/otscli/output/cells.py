"""What stands in a table: text, its style, and an address to link to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from otscli.escaping import encode, visible


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with a style (names of colours and weights) and an address to link to."""

    text: str
    style: str = ""
    link: str | None = None


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


KIND_STYLES = {
    "summit": "bold yellow",
    "ministerial": "cyan",
    "meeting": "cyan",
    "agreement": "green",
    "ratification": "green",
    "accession": "bold green",
    "conflict": "red",
    "exercise": "magenta",
    "declaration": "blue",
    "decision": "blue",
    "founding": "bold green",
    "body-established": "green",
}
STATUS_STYLES = {
    "member": "bold green",
    "associate": "cyan",
    "candidate": "magenta",
    "observer": "yellow",
    "partner": "blue",
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
