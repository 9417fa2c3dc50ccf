"""Rows of other people's tables: line numbers, dates in several orders, names."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from otscli.dataset import read_flat
from otscli.dataset.files import open_file, shown
from otscli.dataset.lines import Unreadable
from otscli.dates import Date, parse
from otscli.errors import DatasetError, DateError
from otscli.folding import fold
from otscli.store.store import Store

ORDERS = {
    "dmy": "day, month, year: 3.10.2009, 03/10/2009",
    "mdy": "month, day, year: 10/3/2009",
    "ymd": "year, month, day: 2009/10/3",
    "compact": "digits alone: 20091003, 200910",
}
"""The orders of day, month and year, each with examples."""

_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$")
_WHOLE = re.compile(r"^(\d{4})\.0$")
_DIGITS = {8: (4, 6), 6: (4,), 4: ()}
_MARKS = "~?%"


class Line(NamedTuple):
    """A row of a table: its first line, and its cells by heading."""

    number: int
    cells: dict[str, str]


def cells_of(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of every row of a CSV file with its first line.

    Comma, semicolon or tab separates cells. Raises `DatasetError` that names the line if it cannot
    be read.
    """
    with open_file(file) as stream:
        try:
            yield from read_flat.read_rows(stream, shown(file), ",")
        except Unreadable as end:
            found = end.finding
            raise DatasetError(f"{found.mark.file}:{found.mark.line}: {found.message}") from None


def read_rows(file: Path) -> tuple[list[str], Iterator[Line]]:
    """Return the headings of a CSV file and its rows.

    Comma, semicolon or tab separates cells. Raises `DatasetError` that names the line if it cannot
    be read.
    """
    lines = cells_of(file)
    heading = [name.strip() for name in next(lines, (1, []))[1]]
    twice = sorted({name for name in heading if name and heading.count(name) > 1})
    if twice:
        raise DatasetError(f"{shown(file)}:1: the column {twice[0]!r} appears twice; keep one")

    def rows() -> Iterator[Line]:
        for number, cells in lines:
            if len(cells) == len(heading):
                stripped = (cell.strip() for cell in cells)
                yield Line(number, dict(zip(heading, stripped, strict=True)))
            elif any(cells):
                message = f"has {len(cells)} cells, and the header {len(heading)}"
                raise DatasetError(f"{shown(file)}:{number}: {message}")

    return heading, rows()


def recorded(text: str, order: str | None) -> Date:
    """Parse a date in one of `ORDERS` or as recorded.

    Raises `DateError` with what to write.
    """
    plain = _WHOLE.sub(r"\1", _MIDNIGHT.sub("", text))
    bare = plain.rstrip(_MARKS)
    fields = _compact(bare) if order == "compact" else _split(bare, order)
    if fields is None:
        return parse(plain)
    if not all(field.isdecimal() for field in fields) or not 1 <= len(fields) <= 3:
        raise DateError(f"{text!r} is not a date by {order!r} ({ORDERS[order or 'ymd']})")
    year, *rest = fields
    iso = "-".join([f"{int(year):04}", *(f"{int(field):02}" for field in rest)])
    return parse(iso + plain[len(bare) :])


def _compact(bare: str) -> list[str] | None:
    if not bare.isdecimal():
        return None
    cuts = _DIGITS.get(len(bare))
    if cuts is None:
        return ["x"]
    edges = [0, *cuts, len(bare)]
    return [bare[a:b] for a, b in pairwise(edges)]


def _split(bare: str, order: str | None) -> list[str] | None:
    """Return year, month and day in that order; None for a recorded date."""
    if order is None or re.fullmatch(r"\d{4}(-\d{2}){0,2}", bare) or not bare[:1].isdecimal():
        return None
    fields = [field for field in re.split(r"[./\s-]+", bare) if field]
    year, *before = fields if order == "ymd" else [fields[-1], *fields[:-1]]
    if len(year) != 4:  # two digits do not say the century
        return ["x"]
    if order == "ymd":
        return fields
    return [year, *(before if order == "mdy" and len(before) == 2 else reversed(before))]


def day_after(date: Date) -> str:
    """Return the date of the day after, to the same precision: after `2009-10` comes `2009-11`."""
    if "/" in date.text:
        first, last = (day_after(parse(part)) for part in date.text.split("/"))
        return f"{first}/{last}"
    bare = date.text.rstrip(_MARKS)
    if "X" in bare:
        raise DateError(f"{date.text!r} has no day after; write the first day without the status")
    if date.last == dt.date.max:
        raise DateError(f"{date.text!r} has no day after")
    after = (date.last + dt.timedelta(days=1)).isoformat()
    return after[: len(bare)] + date.text[len(bare) :]


def slug(*words: str) -> str:
    """Derive an id from words: their Latin letters and digits, else a checksum."""
    folded = fold(" ".join(words))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in folded).split()
    return "-".join(kept)[:60].strip("-") or f"x{zlib.crc32(folded.encode()):08x}"


class Names:
    """Finds states and organisations of a store by their names in tables."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[tuple[str, str], str | None] = {}
        sql = "SELECT id, json_extract(doc, '$.cow') FROM record WHERE type = 'state'"
        self._numbers: dict[str, str] = {
            str(cow): id_ for id_, cow in store.rows(sql) if cow is not None
        }

    def id(self, type_: str, text: str) -> str | None:
        """Return the id of the record of that type with that id, code or name; None if unknown."""
        key = (type_, text)
        if key not in self._found:
            row = self._store.row(
                "SELECT id FROM name JOIN record USING (n) WHERE folded = ? AND type = ? "
                "ORDER BY rank, id LIMIT 1",
                (fold(text), type_),
            )
            self._found[key] = row[0] if row else None
        return self._found[key]

    def numbered(self, number: str) -> str:
        """Return the id of the state with that Correlates of War number."""
        return self._numbers.get(number) or f"COW-{number}"


def unused(id_: str, taken: Mapping[str, object] | Sequence[str] | set[str]) -> str:
    """Return the id, with a number if it is taken."""
    number, made = 2, id_
    while made in taken:
        made, number = f"{id_}-{number}", number + 1
    return made
