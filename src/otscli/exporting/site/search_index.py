"""What scripts search in: names and texts, folded here as the program folds them.

The browser folds only what is typed, with the same letters; so both find the same.
"""

from __future__ import annotations

import json
from typing import Any

from otscli.escaping import escape_json, visible
from otscli.exporting.site.content import Content, Fields
from otscli.exporting.site.rendering import short
from otscli.folding import LETTERS, fold

NAMED = ("state", "organization", "person", "office", "place")
"""The types of record that have names; the rest is found by its text and by these names."""

FOUND = ("event", "fact", "membership")


def search_index(site: Content) -> str:
    """Return the script that search loads when it is first used."""
    things: list[list[Any]] = []
    numbers: dict[str, int] = {}
    for type_ in NAMED:
        for id_, fields in site.records[type_].items():
            numbers[id_] = len(things)
            things.append([type_, site.title(id_), _path(site, type_, id_), _names(fields)])
    texts = [
        [
            type_,
            visible(_line(site, fields)),
            _path(site, type_, id_),
            short(fields.get("date") or fields.get("from")),
            _text(fields),
            sorted(numbers[one] for one in _refers(site, fields) if one in numbers),
        ]
        for type_ in FOUND
        for id_, fields in reversed(site.records[type_].items())
    ]
    return _script("otsIndex", {"letters": _letters(), "things": things, "texts": texts})


def timeline_index(site: Content) -> str:
    """Return the script with what the filters of the timeline need, in the order of its page."""
    rows = [
        [
            int(event["start"][:4]),
            int(event["end"][:4]),
            event["kind"],
            event["topics"],
            event["states"],
            event["organizations"],
            site.place_of(event) or "",
            _text(event),
        ]
        for event in site.records["event"].values()
    ]
    names = {
        id_: _names(site.records[type_][id_])
        for type_ in NAMED
        for id_ in site.records[type_]
        if id_ in site.events_of
    }
    return _script("otsEvents", {"letters": _letters(), "rows": rows, "names": names})


def _script(name: str, value: Any) -> str:
    made = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"window.{name}={escape_json(made)};\n"


def _letters() -> dict[str, str]:
    return {chr(code): to or "" for code, to in LETTERS.items()}


def _path(site: Content, type_: str, id_: str) -> str:
    return site.addresses.page(type_, id_)


def _line(site: Content, fields: Fields) -> str:
    return str(fields["text"]) if fields["type"] == "fact" else site.title(fields["id"])


def _names(fields: Fields) -> str:
    """All names of a thing, its id and codes, folded, each once."""
    names = [fields["name"], fields["id"], fields.get("iso2"), fields.get("formal_name")]
    names += [one["name"] for one in fields.get("names") or ()]
    return "|".join(dict.fromkeys(fold(name) for name in names if name))


def _text(fields: Fields) -> str:
    parts = [fields.get("title"), fields.get("summary"), fields.get("text"), fields.get("basis")]
    parts += [(fields.get("place") or {}).get("venue"), fields.get("status"), fields["id"]]
    return fold(" ".join(one for one in parts if one))


def _refers(site: Content, fields: Fields) -> set[str]:
    found = {*(fields.get("states") or ()), *(fields.get("organizations") or ())}
    found |= {*(fields.get("about") or ())}
    found |= {fields[key] for key in ("speaker", "state", "organization") if fields.get(key)}
    if fields["type"] == "event" and (place := site.place_of(fields)):
        found.add(place)
    return found
