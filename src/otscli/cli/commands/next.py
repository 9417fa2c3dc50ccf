"""`ots next`."""

from __future__ import annotations

from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import Limit, Org, State
from otscli.query.next import next_ as query

app = new_app()


@command(app, refuses=("lang",))
def next_(
    invocation: Invocation,
    org: Org = None,
    state: State = None,
    limit: Limit = None,
) -> None:
    """\b
    Examples:
      ots next
      ots next --org OTS
      ots next --json

    What is planned: events still to come, and plans with a date whose outcome is not known.
    """
    invocation.answer(
        query, state=state or (), org=org or (), limit=limit, explain=invocation.explain
    )
