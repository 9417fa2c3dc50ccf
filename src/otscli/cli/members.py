"""`ots members`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import complete
from otscli.cli.call import Call
from otscli.cli.command import command, new_app
from otscli.cli.options import AsOf, Disputed, History, Source, State, Status
from otscli.query.members import members as query

app = new_app()


@command(app)
def members(
    call: Call,
    org: Annotated[
        str,
        typer.Argument(
            metavar="[ORG]",
            autocompletion=complete.organizations,
            help="The organisation, by code or any name of it.",
        ),
    ] = "OTS",
    as_of: AsOf = None,
    status: Status = None,
    state: State = None,
    source: Source = None,
    disputed: Disputed = False,
    history: History = False,
) -> None:
    """\b
    Examples:
      ots members
      ots members --status observer --json
      ots members CIS --as-of 2004
      ots members OTS --history

    Who belongs to an organisation on a day. A row is shown where the status possibly holds;
    `certain` says whether it does whichever of the possible days were the real ones.
    """
    call.answer(
        query,
        org,
        as_of=as_of,
        status=status or (),
        state=state or (),
        source=source or (),
        disputed=disputed,
        history=history,
        explain=call.explain,
    )
