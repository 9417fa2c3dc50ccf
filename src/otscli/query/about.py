"""A state, an organisation, an office or a person in a few sentences.

The sentences are made from records, and each has its sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from otscli.answer import Answer, Row, Said
from otscli.choices import STATUSES, join_words, with_article
from otscli.dates import UNKNOWN, in_words, parse
from otscli.errors import QueryError
from otscli.evidence import Citation, weightiest
from otscli.folding import fold
from otscli.query.lookup.asked import read_as_of
from otscli.query.lookup.conditions import Condition, Conditions
from otscli.query.lookup.names import labels
from otscli.query.lookup.tenures import find_tenures
from otscli.query.members import members
from otscli.query.offices import offices
from otscli.query.show import show
from otscli.store.store import Store

HOME = "OTS"
_MOST = 12  # organisations in a state's sentence
_PLURAL = {"member": "Members", "observer": "Observers", "associate": "Associates"}


def about(store: Store, name: Sequence[str] = ()) -> Answer:
    """Return one record, as `show` does, with sentences about it.

    `name` is an id, code, name or words of one; by default the OTS. Words of several names that are
    in the title of one office of the OTS mean that office. Raises `QueryError`.
    """
    try:
        found = show(store, name or [HOME])
    except QueryError:
        office = _office(store, " ".join(name))
        if office is None:
            raise
        found = show(store, [office])
    rows = list(found.rows)
    if len(rows) > 1:
        found = show(store, [" ".join(name)])
        rows = list(found.rows)
    (row,) = rows
    fields = row.fields
    sentences = _SENTENCES.get(fields["type"])
    if sentences is None:
        id_, type_ = fields["id"], fields["type"]
        raise QueryError(f"{id_} is {with_article(type_)}; `ots show {id_}` shows it")
    return found._replace(
        rows=[row], view="about", lines=[*_summary(fields), *sentences(store, fields)]
    )


def _office(store: Store, words: str) -> str | None:
    """The only office of the OTS with the words in its title."""
    titles = store.rows(
        "SELECT id, title FROM record "
        "WHERE type = 'office' AND json_extract(doc, '$.organization') = ?",
        [HOME],
    )
    found = [id_ for id_, title in titles if set(fold(words).split()) <= set(fold(title).split())]
    return found[0] if len(found) == 1 else None


def _summary(fields: dict[str, Any]) -> Iterator[Said]:
    if fields.get("summary"):
        yield Said("", fields["summary"], _shown(fields))


def _of_organization(store: Store, fields: dict[str, Any]) -> Iterator[Said]:
    cited = _shown(fields)
    if fields["founded"]:
        ended = f", dissolved {_date(fields['dissolved'])}" if fields["dissolved"] else ""
        yield Said("Founded", f"{_date(fields['founded'])}{ended}", cited)
    # One per spelling: a hyphen makes no difference.
    former = {
        fold(one["name"]).replace("-", " "): one["name"]
        for one in reversed(fields["names"])
        if one["lang"] == "en" and one["until"]
    }
    if former:
        yield Said("Formerly", "; ".join(reversed(former.values())), cited)
    if fields["seat"]:
        yield Said("Seat", fields["seat"], cited)
    yield from _members(store, fields["id"])
    yield from _offices(store, org=[fields["id"]])
    yield from _events(store, "organizations", fields["id"])
    yield from _next(store, fields["id"])


def _members(store: Store, organization: str) -> Iterator[Said]:
    name = labels(store)()
    by_status: dict[str, list[dict[str, Any]]] = {}
    for row in members(store, organization).rows:
        by_status.setdefault(row.fields["status"], []).append(row.fields)
    for status in STATUSES:
        if held := by_status.get(status, []):
            states = [name.get(one["state"], one["state"]) for one in held]
            label = _PLURAL.get(status, f"{status.capitalize()}s")
            text = f"{len(held)}: {join_words(states, 'and')}"
            yield Said(label, text, [cited for one in held for cited in _shown(one)])


def _of_state(store: Store, fields: dict[str, Any]) -> Iterator[Said]:
    cited = _shown(fields)
    if fields["capital"]:
        yield Said("Capital", fields["capital"], cited)
    if fields["population"]:
        counted = f" ({_date(fields['population_as_of'])})" if fields["population_as_of"] else ""
        yield Said("Population", f"{fields['population']:,}{counted}", cited)
    yield from _offices(store, state=[fields["id"]])
    yield from _memberships(store, fields)
    yield from _events(store, "states", fields["id"])


def _memberships(store: Store, fields: dict[str, Any]) -> Iterator[Said]:
    """List the organisations of a state: the OTS with its sources, then others by status."""
    conditions = Conditions(store, "membership")
    conditions.any_of("state", "state", [fields["id"]])
    conditions.possibly_held(read_as_of(store, None))
    current = find_tenures(conditions)
    for one in current:
        if one.organization == HOME:
            row = store.row("SELECT doc FROM record WHERE id = ?", (one.id,))
            sources = _shown(Row(row[0]).fields) if row else []
            since = one.period.since.text or ""
            yield Said("In the OTS", f"{one.status} {_since(since)}", sources)
    for status in STATUSES:
        others = sorted({one.organization for one in current if one.status == status} - {HOME})
        if others:
            more = f" and {len(others) - _MOST} more" if len(others) > _MOST else ""
            yield Said(f"{status.capitalize()} of", f"{', '.join(others[:_MOST])}{more}")


def _of_person(store: Store, fields: dict[str, Any]) -> Iterator[Said]:
    for role in fields["roles"]:
        held = _since(role["from"])
        if role["until"] is not None:
            held = f"{_since(role['from'], 'from')} until {_date(role['until'])}"
        yield Said(role["role"], held, _shown(role))
    facts = Conditions(store, "fact")
    facts.tagged("speaker", "speaker", [fields["id"]])
    count = sum(1 for _ in facts.rows())
    if count:
        yield Said("Statements", f"{count}: `ots facts --speaker {fields['id']}`")


def _of_office(store: Store, fields: dict[str, Any]) -> Iterator[Said]:
    yield from _offices(store, fields["id"])
    (count,) = store.row("SELECT count(*) FROM term WHERE office = ?", (fields["id"],)) or (0,)
    yield Said("Terms", f"{count}: `ots offices {fields['id']} --history`")


_SENTENCES = {
    "organization": _of_organization,
    "state": _of_state,
    "person": _of_person,
    "office": _of_office,
}


def _offices(
    store: Store, office: str | None = None, *, org: Sequence[str] = (), state: Sequence[str] = ()
) -> Iterator[Said]:
    """List the holders of the offices on the day, without the states that hold one."""
    for row in offices(store, office, org=org, state=state).rows:
        term = row.fields
        if office is None and term["holder"] == term["holder"].upper():
            continue
        possibly = "" if term["certain"] else " (possibly)"
        acting = " (acting)" if term["acting"] else ""
        label = "Holder" if office else term["office_name"].removesuffix(f" of the {''.join(org)}")
        text = f"{term['holder_name']}{acting}{possibly}, {_since(term['from'])}"
        yield Said(label, text, _shown(term))


def _events(store: Store, field: str, id_: str) -> Iterator[Said]:
    """The latest summit, or else the latest event, that is not planned."""
    for kind in ("summit", ""):
        conditions = Conditions(store, "event")
        conditions.add(Condition("NOT json_extract(doc, '$.planned')"))
        conditions.tagged(field, field, [id_])
        conditions.any_of("kind", "kind", [kind] if kind else [])
        for row in conditions.rows(newest=True, limit=1):
            event = row.fields
            label = f"Last {kind or 'event'}"
            yield Said(label, f"{_date(event['date'])}: {event['title']}", _shown(event))
            return


def _next(store: Store, organization: str) -> Iterator[Said]:
    """The next planned summit, or else the next planned event."""
    for kind in ("summit", ""):
        conditions = Conditions(store, "event")
        conditions.add(Condition("json_extract(doc, '$.planned')"))
        conditions.tagged("org", "organizations", [organization])
        conditions.any_of("kind", "kind", [kind] if kind else [])
        for row in conditions.rows(limit=1):
            event = row.fields
            label = f"Next {kind or 'event'}"
            yield Said(label, f"{_date(event['date'])}: {event['title']}", _shown(event))
            return


def _shown(fields: Mapping[str, Any]) -> list[Citation]:
    """The source to show, if one supports the record."""
    first = weightiest(fields["sources"])
    return [first] if first else []


def _date(text: str) -> str:
    return in_words(parse(text)) if text != UNKNOWN else "an unknown day"


def _since(text: str, word: str = "since") -> str:
    """Say since when, if the day may be any of an interval."""
    if text == UNKNOWN:
        return f"{word} an unknown day"
    earliest, _, latest = text.partition("/")
    if latest:
        return f"{word} some time between {_date(earliest)} and {_date(latest)}"
    return f"{word} {_date(text)}"
