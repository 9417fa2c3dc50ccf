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
from otscli.output.citation_styles import styled
from otscli.query.cite import cited
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
            help=f"Style: {join_words(CITATION_STYLES)}; -f is the same.",
        ),
    ] = None,
    sources: Annotated[
        bool, typer.Option("--sources", help="The documents that each record cites instead.")
    ] = False,
) -> None:
    """\b
    Examples:
      ots cite ots-hun-observer
      ots cite summit-2021-istanbul --style bibtex
      ots cite summit-2021-istanbul --sources -f ris
      ots members -f ids | ots cite - --style csl-json

    How to cite a record, with the version of the data and the day of access. The id of a
    source gives the document itself. --json is the same as --style csl-json.
    """
    if ids and len(ids) > 1 and ids[-1] in CITATION_STYLES:
        raise QueryError(f"{ids[-1]} is a style; write --style {ids[-1]}")
    chosen = _style(invocation, style)
    store = invocation.store()
    rows = records(store, ids_or_stdin(invocation, ids, "ots cite ots-hun-observer"))
    written = styled(cited(store, rows, sources=sources), chosen)
    if chosen != "csl-json":
        written = "\n".join(visible(line) for line in written.split("\n"))
    sys.stdout.write(f"{written}\n")


def _style(invocation: Invocation, style: str | None) -> str:
    """Return the style given by `--style`, `-f`, `--json` or the ending of `-o FILE`.

    Raises `QueryError` if it is unknown, or if two differ.
    """
    given = "json" if invocation.json else invocation.format
    if given == "json":
        given = "csl-json"
    elif given and given not in CITATION_STYLES:
        known = join_words(CITATION_STYLES)
        raise QueryError(f"-f {given} has no meaning here; use --style {known}")
    if given and style and given != style:
        raise QueryError(f"--style {style} and -f {given} at once; leave one of them out")
    if asked := given or style:
        return choice("style", asked, CITATION_STYLES)
    file = invocation.file
    return by_ending(file, STYLE_ENDINGS, "--style STYLE") if file else "text"
