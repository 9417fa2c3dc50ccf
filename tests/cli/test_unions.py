"""Unions: later records replace earlier ones, and what conflicts is a warning that names both."""

import pytest

BASE = """
states: [{id: TUR, name: Türkiye, cow: 640}, {id: AZE, name: Azerbaijan, cow: 373}]
organizations: [{id: CICA, name: CICA, founded: "1999"}, {id: NATO, name: NATO}]
memberships:
- {state: AZE, organization: CICA, status: member, from: "2002-06-04"}
- {state: TUR, organization: NATO, status: member, from: "1952-02-18"}
"""
CICA = 'organizations: [{id: CICA, name: CICA, founded: "2005"}]\n'


@pytest.fixture
def base(dataset):
    return dataset(BASE, "base.yaml")


def test_a_later_organisation_conflicts_with_earlier_periods_without_stopping_the_answer(
    ots, base, dataset
):
    mine = dataset(CICA)
    assert ots("--data", base, "--data", mine, "timeline").code == 0
    answer = ots("--data", base, "--data", mine, "check")
    assert answer.code == 0
    (found,) = [line for line in answer.lines if line.endswith("[life-of-organization]")]
    assert " cica-aze-member: " in found
    assert "warning: cica-aze-member: from 2002-06-04 is before CICA was founded" in found
    assert found.endswith(f"; CICA is at {mine}:1:17 [life-of-organization]")


def test_within_one_dataset_the_same_is_an_error(ots, dataset):
    text = CICA + 'memberships: [{state: A, organization: CICA, status: member, from: "2002"}]\n'
    assert ots("--data", dataset(text), "timeline").code == 3


HELD = "memberships:\n- {id: %s, state: TUR, organization: NATO, status: %s, from: '%s'}\n"


def test_periods_of_two_datasets_that_overlap_are_a_warning_with_both_places(ots, dataset):
    one = dataset(HELD % ("one", "member", "1952-02-18"), "one.yaml")
    two = dataset(HELD % ("two", "observer", "1960-01-01"), "two.yaml")
    assert len(ots("--data", one, "--data", two, "members", "NATO", "-f", "ids").lines) == 2
    found = ots("--data", one, "--data", two, "check").out
    assert f"{two}:2:3: warning: two: at once with one; one is at {one}:2:3 [one-status]" in found


def test_a_code_of_two_states_of_two_datasets_is_a_warning(ots, dataset):
    one = dataset("states: [{id: AAA, name: A, iso2: AA}]\n", "one.yaml")
    two = dataset("states: [{id: BBB, name: B, iso2: AA}]\n", "two.yaml")
    answer = ots("--data", one, "--data", two, "check")
    assert answer.code == 0
    assert f"BBB: iso2 AA is that of AAA, too; AAA is at {one}:1:10 [one-number]" in answer.out
    both = dataset("states: [{id: AAA, name: A, iso2: AA}, {id: BBB, name: B, iso2: AA}]\n")
    assert ots("check", both).code == 1


def test_an_alias_that_another_dataset_has_as_an_id_is_a_warning(ots, dataset):
    one = dataset("facts: [{id: kept, aliases: [gone], text: T}]\n", "one.yaml")
    two = dataset("facts: [{id: gone, text: T}]\n", "two.yaml")
    answer = ots("--data", one, "--data", two, "check")
    assert answer.code == 0
    assert "its alias 'gone' is the id of another record" in answer.out
    assert f"gone is at {two}:1:9 [retired-id]" in answer.out


def test_a_derived_id_replaces_that_of_an_earlier_dataset(ots, base, dataset):
    mine = dataset(
        "memberships: [{state: TUR, organization: NATO, status: member, from: '1999'}]\n"
    )
    rows = ots("--data", base, "--data", mine, "members", "NATO", "--state", "TUR", "--json").json
    assert [(row["id"], row["from"], row["file"]) for row in rows] == [
        ("nato-tur-member", "1999", mine)
    ]


def test_derived_ids_are_counted_within_each_dataset(ots, dataset):
    first = "{state: A, organization: O, status: member, from: '2000', until: '2001'}"
    second = "{state: A, organization: O, status: member, from: '2005'}"
    one = dataset(f"memberships: [{first}, {second}]\n", "one.yaml")
    two = dataset(f"memberships: [{first.replace('2001', '2002')}]\n", "two.yaml")
    rows = ots("--data", one, "--data", two, "members", "O", "--history", "--json").json
    assert {row["id"]: row["until"] for row in rows} == {
        "o-a-member": "2002",
        "o-a-member-2": None,
    }


def test_a_word_of_a_later_dataset_replaces_an_earlier_one(ots, dataset):
    one = dataset("kinds: [{id: launch, meaning: One}]\n", "one.yaml")
    two = dataset("kinds: [{id: launch, meaning: Two}]\n", "two.yaml")
    for first, last, meaning in ((one, two, "Two"), (two, one, "One")):
        rows = ots("--data", first, "--data", last, "list", "kinds", "--json").json
        assert [row["meaning"] for row in rows if row["id"] == "launch"] == [meaning]
    assert (
        "'launch' appears twice"
        in ots("check", dataset("kinds: [{id: a}, {id: launch}, {id: launch}]\n")).out
    )


COW = """
states: [{id: COW-640, name: turkey, cow: 640}, {id: COW-9999, name: nowhere, cow: 9999}]
organizations: [{id: XYZ, name: XYZ}]
memberships:
- {id: xyz-cow-640-1950, state: COW-640, organization: XYZ, status: member, from: "1950"}
- {id: xyz-cow-9999-1950, state: COW-9999, organization: XYZ, status: member, from: "1950"}
"""


@pytest.mark.parametrize("order", [1, -1], ids=["last", "first"])
def test_states_are_joined_by_their_number_in_the_correlates_of_war(ots, base, dataset, order):
    mine = dataset(COW)
    union = [part for path in [base, mine][::order] for part in ("--data", path)]
    rows = ots(*union, "members", "XYZ", "--json").json
    assert {row["state"]: row["state_name"] for row in rows} == {
        "TUR": "Türkiye",
        "COW-9999": "nowhere",
    }
    assert ots(*union, "members", "XYZ", "--state", "COW-640", "-f", "ids").lines == [
        "xyz-cow-640-1950"
    ]
    shown = ots(*union, "show", "cow-640", "--json").json
    assert [row["id"] for row in shown] == ["TUR"]
    assert ots(*union, "check").code == 0


def test_a_number_joins_also_where_no_state_is_described(ots, base, dataset):
    mine = dataset("state,organization,status,from\nCOW-640,XYZ,member,1950\n", "mine.csv")
    rows = ots("--data", base, "--data", mine, "members", "XYZ", "--json").json
    assert [(row["id"], row["state_name"]) for row in rows] == [("xyz-tur-member", "Türkiye")]


def test_a_number_alone_stays_a_number(ots, dataset):
    rows = ots("--data", dataset(COW), "members", "XYZ", "--json").json
    assert {row["state"] for row in rows} == {"COW-640", "COW-9999"}


@pytest.mark.slow
def test_the_imported_table_answers_together_with_the_curated_data(ots, tmp_path):
    folder = str(tmp_path / "cow")
    assert ots("import", "cow", "docs/cow-example.csv", "-o", folder).code == 0
    answer = ots("--data", "ots", "--data", folder, "members", "NATO", "--as-of", "1961", "--json")
    assert answer.code == 0, answer.err
    assert {row["state"] for row in answer.json} >= {"TUR", "COW-390"}
