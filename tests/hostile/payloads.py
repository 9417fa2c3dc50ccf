"""Text that must not leave the program as it is, and a dataset with it in every text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from otscli.dataset.definitions import (
    DATASET,
    LISTS,
    Choice,
    Date,
    Field,
    Flag,
    Group,
    Many,
    Number,
    Ref,
    Text,
)

RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What never leaves the program raw, line ends and the tabs of TSV excepted."""

PAYLOADS = {
    "colour": "\x1b[31mred\x1b[0m",
    "link": "\x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;aGk=\x07",
    "title": "\x1b]0;pwned\x07",
    "reset": "\x1bc\x1b[2J\x1b[H",
    "csi": "\x9b31mred\x9b0m",
    "osc": "\x9d8;;http://evil.example\x9chere",
    "null": "a\x00b",
    "bell": "a\x07b",
    "backspace": "good\x08\x08\x08\x08evil",
    "delete": "a\x7fb",
    "return": "safe\rEVIL",
    "lines": "one\ntwo\r\nthree",
    "next line": "a\x85b",
    "separators": "a\u2028b\u2029c",
    "tab": "a\tb",
    "feeds": "a\x0bb\x0cc",
    "override": "abc\u202efdp.exe",
    "isolates": "\u2066a\u2067b\u2068c\u2069",
    "marks": "\u200ea\u200fb\u061cc",
    "embeddings": "\u202aa\u202bb\u202cc\u202dd",
    "calendar": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
    "calendar value": "a;b,c\\n:d",
    "markup": "[red]x[/red] [link=http://evil.example]y[/link] :smile: [/]",
    "script": "<script>alert(1)</script>",
    "attribute": "\" onmouseover=\"alert(1)' x='",
    "end of cell": "</td></tr></table><h1>x</h1>",
    "entity": "&lt;b&gt; &#27;[31m",
    "cdata": "]]><svg onload=alert(1)>",
    "formula": "=cmd|'/c calc'!A0",
    "sum": "+1-1@SUM(1)",
    "quote": '\'; "x" ``',
    "table": "a | b |\n|---|\n**x** [y](javascript:alert(1))",
    "backslashes": "\\x1b[31m \\u202e \\\\ \\n",
    "bibtex": "a } b { c % # $ _ ^ ~ & \\end",
    "yaml": "!!python/object/apply:os.system ['id'] # &a *a",
    "shell": "$(id) `id` ${HOME} ; rm -rf ~ %n %s",
    "template": "{x} {{y}} {0.__class__} %(z)s",
    "wide": "\u4e2d\u6587 \U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301 \ufeff\U000e0041",
    "long": "x" * 5_000 + " \x1b[31m",
}
"""Forty texts, each by what it tries."""

_IDS: dict[str, list[str]] = {
    "sources": ["src"],
    "states": ["AAA", "BBB"],
    "organizations": ["ORG", "TWO"],
    "people": ["per"],
    "places": ["pla"],
    "offices": ["off"],
    "terms": ["held"],
    "events": ["script", "control", "lines"],
    "facts": ["said"],
    "memberships": ["mem", "mem2", "mem3", "mem4"],
    "kinds": ["k"],
    "topics": ["t"],
    "spellings": ["spelled"],
}
"""The ids of the records; `examples.HOSTILE` asks for some of them."""

_HELD = (("AAA", "ORG"), ("AAA", "TWO"), ("BBB", "ORG"), ("BBB", "TWO"))


def dataset(payload: str) -> dict[str, Any]:
    """Return a dataset in which every text that takes any form is the payload."""
    lists: dict[str, Any] = {"dataset": _fields(DATASET, payload) | {"id": "mine"}}
    lists["dataset"].pop("curated")
    for name, spec in LISTS.items():
        records = []
        for i, id_ in enumerate(_IDS[name]):
            record = _fields(spec, payload, i) | {"id": id_}
            for mark in ("to_check", "also", "aliases"):
                record.pop(mark, None)
            records.append(record)
        lists[name] = records
    for record, (state, organization) in zip(lists["memberships"], _HELD, strict=True):
        record |= {"state": state, "organization": organization, "status": "member"}
    for office in lists["offices"]:
        del office["state"]
    for state, other in zip(lists["states"], (1, 2), strict=True):
        state |= {"cow": other, "gw": other, "vdem": other}
        for code in ("iso2", "numeric", "wikidata"):
            state[code] = f"{other}{state[code]}"
    return lists


def as_json(lists: Mapping[str, Any]) -> str:
    """Return a dataset as a file of JSON, which is a file of YAML, too."""
    return json.dumps(lists)


def _fields(spec: Mapping[str, Field], payload: str, i: int = 0) -> dict[str, Any]:
    return {key: _value(key, field.type, payload, i) for key, field in spec.items()}


def _value(key: str, type_: Any, payload: str, i: int) -> Any:
    if isinstance(type_, Text):
        forms = {"any": payload, "id": f"id-{key}", "sha256": "0" * 64}
        return forms.get(type_.pattern, "https://example.org/a?b=1&c='(x)|y")
    if isinstance(type_, Date):
        return {"until": "2023-05-10", "dissolved": "2024"}.get(key, f"2019-0{5 + i}-10")
    if isinstance(type_, Choice):
        return type_.of[i % len(type_.of)]
    if isinstance(type_, Ref):
        known = _IDS[type_.lists[0]]
        return known[i % len(known)]
    if isinstance(type_, Many):
        return [_value(key, type_.of, payload, i)]
    if isinstance(type_, Group):
        return _fields(type_.fields, payload, i)
    return {Number: 7 + i, Flag: False}[type(type_)]


def paths(spec: Mapping[str, Field], before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value that a record of a list may have, inner ones too."""
    for key, field in spec.items():
        yield (*before, key)
        inner = field.type.of if isinstance(field.type, Many) else field.type
        at = (*before, key, 0) if isinstance(field.type, Many) else (*before, key)
        if isinstance(inner, Group):
            yield from paths(inner.fields, at)
        elif isinstance(field.type, Many):
            yield at
