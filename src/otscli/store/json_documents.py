"""JSON objects of the output, made from recorded fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from otscli.dataset.definitions import CITATION, OF_SOURCE
from otscli.dates import UNKNOWN, Date, End
from otscli.evidence import confidence
from otscli.periods import Period

Fields = Mapping[str, Any]

_DAY = dt.timedelta(days=1)

_SAID = [key for key in CITATION if key != "source"]


def citations(cited: Sequence[Fields], sources: Mapping[str, Fields]) -> list[dict[str, Any]]:
    """Add the details of its source to each citation."""
    return [
        {
            "source": citation["source"],
            **{key: sources.get(citation["source"], {}).get(key) for key in OF_SOURCE},
            **{key: citation.get(key) for key in _SAID},
            "stance": citation.get("stance", "supports"),
        }
        for citation in cited
    ]


def evidence(cited: Sequence[Fields]) -> dict[str, Any]:
    """Derive confidence, disputed and differs, and end with the citations themselves."""
    if not cited:
        return {"confidence": None, "disputed": False, "differs": False, "sources": []}
    stances = {citation["stance"] for citation in cited}
    return {
        "confidence": confidence(cited),
        "disputed": "disputes" in stances,
        "differs": "differs" in stances,
        "sources": cited,
    }


def window(date: End | None) -> dict[str, str | None]:
    """Return the first and last possible day of a recorded date, as `start` and `end`."""
    if not isinstance(date, Date):
        return {"start": None, "end": None}
    start = date.first.isoformat()
    return {"start": start, "end": start if date.is_day else date.last.isoformat()}


def event(fields: Fields, cited: Sequence[Fields]) -> dict[str, Any]:
    """Return the JSON object of an event."""
    place = fields.get("place")
    return {
        "id": fields["id"],
        "type": "event",
        "date": fields["date"],
        **window(fields["date"]),
        "kind": fields["kind"],
        "title": fields["title"],
        "summary": fields.get("summary"),
        "place": place and {key: place.get(key) for key in ("city", "country", "venue")},
        "states": fields.get("states", []),
        "organizations": fields.get("organizations", []),
        "topics": fields.get("topics", []),
        "planned": fields.get("planned", False),
        **evidence(cited),
    }


def membership(
    fields: Fields, cited: Sequence[Fields], held: Period, names: Mapping[str, str], party: str
) -> dict[str, Any]:
    """Return the JSON object of a membership; the query adds `certain`."""
    return {
        "id": fields["id"],
        "type": "membership",
        "state": fields["state"],
        "state_name": names.get(fields["state"], fields["state"]),
        "party": party,
        "organization": fields["organization"],
        "organization_name": names.get(fields["organization"], fields["organization"]),
        "status": fields["status"],
        **bounds(held),
        "certain": None,
        "basis": fields.get("basis"),
        "milestones": [
            {"date": step["date"], "what": step["what"]} for step in fields.get("milestones", [])
        ],
        **evidence(cited),
    }


def bounds(held: Period) -> dict[str, str | None]:
    """Return both ends of a period as recorded, and their possible days.

    `start` and `start_max` are the first and last possible first day, `end_min` and `end` the first
    and last possible last day; null if an end is open or unknown.
    """
    since, until = held.since, held.until
    begins, ends = since.text != UNKNOWN, until.text not in {None, UNKNOWN}
    return {
        "from": since.text,
        "until": until.text,
        "start": since.first.isoformat() if begins else None,
        "end": (until.last - _DAY).isoformat() if ends else None,
        "start_max": since.last.isoformat() if begins else None,
        "end_min": (until.first - _DAY).isoformat() if ends else None,
    }


def term(
    fields: Fields, cited: Sequence[Fields], held: Period, names: Mapping[str, str], office: Fields
) -> dict[str, Any]:
    """Return the JSON object of a term; the query adds `certain`."""
    return {
        "id": fields["id"],
        "type": "term",
        "office": fields["office"],
        "office_name": office.get("name", fields["office"]),
        "organization": office.get("organization"),
        "state": office.get("state"),
        "holder": fields["holder"],
        "holder_name": names.get(fields["holder"], fields["holder"]),
        "acting": fields.get("acting", False),
        **bounds(held),
        "certain": None,
        "note": fields.get("note"),
        **evidence(cited),
    }


def role_of(term: Fields) -> dict[str, Any]:
    """Return a term as a role of its holder."""
    acting = " (acting)" if term["acting"] else ""
    kept = {key: term[key] for key in ("from", "until", "note", "sources")}
    return {"role": f"{term['office_name']}{acting}", **kept}


def fact(fields: Fields, cited: Sequence[Fields], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON object of a fact, statement, plan, proposal or assessment."""
    speaker = fields.get("speaker")
    return {
        "id": fields["id"],
        "type": "fact",
        "kind": fields.get("kind", "fact"),
        "text": fields["text"],
        "date": fields.get("date"),
        **window(fields.get("date")),
        "speaker": speaker,
        "speaker_name": names.get(speaker, speaker) if speaker else fields.get("body"),
        "about": fields.get("about", []),
        "topics": fields.get("topics", []),
        "target": fields.get("target"),
        "outcome": fields.get("outcome"),
        **evidence(cited),
    }


_NAME_LISTS = ("names", "capital_names")
_LISTS = ("states", "predecessors", "predecessor_names")


def described(
    type_: str,
    fields: Fields,
    spec: Sequence[str],
    cited: Sequence[Fields],
    sources: Mapping[str, Fields],
) -> dict[str, Any]:
    """Return the JSON object of a state, organisation, person, place, office or source.

    Id, type and name come first, then every recorded field, null if absent.
    """
    document: dict[str, Any] = {"id": fields["id"], "type": type_}
    for key in spec:
        if key in {"id", "aliases", "to_check", "sources"}:
            continue
        value = fields.get(key)
        if key in _NAME_LISTS:
            value = [
                {part: name.get(part) for part in ("name", "lang", "from", "until")}
                for name in value or []
            ]
        elif key in _LISTS:
            value = value or []
        elif key == "roles":
            value = [
                {part: role.get(part) for part in ("role", "from", "until", "note")}
                | {"sources": citations(role.get("sources", []), sources)}
                for role in value or []
            ]
        document[key] = value
    if type_ in {"person", "office"}:  # their citations concern the summary alone
        document["sources"] = cited
    elif "sources" in spec:
        document |= evidence(cited)
    return document
