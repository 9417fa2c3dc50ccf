"""Parsing of a command line, and the list of options in its help.

Options also have the names of other tools as hidden synonyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from otscli.choices import PICTURES, join_words

UsageError: type[Any] = typer.BadParameter.__bases__[0]
"""Click's error for a faulty command line; Typer has no public name for it."""

COMMON: list[str] = []
"""The names of the shared parameters, set by the decorator."""

OF_PICTURES: list[str] = []
"""The names of the parameters of pictures, set by `otscli.cli.pictures`."""

_LIMIT = re.compile("-n([0-9]*)")


class Command(TyperCommand):
    """A command that also knows its options by the names of other tools.

    `refused` are the shared options that have no meaning for it; its help does not name them.
    """

    refused: frozenset[str] = frozenset()

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parse the arguments, with every synonym replaced by our own name."""
        if not ctx.resilient_parsing:
            args = list(_understood(self, ctx, args))
        return super().parse_args(ctx, args)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the complete summary, for shells that show it in completion."""
        return self.short_help or super().get_short_help_str(limit)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the command's own options, and name the shared ones."""
        pictures = f"Options of pictures (-f {join_words(PICTURES)})"
        records: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": [], pictures: []}
        for parameter in self.params:
            record = parameter.get_help_record(ctx)
            if record is not None and parameter.name not in COMMON:
                kind = f"{parameter.param_type_name.capitalize()}s"
                records[pictures if parameter.name in OF_PICTURES else kind].append(record)
        for kind, found in records.items():
            if found:
                with formatter.section(kind):
                    formatter.write_dl(found)
        known = [p for p in self.params if p.name in COMMON and p.name not in self.refused]
        common = [min(p.opts, key=len) for p in known]
        formatter.write_paragraph()
        import textwrap

        text = f"Common options: {', '.join([*common, '-h'])}; see `ots help options`."
        lines = textwrap.wrap(text, formatter.width, break_on_hyphens=False)
        formatter.write("".join(f"{line}\n" for line in lines))


class Group(TyperGroup):
    """A command with subcommands."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the arguments up to the name of a command; none of them is empty."""
        rest = super().parse_args(ctx, args)
        empty = [p for p in self.params if ctx.params.get(p.name) in ("", [""])]
        if empty and not ctx.resilient_parsing:
            _filled("", max(empty[0].opts, key=len), ctx)
        return rest

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the complete summary."""
        return self.short_help or super().get_short_help_str(limit)


def _understood(command: Any, ctx: Any, args: list[str]) -> Iterator[str]:
    """Yield the arguments with our own option names. Raises `UsageError`."""
    options = {name: p for p in command.params for name in p.opts if name.startswith("-")}
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            yield arg
            yield from (_filled(one, "an argument", ctx) for one in rest)
            return
        typed, equals, value = arg.partition("=")
        if typed not in options and typed.startswith("--"):
            typed = _ours(typed, options, ctx)
        elif (limit := _LIMIT.fullmatch(arg)) and "--limit" in options:
            typed, value = "--limit", limit[1]
            equals = "=" if value else ""
        yield f"{typed}{equals}{value}"
        known = options.get(typed)
        if known is None or known.is_flag:
            _filled(arg, "an argument", ctx)
        elif equals:
            _filled(value, typed, ctx)
        else:
            yield from (_filled(one, typed, ctx) for one in islice(rest, 1))


def _filled(value: str, named: str, ctx: Any) -> str:
    """Return a value that was given, as far as it is not empty. Raises `UsageError`."""
    if not value:
        raise UsageError(f"{named} is empty; leave it out or give a value", ctx)
    return value


def _ours(typed: str, options: dict[str, Any], ctx: Any) -> str:
    """Return our name of an option, or what was typed if there is none."""
    from otscli.cli.suggestions import SYNONYMS, option_meant

    for ours, theirs in SYNONYMS.items():
        if typed[2:] in theirs and f"--{ours}" in options:
            return f"--{ours}"
    if typed not in ctx.help_option_names and (hint := option_meant(typed)):
        raise UsageError(f"no option {typed}; {hint}", ctx)
    return typed
