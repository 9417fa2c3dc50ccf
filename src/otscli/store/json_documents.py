"""Recorded fields made into the JSON objects that leave the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from otscli.base_record import recorded_fields
from otscli.dataset.from_output import OF_SOURCE
from otscli.dates import UNKNOWN, Date, End
from otscli.periods import NEVER, Period
from otscli.records import Citation

Fields = Mapping[str, Any]

_SAID = [key for key in recorded_fields(Citation) if key != "source"]


def citations(cited: Sequence[Fields], sources: Mapping[str, Fields]) -> list[dict[str, Any]]:
    """Join each citation with what is known of its source."""
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
    supporting = [citation for citation in cited if citation["stance"] == "supports"]
    stances = {citation["stance"] for citation in cited}
    return {
        "confidence": _confidence(supporting),
        "disputed": "disputes" in stances,
        "differs": "differs" in stances,
        "sources": cited,
    }


def _confidence(supporting: Sequence[Fields]) -> str | None:
    if any(citation["kind"] == "official" for citation in supporting):
        return "official"
    publishers = {
        citation["publisher"] or citation["source"]
        for citation in supporting
        if citation["kind"] not in {"reference", "analysis"}
    }
    if len(publishers) > 1:
        return "corroborated"
    return "single-source" if supporting else None


def window(date: End | None) -> dict[str, str | None]:
    """Return the first and last possible day of a recorded date, as `start` and `end`."""
    if not isinstance(date, Date):
        return {"start": None, "end": None}
    return {"start": date.first.isoformat(), "end": date.last.isoformat()}


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
        **evidence(cited),
    }


def membership(
    fields: Fields, cited: Sequence[Fields], held: Period, names: Mapping[str, str]
) -> dict[str, Any]:
    """Return the JSON object of a membership; `certain` is left to the query that asks of a day."""
    last = held.until.last
    ended = held.until.text not in {None, UNKNOWN} and last != NEVER
    return {
        "id": fields["id"],
        "type": "membership",
        "state": fields["state"],
        "state_name": names.get(fields["state"], fields["state"]),
        "organization": fields["organization"],
        "organization_name": names.get(fields["organization"], fields["organization"]),
        "status": fields["status"],
        "from": fields["from"],
        "until": fields.get("until"),
        "start": None if fields["from"] == UNKNOWN else held.since.first.isoformat(),
        "end": type(last).fromordinal(last.toordinal() - 1).isoformat() if ended else None,
        "certain": None,
        "basis": fields.get("basis"),
        "milestones": [
            {"date": step["date"], "what": step["what"]} for step in fields.get("milestones", [])
        ],
        **evidence(cited),
    }


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
    """Return the JSON object of a state, organisation, person, place or source.

    It has the id, the type and the name first, then every recorded field, null where absent.
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
    if "sources" in spec:
        document |= evidence(cited)
    return document
