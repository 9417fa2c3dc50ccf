"""What is no page: the files for robots, for language models, for feeds and calendars."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from otscli.answer import Answer, Row
from otscli.choices import LIST_OF
from otscli.escaping import visible
from otscli.exporting.site.api import PROMISE, RULE
from otscli.exporting.site.content import Content, Fields
from otscli.output.fields import FieldSelection
from otscli.output.formats import ics
from otscli.output.terminal import Output


def robots(site: Content) -> str:
    """Return `robots.txt`: everything may be read."""
    whole = site.address("sitemap.xml")
    return f"User-agent: *\nAllow: /\n{f'Sitemap: {whole}' if whole else ''}".rstrip() + "\n"


def sitemap(site: Content, pages: Sequence[str]) -> str:
    """Return `sitemap.xml`, for a site that has an address."""
    lines = "".join(f"<url><loc>{escape(site.address(page) or '')}</loc></url>\n" for page in pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{lines}</urlset>\n'


def language_models(site: Content) -> str:
    """Return `llms.txt`: what is here, how it is asked, and how it is to be cited."""
    about = site.about
    base = site.base_url or ""
    title = visible(about.get("title") or about.get("id") or "A dataset")
    counts = ", ".join(f"{len(site.records[type_]):,} {list_}" for type_, list_ in LIST_OF.items())
    version = f"Version {visible(about['version'])}. " if about.get("version") else ""
    reach = f"The data reach to {about['covered_to']}. " if about.get("covered_to") else ""
    licence = f"Licence: {visible(about['licence'])}. " if about.get("licence") else ""
    lists = "\n".join(
        f"- [{list_}]({base}api/v1/{list_}.json): one record is at "
        f"{base}api/v1/{list_}/ID.json, with the id in lower case"
        for list_ in LIST_OF.values()
    )
    return f"""# {title}

> {version}{reach}{licence}{counts}. Every record names its sources.

Each file of the API has `schema_version`, `data_version`, `covered_to`, `total` and `result`; a
single record has `cite`, the citation to give, and `page`, the page for people. Say with an answer
the last day that the data cover, and whether what you say is `certain`. Dates are EDTF; a period
holds from `from` until the day before `until`, and one without `until` held on the last day that
the data cover. `confidence` says how well a record is supported; where `differs` or `disputed` is
true, say what the sources differ on.

{RULE}

{PROMISE}

## Lists

{lists}

## Answers

- [members]({base}api/v1/members/index.json): who belongs to an organisation on a day
- [changes]({base}api/v1/changes.json): who joined, left or changed status, in order of date
- [overlap]({base}api/v1/overlap.json): states and organisations, crossed
- [OpenAPI]({base}api/v1/openapi.json): every file, with its schema

## Pages

- [How to cite]({base}citing.html)
- [Timeline]({base}timeline.html)
- [Disagreements between sources]({base}disagreements.html)
- [What changed]({base}updates.html)
"""


DATED = ("event", "membership", "term", "fact")
"""The types of record that have a calendar of their own."""


def calendar(site: Content, fields: Fields) -> str | None:
    """Return the calendar of a record, or of the events of a state or an organisation."""
    type_ = fields["type"]
    if type_ in DATED:
        rows: list[Any] = [fields] if fields["start"] else []
    else:
        type_ = "event"
        ids = site.events_of.get(fields["id"], ()) if fields["type"] in _EVENTFUL else ()
        rows = [site.records["event"][one] for one in ids]
    if not rows:
        return None
    stream = io.StringIO()
    answer = Answer(type_, [Row(fields=row) for row in rows], about=site.about)
    ics.write(answer, Output(stream=stream, format="ics"), FieldSelection())
    return stream.getvalue()


_EVENTFUL = ("state", "organization", "place")
