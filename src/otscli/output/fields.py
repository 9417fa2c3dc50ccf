"""Selecting fields, and flattening nested ones into columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from otscli.answer import Answer, Row
from otscli.errors import QueryError


class FieldSelection(NamedTuple):
    """The selected fields, in order; none selected means all."""

    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)

    def pick(self, row: Row) -> dict[str, Any]:
        """Return the selected fields of a row; `place.city` stays nested."""
        if not self.names:
            return row.fields
        picked: dict[str, Any] = {}
        for name in self.names:
            _put(picked, name.split("."), value_at(row.fields, name))
        return picked


def value_at(fields: dict[str, Any], name: str) -> Any:
    """Return the value at a dotted path, None if there is none."""
    value: Any = fields
    for key in name.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def values_of(names: Sequence[str]) -> Callable[[dict[str, Any]], list[Any]]:
    """Return a function that reads these dotted paths from the fields of a row."""
    nested = [name if "." in name else "" for name in names]

    def read(fields: dict[str, Any]) -> list[Any]:
        return [
            value_at(fields, path) if path else fields.get(name)
            for name, path in zip(names, nested, strict=True)
        ]

    return read


def _put(target: dict[str, Any], path: Sequence[str], value: Any) -> None:
    for key in path[:-1]:
        inner = target.get(key)
        if not isinstance(inner, dict):
            inner = target[key] = {}
        target = inner
    target[path[-1]] = value


def parse_fields(answer: Answer, typed: str | None) -> FieldSelection:
    """Read a selection such as `a,b.c`.

    Raises `QueryError` that names the nearest field and lists all.
    """
    if typed is None:
        return FieldSelection()
    names = [name.strip() for name in typed.split(",") if name.strip()]
    if not names:
        raise QueryError(f"is empty; the fields are {', '.join(columns(answer))}", "fields")
    known = _known(answer)
    for name in names:
        if name not in known:
            from otscli.folding import nearest

            near = nearest(name, list(known), 1)
            hint = f"did you mean {near[0]}? The" if near else "the"
            known_fields = ", ".join(columns(answer))
            raise QueryError(f"no field {name!r}; {hint} fields are {known_fields}")
    return FieldSelection(tuple(names))


def columns(answer: Answer, selection: FieldSelection | None = None) -> list[str]:
    """Return the columns of a flat format: nested fields separately, selected ones in order."""
    names: list[str] = []
    for name in (selection.names if selection else ()) or _fields(answer):
        inner = [known for known in _leaves(answer) if known.startswith(f"{name}.")]
        names += inner or [name]
    return names


def _fields(answer: Answer) -> Iterator[str]:
    from otscli.row_fields import field_names

    for name in field_names(answer.type):
        if name == "memberships" and answer.keys:
            yield from (leaf for leaf in _leaves(answer) if leaf.startswith("memberships."))
        else:
            yield name
    yield from answer.more


def _leaves(answer: Answer) -> list[str]:
    """Every field with a plain value or a list."""
    from otscli.row_fields import HELD, field_names

    leaves: list[str] = list(answer.more)
    for name in field_names(answer.type):
        if name == "memberships" and answer.keys:
            leaves += [f"{name}.{key}.{part}" for key in answer.keys for part in field_names(HELD)]
        else:
            leaves.append(name)
    return leaves


def _known(answer: Answer) -> dict[str, None]:
    """Every field, and every part of one, that can be selected."""
    known: dict[str, None] = {}
    for leaf in _leaves(answer):
        parts = leaf.split(".")
        known |= dict.fromkeys(".".join(parts[: i + 1]) for i in range(len(parts)))
    if answer.type in {"overlap", "shared"}:
        known["memberships"] = None
    return known
