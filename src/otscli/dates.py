"""Dates: recorded dates, typed dates, and their possible days.

Recorded dates are a profile of EDTF (ISO 8601-2:2019, level 1): `YYYY`, `YYYY-MM` or `YYYY-MM-DD`
(years 0001 to 9999), with unspecified digits from the right (`199X`, `19XX`, `1999-XX`,
`1999-01-XX`, `1999-XX-XX`), each optionally followed by `~` (approximate), `?` (uncertain) or `%`
(both), or `A/B` of two such. Seasons, open intervals and years of more than four digits are not
supported. Every date has a first and a last possible day, both inclusive. Marks do not widen that
window.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from contextlib import suppress
from functools import lru_cache
from typing import Final, Literal, Self, TypeAlias

from otscli.errors import DateError

UNKNOWN: Final = "unknown"
"""Recorded if a period begins or ends on an unknown day."""

MARKS = {"~": "approximate", "?": "uncertain", "%": "approximate and uncertain"}

PATTERN = (
    r"(?:[0-9]{4}(?:-(?:[0-9]{2}(?:-(?:[0-9]{2}|XX))?|XX(?:-XX)?))?|[0-9]{3}X|[0-9]{2}XX)[~?%]?"
)
"""A recorded date other than an interval, as a regular expression (also valid ECMA-262)."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)

_DIGITS = frozenset("0123456789")
_NAMED_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASONS = {21: ("03", "05"), 22: ("06", "08"), 23: ("09", "11"), 24: ("12", "02")}


class Date(str):
    """A recorded date, parsed: text with its first and last possible day (both inclusive).

    It is a `str`, so JSON and SQL take it as it was written, and nothing parses it again.
    """

    __slots__ = ("first", "last")
    first: dt.date
    last: dt.date

    def __new__(cls, text: str, first: dt.date, last: dt.date) -> Self:
        """Keep the text and the days parsed from it."""
        self = super().__new__(cls, text)
        self.first, self.last = first, last
        return self

    @property
    def text(self) -> str:
        """The date as plain text."""
        return str(self)

    @property
    def is_day(self) -> bool:
        """Whether the date is known to the day."""
        return self.first == self.last


End: TypeAlias = Date | Literal["unknown"]
"""An end of a period."""

DateLike: TypeAlias = str | int | dt.date
"""A date in a question: text that `understand` parses, a year, or a day."""


# A million events in two centuries have 73,000 different dates: caching them takes a quarter
# of the parsing time, 3 % of a compilation.
@lru_cache(maxsize=131_072)
def parse(text: str) -> Date:
    """Parse a recorded date. Raises `DateError` for anything else, `unknown` included."""
    if len(text) == 10 and text[4] == text[7] == "-":  # most are a day
        with suppress(ValueError):
            only = dt.date.fromisoformat(text)
            return Date(text, only, only)
    earlier, slash, later = text.partition("/")
    if not slash:
        return Date(text, *_window(text, text))
    first, _ = _window(earlier, text)
    _, last = _window(later, text)
    if first > last:
        raise DateError(f"{text!r} ends before it begins; write {later}/{earlier}")
    return Date(text, first, last)


def parse_end(text: str) -> End:
    """Parse a recorded end of a period: a date or `unknown`. Raises `DateError`."""
    return UNKNOWN if text == UNKNOWN else parse(text)


def _window(part: str, whole: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a date without an interval."""
    bare = part[:-1] if part[-1:] in MARKS else part
    fields = bare.split("-")
    if "X" in bare:
        fields = _specified(fields, whole)
    elif [len(field) for field in fields] not in ([4], [4, 2], [4, 2, 2]) or not (
        _DIGITS.issuperset(bare.replace("-", ""))
    ):
        raise _unreadable(whole)
    if len(fields) == 2 and len(fields[0]) == 4 == len(fields[1]):
        first, last = map(int, fields)
        return dt.date(first, 1, 1), dt.date(last, 12, 31)
    year, *rest = map(int, fields)
    if year < 1:
        raise DateError(f"{whole!r} is outside the years 0001 to 9999")
    month, day = rest[0] if rest else 0, rest[1] if len(rest) > 1 else 0
    if rest and not 1 <= month <= 12:
        raise _no_month(whole, fields, month)
    if not rest:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    end = days_in_month(year, month)
    if len(rest) == 1:
        return dt.date(year, month, 1), dt.date(year, month, end)
    if not 1 <= day <= end:
        raise DateError(f"{whole!r} has no such day: {fields[0]}-{fields[1]} has {end} days")
    return dt.date(year, month, day), dt.date(year, month, day)


def _specified(fields: list[str], whole: str) -> list[str]:
    """Return the fields of a date without its unspecified digits.

    A decade or a century becomes its first and its last year.
    """
    twice_marked = fields[-1][-1:] in MARKS  # one mark is off already
    if twice_marked or not re.fullmatch(PATTERN, "-".join(fields)):
        raise _unreadable(whole)
    year = fields[0]
    if "X" in year:
        first, last = year.replace("X", "0"), year.replace("X", "9")
        if first == "0000":
            raise DateError(f"{whole!r} is outside the years 0001 to 9999")
        return [first, last]
    return [field for field in fields if field != "XX"]


def _no_month(whole: str, fields: list[str], number: int) -> DateError:
    if number in _SEASONS and len(fields) == 2:
        months = _months_of_season(fields[0], number)
        return DateError(f"{whole!r} is a season; write the months, as {months}")
    return DateError(f"{whole!r} has no such month: {fields[1]}")


def _months_of_season(year: str, number: int) -> str:
    first, last = _SEASONS[number]
    return f"{year}-{first}/{int(year) + (last < first):04}-{last}"


def _unreadable(text: str) -> DateError:
    """Return the error for an unsupported date, with possible readings."""
    if meant := _numeric_readings(text):
        return DateError(f"{text!r} is not a date; write {' or '.join(meant)}")
    return DateError(
        f"{text!r} is not a date; write YYYY, YYYY-MM, YYYY-MM-DD, 199X or two of them as A/B, "
        "each followed by ~, ? or % if need be"
    )


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month in the proleptic Gregorian calendar."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def day(value: dt.date) -> Date:
    """Return a single day as a date."""
    return Date(value.isoformat(), value, value)


def today() -> dt.date:
    """Return the day of the system clock, or of `OTS_TODAY`.

    Raises `DateError` if that variable is not a day.
    """
    fixed = os.environ.get("OTS_TODAY")
    if not fixed:
        return dt.date.today()
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", fixed):
        with suppress(ValueError):
            return dt.date.fromisoformat(fixed)
    raise DateError(f"OTS_TODAY is {fixed!r}; set it to a day such as 2025-10-07")


def understand(asked: DateLike) -> Date:
    """Parse the date that a question asks about.

    Takes a day, a year as a number, recorded dates, and `Nov 2021`, `12 November 2021` (English
    month names), `today`, `yesterday`, `this year`, `last month`, `2020s`, `Q3 2021`, and spans
    back from today: `2y`, `18mo`, `6 months ago`. Raises `DateError`; numeric forms other than ISO
    are refused as ambiguous.
    """
    if isinstance(asked, dt.date):
        return day(asked.date() if isinstance(asked, dt.datetime) else asked)
    text = f"{asked:04d}" if isinstance(asked, int) else asked
    typed = " ".join(text.split())
    lowered = typed.casefold()
    if lowered == UNKNOWN:
        raise DateError("'unknown' is not a day to ask about; leave it out")
    if found := _by_word(lowered):
        return found
    try:
        return parse(typed)
    except DateError as error:
        if found := _span_ago(lowered) or _named_month(typed) or _part_of_time(lowered):
            return found
        if meant := _numeric_readings(typed):
            raise DateError(f"{text!r} is ambiguous; write {' or '.join(meant)}") from None
        if offer := _offered(lowered):
            raise DateError(f"{text!r} is not a date; write {offer}") from None
        if len(typed) > 3 and _DIGITS.issuperset(typed[:4].replace("X", "0")):
            raise error from None
        raise DateError(
            f"{text!r} is not a date; write 2021, 2021-11, 2021-11-12, 'Nov 2021', today or 2y"
        ) from None


def _offered(lowered: str) -> str:
    """Return what to write for a season, two dates or a time of day; empty for anything else."""
    if found := re.fullmatch("(spring|summer|autumn|fall|winter) ([0-9]{4})", lowered):
        return _months_of_season(found[2], _NAMED_SEASONS[found[1]])
    ends = re.split(r" ?(?:\.\.+|[–—]| - | to |(?<=[0-9]{4})-(?=[0-9]{4})) ?", lowered)
    if len(ends) == 2:
        with suppress(DateError):
            return "/".join(sorted(understand(end).text for end in ends))
    day_and_time = re.match("([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]", lowered)
    return day_and_time[1] if day_and_time else ""


def _by_word(lowered: str) -> Date | None:
    """Parse `today`, `yesterday`, `this year`, `last year`, `this month`, `last month`."""
    if lowered in {"today", "now"}:
        return day(today())
    if lowered == "yesterday":
        return _before(days=1)
    which, _, unit = lowered.partition(" ")
    if which not in {"this", "last"} or unit not in {"year", "month"}:
        return None
    now = day(today()) if which == "this" else _before(**{f"{unit}s": 1})
    return parse(now.text[: 4 if unit == "year" else 7])


def _before(**span: int) -> Date:
    """Return the day that long before today. Raises `DateError` before the year 1."""
    from dateutil.relativedelta import relativedelta

    try:
        return day(today() - relativedelta(**span))  # type: ignore[arg-type]  # integer units
    except (ValueError, OverflowError):
        raise DateError("that is before the year 0001") from None


def _part_of_time(lowered: str) -> Date | None:
    """Parse a decade (`2020s`) or a quarter (`Q3 2021`, `2021-Q3`)."""
    if re.fullmatch("[0-9]{3}0s", lowered):
        return parse(f"{lowered[:3]}X")
    found = re.fullmatch(r"q([1-4])[ -]?([0-9]{4})|([0-9]{4})[ -]?q([1-4])", lowered)
    if found is None:
        return None
    year, quarter = found[2] or found[3], int(found[1] or found[4])
    return parse(f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}")


_UNITS = {
    "days": ("d", "day", "days"),
    "weeks": ("w", "week", "weeks"),
    "months": ("mo", "month", "months"),
    "years": ("y", "year", "years"),
}


def _span_ago(lowered: str) -> Date | None:
    """Parse `2y`, `18mo`, `6 months ago`: the day that long before today.

    A unit without "ago" takes at most three digits, since `2020y` is probably a typo for a year.
    """
    span = lowered.removesuffix(" ago")
    number = span.rstrip("abcdefghijklmnopqrstuvwxyz ")
    word = span[len(number) :].strip()
    most = 3 if span == lowered else 4
    if not number or len(number) > most or not _DIGITS.issuperset(number):
        return None
    unit = next((unit for unit, words in _UNITS.items() if word in words), None)
    return _before(**{unit: int(number)}) if unit else None


def _named_month(typed: str) -> Date | None:
    """`Nov 2021`, `12 November 2021`, `November 12, 2021`; None for anything else."""
    words = re.sub("[,.-]", " ", typed).split()
    names = [word for word in words if word.isalpha()]
    years = [word for word in words if len(word) == 4 and _DIGITS.issuperset(word)]
    others = [word for word in words if word not in names and word not in years]
    if len(names) != 1 or len(years) != 1 or len(others) > 1:
        return None
    from dateutil import parser

    days = [other.lower().rstrip("stndrh") for other in others]  # 1st, 2nd, 3rd, 4th
    if parser.parserinfo().month(names[0]) is None or not all(map(str.isdecimal, days)):
        return None
    # dateutil fills in missing parts: two different defaults show which were given.
    try:
        one, other = (
            parser.parse(" ".join(words), default=dt.datetime(2000, *fill))
            for fill in ((1, 1), (2, 2))
        )
    except (ValueError, OverflowError):
        return None
    if one.month != other.month or one.year != other.year or one.year != int(years[0]):
        return None
    text = f"{one.year:04d}-{one.month:02d}"
    return parse(f"{text}-{one.day:02d}" if one.day == other.day else text)


def _numeric_readings(typed: str) -> list[str]:
    """Return the ISO dates that a numeric form may mean, day first."""
    if len(typed) == 8 and _DIGITS.issuperset(typed):
        return _valid([f"{typed[:4]}-{typed[4:6]}-{typed[6:]}"])
    for separator in "/.-":
        fields = typed.split(separator)
        if all(field and _DIGITS.issuperset(field) for field in fields):
            match [len(field) for field in fields]:
                case [4, 1 | 2, 1 | 2]:
                    year, month, day_ = fields
                    return _valid([f"{year}-{month:>02}-{day_:>02}"])
                case [1 | 2, 1 | 2, 4]:
                    one, two, year = fields
                    return _valid([f"{year}-{two:>02}-{one:>02}", f"{year}-{one:>02}-{two:>02}"])
                case [1 | 2, 4]:
                    return _valid([f"{fields[1]}-{fields[0]:>02}"])
                case [4, 1 | 2]:
                    return _valid([f"{fields[0]}-{fields[1]:>02}"])
    return []


def _valid(readings: list[str]) -> list[str]:
    """Return the valid dates without duplicates."""
    kept = []
    for reading in dict.fromkeys(readings):
        with suppress(DateError):
            kept.append(parse(reading).text)
    return kept


def describe(text: str) -> str:
    """Describe a recorded date's precision: `2022-09~` is "known to the month, approximate"."""
    if text == UNKNOWN:
        return "on a day that no source gives"
    if "/" in text:
        return "from " + " to ".join(f"{part} ({describe(part)})" for part in text.split("/"))
    mark = MARKS.get(text[-1])
    bare = text.rstrip("~?%")
    if "X" in bare[:4]:
        precision = "decade" if bare[2] != "X" else "century"
    else:
        precision = {4: "year", 7: "month", 10: "day"}[len(bare.replace("-XX", ""))]
    return f"known to the {precision}" + (f", {mark}" if mark else "")


def readable(text: str) -> str:
    """Format a recorded date's marks for people: `c. 2025-02-04`, `2009 (?)`.

    `~` becomes `c.`, `?` becomes `(?)`, `%` both; anything else is unchanged.
    """
    return "/".join(_readable(part) for part in text.split("/"))


def _readable(part: str) -> str:
    bare, mark = part[:-1], part[-1:]
    return f"{'c. ' * (mark in '~%')}{bare}{' (?)' * (mark in '?%')}" if mark in MARKS else part


def in_words(date: Date) -> str:
    """Format a recorded date, or both ends of an interval: `6 October 2023`, `c. May 2011`."""
    return " to ".join(_in_words(part) for part in date.split("/"))


def _in_words(part: str) -> str:
    bare = part.rstrip("~?%")
    mark = part[len(bare) :]
    fields = [field for field in bare.split("-") if field != "XX"]
    year = fields[0].lstrip("0") or "0"
    if "X" in year:
        text = f"{year.replace('X', '0')}s"
    elif len(fields) == 1:
        text = year
    else:
        day = f"{int(fields[2])} " if len(fields) == 3 else ""
        text = f"{day}{MONTHS[int(fields[1]) - 1]} {year}"
    return f"{'c. ' * (mark in {'~', '%'})}{text}{' (?)' * (mark in {'?', '%'})}"
