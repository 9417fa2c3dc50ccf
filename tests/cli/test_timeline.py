"""`ots timeline`."""

import datetime as dt

import pytest

from conftest import curated


def last_day(date):
    """The last possible day of a recorded date, by going through all days there are."""
    final = date.split("/")[-1].rstrip("~?%")
    day = dt.date(int(final[:4]) + 1, 1, 1)
    while not day.isoformat().startswith(final):
        day -= dt.timedelta(days=1)
    return day


@pytest.mark.slow
def test_since_keeps_every_event_whose_last_possible_day_is_not_earlier(ots):
    expected = {e["id"] for e in curated("events") if last_day(e["date"]) >= dt.date(2020, 1, 1)}
    assert {e["id"] for e in ots("timeline", "--since", "2020", "--json").json} == expected


@pytest.mark.parametrize(
    ("date", "id_"),
    [
        ("2021-11-12", "renaming-2021-ots"),
        ("2022-09", "ots-energy-working-group-2022"),
        ("2023-11-03", "summit-2023-astana"),
        ("2025-10-07", "summit-2025-gabala"),
    ],
)
def test_the_landmarks_are_in_it(ots, date, id_):
    events = {e["id"]: e for e in ots("timeline", "--since", "2020", "--json").json}
    assert events[id_]["date"] == date


def test_the_energy_working_group_of_2022_is_disputed_and_shows_both_sides(ots):
    (event,) = ots("timeline", "--json", "--search", '"energy working group"', "--disputed").json
    stances = {cited["stance"] for cited in event["sources"]}
    assert event["id"] == "ots-energy-working-group-2022"
    assert event["disputed"]
    assert stances >= {"supports", "disputes"}


def test_events_come_in_order_of_start_end_and_id(ots):
    events = ots("timeline", "--json").json
    keys = [(e["start"], e["end"], e["id"]) for e in events]
    assert keys == sorted(keys)


def test_newest_turns_the_order_around_before_the_limit_cuts(ots):
    everything = ots("timeline", "--json").json
    newest = ots("timeline", "--newest", "--limit", "3", "--json").json
    assert newest == everything[::-1][:3]


def test_a_limit_of_nothing_gives_nothing(ots):
    assert ots("timeline", "--limit", "0", "--json").out == "[]\n"


def test_a_partial_date_counts_where_it_may_fall(ots, dataset):
    mine = dataset('events: [{id: e, date: "2022-09", kind: k, title: T}]')
    for option, date, kept in [
        ("--since", "2022-09-30", True),
        ("--since", "2022-10-01", False),
        ("--until", "2022-09-01", True),
        ("--until", "2022-08-31", False),
        ("--during", "2022-09-15", True),
        ("--during", "2022-10", False),
    ]:
        answer = ots("--data", mine, "timeline", option, date, "-f", "ids")
        assert answer.lines == (["e"] if kept else []), (option, date)


def test_one_option_repeated_means_any_and_different_ones_mean_all(ots):
    summits = ots("timeline", "--kind", "summit", "-f", "ids").lines
    both = ots("timeline", "--kind", "summit", "--kind", "games", "-f", "ids").lines
    there = ots("timeline", "--kind", "summit", "--place", "Gabala", "-f", "ids").lines
    assert set(summits) < set(both)
    assert set(there) < set(summits)
    assert "summit-2025-gabala" in there


@pytest.mark.parametrize("name", ["Gabala", "Qəbələ", "qebele", "GABALA"])
def test_a_place_is_found_by_any_of_its_names(ots, name):
    assert "summit-2025-gabala" in ots("timeline", "--place", name, "-f", "ids").lines


def test_states_and_organisations_are_taken_by_any_name(ots):
    one = ots("timeline", "--state", "HUN", "--org", "OTS", "-f", "ids").out
    other = ots("timeline", "--state", "macaristan", "--org", "turkic council", "-f", "ids").out
    assert one == other
    assert one


def test_search_finds_beginnings_of_words_and_whole_phrases(ots):
    words = ots("timeline", "--search", "gaba summ", "-f", "ids").lines
    assert "summit-2025-gabala" in words
    assert ots("timeline", "--search", '"summit gabala twelfth"', "-f", "ids").lines == []


def test_source_keeps_what_cites_it(ots):
    events = ots("timeline", "--source", "seed-000", "--json").json
    assert events
    assert all("seed-000" in {c["source"] for c in e["sources"]} for e in events)


def test_disputed_keeps_what_a_source_disputes(ots):
    events = ots("timeline", "--disputed", "--json").json
    assert events
    assert all(e["disputed"] and "disputes" in {c["stance"] for c in e["sources"]} for e in events)


def test_explain_says_how_a_date_was_understood_and_what_was_dropped(ots):
    told = ots("timeline", "--since", "Nov 2021", "--kind", "summit", "--json", "--explain")
    total, kept = len(curated("events")), len(told.json)
    assert "2021-11 → 2021-11-01 … 2021-11-30" in told.err
    assert f"{total} records of type event" in told.err
    assert f"--kind summit: kept {kept}, dropped" in told.err


def test_explain_names_the_rows_that_are_only_possibly_right(ots, dataset):
    mine = dataset('events: [{id: e, date: "2022-09", kind: k, title: T}]')
    told = ots("--data", mine, "timeline", "--since", "2022-09-15", "--explain")
    assert "e is only possibly right: 2022-09 may be any day 2022-09-01 … 2022-09-30" in told.err


def test_a_window_beyond_the_data_is_said_on_stderr(ots):
    assert "reaches to 2026-03-31" in ots("timeline", "--until", "2026-12", "--json").err
    assert ots("timeline", "--until", "2025", "--json").err == ""
