"""`ots about`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.query.about import about as query

app = new_app()


@command(app, refuses=("explain",))
def about(
    invocation: Invocation,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]",
            autocompletion=completion.ids,
            help="A state, organisation, office or person, by code, name or words of it.",
        ),
    ] = None,
) -> None:
    """\b
    Examples:
      ots about
      ots about Uzbekistan
      ots about shavkat-mirziyoyev
      ots about OTS --json

    What the OTS is, on one screen, or any state, organisation, office or person: each line
    with its source. --json gives the record, as `ots show` does.
    """
    invocation.prints_text = True
    invocation.answer(query, name=name or ())
