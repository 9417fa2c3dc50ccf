"""Query results: rows, with captions and notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from otscli.dates import parse, today

View = Literal["list", "bars", "matrix", "lanes", "sets", "page", "about"]


class Row:
    """One record of an answer, as JSON text or as fields; either is made on request."""

    __slots__ = ("_fields", "_text")

    def __init__(self, text: str | None = None, fields: dict[str, Any] | None = None) -> None:
        self._text = text
        self._fields = fields

    @property
    def text(self) -> str:
        """The record as compact JSON."""
        if self._text is None:
            from otscli.escaping import encode

            self._text = encode(self._fields)
        return self._text

    @property
    def fields(self) -> dict[str, Any]:
        """The record as a dictionary; do not modify it."""
        if self._fields is None:
            import json

            self._fields = json.loads(self._text or "{}")
        return self._fields


def title(fields: Mapping[str, Any], name: Callable[[str], str] | None = None) -> str:
    """Return the line that identifies a record: its title, text or name, else its id.

    A membership is described with the names of state and organisation from the record, or those
    that `name` gives for their ids.
    """
    if "status" in fields:
        state, organization = (
            name(fields[side]) if name else fields[f"{side}_name"]
            for side in ("state", "organization")
        )
        return f"{state}: {fields['status']}, {organization}"
    if "holder" in fields:
        acting = " (acting)" if fields["acting"] else ""
        return f"{fields['office_name']}: {fields['holder_name']}{acting}"
    return str(fields.get("title") or fields.get("text") or fields.get("name") or fields["id"])


def plan_mark(fields: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """Return the status of a planned event; an empty text for any other.

    It is overdue if its last possible day is before the last day of the data. From then until today
    the data cannot say whether it took place.
    """
    if not fields.get("planned"):
        return ""
    covered = about.get("covered_to")
    if covered and fields["end"] < parse(covered).last.isoformat():
        return "planned, overdue"
    if fields["end"] < today().isoformat():
        return "planned, outcome not in the data"
    return "planned"


class Said(NamedTuple):
    """A line of an answer in sentences: its label, the text, and its sources."""

    label: str
    text: str
    sources: Sequence[Mapping[str, Any]] = ()


class Reason(NamedTuple):
    """A line of an explanation: a condition, and how many rows it kept."""

    text: str
    parameter: str = ""
    asked: str = ""

    def said(self, name: Callable[[str], str]) -> str:
        """Return the line, with the parameter as the reader knows it."""
        asked = " ".join(part for part in (name(self.parameter), self.asked) if part)
        return ": ".join(part for part in (asked, self.text) if part)

    def __str__(self) -> str:
        return self.said(str)


class Look(NamedTuple):
    """Options of a picture; what is None, the picture chooses.

    `width` is in pixels; `theme` is one of `otscli.choices.THEMES`; `lanes` is what the lanes of a
    timeline show.
    """

    title: str | None = None
    width: int | None = None
    theme: str | None = None
    lanes: str | None = None


class Answer(NamedTuple):
    """Rows of one type, and what is printed with them.

    `type` names the record class of the rows (see `otscli.records`), or several joined with `+`.
    `caption` goes below a table, or to stderr if there is none; `notes` always go to stderr,
    `explanation` on request. `keys` are those of `memberships` in a joint answer.

    `view` is how a table shows the rows: as a list, as bars on a time axis, as a matrix, as pages
    or as sentences; `lanes` and `sets` are lists that a picture draws as lanes of marks or as an
    UpSet. Tables also use `names` (states and organisations by id), `day` (asked about), `latest`
    (events of a record) and `lines` (a record in sentences). `more` are additional fields, such as
    `file` in a union.

    `marks` follow the title of a row, by its id. `about` describes the dataset (title, version,
    `covered_to`, licence), for pictures. `total` counts all rows, of which the answer may be a
    part. `named` puts names in place of codes in a matrix. `counted` are the statuses that make a
    joint row, if not all do. `subject` are the states and organisations asked about and `asked`
    the command, for the title and a note of a picture. `why` explains why a row is there.
    """

    type: str
    rows: Iterable[Row]
    caption: str = ""
    notes: Sequence[str] = ()
    explanation: Sequence[Reason] = ()
    keys: Sequence[str] = ()
    view: View = "list"
    names: Callable[[], Mapping[str, str]] = dict
    day: dt.date | None = None
    more: Sequence[str] = ()
    latest: Mapping[str, Sequence[dict[str, Any]]] = MappingProxyType({})
    marks: Mapping[str, str] = MappingProxyType({})
    lines: Sequence[Said] = ()
    about: Mapping[str, Any] = MappingProxyType({})
    total: Callable[[], int] | None = None
    named: bool = False
    counted: Sequence[str] = ()
    subject: Sequence[str] = ()
    asked: str = ""
    why: Callable[[Mapping[str, Any]], str] | None = None
