"""References between records, and whether their targets have records."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from otscli.choices import LIST_OF, with_article
from otscli.dataset.definitions import LISTS
from otscli.dataset.entry import Entry, Path
from otscli.dataset.findings import Finding, Level, Mark
from otscli.folding import fold, nearest

TYPES = {list_: type_ for type_, list_ in LIST_OF.items()}
"""The record type of each list."""

NAMED = ("states", "organizations", "people", "places", "offices")
VOCABULARY = ("kinds", "topics", "spellings")

_HINTS = 20  # suggestions for unknown ids; each compares all ids
_MANY = ("events", "facts")  # too many to keep in memory; they are looked up in the database


@dataclass(slots=True)
class _Wanted:
    """A name without a record so far: its first position, and the records that use it."""

    mark: Mark
    curated: bool
    dataset: int
    rows: list[Mark] = field(default_factory=list)


class References:
    """Keeps what is described and what is named, until both are known."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, set[str]] = {list_: set() for list_ in LISTS}
        self._wanted: dict[tuple[tuple[str, ...], str, Mark | None], _Wanted] = {}
        self._places: dict[str, str] = {}  # folded name to id
        self._spelled: dict[str, str] = {}  # name as events spell it to id
        self._cities: dict[
            str, tuple[str, Mark]
        ] = {}  # id to name and position of what lacks a record
        self._dataset = 0
        self._taken = self._known["memberships"]  # ids of memberships in the current dataset
        self._numbers: dict[str, int] = {}  # the next number to try, by derived id

    def add(self, list_: str, id_: str, dataset: int) -> None:
        """Remember a record that is described."""
        if list_ not in _MANY:
            self._known[list_].add(id_)
        if list_ == "memberships":
            self._begin(dataset)
            self._taken.add(id_)

    def knows(self, lists: Sequence[str], id_: str) -> bool:
        """Whether one of the lists has a record with this id so far."""
        for list_ in lists:  # noqa: SIM110 - any() takes three times as long
            if id_ in self._known[list_]:
                return True
        return False

    def unused(self, id_: str, dataset: int) -> str:
        """Return the derived id of a membership, numbered if its dataset already has it."""
        self._begin(dataset)
        if id_ not in self._taken:
            return id_
        number = self._numbers.get(id_, 2)
        while f"{id_}-{number}" in self._taken:
            number += 1
        self._numbers[id_] = number + 1
        return f"{id_}-{number}"

    def _begin(self, dataset: int) -> None:
        """Forget the ids of the previous dataset of a union."""
        if dataset != self._dataset:
            self._dataset, self._taken, self._numbers = dataset, set(), {}

    def name(
        self, lists: tuple[str, ...], id_: str, entry: Entry, path: Path, *, curated: bool
    ) -> None:
        """Remember a name without a record; in curated data each occurrence."""
        if self.knows(lists, id_):
            return
        mark = entry.mark_of(path) if curated else None
        if (lists, id_, mark) not in self._wanted:
            first = mark or entry.mark_of(path)
            self._wanted[lists, id_, mark] = _Wanted(first, curated, entry.dataset)
        self._wanted[lists, id_, mark].rows.append(entry.mark)

    def add_place(self, id_: str, names: Sequence[str]) -> None:
        """Remember the names of a place."""
        for name in names:
            self._places.setdefault(fold(name), id_)

    def place(self, city: str, entry: Entry, *, curated: bool) -> str:
        """Return the id of the place with that name, derived from the name if there is none."""
        if city in self._spelled:
            return self._spelled[city]
        folded = fold(city)
        if folded not in self._places:
            self._places[folded] = _slug(folded)
            if not curated:
                mark = entry.mark_of(("place", "city"))
                self._cities[self._places[folded]] = (city, mark)
        self._spelled[city] = self._places[folded]
        return self._places[folded]

    def unresolved(self) -> Iterator[tuple[Entry | None, Finding]]:
        """Yield a finding for each name without a record, in other data with a placeholder."""
        hints = iter(range(_HINTS))
        for (lists, id_, _), wanted in sorted(self._wanted.items(), key=_leeway):
            if self.knows(lists, id_) or self._in_database(lists, id_):
                continue
            mark = wanted.mark
            what = " or ".join(TYPES.get(list_, list_.removesuffix("s")) for list_ in lists)
            if other := self._of_another_type(lists, id_):
                yield from self._mistaken(wanted, id_, what, other)
            elif wanted.curated:
                message = self._unknown(lists, id_, what, hint=next(hints, None) is not None)
                yield None, Finding(mark, "error", message, _UNKNOWN)
            else:
                message = f"{id_!r} is not described; it gets a minimal {what} record"
                yield (
                    _placeholder(lists[0], id_, id_, mark),
                    Finding(mark, "note", message, _PLACEHOLDER),
                )
        for id_, (city, mark) in self._cities.items():
            message = f"{city!r} is not described; it gets a minimal place record"
            if not self._in_database(("places",), id_):
                yield (
                    _placeholder("places", id_, city, mark),
                    Finding(mark, "note", message, _PLACEHOLDER),
                )

    def _of_another_type(self, lists: Sequence[str], id_: str) -> tuple[str, Mark, int] | None:
        """Return type, position and dataset of the record that has the id, if it is a record's."""
        if all(list_ in VOCABULARY for list_ in lists):  # whose ids are a world of their own
            return None
        row = self._connection.execute(
            "SELECT type, file, line, col, dataset FROM record WHERE id = ?", (id_,)
        ).fetchone()
        return row and (row[0], Mark(*row[1:4]), row[4])

    def _mistaken(
        self, wanted: _Wanted, id_: str, what: str, other: tuple[str, Mark, int]
    ) -> Iterator[tuple[None, Finding]]:
        """Yield a finding for each record that names one of a wrong type."""
        type_, at, dataset = other
        level: Level = "error" if dataset == wanted.dataset else "warning"
        message = f"{id_!r} is the {type_} at {at}, not {with_article(what)}"
        for i, row in enumerate(wanted.rows):
            yield None, Finding(row if i else wanted.mark, level, message, _MISTAKEN, row)

    def _in_database(self, lists: Sequence[str], id_: str) -> bool:
        row = self._connection.execute("SELECT type FROM record WHERE id = ?", (id_,)).fetchone()
        return row is not None and row[0] in {TYPES.get(list_) for list_ in lists}

    def _unknown(self, lists: Sequence[str], id_: str, what: str, *, hint: bool) -> str:
        kept = self._connection.execute(
            "SELECT id FROM name JOIN record USING (n) WHERE name.name = ? AND rank = 1", (id_,)
        ).fetchone()
        if kept:
            return f"{id_!r} is a retired id; write {kept[0]!r}"
        known = sorted(known for list_ in lists for known in self._known[list_]) if hint else []
        near = nearest(id_, known, 1)
        advice = f"did you mean {near[0]!r}?" if near else f"describe it in {lists[0]}"
        return f"no {what} has the id {id_!r}; {advice}"


def _slug(folded: str) -> str:
    """Derive an id from a name: its Latin letters and digits, else a checksum."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in folded).split()
    return "-".join(words) or f"place-{zlib.crc32(folded.encode()):08x}"


def _leeway(wanted: tuple[tuple[tuple[str, ...], str, Mark | None], object]) -> tuple[int, bool]:
    """Order names so that those with one possible type come before those with several.

    The holder of an office may be a person or a state: a state if a membership says so.
    """
    lists = wanted[0][0]
    return len(lists), lists[0] == "people"


_UNKNOWN, _MISTAKEN, _PLACEHOLDER = "unknown-reference", "wrong-reference", "undescribed"


def _placeholder(list_: str, id_: str, name: str, mark: Mark) -> Entry | None:
    """A record with only a name; None for types that need more."""
    if list_ in (*VOCABULARY, "sources"):
        return Entry(list_, {"id": id_}, mark, placeholder=True)
    return (
        Entry(list_, {"id": id_, "name": name}, mark, placeholder=True) if list_ in NAMED else None
    )
