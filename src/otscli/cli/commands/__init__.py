"""The commands: one module each, named as the user types it."""

from __future__ import annotations

from typing import NamedTuple

from otscli.cli.topics import TOPICS


class Command(NamedTuple):
    """A command: its group in the help, its summary, and whether it asks a question.

    If so, `otscli.query.QUESTIONS` has the question under the same name.
    """

    group: str
    summary: str
    asks: bool = False


COMMANDS = {
    "about": Command("Ask", "what the OTS, a state, a body, an office or a person is", asks=True),
    "timeline": Command("Ask", "events in date order", asks=True),
    "today": Command("Ask", "what happened on this day of the year", asks=True),
    "next": Command("Ask", "what is planned", asks=True),
    "members": Command("Ask", "who belongs to an organisation", asks=True),
    "overlap": Command("Ask", "the states that belong to several organisations at once", asks=True),
    "shared": Command("Ask", "the organisations to which several states belong", asks=True),
    "changes": Command("Ask", "who applied, joined, left or changed status", asks=True),
    "offices": Command("Ask", "who held which office", asks=True),
    "facts": Command("Ask", "facts, statements, plans, proposals and assessments", asks=True),
    "search": Command("Look up", "any record by its words, best match first", asks=True),
    "show": Command("Look up", "records in full, with every citation", asks=True),
    "cite": Command("Cite", "how to cite a record"),
    "sources": Command("Cite", "the documents that the data cites", asks=True),
    "list": Command("Look up", "the values that options take", asks=True),
    "check": Command("Own data", "validate a dataset"),
    "import": Command("Own data", "convert datasets of other projects"),
    "data": Command("Own data", "where the dataset is, how far it reaches, its schemas"),
    "export": Command("Take away", "the dataset for other tools"),
    "mcp": Command("Take away", "a server for assistants (Model Context Protocol)"),
    "help": Command("Help", ", ".join(TOPICS)),
}
"""Every command, in the order of the help."""
