"""Citations as text, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from otscli.escaping import escape_json

Item = Mapping[str, Any]

# BibTeX counts braces whatever precedes them, so braces of the text become commands.
_BIBTEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_IN_ADDRESS = str.maketrans({c: f"%{ord(c):02X}" for c in "{}\\"})
_RIS = {"entry": "DATA", "webpage": "ELEC", "document": "GEN"}


def styled(items: Sequence[Item], style: str) -> str:
    """Return citations in one of `otscli.choices.CITATION_STYLES`."""
    if style == "csl-json":
        return escape_json(json.dumps(items, ensure_ascii=False, indent=2))
    return "\n".join(_STYLES[style](item) for item in items)


def _day(item: Item, key: str) -> str:
    """Convert a recorded date to CSL as far as possible."""
    if key not in item:
        return ""
    return "/".join(
        "-".join(f"{one:02}" if i else f"{one:04}" for i, one in enumerate(parts))
        for parts in item[key]["date-parts"]
    )


def _year(item: Item) -> str:
    return _day(item, "issued")[:4] or "n.d."


def _text(item: Item) -> str:
    # A record has its date in the note; its year is that of the data.
    year = _year(item) if item["type"] == "entry" else _day(item, "issued") or "n.d."
    by = "".join(f"{author['literal']}. " for author in item.get("author", ()))
    title = f"“{item['title'].rstrip('.')}.”"
    container = item.get("container-title")
    where = f" {container}, version {item['version']}" if container else ""
    publisher = f" {item['publisher']}" if "publisher" in item and not container else ""
    note = f"; {item['note']}" if "note" in item else ""
    seen = f"; accessed {_day(item, 'accessed')}" if "accessed" in item else ""
    address = f" {item['URL']}" if "URL" in item else ""
    return f"{by}{title}{where}{publisher} ({year}){note}{seen}.{address}"


def _bibtex(item: Item) -> str:
    """`@dataset` for a record, which old styles treat as `@misc`; `@misc` for a document."""
    record = item["type"] == "entry"
    fields = {
        "author": "".join(f"{{{_tex(a['literal'])}}}" for a in item.get("author", ())),
        "title": f"{{{_tex(item['title'])}}}",
        "howpublished": _tex(item.get("container-title", "")),
        "version": _tex(item.get("version", "")),
        "publisher": _tex(item.get("publisher", "")),
        "year": _year(item) if record or "issued" in item else "",
        "date": "" if record else _day(item, "issued"),
        "note": _tex(item.get("note", "")),
        "url": item.get("URL", "").translate(_IN_ADDRESS),
        "urldate": _day(item, "accessed"),
    }
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    return f"@{'dataset' if record else 'misc'}{{{item['id']},\n{lines},\n}}"


def _tex(text: str) -> str:
    return text.translate(_BIBTEX)


def _ris(item: Item) -> str:
    def lines() -> Iterator[tuple[str, str]]:
        yield "TY", _RIS[item["type"]]
        yield "ID", item["id"]
        for author in item.get("author", ()):
            yield "AU", author["literal"]
        yield "TI", item["title"]
        yield "T2", item.get("container-title", "")
        yield "ET", item.get("version", "")
        yield "PB", item.get("publisher", "")
        yield "PY", _day(item, "issued")[:4]
        yield "DA", _slashed(_day(item, "issued"))
        yield "LA", item.get("language", "")
        yield "N1", item.get("note", "")
        yield "UR", item.get("URL", "")
        yield "Y2", _slashed(_day(item, "accessed"))

    written = "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in lines() if value)
    return f"{written}ER  - "


def _slashed(day: str) -> str:
    """The first day in RIS: `2025/02/04/`, with empty parts for what is unknown."""
    parts = day.partition("/")[0].split("-") if day else []
    return "/".join([*parts, "", "", ""][:3]) + "/" if parts else ""


_STYLES: dict[str, Callable[[Item], str]] = {"text": _text, "bibtex": _bibtex, "ris": _ris}
