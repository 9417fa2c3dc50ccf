"""`ots members`."""

import pytest


def states(result):
    return [row["state"] for row in result.json]


def test_the_observers_of_the_ots(ots):
    answer = ots("members", "--status", "observer", "--json")
    assert states(answer) == ["HUN", "TKM", "XNC", "ECO"]
    disputed = {row["state"]: row["disputed"] for row in answer.json}
    assert disputed == {"HUN": False, "TKM": False, "XNC": True, "ECO": False}


def test_a_status_holds_from_its_first_day(ots):
    assert "UZB" not in states(ots("members", "--as-of", "2019-10-14", "--json"))
    assert "UZB" in states(ots("members", "--as-of", "2019-10-15", "--json"))


@pytest.mark.parametrize(("as_of", "status"), [("2004", "member"), ("2006", "associate")])
def test_a_change_of_status_has_one_answer_on_each_day(ots, as_of, status):
    rows = ots("members", "CIS", "--as-of", as_of, "--state", "TKM", "--json").json
    assert [row["status"] for row in rows] == [status]


def test_as_of_asks_about_the_last_day_of_a_date(ots):
    assert "UZB" in states(ots("members", "--as-of", "2019", "--json"))
    assert "UZB" in states(ots("members", "--as-of", "2019-10", "--json"))
    assert "UZB" not in states(ots("members", "--as-of", "2019-09", "--json"))


OWN = """
dataset: {id: mine, title: Mine, covered_to: "2020-12-31"}
memberships:
  - {id: partial, state: AAA, organization: ORG, status: member, from: "2010", until: "2015-06"}
  - {id: lost, state: BBB, organization: ORG, status: member, from: "2010-01-01", until: unknown}
  - {id: dim, state: CCC, organization: ORG, status: member, from: unknown}
"""


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2009-12-31", {"dim": False}),
        ("2010-06-01", {"partial": False, "lost": False, "dim": False}),
        ("2011", {"partial": True, "lost": False, "dim": False}),
        ("2015-06-15", {"partial": False, "lost": False, "dim": False}),
        ("2015-06-30", {"lost": False, "dim": False}),
        ("2020-12-30", {"lost": False, "dim": False}),
        ("2020-12-31", {"lost": False, "dim": True}),
    ],
)
def test_a_row_is_certain_when_it_holds_whatever_the_real_days(ots, dataset, as_of, expected):
    rows = ots("--data", dataset(OWN), "members", "ORG", "--as-of", as_of, "--json").json
    assert {row["id"]: row["certain"] for row in rows} == expected


def test_start_and_end_are_the_first_and_last_possible_day(ots, dataset):
    rows = ots("--data", dataset(OWN), "members", "ORG", "--history", "--json").json
    ends = {row["id"]: (row["start"], row["end"]) for row in rows}
    assert ends == {
        "partial": ("2010-01-01", "2015-06-29"),
        "lost": ("2010-01-01", None),
        "dim": (None, None),
    }


def test_explain_says_why_a_row_is_only_possible(ots, dataset):
    told = ots("--data", dataset(OWN), "members", "ORG", "--as-of", "2015-06-15", "--explain").err
    assert "partial is only possibly right: from 2010, until 2015-06" in told


def test_history_gives_every_period_ever(ots):
    rows = ots("members", "CIS", "--history", "--state", "TKM", "--json").json
    assert [(r["status"], r["until"]) for r in rows] == [
        ("member", "2005-08-26"),
        ("associate", None),
    ]


def test_an_organisation_recorded_in_part_says_so(ots):
    assert "EU: only states of the OTS are recorded" in ots("members", "EU", "--json").err
    assert "only states" not in ots("members", "CIS", "--json").err
    assert "only states" not in ots("members", "EU", "--state", "HUN", "--json").err


def test_an_answer_beyond_the_data_says_so(ots):
    said = ots("members", "--as-of", "2026-04-01", "--json").err
    assert "reaches to 2026-03-31" in said
    assert "nothing open is certain on 2026-04-01" in said
    assert ots("members", "--as-of", "2026-03-31", "--json").err == ""


def test_today_is_the_day_asked_about_by_default(ots, monkeypatch):
    monkeypatch.setenv("OTS_TODAY", "2018-09-02")
    assert "HUN" not in states(ots("members", "--json"))
    monkeypatch.setenv("OTS_TODAY", "2018-09-03")
    assert "HUN" in states(ots("members", "--json"))


def test_members_come_by_status_then_by_seniority(ots):
    rows = ots("members", "--json").json
    assert [r["state"] for r in rows][:5] == ["AZE", "KAZ", "KGZ", "TUR", "UZB"]
    assert [r["status"] for r in rows] == ["member"] * 5 + ["observer"] * 4


def test_several_statuses_may_be_asked_for(ots):
    answer = ots("members", "--status", "member", "--status", "observer", "-f", "ids")
    assert answer.out == ots("members", "-f", "ids").out


def test_disputed_keeps_what_a_source_disputes(ots):
    assert "XNC" in states(ots("members", "--disputed", "--json"))
    assert all(row["disputed"] for row in ots("members", "--disputed", "--json").json)


def test_what_is_a_member_may_be_an_organisation(ots):
    row = next(r for r in ots("members", "--json").json if r["state"] == "ECO")
    assert row["state_name"] == "Economic Cooperation Organization"


def test_a_table_of_several_organisations_names_them(ots):
    everything = ots("members", "all", "--state", "UZB").lines
    assert everything[0].split()[:3] == ["State", "Organisation", "Status"]
    assert any("Uzbekistan  Organization of Turkic States" in line for line in everything)
    assert ots("members", "OTS").lines[0].split()[:2] == ["State", "Status"]
