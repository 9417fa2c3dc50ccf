"""`ots data`: where the dataset lies, how far it reaches, and the form of what comes out."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from otscli.cli import complete
from otscli.cli.call import Call, command, new_app
from otscli.output.schemas import ROWS, schema
from otscli.query.info import info as query
from otscli.query.names import choice

app = new_app()


@app.callback()
def data() -> None:
    """\b
    Examples:
      ots data path
      ots data info --json
      ots data schema timeline

    The dataset itself.
    """


@command(app)
def path(call: Call) -> None:
    """\b
    Examples:
      ots data path
      ots check "$(ots data path)"

    Where the dataset lies.
    """
    sys.stdout.write(f"{call.path.absolute()}\n")


@command(app)
def info(call: Call) -> None:
    """\b
    Examples:
      ots data info
      ots data info --json

    What the dataset holds and how far it reaches: counts by type, kind, confidence and
    decade, and the share of dates known to the day.
    """
    call.answer(query)


@command(app, "schema")
def schema_(
    call: Call,  # noqa: ARG001 - the form is the same whatever the dataset
    of: Annotated[
        str,
        typer.Argument(
            metavar="COMMAND",
            autocompletion=complete.schemas,
            help=f"One of {', '.join(ROWS)}.",
        ),
    ],
) -> None:
    """\b
    Examples:
      ots data schema timeline
      ots data schema members > members.schema.json

    The JSON Schema of what a command prints with --json.
    """
    written = json.dumps(schema(choice("command", of, list(ROWS))), ensure_ascii=False, indent=2)
    sys.stdout.write(f"{written}\n")
