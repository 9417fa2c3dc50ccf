"""`ots check`."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from typing import Annotated

import typer

from otscli.cli.decorator import IN_WORDS, command, new_app
from otscli.cli.invocation import Invocation, write_line
from otscli.cli.process import stop_reading
from otscli.dataset.files import STANDARD_INPUT, shown
from otscli.errors import QueryError
from otscli.escaping import visible

app = new_app()


@command(
    app,
    refuses=IN_WORDS | {"skip_faulty"},
    instead="use the lines as they are: FILE:LINE:COL: …",
)
def check(
    invocation: Invocation,
    path: Annotated[
        str | None,
        typer.Argument(metavar="[PATH]", help="Dataset to check (default: the one in use)."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix", help="First put the files into canonical order, keeping comments and values."
        ),
    ] = False,
) -> None:
    """\b
    Examples:
      ots check
      ots check my-events.yaml
      ots check --strict
      ots check --fix data/events.yaml

    Validate a dataset: every finding as FILE:LINE:COL: error|warning|note: message [rule].
    The exit code is 1 where there are errors, with --strict also where there are warnings.
    `ots help data` lists the rules.
    """
    from otscli.compile import compile_dataset

    if path and invocation.data:
        raise QueryError("has no meaning beside a PATH; leave one of them out", "data")
    datasets = [invocation.path_of(path)] if path else invocation.paths
    if fix:
        if any(shown(dataset) == STANDARD_INPUT for dataset in datasets):
            raise QueryError("--fix rewrites files, and standard input is none; name a file")
        from otscli.dataset.canonical import put_in_order

        for file in (file for dataset in datasets for file in put_in_order(dataset)):
            write_line(f"{file}: put into canonical order")
    with closing(sqlite3.connect("")) as connection:
        labels = invocation.named if len(datasets) > 1 else ()
        findings = sorted(compile_dataset(datasets, connection, labels=labels))
    try:
        for finding in findings:
            sys.stdout.write(f"{visible(str(finding))}\n")
        sys.stdout.flush()
    except BrokenPipeError:  # the exit code stays, even if nobody reads on
        stop_reading()
    counts = [
        f"{count:,} {level}{'s' * (count != 1)}"
        for level in ("error", "warning", "note")
        if (count := sum(finding.count for finding in findings if finding.level == level))
    ]
    write_line(", ".join(counts) or "nothing found")
    fatal = {"error", "warning"} if strict else {"error"}
    if any(finding.level in fatal for finding in findings):
        raise typer.Exit(1)
