"""Validation of records: required fields and types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from otscli.choices import join_words
from otscli.dataset.cells import is_whole
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
from otscli.dataset.findings import Report, quoted
from otscli.dates import End, parse, parse_end
from otscli.errors import DateError

FORMS = {
    "id": (r"[A-Za-z0-9][A-Za-z0-9._-]*", "letters, digits, '-', '_' and '.' only"),
    "url": (r"https?://[^\s<>\"]+", "an address that begins with http:// or https://"),
    "sha256": (r"[0-9a-f]{64}", "64 hexadecimal digits"),
}
"""The forms of text fields: a regular expression, and its description."""

_FITS = {pattern: re.compile(form).fullmatch for pattern, (form, _) in FORMS.items()}
_FITS_ID = _FITS["id"]
_SEVERAL = re.compile(r"[,;|\s]")

_GAPS = frozenset(
    [
        *("-", "--", "-9", "-99", "9999", "0000-00-00", "00.00.0000"),
        *("#n/a", "n/a", "na", "nan", "none", "null", "\\n"),
    ]
)
"""Common placeholders for missing values, in lower case."""


def is_id(value: Any) -> bool:
    """Whether a value has the form of an id."""
    return isinstance(value, str) and _FITS_ID(value) is not None


def validate(
    entry: Entry, spec: Mapping[str, Field], report: Report
) -> tuple[dict[str, Any], bool]:
    """Return the record's fields, converted, and whether it has all that it needs.

    Dates become `otscli.dates.Date`, which is not parsed again. Invalid values are reported and
    left out.
    """
    return _Validator(entry, report).group(entry.fields, spec)


class _Validator:
    """Validates one record; the path leads to the current value."""

    __slots__ = ("_entry", "_path", "_report")

    def __init__(self, entry: Entry, report: Report) -> None:
        self._entry = entry
        self._report = report
        self._path: list[str | int] = []

    def _fault(self, message: str, rule: str) -> None:
        self._report(self._entry.finding("error", message, rule, tuple(self._path)))

    def group(self, value: Any, spec: Mapping[str, Field]) -> tuple[dict[str, Any], bool]:
        """Return the fields of a mapping, and whether it has all that it needs."""
        if not isinstance(value, dict):
            where = self._name() or self._entry.list
            self._fault(f"{where}: must be a mapping with {', '.join(spec)}", "type")
            return {}, False
        path = self._path
        valid: dict[str, Any] = {}
        plan = _plan(spec)
        path.append("")
        for key, inner in value.items():
            path[-1] = key
            known = plan.fields.get(key)
            if known is None:
                hint = _hint(key, tuple(spec))
                self._fault(f"unknown field {quoted(key)}; {hint}", "unknown-field")
            else:
                validate_one, type_ = known
                found = validate_one(self, inner, type_)
                if found is not None:
                    valid[key] = found
        path.pop()
        if plan.required <= valid.keys():
            return valid, True
        for key, field in spec.items():
            absent = key not in value or _is_blank(value[key])
            if field.required and key not in valid and absent:
                self._fault(f"{key!r} is missing: {field.meaning}", "required-field")
        return valid, False

    def mapping(self, value: Any, type_: Group) -> dict[str, Any] | None:
        group, complete = self.group(value, type_.fields)
        return group if complete else None

    def many(self, value: Any, type_: Many) -> list[Any] | None:
        if not isinstance(value, list):
            self._fault(f"{self._path[-1]!r} must be a list", "type")
            return None
        of = type_.of
        if type(of) is Ref and all(type(item) is str and _FITS_ID(item) for item in value):
            return value
        validate_one = _VALIDATORS[type(of)]
        items = []
        self._path.append(0)
        for i, item in enumerate(value):
            self._path[-1] = i
            found = validate_one(self, item, of)
            if found is not None:
                items.append(found)
        self._path.pop()
        return items

    def _is_text(self, value: Any) -> bool:
        """Whether a value is a string, and not an unquoted scalar of another type."""
        if type(value) is str:
            return True
        name = self._name()
        if isinstance(value, UnquotedScalar) and value.kind == "null":
            self._fault(f"{name!r} has no value; write one or leave the field out", "type")
        elif isinstance(value, UnquotedScalar) and value.kind == "timestamp":
            self._fault(f'{name!r}: put the date in quotes: "{value}"', "bare-date")
        elif isinstance(value, str | int | float):
            written = value if isinstance(value, str) else quoted(value)
            self._fault(f'{name!r} must be text; put it in quotes: "{written}"', "type")
        else:
            self._fault(f"{name!r} must be text", "type")
        return False

    def _misfit(self, value: Any, message: str, rule: str, *, unknown: bool = False) -> None:
        """Report what is wrong with a value; a blank one counts as absent."""
        if _is_blank(value):
            return
        if isinstance(value, str | int) and str(value).strip().lower() in _GAPS:
            said = "leave it empty, or write unknown" if unknown else "leave it empty"
            message = f" is {quoted(value)}, a usual sign of a gap; {said}"
        self._fault(f"{self._name()!r}{message}", rule)

    def number(self, value: Any, _: Number) -> int | None:
        text = str(value) if isinstance(value, UnquotedScalar) and value.kind == "int" else ""
        if is_whole(text):
            return int(text)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if type(value) is int and 0 <= value < 10**18:
            return value
        long = len(text) > 18 or (type(value) is int and value > 0)
        limit = " of at most 18 digits" if long else ""
        self._misfit(value, f" must be a whole number{limit}, not {quoted(value)}", "type")
        return None

    def flag(self, value: Any, _: Flag) -> bool | None:
        if isinstance(value, bool):
            return value
        if isinstance(value, UnquotedScalar) and value in {"true", "false"}:
            return value == "true"
        self._misfit(value, f" must be true or false, not {quoted(value)}", "type")
        return None

    def date(self, value: Any, type_: Date) -> End | None:
        if not self._is_text(value):
            return None
        try:
            return parse_end(value) if type_.unknown else parse(value)
        except DateError as error:
            self._misfit(value, f": {error}", "date", unknown=type_.unknown)
            return None

    def choice(self, value: Any, type_: Choice) -> str | None:
        if not self._is_text(value):
            return None
        if value in type_.of:
            return str(value)
        message = f" is {quoted(value)}; it must be {join_words(type_.of)}"
        self._misfit(value, message, "choice")
        return None

    def ref(self, value: Any, _: Ref) -> str | None:
        if type(value) is str and _FITS_ID(value):
            return value
        if not self._is_text(value):
            return None
        message = f" is {quoted(value)}; it takes {FORMS['id'][1]}"
        if _SEVERAL.search(value):
            message = (
                f" is {quoted(value)}; a code has no comma, blank or bar, and a list of codes is "
                "split at ';' in a table"
            )
        self._misfit(value, message, "form")
        return None

    def text(self, value: Any, type_: Text) -> str | None:
        if type(value) is str and type_.pattern == "any" and value.isascii():
            return value if value and not value.isspace() else None
        if not self._is_text(value):
            return None
        text = str(value)
        if not text or text.isspace():
            return None
        if type_.pattern != "any":
            if not _FITS[type_.pattern](text):
                message = f" is {quoted(text)}; it takes {FORMS[type_.pattern][1]}"
                self._misfit(text, message, "form")
                return None
        elif not text.isascii() and (half := _half_character(text)):
            self._fault(f"{self._name()!r} holds {half}, which is half of a character", "form")
            return None
        return text

    def _name(self) -> str:
        """The field at the path, without list indices."""
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


def _is_blank(value: Any) -> bool:
    return type(value) is str and (not value or value.isspace())


def _half_character(text: str) -> str | None:
    """The first surrogate in a text, as `U+D83D`; None if there is none."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"U+{ord(text[error.start]):04X}"
    return None


@lru_cache(maxsize=256)  # an unknown column is so in every row
def _hint(key: str, known: tuple[str, ...]) -> str:
    from otscli.folding import nearest

    near = nearest(key, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else f"fields are {', '.join(known)}"


class _Plan(NamedTuple):
    """What follows from the definition of a record: how to validate, and where references are."""

    fields: dict[str, tuple[Callable[[_Validator, Any, Any], Any], Type]]
    required: frozenset[str]
    referring: tuple[tuple[str, Type], ...]


_plans: dict[int, _Plan] = {}  # a definition is a constant, and asked a million times over


def _plan(spec: Mapping[str, Field]) -> _Plan:
    found = _plans.get(id(spec))
    if found is None:
        types = {key: field.type for key, field in spec.items()}
        inner = {key: getattr(type_, "of", type_) for key, type_ in types.items()}
        found = _Plan(
            {key: (_VALIDATORS[type(type_)], type_) for key, type_ in types.items()},
            frozenset(key for key, field in spec.items() if field.required),
            tuple((key, types[key]) for key, one in inner.items() if type(one) in {Ref, Group}),
        )
        _plans[id(spec)] = found
    return found


def references(list_: str, fields: Mapping[str, Any]) -> Iterator[tuple[Path, Ref, str]]:
    """Find every reference in a valid record: its position, its possible lists, its id."""
    return _references(fields, LISTS[list_], ())


def _references(
    fields: Mapping[str, Any], spec: Mapping[str, Field], path: Path
) -> Iterator[tuple[Path, Ref, str]]:
    for key, type_ in _plan(spec).referring:
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
