"""`ots list`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import Limit
from otscli.errors import QueryError
from otscli.query.list import LISTS, TRANSLATED
from otscli.query.list import list_ as query
from otscli.query.lookup.names import choice

app = new_app()


@command(app, "list", refuses=("explain",))
def list_(
    invocation: Invocation,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[WHAT]", autocompletion=completion.lists, help=f"One of {', '.join(LISTS)}."
        ),
    ] = None,
    limit: Limit = None,
) -> None:
    """\b
    Examples:
      ots list
      ots list kinds
      ots list states -f ids
      ots list orgs --json

    The values that options take.
    """
    what = _list_meant(what)
    if invocation.lang and (what is None or choice("list", what, list(LISTS)) not in TRANSLATED):
        raise QueryError(f"has no meaning for a list of {what or 'lists'}; leave it out", "lang")
    invocation.limit = limit
    invocation.answer(query, what=what)


def _list_meant(typed: str | None) -> str | None:
    """Return the list that was typed, by an everyday word as well.

    Raises `QueryError` for what a command answers.
    """
    if typed is None or typed in LISTS:
        return typed
    from otscli.cli.commands import COMMANDS
    from otscli.cli.suggestions import COMMANDS as MEANT
    from otscli.cli.suggestions import LISTS as EVERYDAY
    from otscli.cli.suggestions import everyday

    answers = f"`ots {typed}`" if typed in COMMANDS else everyday(MEANT, typed)
    meant = everyday(EVERYDAY, typed)
    if meant is None and answers is not None:
        raise QueryError(f"no list {typed!r}; try {answers}")
    return meant or typed
