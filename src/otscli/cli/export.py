"""`ots export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from otscli.cli import complete
from otscli.cli.call import Call
from otscli.cli.command import command, new_app
from otscli.exporting import FORMATS
from otscli.exporting import export as write
from otscli.query.names import choice

app = new_app()


@command(app)
def export(
    call: Call,
    to: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            autocompletion=complete.exports,
            help=f"One of {', '.join(FORMATS)}.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="The file or, for csv and parquet, the folder."
        ),
    ] = None,
) -> None:
    """\b
    Examples:
      ots export jsonl > records.jsonl
      ots export csv -o folder
      ots export db -o ots.db && ots --data ots.db timeline

    The dataset for other tools. jsonl is every record, one JSON object a line, and db the
    compiled store: one file, which goes to standard output unless -o names another. csv is a
    folder with one file a list, parquet a folder for SQL engines. --data reads all of them
    back.
    """
    write(choice("format to export", to, list(FORMATS)), call.store, output, sys.stdout)
