"""A record as a brief row that says what it is, how sure it is, and how to cite it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from otscli.answer import Row, plan_mark, title
from otscli.evidence import disputing, weightiest
from otscli.output.citation_styles import styled
from otscli.query.cite import cited, document
from otscli.query.lookup.asked import Window
from otscli.store.store import Store

_LONGEST_TITLE = 100
_CITED_ONE_BY_ONE, _NAMED = 3, 40  # memberships of a joint row
_COPIED = ("date", "from", "until", "status", "kind", "days", "state", "organization")


def item(
    store: Store, type_: str, fields: Mapping[str, Any], window: Window | None
) -> dict[str, Any]:
    """Return the brief row of a row of that type; `window` has the days asked about, if any are."""
    whole = _of_hit(store, fields["id"]) if type_ == "hit" else fields
    made: dict[str, Any] = {
        "id": fields.get("id") or fields.get("state") or fields["organization"],
        "type": fields.get("type", type_),
        "text": " ".join(_text(store, fields).split()),
        "certain": _certain(fields, window),
        "cite": " ".join(_cite(store, whole).split()),
        "covered_to": store.dataset.get("covered_to"),
    }
    known = {**whole, **fields}
    made |= {key: known[key] for key in _COPIED if known.get(key) is not None}
    if "until" in known and "from" in made:
        made["until"] = known["until"]
    if known.get("speaker_name"):
        made["speaker"] = known["speaker_name"]
    if known.get("planned"):
        made["planned"] = True
    if "memberships" in fields and "id" not in fields:
        made["memberships"] = {key: _held(one) for key, one in fields["memberships"].items() if one}
    return made | _evidence(whole)


def _of_hit(store: Store, id_: str) -> dict[str, Any]:
    row = store.row("SELECT doc FROM record WHERE id = ?", (id_,))
    return Row(row[0] if row else "{}").fields


def _text(store: Store, fields: Mapping[str, Any]) -> str:
    """A row in words."""
    if "id" in fields:
        mark = plan_mark(fields, store.dataset)
        return f"{title(fields)} ({mark})" if mark else title(fields)
    name = fields.get("state_name") or fields["organization_name"]
    parts = [
        f"{key}: {_held(one)} from {one['from']}"
        + (f" until {one['until']}" if one["until"] else "")
        for key, one in fields["memberships"].items()
        if one
    ]
    if len(parts) > _CITED_ONE_BY_ONE:
        held = Counter(one["status"] for one in fields["memberships"].values() if one)
        parts = [f"{status} of {count}" for status, count in held.items()]
    return f"{name}: {'; '.join(parts)}"


def _held(one: Mapping[str, Any]) -> str:
    """The statuses held at once, each with a word where it only possibly holds."""
    held = [one, *one["also"]]
    return ", ".join(f"{each['status']}{'' if each['certain'] else ' possibly'}" for each in held)


def _certain(fields: Mapping[str, Any], window: Window | None) -> bool | None:
    """Whether a row holds for all of its possible days; None if it has none.

    A claim is never certain.
    """
    if window is None or fields["start"] is None:
        found: bool | None = fields.get("certain")
        return found
    first, last = (date.fromisoformat(fields[end]) for end in ("start", "end"))
    if window.crossed(first, last) or fields.get("planned"):
        return False
    return True if fields["type"] == "event" else None


def _evidence(fields: Mapping[str, Any]) -> dict[str, Any]:
    """How sure a record is, and who disputes it."""
    said: dict[str, Any] = {}
    if "disputed" in fields:
        said["confidence"] = fields["confidence"]
        said["disputed"] = fields["disputed"]
        if fields["differs"]:
            said["differs"] = True
        if fields["disputed"]:
            said["disputed_by"] = sorted(disputing(fields["sources"]))
    elif "memberships" in fields:
        held = [one for one in fields["memberships"].values() if isinstance(one, dict)]
        said["disputed"] = any(one["disputed"] for one in held)
    return said


def _cite(store: Store, fields: Mapping[str, Any]) -> str:
    """How to cite a row: the weightiest source, or else the record in its dataset."""
    if "id" not in fields:
        return _cite_joint(store, fields)
    source = weightiest(fields.get("sources") or ())
    if source is None:
        return _styled(next(iter(cited(store, [Row(fields=dict(fields))]))))
    return _styled(document({**source, "id": source["source"]}, source))


def _cite_joint(store: Store, fields: Mapping[str, Any]) -> str:
    """The source of each membership of a joint row, or where they are many their ids."""
    ids = list(_memberships(fields))
    if len(ids) > _CITED_ONE_BY_ONE:
        about = store.dataset
        named = f"{about.get('title', 'a dataset')}, version {about.get('version', 'unversioned')}"
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
        return f"{named}: records {', '.join(ids[:_NAMED])}{more}"
    return " | ".join(_cite(store, _of_hit(store, id_)) for id_ in ids)


def _memberships(fields: Mapping[str, Any]) -> Iterator[str]:
    for one in fields["memberships"].values():
        if one:
            yield from (each["id"] for each in (one, *one["also"]))


def _styled(entry: Mapping[str, Any]) -> str:
    """A citation with a title of limited length and no day of access, which is unknown."""
    whole = entry["title"]
    short = whole if len(whole) <= _LONGEST_TITLE else f"{_words(whole[:_LONGEST_TITLE])}…"
    kept = {key: value for key, value in entry.items() if key != "accessed"}
    return styled([{**kept, "title": short}], "text")


def _words(text: str) -> str:
    """The text without its last word, which may be cut."""
    return text.rpartition(" ")[0].rstrip(" ,.:;") or text
