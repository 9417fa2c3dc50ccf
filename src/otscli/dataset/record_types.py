"""The record type of a row, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from otscli.choices import LIST_OF, join_words
from otscli.dataset.definitions import LISTS
from otscli.dataset.findings import quoted
from otscli.folding import nearest

_KNOWN_BY_FIELDS = ("event", "membership", "term", "fact")


def type_of(row: Mapping[str, Any]) -> str | None:
    """Return the type of a row, from its fields if it has no `type`."""
    type_ = row.get("type")
    if type_ is None:
        if "status" in row and "organization" in row:
            return "membership"
        if "office" in row and "holder" in row:
            return "term"
        if "title" in row and "date" in row:
            return "event"
        return "fact" if "text" in row else None
    return type_ if isinstance(type_, str) and type_ in LIST_OF else None


def required(type_: str) -> list[str]:
    """Return the required fields of a record type."""
    return [name for name, field in LISTS[LIST_OF[type_]].items() if field.required]


def lack(names: Iterable[str], what: str) -> str | None:
    """Return what names lack for records without a `type`; None if nothing.

    `what` they are: columns of a table, or fields of a row.
    """
    found = [name for name in names if name]
    known = type_of(dict.fromkeys(found, ""))
    near = {type_: _near(type_, found) for type_ in ([known] if known else _KNOWN_BY_FIELDS)}
    best = max(near, key=lambda type_: len(near[type_]) + len(_present(type_, found)))
    missing = [name for name in required(best) if name not in found]
    if known and not missing:
        return None
    ending = f"the {what} found are {', '.join(found)}"
    if len(missing) == len(required(best)) and not near[best]:
        needs = [f"{LIST_OF[type_]} need {', '.join(required(type_))}" for type_ in near]
        return f"these {what} make no record: {'; '.join(needs)}; all else says its type; {ending}"
    means = [f"{quoted(wrong)} for {name!r}" for name, wrong in near[best].items()]
    hint = f" (perhaps {join_words(means, 'and')})" if means else ""
    verb = "is" if len(missing) == 1 else "are"
    listed = join_words(map(repr, missing), "and")
    return f"{listed} {verb} missing{hint}, which {LIST_OF[best]} need; {ending}"


def _present(type_: str, found: Sequence[str]) -> list[str]:
    return [name for name in required(type_) if name in found]


def _near(type_: str, found: Sequence[str]) -> dict[str, str]:
    """The missing fields of a type, each with the most similar name."""
    others = [name for name in found if name not in LISTS[LIST_OF[type_]]]
    near = {name: nearest(name, others, 1) for name in required(type_) if name not in found}
    return {name: best[0] for name, best in near.items() if best}
