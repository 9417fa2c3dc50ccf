"""`spells`: a folder for statistics: spells, state-years, dyad-years and terms of office.

Keys are the numbers of Correlates of War and of Gleditsch and Ward, and ISO codes. The last day of
a spell is inclusive. `codebook.md` explains every column, `labels.do` and `read.R` read the files
in Stata and R.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from otscli.dates import UNKNOWN
from otscli.exporting.datapackage import write_table
from otscli.exporting.panel import COW, Panel, Row
from otscli.exporting.relation import Table
from otscli.exporting.spells_pages import FILES, codebook, labels, script
from otscli.exporting.tables import tables
from otscli.periods import EVER, NEVER
from otscli.store.store import Store

_CODES = {"iso3c": "id", "iso3n": "numeric", "ccode": "cow", "gwcode": "gw", "vdem": "vdem"}


def write(store: Store, folder: Path, partial: str = "any", *, directed: bool = False) -> None:
    """Write the files.

    `partial` says which days of a year count, `directed` asks for both orders of a pair.
    """
    made = {table.name: table for table in tables(store)}
    panel = Panel(made.values(), partial)
    files: Mapping[str, Callable[[], Iterable[Row]]] = {
        "spells": lambda: _spells(panel, made),
        "state_year": lambda: _coded(panel, panel.state_years()),
        "dyad_year": lambda: _dyads(panel, directed=directed),
        "offices": lambda: _offices(panel, made),
    }
    columns = {name: dict(FILES[name]) for name in files}
    columns["dyad_year"] |= panel.joint_columns()
    for name, rows in files.items():
        names = list(columns[name])
        values = ([row.get(column) for column in names] for row in rows())
        write_table(folder / f"{name}.csv", names, values)
    pages = {
        "codebook.md": codebook(store.dataset, panel, columns, directed=directed),
        "labels.do": labels(columns),
        "read.R": script(columns),
    }
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _rows(table: Table) -> Iterator[Row]:
    return (dict(zip(table.names, row, strict=True)) for row in table.rows())


def _codes(panel: Panel, state: str | None, ending: str = "") -> Row:
    """Return the codes of a state; a user-assigned code is not an ISO code."""
    row = panel.states.get(state or "", {})
    codes = {f"{name}{ending}": row.get(key) for name, key in _CODES.items()}
    if not row.get("numeric"):
        codes[f"iso3c{ending}"] = None
    return codes


def _coded(panel: Panel, rows: Iterable[Row]) -> Iterator[Row]:
    codes = {state: _codes(panel, state) for state in panel.states}
    return (row | codes[row["state"]] for row in rows)


def _dyads(panel: Panel, *, directed: bool) -> Iterator[Row]:
    """Yield dyad-years with the codes of both states."""
    codes = [{state: _codes(panel, state, end) for state in panel.states} for end in ("1", "2")]
    for row in panel.dyad_years(directed=directed):
        yield row | codes[0][row["state1"]] | codes[1][row["state2"]]


def _sources(made: Mapping[str, Table]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _rows(made["citation"]):
        if row["stance"] == "supports":
            found.setdefault(row["record"], []).append(row["source"])
    return found


def _spells(panel: Panel, made: Mapping[str, Table]) -> Iterator[Row]:
    names = {row["id"]: row["name"] for row in _rows(made["party"])}
    sources = _sources(made)
    for row in sorted(
        panel.memberships,
        key=lambda one: (one["party"], one["organization"], one["start"] or "", one["id"]),
    ):
        yield {
            **row,
            **_codes(panel, row["party"]),
            **_edges(panel, row),
            "state": row["party"],
            "state_name": names[row["party"]],
            "organization_name": names[row["organization"]],
            "status_cow": COW.get(row["status"]),
            "source_ids": sources.get(row["id"], []),
        }


def _offices(panel: Panel, made: Mapping[str, Table]) -> Iterator[Row]:
    offices = {row["id"]: row for row in _rows(made["office"])}
    sources = _sources(made)
    terms = sorted(
        _rows(made["term"]), key=lambda one: (one["office"], one["start"] or "", one["id"])
    )
    for row in terms:
        office = offices[row["office"]]
        yield {
            **row,
            **_codes(panel, office["state"]),
            **_edges(panel, row),
            "office_name": office["name"],
            "state": office["state"],
            "organization": office["organization"],
            "source_ids": sources.get(row["id"], []),
        }


def _edges(panel: Panel, row: Row) -> Row:
    """Return the bounds of both ends, the censoring, and whether the end was observed.

    An open spell is censored on the last day of the data; so is one with an unknown end, if it
    lasted that long.
    """
    part = panel.period(row)
    reach = panel.reach.isoformat()
    open_, unknown = row["until"] is None, row["until"] == UNKNOWN
    begun = part.since.first not in {EVER, NEVER}
    return {
        "start_min": row["start"],
        "start_max": row["start_max"],
        "end_min": reach
        if open_
        else part.since.first.isoformat()
        if unknown and begun
        else row["end_min"],
        "end_max": reach if open_ or unknown else row["end"],
        "left_censored": int(row["from"] == UNKNOWN),
        "right_censored": int(open_ or unknown),
        "event": 0 if open_ else None if unknown else 1,
    }
