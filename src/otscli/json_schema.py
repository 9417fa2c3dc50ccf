"""JSON Schemas (draft 2020-12) of the output of each command, and of a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from otscli.base_record import Record, field_types
from otscli.dataset.definitions import (
    DATASET as DATASET_FIELDS,
)
from otscli.dataset.definitions import (
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
from otscli.dataset.validate import FORMS
from otscli.dates import PATTERN
from otscli.query import QUESTIONS
from otscli.records import TYPES

DATASET = "dataset"
"""The schema of a dataset's YAML, for editors."""

NAMES = (*QUESTIONS, DATASET)


def schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of a command's output. Raises `KeyError` if it is unknown."""
    used: dict[str, Any] = {}
    question = QUESTIONS[command]
    rows = [_of(TYPES[type_], used) for type_ in question.rows]
    for type_ in question.also:
        _of(TYPES[type_], used)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"ots {command} --json",
        "description": "A minor version may add fields; only a major one removes or changes any.",
        "type": "array",
        "items": rows[0] if len(rows) == 1 else {"anyOf": rows},
        "$defs": dict(sorted(used.items())),
    }


def _of(hint: Any, used: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; schemas of records are added to `used` and referenced."""
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
        return of_record(hint, used)
    return {"type": _PLAIN[hint]}


_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def of_record(cls: type[Record], used: dict[str, Any]) -> dict[str, Any]:
    """Return a reference to the schema of a class of records, which goes to `used`."""
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


_DATE = f"^{PATTERN}(?:/{PATTERN})?$"


def dataset_schema() -> dict[str, Any]:
    """Return the schema of one file, which may hold any of the lists."""
    lists = {name: {"type": "array", "items": _dataset_group(spec)} for name, spec in LISTS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dataset for ots",
        "type": "object",
        "properties": {"dataset": _dataset_group(DATASET_FIELDS), **lists},
        "additionalProperties": False,
    }


def _dataset_group(spec: Mapping[str, Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            name: {"description": field.meaning, **_dataset_type(field.type)}
            for name, field in spec.items()
        },
        "required": [name for name, field in spec.items() if field.required],
        "additionalProperties": False,
    }


def _dataset_type(type_: Type) -> dict[str, Any]:
    match type_:
        case Many(of=inner):
            return {"type": "array", "items": _dataset_type(inner)}
        case Group(fields=fields):
            return _dataset_group(fields)
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
