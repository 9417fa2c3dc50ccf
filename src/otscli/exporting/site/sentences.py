"""One sentence on each record: what its page answers, with how sure it is."""

from __future__ import annotations

from collections.abc import Callable

from otscli.choices import with_article
from otscli.dates import UNKNOWN, in_words, parse
from otscli.exporting.site.content import Content, Fields

CONFIDENCE = {
    "official": "Official: an official source supports it.",
    "corroborated": "Corroborated: two or more publishers support it.",
    "single-source": "Single source: one publisher supports it.",
    None: "No source supports it.",
}
"""What a confidence means, in a sentence."""

STANCES = {"supports": "supports", "differs": "differs", "disputes": "disputes"}


def sentence(site: Content, fields: Fields) -> str:
    """Return the sentence that a page begins with."""
    return _SENTENCES[fields["type"]](site, fields)


def on(date: str) -> str:
    """Return a recorded date with its preposition: `on 3 October 2009`, `in 2009`."""
    if date == UNKNOWN:
        return "on an unknown day"
    if "/" in date:
        first, last = date.split("/")
        return f"from {in_words(parse(first))} to {in_words(parse(last))}"
    said = in_words(parse(date))
    if said.endswith("0s") and not said[0].isdigit():
        return f"in the {said}"
    if said.startswith("c. "):
        return f"around {said.removeprefix('c. ')}"
    exact = len(date.rstrip("~?%").replace("-XX", "")) == len("2009-10-03")
    return f"{'on' if exact else 'in'} {said}"


def since(date: str) -> str:
    """Return a recorded date as the beginning of something."""
    if date == UNKNOWN:
        return "an unknown day"
    first, _, last = date.partition("/")
    if not last:
        return in_words(parse(date))
    return f"a day between {in_words(parse(first))} and {in_words(parse(last))}"


def _event(site: Content, fields: Fields) -> str:
    place = fields["place"] or {}
    where = ", ".join(
        part
        for part in (
            place.get("venue"),
            place.get("city"),
            site.title(place["country"]) if place.get("country") else None,
        )
        if part
    )
    kind = site.word("kinds", fields["kind"])
    what = "Planned" if fields["planned"] else kind
    what = what[:1].upper() + what[1:]
    return f"{what} {on(fields['date'])}{f', {where}' if where else ''}."


def _membership(site: Content, fields: Fields) -> str:
    name = fields["state_name"]
    what = f"{with_article(fields['status'])} of {site.name(fields['organization'])}"
    if fields["until"] is None:
        known = f", as far as the data reach ({_reach(site)})" if site.reach else ""
        return f"{name} has been {what} since {since(fields['from'])}{known}."
    if fields["until"] == UNKNOWN:
        return f"{name} was {what} from {since(fields['from'])}; no source says until when."
    return f"{name} was {what} from {since(fields['from'])} until {since(fields['until'])}."


def _term(site: Content, fields: Fields) -> str:
    acting = "acting " if fields["acting"] else ""
    what = f"{acting}{fields['office_name']}"
    name, first = fields["holder_name"], since(fields["from"])
    if fields["until"] is None:
        known = f", as far as the data reach ({_reach(site)})" if site.reach else ""
        return f"{name} has held the office since {first}{known}: {what}."
    if fields["until"] == UNKNOWN:
        return f"{name} held the office from {first}, nobody says until when: {what}."
    return f"{name} held the office from {first} until {since(fields['until'])}: {what}."


def _reach(site: Content) -> str:
    return in_words(parse(site.about["covered_to"]))


def _fact(site: Content, fields: Fields) -> str:  # noqa: ARG001 - as all sentences
    return str(fields["text"])


def _source(site: Content, fields: Fields) -> str:
    said = fields["kind"] or "document"
    by = f" by {fields['publisher']}" if fields["publisher"] else ""
    when = f", published {on(fields['published'])}" if fields["published"] else ", undated"
    count = len(site.citing.get(fields["id"], ()))
    cited = "1 record cites it" if count == 1 else f"{count} records cite it"
    return f"A document{by} ({said}){when}; {cited}."


def _state(site: Content, fields: Fields) -> str:  # noqa: ARG001 - as all sentences
    if fields["summary"]:
        return str(fields["summary"])
    count = len({one["organization"] for one in fields["memberships"]})
    return f"Statuses in {count} {'organisation' if count == 1 else 'organisations'} are recorded."


def _organization(site: Content, fields: Fields) -> str:  # noqa: ARG001 - as all sentences
    if fields["summary"]:
        return str(fields["summary"])
    founded = f"Founded {on(fields['founded'])}." if fields["founded"] else ""
    ended = f" Dissolved {on(fields['dissolved'])}." if fields["dissolved"] else ""
    return f"{founded}{ended}".strip() or "An organisation."


def _person(site: Content, fields: Fields) -> str:
    if fields["summary"]:
        return str(fields["summary"])
    of = f" of {site.title(fields['state'])}" if fields["state"] else ""
    return f"A person{of} who acts or speaks in the data."


def _office(site: Content, fields: Fields) -> str:
    if fields["summary"]:
        return str(fields["summary"])
    whose = fields["organization"] or fields["state"]
    return f"An office of {site.title(whose)}." if whose else "An office."


def _place(site: Content, fields: Fields) -> str:
    count = len(site.events_of.get(fields["id"], ()))
    country = f" in {site.title(fields['country'])}" if fields["country"] else ""
    return f"A place{country}; {count} {'event' if count == 1 else 'events'} of the timeline."


_SENTENCES: dict[str, Callable[[Content, Fields], str]] = {
    "event": _event,
    "membership": _membership,
    "term": _term,
    "fact": _fact,
    "source": _source,
    "state": _state,
    "organization": _organization,
    "person": _person,
    "office": _office,
    "place": _place,
}
