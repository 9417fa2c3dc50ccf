"""A dataset compiled into a store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from otscli.dataset.entries import Entry
from otscli.dataset.findings import Finding, Mark, Report
from otscli.dataset.schema import DATASET, LISTS
from otscli.dataset.shape import clean, references
from otscli.dates import parse
from otscli.encoding import encode
from otscli.folding import fold, nearest
from otscli.periods import NEVER, period
from otscli.store import documents

TYPES = {
    "states": "state",
    "organizations": "organization",
    "people": "person",
    "places": "place",
    "sources": "source",
    "events": "event",
    "memberships": "membership",
    "facts": "fact",
}
"""The type of a record, by the list in which it stands."""

_NAMED = ("states", "organizations", "people", "places")
_VOCABULARY = ("kinds", "topics", "spellings")
_CODES = ("iso2", "wikidata")


def build(entries: Iterable[Entry], connection: sqlite3.Connection, report: Report) -> None:
    """Fill an empty database with the records; report what is wrong with any of them."""
    connection.executescript(_sql("schema.sql"))
    builder = _Builder(connection, report)
    for entry in entries:
        builder.add(entry)
    builder.finish()
    connection.executescript(_sql("indexes.sql"))
    connection.commit()


def _sql(name: str) -> str:
    return (files("otscli.store") / name).read_text(encoding="utf-8")


class _Builder:
    def __init__(self, connection: sqlite3.Connection, report: Report) -> None:
        self._connection = connection
        self._report = report
        self._n = 0
        self._dataset: dict[str, Any] = {}
        self._covered_to = NEVER
        self._curated = False
        self._known: dict[str, set[str]] = {list_: set() for list_ in LISTS}
        self._names: dict[str, str] = {}
        self._sources: dict[str, dict[str, Any]] = {}
        self._places: dict[str, str] = {}  # folded name to id
        self._place_names: dict[str, str] = {}
        self._unresolved: list[tuple[tuple[str, ...], str, Mark]] = []

    def add(self, entry: Entry) -> None:
        """Take one record in."""
        if entry.list == "dataset":
            self._add_dataset(entry)
            return
        fields = clean(entry, LISTS[entry.list], self._report)
        if entry.list == "memberships" and "id" not in entry.fields:
            parts = [fields.get(key) for key in ("organization", "state", "status")]
            fields["id"] = self._unused("-".join(str(part).lower() for part in parts))
        required = (key for key, field in LISTS[entry.list].items() if field.required)
        if any(key not in fields for key in required) or "id" not in fields:
            return  # reported already
        if entry.list in _VOCABULARY:
            self._add_word(entry, fields)
            return
        for mark in ("to_check", "also"):
            if mark in fields:
                message = f"{fields['id']}: {mark} is a curator's mark; work it off"
                self._report(entry.finding("warning", message, "working-note", (mark,)))
        for path, ref, id_ in references(entry.list, fields):
            if not any(id_ in self._known[list_] for list_ in ref.lists):
                self._unresolved.append((ref.lists, id_, entry.mark_of(path)))
        self._add_record(entry, fields)

    def _unused(self, id_: str) -> str:
        known = self._known["memberships"]
        candidates = (id_ if i == 1 else f"{id_}-{i}" for i in range(1, len(known) + 2))
        return next(candidate for candidate in candidates if candidate not in known)

    def _add_dataset(self, entry: Entry) -> None:
        self._dataset = clean(entry, DATASET, self._report)
        self._curated = self._dataset.get("curated", False)
        if "covered_to" in self._dataset:
            self._covered_to = parse(self._dataset["covered_to"]).last

    def _add_word(self, entry: Entry, fields: dict[str, Any]) -> None:
        if fields["id"] in self._known[entry.list]:
            self._report(entry.finding("error", f"{fields['id']!r} stands twice", "unique-id"))
        self._known[entry.list].add(fields["id"])
        meaning = fields.get("meaning") or "\n".join(fields.get("not", []))
        self._connection.execute(
            "INSERT INTO vocabulary VALUES (?, ?, ?, ?)",
            (entry.list, fields["id"], fields.get("label"), meaning),
        )

    def _add_record(self, entry: Entry, fields: dict[str, Any]) -> None:
        id_, list_ = fields["id"], entry.list
        self._known[list_].add(id_)
        if list_ == "sources":
            fields["name"] = fields.get("title") or fields.get("publisher") or id_
            self._sources[id_] = fields
        if list_ in _NAMED:
            self._names[id_] = fields["name"]
        cited = documents.citations(fields.get("sources", []), self._sources)
        document = self._document(list_, fields, cited)
        self._n += 1
        try:
            self._connection.execute(
                "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._n,
                    id_,
                    TYPES[list_],
                    fields.get("kind"),
                    _title(list_, fields, self._names),
                    document.get("start"),
                    document.get("end"),
                    document.get("disputed", False),
                    encode(document),
                    *(entry.mark.file, entry.mark.line, entry.mark.column),
                ),
            )
        except sqlite3.IntegrityError:
            self._n -= 1
            self._report_twice(entry, id_)
            return
        if list_ == "memberships":
            self._add_period(fields)
        self._add_tags(list_, fields, cited)
        self._add_names(list_, fields)
        self._add_text(list_, fields, cited)

    def _report_twice(self, entry: Entry, id_: str) -> None:
        first = self._connection.execute(
            "SELECT file, line, col FROM record WHERE id = ?", (id_,)
        ).fetchone()
        message = f"{id_!r} is the id of another record too, at {Mark(*first)}; give one a new id"
        self._report(entry.finding("error", message, "unique-id", ("id",)))

    def _document(
        self, list_: str, fields: dict[str, Any], cited: list[dict[str, Any]]
    ) -> dict[str, Any]:
        if list_ == "events":
            return documents.event(fields, cited)
        if list_ == "facts":
            return documents.fact(fields, cited, self._names)
        if list_ == "memberships":
            held = period(fields["from"], fields.get("until"), self._covered_to)
            return documents.membership(fields, cited, held, self._names)
        spec = ("name", *LISTS[list_]) if list_ == "sources" else tuple(LISTS[list_])
        return documents.described(TYPES[list_], fields, spec, cited, self._sources)

    def _add_period(self, fields: dict[str, Any]) -> None:
        held = period(fields["from"], fields.get("until"), self._covered_to)
        edges = (held.since.first, held.since.last, held.until.first, held.until.last)
        self._connection.execute(
            "INSERT INTO period VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._n,
                *(fields[key] for key in ("state", "organization", "status", "from")),
                fields.get("until"),
                *(edge.isoformat() for edge in edges),
            ),
        )

    def _add_tags(self, list_: str, fields: dict[str, Any], cited: list[dict[str, Any]]) -> None:
        roles = [one for role in fields.get("roles", []) for one in role.get("sources", [])]
        tags = {("source", citation["source"]) for citation in (*cited, *roles)}
        for field in ("topics", "states", "organizations", "about"):
            tags |= {(field, value) for value in fields.get(field, [])}
        if list_ == "facts" and "speaker" in fields:
            tags.add(("speaker", fields["speaker"]))
        if list_ == "events" and "city" in fields.get("place", {}):
            tags.add(("place", self._place(fields["place"])))
        self._connection.executemany(
            "INSERT INTO tag VALUES (?, ?, ?)", [(field, value, self._n) for field, value in tags]
        )

    def _place(self, place: dict[str, str]) -> str:
        """Return the id of the place of that name, made from the name where none is described."""
        folded = fold(place["city"])
        return self._places.setdefault(folded, "-".join(folded.split()))

    def _add_names(self, list_: str, fields: dict[str, Any]) -> None:
        names = [(0, fields["id"])]
        names += [(1, alias) for alias in fields.get("aliases", [])]
        if list_ in _NAMED:
            names += [(1, fields[key]) for key in _CODES if key in fields]
            names += [(2, fields["name"])]
            names += [(2, name["name"]) for name in fields.get("names", [])]
            if "formal_name" in fields:
                names.append((2, fields["formal_name"]))
        if list_ == "places":
            self._place_names[fields["id"]] = " ".join(name for _, name in names)
            for _, name in names:
                self._places.setdefault(fold(name), fields["id"])
        self._connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?)",
            [(fold(name), rank, self._n, name) for rank, name in dict.fromkeys(names)],
        )

    def _add_text(self, list_: str, fields: dict[str, Any], cited: list[dict[str, Any]]) -> None:
        names = [name["name"] for name in fields.get("names", [])]
        title = [_title(list_, fields, self._names), *names]
        place = fields.get("place", {})
        where = self._place_names.get(self._places.get(fold(place.get("city", "")), ""), "")
        text = [
            *(fields.get(key, "") for key in ("summary", "basis", "note", "formal_name", "body")),
            *(place.get("city", ""), place.get("venue", ""), where),
            *(step["what"] for step in fields.get("milestones", [])),
            *(role["role"] for role in fields.get("roles", [])),
            self._names.get(fields.get("speaker", ""), ""),
        ]
        source = [f"{citation['publisher']} {citation['title'] or ''}" for citation in cited]
        if list_ == "sources":
            title, source = [], [f"{fields.get('publisher', '')} {fields['name']}"]
        self._connection.execute(
            "INSERT INTO search (rowid, title, text, source) VALUES (?, ?, ?, ?)",
            (self._n, *(fold(" ".join(part for part in parts)) for parts in (title, text, source))),
        )

    def finish(self) -> None:
        """Describe what was named without a record of its own, and write down the whole."""
        self._resolve()
        self._connection.executemany(
            "INSERT INTO meta VALUES (?, ?)", [("dataset", json.dumps(self._dataset))]
        )

    def _resolve(self) -> None:
        """Report what is named but not described; give it a minimal record in own data."""
        described: set[tuple[str, str]] = set()
        for lists, id_, mark in self._unresolved:
            if any(id_ in self._known[list_] for list_ in lists) or (lists[0], id_) in described:
                continue
            what = " or ".join(TYPES.get(list_, list_.removesuffix("s")) for list_ in lists)
            if self._curated:
                known = sorted(id_ for list_ in lists for id_ in self._known[list_])
                near = nearest(id_, known, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"describe it in {lists[0]}"
                message = f"no {what} has the id {id_!r}; {hint}"
                self._report(Finding(mark, "error", message, "unknown-reference"))
                continue
            described.add((lists[0], id_))
            message = f"{id_!r} is not described; it gets a minimal {what} record"
            self._report(Finding(mark, "note", message, "undescribed"))
            self._add_minimal(lists[0], id_, mark)

    def _add_minimal(self, list_: str, id_: str, mark: Mark) -> None:
        fields = {"id": id_} | ({} if list_ in _VOCABULARY or list_ == "sources" else {"name": id_})
        entry = Entry(list_, fields, mark)
        if list_ in _VOCABULARY:
            self._add_word(entry, fields)
        elif list_ in (*_NAMED, "sources"):
            self._add_record(entry, fields)


def _title(list_: str, fields: dict[str, Any], names: dict[str, str]) -> str:
    """The line by which a record is known."""
    if list_ == "memberships":
        state, organization = fields["state"], fields["organization"]
        return (
            f"{names.get(state, state)}: {fields['status']}, "
            f"{names.get(organization, organization)}"
        )
    title: str = fields.get("title") or fields.get("text") or fields.get("name") or fields["id"]
    return title
