"""The last day that the data cover: the default day, what is certain after it, what is said."""

import datetime as dt

import pytest

MINE = """
dataset: {id: mine, title: Mine, covered_to: "2020-12"}
organizations:
  - {id: ONE, name: One}
  - {id: TWO, name: Two}
offices: [{id: chair, name: Chair, organization: ONE}]
people: [{id: somebody, name: Somebody}]
memberships:
  - {state: AAA, organization: ONE, status: member, from: "2010-01-01"}
  - {state: AAA, organization: TWO, status: member, from: "2015-01-01"}
  - {state: BBB, organization: ONE, status: member, from: "2010-01-01", until: "2022-01-01"}
  - {state: CCC, organization: ONE, status: member, from: "2021-06-01"}
terms:
  - {id: held, office: chair, holder: somebody, from: "2019-01-01"}
events:
  - {id: before, date: "2020-12-31", kind: summit, title: Before}
  - {id: after, date: "2021-01-01", kind: summit, title: After}
  - {id: later, date: "2021-05", kind: summit, title: Later}
"""

QUESTIONS = [
    ["members", "ONE"],
    ["members", "ONE", "--history"],
    ["offices"],
    ["offices", "--history"],
    ["overlap", "ONE"],
    ["overlap", "ONE", "TWO"],
    ["overlap", "ONE", "TWO", "--history"],
    ["shared", "AAA", "BBB"],
    ["shared", "AAA", "BBB", "--history"],
    ["changes"],
    ["timeline"],
]


@pytest.fixture
def mine(ots, dataset):
    path = dataset(MINE)
    return lambda *arguments, **how: ots("--data", path, *arguments, **how)


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_the_same_data_give_the_same_answer_on_any_later_day(mine, monkeypatch, question):
    answers = set()
    for today in ("2020-12-31", "2021-01-01", "2026-11-21", "9999-12-31"):
        monkeypatch.setenv("OTS_TODAY", today)
        answer = mine(*question, "--json")
        answers.add((answer.out, answer.err))
    assert len(answers) == 1


def test_before_the_last_day_today_is_asked_about(mine, monkeypatch):
    monkeypatch.setenv("OTS_TODAY", "2014-12-31")
    assert mine("overlap", "ONE", "TWO", "-f", "ids").out == ""
    assert "On 31 December 2014, today." in mine("members", "ONE", "--json").err


def test_the_caption_says_the_day(mine):
    last = "31 December 2020, the last day that the data covers."
    for question in ("members ONE", "overlap ONE", "overlap ONE TWO", "shared AAA BBB", "offices"):
        assert f"On {last}" in mine(*question.split()).err
    for question in ("members ONE", "overlap ONE TWO", "shared AAA BBB", "offices"):
        assert f"Up to {last}" in mine(*question.split(), "--history").err
    assert f"On {last}" in mine("members", "ONE", terminal=True).out


def test_a_day_that_was_asked_for_needs_no_caption(mine):
    assert mine("members", "ONE", "--as-of", "2020-12-31", "--json").err == ""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (["members", "ONE", "--history"], "1 row begins later."),
        (["members", "ONE", "--as-of", "2021-06"], "1 row begins after 31 December 2020"),
        (["timeline"], "2 rows are later"),
        (["timeline", "--since", "2021-05"], "1 row is later"),
        (["timeline", "--limit", "2"], "1 row is later"),
        (["timeline", "--limit", "1", "--newest"], "1 row is later"),
        (["changes"], "2 rows are later"),
        (["changes", "--since", "2022"], "1 row is later"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_rows_after_the_last_day_are_counted_where_they_are_shown(mine, question, said):
    assert said in mine(*question, "--json").err
    shown = " ".join(mine(*question, terminal=True).out.split())
    assert said in shown


def test_rows_that_are_not_shown_are_not_counted(mine):
    assert mine("timeline", "--limit", "1", "--json").err == ""
    assert mine("timeline", "--until", "2020", "--json").err == ""


@pytest.mark.parametrize(
    ("as_of", "certain"),
    [
        ("2020-12-31", {"AAA": True, "BBB": True}),
        ("2021-01-01", {"AAA": False, "BBB": True}),
        ("2021-12-31", {"AAA": False, "BBB": True, "CCC": False}),
        ("9999", {"AAA": False, "CCC": False}),
    ],
)
def test_nothing_open_is_certain_after_the_last_day(mine, as_of, certain):
    answer = mine("members", "ONE", "--as-of", as_of, "--json")
    assert {row["state"]: row["certain"] for row in answer.json} == certain
    asked = as_of if len(as_of) > 4 else "9999-12-31"
    assert ("The data reaches to 2020-12-31" in answer.err) == (asked != "2020-12-31")
    assert (f"nothing open is certain on {asked}" in answer.err) == (asked != "2020-12-31")


def test_offices_do_as_members(mine):
    for as_of, certain in (("2020-12-31", True), ("2021-01-01", False)):
        answer = mine("offices", "--as-of", as_of, "--json")
        assert [row["certain"] for row in answer.json] == [certain]
        assert ("nothing open is certain" in answer.err) != certain
    assert [row["certain"] for row in mine("offices", "--history", "--json").json] == [True]


def test_a_joint_answer_does_as_its_memberships(mine):
    (row,) = mine("overlap", "ONE", "TWO", "--as-of", "2021", "--json").json
    assert row["certain"] is False
    assert {cell["certain"] for cell in row["memberships"].values()} == {False}
    matrix = mine("overlap", "ONE", "--as-of", "2021", "--json").json
    found = {row["state"]: row["memberships"]["TWO"] for row in matrix}
    assert found["AAA"]["certain"] is False
    assert "member?" in mine("overlap", "ONE", "--as-of", "2021").out


@pytest.mark.parametrize(
    ("options", "until"),
    [
        ([], "2020-12-31"),
        (["--as-of", "2019-03-05"], "2019-03-05"),
        (["--as-of", "2026"], "2020-12-31"),
        (["--history"], "2020-12-31"),
        (["--history", "--as-of", "2019-03-05"], "2019-03-05"),
    ],
)
def test_days_of_what_is_open_end_with_the_data_or_the_day_asked_about(mine, options, until):
    (row,) = mine("overlap", "ONE", "TWO", *options, "--json").json
    assert row["days"] == (dt.date.fromisoformat(until) - dt.date(2015, 1, 1)).days


def test_data_that_name_no_last_day_are_asked_about_today(ots, dataset):
    text = MINE.replace(', covered_to: "2020-12"', "")
    path = dataset(text)
    answer = ots("--data", path, "members", "ONE", "--json")
    assert {row["state"]: row["certain"] for row in answer.json} == {"AAA": True, "CCC": True}
    assert "On 21 November 2026, today." in answer.err
    later = ots("--data", path, "members", "ONE", "--as-of", "2099", "--json")
    assert {row["certain"] for row in later.json} == {True}


def test_a_beginning_that_nobody_gives_is_certain_only_where_the_data_name_a_last_day(ots, dataset):
    row = '{state: AAA, organization: ONE, status: member, from: unknown, until: "2025-01-01"}'
    for head, certain in (("", False), ('dataset: {id: x, title: X, covered_to: "2020"}\n', True)):
        path = dataset(f"{head}memberships:\n  - {row}\n", f"x{len(head)}.yaml")
        answer = ots("--data", path, "members", "ONE", "--as-of", "2020-12-31", "--json")
        assert [row["certain"] for row in answer.json] == [certain]


OTHER = """
dataset: {id: other, title: Other, covered_to: "2022-06-30"}
memberships:
  - {state: DDD, organization: ONE, status: member, from: "2010-01-01"}
  - {state: AAA, organization: THREE, status: member, from: "2016-01-01"}
"""


@pytest.fixture
def union(ots, dataset):
    named = [dataset(MINE, "mine.yaml"), dataset(OTHER, "other.yaml")]

    def ask(*arguments):
        return ots("--data", named[0], "--data", named[1], *arguments)

    return ask


def test_a_union_is_asked_about_the_latest_last_day_and_each_record_keeps_to_its_own(union):
    answer = union("members", "ONE", "--json")
    assert "On 30 June 2022, the last day that the data covers." in answer.err
    assert {row["state"]: row["certain"] for row in answer.json} == {
        "AAA": False,
        "CCC": False,
        "DDD": True,
    }
    (said,) = [line for line in answer.err.splitlines() if "nothing open is certain" in line]
    assert "mine.yaml: the data reaches to 2020-12-31" in said


def test_in_a_union_days_end_with_the_data_that_ends_first(union):
    (row,) = union("overlap", "ONE", "THREE", "--json").json
    assert (row["state"], row["certain"]) == ("AAA", False)
    assert row["days"] == (dt.date(2020, 12, 31) - dt.date(2016, 1, 1)).days


def test_a_union_without_any_last_day_is_asked_about_today(ots, dataset):
    text = MINE.replace(', covered_to: "2020-12"', "")
    named = [dataset(text, "mine.yaml")]
    named.append(dataset("\n".join(OTHER.splitlines()[2:]), "other.yaml"))
    answer = ots("--data", named[0], "--data", named[1], "members", "ONE", "--json")
    assert "On 21 November 2026, today." in answer.err
    assert {row["certain"] for row in answer.json} == {True}


def test_a_union_with_one_last_day_is_asked_about_that(ots, dataset):
    text = MINE.replace(', covered_to: "2020-12"', "")
    named = [dataset(text, "mine.yaml"), dataset(OTHER, "other.yaml")]
    answer = ots("--data", named[0], "--data", named[1], "members", "ONE", "--json")
    assert "On 30 June 2022" in answer.err
    certain = {row["state"]: row["certain"] for row in answer.json}
    assert certain == {"AAA": True, "CCC": True, "DDD": True}


@pytest.mark.parametrize("question", ["members ONE", "offices"])
def test_a_history_is_of_no_day(mine, question):
    answer = mine(*question.split(), "--history", "--as-of", "2015")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "ots: --as-of: a history is of all days; leave it out\n"
