"""Whether a record has the fields that it must have, each of its type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from otscli.dataset.entries import Entry, Path, Plain
from otscli.dataset.findings import Report
from otscli.dataset.schema import (
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
from otscli.dates import UNKNOWN, DateError, parse

FORMS = {
    "id": (r"[A-Za-z0-9][A-Za-z0-9._-]*", "letters, digits, '-', '_' and '.' only"),
    "url": (r"https?://[^\s<>\"]+", "an address that begins with http:// or https://"),
    "sha256": (r"[0-9a-f]{64}", "64 hexadecimal digits"),
}
"""The forms that text may have to have: a regular expression, and how to say it."""


def clean(entry: Entry, spec: Mapping[str, Field], report: Report) -> dict[str, Any]:
    """Return the record's fields with numbers and flags as such; report all that is wrong.

    A value that is wrong is left out of what is returned.
    """
    return _Cleaner(entry, report).group(entry.fields, spec, ())[0]


class _Cleaner:
    def __init__(self, entry: Entry, report: Report) -> None:
        self._entry = entry
        self._report = report

    def _fault(self, path: Path, message: str, rule: str) -> None:
        self._report(self._entry.finding("error", message, rule, path))

    def group(
        self, value: Any, spec: Mapping[str, Field], path: Path
    ) -> tuple[dict[str, Any], bool]:
        """The fields of a mapping, and whether it has all that it needs."""
        if not isinstance(value, dict):
            where = path[-1] if path else self._entry.list
            self._fault(path, f"{where}: must be a mapping with {', '.join(spec)}", "type")
            return {}, False
        cleaned: dict[str, Any] = {}
        for key, inner in value.items():
            field = spec.get(key)
            if field is None:
                self._unknown(key, spec, (*path, key))
                continue
            found = self.value(inner, field.type, (*path, key))
            if found is not None:
                cleaned[key] = found
        for key, field in spec.items():
            if field.required and key not in value:
                self._fault(path, f"{key!r} is missing: {field.meaning}", "required-field")
        whole = all(key in cleaned for key, field in spec.items() if field.required)
        return cleaned, whole

    def _unknown(self, key: str, spec: Mapping[str, Field], path: Path) -> None:
        from otscli.folding import nearest

        near = nearest(key, list(spec), 1)
        hint = f"did you mean {near[0]!r}?" if near else f"fields are {', '.join(spec)}"
        self._fault(path, f"unknown field {key!r}; {hint}", "unknown-field")

    def value(self, value: Any, type_: Type, path: Path) -> Any:  # noqa: C901 - one case a type
        match type_:
            case Many(of=inner):
                if not isinstance(value, list):
                    self._fault(path, f"{path[-1]!r} must be a list", "type")
                    return None
                items = (self.value(item, inner, (*path, i)) for i, item in enumerate(value))
                return [item for item in items if item is not None]
            case Group(fields=fields):
                group, whole = self.group(value, fields, path)
                return group if whole else None
            case Number():
                return self._number(value, path)
            case Flag():
                return self._flag(value, path)
        if not isinstance(value, str) or isinstance(value, Plain):
            self._not_text(value, path)
            return None
        match type_:
            case Date(unknown=unknown):
                return self._date(value, path, unknown=unknown)
            case Choice(of=words):
                return self._choice(value, words, path)
            case Text(pattern=pattern):
                return self._text(value, pattern, path)
            case Ref():
                return self._text(value, "any", path)

    def _not_text(self, value: Any, path: Path) -> None:
        name = _name(path)
        if isinstance(value, Plain) and value.kind == "null":
            self._fault(path, f"{name!r} has no value; write one or leave the field out", "type")
        elif isinstance(value, Plain) and value.kind == "timestamp":
            self._fault(path, f'{name!r}: put the date in quotes: "{value}"', "bare-date")
        elif isinstance(value, str | int | float):
            self._fault(path, f'{name!r} must be text; put it in quotes: "{value}"', "type")
        else:
            self._fault(path, f"{name!r} must be text", "type")

    def _number(self, value: Any, path: Path) -> int | None:
        if isinstance(value, Plain) and value.kind == "int":
            try:
                return int(value)
            except ValueError:
                pass
        elif isinstance(value, int) and not isinstance(value, bool):
            return value
        self._fault(path, f"{_name(path)!r} must be a whole number, not {value!r}", "type")
        return None

    def _flag(self, value: Any, path: Path) -> bool | None:
        if isinstance(value, bool):
            return value
        if isinstance(value, Plain) and value in {"true", "false"}:
            return value == "true"
        self._fault(path, f"{_name(path)!r} must be true or false, not {value!r}", "type")
        return None

    def _date(self, value: str, path: Path, *, unknown: bool) -> str | None:
        if unknown and value == UNKNOWN:
            return value
        try:
            parse(value)
        except DateError as error:
            self._fault(path, f"{_name(path)!r}: {error}", "date")
            return None
        return value

    def _choice(self, value: str, words: tuple[str, ...], path: Path) -> str | None:
        if value in words:
            return value
        self._fault(path, f"{_name(path)!r} is {value!r}; it must be {_or(words)}", "choice")
        return None

    def _text(self, value: str, pattern: str, path: Path) -> str | None:
        if not value.strip():
            self._fault(path, f"{_name(path)!r} is empty; leave the field out", "type")
            return None
        if pattern != "any":
            form, meaning = FORMS[pattern]
            if not re.fullmatch(form, value):
                self._fault(path, f"{_name(path)!r} is {value!r}; it takes {meaning}", "form")
                return None
        return value


def _name(path: Path) -> str:
    """The field that a path leads to, without positions in lists."""
    return ".".join(step for step in path if isinstance(step, str))


def _or(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def references(list_: str, fields: Mapping[str, Any]) -> Iterator[tuple[Path, Ref, str]]:
    """Find every reference in a cleaned record: where it stands, what it may name, its id."""
    yield from _references(fields, LISTS[list_], ())


def _references(
    fields: Mapping[str, Any], spec: Mapping[str, Field], path: Path
) -> Iterator[tuple[Path, Ref, str]]:
    for key, value in fields.items():
        type_ = spec[key].type
        match type_:
            case Ref():
                yield (*path, key), type_, value
            case Group(fields=inner):
                yield from _references(value, inner, (*path, key))
            case Many(of=Ref() as ref):
                for i, item in enumerate(value):
                    yield (*path, key, i), ref, item
            case Many(of=Group(fields=inner)):
                for i, item in enumerate(value):
                    yield from _references(item, inner, (*path, key, i))
