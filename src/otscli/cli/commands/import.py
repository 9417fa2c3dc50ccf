# ruff: noqa: N999 - the module bears the name of its command
"""`ots import`: converts datasets of other projects to folders that `--data` reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import OF_NO_DATA, command, global_options, new_app
from otscli.cli.invocation import Invocation, say
from otscli.dataset.files import STDIN
from otscli.errors import InvocationError, QueryError
from otscli.query.lookup.names import choice

if TYPE_CHECKING:
    from otscli.importing.folder import Dataset

app = new_app()

_ORDERS = "dmy, mdy, ymd or compact."
_File = Annotated[Path, typer.Argument(metavar="FILE", help="The file.", show_default=False)]
_Folder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FOLDER",
        help="Where the dataset goes; an earlier import there is replaced.",
    ),
]


@app.callback()
@global_options
def import_(ctx: typer.Context) -> None:
    """\b
    Examples:
      ots import cow state_year_formatv3.csv -o cow
      ots --data cow members UN --as-of 1950

    Import other projects' data.
    """


@command(app, "cow", "the state-year table of the Correlates of War", refuses=OF_NO_DATA)
def cow(
    invocation: Invocation,
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE", help="The CSV file: one row a state and year.", show_default=False
        ),
    ],
    output: _Folder = None,
    names: Annotated[
        Path | None,
        typer.Option(
            "--names", metavar="FILE", help="The IGO-year table, for the organisations' names."
        ),
    ] = None,
) -> None:
    """\b
    Examples:
      ots import cow state_year_formatv3.csv -o cow
      ots --data cow overlap UN NATO --as-of 1960

    Turn the Correlates of War table of states in intergovernmental organisations into a
    dataset. Years become periods dated to the year; docs/own-data.md says how.
    """
    from otscli.importing.cow import convert

    found = _imported(output, lambda: convert(_path(invocation, table), names))
    counts = f"{len(found.states):,} states, {len(found.organizations):,} organisations"
    say(f"{counts}, {len(found.memberships):,} periods, up to {found.dataset['covered_to']}")


@command(app, "table", "any CSV file, as events or memberships", refuses=OF_NO_DATA)
def table(
    invocation: Invocation,
    file: _File,
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="WHAT",
            autocompletion=completion.imported,
            help="What a row is: events or memberships.",
        ),
    ],
    output: _Folder = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN,…", help="Which column gives which field."),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(
            "--dates",
            metavar="ORDER",
            autocompletion=completion.orders,
            help="How dates are written: " + _ORDERS,
        ),
    ] = None,
    missing: Annotated[
        list[str] | None,
        typer.Option("--missing", metavar="TEXT", help="Text that means an empty cell: NA."),
    ] = None,
    last_day_inclusive: Annotated[
        bool,
        typer.Option("--last-day-inclusive", help="`until` is the last day, not the day after."),
    ] = False,
) -> None:
    """\b
    Examples:
      ots import table treaties.csv --as events --map date=Datum,title=Titel --dates dmy -o mine
      ots import table igo.csv --as memberships --map state=country,status==member -o mine

    Turn a table into a dataset. A field that is not mapped is the column of its name; a value
    after == is that of every row. docs/tables.md shows tables of three kinds.
    """
    from otscli.cache import open_store
    from otscli.dataset.files import CURATED, dataset_path
    from otscli.importing.rows import ORDERS, Names
    from otscli.importing.table import FIELDS, Reading, convert, mapping

    what = choice("value of --as", kind, list(FIELDS))
    reading = Reading(
        what,
        mapping(columns or [], what),
        choice("value of --dates", dates, list(ORDERS)) if dates else None,
        missing or [],
        last_day_inclusive,
    )
    found = _imported(
        output,
        lambda: convert(
            _path(invocation, file), reading, Names(open_store([dataset_path(CURATED)]))
        ),
    )
    rows = found.events or found.memberships
    say(f"{len(rows):,} {what}; `ots check {output}` says what they lack")


@command(
    app,
    "timelinejs",
    "a timeline of TimelineJS: its JSON or the CSV of its spreadsheet",
    refuses=OF_NO_DATA,
)
def timelinejs(
    invocation: Invocation,
    file: _File,
    output: _Folder = None,
) -> None:
    """\b
    Examples:
      ots import timelinejs timeline.json -o mine && ots --data mine timeline

    Turn a timeline into a dataset of events, each with the precision of its date.
    """
    from otscli.importing.timelinejs import convert

    found = _imported(output, lambda: convert(_path(invocation, file)))
    say(f"{len(found.events):,} events")


def _path(invocation: Invocation, named: Path) -> Path:
    """Return the path of a file; `-` is standard input."""
    return invocation.path_of(STDIN) if str(named) == STDIN else named


def _imported(output: Path | None, convert: Callable[[], Dataset]) -> Dataset:
    """Convert, and write into a new folder or one with an earlier import."""
    from otscli.importing.folder import foreign, write

    if output is None:
        raise InvocationError(2, "name a folder for the dataset with -o FOLDER")
    if str(output) == "-":
        raise QueryError("is standard output, and a dataset a folder; name a folder", "output")
    if output.exists() and not output.is_dir():
        raise InvocationError(2, f"{output} is a file; give a folder with -o")
    if output.is_dir() and (others := foreign(output)):
        named = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
        raise InvocationError(2, f"{output} holds other files ({named}); give a new folder with -o")
    found = convert()
    write(found, output)
    return found
