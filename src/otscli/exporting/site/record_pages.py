"""The page of a record: its answer, picture and table, sources, how sure, and how to cite it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from otscli.answer import plan_mark
from otscli.choices import CITATION_STYLES
from otscli.exporting.site.content import Content, Fields, Link, Piece
from otscli.exporting.site.page_parts import (
    Listed,
    Page,
    Table,
    beside,
    confidence,
    dated,
    facts,
    filtered,
    holder,
    holding,
    in_office,
    item,
    memberships_table,
    period_lines,
    summits,
    terms_table,
)
from otscli.exporting.site.pictures import Pictures
from otscli.exporting.site.rendering import short, words
from otscli.exporting.site.sentences import sentence
from otscli.output.citation_styles import styled


def record_page(site: Content, pictures: Pictures, fields: Fields) -> Page:
    """Return what the page of a record shows."""
    type_, id_ = fields["type"], fields["id"]
    page = Page(type_, id_, _heading(site, fields), sentence(site, fields))
    page.marks = list(_marks(site, fields))
    page.sources = fields.get("sources") or ()
    page.names = fields.get("names") or ()
    items = site.citations(fields)
    page.cite = [(style, styled(items, style)) for style in CITATION_STYLES]
    _FILLED[type_](site, pictures, fields, page)
    page.lines = [(label, pieces) for label, pieces in page.lines if pieces and any(pieces)]
    return page


def _heading(site: Content, fields: Fields) -> str:
    if fields["type"] == "fact":
        kind = site.word("kinds", fields["kind"])
        by = f" by {fields['speaker_name']}" if fields["speaker_name"] else ""
        return ", ".join(part for part in (f"{kind}{by}", words(fields["date"])) if part)
    if fields["type"] == "membership":
        return f"{fields['state_name']} in {site.name(fields['organization'])}: {fields['status']}"
    return site.title(fields["id"])


def _marks(site: Content, fields: Fields) -> Iterator[str]:
    """What must be said of a record before it is used."""
    if fields.get("planned"):
        mark = plan_mark(fields, site.about)
        yield "planned, overdue" if "overdue" in mark else "planned"
    if fields.get("disputed"):
        yield "disputed: a source contests it"
    if fields.get("differs"):
        yield "sources differ on a detail"


def _event(site: Content, _: Pictures, fields: Fields, page: Page) -> None:
    place = fields["place"] or {}
    page.paragraphs = (fields["summary"] or "").split("\n")
    where: list[Piece] = [place["venue"]] if place.get("venue") else []
    if place.get("city"):
        where.append(site.link(site.place_of(fields), place["city"]))
    if place.get("country"):
        where.append(site.link(place["country"]))
    page.lines = [
        ("Date", [dated(fields["date"])]),
        ("Place", where),
        ("Kind", [filtered(site.word("kinds", fields["kind"]), "kind", fields["kind"])]),
        ("Topics", [filtered(site.word("topics", one), "topic", one) for one in fields["topics"]]),
        ("States", site.links(fields["states"])),
        ("Organisations", site.links(fields["organizations"])),
        confidence(fields),
    ]


def _membership(site: Content, pictures: Pictures, fields: Fields, page: Page) -> None:
    page.paragraphs = [fields["basis"] or ""]
    page.lines = [
        ("Party", [site.link(fields["state"], fields["state_name"])]),
        ("Organisation", [site.link(fields["organization"], fields["organization_name"])]),
        ("Status", [fields["status"]]),
        *period_lines(fields),
        confidence(fields),
    ]
    page.picture = pictures.of_membership(fields)
    if fields["milestones"]:
        rows = [[[words(one["date"])], [one["what"]]] for one in fields["milestones"]]
        page.tables = [Table("Steps on the way", ("Date", "Step"), rows)]
    both = fields["state"], fields["organization"]
    held = [
        one
        for one in site.records["membership"].values()
        if (one["state"], one["organization"]) == both
    ]
    page.tables = [
        *page.tables,
        memberships_table(site, held, "All statuses of this pair", ""),
    ]


def _state(site: Content, pictures: Pictures, fields: Fields, page: Page) -> None:
    held = [site.records["membership"][one["id"]] for one in fields["memberships"]]
    own = [one for one in held if one["state"] == fields["id"]]
    page.lines = [
        ("Formal name", [fields["formal_name"] or ""]),
        ("Capital", [fields["capital"] or ""]),
        ("Population", [_population(fields)]),
        *in_office(site, fields["id"]),
        *holding(site, fields["id"], "organization"),
        *summits(site, fields["id"]),
        ("Independence", [dated(fields["independence"])]),
        ("Official language", [fields["official_language"] or ""]),
        ("Codes", [_codes(fields)]),
        ("Note", [fields["note"] or ""]),
        confidence(fields),
    ]
    page.picture = pictures.of_state(fields["id"])
    if own:
        page.tables = [
            memberships_table(site, own, "Every status in an organisation", "organization")
        ]
    page.lists = beside(site, fields["id"], "state")


def _population(fields: Fields) -> str:
    if not fields["population"]:
        return ""
    counted = f" ({words(fields['population_as_of'])})" if fields["population_as_of"] else ""
    return f"{fields['population']:,}{counted}"


def _codes(fields: Fields) -> str:
    names = {
        "id": "ISO 3166-1 alpha-3",
        "iso2": "alpha-2",
        "numeric": "numeric",
        "cow": "Correlates of War",
        "gw": "Gleditsch and Ward",
        "vdem": "V-Dem",
        "wikidata": "Wikidata",
    }
    return ", ".join(f"{said} {fields[key]}" for key, said in names.items() if fields[key])


_COVERED = {
    "full": "every member is recorded",
    "ots": "only states of the OTS are recorded; it may have other members",
    "none": "its membership is not recorded",
}


def _organization(site: Content, pictures: Pictures, fields: Fields, page: Page) -> None:
    id_ = fields["id"]
    held = [site.records["membership"][one["id"]] for one in fields["memberships"]]
    here = [one for one in held if one["organization"] == id_]
    elsewhere = [one for one in held if one["organization"] != id_]
    coverage = fields["coverage"]
    page.lines = [
        ("Founded", [dated(fields["founded"])]),
        ("Dissolved", [dated(fields["dissolved"])]),
        (
            "Formerly",
            [one["name"] for one in fields["names"] if one["lang"] == "en" and one["until"]],
        ),
        ("Seat", [fields["seat"] or ""]),
        *holding(site, id_, "state"),
        *in_office(site, id_),
        *summits(site, id_),
        ("States that take part", site.links(fields["states"])),
        ("Predecessors", [*site.links(fields["predecessors"]), *fields["predecessor_names"]]),
        ("Related to", [site.link(fields["related_to"])]),
        (
            "Website",
            [Link(fields["website"], fields["website"], outside=True)] if fields["website"] else [],
        ),
        ("Membership in this data", [_COVERED[coverage]] if coverage else []),
        ("Note", [fields["note"] or ""]),
        confidence(fields),
    ]
    page.picture = pictures.of_organization(id_)
    tables = [memberships_table(site, here, "Every member, by beginning", "state")] if here else []
    if elsewhere:
        tables.append(memberships_table(site, elsewhere, "Its statuses elsewhere", "organization"))
    page.tables = tables
    offices = [one for one in site.records["office"].values() if one["organization"] == id_]
    listed = [("", site.link(one["id"]), "") for one in offices]
    page.lists = [
        *([Listed("Offices", listed)] if listed else []),
        *beside(site, id_, "org"),
    ]


def _person(site: Content, pictures: Pictures, fields: Fields, page: Page) -> None:
    id_ = fields["id"]
    page.lines = [("State", [site.link(fields["state"])] if fields["state"] else [])]
    terms = [one for one in site.records["term"].values() if one["holder"] == id_]
    page.picture = pictures.of_person(id_) if terms else None
    tables = [terms_table(site, terms, "Terms of office", "office")] if terms else []
    held = {(one["office_name"], one["from"]) for one in terms}
    roles = [one for one in fields["roles"] if (one["role"], one["from"]) not in held]
    if roles:
        rows: list[list[list[Piece]]] = [
            [
                [one["role"]],
                [short(one["from"])],
                [short(one["until"]) or "open"],
                [one["note"] or ""],
                [site.link(cited["source"], cited["publisher"]) for cited in one["sources"]],
            ]
            for one in roles
        ]
        headings = ("Role", "From", "Until", "Note", "Sources")
        tables.append(Table("Other roles", headings, rows))
    page.tables = tables
    page.lists = facts(site, id_)


def _office(site: Content, pictures: Pictures, fields: Fields, page: Page) -> None:
    terms = [one for one in site.records["term"].values() if one["office"] == fields["id"]]
    whose = fields["organization"] or fields["state"]
    page.lines = [
        ("Office of", [site.link(whose)] if whose else []),
        (
            "On the last day of the data",
            [holder(site, one) for one in site.in_office.get(fields["id"], ())],
        ),
        ("Note", [fields["note"] or ""]),
    ]
    page.picture = pictures.of_office(fields["id"]) if terms else None
    page.tables = [terms_table(site, terms, "Every term", "holder")] if terms else []


def _term(site: Content, pictures: Pictures, fields: Fields, page: Page) -> None:
    terms = [one for one in site.records["term"].values() if one["office"] == fields["office"]]
    page.picture = pictures.of_office(fields["office"])
    page.tables = [terms_table(site, terms, "Every term of the office", "holder")]
    page.lines = [
        ("Office", [site.link(fields["office"], fields["office_name"])]),
        ("Holder", [site.link(fields["holder"], fields["holder_name"])]),
        *period_lines(fields),
        ("Note", [fields["note"] or ""]),
        confidence(fields),
    ]


def _fact(site: Content, _: Pictures, fields: Fields, page: Page) -> None:
    speaker = fields["speaker"]
    said = site.link(speaker, fields["speaker_name"]) if speaker else fields["speaker_name"] or ""
    page.marks = [*page.marks, "in our own words, not a quotation"]
    page.lines = [
        ("Kind", [site.word("kinds", fields["kind"])]),
        ("Date", [dated(fields["date"])]),
        ("Speaker", [said]),
        ("About", site.links(fields["about"])),
        ("Topics", [filtered(site.word("topics", one), "topic", one) for one in fields["topics"]]),
        ("Planned for", [dated(fields["target"])]),
        ("Outcome", [fields["outcome"] or ""]),
        confidence(fields),
    ]


def _source(site: Content, _: Pictures, fields: Fields, page: Page) -> None:
    def outside(address: str | None) -> list[Piece]:
        return [Link(address, address, outside=True)] if address else []

    page.lines = [
        ("Publisher", [fields["publisher"] or ""]),
        ("Read at", [fields["via"] or ""]),
        ("Published", [dated(fields["published"])]),
        ("Kind", [fields["kind"] or ""]),
        ("Language", [fields["language"] or ""]),
        ("Address", outside(fields["url"])),
        ("Archived", outside(fields["archived"])),
        ("SHA-256", [fields["sha256"] or ""]),
        ("Note", [fields["note"] or ""]),
    ]
    items = [item(site, id_) for id_ in site.citing.get(fields["id"], ())]
    if items:
        page.lists = [Listed("What it is cited for", items)]


def _place(site: Content, _: Pictures, fields: Fields, page: Page) -> None:
    page.lines = [
        ("State", [site.link(fields["country"])] if fields["country"] else []),
        ("Wikidata", [fields["wikidata"] or ""]),
        ("Note", [fields["note"] or ""]),
    ]
    page.lists = beside(site, fields["id"], "place")


_FILLED: dict[str, Callable[[Content, Pictures, Fields, Page], Any]] = {
    "event": _event,
    "membership": _membership,
    "state": _state,
    "organization": _organization,
    "person": _person,
    "office": _office,
    "term": _term,
    "fact": _fact,
    "source": _source,
    "place": _place,
}
