"""The tables of evidence: documents, citations, and names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from otscli.choices import SOURCE_KINDS
from otscli.dataset.definitions import CITATION, LISTS
from otscli.exporting.relation import (
    LABELS,
    POSITION,
    Column,
    Fields,
    Table,
    documents,
    id_column,
    recorded,
    to,
    typed,
)
from otscli.store.json_documents import role_of
from otscli.store.store import Store


def sources(store: Store) -> Iterator[Table]:
    """Return the tables of sources and citations."""
    kind = Column("kind", LISTS["sources"]["kind"].meaning, values=dict.fromkeys(SOURCE_KINDS, ""))
    mirror = Column("mirror", LISTS["sources"]["mirror"].meaning, "boolean")
    after = ("title", "url", "archived", "published", "language", "sha256", "note")
    yield typed(
        store,
        "source",
        "The documents that the data cites.",
        [
            id_column(),
            Column("name", "its title, or else its publisher", required=True),
            kind,
            *recorded("sources", "publisher", "via"),
            mirror,
            *recorded("sources", *after),
        ],
    )
    said = ("stance", "at", "field", "value", "note")
    meanings = {key: CITATION[key].meaning for key in said}
    stances = Column("stance", meanings["stance"], values=LABELS["stance"], required=True)
    yield Table(
        "citation",
        "What a document says of a record.",
        (
            to("record", "record", "of which record"),
            POSITION,
            Column("role", "of which role of a person, by its place in `role`", "integer"),
            to("source", "source", "the document"),
            stances,
            *(Column(key, meanings[key]) for key in said[1:]),
        ),
        ("record", "position"),
        lambda: _citations(store, said),
    )


def _citations(store: Store, said: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    roles = {person["id"]: roles for person, roles in roles_beside(store) if roles}
    for (doc,) in store.rows("SELECT doc FROM record WHERE type <> 'source' ORDER BY id"):
        fields = json.loads(doc)
        cited: list[tuple[int | None, Fields]] = [
            (None, one) for one in fields.get("sources") or []
        ]
        for i, role in enumerate(roles.get(fields["id"], []), start=1):
            cited += [(i, one) for one in role["sources"]]
        for position, (role_, one) in enumerate(cited, start=1):
            yield fields["id"], position, role_, one["source"], *(one[key] for key in said)


def names(store: Store) -> Table:
    """Return the table of names."""
    parts = ("name", "lang", "from", "until")
    sql = "SELECT doc FROM record WHERE type <> 'source' ORDER BY id"

    def rows() -> Iterator[tuple[Any, ...]]:
        for (doc,) in store.rows(sql):
            fields = json.loads(doc)
            named = [("record", one) for one in fields.get("names") or []]
            named += [("capital", one) for one in fields.get("capital_names") or []]
            for i, (of, one) in enumerate(named, start=1):
                yield fields["id"], i, of, *(one[part] for part in parts)

    columns = (
        to("record", "record", "of which record"),
        POSITION,
        Column(
            "of",
            "whose name it is",
            values={"record": "of the record", "capital": "of the capital of the state"},
            required=True,
        ),
        Column("name", "the name as it is written in that language", required=True),
        Column("lang", "BCP 47 language code"),
        Column("from", "first day of this name, as recorded (EDTF) or `unknown`"),
        Column("until", "first day on which it was no longer the name"),
    )
    meaning = "Names by language and half-open period."
    return Table("name", meaning, columns, ("record", "position"), rows)


def roles_beside(store: Store) -> Iterator[tuple[Fields, list[Fields]]]:
    """Yield people with the roles that are not terms of office."""
    keys = ("role", "from", "until")
    terms: dict[str, set[tuple[Any, ...]]] = {}
    for term in documents(store, "term"):
        role = role_of(term)
        terms.setdefault(term["holder"], set()).add(tuple(role[key] for key in keys))
    for person in documents(store, "person"):
        held = terms.get(person["id"], set())
        yield person, [r for r in person["roles"] if tuple(r[key] for key in keys) not in held]
