"""Any CSV as events or memberships, by a mapping of fields to columns.

A field that is not mapped is taken from the column of its own name, if there is one. States and
organisations are found by code or name; unknown ones are described by their name in the table.
Nothing is filled in: an empty cell is an absent field, except `from`, which is `unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from otscli.choices import STATUSES, join_words
from otscli.dataset.validate import is_id
from otscli.dates import UNKNOWN
from otscli.errors import DatasetError, DateError, QueryError
from otscli.folding import nearest
from otscli.importing.folder import Dataset, Record
from otscli.importing.rows import Line, Names, day_after, read_rows, recorded, slug, unused

FIELDS: Mapping[str, Mapping[str, bool]] = {
    "events": {
        "date": True,
        "title": True,
        "id": False,
        "end": False,
        "kind": False,
        "summary": False,
        "city": False,
        "country": False,
        "venue": False,
        "states": False,
        "organizations": False,
        "topics": False,
        "source": False,
    },
    "memberships": {
        "organization": True,
        "status": True,
        "state": False,
        "cow": False,
        "id": False,
        "from": False,
        "until": False,
        "basis": False,
        "source": False,
    },
}
"""The fields of a table, and whether they are required."""

_KIND = "event"
_ADDRESS = re.compile(r"https?://\S+")
_SEVERAL = re.compile(r"\s*[;,|]\s*")


@dataclass(frozen=True)
class Reading:
    """How to read a table. `columns` maps fields to columns, or to `=` and a constant.

    `dates` is one of `otscli.importing.rows.ORDERS`; `missing` is a text that means an empty cell.
    `last_day_inclusive` says that `until` is the last day, not the day after.
    """

    kind: str
    columns: Mapping[str, str]
    dates: str | None = None
    missing: Sequence[str] = ()
    last_day_inclusive: bool = False


def mapping(typed: Sequence[str], kind: str) -> dict[str, str]:
    """Parse `date=Datum,title=Titel`, `status==member`. Raises `QueryError`."""
    found: dict[str, str] = {}
    for part in (one for text in typed for one in text.split(",") if one.strip()):
        name, equals, column = part.strip().partition("=")
        if not equals or not column.strip("= "):
            raise QueryError(f"{part.strip()!r} is no FIELD=COLUMN", "columns")
        if name not in FIELDS[kind]:
            near = nearest(name, list(FIELDS[kind]), 1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise QueryError(
                f"no field {name!r} of {kind}; {hint}There are {', '.join(FIELDS[kind])}", "columns"
            )
        found[name] = column.strip()
    return found


def convert(file: Path, reading: Reading, names: Names) -> Dataset:
    """Convert a table.

    Raises `DatasetError` that names the line of the first fault, `QueryError` if the mapping names
    no column.
    """
    heading, rows = read_rows(file)
    columns = _columns(file, heading, reading)
    maker = _Maker(file, reading, columns, names)
    for row in rows:
        maker.add(row)
    return maker.dataset()


def _columns(file: Path, heading: Sequence[str], reading: Reading) -> dict[str, str]:
    by_name = {name.casefold(): name for name in heading}
    columns = {name: by_name[name] for name in FIELDS[reading.kind] if name in by_name} | dict(
        reading.columns
    )
    for name, column in columns.items():
        if not column.startswith("=") and column not in heading:
            near = nearest(column, list(heading), 1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise QueryError(
                f"{file.name} has no column {column!r} for {name}; {hint}"
                f"It has {', '.join(map(repr, heading))}",
                "columns",
            )
    missing = [name for name, needed in FIELDS[reading.kind].items() if needed]
    missing = [name for name in missing if name not in columns]
    if reading.kind == "memberships" and not {"state", "cow"} & set(columns):
        missing.append("state")
    if missing:
        raise QueryError(
            f"no column gives {join_words(missing, 'and')}; write {missing[0]}=COLUMN, or "
            f"{missing[0]}==VALUE for all rows. {file.name} has {', '.join(map(repr, heading))}",
            "columns",
        )
    return columns


class _Maker:
    """Makes records of rows, and collects what they name."""

    def __init__(
        self, file: Path, reading: Reading, columns: Mapping[str, str], names: Names
    ) -> None:
        self._file = file
        self._reading = reading
        self._columns = columns
        self._names = names
        self._nothing = {"", *reading.missing}
        self._records: dict[str, Record] = {}
        self._described: dict[str, dict[str, Record]] = {
            "states": {}, "organizations": {}, "sources": {}, "kinds": {}
        }  # fmt: skip
        self._line = 1

    def add(self, row: Line) -> None:
        """Add a row, unless all the cells that it needs are empty."""
        self._line = row.number
        values = {}
        for name, column in self._columns.items():
            value = column[1:] if column.startswith("=") else row.cells[column]
            if value not in self._nothing:
                values[name] = value
        if not any(not self._columns[name].startswith("=") for name in values):
            return
        record = self._event(values) if self._reading.kind == "events" else self._held(values)
        if source := values.get("source"):
            record["sources"] = [{"source": self._source(source)}]
        if given := values.get("id"):
            id_ = given if is_id(given) else slug(given)
            if id_ in self._records:
                raise self._fault(f"{given!r} is the id of an earlier row")
        else:
            id_ = unused(record.pop("id"), self._records)
        self._records[id_] = {"id": id_, **{k: v for k, v in record.items() if k != "id"}}

    def dataset(self) -> Dataset:
        """Return the records."""
        stem = slug(self._file.stem)
        made = list(self._records.values())
        found = {key: list(records.values()) for key, records in self._described.items()}
        about = {
            "id": stem,
            "title": self._file.stem,
            "scope": f"The table {self._file.name}, taken in as {self._reading.kind}.",
        }
        type_ = self._reading.kind.removesuffix("s")
        return Dataset(
            about,
            found["sources"],
            kinds=found["kinds"],
            states=[{"type": "state", **one} for one in found["states"]],
            organizations=[{"type": "organization", **one} for one in found["organizations"]],
            **{self._reading.kind: [{"type": type_, **one} for one in made]},
        )

    def _event(self, values: Mapping[str, str]) -> Record:
        for name in ("date", "title"):
            if name not in values:
                raise self._fault(f"there is no {name}; add it, or take the row out")
        date = self._date(values["date"])
        if "end" in values and (end := self._date(values["end"])) != date:
            date = f"{date.partition('/')[0]}/{end.rpartition('/')[2]}"
        record: Record = {
            "id": slug(date.partition("/")[0], values["title"]),
            "date": date,
            "kind": self._word(values.get("kind", _KIND)),
            "title": values["title"],
        }
        if "summary" in values:
            record["summary"] = values["summary"]
        if place := {key: values[key] for key in ("city", "country", "venue") if key in values}:
            if "country" in place:
                place["country"] = self._id("state", place["country"])
            record["place"] = place
        for name, type_ in (("states", "state"), ("organizations", "organization")):
            if name in values:
                record[name] = [self._id(type_, one) for one in self._several(values[name])]
        if "topics" in values:
            record["topics"] = [slug(one) for one in self._several(values["topics"])]
        return record

    def _held(self, values: Mapping[str, str]) -> Record:
        for name in ("organization", "status"):
            if name not in values:
                raise self._fault(f"there is no {name}; add it, or take the row out")
        status = values["status"].casefold()
        if status not in STATUSES:
            raise self._fault(f"{values['status']!r} is no status; write {join_words(STATUSES)}")
        if "state" in values:
            state = self._id("state", values["state"])
        elif "cow" in values:
            number = values["cow"].removesuffix(".0")
            state = self._names.numbered(number)
            if state.startswith("COW-"):
                self._describe("states", state, {"name": state, "cow": self._whole(number)})
        else:
            raise self._fault("there is no state; add it, or take the row out")
        organization = self._id("organization", values["organization"])
        record: Record = {
            "id": slug(organization, state, status),
            "state": state,
            "organization": organization,
            "status": status,
            "from": self._date(values["from"]) if "from" in values else UNKNOWN,
        }
        if "until" in values:
            record["until"] = self._date(values["until"], last=self._reading.last_day_inclusive)
        if "basis" in values:
            record["basis"] = values["basis"]
        return record

    def _date(self, text: str, *, last: bool = False) -> str:
        if text.casefold() == UNKNOWN:
            return UNKNOWN
        try:
            date = recorded(text, self._reading.dates)
            return day_after(date) if last else str(date.text)
        except DateError as error:
            hint = "" if self._reading.dates else "; --dates says in which order dates are"
            raise self._fault(f"{error}{hint}") from None

    def _whole(self, text: str) -> int:
        if not text.isdecimal():
            raise self._fault(f"{text!r} is no Correlates of War number")
        return int(text)

    @staticmethod
    def _several(text: str) -> Iterator[str]:
        return (one for one in _SEVERAL.split(text) if one)

    def _word(self, text: str) -> str:
        id_ = text if is_id(text) else slug(text)
        if id_ != text:
            self._described["kinds"].setdefault(id_, {"id": id_, "label": text})
        return id_

    def _id(self, type_: str, text: str) -> str:
        """Return the id of a state or organisation; describe it if it is unknown."""
        if text.isdecimal():
            raise self._fault(f"{text!r} is a number and no {type_}; map cow= where it is COW's")
        if known := self._names.id(type_, text):
            return known
        id_ = text if is_id(text) else slug(text).upper()
        self._describe(f"{type_}s", id_, {"name": text})
        return id_

    def _describe(self, list_: str, id_: str, fields: Mapping[str, Any]) -> None:
        self._described[list_].setdefault(id_, {"id": id_, **fields})

    def _source(self, text: str) -> str:
        """Return the id of a document: derived from its address, or from its name in the table."""
        if _ADDRESS.fullmatch(text):
            id_ = slug(text.partition("://")[2])
            self._described["sources"].setdefault(id_, {"id": id_, "url": text})
        else:
            id_ = slug(text)
            self._described["sources"].setdefault(id_, {"id": id_, "title": text})
        return id_

    def _fault(self, message: str) -> DatasetError:
        return DatasetError(f"{self._file}:{self._line}: {message}")
