"""What goes into a tool, and what comes out of all of them, as JSON Schemas."""

from __future__ import annotations

import re
from typing import Any

from otscli.assistant.tools import PAGING, TOOLS, Form, Parameter
from otscli.choices import CONFIDENCES
from otscli.store.store import Store

MOST_ROWS = 100
MOST_VALUES = 20
"""The most rows that one answer may have, and the most values that a parameter takes."""

_LONGEST_CHOICE = 100  # values that a schema lists
_FORMS: dict[Form, dict[str, Any]] = {
    "text": {"type": "string"},
    "texts": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_VALUES},
    "date": {"type": "string"},
    "flag": {"type": "boolean"},
    "count": {"type": "integer", "minimum": 0},
}
_COUNTS = {"limit": {"minimum": 1, "maximum": MOST_ROWS, "default": 20}, "offset": {"default": 0}}


def parameters_of(name: str) -> dict[str, Parameter]:
    """Return the parameters of a tool, those that all take among them."""
    return {**TOOLS[name].parameters, **PAGING}


def input_schema(store: Store, name: str) -> dict[str, Any]:
    """Return the schema of a tool's parameters, with the values that the data has."""
    parameters = parameters_of(name)
    return {
        "type": "object",
        "properties": {
            name: {**_form(store, name, parameter), "description": parameter.meaning}
            for name, parameter in parameters.items()
        },
        "required": [name for name, parameter in parameters.items() if parameter.required],
        "additionalProperties": False,
    }


def _form(store: Store, name: str, parameter: Parameter) -> dict[str, Any]:
    form = {**_FORMS[parameter.form], **_COUNTS.get(name, {})}
    if parameter.form == "flag" and parameter.asks:
        form["default"] = False
    values = parameter.values
    if isinstance(values, str):
        rows = store.rows("SELECT id FROM vocabulary WHERE list = ? ORDER BY id", (values,))
        values = tuple(word for (word,) in rows if plain(word))
    return {**form, "enum": list(values)} if 0 < len(values) <= _LONGEST_CHOICE else form


def plain(id_: str) -> bool:
    """Whether an id cannot be mistaken for an instruction to an assistant."""
    return _PLAIN.fullmatch(id_) is not None


_PLAIN = re.compile(r"[\w.-]{1,40}")


def _or_null(type_: str, meaning: str) -> dict[str, Any]:
    return {"type": [type_, "null"], "description": meaning}


_TEXT, _YES_OR_NO = {"type": "string"}, {"type": "boolean"}

ITEM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "description": "For `record`."},
        "type": _TEXT,
        "text": {"type": "string", "description": "The row in words."},
        "certain": _or_null(
            "boolean",
            "True: it holds, whatever the exact dates. False: it possibly holds; say so. "
            "Null: not a question of dates; see confidence and disputed.",
        ),
        "cite": {"type": "string", "description": "The best source; quote it."},
        "covered_to": _or_null("string", "The last day that the data cover."),
        "date": {
            "type": "string",
            "description": "As recorded (EDTF); do not make it more precise.",
        },
        "from": {"type": "string", "description": "First day of a half-open period."},
        "until": _or_null("string", "First day on which it no longer holds; null: it still holds."),
        "status": _TEXT,
        "state": _TEXT,
        "organization": _TEXT,
        "kind": _TEXT,
        "speaker": _TEXT,
        "planned": _YES_OR_NO,
        "days": _or_null("integer", "Days in common."),
        "memberships": {
            "type": "object",
            "description": "Status by code, with 'possibly' where it is not certain.",
            "additionalProperties": _TEXT,
        },
        "confidence": {"enum": [*CONFIDENCES, None]},
        "disputed": {"type": "boolean", "description": "A source disputes it; give both sides."},
        "differs": {"type": "boolean", "description": "A source has another date or detail."},
        "disputed_by": {"type": "array", "items": _TEXT},
        "record": {
            "type": "object",
            "description": "The full record, as `ots show --json` prints it.",
        },
    },
    "required": ["id", "type", "text", "certain", "cite", "covered_to"],
}
"""A row of an answer."""

OUTPUT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "question": {"type": "string", "description": "What was asked."},
        "as_of": _or_null("string", "The day asked about."),
        "data_version": _or_null("string", "The version of the data."),
        "covered_to": _or_null("string", "The last day that the data cover."),
        "total": {"type": "integer", "description": "Rows in all."},
        "next_offset": _or_null("integer", "The offset of the next rows; null: no more."),
        "items": {"type": "array", "items": ITEM},
        "notes": {
            "type": "array",
            "items": _TEXT,
            "description": "Caveats to pass on.",
        },
    },
    "required": [
        "question",
        "as_of",
        "data_version",
        "covered_to",
        "total",
        "next_offset",
        "items",
        "notes",
    ],
}
"""The envelope of every answer. A minor version may add fields; only a major one changes any."""
