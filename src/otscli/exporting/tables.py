"""The whole dataset as plain tables, from which every relational export is made.

Keys are enforced: a party is a state or an organisation, since an organisation may be a member of
another, and every id is unique in `record`. Column names are those of the JSON objects. Dates are
as recorded, with the first and last possible day. No column is called `code`: the numbers of ISO,
Correlates of War, Gleditsch and Ward, and V-Dem collide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from otscli.choices import FACT_KINDS, LIST_OF
from otscli.dataset.definitions import DATASET, LISTS
from otscli.exporting.evidence import names, roles_beside, sources
from otscli.exporting.relation import (
    BOUNDS,
    EVIDENCE,
    FIRST_AND_LAST,
    POSITION,
    Column,
    Fields,
    Table,
    documents,
    id_column,
    listed,
    recorded,
    to,
    typed,
    window,
    windows,
)
from otscli.store.store import Store


def tables(store: Store) -> list[Table]:
    """Return every table, those that others refer to first."""
    return [
        _dataset(store),
        _record(store),
        _party(store),
        *(_words(store, list_) for list_ in ("kinds", "topics")),
        *_parties(store),
        *_people_and_places(store),
        *_offices(store),
        *_memberships(store),
        *_events(store),
        *_facts(store),
        *sources(store),
        names(store),
    ]


def _dataset(store: Store) -> Table:
    def rows() -> Iterator[tuple[Any, ...]]:
        for name in DATASET:
            if (said := store.dataset.get(name)) is not None:
                yield name, " ".join(said) if isinstance(said, list) else str(said)

    columns = (
        Column("name", "what is said", required=True),
        Column("value", "the words of the dataset", required=True),
    )
    return Table("dataset", "What the dataset says of itself.", columns, ("name",), rows)


def _record(store: Store) -> Table:
    sql = "SELECT id, type, title FROM record ORDER BY id"
    columns = (
        Column("id", "permanent identifier", required=True),
        Column(
            "type",
            "the table that has its fields",
            values=dict.fromkeys(LIST_OF, ""),
            required=True,
        ),
        Column("title", "the line by which it is known", required=True),
    )
    return Table("record", "Every record, by its id.", columns, ("id",), lambda: store.rows(sql))


def _party(store: Store) -> Table:
    sql = "SELECT id, type, title FROM record WHERE type IN ('state', 'organization') ORDER BY id"
    columns = (
        id_column(),
        Column(
            "kind", "what it is", values=dict.fromkeys(("state", "organization"), ""), required=True
        ),
        Column("name", "English name in use now", required=True),
    )
    meaning = "Who may hold a membership: states and organisations."
    return Table("party", meaning, columns, ("id",), lambda: store.rows(sql))


def _words(store: Store, list_: str) -> Table:
    sql = "SELECT id, label, meaning FROM vocabulary WHERE list = ? ORDER BY id"
    columns = (
        Column("id", "the word that records have", required=True),
        *recorded(list_, "label", "meaning"),
    )
    name = list_.removesuffix("s")
    meaning = f"What the word for a {name} means."
    return Table(name, meaning, columns, ("id",), lambda: store.rows(sql, (list_,)))


def _parties(store: Store) -> Iterator[Table]:
    codes = ("iso2", "numeric", "cow", "gw", "vdem", "wikidata")
    life = ("official_language", "independence")
    after = ("leaders", "leaders_as_of", "cow_note", "note")
    place = ("capital", "area_km2", "population", "population_as_of")
    yield typed(
        store,
        "state",
        "States, by ISO 3166-1 alpha-3; `X…` codes are user-assigned.",
        [
            id_column("ISO 3166-1 alpha-3", "party"),
            *recorded("states", "name", "formal_name", *codes, "summary", *place, *life),
            *windows("independence"),
            *recorded("states", *after),
            *EVIDENCE,
        ],
        lambda fields: window("independence", fields["independence"]),
    )
    yield typed(
        store,
        "organization",
        "Organisations, their lives, and how much of their membership is recorded.",
        [
            id_column(to="party"),
            *recorded("organizations", "name", "kind", "summary", "founded"),
            *windows("founded"),
            *recorded("organizations", "dissolved"),
            *windows("dissolved"),
            *recorded("organizations", "predecessor_founded", "coverage", "seat", "website"),
            *recorded("organizations", "wikidata", "related_to", "note"),
            *EVIDENCE,
        ],
        lambda fields: (
            window("founded", fields["founded"]) | window("dissolved", fields["dissolved"])
        ),
    )
    yield listed(
        store,
        "organization_state",
        "States that take part in an organisation, where no period is known.",
        (
            to("organization", "organization", "the organisation"),
            to("state", "state", "the state"),
        ),
        "states",
    )
    yield listed(
        store,
        "organization_predecessor",
        "Bodies under which a status in an organisation may have begun.",
        (
            to("organization", "organization", "the organisation"),
            to("predecessor", "organization", "the body before it"),
        ),
        "predecessors",
    )


def _people_and_places(store: Store) -> Iterator[Table]:
    state = to("state", "state", LISTS["people"]["state"].meaning, required=False)
    yield typed(
        store,
        "person",
        "People who act or speak.",
        [
            id_column(),
            *recorded("people", "name", "summary"),
            state,
            *recorded("people", "wikidata"),
        ],
    )
    country = to("country", "state", LISTS["places"]["country"].meaning, required=False)
    yield typed(
        store,
        "place",
        "Places where something happened.",
        [
            id_column(),
            *recorded("places", "name"),
            country,
            *recorded("places", "wikidata", "note"),
        ],
    )
    yield Table(
        "role",
        "What people did beside the terms of office that are recorded.",
        (
            to("person", "person", "who"),
            POSITION,
            Column("role", "the office", required=True),
            *BOUNDS[:2],
            Column("note", "what a reader must know"),
        ),
        ("person", "position"),
        lambda: (
            (person["id"], i, *(role[key] for key in ("role", "from", "until", "note")))
            for person, roles in roles_beside(store)
            for i, role in enumerate(roles, start=1)
        ),
    )


def _offices(store: Store) -> Iterator[Table]:
    whose = (
        to("organization", "organization", "the body whose office it is", required=False),
        to("state", "state", "the state whose office it is", required=False),
    )
    yield typed(
        store,
        "office",
        "Offices of organisations and states.",
        [
            id_column(),
            *recorded("offices", "name"),
            *whose,
            *recorded("offices", "summary", "note"),
        ],
    )
    people = {id_ for (id_,) in store.rows("SELECT id FROM record WHERE type = 'person'")}

    def holder(fields: Fields) -> Fields:
        kind = "person" if fields["holder"] in people else "holder_state"
        return {kind: fields["holder"]}

    yield typed(
        store,
        "term",
        "Terms of office, half-open. The holder is a person or a state.",
        [
            id_column(),
            to("office", "office", "which office"),
            to("person", "person", "who holds it, where that is a person", required=False),
            to("holder_state", "state", "the state that holds it", required=False),
            Column("holder_name", "the name of the holder", required=True),
            Column("acting", LISTS["terms"]["acting"].meaning, "boolean", required=True),
            *BOUNDS,
            *recorded("terms", "note"),
            *EVIDENCE,
        ],
        holder,
    )


def _memberships(store: Store) -> Iterator[Table]:
    yield typed(
        store,
        "membership",
        "Statuses of parties in organisations, half-open.",
        [
            id_column(),
            to("party", "party", "who holds the status"),
            to("organization", "organization", "in which body"),
            *recorded("memberships", "status"),
            *BOUNDS,
            *recorded("memberships", "basis"),
            *EVIDENCE,
        ],
        lambda fields: {"party": fields["state"]},
    )
    yield Table(
        "milestone",
        "Steps on the way to a status, or within it.",
        (
            to("membership", "membership", "of which membership"),
            POSITION,
            Column("date", "when, as recorded (EDTF)", required=True),
            *FIRST_AND_LAST,
            Column("what", "the step", required=True),
        ),
        ("membership", "position"),
        lambda: (
            (one["id"], i, step["date"], *window("", step["date"]).values(), step["what"])
            for one in documents(store, "membership")
            for i, step in enumerate(one["milestones"], start=1)
        ),
    )


def _events(store: Store) -> Iterator[Table]:
    sql = "SELECT id, value FROM tag JOIN record USING (n) WHERE field = 'place'"
    places: dict[str, str] = dict(store.rows(sql))

    def where(fields: Fields) -> Fields:
        place = fields["place"] or {}
        return {
            "place": places.get(fields["id"]),
            **{key: place.get(key) for key in ("city", "country", "venue")},
        }

    yield typed(
        store,
        "event",
        "What happened, or is planned.",
        [
            id_column(),
            Column("date", "when, as recorded (EDTF)", required=True),
            *FIRST_AND_LAST,
            to("kind", "kind", "what sort of event"),
            *recorded("events", "title", "summary"),
            to("place", "place", "where", required=False),
            Column("city", "the name that the place had"),
            to("country", "state", "the state in whose borders it is", required=False),
            Column("venue", "the building, or what was held there online"),
            Column("planned", LISTS["events"]["planned"].meaning, "boolean", required=True),
            *EVIDENCE,
        ],
        where,
    )
    event = to("event", "event", "the event")
    for list_, name, meaning in (
        ("states", "state", "States that took part in an event or are concerned."),
        ("organizations", "organization", "Bodies that took part in an event."),
        ("topics", "topic", "What an event is about."),
    ):
        columns = (event, to(name, name, f"the {name}"))
        yield listed(store, f"event_{name}", meaning, columns, list_)


def _facts(store: Store) -> Iterator[Table]:
    kinds = {kind: meaning.removeprefix("kind of fact: ") for kind, meaning in FACT_KINDS.items()}
    yield typed(
        store,
        "fact",
        "What is the case, or was said, planned, proposed or judged; always a paraphrase.",
        [
            id_column(),
            Column("kind", "what sort of fact", values=kinds, required=True),
            *recorded("facts", "text", "date"),
            *FIRST_AND_LAST,
            to("speaker", "person", "the person who says it", required=False),
            Column("speaker_name", "the person or the body that says it"),
            *recorded("facts", "target"),
            *windows("target"),
            *recorded("facts", "outcome"),
            *EVIDENCE,
        ],
        lambda fields: window("target", fields["target"]),
    )
    fact = to("fact", "fact", "the fact")
    about = to("about", "record", "a record that it is about")
    topic = to("topic", "topic", "the topic")
    yield listed(store, "fact_about", "The records that a fact is about.", (fact, about), "about")
    yield listed(store, "fact_topic", "The topics of a fact.", (fact, topic), "topics")
