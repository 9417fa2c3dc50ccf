"""The state-year table of the Correlates of War Project on intergovernmental organisations.

One row a state and year, one column an organisation. Years in which a status is the same are
one period: `from` is the first of them, `until` the first year in which it no longer holds.
What the table leaves open becomes a window of years and is never filled in:

- Where years are listed in steps, or are missing (-9), a change is dated from the first year
  in which it may have come to the one by which it has: `1951/1955`.
- A status that is followed by missing years up to the end of the table has `until: unknown`;
  a milestone keeps the last year in which it was counted.
- Missing years after which the same status is back part two periods.
- A status in the last year of the table is open: the dataset is covered to that year.
- A state whose rows end or pause holds nothing from the next year listed.
- Missing years without a status on either side leave no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from otscli.dataset.cells import whole
from otscli.dataset.columns import ROW_NUMBERS
from otscli.dataset.files import open_file, shown
from otscli.dataset.findings import quoted
from otscli.dataset.lines import Unreadable
from otscli.dataset.read_flat import read_rows
from otscli.dataset.validate import FORMS
from otscli.dates import UNKNOWN
from otscli.errors import DatasetError

STATUSES = {"1": "member", "2": "associate", "3": "observer"}
_MISSING, _NOT_IN_EXISTENCE = "m", "x"
_CODES = {"0": "0", "1": "1", "2": "2", "3": "3", "-9": _MISSING, "-1": _NOT_IN_EXISTENCE}
"""What a cell may hold, each as one character."""
_GAPS = frozenset(["", "na", "nan", "null"])
_NOT_COLUMNS_OF_ORGANIZATIONS = ("ccode", "year", "state")
_SPELL = re.compile("1+|2+|3+")
_SOURCE = "cow-igo-v3"

Record = dict[str, Any]


@dataclass
class Dataset:
    """What a table holds, as the records of a dataset."""

    dataset: Record
    sources: list[Record]
    states: list[Record] = field(default_factory=list)
    organizations: list[Record] = field(default_factory=list)
    memberships: list[Record] = field(default_factory=list)


def convert(file: Path) -> Dataset:
    """Turn a table into a dataset.

    Raises `DatasetError` that names the line where it cannot be read.
    """
    table = _read(file)
    found = Dataset(_about(table.calendar), [_source()])
    for ccode, rows in table.rows.items():
        id_ = f"COW-{ccode}"
        found.states.append(
            {
                "type": "state",
                "id": id_,
                "name": table.names.get(ccode) or id_,
                "cow": ccode,
                "sources": [{"source": _SOURCE, "at": f"ccode {ccode}"}],
            }
        )
        for years, codes in _stretches(rows, table.calendar):
            for code, column in zip(table.organizations, zip(*codes, strict=True), strict=True):
                for spell in _spells(years, "".join(column), table.calendar):
                    found.memberships.append(_membership(ccode, code, spell))
    found.organizations += _organizations(table)
    return found


def _membership(ccode: int, code: str, spell: _Spell) -> Record:
    record: Record = {
        "type": "membership",
        "id": f"{code.lower()}-cow-{ccode}-{spell.first}",
        "state": f"COW-{ccode}",
        "organization": code.upper(),
        "status": spell.status,
        "from": spell.since,
    }
    if spell.until:
        record["until"] = spell.until
    if spell.until == UNKNOWN:
        what = "the last year for which the table gives the status"
        record["milestones"] = [{"date": str(spell.last), "what": what}]
    years = f"{spell.first}–{spell.last}"
    record["sources"] = [{"source": _SOURCE, "at": f"column {code}, ccode {ccode}, {years}"}]
    return record


class _Calendar:
    """The years that a table lists for any state, and the dates of what changes between them."""

    def __init__(self, years: Sequence[int]) -> None:
        self.first, self.last = years[0], years[-1]
        self._next = dict(pairwise(years))
        self._earliest = {later: year + 1 for year, later in pairwise(years)}

    def after(self, year: int) -> int | None:
        """Return the year listed next, None behind the last."""
        return self._next.get(year)

    def change(self, first: int, last: int) -> str:
        """Date what had not happened in the year before `first` and has by the year `last`."""
        return _window(self._earliest.get(first, first), last)


def _window(first: int, last: int) -> str:
    return f"{first}/{last}" if first < last else str(last)


@dataclass
class _Table:
    """A table as it was read: for each state its years, a character for each organisation."""

    organizations: list[str]
    rows: dict[int, list[tuple[int, str]]]
    names: dict[int, str]
    calendar: _Calendar


def _read(file: Path) -> _Table:
    with open_file(file) as stream:
        try:
            return _Reader(shown(file), read_rows(stream, shown(file), ",")).table()
        except Unreadable as end:
            found = end.finding
            raise DatasetError(f"{found.mark.file}:{found.mark.line}: {found.message}") from None


class _Reader:
    """Reads a table line by line; the first fault ends it."""

    def __init__(self, name: str, rows: Iterator[tuple[int, list[str]]]) -> None:
        self._name = name
        self._rows = rows
        self._line, header = next(rows, (1, []))
        self._header: list[str] = [name.strip().lower() for name in header]
        self._numbered = bool(header) and self._header[0] in {"", *map(str.lower, ROW_NUMBERS)}
        self._years: dict[int, dict[int, str]] = {}
        self._names: dict[int, str] = {}

    def table(self) -> _Table:
        if self._numbered:  # R and pandas put row numbers in front
            del self._header[0]
        at = self._columns()
        first = len(_NOT_COLUMNS_OF_ORGANIZATIONS)
        leading = self._header[:first] == list(_NOT_COLUMNS_OF_ORGANIZATIONS)
        of_codes = [i for i, name in enumerate(self._header) if name not in at]
        width = len(self._header)
        for line, cells in self._rows:
            if not cells:
                continue
            self._line = line
            if self._numbered:
                del cells[0]
            if len(cells) != width:
                raise self._fault(f"has {len(cells)} cells, and the header {width}")
            ccode, year = self._number("ccode", cells[at["ccode"]]), self._year(cells[at["year"]])
            years = self._years.setdefault(ccode, {})
            if year in years:
                raise self._fault(f"the state {ccode} has a row for {year} already; keep one")
            codes = cells[first:] if leading else [cells[i] for i in of_codes]
            try:
                years[year] = "".join(map(_CODES.__getitem__, codes))
            except KeyError:
                names = [self._header[i] for i in of_codes]
                years[year] = "".join(map(self._code, names, codes))
            if "state" in at and (name := cells[at["state"]].strip()):
                self._names[ccode] = name
        if not self._years:
            raise self._fault("holds no row of a state and year")
        listed = sorted({year for years in self._years.values() for year in years})
        rows = {ccode: sorted(years.items()) for ccode, years in sorted(self._years.items())}
        names = [self._header[i] for i in of_codes]
        return _Table(names, rows, self._names, _Calendar(listed))

    def _columns(self) -> dict[str, int]:
        """The places of the columns that stand for no organisation; the others are checked."""
        at = {
            name: self._header.index(name)
            for name in _NOT_COLUMNS_OF_ORGANIZATIONS
            if name in self._header
        }
        for name in ("ccode", "year"):
            if name not in at:
                raise self._fault(
                    f"there is no column {name!r}; the table has ccode, year, state and "
                    "a column for each organisation"
                )
        form, meaning = FORMS["id"]
        seen: set[str] = set()
        for name in self._header:
            if name in seen:
                raise self._fault(f"the column {name!r} stands twice; keep one")
            if not re.fullmatch(form, name):
                raise self._fault(f"the column {name!r} names no organisation; it takes {meaning}")
            seen.add(name)
        if len(seen) == len(at):
            raise self._fault("there is no column of an organisation")
        return at

    def _code(self, column: str, cell: str) -> str:
        """Return the code of a cell as spreadsheets, R and pandas write it."""
        text = cell.strip()
        if text.lower() in _GAPS:
            return _MISSING
        code = _CODES.get(text.removesuffix(".0"))
        if code is None:
            raise self._fault(f"{column!r} is {quoted(cell)}; {_CODES_ARE}")
        return code

    def _number(self, column: str, cell: str) -> int:
        value = whole(cell)
        if value is None:
            raise self._fault(f"{column!r} is {quoted(cell)}; it takes a whole number")
        return value

    def _year(self, cell: str) -> int:
        year = self._number("year", cell)
        if not 1000 <= year <= 9998:
            raise self._fault(f"'year' is {quoted(cell)}; it takes a year of four digits")
        return year

    def _fault(self, message: str) -> DatasetError:
        return DatasetError(f"{self._name}:{self._line}: {message}")


_CODES_ARE = (
    "the codes are 0 (none), 1 (full), 2 (associate), 3 (observer), -9 (missing) and "
    "-1 (not in existence)"
)


def _stretches(
    rows: Sequence[tuple[int, str]], calendar: _Calendar
) -> Iterator[tuple[list[int], list[str]]]:
    """Part a state's rows where it has none for a year that the table lists for others."""
    start = 0
    for i, (year, _) in enumerate(rows, start=1):
        if i == len(rows) or calendar.after(year) != rows[i][0]:
            part = rows[start:i]
            yield [year for year, _ in part], [codes for _, codes in part]
            start = i


class _Spell(NamedTuple):
    """Years with one status: the first and the last of them, and the dates of both ends."""

    status: str
    first: int
    last: int
    since: str
    until: str | None


def _spells(years: Sequence[int], codes: str, calendar: _Calendar) -> Iterator[_Spell]:
    """Yield the periods of a state in an organisation; it has a row for each of the years."""
    for found in _SPELL.finditer(codes):
        start, end = found.span()
        yield _Spell(
            STATUSES[codes[start]],
            years[start],
            years[end - 1],
            _since(years, codes, start, calendar),
            _until(years, codes, end, calendar),
        )


def _since(years: Sequence[int], codes: str, start: int, calendar: _Calendar) -> str:
    missing = len(codes[:start].rstrip(_MISSING))
    if 0 < missing < start and codes[missing - 1] in STATUSES:
        # The status before may have gone on; this one began later, or it was no gap.
        return _window(years[missing] + 1, years[start])
    return calendar.change(years[missing], years[start])


def _until(years: Sequence[int], codes: str, end: int, calendar: _Calendar) -> str | None:
    known = end + len(codes[end:]) - len(codes[end:].lstrip(_MISSING))
    last = years[known] if known < len(years) else calendar.after(years[-1])
    if last is None:
        return None if end == known else UNKNOWN
    return calendar.change(years[end] if end < len(years) else last, last)


def _organizations(table: _Table) -> Iterator[Record]:
    """Yield the organisations, each with its life where the table tells of a time without it."""
    lived = _years_of_life(table)
    for code, (first, last) in zip(table.organizations, lived, strict=True):
        record: Record = {
            "type": "organization",
            "id": code.upper(),
            "name": code.upper(),
            "coverage": "full",
        }
        if first is not None and first > table.calendar.first:
            record["founded"] = table.calendar.change(first, first)
        if last is not None and (gone := table.calendar.after(last)) is not None:
            record["dissolved"] = table.calendar.change(gone, gone)
        record["sources"] = [{"source": _SOURCE, "at": f"column {code}"}]
        yield record


def _years_of_life(table: _Table) -> list[tuple[int, int] | tuple[None, None]]:
    """The first and the last year in which each organisation existed for any state."""
    by_year: dict[int, list[str]] = {}
    for rows in table.rows.values():
        for year, codes in rows:
            by_year.setdefault(year, []).append(codes)
    alive: Mapping[int, list[bool]] = {
        year: [set(column) != {_NOT_IN_EXISTENCE} for column in zip(*by_year[year], strict=True)]
        for year in sorted(by_year)
    }
    lives: list[tuple[int, int] | tuple[None, None]] = []
    for i in range(len(table.organizations)):
        years = [year for year, column in alive.items() if column[i]]
        lives.append((years[0], years[-1]) if years else (None, None))
    return lives


def _about(calendar: _Calendar) -> Record:
    return {
        "id": "cow",
        "title": f"Correlates of War: states in intergovernmental organisations, "
        f"{calendar.first}–{calendar.last}",
        "covered_to": str(calendar.last),
        "scope": "The state-year table of the Correlates of War Project, version 3, turned into "
        "periods by `ots import cow`. Codes 1, 2 and 3 are member, associate and observer; years "
        "with one status are one period, dated to the year, which ends in the first year listed "
        "without it. A change within missing years (-9), or between years listed in steps, is "
        "dated by the window in which it must lie. `until: unknown` means that the table has "
        "nothing but missing years afterwards. States have their number there, organisations "
        "their code.",
        "licence": "LicenseRef-Correlates-of-War",
        "citation": _CITATION,
        "url": _ADDRESS,
        "gaps": ["Names of organisations; the table has codes only.", "Days and months."],
    }


_ADDRESS = "https://correlatesofwar.org/data-sets/igos/"
_CITATION = (
    "Pevehouse, Jon C. W., Timothy Nordstrom, Roseanne W. McManus and Anne Spencer Jamison. 2020. "
    "Tracking Organizations in the World: The Correlates of War IGO Version 3.0 Datasets. Journal "
    "of Peace Research 57 (3): 492–503. https://doi.org/10.1177/0022343319881175"
)


def _source() -> Record:
    return {
        "id": _SOURCE,
        "kind": "scholarly",
        "publisher": "Correlates of War Project",
        "title": "Intergovernmental Organizations, version 3: state-year format",
        "url": _ADDRESS,
        "note": "The terms of use are those of the project; converting the table does not change "
        "them. " + _CITATION,
    }
