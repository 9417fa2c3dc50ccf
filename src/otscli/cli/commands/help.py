"""`ots help`."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from otscli.cli import completion
from otscli.cli.decorator import OF_NO_DATA, command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.parsing import UsageError
from otscli.cli.topics import TOPICS, text

app = new_app()


@command(app, "help", refuses=OF_NO_DATA)
def help_(
    invocation: Invocation,  # noqa: ARG001 - a topic is the same whatever the options
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC or COMMAND]...",
            autocompletion=completion.help_topics,
            help=f"A command, or one of {', '.join(TOPICS)}.",
        ),
    ] = None,
) -> None:
    """\b
    Examples:
      ots help
      ots help timeline
      ots help dates

    The help of a command, or a page on what all commands have in common.
    """
    typed = topic or []
    name = "-".join(typed).lower()
    sys.stdout.write(text(name) if name in TOPICS else _help_of(typed))


def _help_of(path: list[str]) -> str:
    """Return the help of a command, by default the program's. Raises `UsageError`."""
    from otscli.cli.app import app as program

    command: Any = typer.main.get_command(program)
    context: Any = typer.Context(command, info_name="ots", **command.context_settings)
    for word in path:
        found = command.get_command(context, word) if hasattr(command, "get_command") else None
        if found is None:
            from otscli.cli.commands import COMMANDS
            from otscli.cli.suggestions import command_meant

            hint = command_meant(word, [*COMMANDS, *TOPICS])
            raise UsageError(f"no command or help topic {word!r}; {hint}")
        command = found
        context = typer.Context(command, context, word, **command.context_settings)
    return f"{command.get_help(context)}\n"
