"""`ots data`: the path of the dataset, its figures, and the schemas of answers."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import IN_WORDS, OF_NO_DATA, command, global_options, new_app
from otscli.cli.invocation import Invocation
from otscli.errors import QueryError
from otscli.escaping import visible
from otscli.query import QUESTIONS
from otscli.query.data_info import data_info as query
from otscli.query.lookup.names import choice

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


@command(app, "path", "where the dataset is", refuses=IN_WORDS | {"skip_faulty"})
def path(invocation: Invocation) -> None:
    """\b
    Examples:
      ots data path
      ots check "$(ots data path)"

    Where the dataset is.
    """
    sys.stdout.write("".join(f"{visible(str(path.absolute()))}\n" for path in invocation.paths))


@command(app, "info", "how much it holds, in figures", refuses=("explain", "lang"))
def info(invocation: Invocation) -> None:
    """\b
    Examples:
      ots data info
      ots data info --json

    What the dataset holds and how far it reaches: counts by type, kind, confidence and
    decade, and the share of dates known to the day.
    """
    invocation.answer(query)


@command(
    app,
    "diff",
    "what has changed between two versions",
    refuses=("explain", "lang", "skip_faulty"),
)
def diff(
    invocation: Invocation,
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="The older version: a folder, a file, a store or a git revision."
        ),
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help="The newer one (default: the dataset in use)."),
    ] = None,
) -> None:
    """\b
    Examples:
      ots data diff HEAD
      ots data diff old-data new-data --json

    What was added, corrected, merged and withdrawn between two versions of a dataset, with
    the field and both values.
    """
    from otscli.query.data_diff import data_diff as query
    from otscli.versions import version

    if len(invocation.named) > 1:
        raise QueryError("names a union; compare its datasets one by one", "data")
    here = invocation.paths[0]
    with (
        closing(version(old, here)) as before,
        closing(version(str(here) if new is None else new, here)) as after,
    ):
        invocation.write(query(invocation.watched(before), invocation.watched(after)))


@command(
    app, "schema", "the JSON Schema of a command's output, or of a dataset", refuses=OF_NO_DATA
)
def schema_(
    invocation: Invocation,  # noqa: ARG001 - the form is the same whatever the dataset
    of: Annotated[
        str,
        typer.Argument(
            metavar="COMMAND",
            autocompletion=completion.schemas,
            help=f"One of {', '.join(QUESTIONS)}, or dataset.",
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
    from otscli.json_schema import DATASET, NAMES, dataset_schema, schema

    name = choice("schema", of, NAMES)
    form = dataset_schema() if name == DATASET else schema(name)
    sys.stdout.write(f"{json.dumps(form, ensure_ascii=False, indent=2)}\n")
