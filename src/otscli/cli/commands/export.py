"""`ots export`."""

from __future__ import annotations

import re
import sys
from functools import partial as partial_
from pathlib import Path
from typing import Annotated

import typer

from otscli.choices import EXPORTS, PARTIAL, join_words
from otscli.cli import completion
from otscli.cli.decorator import IN_WORDS, command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.progress import Bar
from otscli.cli.words import listing
from otscli.errors import QueryError
from otscli.exporting import export as write
from otscli.query.lookup.names import choice
from otscli.store.store import Store

app = new_app()


_FOLDERS = join_words([name for name, export in EXPORTS.items() if export.folder], "and")
_READ_BACK = join_words([name for name, export in EXPORTS.items() if export.read_back], "and")
_MEANINGS = listing({name: export.meaning for name, export in EXPORTS.items()})


@command(
    app,
    more=f"\n\n\b\n{_MEANINGS}\n\n--data reads {_READ_BACK} back.",
    refuses=IN_WORDS,
    instead="an export is the dataset as a whole; ask for rows with a question such as timeline",
)
def export(
    invocation: Invocation,
    to: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            autocompletion=completion.exports,
            help=f"One of {', '.join(EXPORTS)}.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help=f"The file, or for {_FOLDERS} the folder."
        ),
    ] = None,
    metadata: Annotated[
        Path | None,
        typer.Option(
            "--metadata", metavar="FILE", help="With sqlite: what Datasette shows, as JSON."
        ),
    ] = None,
    partial: Annotated[
        str | None,
        typer.Option(
            "--partial",
            metavar="RULE",
            autocompletion=completion.partial,
            help=f"With spells: which days of a year count, one of {', '.join(PARTIAL)}.",
        ),
    ] = None,
    directed: Annotated[
        bool, typer.Option("--directed", help="With spells: both orders of each pair.")
    ] = False,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="With site: the address at which it will be, for canonical links, sitemap, feed.",
        ),
    ] = None,
    previous: Annotated[
        str | None,
        typer.Option(
            "--previous",
            metavar="OLD",
            help="With site: the version to compare with, as `ots data diff` takes it.",
        ),
    ] = None,
) -> None:
    """\b
    Examples:
      ots export jsonl > records.jsonl
      ots export csv -o folder
      ots export db -o ots.db && ots --data ots.db timeline
      ots export sqlite -o tables.db --metadata metadata.json
      ots export site -o folder --base-url https://example.org/ots/

    The dataset for other tools. One file goes to standard output, as with -o -, unless -o names
    another.
    """
    format_ = choice("format to export", to, list(EXPORTS))
    rule = None if partial is None else choice("value of --partial", partial, list(PARTIAL))
    options = {
        "metadata": metadata,
        "partial": rule,
        "directed": directed or None,
        "base_url": _address(base_url),
        "previous": previous and partial_(_version, invocation, previous),
    }
    target = None if str(output) == "-" else output
    invocation.refuse_own(target)
    invocation.refuse_own(metadata)
    bar = Bar("writing")
    draw = bar.draw if sys.stderr.isatty() else None
    try:
        write(format_, invocation.store, target, invocation.stdout, options, draw)
    finally:
        bar.clear()


_ADDRESS = re.compile(r"https?://[^\s<>\"'?#]+")


def _address(typed: str | None) -> str | None:
    """Return an address with a slash at its end. Raises `QueryError` for what is none."""
    if typed is not None and not _ADDRESS.fullmatch(typed):
        said = f"{typed!r} is no address of a site; write one such as https://example.org/ots/"
        raise QueryError(said, "base_url")
    return typed and f"{typed.rstrip('/')}/"


def _version(invocation: Invocation, named: str) -> Store:
    """Open the version of the dataset to compare with."""
    from otscli.versions import version

    if len(invocation.named) > 1:
        raise QueryError("names a union; compare its datasets one by one", "data")
    return invocation.watched(version(named, invocation.paths[0]))
