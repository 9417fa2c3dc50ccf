"""`ots overlap` and `ots shared`."""

import datetime as dt

import pytest


def states(result):
    return [row["state"] for row in result.json]


@pytest.mark.parametrize(
    ("orgs", "options", "expected"),
    [
        (["OTS", "CSTO"], [], ["KAZ", "KGZ"]),
        (["OTS", "EAEU"], [], ["KAZ", "KGZ"]),
        (["OTS", "NATO"], [], ["TUR"]),
        (["OTS", "NATO"], ["--status", "any"], ["TUR", "HUN"]),
        (["OTS", "CSTO"], ["--as-of", "2009-10-02"], []),
        (["OTS", "CSTO"], ["--without", "EAEU"], []),
    ],
)
def test_who_belongs_to_all_of_them(ots, orgs, options, expected):
    assert states(ots("overlap", *orgs, *options, "--json")) == expected


def test_history_invents_no_time_in_which_uzbekistan_was_in_both(ots):
    assert "UZB" not in states(ots("overlap", "OTS", "CSTO", "--history", "--json"))


def test_the_joint_period_is_what_the_two_have_in_common(ots):
    rows = ots("overlap", "OTS", "EAEU", "--as-of", "2020-01-01", "--json").json
    kaz = next(row for row in rows if row["state"] == "KAZ")
    days = (dt.date(2020, 1, 1) - dt.date(2015, 1, 1)).days
    assert (kaz["from"], kaz["until"], kaz["days"]) == ("2015-01-01", None, days)
    assert kaz["memberships"]["OTS"] == {
        "id": "ots-kaz-member",
        "status": "member",
        "from": "2009-10-03",
        "until": None,
        "certain": True,
        "disputed": False,
        "also": [],
    }


OWN = """
organizations:
  - {id: ONE, name: One}
  - {id: TWO, name: Two}
memberships:
  - {state: AAA, organization: ONE, status: observer, from: "2001", until: "2005-03-01"}
  - {state: AAA, organization: ONE, status: member, from: "2005-03-01", until: "2010-01-01"}
  - {state: AAA, organization: TWO, status: member, from: "2003-05-05"}
  - {state: BBB, organization: ONE, status: applicant, from: "2001-01-01"}
  - {state: BBB, organization: TWO, status: member, from: "2001-01-01", until: "2002-09"}
  - {state: CCC, organization: ONE, status: member, from: unknown}
  - {state: CCC, organization: TWO, status: member, from: "2003", until: unknown}
"""


def test_a_joint_period_runs_through_changes_of_status_where_any_will_do(ots, dataset):
    rows = ots(
        "--data", dataset(OWN), "overlap", "ONE", "TWO", "--status", "any", "--history", "--json"
    ).json
    aaa = next(row for row in rows if row["state"] == "AAA")
    assert (aaa["from"], aaa["until"]) == ("2003-05-05", "2010-01-01")
    assert aaa["days"] == (dt.date(2010, 1, 1) - dt.date(2003, 5, 5)).days


def test_members_alone_are_counted_where_organisations_are_named(ots, dataset):
    rows = ots("--data", dataset(OWN), "overlap", "ONE", "TWO", "--history", "--json").json
    aaa = next(row for row in rows if row["state"] == "AAA")
    assert aaa["from"] == "2005-03-01"


def test_days_are_unknown_where_an_end_is_partial(ots, dataset):
    rows = ots(
        "--data", dataset(OWN), "overlap", "ONE", "TWO", "--status", "any", "--history", "--json"
    ).json
    bbb = next(row for row in rows if row["state"] == "BBB")
    assert (bbb["until"], bbb["days"], bbb["certain"]) == ("2002-09", None, True)


def test_an_unknown_end_stays_unknown_and_uncertain(ots, dataset):
    rows = ots("--data", dataset(OWN), "overlap", "ONE", "TWO", "--as-of", "2010", "--json").json
    ccc = next(row for row in rows if row["state"] == "CCC")
    assert (ccc["until"], ccc["certain"], ccc["days"]) == ("unknown", False, None)


def test_without_leaves_applicants_in(ots, dataset):
    mine = dataset(OWN)
    kept = ots(
        "--data", mine, "overlap", "TWO", "--without", "ONE", "--as-of", "2002-01-01", "--json"
    )
    assert states(kept) == ["BBB"]


def test_without_arguments_it_is_a_matrix_of_the_ots_and_all_organisations(ots):
    rows = ots("overlap", "--json").json
    assert [row["state"] for row in rows] == [
        "AZE",
        "ECO",
        "HUN",
        "KAZ",
        "KGZ",
        "TKM",
        "TUR",
        "UZB",
        "XNC",
    ]
    kaz = next(row for row in rows if row["state"] == "KAZ")
    assert kaz["memberships"]["CSTO"]["status"] == "member"
    assert kaz["memberships"]["NATO"] is None
    assert {row[key] for row in rows for key in ("from", "until", "days", "certain")} == {None}


def test_one_organisation_gives_the_matrix_of_its_states(ots):
    rows = ots("overlap", "EAEU", "--status", "member", "--json").json
    assert "EAEU" not in rows[0]["memberships"]
    assert {"KAZ", "KGZ", "RUS", "BLR", "ARM"} == {row["state"] for row in rows}


def test_the_matrix_leaves_out_states_of_another_organisation(ots):
    assert states(ots("overlap", "--without", "CIS", "--json")) == ["ECO", "HUN", "TUR", "XNC"]


def test_ids_are_those_of_the_memberships(ots):
    assert ots("overlap", "OTS", "NATO", "-f", "ids").lines == ["ots-tur-member", "nato-tur-member"]


def test_history_of_one_organisation_is_wrong_usage(ots):
    answer = ots("overlap", "OTS", "--history")
    assert (answer.code, answer.out) == (2, "")
    assert "two organisations" in answer.err


def test_shared_is_the_mirror(ots):
    rows = ots("shared", "AZE", "TUR", "--as-of", "2025", "--json").json
    found = {row["organization"]: row for row in rows}
    assert {"OTS", "UN", "OSCE", "ECO", "TURKSOY"} <= set(found)
    assert found["OTS"]["from"] == "2009-10-03"
    assert set(found["OTS"]["memberships"]) == {"AZE", "TUR"}


def test_shared_with_any_status_includes_observers(ots):
    assert "OTS" in {
        row["organization"] for row in ots("shared", "KAZ", "HUN", "--status", "any", "--json").json
    }
    assert "OTS" not in {row["organization"] for row in ots("shared", "KAZ", "HUN", "--json").json}


def test_shared_needs_two_states(ots):
    answer = ots("shared", "KAZ")
    assert (answer.code, answer.out) == (2, "")
