"""The dates of a question, each parsed once."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from otscli.dates import Date, DateLike, day, parse, today, understand
from otscli.errors import DateError, QueryError
from otscli.query.lookup.coverage import covered_to
from otscli.store.store import Store


def read_date(parameter: str, asked: DateLike, store: Store | None = None) -> Date:
    """Parse the date of a parameter; the id of an event means its date. Raises `QueryError`."""
    try:
        return understand(asked)
    except DateError as error:
        if (date := date_of_event(store, asked)) is not None:
            return date
        raise DateError(error.message, parameter) from None


def date_of_event(store: Store | None, id_: object) -> Date | None:
    """Return the date of the event with that id, None if there is none."""
    if store is None or not isinstance(id_, str):
        return None
    row = store.row(
        "SELECT json_extract(doc, '$.date') FROM record WHERE id = ? AND type = 'event'",
        (id_.strip(),),
    )
    return parse(row[0]) if row else None


def read_as_of(store: Store, as_of: DateLike | None) -> Date:
    """Parse the date on whose last day a question asks. Raises `QueryError`.

    The default is today or the last day of the data, whichever is earlier.
    """
    if as_of is not None:
        return read_date("as_of", as_of, store)
    reach = covered_to(store)
    return day(min(today(), reach) if reach else today())


def shown(date: Date) -> str:
    """Explain a typed date: `2021-11 → 2021-11-01 … 2021-11-30`."""
    return f"{date} → {date.first}" if date.is_day else f"{date} → {date.first} … {date.last}"


class Bound(NamedTuple):
    """A condition on dates: from a first to a last day, both inclusive."""

    parameter: str
    date: Date
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def reached(self, first: dt.date, last: dt.date) -> bool:
        """Whether a day of the range is in the window."""
        return first <= self.last and last >= self.first


class Window:
    """The days between `since` and `until`, and within `during`. Raises `QueryError`."""

    def __init__(
        self,
        since: DateLike | None,
        until: DateLike | None,
        during: DateLike | None,
        store: Store | None = None,
    ) -> None:
        self.bounds: list[Bound] = []
        if since is not None:
            date = read_date("since", since, store)
            self.bounds.append(Bound("since", date, first=date.first))
        if until is not None:
            date = read_date("until", until, store)
            self.bounds.append(Bound("until", date, last=date.last))
        if during is not None:
            date = read_date("during", during, store)
            self.bounds.append(Bound("during", date, date.first, date.last))
        self.first = max((bound.first for bound in self.bounds), default=dt.date.min)
        self.last = min((bound.last for bound in self.bounds), default=dt.date.max)
        if self.first > self.last:
            late = max(self.bounds, key=lambda bound: bound.first)
            early = min(self.bounds, key=lambda bound: bound.last)
            said = f"{late.date} is after {early.parameter} {early.date}; exchange them"
            raise QueryError(said, late.parameter)

    def crossed(self, first: dt.date, last: dt.date) -> bool:
        """Whether a day of the range is outside the window."""
        return first < self.first or last > self.last

    @property
    def latest(self) -> dt.date | None:
        """The latest day asked about: a beginning alone asks about itself."""
        days = (b.date.first if b.parameter == "since" else b.date.last for b in self.bounds)
        return max(days, default=None)
