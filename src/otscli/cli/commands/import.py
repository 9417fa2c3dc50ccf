# ruff: noqa: N999 - the module bears the name of its command
"""`ots import`: datasets of other projects, turned into folders that `--data` reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from otscli.cli.decorator import OF_NO_DATA, command, global_options, new_app
from otscli.cli.invocation import Invocation, say
from otscli.dataset.files import STDIN
from otscli.errors import InvocationError, QueryError

app = new_app()


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
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Folder to write to; an earlier import there is replaced.",
        ),
    ],
) -> None:
    """\b
    Examples:
      ots import cow state_year_formatv3.csv -o cow
      ots --data cow overlap UN NATO --as-of 1960

    Turn the Correlates of War table of states in intergovernmental organisations into a
    dataset. Years become periods dated to the year; docs/own-data.md says how.
    """
    from otscli.importing.cow import convert
    from otscli.importing.folder import foreign, write

    if str(output) == "-":
        raise QueryError("is standard output, and a dataset a folder; name a folder", "output")
    if output.exists() and not output.is_dir():
        raise InvocationError(2, f"{output} is a file; give a folder with -o")
    if output.is_dir() and (others := foreign(output)):
        named = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
        raise InvocationError(2, f"{output} holds other files ({named}); give a new folder with -o")
    found = convert(invocation.path_of(STDIN) if str(table) == STDIN else table)
    write(found, output)
    counts = f"{len(found.states):,} states, {len(found.organizations):,} organisations"
    say(f"{counts}, {len(found.memberships):,} periods, up to {found.dataset['covered_to']}")
