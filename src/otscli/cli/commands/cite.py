"""`ots cite`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from otscli.choices import CITATION_STYLES, STYLE_ENDINGS, join_words
from otscli.cli import completion
from otscli.cli.decorator import IN_WORDS, command, ids_or_stdin, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.target import by_ending
from otscli.errors import QueryError
from otscli.escaping import visible
from otscli.query.cite import citation, styled
from otscli.query.lookup.names import choice
from otscli.query.lookup.records import records

app = new_app()


@command(
    app,
    refuses=IN_WORDS - {"format", "json"},
    instead=f"use --style {join_words(CITATION_STYLES)}",
)
def cite(
    invocation: Invocation,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID...",
            autocompletion=completion.ids,
            help="Ids, codes, names, or the words of one name; - reads ids from stdin.",
        ),
    ] = None,
    style: Annotated[
        str | None,
        typer.Option(
            "--style",
            metavar="STYLE",
            autocompletion=completion.styles,
            help=f"Style: {join_words(CITATION_STYLES)}.",
        ),
    ] = None,
) -> None:
    """\b
    Examples:
      ots cite ots-hun-observer
      ots cite summit-2021-istanbul --style bibtex
      ots members -f ids | ots cite - --style csl-json

    How to cite a record, with the version and the reach of the data. --json is the same as
    --style csl-json.
    """
    named = style or "text"
    if style is None and invocation.file and invocation.format is None:
        named = by_ending(invocation.file, STYLE_ENDINGS, "--style STYLE")
    chosen = choice("style", named, CITATION_STYLES)
    if invocation.json or invocation.format == "json":
        chosen = "csl-json"
    elif invocation.format:
        known = join_words(CITATION_STYLES)
        raise QueryError(f"-f {invocation.format} has no meaning here; use --style {known}")
    store = invocation.store()
    rows = records(store, ids_or_stdin(ids, "ots cite ots-hun-observer"))
    written = styled([citation(store, row) for row in rows], chosen)
    if chosen != "csl-json":
        written = "\n".join(visible(line) for line in written.split("\n"))
    sys.stdout.write(f"{written}\n")
