"""The manual page ots(1), written from the command tree: `python -m otscli.cli.man`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from otscli._version import __version__
from otscli.cli.app import app
from otscli.cli.commands import COMMANDS
from otscli.cli.decorator import HELP_OPTIONS
from otscli.cli.topics import TOPICS, text


def page() -> str:
    """Return the page in the man macros of roff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    root: Any = typer.main.get_command(app)
    context = typer.Context(root, info_name="ots", help_option_names=HELP_OPTIONS)
    yield f'.TH OTS 1 "" "ots {__version__}" "User Commands"'
    yield ".SH NAME"
    yield _text("ots - the Organization of Turkic States in a terminal")
    yield ".SH SYNOPSIS"
    yield r".B ots"
    yield _text("[OPTIONS] COMMAND [ARGS]...")
    yield ".SH DESCRIPTION"
    yield from _help(root.help)
    yield ".SH OPTIONS"
    yield _text("These work before and after a command.")
    yield from _options(root, context)
    yield ".SH COMMANDS"
    shared = {parameter.name for parameter in root.params}
    for name in COMMANDS:
        yield from _command(root.get_command(context, name), f"ots {name}", shared, context)
    for topic in TOPICS:
        yield f".SH {topic.upper()}"
        yield ".nf"
        yield from (_text(line) for line in text(topic).splitlines()[2:])
        yield ".fi"


def _command(command: Any, path: str, shared: set[str | None], parent: Any) -> Iterator[str]:
    context = typer.Context(command, info_name=path, help_option_names=HELP_OPTIONS)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_text(f'{path} {usage}')}"
    yield from _help(command.help)
    yield from _options(command, context, shared)
    for name in getattr(command, "commands", {}):
        yield from _command(command.commands[name], f"{path} {name}", shared, parent)


def _help(text: str | None) -> Iterator[str]:
    """Paragraphs; those that Click leaves unwrapped stay so."""
    for paragraph in (text or "").split("\n\n"):
        lines = [line.strip("\b\n") for line in paragraph.splitlines()]
        lines = [line for line in lines if line.strip()]
        if "\b" in paragraph:
            yield ".PP"
            yield ".nf"
            yield from (_text(line) for line in lines)
            yield ".fi"
        elif lines:
            yield ".PP"
            yield _text(" ".join(line.strip() for line in lines))


def _options(command: Any, context: Any, without: set[str | None] | None = None) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is None or (without and parameter.name in {*without, "help"}):
            continue
        yield ".TP"
        yield f".B {_text(record[0])}"
        yield _text(" ".join(record[1].split()))


def _text(text: str) -> str:
    """Escape what roff would take for a command."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    sys.stdout.write(page())
