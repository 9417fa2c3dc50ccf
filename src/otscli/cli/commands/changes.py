"""`ots changes`."""

from __future__ import annotations

from otscli.cli.decorator import command, new_app
from otscli.cli.invocation import Invocation
from otscli.cli.options import During, Org, Since, Source, State, Until
from otscli.query.changes import changes as query

app = new_app()


@command(app)
def changes(
    invocation: Invocation,
    since: Since = None,
    until: Until = None,
    during: During = None,
    org: Org = None,
    state: State = None,
    source: Source = None,
) -> None:
    """\b
    Examples:
      ots changes --org OTS
      ots changes --state UZB
      ots changes --since 2020 --json

    Who applied, became a candidate, joined, left or changed status, in date order; a change on
    an unknown day comes last.
    """
    invocation.answer(
        query,
        since=since,
        until=until,
        during=during,
        org=org or (),
        state=state or (),
        source=source or (),
        explain=invocation.explain,
    )
