"""Dates: how they are recorded, how people type them, and the days that they may mean."""

import datetime as dt
import json
import re

import pytest

from otscli.dates import (
    Date,
    day,
    days_in_month,
    describe,
    in_words,
    parse,
    parse_end,
    today,
    understand,
)
from otscli.errors import DateError

ONE_DAY = dt.timedelta(days=1)


def window(text):
    date = parse(text)
    return f"{date.first} … {date.last}"


# Recorded dates


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2022", "2022-01-01 … 2022-12-31"),
        ("2022-09", "2022-09-01 … 2022-09-30"),
        ("2022-12", "2022-12-01 … 2022-12-31"),
        ("2024-02", "2024-02-01 … 2024-02-29"),
        ("2023-02", "2023-02-01 … 2023-02-28"),
        ("1900-02", "1900-02-01 … 1900-02-28"),
        ("2000-02", "2000-02-01 … 2000-02-29"),
        ("2009-10-03", "2009-10-03 … 2009-10-03"),
        ("1000", "1000-01-01 … 1000-12-31"),
        ("0001", "0001-01-01 … 0001-12-31"),
        ("0552-06", "0552-06-01 … 0552-06-30"),
        ("199X", "1990-01-01 … 1999-12-31"),
        ("19XX", "1900-01-01 … 1999-12-31"),
        ("1999-XX", "1999-01-01 … 1999-12-31"),
        ("1999-02-XX", "1999-02-01 … 1999-02-28"),
        ("1999-XX-XX", "1999-01-01 … 1999-12-31"),
        ("199X~", "1990-01-01 … 1999-12-31"),
        ("199X/2001-XX", "1990-01-01 … 2001-12-31"),
        ("001X", "0010-01-01 … 0019-12-31"),
        ("9999-12-31", "9999-12-31 … 9999-12-31"),
    ],
)
def test_a_recorded_date_has_a_first_and_a_last_possible_day(text, days):
    assert window(text) == days


def test_a_month_lasts_from_its_first_day_to_its_last():
    for year in [*range(1890, 2110), 1, 999, 1000, 1600, 1700, 9999]:
        for month in range(1, 13):
            found = parse(f"{year:04}-{month:02}")
            assert found.first == dt.date(year, month, 1)
            assert found.last.month == month
            assert found.last == dt.date.max or (found.last + ONE_DAY).day == 1
            assert days_in_month(year, month) == found.last.day


def test_a_year_lasts_from_new_year_to_its_last_day():
    for year in range(1, 10000):
        found = parse(f"{year:04}")
        assert (found.first, found.last) == (dt.date(year, 1, 1), dt.date(year, 12, 31))


def test_every_day_of_four_years_and_no_other_is_a_day():
    for year in range(2021, 2025):
        for month in range(14):
            for number in range(34):
                text = f"{year}-{month:02}-{number:02}"
                try:
                    expected = dt.date(year, month, number)
                except ValueError:
                    with pytest.raises(DateError):
                        parse(text)
                else:
                    found = parse(text)
                    assert found.first == found.last == expected
                    assert found.is_day


@pytest.mark.parametrize("mark", ["~", "?", "%"])
@pytest.mark.parametrize("text", ["2022", "2022-09", "2022-09-15"])
def test_a_mark_is_kept_and_widens_nothing(text, mark):
    assert str(parse(text + mark)) == text + mark
    assert window(text + mark) == window(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021/2022", "2021-01-01 … 2022-12-31"),
        ("2021-11/2022", "2021-11-01 … 2022-12-31"),
        ("2020-02/2020-02", "2020-02-01 … 2020-02-29"),
        ("2021-11-12/2021-11-13", "2021-11-12 … 2021-11-13"),
        ("2021-11-12/2021-11-12", "2021-11-12 … 2021-11-12"),
        ("2021~/2022-03?", "2021-01-01 … 2022-03-31"),
        ("2021%/2022", "2021-01-01 … 2022-12-31"),
    ],
)
def test_an_interval_reaches_from_its_first_date_to_its_second(text, days):
    assert window(text) == days
    assert str(parse(text)) == text


def test_only_what_has_one_possible_day_is_known_to_the_day():
    assert parse("2021-11-12").is_day
    assert parse("2021-11-12~").is_day
    assert not parse("2021-11").is_day
    assert not parse("2021-11-12/2021-11-13").is_day


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "~", "-", "/", "202", "20211", "2021 ", " 2021", "2021-", "2021-1", "2021-1-02"),
        *(
            "2021-11-1",
            "2021-11-012",
            "20211112",
            "2021/",
            "/2021",
            "2021/2022/2023",
            "2021/..",
            "..",
        ),
        *("2021~?", "~2021", "2021~-11", "2021-11-12T10:00", "2021-11-12 10:00", "2021-W05"),
        *(
            "2021-21",
            "201x",
            "201X-01",
            "2XXX",
            "XXXX",
            "20X1",
            "2012-X1",
            "2012-1X",
            "2012-XX-01",
            "2012-01-3X",
            "2012-13-XX",
            "199X??",
            "19XX~%",
            "1999-XX?~",
            "1999-X-",
            "2000X",
            "201?-01",
            "-2021",
            "+2021",
            "Y12021",
            "12/11/2021",
            "Nov 2021",
            "today",
        ),
        *("unknown", "2021–2022", "２０２１", "٢٠٢١", "2021\n", "2021-1²"),
    ],
)
def test_anything_else_is_not_a_recorded_date(text):
    with pytest.raises(DateError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Nov 2021",
            "'Nov 2021' is not a date; write YYYY, YYYY-MM, YYYY-MM-DD, 199X or two of them",
        ),
        ("2021-11-12T10:00", "as A/B, each followed by ~, ? or % if need be"),
        ("2021-1", "'2021-1' is not a date; write 2021-01"),
        ("2001-2-3", "write 2001-02-03"),
        ("03/10/2009", "write 2009-10-03 or 2009-03-10"),
        ("2001-21", "'2001-21' is a season; write the months, as 2001-03/2001-05"),
        ("2001-24", "write the months, as 2001-12/2002-02"),
        ("2001-25", "'2001-25' has no such month: 25"),
        ("2021-13", "'2021-13' has no such month: 13"),
        ("2021-00-05", "'2021-00-05' has no such month: 00"),
        ("2021-02-29", "'2021-02-29' has no such day: 2021-02 has 28 days"),
        ("2024-02-30", "'2024-02-30' has no such day: 2024-02 has 29 days"),
        ("2021-11-00", "'2021-11-00' has no such day: 2021-11 has 30 days"),
        ("0000", "'0000' is outside the years 0001 to 9999"),
        ("000X", "'000X' is outside the years 0001 to 9999"),
        ("2022/2021", "'2022/2021' ends before it begins; write 2021/2022"),
        ("2021-11-13/2021-11-12", "write 2021-11-12/2021-11-13"),
        ("2021/2022-13", "'2021/2022-13' has no such month: 13"),
        ("2021-02-29/2022", "'2021-02-29/2022' has no such day: 2021-02 has 28 days"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(text, message):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert message in str(refused.value)


def test_a_day_of_the_calendar_is_a_date():
    assert day(dt.date(2021, 11, 12)) == parse("2021-11-12")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022", "known to the year"),
        ("2022-09", "known to the month"),
        ("2022-09-03", "known to the day"),
        ("2022-09~", "known to the month, approximate"),
        ("2022?", "known to the year, uncertain"),
        ("2022-09-03%", "known to the day, approximate and uncertain"),
        ("2021/2022-03", "from 2021 (known to the year) to 2022-03 (known to the month)"),
        (
            "2021~/2022-03-01",
            "from 2021~ (known to the year, approximate) to 2022-03-01 (known to the day)",
        ),
        ("unknown", "on a day that no source gives"),
        ("199X", "known to the decade"),
        ("19XX~", "known to the century, approximate"),
        ("1999-XX", "known to the year"),
        ("1999-XX-XX", "known to the year"),
        ("1999-01-XX?", "known to the month, uncertain"),
    ],
)
def test_the_precision_of_a_recorded_date_can_be_said_in_words(text, words):
    assert describe(text) == words


# Typed dates


@pytest.mark.parametrize(
    "text", ["2021", "2021-11", "2021-11-12", "2021~", "2021-11?", "2021-11-12%", "2021/2022-03"]
)
def test_people_may_type_any_recorded_date(text):
    assert understand(text) == parse(text)


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("cut", [3, 10])
def test_a_month_may_be_typed_by_its_english_name(number, cut):
    name = "January February March April May June July August September October November December"
    written = name.split()[number - 1][:cut]
    for text in (f"{written} 2021", f"{written.lower()} 2021", f"2021 {written.upper()}"):
        assert understand(text) == parse(f"2021-{number:02}")
    assert understand(f"12 {written} 2021") == parse(f"2021-{number:02}-12")


@pytest.mark.parametrize("today_", ["2021-01-01", "2021-01-02", "2021-01-31", "2024-02-29"])
@pytest.mark.parametrize(
    "text", ["Nov 2021", "Feb 2021", "Jan 2021", "1 Jan 2021", "2 Feb 2021", "1 Nov 2021"]
)
def test_what_is_not_typed_is_never_filled_in(monkeypatch, text, today_):
    monkeypatch.setenv("OTS_TODAY", today_)
    expected = {
        "Nov 2021": "2021-11",
        "Feb 2021": "2021-02",
        "Jan 2021": "2021-01",
        "1 Jan 2021": "2021-01-01",
        "2 Feb 2021": "2021-02-02",
        "1 Nov 2021": "2021-11-01",
    }
    assert str(understand(text)) == expected[text]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12 November 2021", "2021-11-12"),
        ("November 12, 2021", "2021-11-12"),
        ("12th November 2021", "2021-11-12"),
        ("12 Nov. 2021", "2021-11-12"),
        ("  12   november\t2021 ", "2021-11-12"),
        ("29 Feb 2024", "2024-02-29"),
        ("31 Dec 1999", "1999-12-31"),
        ("Sept 2021", "2021-09"),
    ],
)
def test_a_day_may_be_typed_with_the_name_of_its_month(text, date):
    assert understand(text) == parse(date)


@pytest.mark.parametrize(
    ("now", "text", "date"),
    [
        ("2025-10-07", "today", "2025-10-07"),
        ("2025-10-07", "Today", "2025-10-07"),
        ("2025-10-07", "yesterday", "2025-10-06"),
        ("2024-03-01", "yesterday", "2024-02-29"),
        ("2025-01-01", "yesterday", "2024-12-31"),
        ("2025-10-07", "2y", "2023-10-07"),
        ("2025-10-07", "2 years ago", "2023-10-07"),
        ("2025-10-07", "1 year ago", "2024-10-07"),
        ("2025-10-07", "18mo", "2024-04-07"),
        ("2025-10-07", "6 months ago", "2025-04-07"),
        ("2025-10-07", "1 month ago", "2025-09-07"),
        ("2025-10-07", "12 MONTHS AGO", "2024-10-07"),
        ("2025-10-07", "0y", "2025-10-07"),
        ("2024-02-29", "1y", "2023-02-28"),
        ("2024-02-29", "4y", "2020-02-29"),
        ("2024-02-29", "12mo", "2023-02-28"),
        ("2025-03-31", "1mo", "2025-02-28"),
        ("2024-03-31", "1mo", "2024-02-29"),
        ("2025-03-30", "1mo", "2025-02-28"),
        ("2025-12-31", "1mo", "2025-11-30"),
        ("2025-01-31", "2mo", "2024-11-30"),
        ("2025-01-15", "1mo", "2024-12-15"),
    ],
)
def test_a_span_means_that_day_so_long_before_today(monkeypatch, now, text, date):
    monkeypatch.setenv("OTS_TODAY", now)
    assert understand(text) == parse(date)


def test_every_number_of_months_back_ends_on_that_day_or_the_last_of_a_shorter_month(monkeypatch):
    for now in (dt.date(2024, 2, 29), dt.date(2025, 1, 31), dt.date(2025, 12, 30)):
        monkeypatch.setenv("OTS_TODAY", now.isoformat())
        year, month = now.year, now.month
        for months in range(60):
            expected = dt.date(year, month, min(now.day, days_in_month(year, month)))
            assert understand(f"{months}mo").first == expected
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/10/2009", "2009-10-03 or 2009-03-10"),
        ("3/10/2009", "2009-10-03 or 2009-03-10"),
        ("3.10.2009", "2009-10-03 or 2009-03-10"),
        ("10-11-2021", "2021-11-10 or 2021-10-11"),
        ("13/10/2009", "2009-10-13"),
        ("10/13/2009", "2009-10-13"),
        ("5/5/2009", "2009-05-05"),
        ("29.2.2024", "2024-02-29"),
        ("2009/10/03", "2009-10-03"),
        ("2009.10.3", "2009-10-03"),
        ("2009-1-3", "2009-01-03"),
        ("20091003", "2009-10-03"),
        ("10/2009", "2009-10"),
        ("2009.10", "2009-10"),
        ("2009-1", "2009-01"),
    ],
)
def test_a_numeric_form_other_than_iso_is_refused_with_what_it_could_mean(text, readings):
    with pytest.raises(DateError) as refused:
        understand(text)
    assert str(refused.value) == f"{text!r} is ambiguous; write {readings}"


def test_every_numeric_day_of_a_year_is_refused_with_every_reading_that_exists():
    for one in range(1, 32):
        for two in range(1, 32):
            readings = {
                f"2023-{month:02}-{number:02}"
                for number, month in ((one, two), (two, one))
                if month <= 12 and number <= days_in_month(2023, month)
            }
            for text in (f"{one}/{two}/2023", f"{one:02}.{two:02}.2023", f"{one}-{two:02}-2023"):
                with pytest.raises(DateError) as refused:
                    understand(text)
                told = str(refused.value)
                assert set(re.findall(r"2023-\d\d-\d\d", told)) == readings
                assert ("is ambiguous" if readings else "is not a date") in told


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "  ",
            "soon",
            "next year",
            "tomorrow",
            "ago",
            "y",
            "mo",
            "5",
            "-2y",
            "1.5y",
            "2 fortnights",
        ),
        *(
            "Nov 21",
            "12 Nov 21",
            "Nov",
            "12 November",
            "31 November 2021",
            "29 Feb 2023",
            "0 Nov 2021",
        ),
        *("45 Nov 2021", "Foo 2021", "Mon 2021", "1 2 Nov 2021", "Nov Dec 2021", "Nov 2021 2022"),
        *("12 mai 2021", "12 kasım 2021", "31/31/2009", "3/4", "../2021"),
    ],
)
def test_what_nobody_can_read_is_refused_with_forms_that_can_be(text):
    with pytest.raises(DateError) as refused:
        understand(text)
    assert str(refused.value) == (
        f"{text!r} is not a date; write 2021, 2021-11, 2021-11-12, 'Nov 2021', today or 2y"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2021-13", "'2021-13' has no such month: 13"),
        ("2023-02-29", "'2023-02-29' has no such day: 2023-02 has 28 days"),
        ("2022/2021", "'2022/2021' ends before it begins; write 2021/2022"),
        ("0000", "'0000' is outside the years 0001 to 9999"),
        ("000X", "'000X' is outside the years 0001 to 9999"),
        ("2021-11-12T10:00", "write 2021-11-12"),
        ("2020-2021", "write 2020/2021"),
        ("2021 - 2020", "write 2020/2021"),
        ("2020-09-27..2020-11-10", "write 2020-09-27/2020-11-10"),
        ("Nov 2020 to Feb 2021", "write 2020-11/2021-02"),
        ("autumn 2020", "write 2020-09/2020-11"),
        ("Winter 2020", "write 2020-12/2021-02"),
        ("2020y", "write YYYY, YYYY-MM, YYYY-MM-DD"),
    ],
)
def test_what_is_nearly_a_date_is_refused_for_its_own_fault(text, message):
    with pytest.raises(DateError) as refused:
        understand(text)
    assert message in str(refused.value)


@pytest.mark.parametrize("text", ["2010-13", "soon", "", "Unknown"])
def test_an_end_of_a_period_is_a_recorded_date_or_unknown(text):
    assert parse_end("unknown") == "unknown"
    assert parse_end("2010~").last == dt.date(2010, 12, 31)
    with pytest.raises(DateError):
        parse_end(text)


def test_a_date_is_its_text_and_knows_its_days():
    date = parse("2010-05?")
    assert isinstance(date, Date)
    assert json.loads(json.dumps([date])) == ["2010-05?"] == [date.text]
    assert (date.first, date.last) == (dt.date(2010, 5, 1), dt.date(2010, 5, 31))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (2020, "2020"),
        (dt.date(2020, 5, 3), "2020-05-03"),
        (dt.datetime(2020, 5, 3, 12, 30), "2020-05-03"),
    ],
)
def test_a_program_may_ask_about_a_year_or_a_day(asked, text):
    assert understand(asked) == understand(text)


@pytest.mark.parametrize("asked", [0, -5, 10_000])
def test_a_number_that_is_no_year_is_refused(asked):
    with pytest.raises(DateError):
        understand(asked)


@pytest.mark.parametrize("text", ["unknown", "Unknown"])
def test_nobody_can_ask_about_an_unknown_day(text):
    with pytest.raises(DateError, match="leave it out"):
        understand(text)


@pytest.mark.parametrize("now", ["2025-10-07", "0001-01-01"])
@pytest.mark.parametrize("text", ["9999 years ago", "2026 years ago"])
def test_a_span_that_leads_before_the_first_year_is_refused(monkeypatch, now, text):
    monkeypatch.setenv("OTS_TODAY", now)
    with pytest.raises(DateError, match="before the year 0001"):
        understand(text)


@pytest.mark.parametrize("text", ["yesterday", "last month", "last year", "1d"])
def test_nothing_comes_before_the_first_day(monkeypatch, text):
    monkeypatch.setenv("OTS_TODAY", "0001-01-01")
    with pytest.raises(DateError, match="before the year 0001"):
        understand(text)


@pytest.mark.parametrize(
    ("now", "text", "date"),
    [
        ("2025-10-07", "this year", "2025"),
        ("2025-10-07", "last year", "2024"),
        ("2025-10-07", "This Month", "2025-10"),
        ("2025-10-07", "last month", "2025-09"),
        ("2025-01-31", "last month", "2024-12"),
        ("2024-03-31", "last  month", "2024-02"),
        ("2024-02-29", "last year", "2023"),
        ("2025-10-07", "2020s", "202X"),
        ("2025-10-07", "1990S", "199X"),
        ("2025-10-07", "Q3 2021", "2021-07/2021-09"),
        ("2025-10-07", "2021-Q3", "2021-07/2021-09"),
        ("2025-10-07", "q1 2021", "2021-01/2021-03"),
        ("2025-10-07", "2021 Q4", "2021-10/2021-12"),
    ],
)
def test_parts_of_time_may_be_typed_in_words(monkeypatch, now, text, date):
    monkeypatch.setenv("OTS_TODAY", now)
    assert understand(text) == parse(date)


@pytest.mark.parametrize("text", ["Q5 2021", "Q0 2021", "2021s", "next month", "this week", "Q3"])
def test_other_parts_of_time_are_refused(text):
    with pytest.raises(DateError):
        understand(text)


@pytest.mark.parametrize("text", ["1 Mon 2021", "12:30 Nov 2021", "5pm Nov 2021"])
def test_a_weekday_or_an_hour_is_no_part_of_a_date(text):
    with pytest.raises(DateError):
        understand(text)


# Today


def test_today_is_what_ots_today_says(monkeypatch):
    monkeypatch.setenv("OTS_TODAY", "2025-10-07")
    assert today() == dt.date(2025, 10, 7)


@pytest.mark.parametrize("value", [None, ""])
def test_without_ots_today_the_clock_says_what_today_is(monkeypatch, value):
    monkeypatch.delenv("OTS_TODAY")
    if value is not None:
        monkeypatch.setenv("OTS_TODAY", value)
    before = dt.date.today()
    assert before <= today() <= dt.date.today()


@pytest.mark.parametrize("value", ["2025-10", "tomorrow", "2025-02-30"])
def test_an_ots_today_that_is_no_day_is_refused(monkeypatch, ots, value):
    monkeypatch.setenv("OTS_TODAY", value)
    with pytest.raises(DateError, match="set it to a day such as 2025-10-07"):
        today()
    result = ots("members", "--as-of", "today")
    assert (result.code, result.out) == (2, "")
    assert f"OTS_TODAY is {value!r}" in result.err


# Dates as options

DATES = {
    "year": "2020",
    "month": "2020-05",
    "day": "2020-05-10",
    "span": "2020-05-08/2020-05-12",
    "doubtful": "2020-06~",
}
EVENTS = "events:\n" + "".join(
    f'  - {{id: {id_}, date: "{date}", kind: summit, title: {id_}}}\n'
    for id_, date in DATES.items()
)


@pytest.mark.parametrize(
    "typed",
    ["2019", "2020", "2020-05", "2020-05-10", "2020-05-11", "2020-06", "2020-06-30", "2021"],
)
@pytest.mark.parametrize("option", ["--since", "--until", "--during"])
def test_a_record_is_kept_where_one_of_its_possible_days_is(ots, dataset, option, typed):
    asked = parse(typed)
    first = asked.first if option != "--until" else dt.date.min
    last = asked.last if option != "--since" else dt.date.max
    kept = set()
    for id_, date in DATES.items():
        possible, end = parse(date).first, parse(date).last
        while possible <= end:
            if first <= possible <= last:
                kept.add(id_)
            possible += ONE_DAY
    result = ots("--data", dataset(EVENTS), "timeline", option, typed, "-f", "ids")
    assert result.code == 0
    assert set(result.lines) == kept


def test_records_without_a_date_are_left_out_of_a_window_and_counted(ots, dataset):
    path = dataset(
        'facts:\n  - {id: dated, text: a, date: "2020"}\n  - {id: one, text: b}\n'
        "  - {id: two, text: c}\n"
    )
    for option in ("--since", "--until", "--during"):
        result = ots("--data", path, "facts", option, "2020", "-f", "ids", "--explain")
        assert result.lines == ["dated"]
        assert "dropped 2, 2 of them without a date" in result.err


@pytest.mark.parametrize(
    ("option", "command"),
    [
        ("--since", "timeline"),
        ("--until", "timeline"),
        ("--during", "facts"),
        ("--as-of", "members"),
    ],
)
def test_a_date_that_is_refused_is_wrong_usage_and_the_message_names_the_option(
    ots, option, command
):
    result = ots(command, option, "03/10/2009")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        f"ots: {option}: '03/10/2009' is ambiguous; write 2009-10-03 or 2009-03-10\n"
    )


@pytest.mark.parametrize(
    ("season", "months"),
    [
        ("spring", "2024-03/2024-05"),
        ("summer", "2024-06/2024-08"),
        ("autumn", "2024-09/2024-11"),
        ("fall", "2024-09/2024-11"),
        ("winter", "2024-12/2025-02"),
    ],
)
def test_a_season_is_refused_with_its_months(season, months):
    with pytest.raises(DateError) as refused:
        understand(f"{season} 2024")
    assert refused.value.message.endswith(f"write {months}")


@pytest.mark.parametrize(
    ("recorded", "words"),
    [
        ("2009", "2009"),
        ("0800", "800"),
        ("2009-10", "October 2009"),
        ("2009-10-03", "3 October 2009"),
        ("199X", "1990s"),
        ("1999-XX", "1999"),
        ("1999-05-XX", "May 1999"),
        ("1999-XX-XX", "1999"),
        ("199X~", "c. 1990s"),
        ("2009-10-03?", "3 October 2009 (?)"),
        ("2009-10%", "c. October 2009 (?)"),
        ("2011-05/2011-07", "May 2011 to July 2011"),
    ],
)
def test_a_recorded_date_in_words(recorded, words):
    assert in_words(parse(recorded)) == words


@pytest.mark.parametrize("typed", ["3 10 2009", "May May 2009", "3 4 May 2009", "3 May 20091"])
def test_what_has_not_one_month_and_one_year_is_no_day_in_words(typed):
    with pytest.raises(DateError):
        understand(typed)
