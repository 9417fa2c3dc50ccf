"""`ots data`: where the dataset lies, how far it reaches, and the form of what comes out."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from otscli.cli import complete
from otscli.cli.call import Call
from otscli.cli.command import command, global_options, new_app
from otscli.output.schemas import DATASET, NAMES, schema
from otscli.query.info import info as query
from otscli.query.names import choice

app = new_app()


@app.callback()
@global_options
def data(ctx: typer.Context) -> None:
    """\b
    Examples:
      ots data path
      ots data info --json
      ots data schema timeline

    The dataset itself.
    """


@command(app, "path", "where the dataset lies")
def path(call: Call) -> None:
    """\b
    Examples:
      ots data path
      ots check "$(ots data path)"

    Where the dataset lies.
    """
    sys.stdout.write("".join(f"{path.absolute()}\n" for path in call.paths))


@command(app, "info", "what it holds, in figures")
def info(call: Call) -> None:
    """\b
    Examples:
      ots data info
      ots data info --json

    What the dataset holds and how far it reaches: counts by type, kind, confidence and
    decade, and the share of dates known to the day.
    """
    call.answer(query)


@command(app, "diff", "what has changed between two versions")
def diff(
    call: Call,
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="The older version: a folder, a file, a store or a git revision."
        ),
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help="The newer one; the dataset asked of by default."),
    ] = None,
) -> None:
    """\b
    Examples:
      ots data diff HEAD
      ots data diff old-data new-data --json

    What was added, corrected, merged and withdrawn between two versions of a dataset, with
    the field and both values.
    """
    from otscli.query.diff import diff as query
    from otscli.versions import version

    here = call.paths[0]
    stores = [version(named, here) for named in (old, new or str(here))]
    call.write(query(*stores))


@command(app, "schema", "the form of what comes out, or of a dataset")
def schema_(
    call: Call,  # noqa: ARG001 - the form is the same whatever the dataset
    of: Annotated[
        str,
        typer.Argument(
            metavar="COMMAND",
            autocompletion=complete.schemas,
            help=f"One of {', '.join(NAMES)}.",
        ),
    ],
) -> None:
    """\b
    Examples:
      ots data schema timeline
      ots data schema dataset > dataset.schema.json

    The JSON Schema of what a command prints with --json, or of a dataset's own YAML, for
    editors that check while one types.
    """
    from otscli.dataset.editor_schema import editor_schema

    name = choice("schema", of, NAMES)
    form = editor_schema() if name == DATASET else schema(name)
    sys.stdout.write(f"{json.dumps(form, ensure_ascii=False, indent=2)}\n")
