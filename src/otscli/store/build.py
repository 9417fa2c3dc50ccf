"""Compiling datasets into a store."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Container, Iterable, Sequence
from typing import Any

from otscli.answer import title
from otscli.dataset.definitions import DATASET, LISTS
from otscli.dataset.entry import Entry
from otscli.dataset.findings import Mark, Report
from otscli.dataset.validate import references, validate
from otscli.dates import Date
from otscli.escaping import encode
from otscli.folding import fold, spellings
from otscli.periods import NEVER, Period, period
from otscli.store import found_by
from otscli.store import json_documents as documents
from otscli.store.joined_states import JoinedStates
from otscli.store.opening import definition
from otscli.store.references import NAMED, TYPES, VOCABULARY, References
from otscli.store.removal import delete

_TENURES = ("memberships", "terms")  # half-open, with partial ends
_BATCH = 20_000  # tags buffered before they are written
_INSERT = "INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LONGEST = (
    "INSERT INTO meta SELECT 'longest ' || type, CAST(max(julianday(\"end\") - julianday(start)) "
    'AS INTEGER) FROM record WHERE start IS NOT NULL AND "end" IS NOT NULL GROUP BY type'
)


def build(
    entries: Iterable[Entry],
    connection: sqlite3.Connection,
    report: Report,
    *,
    labels: Sequence[str] = (),
    faulty: Container[Mark] = (),
) -> None:
    """Fill an empty database with the records, and report findings about them.

    `labels` name the datasets of a union: then `file` says where a record is from, and a record of
    a later dataset replaces one of an earlier one with the same id. Records whose position is in
    `faulty`, which may grow meanwhile, are left out.
    """
    connection.executescript(definition("tables.sql"))
    builder = _Builder(connection, report, labels, faulty)
    for entry in entries:
        builder.add(entry)
    builder.finish()
    connection.executescript(definition("indexes.sql"))
    connection.execute(_LONGEST)
    connection.commit()


def _edges(held: Period) -> tuple[str | None, ...]:
    """Return the columns of both ends: as recorded, then the bounds and the reach."""
    since, *begins = held.since.columns
    until, *ends = held.until.columns
    return (since, until, *begins, *ends, held.reach.isoformat())


def _last(date: Date) -> dt.date:
    return date.last


class _Builder:
    def __init__(
        self,
        connection: sqlite3.Connection,
        report: Report,
        labels: Sequence[str],
        faulty: Container[Mark],
    ) -> None:
        self._connection = connection
        self._report = report
        self._labels = labels
        self._faulty = faulty
        self._n = 0
        self._dataset: dict[str, Any] = {}
        self._covered_to: dict[int, dt.date] = {}
        self._curated: set[int] = set()
        self._references = References(connection)
        self._tags: list[tuple[str, str, int]] = []
        self._name_rows: list[tuple[str, int, int, str]] = []
        self._texts: list[tuple[int | str, ...]] = []
        self._names: dict[str, str] = {}
        self._sources: dict[str, dict[str, Any]] = {}
        self._offices: dict[str, dict[str, Any]] = {}
        self._terms: dict[str, list[dict[str, Any]]] = {}
        self._place_names: dict[str, str] = {}
        self._words: dict[tuple[str, str], int] = {}  # id to its dataset
        self._states = JoinedStates()

    def add(self, entry: Entry) -> None:
        """Add a record."""
        if entry.list == "dataset":
            self._add_dataset(entry)
            return
        fields, complete = validate(entry, LISTS[entry.list], self._report)
        if not complete or entry.mark in self._faulty:
            return  # reported already
        self._states.rename(entry.list, fields)
        if entry.list == "memberships" and not str(entry.fields.get("id", "")).strip():
            parts = [fields[key] for key in ("organization", "state", "status")]
            fields["id"] = self._references.unused("-".join(parts).lower(), entry.dataset)
        if "id" not in fields:
            return
        for mark in ("to_check", "also"):
            if mark in fields:
                message = f"{fields['id']}: {mark} is a curator's mark; work it off"
                self._report(entry.finding("warning", message, "working-note", (mark,)))
        self._take(entry, fields)

    def _take(self, entry: Entry, fields: dict[str, Any]) -> None:
        if entry.list in VOCABULARY:
            self._add_word(entry, fields)
        elif self._labels and entry.list == "states":
            self._add_state_of_union(entry, fields)
        else:
            self._add_record(entry, fields)

    def _add_dataset(self, entry: Entry) -> None:
        found, _ = validate(entry, DATASET, self._report)
        if found.get("curated"):
            self._curated.add(entry.dataset)
        latest = {
            key: max((one[key] for one in (self._dataset, found) if key in one), key=_last)
            for key in ("covered_to", "compiled")
            if key in self._dataset or key in found
        }
        self._dataset |= found | latest  # each record uses the last day of its own dataset
        if self._labels:
            self._dataset |= {"id": "+".join(self._labels), "curated": False}
        if "covered_to" in found:
            self._covered_to[entry.dataset] = found["covered_to"].last

    def _add_word(self, entry: Entry, fields: dict[str, Any]) -> None:
        word = (entry.list, fields["id"])
        if word in self._words:
            if self._words[word] == entry.dataset:
                self._report(entry.finding("error", f"{word[1]!r} appears twice", "unique-id"))
            self._connection.execute("DELETE FROM vocabulary WHERE list = ? AND id = ?", word)
        self._words[word] = entry.dataset
        self._references.add(*word, entry.dataset)
        meaning = fields.get("meaning") or "\n".join(fields.get("not", []))
        self._connection.execute(
            "INSERT INTO vocabulary VALUES (?, ?, ?, ?)",
            (entry.list, fields["id"], fields.get("label"), meaning),
        )

    def _add_record(self, entry: Entry, fields: dict[str, Any]) -> None:
        list_ = entry.list
        if list_ == "sources":
            fields["name"] = fields.get("title") or fields.get("publisher") or fields["id"]
        cited = documents.citations(fields.get("sources", []), self._sources)
        held = None
        if list_ in _TENURES:
            reach = self._covered_to.get(entry.dataset, NEVER)
            held = period(fields["from"], fields.get("until"), reach)
        document = self._document(list_, fields, cited, held)
        known_by = title(document)
        if not self._insert(entry, fields, document, known_by):
            return
        curated = entry.dataset in self._curated
        for path, ref, named in references(list_, fields):
            self._references.name(ref.lists, named, entry, path, curated=curated)
        self._remember(list_, fields, entry.dataset)
        if held and list_ == "terms":
            self._add_term(fields, held, document)
        elif held:
            self._add_period(fields, held)
        n, place = self._n, self._place(entry, fields)
        self._tags += found_by.tags(n, list_, fields, cited, place)
        if list_ in NAMED or "aliases" in fields:
            self._add_names(list_, fields)
        others = [self._names.get(fields["speaker"], "")] if "speaker" in fields else []
        if place in self._place_names:
            others.append(self._place_names[place])
        texts = found_by.texts(list_, known_by, fields, cited, others)
        self._texts.append((n, *map(fold, texts)))
        if len(self._tags) > _BATCH:
            self._flush()

    def _remember(self, list_: str, fields: dict[str, Any], dataset: int) -> None:
        """Keep what later records need of this one: its id, its name, its fields."""
        self._references.add(list_, fields["id"], dataset)
        if list_ == "sources":
            self._sources[fields["id"]] = fields
        if list_ == "offices":
            self._offices[fields["id"]] = fields
        if list_ in NAMED:
            self._names[fields["id"]] = fields["name"]

    def _add_state_of_union(self, entry: Entry, fields: dict[str, Any]) -> None:
        """Register a state, which another dataset may have by its COW number or its code."""
        find = "SELECT n FROM record WHERE id = ?"
        if code := self._states.code(fields["id"]):
            (n,) = self._connection.execute(find, (code,)).fetchone()
            self._name_rows.append((fold(fields["id"]), 1, n, fields["id"]))
            return
        if number := self._states.number(fields):
            for (n,) in self._connection.execute(find, (number,)).fetchall():
                self._remove(n)
                fields["aliases"] = [*fields.get("aliases", []), number]
        self._add_record(entry, fields)

    def _insert(
        self, entry: Entry, fields: dict[str, Any], document: dict[str, Any], known_by: str
    ) -> bool:
        """Insert the record, replacing a placeholder or an earlier one; return whether it was."""
        if self._labels:
            document["file"] = self._labels[entry.dataset]
        row = (
            fields["id"],
            TYPES[entry.list],
            fields.get("kind"),
            known_by,
            document.get("start"),
            document.get("end"),
            document.get("disputed", False),
            document.get("confidence"),
            entry.placeholder,
            encode(document),
            entry.dataset,
            *(entry.mark.file, entry.mark.line, entry.mark.column),
        )
        while not self._connection.execute(_INSERT, (self._n + 1, *row)).rowcount:
            n, dataset, placeholder, *place = self._connection.execute(
                "SELECT n, dataset, placeholder, file, line, col FROM record WHERE id = ?", row[:1]
            ).fetchone()
            if entry.placeholder:
                return False
            if not placeholder and dataset == entry.dataset:
                where = f"{row[0]!r} is the id of another record too, at {Mark(*place)}"
                message = f"{where}; give one a new id"
                self._report(entry.finding("error", message, "unique-id", ("id",)))
                return False
            self._remove(n)
        self._n += 1
        return True

    def _remove(self, n: int) -> None:
        """Remove a record."""
        self._flush()
        delete(self._connection, [(n,)])

    def _flush(self) -> None:
        """Write the buffers; many rows at once are faster."""
        insert = self._connection.executemany
        insert("INSERT INTO tag VALUES (?, ?, ?)", self._tags)
        insert("INSERT INTO name VALUES (?, ?, ?, ?)", self._name_rows)
        insert("INSERT INTO search (rowid, title, text, source) VALUES (?, ?, ?, ?)", self._texts)
        for rows in (self._tags, self._name_rows, self._texts):
            rows.clear()

    def _document(
        self,
        list_: str,
        fields: dict[str, Any],
        cited: list[dict[str, Any]],
        held: Period | None,
    ) -> dict[str, Any]:
        if list_ == "events":
            return documents.event(fields, cited)
        if list_ == "facts":
            return documents.fact(fields, cited, self._names)
        if list_ == "terms" and held:
            office = self._offices.get(fields["office"], {})
            return documents.term(fields, cited, held, self._names, office)
        if held:
            known = self._references.knows
            is_state = known(("states",), fields["state"])
            is_body = not is_state and known(("organizations",), fields["state"])
            party = "organization" if is_body else "state"
            return documents.membership(fields, cited, held, self._names, party)
        spec = ("name", *LISTS[list_]) if list_ == "sources" else tuple(LISTS[list_])
        return documents.described(TYPES[list_], fields, spec, cited, self._sources)

    def _add_period(self, fields: dict[str, Any], held: Period) -> None:
        self._connection.execute(
            "INSERT INTO period VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._n,
                *(fields[key] for key in ("state", "organization", "status")),
                *_edges(held),
            ),
        )

    def _add_term(self, fields: dict[str, Any], held: Period, document: dict[str, Any]) -> None:
        self._connection.execute(
            "INSERT INTO term VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._n,
                *(document[key] for key in ("office", "holder", "acting")),
                *(document[key] for key in ("organization", "state")),
                *_edges(held),
            ),
        )
        self._terms.setdefault(fields["holder"], []).append(document)

    def _place(self, entry: Entry, fields: dict[str, Any]) -> str:
        """Return the id of the place of an event; nothing where it names none."""
        city = fields["place"].get("city") if "place" in fields else None
        curated = entry.dataset in self._curated
        return self._references.place(city, entry, curated=curated) if city else ""

    def _add_names(self, list_: str, fields: dict[str, Any]) -> None:
        names = found_by.names(list_, fields)
        if list_ == "places":
            self._place_names[fields["id"]] = " ".join(name for _, name in names)
            self._references.add_place(fields["id"], [name for _, name in names])
        self._name_rows += [
            (folded, rank, self._n, name)
            for rank, name in dict.fromkeys(names)
            for folded in (spellings(fold(name)) if rank == 2 else [fold(name)])
        ]

    def _add_roles(self) -> None:
        """Add the terms of office of people to their recorded roles."""
        for person, terms in self._terms.items():
            row = self._connection.execute(
                "SELECT n, doc FROM record WHERE id = ? AND type = 'person'", (person,)
            ).fetchone()
            if row:
                document = json.loads(row[1])
                holders = (document, *document["roles"])
                known = {one["source"] for holder in holders for one in holder["sources"]}
                roles = {
                    (role["role"], role["from"], role["until"]): role
                    for role in (*document["roles"], *map(documents.role_of, terms))
                }
                document["roles"] = sorted(roles.values(), key=lambda role: role["from"])
                self._connection.execute(
                    "UPDATE record SET doc = ? WHERE n = ?", (encode(document), row[0])
                )
                cited = {one["source"] for term in terms for one in term["sources"]}
                self._tags += [("source", source, row[0]) for source in cited - known]
        self._flush()

    def finish(self) -> None:
        """Describe what was named without a record of its own, and finish."""
        self._flush()  # names and retired ids are looked up
        for entry, finding in self._references.unresolved():
            self._report(finding)
            if entry:
                self._take(entry, entry.fields)
        self._flush()
        self._add_roles()
        reach = {
            label: self._covered_to[number].isoformat()
            for number, label in enumerate(self._labels or [""])
            if number in self._covered_to
        }
        self._connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [("dataset", json.dumps(self._dataset)), ("reach", json.dumps(reach))],
        )
