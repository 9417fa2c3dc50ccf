"""`ots search`."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import Limit
from otscli.query.search import search as query

app = new_app()


@command(app, refuses=("lang",))
def search(
    invocation: Invocation,
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help='Words, or a "phrase" in quotes.')
    ],
    limit: Limit = None,
) -> None:
    """\b
    Examples:
      ots search gabala
      ots search Qəbələ
      ots search '"joint exercise"'
      ots search karabakh -f ids | ots show -

    Any record, best match first: in names and titles, then in texts, then in sources. Case,
    marks and Turkic letters fold; beginnings of words are enough.
    """
    invocation.answer(query, text=" ".join(text), limit=limit)
