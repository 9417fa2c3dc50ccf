"""Periods, held against an oracle that takes every choice of their ends and counts days.

A calendar of twelve days is enough: nothing in a period depends on how long a day of it is,
only on the order in which days fall.
"""

import datetime as dt
from itertools import pairwise, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from otscli import periods
from otscli.dates import parse_end
from otscli.periods import joint, runs, span

CALENDAR = range(1, 13)
AFTER = 99  # a day behind the calendar, on which what is open still holds
COVERED = 8


def period(since, until, *covered_to):
    """A period from ends as a dataset writes them down."""
    return periods.period(parse_end(since), until and parse_end(until), *covered_to)


def date(number):
    return dt.date(2000, 1, 1) + dt.timedelta(days=number)


def text_of(window):
    first, last = date(window[0]), date(window[1])
    return str(first) if first == last else f"{first}/{last}"


class Written:
    """A period as recorded, with every choice of its first day and its first day after."""

    def __init__(self, since, until, *covered_to):
        self.since = "unknown" if since == "unknown" else text_of(since)
        self.until = until if until in {None, "unknown"} else text_of(until)
        self.period = period(self.since, self.until, *map(date, covered_to))
        firsts = range(-1, COVERED + 1) if since == "unknown" else range(since[0], since[1] + 1)
        if until is None:
            afters = [AFTER + 1]
            for last in covered_to:  # an open period may end on any day after that
                afters += range(last + 1, 14)
        elif until == "unknown":
            afters = [*range(min(firsts), 14), AFTER + 1]
        else:
            afters = range(until[0], until[1] + 1)
        self.choices = [(first, after) for first in firsts for after in afters]

    def __repr__(self):
        return f"{self.since} … {self.until}"


WINDOWS = st.tuples(st.sampled_from(CALENDAR), st.sampled_from(CALENDAR)).map(sorted).map(tuple)
DAY = st.sampled_from(CALENDAR).map(lambda day: (day, day))
PERIODS = st.builds(
    Written,
    WINDOWS | st.just("unknown"),
    WINDOWS | st.sampled_from([None, "unknown"]),
    st.just(COVERED),
)
KNOWN = st.builds(Written, DAY, DAY | st.none()).filter(lambda written: written.period.certain)
DAYS = (*CALENDAR, 13, AFTER)


@settings(deadline=None)
@given(PERIODS)
def test_three_valued_logic(written):
    held = written.period
    for day in DAYS:
        holds = {first <= day < after for first, after in written.choices}
        assert held.possibly_holds(date(day)) == (True in holds)
        assert held.certainly_holds(date(day)) == (False not in holds)
        assert held.possibly_holds(date(day)) or not held.certainly_holds(date(day))


@settings(deadline=None)
@given(PERIODS)
def test_a_period_has_a_day_as_its_choices_have(written):
    has_a_day = {first < after for first, after in written.choices}
    assert written.period.possible == (True in has_a_day)
    assert written.period.certain == (False not in has_a_day)


@settings(deadline=None)
@given(st.lists(PERIODS, min_size=1, max_size=4))
def test_a_joint_period_holds_when_all_its_periods_do(parts):
    common = joint([part.period for part in parts])
    for day in DAYS:
        # The ends of one period say nothing of another's: each may be chosen by itself.
        holds = [{first <= day < after for first, after in part.choices} for part in parts]
        assert common.possibly_holds(date(day)) == all(True in one for one in holds)
        assert common.certainly_holds(date(day)) == all(False not in one for one in holds)


@settings(deadline=None, max_examples=200)
@given(PERIODS, PERIODS)
def test_a_joint_period_is_possible_or_certain_as_a_common_day_is(one, two):
    common = joint([one.period, two.period])
    shares = {max(a, c) < min(b, d) for (a, b), (c, d) in product(one.choices, two.choices)}
    assert common.possible == (True in shares)
    assert common.certain == (False not in shares)


@given(st.lists(PERIODS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_periods_makes_no_difference_to_what_they_have_in_common(parts, random):
    common = joint([part.period for part in parts])
    random.shuffle(parts)
    again = joint([part.period for part in parts])
    for day in DAYS:
        assert common.possibly_holds(date(day)) == again.possibly_holds(date(day))
        assert common.certainly_holds(date(day)) == again.certainly_holds(date(day))
    assert joint([common, *(part.period for part in parts)]).days(date(AFTER)) == common.days(
        date(AFTER)
    )


@given(st.lists(KNOWN, min_size=1, max_size=4))
def test_the_days_of_a_joint_period_are_those_that_all_have(parts):
    common = joint([part.period for part in parts])
    counted = sum(
        all(first <= day < after for part in parts for first, after in part.choices)
        for day in range(AFTER)
    )
    if counted:
        assert common.days(date(AFTER)) == counted
    else:
        assert not common.possible


@given(st.lists(KNOWN, max_size=6))
def test_runs_of_known_periods_are_the_stretches_of_their_days(parts):
    covered = {
        day
        for part in parts
        for first, after in part.choices
        for day in range(first, min(after, AFTER))
    }
    begins = sorted(day for day in covered if day - 1 not in covered)
    found = runs(part.period for part in parts)
    assert [span(run).since.first for run in found] == [date(day) for day in begins]
    for run in found:
        for day in range(AFTER):
            holds = any(part.possibly_holds(date(day)) for part in run)
            assert span(run).possibly_holds(date(day)) == holds
            assert span(run).certainly_holds(date(day)) == holds


@given(st.lists(PERIODS, max_size=6))
def test_every_period_belongs_to_one_run(parts):
    found = [part for run in runs(part.period for part in parts) for part in run]
    assert sorted(map(repr, found)) == sorted(repr(part.period) for part in parts)


ORDERED = st.lists(st.sampled_from(range(1, 40)), min_size=6, max_size=10, unique=True).map(
    lambda days: list(zip(*[iter(sorted(days))] * 2, strict=False))
)


@given(ORDERED)
def test_statuses_that_follow_one_another_on_the_same_dates_are_one_run(windows):
    assume(len(windows) >= 3)
    dates = [text_of(window) for window in windows]
    parts = [period(since, until) for since, until in pairwise(dates)]
    (run,) = runs(parts)
    assert (span(run).since.text, span(run).until.text) == (dates[0], dates[-1])


@given(ORDERED)
def test_statuses_with_a_time_between_them_are_runs_of_their_own(windows):
    dates = [text_of(window) for window in windows]
    parts = [period(since, until) for since, until in zip(dates[::2], dates[1::2], strict=False)]
    assert [len(run) for run in runs(parts)] == [1] * len(parts)
