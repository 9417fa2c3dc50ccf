"""Recorded dates, held against the package `edtf` for the forms that both know."""

import datetime as dt

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otscli.dates import parse
from otscli.errors import DateError

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@st.composite
def simple(draw):
    day = draw(DAYS).isoformat()
    return day[: draw(st.sampled_from([4, 7, 10]))] + draw(st.sampled_from(["", "~", "?", "%"]))


def window(text):
    """The first and last day by `edtf`."""
    date = edtf.parse_edtf(text)
    first, last = date.lower_strict(), date.upper_strict()
    return dt.date(*first[:3]), dt.date(*last[:3])


def agree(text):
    found = parse(text)
    return (found.first, found.last) == window(text)


# The examples that edtf (Python), edtf.js and the specification publish, where the profile
# shares them.
EXAMPLES = [
    *("1985-04-12", "1985-04", "1985", "1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08"),
    *("2004-02-01/2005-02", "2004-02-01/2005", "2005/2006-02", "1984?", "2004-06~", "2004-06-11%"),
    *(
        "201X",
        "20XX",
        "2004-XX",
        "1985-04-XX",
        "1985-XX-XX",
        "199X",
        "19XX",
        "1999-XX",
        "1999-01-XX",
    ),
    *(
        "1984~/2004-06",
        "1984/2004-06~",
        "1984~/2004~",
        "1984?/2004%",
        "2016-XX",
        "2004-06-XX/2004-07-03",
    ),
]
REFUSED = [
    *(
        "1985/..",
        "../1985",
        "1985/",
        "/1985",
        "Y170000002",
        "-1985",
        "2001-21",
        "2001-24",
        "Y-1985",
    ),
    *(
        "156X-12-25",
        "15XX-12-25",
        "XXXX-12-XX",
        "1XXX-XX",
        "1XXX-12",
        "1984-1X",
        "2004-06~-11",
        "?2004",
    ),
    *("2004-?06", "[1667, 1668]", "{1667..1669}", "1950S2", "Y17E7", "2001-25", "2016-06-11T12:00"),
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_published_examples_mean_the_same_days(text):
    assert agree(text)


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_profile_leaves_out_is_refused(text):
    with pytest.raises(DateError):
        parse(text)


@settings(max_examples=400, deadline=None)
@given(simple())
def test_both_give_a_date_the_same_first_and_last_day(text):
    assert agree(text)


@settings(max_examples=400, deadline=None)
@given(simple(), simple())
def test_both_give_an_interval_the_same_first_and_last_day(one, two):
    earlier, later = sorted([one, two], key=lambda text: (parse(text).first, parse(text).last))
    assert agree(f"{earlier}/{later}")


def test_both_give_every_month_of_two_centuries_the_same_last_day():
    for year in range(1900, 2100):
        assert agree(f"{year}-02")
    for month in range(1, 13):
        assert agree(f"2023-{month:02}")


@settings(max_examples=300, deadline=None)
@given(st.from_regex(r"[12][0-9]{3}(-[0-3][0-9]){0,2}[~?%]?", fullmatch=True))
def test_both_refuse_the_same_months_and_days(text):
    try:
        edtf.parse_edtf(text)
        known = not 21 <= int(text[5:7] or 0) <= 41  # seasons, which are not in our profile
    except edtf.EDTFParseException:
        known = False
    try:
        parse(text)
    except DateError:
        assert not known
    else:
        assert known
