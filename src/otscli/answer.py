"""What a query gives back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from otscli.dates import parse, today

View = Literal["list", "bars", "matrix", "lanes", "sets", "page", "about"]


class Row:
    """One record of an answer, as JSON text and as fields; each is made when asked for."""

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
        """The record as a dictionary; not to be changed."""
        if self._fields is None:
            import json

            self._fields = json.loads(self._text or "{}")
        return self._fields


def title(fields: Mapping[str, Any], name: Callable[[str], str] | None = None) -> str:
    """Return the line by which a record is known: its title, text or name, or else its id.

    A membership is known by what it says, with the names of state and organisation that are in
    the record, or those that `name` gives their ids.
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
    """Say of an event that is planned how it stands with it; nothing of any other.

    It is overdue where its last possible day is before the last one that the data cover. From
    then to the clock's today nobody can know from the data what came of it.
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
    """A line of an answer in words: what it is about, what is said, and who says it."""

    label: str
    text: str
    sources: Sequence[Mapping[str, Any]] = ()


class Reason(NamedTuple):
    """A line of an explanation: what was asked by which parameter, and what came of it."""

    text: str
    parameter: str = ""
    asked: str = ""

    def said(self, name: Callable[[str], str]) -> str:
        """Return the line, with the parameter named as its reader knows it."""
        asked = " ".join(part for part in (name(self.parameter), self.asked) if part)
        return ": ".join(part for part in (asked, self.text) if part)

    def __str__(self) -> str:
        return self.said(str)


class Look(NamedTuple):
    """How an answer is to be drawn: what is not asked for, the picture chooses.

    `width` is in pixels; `theme` is one of `otscli.choices.THEMES`, `lanes` what the lanes of
    a timeline are about.
    """

    title: str | None = None
    width: int | None = None
    theme: str | None = None
    lanes: str | None = None


@dataclass(frozen=True)
class Answer:
    """Rows of one type, and what must be said with them.

    `type` names the record class of the rows (see `otscli.records`). `caption` belongs to a
    table, or to stderr where there is none; `notes` go to stderr always; `explanation` where
    it is asked for. `keys` are those of `memberships` in a joint answer; `view` says how a table
    shows the rows: as a list, as bars on a time axis, as a matrix, as pages, as sentences;
    in `lanes` and `sets` it is a list, and a picture has lanes of marks or an UpSet. For
    tables, too, are `names` of states and organisations by id, the `day` asked about, the
    `latest` events of a record, and the `lines` that say in words what it is. `more` are fields
    beside those of the type: in a union, `file`. `type` joins several types with `+` where rows
    are mixed. `marks` are words after the title of a row, by its id. `about` is what the dataset
    says of itself (title, version, `covered_to`, licence), for a picture that is taken away.
    `total` counts the rows that there are at all, of which the answer may be a part;
    `named` has names for codes in a matrix; `why` says why a row is there.
    """

    type: str
    rows: Iterable[Row]
    caption: str = ""
    notes: list[str] = field(default_factory=list)
    explanation: list[Reason] = field(default_factory=list)
    keys: Sequence[str] = ()
    view: View = "list"
    names: Callable[[], Mapping[str, str]] = dict
    day: dt.date | None = None
    more: Sequence[str] = ()
    latest: Mapping[str, Sequence[dict[str, Any]]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    lines: Sequence[Said] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    total: Callable[[], int] | None = None
    named: bool = False
    why: Callable[[Mapping[str, Any]], str] | None = None
