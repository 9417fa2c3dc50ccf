"""The state-year table of the Correlates of War Project on intergovernmental organisations.

The table has a row per state and year, and a column per organisation. Years with the same status
are one period: `from` is the first of them, `until` the first year without it. What the table
leaves open becomes a window of years and is never filled in.

Years that are listed in steps, or missing (-9): a change is dated from the first year in which it
may have happened to the one by which it had: `1951/1955`. A status followed by missing years up to
the end of the table has `until: unknown`, and a milestone with the last year in which it was
counted. Missing years between two years with the same status separate two periods. A status in the
last year of the table is open, and `covered_to` is that year. A state whose rows end or pause has
no status from the next year listed. Missing years without a status on either side leave no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from otscli.dates import UNKNOWN
from otscli.importing.cow_table import (
    MISSING,
    NOT_IN_EXISTENCE,
    Calendar,
    Table,
    names,
    read,
    window,
)
from otscli.importing.folder import Dataset

STATUSES = {"1": "member", "2": "associate", "3": "observer"}
_SPELL = re.compile("1+|2+|3+")
_SOURCE = "cow-igo-v3"

Record = dict[str, Any]


def convert(file: Path, igo_years: Path | None = None) -> Dataset:
    """Convert a table, with names of organisations from the IGO-year table.

    Raises `DatasetError` that names the line if it cannot be read.
    """
    table = read(file)
    found = Dataset(_about(table.calendar, named=igo_years is not None), [_source()])
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
    found.organizations += _organizations(table, names(igo_years) if igo_years else {})
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


def _stretches(
    rows: Sequence[tuple[int, str]], calendar: Calendar
) -> Iterator[tuple[list[int], list[str]]]:
    """Split a state's rows where years are missing that the table lists for others."""
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


def _spells(years: Sequence[int], codes: str, calendar: Calendar) -> Iterator[_Spell]:
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


def _since(years: Sequence[int], codes: str, start: int, calendar: Calendar) -> str:
    missing = len(codes[:start].rstrip(MISSING))
    if 0 < missing < start and codes[missing - 1] in STATUSES:
        # The status before may have continued; this one began later, or there was no gap.
        return window(years[missing] + 1, years[start])
    return calendar.change(years[missing], years[start])


def _until(years: Sequence[int], codes: str, end: int, calendar: Calendar) -> str | None:
    known = end + len(codes[end:]) - len(codes[end:].lstrip(MISSING))
    last = years[known] if known < len(years) else calendar.after(years[-1])
    if last is None:
        return None if end == known else UNKNOWN
    return calendar.change(years[end] if end < len(years) else last, last)


def _organizations(table: Table, named: Mapping[str, Sequence[str]]) -> Iterator[Record]:
    """Yield the organisations, each with its lifetime if the table has years without it."""
    lived = _years_of_life(table)
    for code, (first, last) in zip(table.organizations, lived, strict=True):
        *earlier, name = named.get(code, [code.upper()])
        record: Record = {"type": "organization", "id": code.upper(), "name": name}
        if earlier:
            record["names"] = [{"name": one, "lang": "en"} for one in earlier]
        record["coverage"] = "full"
        if first is not None and first > table.calendar.first:
            record["founded"] = table.calendar.change(first, first)
        if last is not None and (gone := table.calendar.after(last)) is not None:
            record["dissolved"] = table.calendar.change(gone, gone)
        record["sources"] = [{"source": _SOURCE, "at": f"column {code}"}]
        yield record


def _years_of_life(table: Table) -> list[tuple[int, int] | tuple[None, None]]:
    """The first and the last year in which each organisation existed for any state."""
    by_year: dict[int, list[str]] = {}
    for rows in table.rows.values():
        for year, codes in rows:
            by_year.setdefault(year, []).append(codes)
    alive: Mapping[int, list[bool]] = {
        year: [set(column) != {NOT_IN_EXISTENCE} for column in zip(*by_year[year], strict=True)]
        for year in sorted(by_year)
    }
    lives: list[tuple[int, int] | tuple[None, None]] = []
    for i in range(len(table.organizations)):
        years = [year for year, column in alive.items() if column[i]]
        lives.append((years[0], years[-1]) if years else (None, None))
    return lives


_NAMELESS = "Names of organisations; the table has codes only."


def _about(calendar: Calendar, *, named: bool) -> Record:
    return {
        "id": "cow",
        "title": f"Correlates of War: states in intergovernmental organisations, "
        f"{calendar.first}–{calendar.last}",
        "covered_to": str(calendar.last),
        "scope": "The state-year table of the Correlates of War Project, version 3, turned into "
        "periods by `ots import cow`. Codes 1, 2 and 3 are member, associate and observer; years "
        "with one status are one period, dated to the year, which ends in the first year listed "
        "without it. A change within missing years (-9), or between years listed in steps, is "
        "dated by the window in which it must fall. `until: unknown` means that the table has "
        "nothing but missing years afterwards. States have their number there, organisations "
        "their code.",
        "licence": "LicenseRef-Correlates-of-War",
        "citation": _CITATION,
        "url": _ADDRESS,
        "gaps": ["Days and months."] if named else [_NAMELESS, "Days and months."],
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
