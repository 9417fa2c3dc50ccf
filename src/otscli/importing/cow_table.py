"""Reading the state-year table, line by line.

R and pandas write an unnamed first column, whole numbers as `2.0`, and `NA`, nothing or `.` for
missing values; comma, semicolon or tab separates the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from otscli.dataset.cells import whole
from otscli.dataset.files import shown
from otscli.dataset.findings import quoted
from otscli.dataset.validate import FORMS
from otscli.errors import DatasetError
from otscli.importing.rows import cells_of

MISSING, NOT_IN_EXISTENCE = "m", "x"
_CODES = {"0": "0", "1": "1", "2": "2", "3": "3", "-9": MISSING, "-1": NOT_IN_EXISTENCE}
"""The possible values of a cell, each as one character."""
_UNNAMED = {"", "unnamed: 0", "...1", "rownames", "__index_level_0__"}
"""The names of row numbers in R and pandas."""

_NOTHING = {"", ".", "na", "nan", "n/a", "null", "<na>"}
_WHOLE = re.compile(r"(?<=\d)[.,]0+$")  # a whole number with a decimal point
_NOT_COLUMNS_OF_ORGANIZATIONS = ("ccode", "year", "state")


class Calendar:
    """The years that a table lists for any state, and the dates of changes between them."""

    def __init__(self, years: Sequence[int]) -> None:
        self.first, self.last = years[0], years[-1]
        self._next = dict(pairwise(years))
        self._earliest = {later: year + 1 for year, later in pairwise(years)}

    def after(self, year: int) -> int | None:
        """Return the year listed next, None after the last."""
        return self._next.get(year)

    def change(self, first: int, last: int) -> str:
        """Date what had not happened in the year before `first` and had by the year `last`."""
        return window(self._earliest.get(first, first), last)


def window(first: int, last: int) -> str:
    """Return a year, or the first and last possible one."""
    return f"{first}/{last}" if first < last else str(last)


@dataclass
class Table:
    """A table as read: for each state its years, a character for each organisation."""

    organizations: list[str]
    rows: dict[int, list[tuple[int, str]]]
    names: dict[int, str]
    calendar: Calendar


def read(file: Path) -> Table:
    """Read a table. Raises `DatasetError` that names the line if it cannot be read."""
    return _Reader(shown(file), cells_of(file)).table()


def names(file: Path) -> dict[str, list[str]]:
    """Read the IGO-year table: the names of each organisation, by its code, the latest last.

    Raises `DatasetError` if it has no columns `ioname` and `orgname`, or cannot be read.
    """
    lines = cells_of(file)
    header = [name.strip().lower() for name in next(lines, (1, []))[1]]
    if not {"ioname", "orgname"} <= set(header):
        message = "there are no columns 'ioname' and 'orgname'; the IGO-year table has them"
        raise DatasetError(f"{shown(file)}:1: {message}")
    code, name = header.index("ioname"), header.index("orgname")
    year = header.index("year") if "year" in header else None
    found: dict[str, dict[str, str]] = {}
    for _, cells in lines:
        if len(cells) == len(header) and (said := cells[name].strip()):
            of_code = found.setdefault(cells[code].strip().lower(), {})
            when = cells[year] if year is not None else ""
            of_code[said] = max(of_code.get(said, ""), when)
    return {key: sorted(said, key=said.__getitem__) for key, said in found.items()}


class _Reader:
    """Reads a table line by line; the first fault ends it."""

    def __init__(self, name: str, lines: Iterator[tuple[int, list[str]]]) -> None:
        self._name = name
        self._lines = lines
        self._line, header = next(lines, (1, []))
        self._header = [name.strip().lower() for name in header]
        self._unnamed = bool(self._header) and self._header[0] in _UNNAMED
        del self._header[: self._unnamed]
        self._years: dict[int, dict[int, str]] = {}
        self._names: dict[int, str] = {}

    def table(self) -> Table:
        at = self._columns()
        first = len(_NOT_COLUMNS_OF_ORGANIZATIONS)
        leading = self._header[:first] == list(_NOT_COLUMNS_OF_ORGANIZATIONS)
        of_codes = [i for i, name in enumerate(self._header) if name not in at]
        width = len(self._header)
        for line, cells in self._lines:
            if not cells:
                continue
            self._line = line
            del cells[: self._unnamed]
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
                years[year] = self._as_others_write(codes, of_codes)
            if "state" in at and (name := cells[at["state"]].strip()):
                self._names[ccode] = name
        if not self._years:
            raise self._fault("holds no row of a state and year")
        listed = sorted({year for years in self._years.values() for year in years})
        rows = {ccode: sorted(years.items()) for ccode, years in sorted(self._years.items())}
        names = [self._header[i] for i in of_codes]
        return Table(names, rows, self._names, Calendar(listed))

    def _as_others_write(self, codes: Sequence[str], of_codes: Sequence[int]) -> str:
        """Return the codes of a row as R and pandas write them."""
        found = []
        for at, code in zip(of_codes, codes, strict=True):
            text = code.strip()
            plain = "-9" if text.lower() in _NOTHING else _WHOLE.sub("", text)
            if plain not in _CODES:
                raise self._fault(f"{self._header[at]!r} is {quoted(code)}; {_CODES_ARE}")
            found.append(_CODES[plain])
        return "".join(found)

    def _columns(self) -> dict[str, int]:
        """The indices of the columns that are not organisations; the others are checked."""
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
                raise self._fault(f"the column {name!r} appears twice; keep one")
            if not re.fullmatch(form, name):
                raise self._fault(f"the column {name!r} names no organisation; it takes {meaning}")
            seen.add(name)
        if len(seen) == len(at):
            raise self._fault("there is no column of an organisation")
        return at

    def _number(self, column: str, cell: str) -> int:
        number = whole(cell.replace(",", "."))
        if number is None:
            raise self._fault(f"{column!r} is {quoted(cell)}; it takes a whole number")
        return number

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
