"""`ots offices`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import AsOf, Disputed, History, Limit, Newest, Org, Source, State
from otscli.cli.reader import Reader
from otscli.query.offices import offices as query

app = new_app()


@command(app)
def offices(
    invocation: Invocation,
    office: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OFFICE]...",
            autocompletion=completion.offices,
            help="The office, by id, name or words of its name.",
        ),
    ] = None,
    as_of: AsOf = None,
    org: Org = None,
    state: State = None,
    person: Annotated[
        list[str] | None,
        typer.Option(
            "--person",
            metavar="PERSON",
            autocompletion=completion.people,
            help="Held by this person: an id, a name, or a whole word of it.",
        ),
    ] = None,
    source: Source = None,
    disputed: Disputed = False,
    history: History = False,
    limit: Limit = None,
    newest: Newest = False,
) -> None:
    """\b
    Examples:
      ots offices
      ots offices --org OTS --as-of 2016-06-01
      ots offices "secretary general" --history
      ots offices --state TUR --as-of 2001 --json

    Who held which office on a day: chairs and secretaries general of the OTS and its bodies,
    heads of state and government. Terms are half-open: the day of a handover belongs to the
    new holder. --state gives the offices of a state, and those that the state itself holds.
    """
    invocation.limit, invocation.newest = limit, newest
    invocation.answer(
        query,
        Reader(
            office or (),
            ("office", "date", "org", "state", "person"),
            name="office",
            day="as_of",
            rest="office",
        ),
        office=None,
        as_of=as_of,
        org=org or (),
        state=state or (),
        person=person or (),
        source=source or (),
        disputed=disputed,
        history=history,
        limit=None if newest else limit,
        explain=invocation.explain,
    )
