"""What a record is found by: tags, names and text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from otscli.store.references import NAMED

Fields = Mapping[str, Any]

_CODES = ("iso2", "wikidata")
_REFERRED_TO = ("topics", "states", "organizations", "about")
_TEXTS = ("summary", "basis", "note", "formal_name", "body")


def tags(
    n: int, list_: str, fields: Fields, cited: Sequence[Fields], place: str
) -> Iterable[tuple[str, str, int]]:
    """Return each field with each value by which record `n` can be filtered; `place` is an id."""
    found = [("source", citation["source"], n) for citation in cited]
    for role in fields.get("roles", ()):
        found += [("source", citation["source"], n) for citation in role.get("sources", ())]
    for field in _REFERRED_TO:
        if field in fields:
            found += [(field, value, n) for value in fields[field]]
    if list_ == "facts" and "speaker" in fields:
        found.append(("speaker", fields["speaker"], n))
    if place:
        found.append(("place", place, n))
    return dict.fromkeys(found)


def names(list_: str, fields: Fields) -> list[tuple[int, str]]:
    """Return the names of a record, each with its rank: id and codes, retired ids, names."""
    found = [(1, alias) for alias in fields.get("aliases", ())]
    if list_ in NAMED:
        found.append((0, fields["id"]))
        found += [(1, fields[key]) for key in _CODES if key in fields]
        found.append((2, fields["name"]))
        found += [(2, name["name"]) for name in fields.get("names", ())]
        if "formal_name" in fields:
            found.append((2, fields["formal_name"]))
    return found


def texts(
    list_: str, title: str, fields: Fields, cited: Sequence[Fields], others: Sequence[str]
) -> tuple[str, str, str]:
    """Return the title of a record, its text and that of its sources.

    `others` are names of what it names: its speaker, its place in other languages.
    """
    if list_ == "sources":
        source = f"{fields.get('publisher', '')} {fields['name']}"
        return "", " ".join([fields[key] for key in _TEXTS if key in fields]), source
    titles = [title, *[name["name"] for name in fields.get("names", ())]]
    text = [fields[key] for key in _TEXTS if key in fields]
    if "place" in fields:
        text += [fields["place"].get(key, "") for key in ("city", "venue")]
    text += [step["what"] for step in fields.get("milestones", ())]
    text += [role["role"] for role in fields.get("roles", ())]
    text += others
    source = " ".join([f"{one['publisher'] or ''} {one['title'] or ''}" for one in cited])
    return " ".join(titles), " ".join(text), source
