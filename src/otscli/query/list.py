"""The values of options."""

from __future__ import annotations

from otscli.answer import Answer, Row
from otscli.choices import FACT_KINDS, FORMATS, STATUSES
from otscli.query.lookup.names import LISTED, choice, labels
from otscli.store.store import Store

_RECORDS = {list_: type_ for type_, list_ in LISTED.items()}

TRANSLATED = ("states", "orgs")
"""The lists that have names in several languages."""

LISTS = {
    "kinds": "kinds of event and fact",
    "topics": "what records are about",
    "states": "states and territories",
    "orgs": "organisations and their bodies",
    "people": "people who speak or hold office",
    "places": "places of events",
    "offices": "offices that people and states hold",
    "statuses": "statuses of membership",
    "formats": "formats of answers",
}
"""Every list, and what its values are for."""


def list_(store: Store, what: str | None = None) -> Answer:
    """Return the values of a list with their meanings; without one, the lists.

    Raises `QueryError`.
    """
    if what is None:
        lists = [{"id": name, "name": None, "meaning": said} for name, said in LISTS.items()]
        return Answer("word", [Row(fields=fields) for fields in lists])
    list_ = choice("list", what, list(LISTS))
    if list_ == "states":
        return _states(store)
    if list_ in _RECORDS:
        rows = store.rows(
            "SELECT id, title, coalesce(json_extract(doc, '$.formal_name'), kind, "
            "json_extract(doc, '$.country'), json_extract(doc, '$.state'), "
            "json_extract(doc, '$.organization')) "
            "FROM record WHERE type = ? ORDER BY id",
            (_RECORDS[list_],),
        )
    elif list_ == "statuses":
        rows = iter([(status, None, meaning) for status, meaning in STATUSES.items()])
    elif list_ == "formats":
        rows = iter([(name, None, format_.meaning) for name, format_ in FORMATS.items()])
    else:
        rows = store.rows(
            "SELECT id, label, meaning FROM vocabulary WHERE list = ? ORDER BY id", (list_,)
        )
    named = labels(store)() if store.lang else {}
    found = [
        {"id": id_, "name": named.get(id_, name), "meaning": meaning} for id_, name, meaning in rows
    ]
    if list_ == "kinds":
        found += [
            {"id": kind, "name": kind.capitalize(), "meaning": meaning}
            for kind, meaning in FACT_KINDS.items()
        ]
    return Answer("word", [Row(fields=fields) for fields in found])


def _states(store: Store) -> Answer:
    """The states, with capital, population and area."""
    named = labels(store)() if store.lang else {}
    found = (Row(doc).fields for (doc,) in store.rows(_STATES))
    rows = [
        {
            "id": one["id"],
            "name": named.get(one["id"], one["name"]),
            "meaning": one["formal_name"],
            **{name: one[name] for name in ("capital", "population", "area_km2")},
        }
        for one in found
    ]
    return Answer("listedstate", [Row(fields=row) for row in rows])


_STATES = "SELECT doc FROM record WHERE type = 'state' ORDER BY id"
