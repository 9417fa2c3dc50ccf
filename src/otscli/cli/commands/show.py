"""`ots show`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli import completion
from otscli.cli.decorator import command, ids_or_stdin, new_app
from otscli.cli.invocation import Invocation
from otscli.query.show import show as query

app = new_app()


@command(app, refuses=())
def show(
    invocation: Invocation,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID...",
            autocompletion=completion.ids,
            help="Ids, codes, names, or the words of one name; - reads ids from stdin.",
        ),
    ] = None,
) -> None:
    """\b
    Examples:
      ots show summit-2021-istanbul
      ots show UZB
      ots show turkic council
      ots show erdogan
      ots timeline --disputed -f ids | ots show -

    Records in full, with every citation; for a state or an organisation its names through
    time, its memberships and its latest events.
    """
    invocation.answer(query, ids=ids_or_stdin(invocation, ids, "ots show UZB"))
