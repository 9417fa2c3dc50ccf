"""The content of a picture in days and names: no pixels, no characters.

Days are numbers (`datetime.date.toordinal`), so that the day after 9999-12-31 has one, too. Spans
are half-open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from otscli.answer import Answer, Look
from otscli.choices import STATUSES
from otscli.dates import parse, today
from otscli.errors import QueryError
from otscli.escaping import visible
from otscli.evidence import weightiest

Fields = Mapping[str, Any]
Day = int

MOST = 4000
"""Maximum rows of a legible picture."""

LETTERS = {
    "member": "M",
    "associate": "A",
    "candidate": "C",
    "observer": "O",
    "partner": "P",
    "applicant": "a",
    "joint": "",
    "term": "",
    "acting": "a",
    "event": "",
}
"""The letter of each style, so that colour alone carries no meaning."""

MEANINGS = {
    **{status: status for status in STATUSES},
    "joint": "together",
    "term": "in office",
    "acting": "acting",
    "event": "event",
}
"""The name of each style in a legend, in legend order."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a picture: its title, the finding in a sentence, notes, the source."""

    title: str
    finding: str
    notes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `since` until the day before `until`."""

    since: Day
    until: Day

    def __bool__(self) -> bool:
        return self.since < self.until


@dataclass(frozen=True, slots=True)
class Axis:
    """The days of a picture, and the last day of the data."""

    first: Day
    end: Day
    last: Day

    @property
    def passes_last(self) -> bool:
        """Whether the last day is on it, and something after that."""
        return self.first < self.last + 1 < self.end


@dataclass(frozen=True, slots=True)
class Bar:
    """A period: `possible` is all that may be drawn, `certain` what may be drawn solid.

    `starts` and `ends` say whether there is an edge at all: an unknown one has none. `open` means
    that the period had not ended on the data's last day, `holds` that it certainly held on that
    day.
    """

    possible: Span
    certain: Span
    style: str
    says: str
    starts: bool = True
    ends: bool = True
    open: bool = False
    holds: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class BarRow:
    """Bars with one name; overlapping ones are on different lines."""

    name: str
    lines: tuple[tuple[Bar, ...], ...]


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Rows with a heading, which may be empty."""

    name: str
    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Periods on one time axis."""

    frame: Frame
    axis: Axis
    groups: tuple[BarGroup, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A status in a cell of a matrix."""

    style: str
    certain: bool
    says: str


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A line of a matrix: its name, and the statuses in each column."""

    id: str
    name: str
    cells: tuple[tuple[Held, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """States and organisations crossed; each side as ids and names."""

    frame: Frame
    columns: tuple[tuple[str, str], ...]
    lines: tuple[MatrixLine, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetLine:
    """The members of exactly these sets: `inside` says for each set whether it is one of them."""

    inside: tuple[bool, ...]
    certain: tuple[str, ...]
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sets:
    """Exclusive sets (an UpSet): `sets` are ids, names, certain and possible size."""

    frame: Frame
    sets: tuple[tuple[str, str, int, int], ...]
    lines: tuple[SetLine, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened within `span`; `certain` if the day is known."""

    span: Span
    certain: bool
    name: str
    says: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """Marks of one kind, in order of time."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """Marks in lanes on one time axis."""

    frame: Frame
    axis: Axis
    lanes: tuple[Lane, ...]


Scene = Bars | Matrix | Sets | Lanes


def drawable(answer: Answer) -> bool:
    """Whether the answer can be drawn as it is."""
    return answer.view in {"bars", "matrix", "lanes", "sets"}


def scene(answer: Answer, look: Look) -> Scene:
    """Make the scene of an answer, consuming its rows. Raises `QueryError` if it cannot."""
    if not drawable(answer):
        raise QueryError(f"an answer of this kind ({answer.type}) cannot be drawn")
    if look.lanes and answer.view != "lanes":
        raise QueryError("only events and changes have lanes", "lanes")
    rows = [row.fields for row in islice(answer.rows, MOST + 1)]
    if len(rows) > MOST:
        raise QueryError(f"more than {MOST:,} rows make no picture; ask for fewer")
    if answer.view == "matrix":
        from otscli.drawing.scene_matrix import matrix

        return matrix(answer, look, rows)
    if answer.view == "sets":
        from otscli.drawing.scene_sets import sets

        return sets(answer, look, rows)
    if answer.view == "bars":
        from otscli.drawing.scene_bars import bars

        return bars(answer, look, rows)
    from otscli.drawing.scene_lanes import lanes

    return lanes(answer, look, rows)


def frame(answer: Answer, look: Look, title: str, finding: str) -> Frame:
    """Return the frame of a picture, with the title asked for or else this one."""
    about = answer.about
    parts = [f"Source: {about.get('title') or about['id']}"] if about.get("id") else []
    if about.get("version"):
        parts.append(f"version {about['version']}")
    if about.get("covered_to"):
        parts.append(f"data to {spoken(last_day(answer))}")
    source = ", ".join(parts)
    if about.get("licence"):
        source = f"{source}. Licence: {about['licence']}".removeprefix(". ")
    if counted := answer.counted:
        statuses, verb = ("status", "counts") if len(counted) == 1 else ("statuses", "count")
        finding = f"{finding} Only the {statuses} {listed(counted)} {verb}."
    notes = [note for note in answer.notes if note]
    if len(notes) > _NOTES:
        notes = [*notes[: _NOTES - 1], f"{len(notes) - _NOTES + 1} more notes on what is recorded."]
    if answer.asked:
        notes.append(f"Asked: {answer.asked}")
    if subject := [answer.names().get(id_, id_) for id_ in answer.subject]:
        title = f"{listed(subject)}: {title[0].lower()}{title[1:]}"
    return Frame(
        visible(look.title or title), visible(finding), tuple(map(visible, notes)), visible(source)
    )


_NOTES = 3


def last_day(answer: Answer) -> Day:
    """Return the last day of the data; if it does not say one, the day asked about."""
    covered = answer.about.get("covered_to")
    day = parse(covered).last if covered else answer.day or today()
    return day.toordinal()


def spoken(day: Day) -> str:
    """Return a day in words: 31 March 2026."""
    date = dt.date.fromordinal(day)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def year(day: Day) -> int:
    """Return the year of a day, also of the day after 9999-12-31."""
    return dt.date.fromordinal(min(day, dt.date.max.toordinal())).year


def new_year(year: int) -> Day:
    """Return the first day of a year, 10000 included."""
    if year > dt.MAXYEAR:
        return dt.date.max.toordinal() + 1
    return dt.date(max(year, dt.MINYEAR), 1, 1).toordinal()


def count(number: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun: `1 state`, `2 states`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Join words as in a sentence: `a, b and c`."""
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)


class Leading(NamedTuple):
    """Which of several are the largest, in words, and how large each of them is."""

    named: str
    size: int
    several: bool

    @property
    def has(self) -> str:
        """The verb that goes with them."""
        return "have" if self.several else "has"

    @property
    def each(self) -> str:
        """Their size, as a sentence gives it."""
        return f"{self.size:,} each" if self.several else f"{self.size:,}"


def leading(sizes: Mapping[str, int], name: Callable[[str], str], nouns: str) -> Leading:
    """Return the largest of several sizes: by name, or how many where more than three are."""
    size = max(sizes.values())
    first = sorted(name(key) for key, one in sizes.items() if one == size)
    named = listed(first) if len(first) <= _NAMED else f"{len(first):,} {nouns}"
    return Leading(named, size, len(first) > 1)


_NAMED = 3


def source_link(row: Fields) -> str | None:
    """Return the address of the weightiest supporting source, if it has one."""
    cited = row.get("sources") or ()
    first = weightiest([one for one in cited if one["stance"] == "disputes" or web(one["url"])])
    return str(first["url"]) if first else None


def web(address: str | None) -> bool:
    """Whether an address is a web address; nothing else is linked."""
    return bool(address) and str(address).startswith(("http://", "https://"))


def used(styles: Sequence[str]) -> tuple[str, ...]:
    """Return each style once, in legend order."""
    return tuple(style for style in MEANINGS if style in set(styles))
