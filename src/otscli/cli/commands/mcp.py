"""`ots mcp`."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from otscli.cli import process
from otscli.cli.decorator import IN_WORDS, command, new_app
from otscli.cli.invocation import Invocation, say
from otscli.dataset.files import STDIN
from otscli.errors import QueryError

app = new_app()


@command(
    app,
    refuses=IN_WORDS | {"target"},
    instead="a server answers in the form of its protocol; each tool has parameters of its own",
)
def mcp(invocation: Invocation) -> None:
    """\b
    Examples:
      ots mcp
      ots --data my-events.yaml mcp

    A server of the Model Context Protocol on standard input and output, for assistants that look
    things up and cite them. A client starts it: docs/for/assistants.md shows three. It ends with
    its input.
    """
    # Version 1 of the SDK has no such module.
    if find_spec("mcp_types") is None:
        raise QueryError(
            "mcp takes a package that is not there; `pip install 'turkic-states[mcp]'` installs it"
        )
    if STDIN in invocation.named:
        raise QueryError("standard input has the questions; name a file", "data")
    store = invocation.store()
    if sys.stdin.isatty():
        say("a client starts this command and talks to it; Ctrl-D ends it")
    with process.ending_at_once():
        from otscli.assistant.server import serve

        serve(store, sys.stdin, sys.stdout)
