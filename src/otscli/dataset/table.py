"""A table with a header: the record type of each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from otscli.choices import LIST_OF, join_words
from otscli.dataset.cells import Convert, conversion
from otscli.dataset.columns import ROW_NUMBERS, strange, written_type
from otscli.dataset.definitions import LISTS, Group
from otscli.dataset.findings import Finding, Mark, Report, quoted
from otscli.dataset.lines import unreadable
from otscli.dataset.record_types import lack, type_of


class _Column(NamedTuple):
    """A column: its index, the field that it fills, and the conversion."""

    at: int
    heading: str
    name: str
    part: str  # of a field with parts: place.city
    convert: Convert | None


def headings(header: Sequence[str], mark: Mark, report: Report) -> tuple[list[str], str | None]:
    """Return the known headings, others empty, and the type of every row.

    The type is None if a column has it. Unknown columns are reported; `Unreadable` is raised if no
    record can be made.
    """
    names = [heading.strip() for heading in header]
    names = ["" if name in ROW_NUMBERS else name for name in names]
    for index, name in enumerate(names):
        if name and name in names[:index]:
            where = f"in columns {names.index(name) + 1} and {index + 1}"
            message = f"{quoted(name)} appears twice, {where}; keep one"
            raise unreadable(mark.file, mark.line, message, "duplicate-key")
    type_ = None
    if "type" not in names:
        if missing := lack(names, "columns"):
            raise unreadable(mark.file, mark.line, missing, "columns")
        type_ = type_of(dict.fromkeys(names, ""))
    unknown = {name: why for name in names if name and (why := _why_not(name, names, type_))}
    if unknown:
        message = next(iter(unknown.values()))
        if len(unknown) > 1:
            listed = join_words(map(quoted, unknown), "and")
            message = f"unknown columns {listed}; name them as fields, or leave them out"
        report(Finding(mark, "error", message, "unknown-field"))
    return ["" if name in unknown else name for name in names], type_


def _why_not(name: str, names: Sequence[str], type_: str | None) -> str | None:
    outer = name.partition(".")[0]
    if outer != name and outer in names:
        return f"there are columns {quoted(outer)} and {quoted(name)}; keep one of both"
    return strange(name, type_)


class Table:
    """Converts the cells of a text table to rows."""

    def __init__(self, header: Sequence[str], mark: Mark, report: Report) -> None:
        self._report = report
        self._names, self._type = headings(header, mark, report)
        self._type_at = self._names.index("type") if "type" in self._names else None
        self._written = written_type([name.strip() for name in header]) is not None
        self._nameless = [
            index for index, heading in enumerate(header) if index and not heading.strip()
        ]
        self._plans: dict[str | None, list[_Column]] = {}

    def row(self, cells: Sequence[str], mark: Mark) -> dict[str, Any]:
        """Return the row of a line's cells; invalid cells are reported."""
        type_ = self._type
        if self._type_at is not None:
            type_ = cells[self._type_at].strip() or self._told(cells)
        plan = self._plans.get(type_)
        if plan is None:
            plan = self._plans[type_] = list(self._columns(type_))
        row: dict[str, Any] = {"type": type_}
        for at, heading, name, part, convert in plan:
            if not (cell := cells[at]):
                continue
            try:
                value = convert(cell) if convert else cell
            except ValueError as error:
                message = f"{heading!r}: {error}"
                self._report(Finding(mark, "error", message, "cell", mark))
                continue
            if part:
                row.setdefault(name, {})[part] = value
            else:
                row[name] = value
        if self._nameless:
            self._look_at_nameless(cells, mark)
        return row

    def _told(self, cells: Sequence[str]) -> str | None:
        """The type of a row whose cell for it is empty."""
        return type_of({name: cell for name, cell in zip(self._names, cells, strict=True) if cell})

    def _columns(self, type_: str | None) -> Iterator[_Column]:
        spec = LISTS[LIST_OF[type_]] if type_ in LIST_OF else {}
        for index, heading in enumerate(self._names):
            if not heading or heading == "type":
                continue
            name, _, part = heading.partition(".")
            field = spec[name].type if name in spec else None
            if part:
                inner = field.fields.get(part) if isinstance(field, Group) else None
                field = inner.type if inner else None
            convert = conversion(field, written=self._written)
            yield _Column(index, heading, name, part, convert)

    def _look_at_nameless(self, cells: Sequence[str], mark: Mark) -> None:
        for index in self._nameless:
            if cells[index].strip():
                message = f"column {index + 1} holds {quoted(cells[index])} and has no heading"
                self._report(Finding(mark, "error", message, "columns"))
                self._nameless = []
                return
