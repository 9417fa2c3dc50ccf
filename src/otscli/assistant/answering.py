"""A question of an assistant, put to the store and answered in one envelope."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from otscli.answer import Answer, Row
from otscli.assistant.fitting import ROWS, fitted, short
from otscli.assistant.items import item
from otscli.assistant.schemas import MOST_ROWS, MOST_VALUES, parameters_of
from otscli.assistant.tools import TOOLS, Parameter
from otscli.choices import join_words
from otscli.errors import QueryError
from otscli.escaping import encode, escape_controls
from otscli.folding import nearest
from otscli.query import function_of
from otscli.query.lookup.asked import Window
from otscli.query.lookup.hints import of_hidden, of_no_rows
from otscli.store.store import Store

_LONGEST_QUESTION = 300
_LONGEST_ERROR = 600


def answer(store: Store, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a question in the envelope of `schemas.OUTPUT`.

    Raises `QueryError`; its message names tools, not commands.
    """
    try:
        return _answer(store, name, arguments)
    except QueryError as error:
        raise QueryError(_led_on(error, name)) from error


def _answer(store: Store, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    given = _checked(name, arguments)
    limit, offset = given.pop("limit", ROWS), given.pop("offset", 0)
    question, asked, kept = _asked(name, given)
    query = function_of(question)
    found = query(store, **asked)
    every = list(found.rows)
    rows = [row for row in every if all(row.fields.get(k) == v for k, v in kept.items())]
    window = _window(store, question, asked)
    page = [
        _item(store, found, row, window, whole=name == "record") for row in rows[offset:][:limit]
    ]
    written = _Written(name, given)
    notes = [*([found.caption] if found.caption else []), *found.notes]
    if question == "facts":
        notes.append("Texts are paraphrases; `record` names the sources, which have the wording.")
    if not rows:
        notes.append("No rows.")
        notes += _without(kept, every, written) or of_no_rows(query, store, asked, written)
    elif offset >= len(rows):
        notes.append(f"There are only {len(rows)} rows; ask with a lower offset.")
    if found.keys:
        notes += of_hidden(query, store, asked, found, written)
    envelope = {
        "question": _said(name, arguments),
        "as_of": _day(found, name, given),
        "data_version": store.dataset.get("version"),
        "covered_to": store.dataset.get("covered_to"),
        "total": len(rows),
        "next_offset": None,
        "items": page,
        "notes": notes,
    }
    return fitted(envelope, offset, limit)


def _window(store: Store, question: str, asked: Mapping[str, Any]) -> Window | None:
    """The days asked about, if the question is about what happened."""
    if question not in {"timeline", "facts"}:
        return None
    return Window(asked.get("since"), asked.get("until"), asked.get("during"), store)


def _without(
    kept: Mapping[str, Any], every: Sequence[Row], written: Callable[[str, Any], str]
) -> list[str]:
    """Say how many rows there would be without a filter that leaves none."""
    chosen = ", ".join(written(key, value) for key, value in kept.items())
    return [f"without {chosen}: {len(every):,}"] if chosen and every else []


def _day(found: Answer, name: str, given: Mapping[str, Any]) -> str | None:
    """The day asked about, if the question is about one day."""
    of_one_day = "as_of" in TOOLS[name].parameters and not given.get("history")
    return found.day.isoformat() if found.day and of_one_day else None


def _checked(name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the given arguments, validated. Raises `QueryError`."""
    parameters = parameters_of(name)
    given = {key: value for key, value in arguments.items() if value is not None}
    for key in given:
        if key not in parameters:
            near = nearest(key, list(parameters), 1)
            hint = (
                f"did you mean {near[0]}?" if near else f"it takes {join_words(parameters, 'and')}"
            )
            raise QueryError(f"{name} has no parameter {key!r}; {hint}")
    for key, parameter in parameters.items():
        if parameter.required and not given.get(key):
            raise QueryError(f"is needed: {parameter.meaning}", key)
    return {key: _of_form(key, parameters[key], value) for key, value in given.items()}


def _of_form(key: str, parameter: Parameter, value: Any) -> Any:
    match parameter.form:
        case "flag" if isinstance(value, bool):
            return value
        case "count" if _whole(value) and (key != "limit" or 1 <= value <= MOST_ROWS):
            return int(value)
        case "text" | "date" if isinstance(value, str):
            return value
        case "date" if _whole(value) and value > 999:  # a year
            return str(int(value))
        case "texts" if not str(value).startswith('["'):  # a list as text
            values = [value] if isinstance(value, str) else value
            if isinstance(values, list) and all(isinstance(one, str) for one in values):
                if len(values) <= MOST_VALUES:
                    return values
                raise QueryError(f"takes at most {MOST_VALUES} values", key)
    wanted = f"is a whole number from 1 to {MOST_ROWS}" if key == "limit" else _FORM[parameter.form]
    raise QueryError(f"{wanted}, not {short(json.dumps(value), 60)}", key)


_FORM = {
    "flag": "is true or false",
    "count": "is a whole number",
    "text": "is one text",
    "date": "is a text such as 2021, 2021-11 or 2021-11-12",
    "texts": 'is a list of texts, such as ["OTS", "NATO"]',
}


def _whole(value: Any) -> bool:
    return (
        not isinstance(value, bool)
        and isinstance(value, int | float)
        and 0 <= value < 1e9
        and value == int(value)
    )


def _asked(name: str, given: Mapping[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return the question, its parameters, and the fields that filter its rows."""
    tool = TOOLS[name]
    question, asked, kept = tool.question, dict(tool.fixed), {}
    turned = [key for key in given if tool.parameters[key].question and given[key]]
    for key, value in given.items():
        parameter = tool.parameters[key]
        if not parameter.asks:
            kept[key] = value if parameter.form == "flag" else _known(key, value, parameter)
        elif value:
            asked[parameter.asks] = [value] if parameter.many else value
    if turned:
        (key,) = turned
        if "orgs" in asked:
            raise QueryError(f"give organizations or {key}, not both")
        question = tool.parameters[key].question
    if question == "search":
        asked["limit"] = 1_000_000
    return question, asked, kept


def _known(key: str, value: str, parameter: Parameter) -> str:
    if value not in parameter.values:
        raise QueryError(f"is one of {join_words(parameter.values)}, not {short(value, 60)!r}", key)
    return value


def _item(
    store: Store, found: Answer, row: Row, window: Window | None, *, whole: bool
) -> dict[str, Any]:
    made = item(store, found.type, row.fields, window)
    return {**made, "record": row.fields} if whole else made


class _Written:
    """A parameter and its value as the assistant gave them."""

    def __init__(self, name: str, given: Mapping[str, Any]) -> None:
        self._names = {TOOLS[name].parameters[key].asks: key for key in given}
        self._all = {one.asks: key for key, one in TOOLS[name].parameters.items()}

    def __call__(self, parameter: str, value: Any) -> str:
        said = value[0] if isinstance(value, list) and len(value) == 1 else value
        key = self._names.get(parameter) or self._all.get(parameter, parameter)
        return f"{key}={short(encode(said), 60)}"


def _said(name: str, arguments: Mapping[str, Any]) -> str:
    parts = (f"{key}={encode(value)}" for key, value in arguments.items() if value is not None)
    return short(f"{name}({', '.join(parts)})", _LONGEST_QUESTION)


def _led_on(error: QueryError, name: str) -> str:
    """The message of an error, in the words of the tools."""
    names = {one.asks: key for key, one in TOOLS[name].parameters.items() if one.asks}
    text = in_tools(error.message)
    parameter = names.get(error.parameter or "", error.parameter)
    said = f"{parameter}: {text}" if parameter else text
    return escape_controls(short(" ".join(said.split()), _LONGEST_ERROR))


def in_tools(text: str) -> str:
    """Return the text of an error with tools in place of commands."""
    for typed, said in _IN_TOOLS:
        text = re.sub(typed, said, text)
    return text


_IN_TOOLS = (
    (r"`ots search`", "the tool find"),
    (r"`ots list (\w+)`", r"the resource ots://list/\1"),
    (r"repeat the option for each of several values", "give each value by itself"),
    (r"name one$", "give one of these ids"),
)
"""What errors say to type, and what an assistant does instead."""
