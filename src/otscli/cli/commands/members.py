"""`ots members`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import (
    AsOf,
    Confidence,
    Differs,
    Disputed,
    History,
    Limit,
    Newest,
    Source,
    State,
    Status,
)
from otscli.cli.reader import Reader
from otscli.query.members import members as query

app = new_app()


@command(app)
def members(
    invocation: Invocation,
    org: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ORG]...",
            autocompletion=completion.organizations,
            help="The organisation, by code or any name; all for every one.",
        ),
    ] = None,
    as_of: AsOf = None,
    status: Status = None,
    state: State = None,
    source: Source = None,
    disputed: Disputed = False,
    differs: Differs = False,
    confidence: Confidence = None,
    history: History = False,
    limit: Limit = None,
    newest: Newest = False,
) -> None:
    """\b
    Examples:
      ots members
      ots members --status observer --json
      ots members CIS --as-of 2004
      ots members turkic council 2012
      ots members OTS --history

    Who belongs to an organisation on a day. A row is shown where the status possibly holds;
    `certain` says whether it does whichever of the possible days were the real ones.
    """
    invocation.limit, invocation.newest = limit, newest
    invocation.answer(
        query,
        Reader(org or (), ("org", "status", "date", "state"), name="org", day="as_of"),
        org="OTS",
        as_of=as_of,
        status=status or (),
        state=state or (),
        source=source or (),
        disputed=disputed,
        differs=differs,
        confidence=confidence or (),
        history=history,
        explain=invocation.explain,
    )
