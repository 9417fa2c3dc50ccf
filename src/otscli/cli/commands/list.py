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
    if invocation.lang and (what is None or choice("list", what, list(LISTS)) not in TRANSLATED):
        raise QueryError(f"has no meaning for a list of {what or 'lists'}; leave it out", "lang")
    invocation.limit = limit
    invocation.answer(query, what=what)
