"""The commands as Typer builds them, by their paths: ``, `timeline`, `data info`."""

from __future__ import annotations

from typing import Any

import typer

from otscli.cli.app import app


def _tree() -> dict[str, Any]:
    root: Any = typer.main.get_command(app)
    context = typer.Context(root, info_name="ots")
    found = {"": root}
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        inner = getattr(command, "commands", {})
        found |= {name: command, **{f"{name} {each}": inner[each] for each in inner}}
    return found


TREE = _tree()
"""Every command by its path, the program itself first."""
