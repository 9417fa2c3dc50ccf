"""The pages about everything: start, timeline, overlap, lists, disagreements, changes, citing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from otscli.answer import Answer
from otscli.choices import LIST_OF, STATUSES
from otscli.dates import UNKNOWN, in_words, parse_end
from otscli.dates import day as on_day
from otscli.exporting.site.addresses import part_of
from otscli.exporting.site.content import HOME, Content, Fields, Link, Piece
from otscli.exporting.site.rendering import short
from otscli.exporting.site.sentences import since
from otscli.periods import NEVER, period
from otscli.query.changes import changes
from otscli.query.members import members
from otscli.query.overlap import overlap

LATEST = 8
"""Events and changes that the start page names."""

PART = 250
"""Entries of a list on one page."""

FILTERS = {"kind": "kinds", "topic": "topics"}

LETTERS = {status: status[0].upper() for status in STATUSES} | {"applicant": "a"}
"""The letters of statuses in cells, as in pictures."""


class Held(NamedTuple):
    """A membership on the start page, with the days by which a script finds who is in on a day.

    `holds` and `certain` are of the day that the page is about. Days are ordinal numbers;
    0 means none.
    """

    link: Piece
    status: str
    since: str
    until: str
    days: Sequence[int]
    holds: bool
    certain: bool


class Entry(NamedTuple):
    """An event in the timeline."""

    link: Link
    date: str
    said: str
    states: str


def start(site: Content) -> dict[str, Any]:
    """Return what the start page shows."""
    listed = list(_held(site, site.home)) if site.home else []
    events = list(site.records["event"].values())
    happened = [one for one in events if not one["planned"]]
    planned = [one for one in events if one["planned"] and one["end"] >= site.day.isoformat()]
    stepped = [row.fields for row in changes(site.store, org=[site.home]).rows] if site.home else []
    steps = [one for one in stepped if one["date"] != UNKNOWN][-LATEST:]
    first = min((row.days[0] for row in listed if row.days[0] > 1), default=0)
    holding = [row for row in listed if row.holds]
    return {
        "home": site.home and site.link(site.home, site.name(site.home)),
        "held": listed,
        "counted": _counted(holding),
        "first": dt.date.fromordinal(first) if first else site.day,
        "day": site.day,
        "day_in_words": in_words(on_day(site.day)),
        "ordinals": {"first": first, "last": site.day.toordinal()},
        "latest": [_entry(site, one) for one in reversed(happened[-LATEST:])],
        "next": [_entry(site, one) for one in planned[:LATEST]],
        "steps": [_step(site, one) for one in reversed(steps)],
        "totals": [
            (Link(list_.capitalize(), _list_page(list_)), len(site.records[type_]))
            for type_, list_ in LIST_OF.items()
        ],
    }


def _list_page(list_: str) -> str:
    return "timeline.html" if list_ == "events" else f"{list_}.html"


def _counted(rows: Sequence[Held]) -> str:
    """How many hold each status: `5 members, 2 observers`."""
    counted = Counter(row.status for row in rows)
    found = [(counted[status], status) for status in STATUSES if counted[status]]
    return ", ".join(f"{n} {status}{'' if n == 1 else 's'}" for n, status in found) or "nobody"


def _held(site: Content, home: str) -> Iterator[Held]:
    """Every membership of the organisation of the start page; those that hold on the day first."""
    now = {row.fields["id"]: row.fields["certain"] for row in members(site.store, home).rows}
    rows = [row.fields for row in members(site.store, home, history=True).rows]
    order = list(STATUSES)
    rows.sort(key=lambda one: (order.index(one["status"]), one["start"] or "", one["state"]))
    reach = site.reach or NEVER
    for one in rows:
        until = one["until"]
        held = period(parse_end(one["from"]), None if until is None else parse_end(until), reach)
        days = [
            held.since.first.toordinal(),
            held.since.last.toordinal(),
            0 if held.until.never else held.until.first.toordinal(),
            0 if held.until.perhaps_never else held.until.last.toordinal(),
            0 if held.reach == NEVER else held.reach.toordinal(),
        ]
        yield Held(
            site.link(one["id"], one["state_name"], f"{one['state_name']}: since when"),
            one["status"],
            since(one["from"]),
            "" if until is None else since(until),
            days,
            one["id"] in now,
            bool(now.get(one["id"], True)),
        )


def _entry(site: Content, event: Fields) -> Entry:
    place = event["place"] or {}
    said = [site.word("kinds", event["kind"]), place.get("city")]
    said += ["planned"] if event["planned"] else []
    said += ["disputed"] if event["disputed"] else []
    link = site.link(event["id"])
    assert isinstance(link, Link)  # noqa: S101 - an event has a page
    states = " ".join(event["states"])
    return Entry(link, short(event["date"]), " · ".join(part for part in said if part), states)


def _step(site: Content, row: Fields) -> tuple[str, Piece, str]:
    said = {
        "joined": f"becomes {row['after']}",
        "left": f"is no longer {row['before']}",
        "status": f"from {row['before']} to {row['after']}",
        "applied": "applies",
        "candidate": "becomes candidate",
        "withdrew": f"is no longer {row['before']}",
    }[row["change"]]
    return short(row["date"]), site.link(row["id"], row["state_name"]), said


def timeline(site: Content) -> dict[str, Any]:
    """Return what the timeline shows: every event, by year, and the values of the filters."""
    events = list(site.records["event"].values())
    years = [
        (year, [_entry(site, one) for one in found])
        for year, found in groupby(events, key=lambda one: one["start"][:4].lstrip("0"))
    ]
    used: dict[str, dict[str, None]] = {name: {} for name in ("kind", "topic", "state", "place")}
    for event in events:
        used["kind"][event["kind"]] = None
        used["topic"] |= dict.fromkeys(event["topics"])
        used["state"] |= dict.fromkeys(event["states"])
        if place := site.place_of(event):
            used["place"][place] = None
    used["org"] = dict.fromkeys(one for event in events for one in event["organizations"])
    names = {
        name: sorted(
            (
                (id_, site.word(FILTERS[name], id_) if name in FILTERS else site.title(id_))
                for id_ in values
            ),
            key=lambda pair: pair[1],
        )
        for name, values in used.items()
    }
    return {"years": years, "total": len(events), "values": names}


def matrix(site: Content) -> dict[str, Any]:
    """Return what the page on overlap shows: states and organisations, crossed."""
    answer = overlap_at_home(site)
    columns = list(answer.keys)
    rows = []
    for row in answer.rows:
        state, held = row.fields["state"], row.fields["memberships"]
        cells = [_cell(site, state, one, held[one]) for one in columns]
        rows.append((site.link(state, row.fields["state_name"]), cells))
    return {
        "caption": answer.caption,
        "columns": [site.link(one, one, site.title(one)) for one in columns],
        "rows": rows,
        "names": [site.link(one) for one in columns],
        "letters": [(letter, status) for status, letter in LETTERS.items()],
    }


def overlap_at_home(site: Content) -> Answer:
    """Return the states of the organisation of the start page, and all others; or nothing."""
    if site.home is None:
        return Answer("overlap", [])
    return overlap(site.store, [] if site.home == HOME else [site.home])


def _cell(
    site: Content, state: str, organization: str, held: Mapping[str, Any] | None
) -> list[tuple[str, str, Piece]]:
    """What a state holds in an organisation: class, mark of doubt, and a link to since when."""
    found = []
    for one in (held, *held["also"]) if held else ():
        doubt = "" if one["certain"] else "?"
        possibly = "" if one["certain"] else ", possibly"
        says = f"{site.title(state)}: {one['status']} of {organization}"
        says += f" since {since(one['from'])}{possibly}"
        link = site.link(one["id"], f"{LETTERS[one['status']]}{doubt}", says)
        found.append((one["status"], doubt, link))
    return found


class Part(NamedTuple):
    """A page of a list: its number, and the entries on it."""

    path: str
    label: str
    entries: Sequence[tuple[Piece, str]]


def parts(site: Content, type_: str) -> list[Part]:
    """Return the pages of the list of a type, by name."""
    found = sorted(
        ((_name(site, fields), fields) for fields in site.records[type_].values()),
        key=lambda pair: (pair[0].casefold(), pair[1]["id"]),
    )
    if type_ in {"fact", "event"}:
        found = [(_name(site, fields), fields) for fields in site.records[type_].values()]
    made = []
    for number, at in enumerate(range(0, max(len(found), 1), PART), start=1):
        here = found[at : at + PART]
        entries = [(site.link(fields["id"], name), _beside(site, fields)) for name, fields in here]
        label = f"{here[0][0][:24]} …" if here else ""
        if type_ in {"fact", "event"} and here:
            label = short(here[0][1]["date"]) or "undated"
        made.append(Part(part_of(LIST_OF[type_], number), label, entries))
    return made


def _name(site: Content, fields: Fields) -> str:
    if fields["type"] == "source":
        publisher = fields["publisher"] or "Unknown publisher"
        return f"{publisher}: {fields['title'] or fields['url'] or fields['id']}"
    return site.title(fields["id"])


def _beside(site: Content, fields: Fields) -> str:
    """What is said beside the name of a record in a list."""
    type_ = fields["type"]
    if type_ in {"fact", "event"}:
        return f"{site.word('kinds', fields['kind'])}, {short(fields['date']) or 'undated'}"
    if type_ in {"membership", "term"}:
        return f"{short(fields['from'])} to {short(fields['until']) or 'now'}"
    return str(
        {
            "source": fields.get("published") and short(fields["published"]),
            "state": fields.get("capital"),
            "organization": fields["id"],
            "person": fields.get("state"),
            "place": fields.get("country"),
            "office": fields.get("organization") or fields.get("state"),
        }[type_]
        or ""
    )
