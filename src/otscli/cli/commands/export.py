"""`ots export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from otscli.choices import EXPORTS
from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.exporting import export as write
from otscli.query.lookup.names import choice

app = new_app()


@command(app)
def export(
    invocation: Invocation,
    to: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            autocompletion=completion.exports,
            help=f"One of {', '.join(EXPORTS)}.",
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
    write(choice("format to export", to, list(EXPORTS)), invocation.store, output, sys.stdout)
