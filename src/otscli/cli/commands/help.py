"""`ots help`."""

from __future__ import annotations

import sys
from importlib.resources import files
from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.topics import TOPICS
from otscli.query.lookup.names import choice

app = new_app()


@command(app, "help")
def help_(
    invocation: Invocation,  # noqa: ARG001 - a topic is the same whatever the options
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC",
            autocompletion=completion.help_topics,
            help=f"One of {', '.join(TOPICS)}.",
        ),
    ],
) -> None:
    """\b
    Examples:
      ots help dates
      ots help exit-codes

    What holds for all commands: dates, output, exit codes, environment, data.
    """
    name = choice("help topic", topic, TOPICS)
    sys.stdout.write((files("otscli.cli.topics") / f"{name}.txt").read_text(encoding="utf-8"))
    if name == "data":
        sys.stdout.write(_rules())


def _rules() -> str:
    from otscli.checking import documented

    rules = documented()
    width = max(map(len, rules))
    lines = [f"  {id_:<{width}}  {meaning}" for id_, meaning in rules.items()]
    return "\nRules of `ots check`:\n" + "\n".join(lines) + "\n"
