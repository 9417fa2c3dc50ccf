"""The JSON Schema (draft 2020-12) of a dataset's YAML, for editors that check while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from otscli.dataset.schema import (
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
    Type,
)
from otscli.dataset.shape import FORMS

_PART = "[1-9][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?"
_DATE = f"^{_PART}(/{_PART})?$"


def editor_schema() -> dict[str, Any]:
    """Return the schema of one file, which may hold any of the lists."""
    lists = {name: {"type": "array", "items": _group(spec)} for name, spec in LISTS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dataset for ots",
        "type": "object",
        "properties": {"dataset": _group(DATASET), **lists},
        "additionalProperties": False,
    }


def _group(spec: Mapping[str, Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            name: {"description": field.meaning, **_type(field.type)}
            for name, field in spec.items()
        },
        "required": [name for name, field in spec.items() if field.required],
        "additionalProperties": False,
    }


def _type(type_: Type) -> dict[str, Any]:
    match type_:
        case Many(of=inner):
            return {"type": "array", "items": _type(inner)}
        case Group(fields=fields):
            return _group(fields)
        case Number():
            return {"type": "integer"}
        case Flag():
            return {"type": "boolean"}
        case Choice(of=words):
            return {"enum": list(words)}
        case Date(unknown=unknown):
            date = {"type": "string", "pattern": _DATE}
            return {"anyOf": [{"const": "unknown"}, date]} if unknown else date
        case Text(pattern=pattern) if pattern in FORMS:
            return {"type": "string", "pattern": f"^{FORMS[pattern][0]}$"}
        case Text() | Ref():
            return {"type": "string", "minLength": 1}
