"""Facts, statements, plans, proposals and assessments."""

from __future__ import annotations

from collections.abc import Sequence

from otscli.answer import Answer
from otscli.choices import FACT_KINDS
from otscli.dates import DateLike
from otscli.errors import QueryError
from otscli.query.lookup.asked import Window
from otscli.query.lookup.conditions import Conditions
from otscli.query.lookup.coverage import covered_to, later_than_covered
from otscli.query.lookup.names import choice, labels, listed, resolve, resolve_people, unknown, word
from otscli.store.store import Store

_ABOUT = ("organization", "state", "person", "event", "membership")


def facts(
    store: Store,
    text: str | None = None,
    *,
    kind: Sequence[str] = (),
    topic: Sequence[str] = (),
    speaker: Sequence[str] = (),
    about: Sequence[str] = (),
    since: DateLike | None = None,
    until: DateLike | None = None,
    during: DateLike | None = None,
    source: Sequence[str] = (),
    disputed: bool = False,
    differs: bool = False,
    confidence: Sequence[str] = (),
    limit: int | None = None,
    newest: bool = False,
    explain: bool = False,
) -> Answer:
    """Return facts in date order, the undated last.

    `text` keeps those that contain its words; `speaker` takes an id, a name or a whole word of it,
    `about` a state, organisation, person, event or membership. Raises `QueryError`.
    """
    window = Window(since, until, during, store)
    conditions = Conditions(store, "fact")
    conditions.holding("text", text, only="title text")
    conditions.within(window)
    kinds = [choice("kind of fact", name, list(FACT_KINDS)) for name in listed(kind)]
    conditions.any_of("kind", "kind", kinds)
    conditions.tagged("topic", "topics", [word(store, "topics", name) for name in listed(topic)])
    notes: list[str] = []
    conditions.tagged("speaker", "speaker", resolve_people(store, "speaker", speaker, notes))
    conditions.tagged("about", "about", [_subject(store, name) for name in listed(about)])
    conditions.cited(source)
    conditions.disputed(disputed)
    conditions.differs(differs)
    conditions.confident(confidence)
    later = conditions.count_after(covered_to(store), limit=limit)
    return Answer(
        "fact",
        conditions.rows(newest=newest, limit=limit),
        caption=later_than_covered(store, window.latest, later),
        notes=notes,
        explanation=conditions.explanation() if explain else [],
        why=conditions.why if explain else None,
        names=labels(store),
        about=store.dataset,
        total=lambda: conditions.total(limit),
    )


def _subject(store: Store, typed: str) -> str:
    for type_ in _ABOUT:
        try:
            return resolve(store, type_, typed)
        except QueryError:
            continue
    raise unknown(store, "state", typed)
