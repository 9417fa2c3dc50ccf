"""The values that options take."""

from __future__ import annotations

from otscli.query.answer import Answer, Row
from otscli.query.names import choice
from otscli.store.store import Store
from otscli.terms import FACT_KINDS, FORMATS, STATUSES

_RECORDS = {"states": "state", "orgs": "organization", "people": "person", "places": "place"}
_STATUS_MEANINGS = {
    "member": "full member",
    "associate": "takes part under a lesser or older title, without being a full member",
    "candidate": "accepted as one that may become a member",
    "observer": "may attend, without a vote",
    "partner": "has a partnership under the organisation's rules",
    "applicant": "has asked for a status and has no answer yet",
}
_FACT_MEANINGS = {
    "fact": "kind of fact: what is the case",
    "statement": "kind of fact: what a person or a body said",
    "plan": "kind of fact: what is to be done",
    "proposal": "kind of fact: what somebody suggests",
    "assessment": "kind of fact: what somebody judges",
}

LISTS = ("kinds", "topics", "states", "orgs", "people", "places", "statuses", "formats")


def words(store: Store, what: str) -> Answer:
    """Return the values of one list, with what they mean. Raises `QueryError`."""
    list_ = choice("list", what, LISTS)
    if list_ in _RECORDS:
        rows = store.rows(
            "SELECT id, title, coalesce(json_extract(doc, '$.formal_name'), kind, "
            "json_extract(doc, '$.country'), json_extract(doc, '$.state')) "
            "FROM record WHERE type = ? ORDER BY id",
            (_RECORDS[list_],),
        )
    elif list_ == "statuses":
        rows = iter([(status, None, _STATUS_MEANINGS[status]) for status in STATUSES])
    elif list_ == "formats":
        rows = iter([(name, None, None) for name in FORMATS])
    else:
        rows = store.rows(
            "SELECT id, label, meaning FROM vocabulary WHERE list = ? ORDER BY id", (list_,)
        )
    found = [{"id": id_, "name": name, "meaning": meaning} for id_, name, meaning in rows]
    if list_ == "kinds":
        found += [
            {"id": kind, "name": kind.capitalize(), "meaning": _FACT_MEANINGS[kind]}
            for kind in FACT_KINDS
        ]
    return Answer("word", [Row(fields=fields) for fields in found])
