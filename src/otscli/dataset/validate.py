"""Whether a record has the fields that it must have, each of its type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

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
from otscli.dataset.entry import Entry, Path, UnquotedScalar
from otscli.dataset.findings import Report
from otscli.dates import End, parse, parse_end
from otscli.errors import DateError

FORMS = {
    "id": (r"[A-Za-z0-9][A-Za-z0-9._-]*", "letters, digits, '-', '_' and '.' only"),
    "url": (r"https?://[^\s<>\"]+", "an address that begins with http:// or https://"),
    "sha256": (r"[0-9a-f]{64}", "64 hexadecimal digits"),
}
"""The forms that text may have to have: a regular expression, and how to say it."""


def validate(
    entry: Entry, spec: Mapping[str, Field], report: Report
) -> tuple[dict[str, Any], bool]:
    """Return the record's fields, each read, and whether it has all that it needs.

    Numbers and flags are such, and dates are `otscli.dates.Date`, which nobody reads again.
    What is wrong is reported, and left out of what is returned.
    """
    return _Validator(entry, report).group(entry.fields, spec)


class _Validator:
    """Goes through one record; the path leads to the value that it is at."""

    __slots__ = ("_entry", "_path", "_report")

    def __init__(self, entry: Entry, report: Report) -> None:
        self._entry = entry
        self._report = report
        self._path: list[str | int] = []

    def _fault(self, message: str, rule: str) -> None:
        self._report(self._entry.finding("error", message, rule, tuple(self._path)))

    def group(self, value: Any, spec: Mapping[str, Field]) -> tuple[dict[str, Any], bool]:
        """The fields of a mapping, and whether it has all that it needs."""
        if not isinstance(value, dict):
            where = self._path[-1] if self._path else self._entry.list
            self._fault(f"{where}: must be a mapping with {', '.join(spec)}", "type")
            return {}, False
        path = self._path
        valid: dict[str, Any] = {}
        for key, inner in value.items():
            path.append(key)
            field = spec.get(key)
            if field is None:
                self._unknown(key, spec)
            else:
                type_ = field.type
                found = _VALIDATORS[type(type_)](self, inner, type_)
                if found is not None:
                    valid[key] = found
            path.pop()
        complete = True
        for key in _required(spec):
            if key not in valid:
                complete = False
                if key not in value:
                    self._fault(f"{key!r} is missing: {spec[key].meaning}", "required-field")
        return valid, complete

    def _unknown(self, key: str, spec: Mapping[str, Field]) -> None:
        from otscli.folding import nearest

        near = nearest(key, list(spec), 1)
        hint = f"did you mean {near[0]!r}?" if near else f"fields are {', '.join(spec)}"
        self._fault(f"unknown field {key!r}; {hint}", "unknown-field")

    def mapping(self, value: Any, type_: Group) -> dict[str, Any] | None:
        group, complete = self.group(value, type_.fields)
        return group if complete else None

    def many(self, value: Any, type_: Many) -> list[Any] | None:
        if not isinstance(value, list):
            self._fault(f"{self._path[-1]!r} must be a list", "type")
            return None
        validate_one, of = _VALIDATORS[type(type_.of)], type_.of
        items = []
        for i, item in enumerate(value):
            self._path.append(i)
            found = validate_one(self, item, of)
            if found is not None:
                items.append(found)
            self._path.pop()
        return items

    def _is_text(self, value: Any) -> bool:
        """Whether a value is a string, and no unquoted scalar of another kind."""
        if type(value) is str:
            return True
        name = self._name()
        if isinstance(value, UnquotedScalar) and value.kind == "null":
            self._fault(f"{name!r} has no value; write one or leave the field out", "type")
        elif isinstance(value, UnquotedScalar) and value.kind == "timestamp":
            self._fault(f'{name!r}: put the date in quotes: "{value}"', "bare-date")
        elif isinstance(value, str | int | float):
            self._fault(f'{name!r} must be text; put it in quotes: "{value}"', "type")
        else:
            self._fault(f"{name!r} must be text", "type")
        return False

    def number(self, value: Any, _: Number) -> int | None:
        if isinstance(value, UnquotedScalar) and value.kind == "int":
            try:
                return int(value)
            except ValueError:
                pass
        elif isinstance(value, int) and not isinstance(value, bool):
            return value
        self._fault(f"{self._name()!r} must be a whole number, not {value!r}", "type")
        return None

    def flag(self, value: Any, _: Flag) -> bool | None:
        if isinstance(value, bool):
            return value
        if isinstance(value, UnquotedScalar) and value in {"true", "false"}:
            return value == "true"
        self._fault(f"{self._name()!r} must be true or false, not {value!r}", "type")
        return None

    def date(self, value: Any, type_: Date) -> End | None:
        if not self._is_text(value):
            return None
        try:
            return parse_end(value) if type_.unknown else parse(value)
        except DateError as error:
            self._fault(f"{self._name()!r}: {error}", "date")
            return None

    def choice(self, value: Any, type_: Choice) -> str | None:
        if not self._is_text(value):
            return None
        if value in type_.of:
            return str(value)
        words = f"{', '.join(type_.of[:-1])} or {type_.of[-1]}"
        self._fault(f"{self._name()!r} is {value!r}; it must be {words}", "choice")
        return None

    def ref(self, value: Any, _: Ref) -> str | None:
        return self.text(value, Text())

    def text(self, value: Any, type_: Text) -> str | None:
        if not self._is_text(value):
            return None
        text = str(value)
        if not text or text.isspace():
            self._fault(f"{self._name()!r} is empty; leave the field out", "type")
            return None
        if type_.pattern != "any":
            form, meaning = FORMS[type_.pattern]
            if not re.fullmatch(form, text):
                self._fault(f"{self._name()!r} is {value!r}; it takes {meaning}", "form")
                return None
        return text

    def _name(self) -> str:
        """The field at the path, without positions in lists."""
        return ".".join(step for step in self._path if isinstance(step, str))


_VALIDATORS: dict[type, Callable[[_Validator, Any, Any], Any]] = {
    Many: _Validator.many,
    Group: _Validator.mapping,
    Number: _Validator.number,
    Flag: _Validator.flag,
    Date: _Validator.date,
    Choice: _Validator.choice,
    Ref: _Validator.ref,
    Text: _Validator.text,
}


# A schema is a constant, and asked a million times over: what follows from it is kept.
_required_of: dict[int, tuple[str, ...]] = {}
_referring_of: dict[int, tuple[tuple[str, Type], ...]] = {}


def _required(spec: Mapping[str, Field]) -> tuple[str, ...]:
    found = _required_of.get(id(spec))
    if found is None:
        found = tuple(key for key, field in spec.items() if field.required)
        _required_of[id(spec)] = found
    return found


def references(list_: str, fields: Mapping[str, Any]) -> Iterator[tuple[Path, Ref, str]]:
    """Find every reference in a valid record: where it stands, what it may name, its id."""
    return _references(fields, LISTS[list_], ())


def _references(
    fields: Mapping[str, Any], spec: Mapping[str, Field], path: Path
) -> Iterator[tuple[Path, Ref, str]]:
    for key, type_ in _referring(spec):
        value = fields.get(key)
        if value is None:
            continue
        if type(type_) is Ref:
            yield (*path, key), type_, value
        elif type(type_) is Group:
            yield from _references(value, type_.fields, (*path, key))
        elif type(type_) is Many:
            for i, item in enumerate(value):
                if type(type_.of) is Ref:
                    yield (*path, key, i), type_.of, item
                elif type(type_.of) is Group:
                    yield from _references(item, type_.of.fields, (*path, key, i))


def _referring(spec: Mapping[str, Field]) -> tuple[tuple[str, Type], ...]:
    """The fields that may hold references."""
    found = _referring_of.get(id(spec))
    if found is None:
        inner = {key: getattr(field.type, "of", field.type) for key, field in spec.items()}
        found = tuple(
            (key, spec[key].type) for key, type_ in inner.items() if type(type_) in {Ref, Group}
        )
        _referring_of[id(spec)] = found
    return found
