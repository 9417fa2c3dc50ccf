"""The first and the last day of the calendar, and windows that are none."""

import pytest

from examples import EXAMPLES

OWN = """
memberships:
  - {id: still, state: AAA, organization: ORG, status: member, from: "2000-01-01"}
  - {id: ended, state: BBB, organization: ORG, status: member, from: "2000-01-01",
     until: "9999-12-31"}
  - {id: old, state: CCC, organization: ORG, status: member, from: "0001-01-01", until: "0988"}
  - {id: also, state: AAA, organization: TWO, status: member, from: "0999-06-01"}
  - {id: lost, state: DDD, organization: ORG, status: member, from: "2000-01-01", until: unknown}
events:
  - {id: baptism, date: "0988", kind: k, title: The baptism of Rus}
  - {id: end, date: "9999-12-31", kind: k, title: The end}
"""

TODAY = ("0001-01-01", "9999-12-31")


@pytest.fixture
def own(ots, dataset):
    path = dataset(OWN)
    return lambda *arguments, **how: ots("--data", path, *arguments, **how)


@pytest.mark.slow
@pytest.mark.parametrize("today", TODAY)
@pytest.mark.parametrize("question", EXAMPLES)
def test_every_question_can_be_asked_on_the_first_and_the_last_day(
    ots, monkeypatch, question, today
):
    monkeypatch.setenv("OTS_TODAY", today)
    for example in EXAMPLES[question]:
        for terminal in (False, True):
            answer = ots("--no-pager", *example.arguments, terminal=terminal)
            assert answer.code == 0, answer.err
            assert "fault in ots" not in answer.err


@pytest.mark.parametrize("today", TODAY)
@pytest.mark.parametrize(
    "call",
    [
        ["members", "ORG"],
        ["members", "ORG", "--history"],
        ["overlap", "ORG"],
        ["overlap", "ORG", "TWO"],
        ["overlap", "ORG", "TWO", "--history"],
        ["shared", "AAA", "BBB"],
        ["shared", "AAA", "BBB", "--history"],
        ["changes"],
        ["timeline", "--since", "today"],
        ["show", "AAA", "ORG"],
        ["cite", "still"],
        ["members", "ORG", "-f", "ics"],
        ["changes", "-f", "ics"],
    ],
    ids=" ".join,
)
def test_data_at_both_ends_are_answered_for_on_both(own, monkeypatch, call, today):
    monkeypatch.setenv("OTS_TODAY", today)
    options = [] if call[0] == "cite" else ["--no-pager"]
    for terminal in (False, True):
        answer = own(*options, *call, terminal=terminal)
        assert answer.code == 0, answer.err


@pytest.mark.parametrize("today", TODAY)
@pytest.mark.parametrize("typed", ["yesterday", "2y", "last month", "18mo"])
def test_what_lies_before_the_first_day_is_an_error_in_words(ots, monkeypatch, typed, today):
    monkeypatch.setenv("OTS_TODAY", today)
    answer = ots("timeline", "--since", typed, "-f", "ids")
    assert answer.code == (2 if today == "0001-01-01" else 0)
    assert ("before the year 0001" in answer.err) == (answer.code == 2)


@pytest.mark.parametrize("as_of", ["9999", "9999-12", "9999-12-31"])
def test_an_open_end_is_after_every_day(own, as_of):
    assert own("members", "ORG", "--as-of", as_of, "-f", "ids").lines == ["still", "lost"]
    assert own("members", "ORG", "--as-of", "9999-12-30", "-f", "ids").lines == [
        "still",
        "ended",
        "lost",
    ]
    (row,) = own("overlap", "ORG", "TWO", "--as-of", as_of, "--json").json
    assert (row["state"], row["until"], row["certain"]) == ("AAA", None, True)


def test_an_end_on_the_last_day_is_an_end(own):
    rows = own("members", "ORG", "--history", "--json").json
    ends = {row["id"]: (row["until"], row["end"], row["end_min"]) for row in rows}
    assert ends["ended"] == ("9999-12-31", "9999-12-30", "9999-12-30")
    assert ends["still"] == (None, None, None)
    left = [row["id"] for row in own("changes", "--json").json if row["change"] == "left"]
    assert left == ["old", "ended", "lost"]


def test_years_before_1000_are_asked_about_as_others(own):
    assert own("timeline", "--during", "0988", "-f", "ids").lines == ["baptism"]
    assert own("timeline", "--since", "0989", "-f", "ids").lines == ["end"]
    assert own("members", "ORG", "--as-of", "0987", "-f", "ids").lines == ["old"]
    assert own("members", "ORG", "--as-of", "0001-01-01", "-f", "ids").lines == ["old"]


@pytest.mark.parametrize("command", ["timeline", "changes", "facts"])
@pytest.mark.parametrize(
    ("window", "said"),
    [
        (["--since", "2026-12-31", "--until", "2020"], "--since: 2026-12-31 is after until 2020"),
        (["--since", "2021", "--until", "2020-12-31"], "--since: 2021 is after until 2020-12-31"),
        (["--since", "2021", "--during", "2020"], "--since: 2021 is after during 2020"),
        (["--until", "2019", "--during", "2020"], "--during: 2020 is after until 2019"),
    ],
)
def test_a_window_that_ends_before_it_begins_is_an_error(ots, command, window, said):
    answer = ots(command, *window, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("command", ["timeline", "changes", "facts"])
def test_a_window_of_one_day_is_none(ots, command):
    for window in (["--since", "2020", "--until", "2020-01-01"], ["--since", "2020-05-05"] * 1):
        assert ots(command, *window, "--json").code == 0


@pytest.mark.parametrize("today", ["2025", "20251007", "2025-W40-1", "2025-02-30", "today"])
def test_the_clock_is_set_to_a_day_and_nothing_else(ots, monkeypatch, today):
    monkeypatch.setenv("OTS_TODAY", today)
    for call in (["members"], ["timeline", "--since", "today"], ["overlap", "OTS", "EU"]):
        answer = ots(*call, "--json")
        assert (answer.code, answer.out) == (2, "")
        assert f"OTS_TODAY is {today!r}; set it to a day such as 2025-10-07" in answer.err
    assert "--as-of" not in ots("members").err
