"""Half-open periods, whose ends may be known only in part.

The oracle knows nothing of windows: it takes every choice of the possible days of the ends
within a small calendar, and counts the days on which the period then holds one by one.
"""

import datetime as dt
from itertools import combinations_with_replacement, product

import pytest

from otscli import periods
from otscli.dates import parse_end
from otscli.periods import joint, runs, span

CALENDAR = range(1, 13)
WEEK = CALENDAR[:7]
LONG_AGO, FAR_AHEAD = 0, 99


def period(since, until, *covered_to):
    """A period from ends as a dataset writes them down."""
    return periods.period(parse_end(since), until and parse_end(until), *covered_to)


def date(number):
    return dt.date(2000, 1, 1) + dt.timedelta(days=number - 1)


def recorded(window):
    """A window of days as a dataset writes it down."""
    first, last = window
    return str(date(first)) if first == last else f"{date(first)}/{date(last)}"


def windows(days):
    return list(combinations_with_replacement(days, 2))


def between(window):
    return range(window[0], window[1] + 1)


def choices(since, until):
    """Every first day and every first day after it that the ends allow."""
    return list(product(between(since), between(until) if until else [FAR_AHEAD]))


def make(since, until):
    return period(recorded(since), recorded(until) if until else None)


def test_a_period_possibly_holds_where_some_choice_of_its_ends_makes_it_hold():
    for since, until in product(windows(CALENDAR), windows(CALENDAR)):
        held, possible = make(since, until), choices(since, until)
        for day in CALENDAR:
            expected = any(first <= day < after for first, after in possible)
            assert held.possibly_holds(date(day)) == expected, (held, day)


def test_a_period_certainly_holds_where_every_choice_of_its_ends_makes_it_hold():
    for since, until in product(windows(CALENDAR), windows(CALENDAR)):
        held, possible = make(since, until), choices(since, until)
        for day in CALENDAR:
            expected = all(first <= day < after for first, after in possible)
            assert held.certainly_holds(date(day)) == expected, (held, day)


def test_a_period_has_a_day_possibly_or_certainly_as_its_choices_have():
    for since, until in product(windows(CALENDAR), windows(CALENDAR)):
        held = make(since, until)
        has_a_day = [
            any(first <= day < after for day in CALENDAR) for first, after in choices(since, until)
        ]
        assert held.possible == any(has_a_day), held
        assert held.certain == all(has_a_day), held


def test_an_open_period_holds_from_its_first_day_for_ever():
    for since in windows(CALENDAR):
        held = make(since, None)
        assert held.possible
        assert held.certain
        for day in (LONG_AGO, *CALENDAR, FAR_AHEAD):
            assert held.possibly_holds(date(day)) == any(first <= day for first in between(since))
            assert held.certainly_holds(date(day)) == all(first <= day for first in between(since))


def test_the_first_day_belongs_to_a_period_and_the_day_of_its_end_does_not():
    held = period("2010-06-15", "2012-03-01")
    days = {"2010-06-14": False, "2010-06-15": True, "2012-02-29": True, "2012-03-01": False}
    for day, holds in days.items():
        assert held.possibly_holds(dt.date.fromisoformat(day)) == holds
        assert held.certainly_holds(dt.date.fromisoformat(day)) == holds


def test_a_change_of_status_on_one_day_has_one_answer():
    before, after = period("2010", "2015-05-29"), period("2015-05-29", None)
    for day in (dt.date(2015, 5, 28), dt.date(2015, 5, 29), dt.date(2015, 5, 30)):
        assert before.certainly_holds(day) != after.certainly_holds(day)


def test_an_end_that_nobody_gives_may_have_come_on_any_day_since_the_beginning():
    for since in windows(CALENDAR):
        held = period(recorded(since), "unknown")
        assert held.possible
        assert not held.certain
        for day in (LONG_AGO, *CALENDAR, FAR_AHEAD):
            assert held.possibly_holds(date(day)) == (day >= since[0])
            assert not held.certainly_holds(date(day))


def test_a_beginning_that_nobody_gives_lies_on_any_day_up_to_the_last_one_covered():
    covered = 6
    held = period("unknown", None, date(covered))
    for day in (LONG_AGO, *CALENDAR, FAR_AHEAD):
        assert held.possibly_holds(date(day))
        assert held.certainly_holds(date(day)) == (day == covered)


def test_what_is_open_certainly_holds_up_to_the_last_day_covered():
    covered = 6
    for since in windows(CALENDAR):
        held = period(recorded(since), None, date(covered))
        assert held.possible
        for day in (LONG_AGO, *CALENDAR, FAR_AHEAD):
            assert held.possibly_holds(date(day)) == (day >= since[0])
            assert held.certainly_holds(date(day)) == (since[1] <= day <= covered)
        assert held.certain == (since[1] <= covered)


def test_what_has_ended_certainly_held_after_the_last_day_covered_too():
    for since, until in product(windows(CALENDAR), windows(CALENDAR)):
        known, covered = make(since, until), period(recorded(since), recorded(until), date(3))
        for day in CALENDAR:
            assert covered.certainly_holds(date(day)) == known.certainly_holds(date(day))


def test_with_an_unknown_beginning_a_known_end_is_still_an_end():
    covered = 6
    for until in windows(CALENDAR):
        held = period("unknown", recorded(until), date(covered))
        for day in (LONG_AGO, *CALENDAR, FAR_AHEAD):
            assert held.possibly_holds(date(day)) == any(day < after for after in between(until))
            expected = all(covered <= day < after for after in between(until))
            assert held.certainly_holds(date(day)) == expected


def test_without_a_day_covered_an_unknown_beginning_never_makes_certain():
    held = period("unknown", None)
    assert held.possibly_holds(date(FAR_AHEAD))
    assert not held.certainly_holds(date(FAR_AHEAD))


def test_where_both_ends_are_unknown_every_day_is_possible_and_none_certain():
    held = period("unknown", "unknown", date(6))
    for day in (LONG_AGO, *CALENDAR, FAR_AHEAD):
        assert held.possibly_holds(date(day))
        assert not held.certainly_holds(date(day))


def test_unknown_and_open_are_two_things():
    unknown, still = period("2010", "unknown"), period("2010", None)
    assert (unknown.until.text, still.until.text) == ("unknown", None)
    assert not unknown.certainly_holds(dt.date(2011, 1, 1))
    assert still.certainly_holds(dt.date(2011, 1, 1))


def test_ends_keep_their_text():
    held = period("2010~", "2011-05?")
    assert (held.since.text, held.until.text) == ("2010~", "2011-05?")


# Length


def test_the_length_of_a_period_is_the_number_of_its_days():
    for first, after in windows(CALENDAR):
        held = make((first, first), (after, after))
        counted = sum(held.possibly_holds(date(day)) for day in CALENDAR)
        for asked in (LONG_AGO, 6, FAR_AHEAD):
            assert held.days(date(asked)) == counted


def test_an_open_period_is_as_long_as_it_has_lasted_before_the_day_asked_about():
    for first, asked in windows(CALENDAR):
        held = make((first, first), None)
        counted = sum(held.possibly_holds(date(day)) for day in CALENDAR if day < asked)
        assert held.days(date(asked)) == counted


def test_an_open_period_that_begins_after_the_day_asked_about_has_no_length():
    assert period("2010-01-02", None).days(dt.date(2010, 1, 1)) is None


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2010", "2012-01-01"),
        ("2010-01-01", "2012"),
        ("2010-01", None),
        ("unknown", "2012-01-01"),
        ("unknown", None),
        ("2010-01-01", "unknown"),
        ("2010-01-01/2010-01-02", None),
        ("2010-01-02", "2010-01-01"),
    ],
)
def test_a_period_without_known_ends_in_order_has_no_length(since, until):
    assert period(since, until).days(dt.date(2020, 1, 1)) is None


# Joint periods

FOUR_DAYS = range(1, 5)
SHORT = [*product(windows(FOUR_DAYS), windows(FOUR_DAYS)), *((w, None) for w in windows(FOUR_DAYS))]


@pytest.mark.slow
def test_a_joint_period_holds_when_all_of_its_periods_hold():
    for one, two in product(SHORT, SHORT):
        common = joint([make(*one), make(*two)])
        both = list(product(choices(*one), choices(*two)))
        for day in (*FOUR_DAYS, 50):
            holds = [a <= day < b and c <= day < d for (a, b), (c, d) in both]
            assert common.possibly_holds(date(day)) == any(holds), (one, two, day)
            assert common.certainly_holds(date(day)) == all(holds), (one, two, day)


@pytest.mark.slow
def test_a_joint_period_is_possible_or_certain_as_a_day_in_common_is():
    for one, two in product(SHORT, SHORT):
        common = joint([make(*one), make(*two)])
        shares = [
            any(a <= day < b and c <= day < d for day in (*FOUR_DAYS, 50))
            for (a, b), (c, d) in product(choices(*one), choices(*two))
        ]
        assert common.possible == any(shares), (one, two)
        assert common.certain == all(shares), (one, two)


def test_three_periods_have_in_common_what_each_of_them_has():
    days = [((a, a), (b, b)) for a, b in windows(range(1, 6)) if a < b]
    for three in product(days, repeat=3):
        common = joint([make(*one) for one in three])
        counted = [
            day for day in CALENDAR if all(first[0] <= day < after[0] for first, after in three)
        ]
        held = [day for day in CALENDAR if common.certainly_holds(date(day))]
        assert held == counted
        assert common.possible == bool(counted)
        if counted:
            assert common.days(date(FAR_AHEAD)) == len(counted)


@pytest.mark.parametrize(
    ("one", "two", "common"),
    [
        (("2010-01-01", None), ("2012-05-05", None), ("2012-05-05", None)),
        (("2010-01-01", "2020~"), ("2012", None), ("2012", "2020~")),
        (("2012", None), ("2012-06-01", None), ("2012-06-01/2012-12-31", None)),
        (("2010", "2015"), ("2010", "2015-06-01"), ("2010", "2015-01-01/2015-06-01")),
        (("2010", "unknown"), ("2012", None), ("2012", "unknown")),
        (("2010", "unknown"), ("2012", "2015-01-01"), ("2012", "2012-01-01/2015-01-01")),
        (("unknown", None), ("2012-01-01", None), ("2012-01-01/2020-01-01", None)),
        (("unknown", None), ("unknown", None), ("unknown", None)),
        (("unknown", "unknown"), ("unknown", "2015"), ("unknown", "0001-01-01/2015-12-31")),
        (
            ("unknown", "unknown"),
            ("2012", "2015-01-01"),
            ("2012-01-01/2020-01-01", "2012-01-01/2015-01-01"),
        ),
        (("unknown", "2015"), ("2021-05-01", None), ("2021-05-01", "2015")),
    ],
)
def test_the_ends_of_a_joint_period_are_written_as_recorded_where_that_is_exact(one, two, common):
    covered = dt.date(2020, 1, 1)
    for pair in ((one, two), (two, one)):
        found = joint([period(*ends, covered) for ends in pair])
        assert (found.since.text, found.until.text) == common


def test_a_joint_period_with_an_unknown_end_ends_no_later_than_any_of_its_periods():
    common = joint([period("2010-01-01", "unknown"), period("2012-01-01", "2015-01-01")])
    assert common.possibly_holds(dt.date(2014, 12, 31))
    assert not common.possibly_holds(dt.date(2015, 1, 1))
    assert common.days(dt.date(2020, 1, 1)) is None


def test_without_a_day_covered_a_joint_period_still_begins_no_earlier_than_any_of_its_periods():
    common = joint([period("unknown", None), period("2012-01-01", None)])
    assert common.since.text == "2012-01-01/9999-12-31"
    assert not common.possibly_holds(dt.date(2011, 12, 31))


def test_a_joint_period_is_certain_as_long_as_all_of_its_open_periods_are():
    one, two = (period("2010", None, dt.date(year, 3, 31)) for year in (2020, 2021))
    closed = period("2010", "2025", dt.date(2019, 1, 1))
    common = joint([one, two, closed])
    assert common.certainly_holds(dt.date(2020, 3, 31))
    assert not common.certainly_holds(dt.date(2020, 4, 1))
    assert common.possibly_holds(dt.date(2024, 12, 31))
    assert joint([two, closed]).certainly_holds(dt.date(2021, 3, 31))
    assert closed.certainly_holds(dt.date(2024, 12, 31))


def test_an_open_joint_period_counts_its_days_to_the_last_one_covered_or_asked_about():
    common = joint([period("2010-01-01", None, date(21)), period("2000-01-11", None, date(31))])
    assert common.days(dt.date(2010, 1, 11)) is None
    common = joint([period("2000-01-01", None, date(21)), period("2000-01-11", None, date(31))])
    assert (common.days(date(15)), common.days(date(21)), common.days(date(99))) == (4, 10, 10)


def test_the_joint_period_of_one_is_itself():
    alone = period("2010~", "2012-05")
    assert joint([alone]) == alone


# Runs


def covered_days(parts):
    return {day for first, after in parts for day in range(first, after)}


def test_known_periods_form_as_many_runs_as_their_days_have_stretches():
    spans = [(first, after) for first, after in windows(range(1, 7)) if first < after]
    for three in product(spans, repeat=3):
        days = covered_days(three)
        stretches = [day for day in days if day - 1 not in days]
        grouped = runs(make((first, first), (after, after)) for first, after in three)
        assert len(grouped) == len(stretches), three
        found = [
            {day for day in CALENDAR if any(part.possibly_holds(date(day)) for part in run)}
            for run in grouped
        ]
        assert [min(run) for run in found] == sorted(stretches)
        assert set().union(*found) == days


@pytest.mark.slow
def test_a_run_as_one_period_holds_on_the_days_of_its_parts():
    spans = [(first, after) for first, after in windows(range(1, 7)) if first < after]
    for three in product(spans, repeat=3):
        for run in runs(make((first, first), (after, after)) for first, after in three):
            for day in CALENDAR:
                holds = any(part.certainly_holds(date(day)) for part in run)
                assert span(run).certainly_holds(date(day)) == holds


def ids(grouped):
    return [[(part.since.text, part.until.text) for part in run] for run in grouped]


def test_a_change_of_status_on_a_date_known_to_the_year_leaves_no_gap():
    observer, member = ("2018", "2021"), ("2021", None)
    assert ids(runs([period(*member), period(*observer)])) == [[observer, member]]


def test_an_end_and_a_beginning_on_one_day_leave_no_gap_whatever_their_marks():
    observer, member = ("2018", "2021-11-12~"), ("2021-11-12", None)
    assert ids(runs([period(*observer), period(*member)])) == [[observer, member]]


def test_an_end_and_a_beginning_in_one_year_but_written_differently_may_leave_a_gap():
    one, two = ("2018", "2021"), ("2021-06", None)
    assert ids(runs([period(*one), period(*two)])) == [[one], [two]]


def test_a_state_that_left_and_came_back_has_two_runs():
    first, second = ("1997-01-01", "1999-01-01"), ("2006-01-01", "2012-06-28")
    assert ids(runs([period(*second), period(*first)])) == [[first], [second]]


def test_an_open_period_takes_in_all_that_begins_later():
    still, later = ("2010", None), ("2015", "2016")
    assert ids(runs([period(*later), period(*still)])) == [[still, later]]
    assert span([period(*still), period(*later)]).until.text is None


@pytest.mark.parametrize(
    ("vague", "short"),
    [
        (("1990/2005", "2010-01-01"), ("1991-01-01", "1993-01-01")),
        (("unknown", None), ("1991-01-01", "1993-01-01")),
        (("unknown", None), ("2010", "unknown")),
    ],
)
def test_a_period_that_may_begin_after_another_has_ended_makes_no_run_with_it(vague, short):
    covered = dt.date(2020, 1, 1)
    assert len(runs([period(*vague, covered), period(*short, covered)])) == 2


def test_a_vague_period_between_does_not_part_two_that_overlap():
    long, vague, short = ("1990", "2000-01-01"), ("1995/2010", "2011"), ("1996-01-01", "1997-01-01")
    assert ids(runs([period(*long), period(*vague), period(*short)])) == [[long, short], [vague]]


def test_a_run_certainly_holds_on_every_day_on_which_a_part_of_it_does():
    associate, member = ("unknown", "2024-03-06"), ("2024-03-06", None)
    covered = dt.date(2026, 3, 31)
    run = span(runs([period(*associate, covered), period(*member)])[0])
    assert run.certainly_holds(dt.date(2025, 1, 1))


# As memberships

MEMBERSHIPS = """
dataset: {id: mine, title: Mine, covered_to: "2020-03-31"}
memberships:
"""


def members_on(ots, dataset, since, until, day):
    ends = f'from: "{since}"' + (f', until: "{until}"' if until else "")
    path = dataset(MEMBERSHIPS + f"  - {{state: AAA, organization: ORG, status: member, {ends}}}\n")
    result = ots("--data", path, "members", "ORG", "--as-of", day, "--json")
    assert result.code == 0
    return [row["certain"] for row in result.json]


@pytest.mark.parametrize(
    ("since", "until", "day", "certain"),
    [
        ("2010-05-05", None, "2010-05-04", []),
        ("2010-05-05", None, "2010-05-05", [True]),
        ("2010-05-05", "2012-02-01", "2012-01-31", [True]),
        ("2010-05-05", "2012-02-01", "2012-02-01", []),
        ("2010", None, "2009", []),
        ("2010", None, "2010-01-01", [False]),
        ("2010", None, "2010-12-30", [False]),
        ("2010", None, "2010-12-31", [True]),
        ("2010-05", "2012", "2011-12-31", [True]),
        ("2010-05", "2012", "2012-01-01", [False]),
        ("2010-05", "2012", "2012-12-30", [False]),
        ("2010-05", "2012", "2012-12-31", []),
        ("2010-05-05", "unknown", "2010-05-05", [False]),
        ("2010-05-05", "unknown", "2030-01-01", [False]),
        ("unknown", None, "1950-01-01", [False]),
        ("unknown", None, "2020-03-30", [False]),
        ("unknown", None, "2020-03-31", [True]),
        ("unknown", "2012", "2011-12-31", [False]),
        ("unknown", "2012", "2012-12-31", []),
        ("2010~", None, "2010-06-01", [False]),
        ("2010-05-05?", None, "2010-05-05", [True]),
    ],
)
def test_a_membership_is_given_where_it_possibly_holds_and_says_whether_it_certainly_does(
    ots, dataset, since, until, day, certain
):
    assert members_on(ots, dataset, since, until, day) == certain


@pytest.mark.parametrize(
    ("day", "certain"),
    [("2010", [True]), ("2010-11", []), ("2010-12", [True]), ("2009/2010", [True])],
)
def test_a_question_about_a_longer_time_asks_about_its_last_day(ots, dataset, day, certain):
    assert members_on(ots, dataset, "2010-12-31", None, day) == certain


@pytest.mark.parametrize(("now", "certain"), [("2010-12-30", []), ("2010-12-31", [True])])
def test_without_a_day_the_question_is_about_today(monkeypatch, ots, dataset, now, certain):
    monkeypatch.setenv("OTS_TODAY", now)
    assert members_on(ots, dataset, "2010-12-31", None, "today") == certain


def test_the_certain_days_are_all_on_which_it_certainly_holds():
    """One range: from the first such day to the last, with none between on which it may not."""
    for since, until in product(windows(WEEK), [None, *windows(WEEK)]):
        for reach in (date(5), periods.NEVER):
            ends = recorded(since), recorded(until) if until else None
            held = period(*ends, reach)
            days = [date(day) for day in CALENDAR if held.certainly_holds(date(day))]
            expected = (days[0], days[-1]) if days else None
            found = held.certain_days
            if found and not until and reach == periods.NEVER:  # open, it ends beyond the calendar
                found = (found[0], min(found[1], days[-1]))
            assert found == expected, held


def test_what_may_never_begin_has_no_certain_days():
    assert period("unknown", None).certain_days is None
    assert period("unknown", "2000-01-05").certain_days is None


@pytest.mark.parametrize(
    ("until", "since", "expected"),
    [
        ("2000-01-05", "2000-01-05", True),
        ("2000-01-05", "2000-01-06", False),
        ("2000-01", "2000-01", True),
        ("2000-01", "2000-01-01", False),  # perhaps the same day, and perhaps another
        ("unknown", "unknown", False),
        (None, "2000-01-05", False),
    ],
)
def test_a_period_follows_another_where_it_begins_on_its_recorded_end(until, since, expected):
    assert periods.follows(period(since, None), period("1999", until)) is expected


def test_an_open_end_is_no_day_and_what_may_never_begin_is_never_certain():
    assert not periods.OPEN.is_day
    assert not period("unknown", None).certainly_holds(periods.NEVER)


def test_what_begins_on_the_last_day_of_the_calendar_may_hold():
    assert period("9999-12-31", None).possible


def test_a_beginning_on_the_first_day_of_the_calendar_is_not_unknown():
    early = period("0001-01-01/0001-01-09", "0002")
    late = period("0001-01-03/0001-01-05", "0002")
    assert span([early, late]).since.text == "0001-01-01/0001-01-05"


def test_a_gap_before_ends_that_may_be_swapped_parts_two_runs():
    before = period("2000-01-01", "2000-01-05")
    swapped = period("2000-01-10/2000-01-12", "2000-01-09/2000-01-13")
    assert len(runs([before, swapped])) == 2


def test_an_open_period_holds_on_the_last_day_of_the_calendar():
    assert period("2000", None).possibly_holds(periods.NEVER)
    assert period("2000", None).certainly_holds(periods.NEVER)
    assert period("2000", "unknown").possibly_holds(periods.NEVER)
    assert not period("2000", "unknown").certainly_holds(periods.NEVER)


def test_a_run_begins_on_an_unknown_day_where_one_of_its_parts_does():
    assert span([period("unknown", "2000"), period("2000", None)]).since.text == "unknown"


def test_a_run_is_known_to_be_open_as_long_as_any_of_its_open_parts():
    parts = [period("2000", None, dt.date(2005, 1, 1)), period("2000", None, dt.date(2010, 1, 1))]
    assert span(parts).reach == span(parts[::-1]).reach == dt.date(2010, 1, 1)


def test_a_joint_end_is_after_its_beginning_only_where_an_end_is_unknown():
    known = joint([period("2002", "2001/2005"), period("1999", "2003/2004")])
    assert known.until.first == dt.date(2001, 1, 1)
    unknown = joint([period("2002", "unknown"), period("1999", "2003/2004")])
    assert unknown.until.first >= dt.date(2002, 1, 1)


def test_equal_recorded_ends_alone_make_no_run():
    parts = [period("1990", "1995/1999"), period("1998", "1995/1999")]
    assert len(runs(parts)) == 2
