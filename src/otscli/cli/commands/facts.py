"""`ots facts`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.choices import FACT_KINDS, join_words
from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import (
    Confidence,
    Differs,
    Disputed,
    During,
    Limit,
    Newest,
    Since,
    Source,
    Topic,
    Until,
)
from otscli.query.facts import facts as query

app = new_app()


@command(app, refuses=("lang",))
def facts(
    invocation: Invocation,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="Words to look for.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            autocompletion=completion.fact_kinds,
            help=f"Only this kind: {join_words(FACT_KINDS)}.",
        ),
    ] = None,
    topic: Topic = None,
    speaker: Annotated[
        list[str] | None,
        typer.Option(
            "--speaker",
            metavar="PERSON",
            autocompletion=completion.people,
            help="Only by this person: an id, a name, or a whole word of it.",
        ),
    ] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(
            "--about",
            metavar="NAME",
            autocompletion=completion.ids,
            help="Only about this state, organisation, person, event or membership.",
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    during: During = None,
    source: Source = None,
    disputed: Disputed = False,
    differs: Differs = False,
    confidence: Confidence = None,
    limit: Limit = None,
    newest: Newest = False,
) -> None:
    """\b
    Examples:
      ots facts --speaker aliyev --since 2023-11
      ots facts --kind proposal
      ots facts working group --disputed
      ots facts --about XNC --json

    What is recorded as the case, and what people and bodies said, planned, proposed and
    judged, each with its sources.
    """
    invocation.answer(
        query,
        text=" ".join(text) if text else None,
        kind=kind or (),
        topic=topic or (),
        speaker=speaker or (),
        about=about or (),
        since=since,
        until=until,
        during=during,
        source=source or (),
        disputed=disputed,
        differs=differs,
        confidence=confidence or (),
        limit=limit,
        newest=newest,
        explain=invocation.explain,
    )
