"""Recorded and typed dates, held against an oracle that counts days one by one."""

import datetime as dt
import os
import re
from unittest import mock

from hypothesis import assume, example, given
from hypothesis import strategies as st

from otscli.dates import describe, parse, understand
from otscli.errors import DateError

DAY = dt.timedelta(days=1)
CALENDAR_DAYS = st.dates(dt.date(1000, 1, 1), dt.date(9998, 12, 31))
MARKS = st.sampled_from(["", "~", "?", "%"])
WIDTHS = st.sampled_from([4, 7, 10])  # a year, a month, a day


@st.composite
def simple(draw):
    """A date without an interval, and a day that it may mean."""
    day = draw(CALENDAR_DAYS)
    return day.isoformat()[: draw(WIDTHS)] + draw(MARKS), day


def counted(text, day):
    """The first and last day whose ISO form begins as the date does, found one by one."""
    prefix = text.rstrip("~?%")
    first = last = day
    while first > dt.date(1000, 1, 1) and (first - DAY).isoformat().startswith(prefix):
        first -= DAY
    while (last + DAY).isoformat().startswith(prefix):
        last += DAY
    return first, last


def outcome(read, text):
    """The date, or the refusal."""
    try:
        return read(text), ""
    except DateError as error:
        return None, str(error)


def possible(one, two, year):
    """Whether either order of two numbers is a day of the year."""
    for day, month in ((one, two), (two, one)):
        try:
            dt.date(year, month, day)
        except ValueError:
            continue
        return True
    return False


@given(simple())
def test_the_window_of_a_date_holds_the_days_that_are_written_as_it_begins(date):
    text, day = date
    found = parse(text)
    assert (found.first, found.last) == counted(text, day)


@given(simple(), simple())
def test_an_interval_reaches_from_the_first_day_of_one_to_the_last_of_the_other(one, two):
    first, last = counted(*one)[0], counted(*two)[1]
    text = f"{one[0]}/{two[0]}"
    date, refusal = outcome(parse, text)
    if first > last:
        assert date is None
        assert refusal.endswith(f"write {two[0]}/{one[0]}")
        assert parse(f"{two[0]}/{one[0]}")
    else:
        assert (date.first, date.last) == (first, last)


@given(simple(), simple())
def test_a_date_is_kept_as_it_was_written(one, two):
    assert str(parse(one[0])) == one[0]
    assert parse(str(parse(one[0]))) == parse(one[0])
    if one[1] <= two[1]:
        assert str(parse(f"{one[0]}/{two[0]}")) == f"{one[0]}/{two[0]}"


@given(st.text(max_size=12) | st.text("0123456789-/~?% ", max_size=22))
@example("2021\n")
@example("２０２１")
def test_any_other_text_is_refused_in_one_way(text):
    date, refusal = outcome(parse, text)
    if date is None:
        assert "\n" not in refusal
    else:
        assert set(text) <= set("0123456789-/~?%")
        assert dt.date(1000, 1, 1) <= date.first <= date.last
        assert describe(text)


@given(simple())
def test_what_is_recorded_may_be_typed(date):
    assert understand(date[0]) == parse(date[0])
    assert understand(f"  {date[0]} ") == parse(date[0])


@given(st.text(max_size=16) | st.text("0123456789-/. NovJanFeb", max_size=16))
def test_whatever_is_typed_is_understood_or_refused(text):
    date, refusal = outcome(understand, text)
    if date is None:
        assert "\n" not in refusal
    else:
        assert date.first <= date.last


@given(CALENDAR_DAYS, st.sampled_from(["%-d %B %Y", "%B %-d, %Y", "%-d %b %Y", "%Y %B %-d"]))
def test_a_day_with_the_name_of_its_month_is_that_day(day, form):
    written = day.strftime(form)
    assert understand(written) == parse(day.isoformat())


@given(CALENDAR_DAYS, CALENDAR_DAYS)
def test_a_named_month_is_the_whole_month_whatever_the_day_today(day, now):
    with mock.patch.dict(os.environ, {"OTS_TODAY": now.isoformat()}):
        assert understand(day.strftime("%b %Y")) == parse(day.isoformat()[:7])


@given(CALENDAR_DAYS, st.integers(0, 999))
def test_a_span_of_months_is_counted_one_month_after_another(now, months):
    year, month = now.year, now.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    assume(year >= 1000)
    with mock.patch.dict(os.environ, {"OTS_TODAY": now.isoformat()}):
        found = understand(f"{months}mo").first
        if months % 12 == 0:
            assert understand(f"{months // 12} years ago").first == found
    assert (found.year, found.month) == (year, month)
    assert found.day == now.day or (found.day < now.day and (found + DAY).day == 1)


@given(st.integers(1, 31), st.integers(1, 31), st.integers(1000, 9999), st.sampled_from("/.-"))
def test_a_numeric_date_is_never_guessed(one, two, year, separator):
    for text in (
        f"{one}{separator}{two}{separator}{year}",
        f"{one:02}{separator}{two:02}{separator}{year}",
    ):
        date, refusal = outcome(understand, text)
        assert date is None
        assert ("is ambiguous" in refusal) == possible(one, two, year)
        if "is ambiguous" in refusal:
            for reading in re.findall(r"\d{4}-\d\d-\d\d", refusal):
                assert {parse(reading).first.day, parse(reading).first.month} == {one, two}
