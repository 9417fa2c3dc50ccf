"""`ots changes`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import During, Limit, Newest, Org, Since, Source, State, Until
from otscli.cli.reader import Reader
from otscli.query.changes import changes as query

app = new_app()


@command(app)
def changes(
    invocation: Invocation,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...",
            autocompletion=completion.words,
            help="A state, an organisation or a date.",
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    during: During = None,
    org: Org = None,
    state: State = None,
    source: Source = None,
    limit: Limit = None,
    newest: Newest = False,
) -> None:
    """\b
    Examples:
      ots changes --org OTS
      ots changes --state UZB
      ots changes --since 2020 --json

    Who applied, became a candidate, joined, left or changed status, in date order; a change on
    an unknown day comes last.
    """
    invocation.limit, invocation.newest = limit, newest
    invocation.answer(
        query,
        Reader(words or (), ("state", "org", "date")),
        since=since,
        until=until,
        during=during,
        org=org or (),
        state=state or (),
        source=source or (),
        explain=invocation.explain,
    )
