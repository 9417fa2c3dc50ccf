"""`ots overlap` with a matrix of chosen organisations and with sets."""

import pytest

OWN = """
memberships:
  - {state: AAA, organization: X, status: member, from: "2000"}
  - {state: AAA, organization: Y, status: observer, from: "2000"}
  - {state: BBB, organization: X, status: member, from: "2000"}
  - {state: BBB, organization: Y, status: member, from: "2000"}
  - {state: CCC, organization: Z, status: member, from: "2000", until: "2010"}
  - {state: DDD, organization: X, status: member, from: "2000"}
  - {state: DDD, organization: Y, status: member, from: "2000", until: unknown}
"""


def test_a_matrix_has_every_state_with_a_status_in_any_of_those_named(ots, dataset):
    rows = ots("--data", dataset(OWN), "overlap", "X", "Y", "--matrix", "--json").json
    assert {row["state"]: [*map(bool, row["memberships"].values())] for row in rows} == {
        "AAA": [True, True],
        "BBB": [True, True],
        "DDD": [True, True],
    }
    assert rows[0]["memberships"]["Y"]["status"] == "observer"
    assert all(row["days"] is row["certain"] is row["from"] is None for row in rows)


def test_sets_say_which_states_are_in_exactly_which(ots, dataset):
    rows = ots("--data", dataset(OWN), "overlap", "X", "Y", "Z", "--sets", "--json").json
    assert rows == [
        {"organizations": ["X", "Y"], "states": ["BBB", "DDD"], "possible": ["DDD"], "count": 2},
        {"organizations": ["X"], "states": ["AAA"], "possible": [], "count": 1},
    ]


def test_sets_are_of_members_unless_a_status_is_asked_for(ots, dataset):
    mine = dataset(OWN)
    asked = ("--data", mine, "overlap", "X", "Y", "Z", "--sets", "--status", "any", "--json")
    (row,) = ots(*asked).json
    assert row["states"] == ["AAA", "BBB", "DDD"]


def test_sets_of_the_past(ots, dataset):
    asked = (
        "--data",
        dataset(OWN),
        "overlap",
        "X",
        "Y",
        "Z",
        "--sets",
        "--as-of",
        "2005",
        "--json",
    )
    assert ["Z"] in [row["organizations"] for row in ots(*asked).json]


@pytest.mark.parametrize(
    "asked",
    [
        ["X", "--matrix"],
        ["X", "Y", "--sets"],
        ["X", "Y", "Z", "--sets", "--matrix"],
        ["X", "Y", "--matrix", "--history"],
        ["X", "Y", "Z", "--sets", "-f", "ids"],
    ],
)
def test_what_cannot_be_asked_together_is_refused(ots, dataset, asked):
    answer = ots("--data", dataset(OWN), "overlap", *asked)
    assert (answer.code, answer.out) == (2, "")


def test_names_stand_for_codes(ots):
    codes, names = ots("overlap").out, ots("overlap", "--names").out
    assert "Kazakhstan" not in codes
    assert "Kazakhstan" in names
    assert "Commonwealth of Independent States" in names


def test_sets_and_a_chosen_matrix_can_be_drawn(ots):
    for how in ("--sets", "--matrix"):
        assert "<svg" in ots("overlap", "OTS", "CSTO", "NATO", how, "-f", "svg").out
