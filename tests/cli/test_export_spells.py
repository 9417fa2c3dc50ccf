"""`ots export spells`: 0, 1 and empty are told apart, and ends know what they are."""

import csv

import pytest

OWN = """
dataset: {id: mine, title: My own, covered_to: "2022-03-31"}
states:
  - {id: AAA, name: Aland, cow: 20, gw: 21, numeric: "031", independence: "2018"}
  - {id: BBB, name: Bland, cow: 10, gw: 11, numeric: "703"}
  - {id: XCC, name: Cland}
organizations:
  - {id: FULL, name: Full, coverage: full, founded: "2019-01-01"}
  - {id: PART, name: Part, coverage: ots, founded: "2019-01-01"}
memberships:
  - {id: f-a, state: AAA, organization: FULL, status: member, from: "2020-07-01"}
  - {id: f-b, state: BBB, organization: FULL, status: member, from: "2019-01-01",
     until: "2021-01-01"}
  - {id: f-b2, state: BBB, organization: FULL, status: observer, from: "2021-01-01"}
  - {id: p-a, state: AAA, organization: PART, status: member, from: "2020", until: "2021-06"}
  - {id: p-c, state: XCC, organization: PART, status: associate, from: unknown, until: unknown}
  - {id: body, state: PART, organization: FULL, status: observer, from: "2020-01-01"}
"""


@pytest.fixture
def tables(ots, dataset, tmp_path):
    """Export a dataset; return its tables, each as dictionaries of text."""

    def export(*options, data=OWN):
        folder = tmp_path / "spells"
        answer = ots("--data", dataset(data), "export", "spells", "-o", str(folder), *options)
        assert (answer.code, answer.out, answer.err) == (0, "", "")
        found = {}
        for file in folder.glob("*.csv"):
            with file.open(encoding="utf-8", newline="") as stream:
                found[file.stem] = list(csv.DictReader(stream))
        return found

    return export


def column(rows, name, **where):
    """The values of a column by year."""
    return {
        row["year"]: row[name]
        for row in rows
        if all(row[key] == value for key, value in where.items())
    }


def test_zero_is_said_only_of_what_is_recorded_in_full(tables):
    rows = tables()["state_year"]
    of_full = column(rows, "member_any", state="AAA", organization="FULL")
    assert of_full == {"2019": "0", "2020": "1", "2021": "1", "2022": "1"}
    of_part = column(rows, "member_any", state="AAA", organization="PART")
    assert of_part == {"2019": "", "2020": "1", "2021": "1", "2022": ""}
    # The year was not over, so that what may come in it is open.
    assert column(rows, "member_any", state="XCC", organization="FULL")["2022"] == ""
    assert column(rows, "member_jan1", state="XCC", organization="FULL")["2022"] == "0"


def test_a_window_of_days_is_empty_where_it_leaves_the_answer_open(tables):
    rows = tables()["state_year"]
    held = {"state": "AAA", "organization": "PART"}
    assert column(rows, "member_jan1", **held) == {"2019": "", "2020": "", "2021": "1", "2022": ""}
    assert column(rows, "share_of_year", **held)["2021"] == ""
    assert column(rows, "possible_any", **held)["2020"] == "1"
    held = {"state": "AAA", "organization": "FULL"}
    assert column(rows, "share_of_year", **held)["2020"] == "0.5027"
    assert column(rows, "member_dec31", **held) == {
        "2019": "0",
        "2020": "1",
        "2021": "1",
        "2022": "",
    }


@pytest.mark.parametrize(
    ("rule", "answers"),
    [
        ("any", {"2019": "0", "2020": "1", "2021": "1", "2022": "1"}),
        ("first", {"2019": "0", "2020": "0", "2021": "1", "2022": "1"}),
        ("last", {"2019": "0", "2020": "1", "2021": "1", "2022": ""}),
        ("exact", {"2019": "0", "2020": "0", "2021": "1", "2022": "1"}),
    ],
)
def test_a_rule_says_which_days_of_a_year_count(tables, rule, answers):
    rows = tables("--partial", rule)["state_year"]
    assert column(rows, "member", state="AAA", organization="FULL") == answers


def test_statuses_have_the_codes_of_correlates_of_war(tables):
    rows = tables("--partial", "last")["state_year"]
    codes = column(rows, "status_cow", state="BBB", organization="FULL")
    assert codes == {"2019": "1", "2020": "1", "2021": "3", "2022": ""}
    assert column(rows, "standing", state="BBB", organization="FULL")["2020"] == "1"


def test_a_pair_is_joint_on_days_that_both_have(tables):
    rows = tables()["dyad_year"]
    assert {(row["ccode1"], row["ccode2"]) for row in rows} == {("10", "20")}
    assert column(rows, "joint_full") == {"2019": "0", "2020": "1", "2021": "0", "2022": "0"}
    assert column(rows, "joint_any") == {"2019": "0", "2020": "1", "2021": "1", "2022": "1"}
    assert column(rows, "joint_full_2") == {  # `joint_full` is the count
        "2019": "0",
        "2020": "1",
        "2021": "0",
        "2022": "",
    }
    assert set(column(rows, "joint_part").values()) == {""}
    assert column(rows, "days_joint_max")["2020"] == "184"
    assert column(rows, "org_list")["2020"] == "FULL"


def test_a_directed_pair_has_both_orders(tables):
    rows = tables("--directed")["dyad_year"]
    assert {(row["ccode1"], row["ccode2"]) for row in rows} == {("10", "20"), ("20", "10")}
    assert len(rows) == 8


def test_no_state_without_a_number_is_in_a_pair_and_the_codebook_says_so(tables, tmp_path):
    found = tables()
    assert "XCC" not in {row["state1"] for row in found["dyad_year"]}
    said = (tmp_path / "spells" / "codebook.md").read_text(encoding="utf-8")
    assert "in no pair: XCC." in said
    assert "in organizations that are left out: 1." in said
    assert "Recorded in full, with zeros: FULL." in said
    for name, rows in found.items():
        for key in rows[0] if rows else ():
            assert f"| `{key}` |" in said.split(f"## {name}.csv")[1]


def test_spells_say_what_is_censored(tables):
    spells = {row["id"]: row for row in tables()["spells"]}
    assert "body" not in spells
    names = ("start_min", "start_max", "end_min", "end_max")
    ends = {id_: [row[name] for name in names] for id_, row in spells.items()}
    day = "2022-03-31"
    assert ends["f-a"] == ["2020-07-01", "2020-07-01", day, day]
    assert ends["f-b"] == ["2019-01-01", "2019-01-01", "2020-12-31", "2020-12-31"]
    assert ends["p-a"] == ["2020-01-01", "2020-12-31", "2021-05-31", "2021-06-29"]
    assert ends["p-c"] == ["", "", "", day]
    seen = {id_: (row["event"], row["right_censored"]) for id_, row in spells.items()}
    assert seen == {
        "f-a": ("0", "1"),
        "f-b": ("1", "0"),
        "f-b2": ("0", "1"),
        "p-a": ("1", "0"),
        "p-c": ("", "1"),
    }
    assert (spells["f-a"]["iso3n"], spells["f-a"]["ccode"]) == ("031", "20")
    assert (spells["p-c"]["iso3c"], spells["p-c"]["left_censored"]) == ("", "1")


def test_labels_and_script_read_every_file(tables, tmp_path):
    found = tables()
    labels = (tmp_path / "spells" / "labels.do").read_text(encoding="utf-8")
    script = (tmp_path / "spells" / "read.R").read_text(encoding="utf-8")
    for name, rows in found.items():
        assert f'using "{name}.csv"' in labels
        assert f'{name} <- read("{name}.csv"' in script
        for key in rows[0] if rows else ():
            assert f"label variable {key} " in labels
            assert len(key) <= 32


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["csv", "--partial", "any"], "--partial: belongs to spells, not to csv"),
        (["csv", "--directed"], "--directed: belongs to spells, not to csv"),
        (["spells", "--partial", "some"], "no value of --partial 'some'"),
    ],
)
def test_options_of_spells_belong_to_spells(ots, tmp_path, arguments, said):
    answer = ots("export", *arguments, "-o", str(tmp_path / "out"))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"ots: {said}")
