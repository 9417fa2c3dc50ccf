"""`ots sources`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import complete
from otscli.cli.call import Call
from otscli.cli.command import command, new_app
from otscli.cli.options import Limit
from otscli.query.sources import sources as query

app = new_app()


@command(app)
def sources(
    call: Call,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="Words of publisher or title.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            autocompletion=complete.source_kinds,
            help="official, agency, press, reference, scholarly or analysis.",
        ),
    ] = None,
    limit: Limit = None,
) -> None:
    """\b
    Examples:
      ots sources --kind official
      ots sources kazinform --limit 10
      ots sources --json

    The documents behind the data, those that most records cite first.
    """
    call.answer(query, text, kind=kind or (), limit=limit)
