"""`ots overlap`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import AsOf, History, Limit, Status, Without
from otscli.cli.reader import Reader
from otscli.query.overlap import overlap as query

app = new_app()


@command(app)
def overlap(
    invocation: Invocation,
    orgs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ORG]...",
            autocompletion=completion.organizations,
            help="None or one: its states and all organisations. Several: who is in all.",
        ),
    ] = None,
    as_of: AsOf = None,
    status: Status = None,
    without: Without = None,
    history: History = False,
    limit: Limit = None,
    matrix: Annotated[
        bool,
        typer.Option("--matrix", help="Every state with a status in any of these, as a matrix."),
    ] = False,
    sets: Annotated[
        bool, typer.Option("--sets", help="Which states are in exactly which of three to ten.")
    ] = False,
    names: Annotated[bool, typer.Option("--names", help="Names instead of codes.")] = False,
) -> None:
    """\b
    Examples:
      ots overlap
      ots overlap OTS CSTO
      ots overlap OTS NATO --status any
      ots overlap turkic council EU 2012
      ots overlap OTS CSTO --history --json
      ots overlap OTS CSTO NATO EU --matrix --names
      ots overlap OTS CSTO NATO EU --sets

    The states that belong to several organisations at once, with the period in common. With
    one organisation or none, a matrix of its states (the OTS by default) and all others.
    """
    invocation.limit = limit
    invocation.answer(
        query,
        Reader(orgs or (), ("org", "date", "status"), name="orgs", day="as_of"),
        orgs=(),
        as_of=as_of,
        status=status or (),
        without=without or (),
        history=history,
        matrix=matrix,
        sets=sets,
        names=names,
        explain=invocation.explain,
    )
