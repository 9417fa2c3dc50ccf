"""The columns of a table: whether `ots` wrote them, and which are unknown."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.base_record import derived_fields
from otscli.choices import LIST_OF
from otscli.dataset.definitions import LISTS, Group
from otscli.dataset.findings import quoted
from otscli.dataset.from_output import not_recorded
from otscli.dataset.released_columns import RELEASED
from otscli.folding import nearest
from otscli.records import TYPES
from otscli.row_fields import field_names

ROW_NUMBERS = frozenset(["Unnamed: 0", "__index_level_0__"])
"""Headings that pandas gives to row numbers; these columns are ignored."""


def written_type(header: Sequence[str]) -> str | None:
    """Return the type whose columns, in this or an earlier release, the header begins with."""
    for type_ in LIST_OF:
        per_question = derived_fields(TYPES[type_], "question")
        for columns in (tuple(field_names(type_)), *RELEASED.get(type_, ())):
            exported = tuple(name for name in columns if name not in per_question)
            for written in (columns, exported):
                if tuple(header[: len(written)]) == written:
                    return type_
    return None


def strange(column: str, type_: str | None) -> str | None:
    """Return why a column is unknown for that type, or for any; None if it is known."""
    name, _, part = column.partition(".")
    types = [type_] if type_ else list(LIST_OF)
    specs = [LISTS[LIST_OF[known]] for known in types]
    fields = [spec[name].type for spec in specs if name in spec]
    if part:
        groups = [field.fields for field in fields if isinstance(field, Group)]
        if any(part in group for group in groups):
            return None
        parts = [f"{name}.{inner}" for group in groups for inner in group]
        hint = f"it has {', '.join(parts)}" if parts else f"{name!r} has no parts"
        return f"unknown column {quoted(column)}; {hint}"
    if fields or any(name in not_recorded()[known] for known in types):
        return None
    near = nearest(name, list(dict.fromkeys(key for spec in specs for key in spec)), 1)
    hint = f"did you mean {near[0]!r}?" if near else "name it as a field, or leave it out"
    return f"unknown column {quoted(column)}; {hint}"
