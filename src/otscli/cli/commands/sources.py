"""`ots sources`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.choices import SOURCE_KINDS, join_words
from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import Limit
from otscli.query.sources import sources as query

app = new_app()


@command(app, refuses=("lang",))
def sources(
    invocation: Invocation,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="Words of publisher or title.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            autocompletion=completion.source_kinds,
            help=f"{join_words(SOURCE_KINDS)}.",
        ),
    ] = None,
    limit: Limit = None,
) -> None:
    """\b
    Examples:
      ots sources --kind official
      ots sources kazinform --limit 10
      ots sources --json

    The documents that the data cites, those that most records cite first.
    """
    invocation.answer(
        query,
        text=" ".join(text) if text else None,
        kind=kind or (),
        limit=limit,
        explain=invocation.explain,
    )
