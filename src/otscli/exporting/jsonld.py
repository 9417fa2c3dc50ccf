"""`jsonld`: the dataset as linked data in the vocabulary of schema.org.

The id of a record is `#` and its own id, relative to the file's address. `startDate` and `endDate`
have what ISO 8601 can express; the date as recorded, its first and last possible day and the stance
of sources are additional properties. A membership is a role, without an end while it lasts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from otscli.dates import UNKNOWN
from otscli.escaping import escape_json, visible
from otscli.exporting.records import Records
from otscli.store.store import Store

Fields = Mapping[str, Any]

CONTEXT = {
    "@vocab": "https://schema.org/",
    "id": "@id",
    "type": "@type",
    **{
        term: {"@type": "@id"}
        for term in (
            "about",
            "attendee",
            "citation",
            "containedInPlace",
            "creator",
            "location",
            "member",
            "memberOf",
            "organizer",
            "roleOf",
            "sameAs",
            "url",
        )
    },
}
_WIKIDATA = "http://www.wikidata.org/entity/"


def pour(store: Store, stream: IO[str]) -> None:
    """Write the graph to an open stream, one record per line."""
    stream.write(f'{{"@context":{json.dumps(CONTEXT)},"@graph":[\n')
    stream.write(_line(_dataset(store)))
    places = dict(
        store.rows("SELECT id, value FROM tag JOIN record USING (n) WHERE field = 'place'")
    )
    for row in Records(store).all():
        fields = row.fields
        node = _NODES[fields["type"]](fields)
        if fields["type"] == "event" and fields["id"] in places:
            node["location"] = _ref(places[fields["id"]])
        stream.write(f",\n{_line(node)}")
    stream.write("\n]}\n")


def write(store: Store, file: Path) -> None:
    """Write the graph to a file."""
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        pour(store, stream)


def _line(node: Fields) -> str:
    """Return a node as one line, without empty properties, safe inside an HTML page."""
    kept = {key: value for key, value in node.items() if value not in (None, "", [], ())}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return escape_json(text).replace("<", "\\u003c")


def _dataset(store: Store) -> dict[str, Any]:
    about = store.dataset
    return {
        "id": "#dataset",
        "type": "Dataset",
        "name": about.get("title", about.get("id", "dataset")),
        "description": about.get("scope"),
        "version": about.get("version"),
        "license": about.get("licence"),
        "citation": None,
        "creditText": about.get("citation"),
        "temporalCoverage": f"../{about['covered_to']}" if "covered_to" in about else None,
        "url": about.get("url"),
    }


def _ref(id_: str) -> str:
    return f"#{id_}"


def _iso(recorded: str | None, *, last: bool = False) -> str | None:
    """Return the end of a recorded date in ISO 8601, without marks."""
    if not recorded or recorded == UNKNOWN:
        return None
    part = recorded.split("/")[-1 if last else 0].rstrip("~?%").replace("-XX", "")
    return None if "X" in part else part


def _value(name: str, value: Any) -> dict[str, Any] | None:
    if value in (None, "", False):
        return None
    return {"type": "PropertyValue", "propertyID": name, "value": value}


def _recorded(fields: Fields, *names: str) -> list[dict[str, Any]]:
    """Return properties that schema.org has no term for."""
    found = [_value(name, fields.get(name)) for name in names]
    found += [_value(name, fields.get(name)) for name in ("confidence", "disputed", "differs")]
    found += [
        _value(one["stance"], " ".join(filter(None, (_ref(one["source"]), one["note"]))))
        for one in fields.get("sources") or []
        if one["stance"] != "supports"
    ]
    return [value for value in found if value]


def _node(fields: Fields, type_: str, name: str | None) -> dict[str, Any]:
    cited = [
        _ref(one["source"]) for one in fields.get("sources") or [] if one["stance"] == "supports"
    ]
    wikidata = fields.get("wikidata")
    return {
        "id": _ref(fields["id"]),
        "type": type_,
        "identifier": fields["id"],
        "name": name and visible(name),
        "alternateName": sorted(
            {visible(one["name"]) for one in fields.get("names") or []} - {name}
        ),
        "sameAs": f"{_WIKIDATA}{wikidata}" if wikidata else None,
        "citation": cited,
    }


def _event(fields: Fields) -> dict[str, Any]:
    return _node(fields, "Event", fields["title"]) | {
        "description": fields["summary"],
        "startDate": _iso(fields["date"]),
        "endDate": _iso(fields["date"], last=True) if "/" in fields["date"] else None,
        "eventStatus": "EventScheduled" if fields["planned"] else None,
        "keywords": [fields["kind"], *fields["topics"]],
        "attendee": [_ref(state) for state in fields["states"]],
        "organizer": [_ref(body) for body in fields["organizations"]],
        "additionalProperty": _recorded(fields, "date", "start", "end", "planned"),
    }


def _membership(fields: Fields) -> dict[str, Any]:
    return _node(fields, "OrganizationRole", None) | {
        "roleName": fields["status"],
        "member": _ref(fields["state"]),
        "memberOf": _ref(fields["organization"]),
        **_ends(fields),
        "description": fields["basis"],
    }


def _term(fields: Fields) -> dict[str, Any]:
    return _node(fields, "Role", None) | {
        "roleName": fields["office_name"] + (" (acting)" if fields["acting"] else ""),
        "roleOf": _ref(fields["office"]),
        "member": _ref(fields["holder"]),
        **_ends(fields),
        "description": fields["note"],
    }


def _ends(fields: Fields) -> dict[str, Any]:
    """Both ends. A role ends on its last day, and `until` is the day after."""
    exact = fields["end"] and fields["end"] == fields["end_min"]
    return {
        "startDate": _iso(fields["from"]),
        "endDate": fields["end"] if exact else _iso(fields["until"], last=True),
        "additionalProperty": _recorded(
            fields, "from", "until", "start", "start_max", "end_min", "end"
        ),
    }


def _fact(fields: Fields) -> dict[str, Any]:
    speaker = fields["speaker"]
    return _node(fields, "Claim", None) | {
        "text": fields["text"],
        "additionalType": fields["kind"],
        "creator": _ref(speaker) if speaker else None,
        "creditText": None if speaker else fields["speaker_name"],
        "dateCreated": _iso(fields["date"]),
        "about": [_ref(id_) for id_ in fields["about"]],
        "keywords": fields["topics"],
        "additionalProperty": _recorded(fields, "date", "target", "outcome"),
    }


def _state(fields: Fields) -> dict[str, Any]:
    codes = ("iso2", "numeric", "cow", "gw", "vdem")
    return _node(fields, "Country", fields["name"]) | {
        "description": fields["summary"],
        "additionalProperty": _recorded(fields, *codes),
    }


def _organization(fields: Fields) -> dict[str, Any]:
    return _node(fields, "Organization", fields["name"]) | {
        "description": fields["summary"],
        "foundingDate": _iso(fields["founded"]),
        "dissolutionDate": _iso(fields["dissolved"]),
        "url": fields["website"],
        "additionalProperty": _recorded(fields, "kind", "founded", "dissolved", "coverage"),
    }


def _person(fields: Fields) -> dict[str, Any]:
    return _node(fields, "Person", fields["name"]) | {"description": fields["summary"]}


def _place(fields: Fields) -> dict[str, Any]:
    country = fields["country"]
    within = _ref(country) if country else None
    return _node(fields, "Place", fields["name"]) | {"containedInPlace": within}


def _office(fields: Fields) -> dict[str, Any]:
    whose = fields["organization"] or fields["state"]
    return _node(fields, "Role", fields["name"]) | {
        "description": fields["summary"],
        "memberOf": _ref(whose) if whose else None,
    }


def _source(fields: Fields) -> dict[str, Any]:
    return _node(fields, "CreativeWork", fields["name"]) | {
        "publisher": fields["publisher"],
        "datePublished": _iso(fields["published"]),
        "inLanguage": fields["language"],
        "url": fields["url"],
        "archivedAt": fields["archived"],
        "additionalType": fields["kind"],
    }


_NODES: Mapping[str, Callable[[Fields], dict[str, Any]]] = {
    "event": _event,
    "membership": _membership,
    "fact": _fact,
    "state": _state,
    "organization": _organization,
    "person": _person,
    "place": _place,
    "office": _office,
    "term": _term,
    "source": _source,
}
