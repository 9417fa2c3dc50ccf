"""The command `ots`: its subcommands, each imported when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import typer

from otscli.cli.commands import COMMANDS
from otscli.cli.decorator import HELP_OPTIONS, global_options
from otscli.cli.invocation import say
from otscli.cli.parsing import Group, UsageError
from otscli.cli.process import stop_reading
from otscli.errors import DatasetError, InvocationError, OtsError


class _Lazy(Group):
    """Imports a command's module only when the command is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Click's signature
        """Name all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Click's signature
        """Import a command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(import_module(f"otscli.cli.commands.{cmd_name}").app)
        command.name = cmd_name
        command.short_help = COMMANDS[cmd_name].summary
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that was typed, or name the nearest."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from otscli.cli.suggestions import command_meant

            raise UsageError(f"no command {args[0]!r}; {command_meant(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        for group, commands in _groups().items():
            with formatter.section(group):
                formatter.write_dl([(name, COMMANDS[name].summary) for name in commands])

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the commands by group, and point to the options."""
        self.format_commands(ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(
            "Options: `ots help COMMAND` has its own, `ots help options` those of all."
        )


app = typer.Typer(
    cls=_Lazy,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": HELP_OPTIONS},
)


@app.callback(invoke_without_command=True)
@global_options
def ots(ctx: typer.Context) -> None:
    """The Organization of Turkic States in a terminal: events, memberships and claims, sourced.

    \b
    Examples:
      ots timeline --since 2020
      ots members --status observer
      ots overlap OTS CSTO
      ots timeline --since 2020 --json | jq length
    """
    if ctx.invoked_subcommand is None:
        sys.stdout.write(_first_screen())


def _groups() -> dict[str, list[str]]:
    """The commands by group, in the order of the help."""
    groups: dict[str, list[str]] = {}
    for name, command in COMMANDS.items():
        groups.setdefault(command.group, []).append(name)
    return groups


def _first_screen() -> str:
    """The output of `ots` alone: at most 24 lines of 80 characters."""
    groups = _groups()
    width = max(map(len, groups)) + 1
    listed = "\n".join(f"{group:<{width}}{' '.join(names)}" for group, names in groups.items())
    return f"""\
The Organization of Turkic States in a terminal: what happened, who belongs, who
said what, and the source of every record.

{listed}

  ots about                         what the OTS is, on one screen
  ots timeline summits since 2020   events, by words or by options
  ots overlap OTS NATO EU --matrix  who belongs where

`ots help COMMAND` explains a command, `ots help` lists all with a line each,
`ots help dates` says what dates you can type. -o FILE.csv writes to a file.
"""


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code: see `ots help exit-codes`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="backslashreplace")
    program = "otscli" if sys.argv[0].endswith("otscli") else "ots"
    try:
        code = typer.main.get_command(app).main(arguments, program, standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as stop:
        return _stopped(stop)
    except BrokenPipeError:
        stop_reading()
        return 0
    except Exception as error:
        if os.environ.get("OTS_DEBUG") == "1":
            raise
        called = next((word for word in arguments if word in COMMANDS), "")
        failure = _failure(error, f"{program} {called}".strip())
        say(str(failure))
        return failure.exit_code
    return code if isinstance(code, int) else 0


def _failure(error: Exception, program: str) -> OtsError:
    """Return the line to print for an error, and the exit code."""
    if isinstance(error, OtsError):
        return error
    if isinstance(error, UsageError):
        command = error.ctx.command_path if error.ctx and error.ctx.parent else program
        message = f"{error.format_message().rstrip('.')}; see `{command} --help`"
        return InvocationError(2, message)
    if isinstance(error, OSError):  # what cannot be written is an OutputError
        named = "the dataset" if error.filename is None else os.fsdecode(error.filename)
        return DatasetError(f"{named} cannot be read: {error.strerror or error}")
    import sqlite3

    if isinstance(error, MemoryError):
        return InvocationError(1, "there is not enough memory for that; ask for less at once")
    if isinstance(error, sqlite3.Error):
        return DatasetError(f"the compiled data cannot be read: {error}")
    fault = " ".join(f"{type(error).__name__}: {error}".split())
    return InvocationError(
        1, f"a fault in ots itself: {fault}; OTS_DEBUG=1 shows where, please report it"
    )


def _stopped(stop: SystemExit) -> int:
    """Return the code of Typer's own exits; a closed pipe is not a fault."""
    if isinstance(stop.__context__, BrokenPipeError):
        stop_reading()
        return 0
    return stop.code if isinstance(stop.code, int) else 1
