"""The options of pictures, for each command whose answers can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from otscli.answer import Look
from otscli.choices import LANES, PICTURE_WIDTHS, THEMES, join_words
from otscli.cli import completion, parsing
from otscli.query import QUESTIONS
from otscli.query.lookup.names import choice

if TYPE_CHECKING:
    from otscli.cli.invocation import Invocation

_TITLE = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="This title instead of the usual one.")
]
_WIDTH = Annotated[
    int | None,
    typer.Option(
        "--width",
        metavar="PIXELS",
        min=PICTURE_WIDTHS[0],
        max=PICTURE_WIDTHS[1],
        help="So wide, but wider where a matrix needs it.",
    ),
]
_THEME = Annotated[
    str | None,
    typer.Option(
        "--theme",
        metavar="THEME",
        autocompletion=completion.themes,
        help=f"Colours: {join_words(THEMES)}; by default light, or as the reader has it.",
    ),
]

parsing.OF_PICTURES.extend(Look._fields)


def options(question: str) -> dict[str, Any]:
    """Return the options by their names in `Look`; none if no answer can be drawn."""
    if question not in QUESTIONS or not QUESTIONS[question].drawable:
        return {}
    found: dict[str, Any] = {"title": _TITLE, "width": _WIDTH, "theme": _THEME}
    if lanes := _lanes(question):
        found["lanes"] = Annotated[
            str | None,
            typer.Option(
                "--lanes",
                metavar="WHAT",
                autocompletion=completion.lanes,
                help=f"A lane for each {join_words(lanes)}; {lanes[0]} by default.",
            ),
        ]
    return found


def look(question: str, given: dict[str, Any]) -> Look:
    """Return the options of a picture. Raises `QueryError` for an unknown value."""
    chosen = Look(**given)
    if chosen.theme is not None:
        chosen = chosen._replace(theme=choice("theme", chosen.theme, THEMES))
    if chosen.lanes is not None:
        chosen = chosen._replace(lanes=choice("lanes", chosen.lanes, _lanes(question)))
    return chosen


def typed(invocation: Invocation, asked: dict[str, Any]) -> str:
    """Return the command that draws the picture, as far as it says what is in it."""
    more = {"limit": invocation.limit, "newest": invocation.newest, "lang": invocation.lang}
    more["lanes"] = invocation.look.lanes
    words, options = ["ots", invocation.question], []
    for parameter, value in {**asked, **{key: one for key, one in more.items() if one}}.items():
        if value in (None, False, "", (), []) or parameter == "explain":
            continue
        spelled = invocation.spelled(parameter)
        values = [value] if isinstance(value, (str, bool, int)) else list(value)
        if not spelled.startswith("-"):
            words += map(str, values)
        for one in values if spelled.startswith("-") else ():
            options += [spelled] if one is True else [spelled, str(one)]
    from shlex import join  # only where something is drawn

    return join([*words, *options])


def _lanes(question: str) -> tuple[str, ...]:
    return LANES.get(QUESTIONS[question].rows[0], ())
