"""Words without an option, read as what they most likely mean.

From the left, the longest run of words that is a date, a kind, a topic, a state, an organisation or
a place is taken. Where a name is expected, other words lead to the option that takes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from otscli.choices import STATUSES
from otscli.cli import suggestions
from otscli.cli.reader import Reader
from otscli.dates import understand
from otscli.errors import DateError, QueryError
from otscli.folding import fold
from otscli.query.lookup.asked import date_of_event
from otscli.query.lookup.names import find, find_people, unknown
from otscli.store.store import Store

_SKIPPED = frozenset(["in", "of", "by", "at", "on", "the", "and", "for", "with", "&", "vs"])
_BEFORE_DATES = {
    **dict.fromkeys(("since", "from", "after"), "since"),
    **dict.fromkeys(("until", "till", "to", "before"), "until"),
}
_LONGEST = 16  # words of a name or date
_MOST = 50  # words that are read without an option
_CODE = 2  # letters of a code that may also be a common word
_NUMBER = re.compile("[0-9]{1,3}")
_RANGE = re.compile(r"[0-9]{4}.*(?:-|–|\.\.)\s*[0-9]{4}.*")
_SPAN = re.compile(r"[0-9]+ ?[a-z]+( ago)?")
_NUMERIC = re.compile(r"[0-9]+([/.-][0-9]+)+")
_DAY_OF_YEAR = re.compile(
    r"[0-9]{1,2}(st|nd|rd|th)? [a-z]{3,}|[a-z]{3,} [0-9]{1,2}|[01][0-9]-[0-3][0-9]"
    r"|[0-9]{1,2}[/.][0-9]{1,2}\.?"
)
_EVERYDAY = {"office": suggestions.OFFICES}
_TYPES = {"state": "state", "org": "organization", "place": "place"}


class _Reading:
    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self.left: list[str] = []

    def values(self, parameter: str) -> list[str]:
        return [value for name, value in self.found if name == parameter]


def understood(
    store: Store, asked: Mapping[str, Any], read: Reader | None
) -> tuple[dict[str, Any], str]:
    """Return the parameters of a question, and a line that says how the words were read.

    Raises `QueryError` if they cannot be.
    """
    meant = _everyday(store, dict(asked))
    if read is None or not read.words:
        _refuse_places(store, meant)
        return meant, ""
    reading = _read(store, read)
    for parameter, value in reading.found:
        if parameter in {"since", "until", "during", "as_of", "on"}:
            if meant.get(parameter) is not None:
                raise QueryError(f"two dates, {meant[parameter]} and {value}; leave one out")
            meant[parameter] = value
        elif parameter != read.name:
            meant[parameter] = [*meant.get(parameter, ()), value]
    names = reading.values(read.name)
    if names:
        meant[read.name] = names if isinstance(asked[read.name], tuple) else _one(names)
    if reading.left:
        if not read.rest:
            _refuse_flags(reading.left, asked)
            first = next(_TYPES[sort] for sort in read.sorts if sort in _TYPES)
            raise unknown(store, first, " ".join(reading.left))
        given = meant.get(read.rest)
        words = [suggestions.everyday(_EVERYDAY.get(read.rest, {}), w) or w for w in reading.left]
        meant[read.rest] = " ".join([*([given] if given else []), *words])
    return meant, _said(read, reading)


def _one(names: Sequence[str]) -> str:
    if len(set(names)) > 1:
        raise QueryError(f"one name at a time, not {', '.join(names)}; `ots overlap` takes several")
    return names[0]


def _said(read: Reader, reading: _Reading) -> str:
    options = [
        f"--{parameter.replace('_', '-')} {_quoted(value)}"
        for parameter, value in reading.found
        if parameter != read.name
    ]
    if read.rest == "search" and reading.left:
        options.append(f"--search {_quoted(' '.join(reading.left))}")
    return f"read as {' '.join([*reading.values(read.name), *options])}" if options else ""


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _read(store: Store, read: Reader) -> _Reading:
    words, reading, i = list(read.words), _Reading(), 0
    if len(words) > _MOST:
        said = f"{len(words):,} words are too many to be read; name options, such as --search"
        raise QueryError(said)
    while i < len(words):
        parameter = _BEFORE_DATES.get(words[i].lower())
        if parameter and read.day == "during" and (taken := _date_at(store, words, i + 1)):
            reading.found.append((parameter, taken[0]))
            i = taken[1]
        elif found := _longest(store, read, words, i):
            name, value, i = found
            reading.found.append((name, value))
        elif words[i].lower() in _SKIPPED or parameter:
            i += 1
        else:
            _refuse_number(words[i])
            reading.left.append(words[i])
            i += 1
    _refuse_two_dates(reading.values(read.day))
    return reading


def _longest(
    store: Store, read: Reader, words: Sequence[str], i: int
) -> tuple[str, str, int] | None:
    """The longest run from a word on with a meaning: parameter, value, end."""
    for end in range(min(len(words), i + _LONGEST), i, -1):
        phrase = " ".join(words[i:end])
        for sort in (*read.sorts, "everyday"):
            if sort in _MATCHES and (found := _MATCHES[sort](store, read, phrase)):
                return (*found, end)
    return None


def _date_at(store: Store, words: Sequence[str], i: int) -> tuple[str, int] | None:
    for end in range(min(len(words), i + _LONGEST), i, -1):
        phrase = " ".join(words[i:end])
        if _is_date(store, phrase):
            return phrase, end
    return None


def _is_date(store: Store, phrase: str) -> bool:
    try:
        understand(phrase)
    except DateError:
        if _RANGE.fullmatch(phrase) or _NUMERIC.fullmatch(phrase):
            raise
        return date_of_event(store, phrase) is not None
    return True


def _date(store: Store, read: Reader, phrase: str) -> tuple[str, str] | None:
    if not _is_date(store, phrase):
        return None
    back = read.day == "during" and _SPAN.fullmatch(phrase.lower())
    return ("since" if back else read.day), phrase


def _day(store: Store, read: Reader, phrase: str) -> tuple[str, str] | None:
    if _DAY_OF_YEAR.fullmatch(phrase.lower()) or _is_date(store, phrase):
        return read.day, phrase
    return None


def _vocabulary(list_: str) -> Callable[[Store, Reader, str], tuple[str, str] | None]:
    def match(store: Store, _: Reader, phrase: str) -> tuple[str, str] | None:
        forms = _forms(phrase)
        for id_, label in store.rows(
            "SELECT id, label FROM vocabulary WHERE list = ?", (f"{list_}s",)
        ):
            if forms & {fold(id_), fold(id_).replace("-", " "), fold(label or "")}:
                return list_, id_
        return None

    return match


def _forms(phrase: str) -> set[str]:
    """The phrase, and its singular."""
    folded = fold(phrase)
    return {folded, folded.removesuffix("s"), re.sub("ies$", "y", folded)}


def _named(sort: str) -> Callable[[Store, Reader, str], tuple[str, str] | None]:
    def match(store: Store, read: Reader, phrase: str) -> tuple[str, str] | None:
        own = read.name if read.name.rstrip("s") == sort else sort
        if len(phrase) == _CODE and own != read.name and not phrase.isupper():
            return None
        if sort == "org" and phrase.lower() == "all" and read.name == "org":
            return "org", "all"
        ids = find(store, _TYPES[sort], phrase)
        return (own, phrase if sort == "place" else ids[0]) if ids else None

    return match


def _status(_: Store, __: Reader, phrase: str) -> tuple[str, str] | None:
    found = _forms(phrase) & set(STATUSES)
    return ("status", found.pop()) if found else None


def _office(store: Store, _: Reader, phrase: str) -> tuple[str, str] | None:
    ids = find(store, "office", phrase)
    return ("office", ids[0]) if ids else None


def _person(store: Store, _: Reader, phrase: str) -> tuple[str, str] | None:
    return ("person", phrase) if find_people(store, phrase) else None


def _everyday_word(store: Store, read: Reader, phrase: str) -> tuple[str, str] | None:
    for sort, table in (("kind", suggestions.KINDS), ("topic", suggestions.TOPICS)):
        meant = suggestions.everyday(table, phrase) if sort in read.sorts else None
        if meant and _MATCHES[sort](store, read, meant):
            return sort, meant
    return None


_MATCHES: dict[str, Callable[[Store, Reader, str], tuple[str, str] | None]] = {
    "office": _office,
    "date": _date,
    "day": _day,
    "kind": _vocabulary("kind"),
    "topic": _vocabulary("topic"),
    "state": _named("state"),
    "org": _named("org"),
    "place": _named("place"),
    "status": _status,
    "person": _person,
    "everyday": _everyday_word,
}


def _everyday(store: Store, asked: dict[str, Any]) -> dict[str, Any]:
    """Replace everyday words by ours: `summits` for a kind, `military` for a topic."""
    reader = Reader((), ())
    for sort, table in (("kind", suggestions.KINDS), ("topic", suggestions.TOPICS)):
        if asked.get(sort):
            asked[sort] = [
                (_MATCHES[sort](store, reader, typed) or ("", ""))[1]
                or suggestions.everyday(table, typed)
                or typed
                for typed in asked[sort]
            ]
    return asked


def _refuse_flags(words: Sequence[str], asked: Mapping[str, Any]) -> None:
    """Say how an option is written that was typed as a word."""
    for word in words:
        if asked.get(word.lower()) is False:
            raise QueryError(f"{word} is an option; write --{word.lower()}")


def _refuse_number(word: str) -> None:
    if _NUMBER.fullmatch(word):
        raise QueryError(f"{word} is not a year; `-n {word}` shows that many rows")


def _refuse_two_dates(dates: Sequence[str]) -> None:
    if len(dates) > 1:
        one, other = sorted(dates[:2])
        raise QueryError(f"two dates; write {one}/{other} for the time from the one to the other")


def _refuse_places(store: Store, asked: Mapping[str, Any]) -> None:
    """Name the option for a place, if one was given as a date."""
    for parameter in ("during", "as_of"):
        value = asked.get(parameter)
        if isinstance(value, str) and not any(map(str.isdigit, value)):
            for sort in ("place", "state"):
                if sort in asked and find(store, sort, value):
                    said = f"{value!r} is a {sort}, not a date; write --{sort} {_quoted(value)}"
                    raise QueryError(said)
