"""The recorded form of a dataset: every list, every field, its type and its meaning.

This is the only definition. Validation uses it, the editor schema is generated from it, and
`docs/data-model.md` shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from otscli.choices import COVERAGES, FACT_KINDS, SOURCE_KINDS, STANCES, STATUSES, join_words


@dataclass(frozen=True, slots=True)
class Text:
    """A string, in the form that `pattern` names."""

    pattern: Literal["any", "id", "url", "sha256"] = "any"


@dataclass(frozen=True, slots=True)
class Date:
    """A recorded date (EDTF profile, see `otscli.dates`), always quoted in YAML."""

    unknown: bool = False  # `unknown` is allowed


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list of words."""

    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of a record in one of the named lists."""

    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values of a type."""

    of: Type


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping with fields of its own."""

    fields: Mapping[str, Field]


Type = Text | Date | Number | Flag | Choice | Ref | Many | Group


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its type, whether it is required, and what it means."""

    type: Type
    meaning: str
    required: bool = False


TEXT = Text()
ID = Text("id")
DATE = Date()
END = Date(unknown=True)

NAMES = Many(
    Group(
        {
            "name": Field(TEXT, "the name as it is written in that language", required=True),
            "lang": Field(TEXT, "BCP 47 language code"),
            "from": Field(END, "first day of this name"),
            "until": Field(END, "first day on which it was no longer the name"),
        }
    )
)

CITATION = {
    "source": Field(Ref(("sources",)), "the document", required=True),
    "at": Field(TEXT, "where in the document: page, article, or paragraph.sentence"),
    "stance": Field(
        Choice(STANCES),
        "supports (default), differs (another reading of a detail), "
        "disputes (contests that it happened, or what it was)",
    ),
    "field": Field(TEXT, "the field that the citation speaks of"),
    "value": Field(TEXT, "what it says there"),
    "note": Field(TEXT, "the difference in our own words"),
}
CITATIONS = Many(Group(CITATION))
OF_SOURCE = ("kind", "publisher", "title", "url", "published")
"""Details of its source that a citation repeats in the output."""

_COMMON = {
    "id": Field(ID, "permanent identifier", required=True),
    "aliases": Field(Many(ID), "retired ids that still find this record"),
}
_SOURCED = {
    "sources": Field(CITATIONS, "the documents that say it, or say otherwise"),
    "to_check": Field(TEXT, "a curator's mark, never shown: what still needs a second look"),
}

LISTS: Mapping[str, Mapping[str, Field]] = {
    "kinds": {
        "id": _COMMON["id"],
        "label": Field(TEXT, "how tables show it"),
        "meaning": Field(TEXT, "what belongs to this kind, and what does not"),
    },
    "topics": {
        "id": _COMMON["id"],
        "label": Field(TEXT, "how tables show it"),
        "meaning": Field(TEXT, "what belongs to this topic"),
    },
    "spellings": {
        "id": Field(TEXT, "the spelling that our own text uses", required=True),
        "not": Field(Many(TEXT), "the spellings that it does not use", required=True),
    },
    "sources": {
        **_COMMON,
        "kind": Field(Choice(SOURCE_KINDS), "what sort of publisher speaks"),
        "publisher": Field(TEXT, "who is responsible for the content"),
        "via": Field(TEXT, "who carried it, where that is not the publisher"),
        "mirror": Field(Flag(), "what was read is a copy of the publisher's page"),
        "title": Field(TEXT, "the document's own title"),
        "url": Field(Text("url"), "its address; the original's where that is known"),
        "archived": Field(Text("url"), "the address of a copy"),
        "published": Field(DATE, "day of publication"),
        "language": Field(TEXT, "BCP 47 language code of the document"),
        "sha256": Field(Text("sha256"), "digest of a document that has no address"),
        "note": Field(TEXT, "what a reader must know of it"),
    },
    "states": {
        **_COMMON,
        "name": Field(TEXT, "short English name in use now", required=True),
        "formal_name": Field(TEXT, "formal English name"),
        "names": Field(NAMES, "names by language and period"),
        "iso2": Field(TEXT, "ISO 3166-1 alpha-2"),
        "summary": Field(TEXT, "one sentence that says what it is"),
        "numeric": Field(TEXT, "ISO 3166-1 numeric, three digits"),
        "wikidata": Field(TEXT, "Wikidata item"),
        "cow": Field(Number(), "Correlates of War state number"),
        "cow_note": Field(TEXT, "when that system counts it as a state"),
        "gw": Field(Number(), "Gleditsch–Ward state number"),
        "vdem": Field(Number(), "V-Dem country id"),
        "capital": Field(TEXT, "capital, or seat of the authorities"),
        "capital_names": Field(NAMES, "names of the capital by period"),
        "area_km2": Field(Number(), "area in square kilometres"),
        "population": Field(Number(), "inhabitants"),
        "population_as_of": Field(DATE, "what the number refers to"),
        "official_language": Field(TEXT, "official language or languages"),
        "independence": Field(DATE, "reference date of statehood"),
        "leaders": Field(TEXT, "head of state and of government"),
        "leaders_as_of": Field(DATE, "the day for which that was seen"),
        "note": Field(TEXT, "what a reader must know"),
        **_SOURCED,
    },
    "organizations": {
        **_COMMON,
        "name": Field(TEXT, "English name in use now", required=True),
        "kind": Field(TEXT, "what sort of body it is"),
        "names": Field(NAMES, "names by language and period"),
        "summary": Field(TEXT, "one sentence that says what it is"),
        "founded": Field(DATE, "first day of its life"),
        "dissolved": Field(DATE, "first day on which it no longer existed"),
        "predecessors": Field(
            Many(Ref(("organizations",))), "bodies under which a status may have begun"
        ),
        "predecessor_names": Field(
            Many(TEXT), "predecessors without a record of their own: the CSCE, the GATT"
        ),
        "predecessor_founded": Field(DATE, "when the oldest of those predecessors began"),
        "coverage": Field(
            Choice(COVERAGES),
            "how much of its membership is recorded: full, ots (only states of the OTS), none",
        ),
        "states": Field(Many(Ref(("states",))), "states that take part, where no period is known"),
        "seat": Field(TEXT, "where its secretariat is"),
        "website": Field(Text("url"), "its own site"),
        "wikidata": Field(TEXT, "Wikidata item"),
        "related_to": Field(TEXT, "the body to which it is attached"),
        "note": Field(TEXT, "what a reader must know"),
        **_SOURCED,
    },
    "people": {
        **_COMMON,
        "name": Field(TEXT, "name as usual in English", required=True),
        "names": Field(NAMES, "names by language"),
        "summary": Field(TEXT, "one sentence that says who it is"),
        "state": Field(Ref(("states",)), "the state for which the person acts"),
        "wikidata": Field(TEXT, "Wikidata item"),
        "roles": Field(
            Many(
                Group(
                    {
                        "role": Field(TEXT, "the office", required=True),
                        "from": Field(END, "first day in office", required=True),
                        "until": Field(END, "first day no longer in office"),
                        "note": Field(TEXT, "what a reader must know"),
                        "sources": Field(CITATIONS, "the documents that say it"),
                    }
                )
            ),
            "offices held that are no terms of office of their own",
        ),
        "sources": Field(CITATIONS, "the sources of the summary"),
    },
    "places": {
        **_COMMON,
        "name": Field(TEXT, "English name in use now", required=True),
        "country": Field(Ref(("states",)), "the state in whose recognised borders it is"),
        "names": Field(NAMES, "names by language and period"),
        "wikidata": Field(TEXT, "Wikidata item"),
        "note": Field(TEXT, "what a reader must know"),
    },
    "offices": {
        **_COMMON,
        "name": Field(TEXT, "English name in use now", required=True),
        "names": Field(NAMES, "names by language and period"),
        "organization": Field(Ref(("organizations",)), "the body whose office it is"),
        "state": Field(Ref(("states",)), "the state whose office it is"),
        "summary": Field(TEXT, "one sentence that says what it is"),
        "note": Field(TEXT, "what a reader must know: gaps, rules of rotation"),
        "sources": Field(CITATIONS, "the sources of the summary"),
    },
    "terms": {
        **_COMMON,
        "office": Field(Ref(("offices",)), "which office", required=True),
        "holder": Field(
            Ref(("people", "states")), "the person or the state that holds it", required=True
        ),
        "acting": Field(Flag(), "held for the time being, or by a deputy"),
        "from": Field(END, "first day in office, or `unknown`", required=True),
        "until": Field(END, "first day no longer in office, or `unknown`; absent while it lasts"),
        "note": Field(TEXT, "what a reader must know"),
        **_SOURCED,
    },
    "events": {
        **_COMMON,
        "date": Field(DATE, "when it happened", required=True),
        "kind": Field(Ref(("kinds",)), "what sort of event", required=True),
        "title": Field(TEXT, "one line", required=True),
        "summary": Field(TEXT, "a few sentences"),
        "place": Field(
            Group(
                {
                    "city": Field(TEXT, "a name from the list of places"),
                    "country": Field(Ref(("states",)), "the state in whose borders it is"),
                    "venue": Field(TEXT, "the building, or what was held there online"),
                }
            ),
            "where",
        ),
        "states": Field(Many(Ref(("states",))), "states that took part or are concerned"),
        "organizations": Field(Many(Ref(("organizations",))), "bodies that took part"),
        "topics": Field(Many(Ref(("topics",))), "what it is about"),
        "planned": Field(Flag(), "true until a source says that it took place"),
        **_SOURCED,
        "also": Field(Many(TEXT), "a curator's mark, never shown: what a merged twin said"),
    },
    "memberships": {
        "id": Field(ID, "permanent identifier; state, organisation and status where it is absent"),
        "aliases": _COMMON["aliases"],
        "state": Field(Ref(("states", "organizations")), "who holds the status", required=True),
        "organization": Field(Ref(("organizations",)), "in which body", required=True),
        "status": Field(Choice(tuple(STATUSES)), "which status", required=True),
        "from": Field(END, "first day of the status, or `unknown`", required=True),
        "until": Field(
            END, "first day on which it no longer holds, or `unknown`; absent while it holds"
        ),
        "basis": Field(TEXT, "the act on which the status rests"),
        "milestones": Field(
            Many(
                Group(
                    {
                        "date": Field(DATE, "when", required=True),
                        "what": Field(TEXT, "the step", required=True),
                    }
                )
            ),
            "application, signature, ratification, entry into force and the like",
        ),
        **_SOURCED,
    },
    "facts": {
        **_COMMON,
        "kind": Field(Choice(tuple(FACT_KINDS)), join_words(FACT_KINDS)),
        "text": Field(TEXT, "what is the case, or what was said, in our own words", required=True),
        "date": Field(DATE, "when it was said, adopted or true"),
        "speaker": Field(Ref(("people",)), "the person who says it"),
        "body": Field(TEXT, "the body that says it, where no person is named"),
        "about": Field(
            Many(Ref(("states", "organizations", "people", "events", "memberships"))),
            "what it is about",
        ),
        "topics": Field(Many(Ref(("topics",))), "its topics"),
        "target": Field(DATE, "the date by which a plan is to be carried out"),
        "outcome": Field(TEXT, "what became of a plan"),
        **_SOURCED,
    },
}
"""The lists, each after those that it refers to."""

DATASET: Mapping[str, Field] = {
    "id": Field(ID, "short name of the dataset", required=True),
    "title": Field(TEXT, "its title", required=True),
    "version": Field(TEXT, "semantic version of the data"),
    "covered_to": Field(DATE, "the day up to which events were looked for"),
    "compiled": Field(DATE, "the day on which it was put together"),
    "scope": Field(TEXT, "what is in it and by which rule"),
    "gaps": Field(Many(TEXT), "what is known to be missing"),
    "licence": Field(TEXT, "SPDX identifier of its licence"),
    "citation": Field(TEXT, "how to cite it"),
    "url": Field(Text("url"), "where it is kept"),
    "curated": Field(
        Flag(),
        "true: every reference is described here and every record sourced, and `ots check` "
        "holds it to that",
    ),
}
"""The fields of `dataset:`, which describes the dataset."""
