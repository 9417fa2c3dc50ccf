"""Facts, statements, plans, proposals and assessments."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.query.answer import Answer, QueryError
from otscli.query.coverage import later_than_covered
from otscli.query.names import choice, labels, listed, people, resolve, unknown, word
from otscli.query.select import Select, latest_asked
from otscli.store.store import Store
from otscli.terms import FACT_KINDS

_ABOUT = ("organization", "state", "person", "event", "membership")


def facts(
    store: Store,
    text: str | None = None,
    *,
    kind: Sequence[str] = (),
    topic: Sequence[str] = (),
    speaker: Sequence[str] = (),
    about: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    during: str | None = None,
    source: Sequence[str] = (),
    disputed: bool = False,
    limit: int | None = None,
    explain: bool = False,
) -> Answer:
    """Return what is recorded as said or true, in order of date, the undated last.

    `text` keeps what holds its words; `speaker` takes an id, a name or a whole word of it,
    `about` a state, organisation, person, event or membership. Raises `QueryError`.
    """
    select = Select(store, "fact")
    select.holding(text)
    select.dated(since, until, during)
    select.kinds([choice("kind of fact", name, FACT_KINDS) for name in listed(kind)])
    select.tagged("--topic", "topics", [word(store, "topics", name) for name in listed(topic)])
    notes = []
    speakers: list[str] = []
    for name in listed(speaker):
        found = people(store, name)
        speakers += found
        if len(found) > 1:
            notes.append(f"--speaker {name} may be any of {', '.join(found)}")
    select.tagged("--speaker", "speaker", speakers)
    select.tagged("--about", "about", [_subject(store, name) for name in listed(about)])
    select.cited(source)
    select.disputed(disputed)
    return Answer(
        "fact",
        select.rows(limit=limit),
        caption=later_than_covered(store, latest_asked(since, until, during)),
        notes=notes,
        explanation=select.explanation() if explain else [],
        names=labels(store),
    )


def _subject(store: Store, typed: str) -> str:
    for type_ in _ABOUT:
        try:
            return resolve(store, type_, typed)
        except QueryError:
            continue
    raise unknown(store, "state", typed)
