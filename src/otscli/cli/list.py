"""`ots list`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import complete
from otscli.cli.call import Call
from otscli.cli.command import command, new_app
from otscli.query.words import LISTS
from otscli.query.words import words as query

app = new_app()


@command(app, "list")
def list_(
    call: Call,
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT", autocompletion=complete.lists, help=f"One of {', '.join(LISTS)}."
        ),
    ],
) -> None:
    """\b
    Examples:
      ots list kinds
      ots list states -f ids
      ots list orgs --json

    The values that options take.
    """
    call.answer(query, what)
