"""What the pages of records have in common: their form, their tables and lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from otscli.choices import STATUSES
from otscli.dates import UNKNOWN, describe
from otscli.exporting.site.content import Content, Fields, Link, Piece
from otscli.exporting.site.rendering import short, words
from otscli.exporting.site.sentences import CONFIDENCE, since

MOST = 25
"""Events and facts that a page of something else names; the rest is a link away."""

Line = tuple[str, Sequence[Piece]]


class Table(NamedTuple):
    """A table: what it shows, its headings, and rows of cells, each of several pieces."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Sequence[Piece]]]


class Listed(NamedTuple):
    """A list of links under a heading: each with its date and what is said beside it."""

    heading: str
    items: Sequence[tuple[str, Piece, str]]
    more: Link | None = None


@dataclass
class Page:
    """All that the template of a record shows."""

    type: str
    id: str
    heading: str
    lead: str
    paragraphs: Sequence[str] = ()
    marks: Sequence[str] = ()
    lines: Sequence[Line] = ()
    picture: Markup | None = None
    tables: Sequence[Table] = ()
    lists: Sequence[Listed] = ()
    sources: Sequence[Fields] = ()
    names: Sequence[Fields] = ()
    cite: Sequence[tuple[str, str]] = ()
    forms: Sequence[tuple[str, str]] = field(default_factory=list)


def period_lines(fields: Fields) -> list[Line]:
    """Both ends of a period, with how well they are known."""
    until = fields["until"]
    return [
        ("From", [dated(fields["from"])]),
        ("Until", [dated(until) if until else "open: it still holds on the last day of the data"]),
    ]


def dated(date: str | None) -> str:
    """Return a date in words, with how well it is known where it is no day."""
    if date is None:
        return ""
    said = words(date)
    exact = date != UNKNOWN and len(date) == len("2009-10-03") and date[-1].isdigit()
    return said if exact or date == UNKNOWN else f"{said} ({describe(date)})"


def confidence(fields: Fields) -> Line:
    """Say how sure a record is."""
    return "How sure", [CONFIDENCE[fields["confidence"]]]


def filtered(text: str, name: str, value: str) -> Link:
    """A link to the timeline with one filter set."""
    return Link(text, f"timeline.html?{name}={quote(value)}")


def memberships_table(site: Content, held: Sequence[Fields], caption: str, about: str) -> Table:
    """Memberships as a table, the table under their picture."""
    heading = {"state": "Party", "organization": "Organisation", "": ""}[about]
    rows: list[list[list[Piece]]] = []
    for one in held:
        says = f"{one['state_name']}, {one['status']} of {one['organization_name']}: since when"
        link = site.link(one["id"], one["status"], says)
        party: list[list[Piece]] = (
            [] if not about else [[site.link(one[about], one[f"{about}_name"])]]
        )
        rows.append(
            [*party, [link], [short(one["from"])], [short(one["until"]) or "open"], [doubts(one)]]
        )
    headings = [heading] if heading else []
    return Table(caption, (*headings, "Status", "From", "Until", "Note"), rows)


def doubts(fields: Fields) -> str:
    """Say whether sources dispute a record or differ on it, for the note of a table."""
    found = ["disputed"] if fields["disputed"] else []
    found += ["sources differ"] if fields["differs"] else []
    return ", ".join(found)


def holding(site: Content, id_: str, other: str) -> Iterator[Line]:
    """What holds on the day, by status: states of an organisation, or organisations of a state."""
    held = [one for one in site.held.get(id_, ()) if one[other] != id_]
    held.sort(key=lambda one: one["organization"] != site.home)
    for status in STATUSES:
        found = [one for one in held if one["status"] == status]
        if found:
            label = f"{status.capitalize()}s" if other == "state" else f"{status.capitalize()} of"
            yield label, [_possibly(site, one, other) for one in found]


def _possibly(site: Content, one: Fields, other: str) -> Piece:
    mark = "" if one["certain"] else " (possibly)"
    return site.link(one["id"], f"{one[f'{other}_name']}{mark}", "since when")


def in_office(site: Content, id_: str) -> Iterator[Line]:
    """Who holds the offices of a state or an organisation on the day."""
    for term in site.in_office.get(id_, ()):
        yield term["office_name"], [holder(site, term)]


def holder(site: Content, term: Fields) -> Piece:
    """Return who holds an office since when, as a link to the term."""
    marks = [
        mark
        for mark, said in (("acting", term["acting"]), ("possibly", not term["certain"]))
        if said
    ]
    mark = f" ({', '.join(marks)})" if marks else ""
    return site.link(term["id"], f"{term['holder_name']}{mark}, since {since(term['from'])}")


def summits(site: Content, id_: str) -> Iterator[Line]:
    """The last summit and the next one."""
    events = [site.records["event"][one] for one in site.events_of.get(id_, ())]
    summits = [one for one in events if one["kind"] == "summit"]
    day = site.day.isoformat()
    last = [one for one in summits if not one["planned"]][:1]
    coming = [one for one in summits if one["planned"] and one["end"] >= day][-1:]
    for label, found in (("Last summit", last), ("Next summit", coming)):
        for one in found:
            yield label, [site.link(one["id"], f"{one['title']}, {words(one['date'])}")]


def terms_table(site: Content, terms: Sequence[Fields], caption: str, about: str) -> Table:
    """Terms of office as a table, the table under their picture."""
    heading = {"office": "Office", "holder": "Holder"}[about]
    rows: list[list[list[Piece]]] = []
    for one in terms:
        says = f"{one['holder_name']}, {one['office_name']}: since when"
        acting = "acting" if one["acting"] else ""
        note = ", ".join(part for part in (acting, doubts(one)) if part)
        rows.append(
            [
                [site.link(one[about], one[f"{about}_name"])],
                [site.link(one["id"], short(one["from"]), says)],
                [short(one["until"]) or "open"],
                [note],
            ]
        )
    return Table(caption, (heading, "From", "Until", "Note"), rows)


def item(site: Content, id_: str) -> tuple[str, Piece, str]:
    """Return a record as an entry of a list: its date, a link, and its type."""
    type_ = site.type_of(id_) or ""
    fields = site.records[type_][id_]
    return short(fields.get("date") or fields.get("from")), site.link(id_), type_


def beside(site: Content, id_: str, filter_: str) -> list[Listed]:
    """The events and facts of something, the latest first."""
    lists = []
    if events := site.events_of.get(id_):
        count = f"All {len(events)} events" if len(events) > 1 else "In the timeline"
        more = Link(count, f"timeline.html?{filter_}={id_}")
        items = [_event_item(site, one) for one in events[:MOST]]
        heading = "Events" if len(events) <= MOST else f"Latest {MOST} of {len(events)} events"
        lists.append(Listed(heading, items, more))
    return [*lists, *facts(site, id_)]


def _event_item(site: Content, id_: str) -> tuple[str, Piece, str]:
    event = site.records["event"][id_]
    mark = "planned" if event["planned"] else ""
    return short(event["date"]), site.link(id_), mark


def facts(site: Content, id_: str) -> list[Listed]:
    """Return the facts about something, or said by a person, the latest first."""
    found = site.facts_about.get(id_, [])
    if not found:
        return []
    items = [(short(site.records["fact"][one]["date"]), site.link(one), "") for one in found[:MOST]]
    cut = len(found) > MOST
    heading = f"Latest {MOST} of {len(found)} facts and statements" if cut else "Facts, statements"
    return [Listed(heading, items, Link("All facts", "facts.html") if cut else None)]
