"""`ots today`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import Kind, Limit, Newest, Org, State
from otscli.cli.reader import Reader
from otscli.query.today import today as query

app = new_app()


@command(app)
def today(
    invocation: Invocation,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...",
            autocompletion=completion.words,
            help="Another day, a kind, a state or an organisation.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="MM-DD", help="Another day, such as 11-26 or '26 November'."),
    ] = None,
    state: State = None,
    org: Org = None,
    kind: Kind = None,
    limit: Limit = None,
    newest: Newest = False,
) -> None:
    """\b
    Examples:
      ots today
      ots today --on 10-03
      ots today --on "12 November" --org OTS

    What happened on this day of the year, in any year: events dated to that day, or that
    began on it.
    """
    invocation.answer(
        query,
        Reader(words or (), ("day", "kind", "state", "org"), day="on"),
        on=on,
        state=state or (),
        org=org or (),
        kind=kind or (),
        limit=limit,
        newest=newest,
        explain=invocation.explain,
    )
