"""`ots next`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import Kind, Limit, Newest, Org, State
from otscli.cli.reader import Reader
from otscli.query.next import next_ as query

app = new_app()


@command(app, refuses=("lang",))
def next_(
    invocation: Invocation,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...",
            autocompletion=completion.words,
            help="A kind, a state or an organisation.",
        ),
    ] = None,
    kind: Kind = None,
    org: Org = None,
    state: State = None,
    limit: Limit = None,
    newest: Newest = False,
) -> None:
    """\b
    Examples:
      ots next
      ots next --org OTS
      ots next --json

    What is planned: events still to come, and plans with a date whose outcome is not known.
    """
    invocation.limit, invocation.newest = limit, newest
    invocation.answer(
        query,
        Reader(words or (), ("kind", "state", "org")),
        kind=kind or (),
        state=state or (),
        org=org or (),
        limit=None if newest else limit,
        explain=invocation.explain,
    )
