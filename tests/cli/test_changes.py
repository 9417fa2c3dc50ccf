"""`ots changes`."""

import pytest

OWN = """
memberships:
  - {id: asked, state: AAA, organization: ORG, status: applicant, from: "1990-05-01",
     until: "1995-01-01"}
  - {id: watch, state: AAA, organization: ORG, status: observer, from: "1995-01-01",
     until: "2000-01-01"}
  - {id: full, state: AAA, organization: ORG, status: member, from: "2000-01-01", until: "2010-06"}
  - {id: back, state: AAA, organization: ORG, status: member, from: "2015-01-01"}
  - {id: dim, state: BBB, organization: ORG, status: member, from: unknown, until: "2005-01-01"}
  - {id: lost, state: CCC, organization: ORG, status: member, from: "2001-01-01", until: unknown}
  - {id: other, state: CCC, organization: TWO, status: member, from: "2003-01-01"}
"""


@pytest.fixture
def own(ots, dataset):
    """The changes of a small dataset."""
    mine = dataset(OWN)

    def ask(*arguments):
        answer = ots("--data", mine, "changes", *arguments, "--json")
        assert answer.code == 0, answer.err
        return [
            (row["date"], row["state"], row["change"], row["before"], row["after"])
            for row in answer.json
        ]

    return ask


def test_the_whole_story_of_the_ots(ots):
    rows = ots("changes", "--org", "OTS", "--json").json
    assert [(row["date"][:4], row["state"], row["change"], row["after"]) for row in rows] == [
        ("2009", "AZE", "joined", "member"),
        ("2009", "KAZ", "joined", "member"),
        ("2009", "KGZ", "joined", "member"),
        ("2009", "TUR", "joined", "member"),
        ("2018", "HUN", "joined", "observer"),
        ("2019", "UZB", "joined", "member"),
        ("2021", "AFG", "applied", "applicant"),
        ("2021", "AFG", "withdrew", None),
        ("2021", "TKM", "joined", "observer"),
        ("2022", "XNC", "joined", "observer"),
        ("2023", "ECO", "joined", "observer"),
    ]


def test_what_is_disputed_says_so(ots):
    disputed = {
        row["state"]
        for row in ots("changes", "--org", "OTS", "--json").json
        if "disputes" in {cited["stance"] for cited in row["sources"]}
    }
    assert disputed == {"XNC"}
    assert [line for line in ots("changes", "--org", "OTS").lines if "(disputed)" in line] == [
        line for line in ots("changes", "--org", "OTS").lines if "ots-xnc-observer" in line
    ]


def test_a_state_applies_joins_changes_status_leaves_and_comes_back(own):
    assert own("--state", "AAA") == [
        ("1990-05-01", "AAA", "applied", None, "applicant"),
        ("1995-01-01", "AAA", "joined", None, "observer"),
        ("2000-01-01", "AAA", "status", "observer", "member"),
        ("2010-06", "AAA", "left", "member", None),
        ("2015-01-01", "AAA", "joined", None, "member"),
    ]


def test_a_change_on_an_unknown_day_comes_last(own):
    assert own("--state", "BBB") == [
        ("2005-01-01", "BBB", "left", "member", None),
        ("unknown", "BBB", "joined", None, "member"),
    ]
    assert own("--state", "CCC", "--org", "ORG")[-1] == ("unknown", "CCC", "left", "member", None)
    assert [row[0] for row in own()][-2:] == ["unknown", "unknown"]


def test_an_unknown_day_has_no_start_and_no_end(ots, dataset):
    row = ots("--data", dataset(OWN), "changes", "--state", "BBB", "--json").json[-1]
    assert (row["date"], row["start"], row["end"]) == ("unknown", None, None)


def test_changes_come_in_date_order(ots):
    keys = [
        (row["start"] is None, row["start"] or "", row["end"] or "", row["id"])
        for row in ots("changes", "--json").json
    ]
    assert keys == sorted(keys)


def test_a_change_has_the_id_of_the_membership_and_its_window(ots, dataset):
    rows = ots("--data", dataset(OWN), "changes", "--state", "AAA", "--json").json
    assert [row["id"] for row in rows] == ["asked", "watch", "full", "full", "back"]
    assert (rows[3]["start"], rows[3]["end"]) == ("2010-06-01", "2010-06-30")


@pytest.mark.parametrize(
    ("options", "dates"),
    [
        (["--since", "2010-06-30"], ["2010-06", "2015-01-01"]),
        (["--since", "2010-07"], ["2015-01-01"]),
        (["--until", "2010-06-01", "--since", "2001"], ["2010-06"]),
        (["--until", "1995"], ["1990-05-01", "1995-01-01"]),
        (["--during", "2010"], ["2010-06"]),
        (["--during", "2011"], []),
    ],
)
def test_windows_keep_what_may_lie_in_them(own, options, dates):
    assert [row[0] for row in own("--state", "AAA", *options)] == dates


def test_a_window_leaves_out_what_is_undated_and_explain_counts_it(ots, dataset):
    answer = ots("--data", dataset(OWN), "changes", "--since", "1900", "--json", "--explain")
    assert "unknown" not in {row["date"] for row in answer.json}
    assert "2 of them without a date" in answer.err


def test_explain_names_what_is_only_possibly_right(ots, dataset):
    told = ots("--data", dataset(OWN), "changes", "--since", "2010-06-15", "--explain").err
    assert "full is only possibly right: 2010-06 may be any day 2010-06-01 … 2010-06-30" in told


def test_org_and_state_narrow_and_repeating_widens(own):
    assert {row[1] for row in own("--org", "TWO")} == {"CCC"}
    assert len(own("--org", "TWO", "--org", "ORG")) == len(own())
    assert own("--org", "TWO", "--state", "AAA") == []


def test_names_of_states_and_organisations_are_taken(ots):
    one = ots("changes", "--state", "HUN", "--org", "OTS", "--json").out
    assert ots("changes", "--state", "magyarország", "--org", "turkic council", "--json").out == one


def test_an_exchange_of_membership_for_a_lesser_status_is_one_change(ots):
    rows = ots("changes", "--org", "CIS", "--state", "TKM", "--since", "2000", "--json").json
    assert [(row["date"], row["change"], row["before"], row["after"]) for row in rows] == [
        ("2005-08-26", "status", "member", "associate")
    ]


def test_an_organisation_recorded_in_part_says_so(ots):
    assert "only states of the OTS are recorded" in ots("changes", "--org", "EU", "--json").err
    assert ots("changes", "--org", "OTS", "--json").err == ""


def test_a_window_beyond_the_data_is_said_on_stderr(ots):
    assert "reaches to 2026-03-31" in ots("changes", "--until", "2026-12", "--json").err
    assert ots("changes", "--until", "2025", "--org", "OTS", "--json").err == ""
