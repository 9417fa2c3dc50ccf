"""`ots timeline`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.choices import join_words
from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import (
    Confidence,
    Differs,
    Disputed,
    During,
    Kind,
    Limit,
    Newest,
    Org,
    Since,
    Source,
    State,
    Topic,
    Until,
)
from otscli.cli.reader import Reader
from otscli.query.timeline import COUNTED, latest
from otscli.query.timeline import timeline as query

app = new_app()

SORTS = ("date", "kind", "topic", "state", "org", "place")


@command(app)
def timeline(
    invocation: Invocation,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...",
            autocompletion=completion.words,
            help="A date, kind, topic, state, organisation or place; other words are searched for.",
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    during: During = None,
    kind: Kind = None,
    topic: Topic = None,
    state: State = None,
    org: Org = None,
    place: Annotated[
        list[str] | None,
        typer.Option(
            "--place",
            metavar="PLACE",
            autocompletion=completion.places,
            help="Only at this place, by any name.",
        ),
    ] = None,
    search: Annotated[
        str | None,
        typer.Option(
            "--search",
            metavar="TEXT",
            help='Only with these words or beginnings of words; "a phrase" in quotes.',
        ),
    ] = None,
    source: Source = None,
    disputed: Disputed = False,
    differs: Differs = False,
    confidence: Confidence = None,
    limit: Limit = None,
    newest: Newest = False,
    count: Annotated[
        str | None,
        typer.Option(
            "--count",
            metavar="WHAT",
            autocompletion=completion.counted,
            help=f"Count by {join_words(COUNTED)} instead.",
        ),
    ] = None,
) -> None:
    """\b
    Examples:
      ots timeline summits since 2020
      ots timeline karabakh 2020
      ots timeline --during 2023-11 --topic defence
      ots timeline --kind summit --newest --limit 3
      ots timeline --place shusha --json

    Events in date order. Words without an option are read as dates, kinds, topics, states,
    organisations or places, and the others are searched for; stderr says how. Different
    options together mean all of them, one option repeated means any of its values.
    """
    conditions = (words, since, until, during, kind, topic, state, org, place, search, source)
    asked = (*conditions, disputed, differs, confidence, newest, count)
    if not any(asked) and limit is None and invocation.draws_table:
        invocation.answer(latest, explain=invocation.explain)
        return
    invocation.answer(
        query,
        Reader(words or (), SORTS, rest="search"),
        since=since,
        until=until,
        during=during,
        kind=kind or (),
        topic=topic or (),
        state=state or (),
        org=org or (),
        place=place or (),
        search=search,
        source=source or (),
        disputed=disputed,
        differs=differs,
        confidence=confidence or (),
        limit=limit,
        newest=newest,
        count=count,
        explain=invocation.explain,
    )
