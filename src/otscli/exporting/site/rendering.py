"""Templates filled in: text of the data is escaped, and has no control character."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from otscli.dates import UNKNOWN, in_words, parse, readable
from otscli.escaping import escape_controls, visible


def environment(shared: Mapping[str, Any]) -> Environment:
    """Return the environment of all templates; `shared` are values that every page has."""
    made = Environment(
        loader=PackageLoader("otscli.exporting.site"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {f.__name__: f for f in (words, short, lines, web, language)}
    made.globals |= shared
    return made


def _shown(value: Any) -> Any:
    """What an expression writes: text without control characters, as everywhere."""
    if isinstance(value, Markup):
        return value
    return visible(value) if isinstance(value, str) else value


def words(date: str | None) -> str:
    """Return a recorded date in words."""
    if date is None:
        return ""
    return "an unknown day" if date == UNKNOWN else in_words(parse(date))


def short(date: str | None) -> str:
    """Return a recorded date as tables have it."""
    return readable(date) if date else ""


def lines(text: str) -> Markup:
    """Return text of several lines, such as BibTeX, with its line ends."""
    return escape(escape_controls(text.replace("\r", "")))


_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language(tag: str | None) -> str:
    """Return the tag of a language; what has not the form of one is none to a browser."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else ""


def web(address: str | None) -> str:
    """Return an address of the web; nothing else is linked to."""
    return address if address and address.startswith(("http://", "https://")) else ""
