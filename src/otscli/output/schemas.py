"""JSON Schemas (draft 2020-12) of what each command prints with --json, made from the records."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from otscli.base_record import Record, field_types
from otscli.records import TYPES

ROWS: Mapping[str, tuple[str, ...]] = {
    "timeline": ("event",),
    "members": ("membership",),
    "overlap": ("overlap",),
    "shared": ("shared",),
    "changes": ("change",),
    "facts": ("fact",),
    "search": ("hit",),
    "sources": ("source",),
    "list": ("word",),
    "data info": ("figure",),
    "data diff": ("difference",),
    "show": ("event", "membership", "fact", "state", "organization", "person", "place", "source"),
}
"""The types of row that each command prints."""

DATASET = "dataset"
"""The name of the schema of a dataset's own YAML."""

NAMES = (*ROWS, DATASET)


def schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of a command's output. Raises `KeyError` for an unknown command."""
    used: dict[str, Any] = {}
    rows = [_of(TYPES[type_], used) for type_ in ROWS[command]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"ots {command} --json",
        "description": "A minor version may add fields; only a major one removes or changes any.",
        "type": "array",
        "items": rows[0] if len(rows) == 1 else {"anyOf": rows},
        "$defs": dict(sorted(used.items())),
    }


def _of(hint: Any, used: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; those of records go to `used`, and are referred to."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return {}
    if origin in {Union, UnionType}:
        return {"anyOf": [_of(part, used) for part in inner]}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0], used)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(inner[1], used)}
    if isinstance(hint, type) and issubclass(hint, Record):
        return _record(hint, used)
    return {"type": _PLAIN[hint]}


_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def _record(cls: type[Record], used: dict[str, Any]) -> dict[str, Any]:
    if cls.__name__ not in used:
        used[cls.__name__] = {}
        fields = {name.rstrip("_"): _of(hint, used) for name, hint in field_types(cls).items()}
        used[cls.__name__] = {
            "type": "object",
            "description": (cls.__doc__ or "").partition("\n")[0],
            "properties": fields,
            "required": list(fields),
        }
    return {"$ref": f"#/$defs/{cls.__name__}"}
