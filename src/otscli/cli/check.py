"""`ots check`."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Annotated

import typer

from otscli.cli.call import Call, command, new_app
from otscli.output.visible import visible

app = new_app()


@command(app)
def check(
    call: Call,
    path: Annotated[
        str | None,
        typer.Argument(metavar="[PATH]", help="The dataset; the one asked of by default."),
    ] = None,
) -> None:
    """\b
    Examples:
      ots check
      ots check my-events.yaml

    Validate a dataset: every finding as FILE:LINE:COL: error|warning|note: message [rule].
    The exit code is 1 where there are errors. `ots help data` lists the rules.
    """
    from otscli.check import examine

    findings = sorted(examine(Path(path) if path else call.path, sqlite3.connect(":memory:")))
    for finding in findings:
        sys.stdout.write(f"{visible(str(finding))}\n")
    counts = [
        f"{count} {level}{'s' * (count != 1)}"
        for level in ("error", "warning", "note")
        if (count := sum(finding.level == level for finding in findings))
    ]
    sys.stderr.write(f"{', '.join(counts) or 'nothing found'}\n")
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(1)
