"""What an answer says beside its rows: why there are none, and which parameter hides some."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from otscli.answer import Answer
from otscli.errors import OtsError
from otscli.query.lookup.fulltext import nearest_words
from otscli.store.store import Store

Query = Callable[..., Answer]

Written = Callable[[str, Any], str]
"""How a parameter and its value are written where the question was asked: `--kind summit`."""

_CONDITIONS = (
    *("text", "search", "office", "kind", "topic", "state", "org", "place", "speaker", "about"),
    *("person", "source", "status", "without", "disputed", "differs", "confidence"),
    *("on", "since", "until", "during", "as_of"),
)


def of_no_rows(
    query: Query, store: Store, asked: Mapping[str, Any], written: Written
) -> Iterator[str]:
    """Say how many rows there were without each condition, and the nearest words."""
    given = [
        name
        for name in _CONDITIONS
        if asked.get(name) and not (name == "org" and isinstance(asked[name], str))
    ]
    without = []
    for name in given:
        count = _count(query, store, asked, name)
        if count is not None:
            without.append(f"without {written(name, asked[name])}: {count:,}")
    if without:
        yield "; ".join(without)
    for name in ("text", "search"):
        for word in islice(dict.fromkeys(str(asked.get(name) or "").split()), _WORDS):
            if not _count(query, store, asked, name, word):
                yield from nearest_words(store, word)


def rows_of(query: Query, store: Store, asked: Mapping[str, Any]) -> int | None:
    """How many rows a question has; None where it cannot be asked."""
    changed = {**asked}
    changed |= {key: None for key in ("limit",) if key in changed}
    changed |= {key: False for key in ("explain",) if key in changed}
    try:
        return sum(1 for _ in query(store, **changed).rows)
    except OtsError:
        return None


def _count(
    query: Query, store: Store, asked: Mapping[str, Any], name: str, value: Any = None
) -> int | None:
    """How many rows there are without a condition, or with only that value of it.

    None where it cannot be left out.
    """
    default = inspect.signature(query).parameters[name].default
    if value is None and default is inspect.Parameter.empty:
        return None
    return rows_of(query, store, {**asked, name: default} if value is None else {name: value})


def of_hidden(
    query: Query, store: Store, asked: Mapping[str, Any], answer: Answer, written: Written
) -> Iterator[str]:
    """Say which parameter shows what the default status of a joint answer hides."""
    side = {"overlap": "state", "shared": "organization"}.get(answer.type)
    if side is None or answer.view == "matrix" or asked.get("status"):
        return
    shown = {row.fields[side] for row in answer.rows}
    wider = query(store, **{**asked, "status": ["any"], "explain": False})
    hidden = {
        row.fields[side]: _other_statuses(row.fields)
        for row in wider.rows
        if row.fields[side] not in shown
    }
    if hidden:
        said = "; ".join(f"{name}: {statuses}" for name, statuses in list(hidden.items())[:_MOST])
        more = f" and {len(hidden) - _MOST} more" if len(hidden) > _MOST else ""
        yield f"only full members are shown; {written('status', 'any')} adds {said}{more}"


_MOST = 3
_WORDS = 8  # of a text, whose neighbours are looked for


def _other_statuses(fields: Mapping[str, Any]) -> str:
    held = {key: one["status"] for key, one in fields["memberships"].items() if one}
    return ", ".join(f"{status} ({key})" for key, status in held.items() if status != "member")
