"""What has changed since another version of the data: a page, and a feed that programs follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

from otscli.choices import DifferenceKind
from otscli.dates import parse
from otscli.escaping import visible
from otscli.exporting.site.content import Content, Piece
from otscli.exporting.site.editions import Edition
from otscli.query.data_diff import data_diff
from otscli.store.store import Store

CHANGES: Mapping[DifferenceKind, str] = {
    "added": "Added",
    "corrected": "Corrected",
    "merged": "Merged into another record",
    "withdrawn": "Withdrawn",
}
"""What may become of a record, each with its heading."""

MOST = 400
"""Entries that a page names one by one, and a feed has."""

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Update:
    """What became of one record: its fields that differ, where it was corrected."""

    change: str
    type: str
    id: str
    link: Piece
    fields: Sequence[str]


def updates(site: Content, previous: Store) -> list[Update]:
    """Return what became of each record since another version, sources left out."""
    rows = [row.fields for row in data_diff(previous, site.store).rows]
    found = []
    for (type_, id_, change), group in groupby(
        rows, key=lambda row: (row["type"], row["id"], row["change"])
    ):
        parts = list(group)
        if type_ == "source":
            continue
        fields = [one["field"] for one in parts if one["field"]]
        found.append(Update(change, type_, id_, _link(site, parts[0]), fields))
    return sorted(found, key=lambda one: list(CHANGES).index(one.change))  # type: ignore[arg-type]  # one of them


def _link(site: Content, row: Mapping[str, Any]) -> Piece:
    if row["change"] == "merged":
        return site.link(row["new"], str(row["old"]))
    return str(row["old"]) if row["change"] == "withdrawn" else site.link(row["id"])


def grouped(found: Sequence[Update]) -> Iterator[tuple[str, int, list[tuple[str, list[Update]]]]]:
    """Yield each kind of change with how many there are, and those by type of record."""
    for change, heading in CHANGES.items():
        own = [one for one in found if one.change == change]
        if own:
            by_type: dict[str, list[Update]] = {}
            for one in own[:MOST]:
                by_type.setdefault(one.type, []).append(one)
            yield heading, len(own), list(by_type.items())


def feed(site: Content, found: Sequence[Update], known: Sequence[Edition] = ()) -> str:
    """Return the feed: an entry for each edition, and one for each record that changed."""
    about = site.about
    stamp = _stamp(about)
    root = ET.Element("feed", {"xmlns": _ATOM})
    _add(root, "title", f"{about.get('title') or about.get('id') or 'A dataset'}: changes")
    _add(root, "id", site.address("updates.atom") or _urn(site, "updates"))
    _add(root, "updated", stamp)
    ET.SubElement(ET.SubElement(root, "author"), "name").text = _author(about)
    ET.SubElement(root, "link", {"href": site.address("updates.html") or "updates.html"})
    if whole := site.address("updates.atom"):
        ET.SubElement(root, "link", {"rel": "self", "href": whole})
    version = about.get("version") or "unversioned"
    if version not in [one.version for one in known]:
        said = f"{len(found)} records differ from the version before." if found else ""
        _entry(root, site, f"Version {version}", "updates.html", f"version-{version}", stamp, said)
    for edition in known:
        parts = [f"{heading}: {' '.join(items)}" for heading, items in edition.groups]
        said = " ".join([*edition.said, *parts]).replace("`", "")
        title, key = f"Version {edition.version}", f"version-{edition.version}"
        day = f"{edition.day}T00:00:00Z"
        _entry(root, site, title, f"updates.html#{key}", key, day, said)
    for one in found[:MOST]:
        name = one.link if isinstance(one.link, str) else one.link.text
        path = "updates.html" if isinstance(one.link, str) else one.link.path
        title = f"{CHANGES[one.change]}: {name}"  # type: ignore[index]  # one of them
        key = f"{version}-{one.change}-{one.type}-{one.id}"
        _entry(root, site, title, path, key, stamp, ", ".join(one.fields))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _entry(
    root: ET.Element, site: Content, title: str, path: str, key: str, stamp: str, said: str
) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "title", title)
    _add(entry, "id", _urn(site, key))
    ET.SubElement(entry, "link", {"href": site.address(path) or path})
    _add(entry, "updated", stamp)
    _add(entry, "summary", said or title)


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = xml_text(text)


def xml_text(text: str) -> str:
    """Return text without control characters and what XML cannot hold."""
    return visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _urn(site: Content, key: str) -> str:
    """An id that stays the same wherever the site is: made of the dataset's own."""
    name = "".join(c if c.isalnum() else "-" for c in str(site.about.get("id") or "dataset"))
    whole = "".join(c if c.isalnum() or c in "._-" else "-" for c in key)
    return f"urn:x-ots:{name}:{whole}"


def _stamp(about: Mapping[str, Any]) -> str:
    """When the edition was made: the day that it says, and never that of the clock."""
    recorded = about.get("compiled") or about.get("covered_to")
    day = parse(recorded).last.isoformat() if recorded else "0001-01-01"
    return f"{day}T00:00:00Z"


def _author(about: Mapping[str, Any]) -> str:
    from otscli.query.cite import AUTHOR

    return AUTHOR if about.get("curated") else xml_text(str(about.get("id") or "unknown"))
