"""`ots help`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import OF_NO_DATA, command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.topics import TOPICS, text
from otscli.query.lookup.names import choice

app = new_app()


@command(app, "help", refuses=OF_NO_DATA)
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

    What holds for all commands.
    """
    name = choice("help topic", topic, TOPICS)
    sys.stdout.write(text(name))
