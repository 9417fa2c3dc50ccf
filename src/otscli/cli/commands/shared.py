"""`ots shared`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import AsOf, History, Limit, Status
from otscli.cli.reader import Reader
from otscli.query.shared import shared as query

app = new_app()


@command(app)
def shared(
    invocation: Invocation,
    states: Annotated[
        list[str],
        typer.Argument(
            metavar="STATE STATE...",
            autocompletion=completion.states,
            help="Two states or more, by code or any name.",
        ),
    ],
    as_of: AsOf = None,
    status: Status = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="STATE",
            autocompletion=completion.states,
            help="Leave out organisations to which STATE certainly belongs.",
        ),
    ] = None,
    history: History = False,
    limit: Limit = None,
) -> None:
    """\b
    Examples:
      ots shared AZE TUR
      ots shared KAZ HUN --status any
      ots shared KAZ KGZ UZB --as-of 2010 --json

    The organisations to which all these states belong, with the period in common: the
    mirror of `ots overlap`.
    """
    invocation.limit = limit
    invocation.answer(
        query,
        Reader(states, ("state", "date", "status"), name="states", day="as_of"),
        states=(),
        as_of=as_of,
        status=status or (),
        without=without or (),
        history=history,
        explain=invocation.explain,
    )
