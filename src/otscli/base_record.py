"""The base of all records: conversion from and to JSON objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from types import UnionType
from typing import Annotated, Any, Self, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_MARKS = {"Derived": ("derived",), "PerQuestion": ("derived", "question")}

Derived = Annotated[T, "derived"]
"""The type of a field that is derived, not recorded in a dataset."""

PerQuestion = Annotated[T, "derived", "question"]
"""The type of a derived field that depends on the question."""


class Record:
    """A record, which converts from and to JSON objects."""

    __slots__ = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Make the record from the object that `ots … --json` prints; other keys are ignored."""
        hints = field_types(cls)
        given = {
            name: _typed(hint, value[key])
            for name, hint in hints.items()
            if (key := name.rstrip("_")) in value
        }
        return cls(**given)

    def to_json(self) -> dict[str, Any]:
        """Return the record as the object that `ots … --json` prints."""
        return {name.rstrip("_"): _plain(getattr(self, name)) for name in field_types(type(self))}


def recorded_fields(cls: type[Record]) -> list[str]:
    """Return the fields that a dataset records, in order, by their names in JSON."""
    return [name for name, marks in _marks(cls) if "derived" not in marks]


def derived_fields(cls: type[Record], mark: str = "derived") -> list[str]:
    """Return the fields that are derived, or with the mark `question` those per question."""
    return [name for name, marks in _marks(cls) if mark in marks]


def _marks(cls: type[Record]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each field with its marks, from the text of its type: evaluating types is slow."""
    for name, written in cls.__annotations__.items():
        yield name.rstrip("_"), _MARKS.get(written.partition("[")[0], ())


_types: dict[type, dict[str, Any]] = {}


def field_types(cls: type[Record]) -> dict[str, Any]:
    """Return the types of a record's fields, in order, by their Python names."""
    if cls not in _types:
        hints = get_type_hints(cls)
        _types[cls] = {field.name: hints[field.name] for field in fields(cls)}  # type: ignore[arg-type]  # all records are dataclasses
    return _types[cls]


def _typed(hint: Any, value: Any) -> Any:
    """Convert the value of a field from JSON."""
    if value is None:
        return None
    if get_origin(hint) in {Union, UnionType}:
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint.from_json(value)
    if get_origin(hint) is tuple:
        return tuple(_typed(get_args(hint)[0], item) for item in value)
    if get_origin(hint) is dict:
        return {key: _typed(get_args(hint)[1], item) for key, item in value.items()}
    return value


def _plain(value: Any) -> Any:
    """Convert the value of a field to JSON."""
    if isinstance(value, Record):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
