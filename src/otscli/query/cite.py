"""Citations of records or documents, as CSL-JSON items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from otscli._version import PROJECT_URL
from otscli.answer import Row, title
from otscli.dates import UNKNOWN, parse, today
from otscli.store.store import Store

AUTHOR = "The ots developers"
"""The author of the curated data."""

_ANONYMOUS = ("unknown author", "anonymous")


def cited(store: Store, rows: Iterable[Row], *, sources: bool = False) -> list[dict[str, Any]]:
    """Return the citations of records without duplicates.

    With `sources` those of the documents that they cite. A source is cited as the document itself.
    """
    items: dict[str, dict[str, Any]] = {}
    for row in rows:
        for item in _citations(store, row, sources=sources):
            items.setdefault(item["id"], item)
    return list(items.values())


def _citations(store: Store, row: Row, *, sources: bool) -> list[dict[str, Any]]:
    fields = row.fields
    if fields["type"] == "source":
        return [document(fields)]
    if not sources:
        return [_record(store, fields)]
    return [document({**one, "id": one["source"]}, one) for one in fields.get("sources") or []]


def _record(store: Store, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A record as an entry of its dataset: its statement, the version, the day of access."""
    dataset = store.dataset
    curated = bool(dataset.get("curated"))
    line = _membership(fields) if fields["type"] == "membership" else title(fields)
    when = fields.get("date") or fields.get("from")
    item: dict[str, Any] = {
        "id": fields["id"],
        "type": "entry",
        "title": " ".join(line.split()),
        "container-title": dataset.get("title", "a dataset of one's own"),
        "version": dataset.get("version", "unversioned"),
    }
    if curated:
        item["author"] = [{"literal": AUTHOR}]
    if curated and PROJECT_URL:
        item["publisher"] = AUTHOR
    if "compiled" in dataset:
        item |= _dated("issued", dataset["compiled"])
    item["accessed"] = {"date-parts": [[*today().timetuple()[:3]]]}
    item["note"] = "; ".join(
        part
        for part in (
            f"record {fields['id']}",
            f"dated {when}" if when else "",
            _by_nobody(fields),
            f"data up to {dataset['covered_to']}" if "covered_to" in dataset else "",
            f"licence {dataset['licence']}" if "licence" in dataset else "",
        )
        if part
    )
    address = dataset.get("url") or (PROJECT_URL if curated else None)
    if address:
        item["URL"] = address
    return item


def _by_nobody(fields: Mapping[str, Any]) -> str:
    """Note that a record rests only on documents of unknown authors."""
    cited = [one for one in fields.get("sources") or [] if one["stance"] == "supports"]
    if not cited or not all(anonymous(one["publisher"]) for one in cited):
        return ""
    return f"{fields.get('kind') or fields['type']} by an unknown author, in no other source"


def anonymous(publisher: str | None) -> bool:
    """Return whether there is no publisher: the document's author is unknown."""
    return (publisher or "").casefold().startswith(_ANONYMOUS)


def document(source: Mapping[str, Any], cited: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a document as its own publication; `cited` says how a record uses it."""
    item: dict[str, Any] = {
        "id": source["id"],
        "type": "webpage" if source.get("url") else "document",
        "title": source.get("title") or source.get("url") or source["id"],
    }
    publisher = source.get("publisher")
    if publisher and not anonymous(publisher):
        item["publisher"] = publisher
    if source.get("published"):
        item |= _dated("issued", source["published"])
    if source.get("url"):
        item["URL"] = source["url"]
        item["accessed"] = {"date-parts": [[*today().timetuple()[:3]]]}
    if source.get("language"):
        item["language"] = source["language"]
    if notes := "; ".join(_notes(source, cited or {})):
        item["note"] = notes
    return item


def _notes(source: Mapping[str, Any], cited: Mapping[str, Any]) -> Iterator[str]:
    """Note what CSL has no field for: an unknown author, an archived copy, the place cited."""
    if anonymous(source.get("publisher")):
        yield "author unknown" if source.get("published") else "author unknown, undated"
    if source.get("archived"):
        yield f"archived at {source['archived']}"
    if cited.get("at"):
        yield f"at {cited['at']}"
    if cited.get("stance") == "differs":
        yield "differs from the record"
    if cited.get("stance") == "disputes":
        yield "disputes the record"


def _dated(key: str, text: str) -> dict[str, Any]:
    """Convert a recorded date to CSL, both ends of an interval; empty if it is unknown."""
    if text == UNKNOWN:
        return {}
    ends = [_parts(part) for part in parse(text).split("/")]
    date: dict[str, Any] = {"date-parts": ends}
    if any(mark in text for mark in "~?%") or "XX" in text.split("-", 1)[0]:
        date["circa"] = True
    return {key: date}


def _parts(part: str) -> list[int]:
    fields = [one for one in part.rstrip("~?%").split("-") if one != "XX"]
    return [int(one.replace("X", "0")) for one in fields]


def _membership(fields: Mapping[str, Any]) -> str:
    until = f" until {fields['until']}" if fields["until"] else ""
    return (
        f"{fields['state_name']}: {fields['status']} of {fields['organization_name']} "
        f"from {fields['from']}{until}"
    )
