"""The editions of the curated data, from their changelog."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from otscli.dataset.files import curated
from otscli.exporting.site.content import Content, Piece

CHANGELOG = "CHANGELOG-DATA.md"
"""Lies beside the folder of the data, in a checkout and where the package is installed."""

_EDITION = re.compile(r"## (\S+) - (\d{4}-\d\d-\d\d)")


@dataclass
class Edition:
    """A version of the data: its day, what is said of it, and what changed under each heading."""

    version: str
    day: str
    said: list[str] = field(default_factory=list)
    groups: list[tuple[str, list[str]]] = field(default_factory=list)


def editions(site: Content) -> list[Edition]:
    """Return the editions up to that of the site, the newest first; none of data of one's own."""
    file = curated().parent / CHANGELOG
    if not site.about.get("curated") or not file.is_file():
        return []
    found = read(file.read_text(encoding="utf-8"))
    versions = [one.version for one in found]
    version = site.about.get("version")
    return found[versions.index(version) :] if version in versions else []


def read(text: str) -> list[Edition]:
    """Return the editions in a changelog: paragraphs, and lists under headings."""
    found: list[Edition] = []
    for line in text.splitlines():
        if match := _EDITION.fullmatch(line):
            found.append(Edition(match[1], match[2]))
        elif not found:
            continue
        elif line.startswith("### "):
            found[-1].groups.append((line.removeprefix("### "), []))
        elif line.startswith("- "):
            found[-1].groups[-1][1].append(line.removeprefix("- "))
        elif line:
            parts = found[-1].groups[-1][1] if found[-1].groups else found[-1].said
            if parts:
                parts[-1] = f"{parts[-1]} {line.strip()}"
            else:
                parts.append(line.strip())
    return found


def pieces(site: Content, text: str) -> Sequence[Piece]:
    """Return a line with the ids in it as links, and without the marks of Markdown."""
    parts = text.split("`")
    return [site.link(part, part) if i % 2 else part for i, part in enumerate(parts) if part]
