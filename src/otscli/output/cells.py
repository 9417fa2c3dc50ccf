"""Cells of a table: text, style, and a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from otscli.dates import readable
from otscli.escaping import encode, visible

SINGLE = " *"
"""The mark of a record with a single source."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with a style (names of colours and weights) and an address to link to.

    `short` is the text in codes, for narrow columns. Cells and headings escape what is from the
    data, so that no format can forget to. A link must be a web address.
    """

    text: str
    style: str = ""
    link: str | None = None
    short: str = ""

    def __post_init__(self) -> None:
        if not self.text.isprintable():
            object.__setattr__(self, "text", visible(self.text))
        if not self.short.isprintable():
            object.__setattr__(self, "short", visible(self.short))
        if self.link is not None:
            link = visible(self.link) if self.link.startswith(_WEB) else None
            object.__setattr__(self, "link", link)


_WEB = ("http://", "https://")


def plain(value: Any) -> str:
    """Return any value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return encode(value)


def text(value: Any, style: str = "") -> Cell:
    """Return a cell of any value."""
    return Cell(plain(value), style)


def dated(value: str | None, style: str = "") -> Cell:
    """Return a cell with a recorded date, its marks formatted for people."""
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
