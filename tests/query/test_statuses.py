"""Two tracks: what a state holds in an organisation, and what it seeks there, at once."""

import pytest

from otscli.choices import STATUSES, TRACKS

OWN = """
dataset: {id: mine, title: Mine, covered_to: "2020-12-31"}
sources:
  - {id: for, kind: official, publisher: For}
  - {id: against, kind: official, publisher: Against}
organizations:
  - {id: EU, name: Union}
  - {id: HOME, name: Home}
  - {id: EMPTY, name: Empty}
memberships:
  - {state: TUR, organization: EU, status: associate, from: "1964-12-01"}
  - {state: TUR, organization: EU, status: applicant, from: "1987-04-14", until: "1999-12-11"}
  - {state: TUR, organization: EU, status: candidate, from: "1999-12-11"}
  - {state: HUN, organization: EU, status: associate, from: "1994-02-01", until: "2004-05-01"}
  - {state: HUN, organization: EU, status: applicant, from: "1994-03-31", until: "1997-12-13"}
  - {state: HUN, organization: EU, status: candidate, from: "1997-12-13", until: "2004-05-01"}
  - {state: HUN, organization: EU, status: member, from: "2004-05-01"}
  - {state: NOR, organization: EU, status: applicant, from: "1992-11-25", until: "1994-11-28"}
  - {state: ISL, organization: EU, status: applicant, from: "2009-07-16", until: "2010-06-17"}
  - {state: ISL, organization: EU, status: candidate, from: "2010-06-17", until: "2015-03"}
  - {state: MKD, organization: EU, status: candidate, from: "2005-12-17", until: "2018"}
  - {state: MKD, organization: EU, status: observer, from: "2018"}
  - {state: TUR, organization: HOME, status: member, from: "1990-01-01",
     sources: [{source: for}, {source: against, stance: disputes}]}
  - {state: HUN, organization: HOME, status: observer, from: "1991-01-01"}
  - {state: NOR, organization: HOME, status: member, from: "1992-01-01"}
  - {state: MKD, organization: EMPTY, status: member, from: "1992-01-01"}
"""


@pytest.fixture
def own(ots, dataset):
    path = dataset(OWN)
    return lambda *arguments, **how: ots("--data", path, *arguments, **how)


def test_every_status_is_of_one_track():
    assert sorted(status for track in TRACKS.values() for status in track) == sorted(STATUSES)


@pytest.mark.parametrize(
    ("state", "story"),
    [
        (
            "TUR",
            [
                ("1964-12-01", "joined", "standing", None, "associate"),
                ("1987-04-14", "applied", "bid", None, "applicant"),
                ("1999-12-11", "candidate", "bid", "applicant", "candidate"),
            ],
        ),
        (
            "HUN",
            [
                ("1994-02-01", "joined", "standing", None, "associate"),
                ("1994-03-31", "applied", "bid", None, "applicant"),
                ("1997-12-13", "candidate", "bid", "applicant", "candidate"),
                ("2004-05-01", "status", "standing", "associate", "member"),
            ],
        ),
        (
            "NOR",
            [
                ("1992-11-25", "applied", "bid", None, "applicant"),
                ("1994-11-28", "withdrew", "bid", "applicant", None),
            ],
        ),
        (
            "ISL",
            [
                ("2009-07-16", "applied", "bid", None, "applicant"),
                ("2010-06-17", "candidate", "bid", "applicant", "candidate"),
                ("2015-03", "withdrew", "bid", "candidate", None),
            ],
        ),
        (
            "MKD",
            [
                ("2005-12-17", "candidate", "bid", None, "candidate"),
                ("2018", "joined", "standing", None, "observer"),
            ],
        ),
    ],
)
def test_changes_are_told_by_track(own, state, story):
    rows = own("changes", "--org", "EU", "--state", state, "--json").json
    keys = ("date", "change", "track", "before", "after")
    assert [tuple(row[key] for key in keys) for row in rows] == story


def test_no_change_goes_from_one_track_to_the_other_nor_nowhere(ots):
    rows = ots("changes", "--json").json
    assert len(rows) > 200
    for row in rows:
        held = {status for status in (row["before"], row["after"]) if status}
        assert held <= set(TRACKS[row["track"]])
        assert row["before"] != row["after"]


def test_the_union_is_told_of_as_its_records_say(ots):
    rows = ots("changes", "--org", "EU", "--json").json
    told = [(row["date"][:4], row["state"], row["change"], row["after"]) for row in rows]
    assert ("1987", "TUR", "applied", "applicant") in told
    assert ("1999", "TUR", "candidate", "candidate") in told
    assert ("2004", "HUN", "status", "member") in told


def test_a_table_shows_the_steps_of_the_track(own):
    line = next(line for line in own("changes", "--state", "HUN").lines if "1997-12-13" in line)
    assert "applicant → candidate" in line
    assert "associate" not in line


def test_an_overlap_row_shows_candidacy_beside_association(own):
    (tur, _) = own("overlap", "HOME", "EU", "--status", "any", "--as-of", "2000", "--json").json
    cell = tur["memberships"]["EU"]
    assert (cell["id"], cell["status"]) == ("eu-tur-associate", "associate")
    assert cell["also"] == [
        {
            "id": "eu-tur-candidate",
            "status": "candidate",
            "from": "1999-12-11",
            "until": None,
            "certain": True,
            "disputed": False,
        }
    ]
    assert tur["memberships"]["HOME"]["disputed"] is True
    assert tur["memberships"]["HOME"]["also"] == []


def test_shared_does_as_overlap(own):
    rows = own("shared", "TUR", "HUN", "--status", "any", "--as-of", "2000", "--json").json
    (row,) = [row for row in rows if row["organization"] == "EU"]
    for state in ("TUR", "HUN"):
        cell = row["memberships"][state]
        assert cell["status"] == "associate"
        assert [also["status"] for also in cell["also"]] == ["candidate"]


def test_tables_show_both(own):
    joint = own("overlap", "HOME", "EU", "--status", "any").out
    assert "associate 1964-12-01, candidate 1999-12-11" in joint
    assert "associate, candidate" in own("overlap", "HOME").out
    shared = own("shared", "TUR", "HUN", "--status", "any", "--as-of", "2000").out
    assert "associate 1994-02-01 until 2004-05-01, candidate 1997-12-13 until 2004-05-01" in shared


def test_where_one_status_is_asked_for_the_other_is_not_shown(own):
    options = ["--status", "candidate", "--status", "member", "--as-of", "2000"]
    (row,) = own("overlap", "HOME", "EU", *options, "--json").json
    cell = row["memberships"]["EU"]
    assert (cell["status"], cell["also"]) == ("candidate", [])


def test_statuses_that_follow_one_another_are_not_held_at_once(own):
    options = ["--status", "any", "--history", "--json"]
    rows = own("overlap", "HOME", "EU", *options).json
    cells = {row["state"]: row["memberships"]["EU"] for row in rows}
    assert cells["HUN"]["status"] == "member"
    assert cells["HUN"]["also"] == []
    assert [also["status"] for also in cells["TUR"]["also"]] == ["candidate", "applicant"]


def test_a_joint_period_runs_through_changes_of_status(own):
    rows = own("overlap", "HOME", "EU", "--status", "any", "--history", "--json").json
    periods = {row["state"]: (row["from"], row["until"]) for row in rows}
    assert periods["HUN"] == ("1994-02-01", None)
    assert periods["TUR"] == ("1990-01-01", None)


def test_without_leaves_a_candidate_in(own):
    options = ["--without", "EU", "--as-of"]
    assert own("overlap", "HOME", *options, "1993", "--json").json[0]["state"] == "HUN"
    left = [row["state"] for row in own("overlap", "EU", "--as-of", "2010", "--json").json]
    assert left == ["HUN", "ISL", "MKD", "TUR"]
    kept = own("overlap", "EU", "--without", "EU", "--as-of", "2010", "--json").json
    assert [row["state"] for row in kept] == ["ISL", "MKD"]


def test_without_counts_a_standing_that_changed_on_an_unknown_day(ots, dataset):
    path = dataset("""
memberships:
  - {state: AAA, organization: ONE, status: observer, from: "2000", until: "2005"}
  - {state: AAA, organization: ONE, status: member, from: "2005"}
  - {state: AAA, organization: TWO, status: member, from: "2000"}
""")
    for without, expected in (([], ["AAA"]), (["--without", "ONE"], [])):
        options = ["--as-of", "2005-06-01", *without, "--json"]
        rows = ots("--data", path, "overlap", "TWO", *options).json
        assert [row["state"] for row in rows] == expected


def test_an_organisation_to_which_none_of_the_states_belongs_leaves_the_matrix(own):
    def columns(*options):
        return list(own("overlap", "HOME", *options, "--json").json[0]["memberships"])

    assert columns() == ["EU"]
    assert columns("--as-of", "1992-06-01") == ["EU"]
    assert columns("--status", "member") == []
    assert "EMPTY" not in own("overlap", "HOME").out
    assert own("overlap", "HOME", "--as-of", "1992-06-01", "--without", "EU", "--json").json == [
        {
            "state": state,
            "state_name": state,
            "memberships": {},
            "from": None,
            "until": None,
            "days": None,
            "certain": None,
        }
        for state in ("HUN", "NOR")
    ]


def test_the_states_of_the_ots_are_in_every_line_of_their_matrix(ots):
    rows = ots("overlap", "--as-of", "2010", "--json").json
    columns = list(rows[0]["memberships"])
    assert columns[0] == "OTS"
    assert "EAEC" in columns
    assert "EAEU" not in columns
    assert all(any(row["memberships"][key] for row in rows) for key in columns)


def test_the_order_of_statuses_is_fixed():
    order = ["member", "associate", "candidate", "observer", "partner", "applicant"]
    assert list(STATUSES) == order


def test_flat_formats_have_a_column_for_all_of_a_cell(own):
    lines = own("overlap", "HOME", "EU", "--status", "any", "-f", "csv").lines
    header = lines[0].split(",")
    parts = ("id", "status", "from", "until", "certain", "disputed", "also")
    assert [f"memberships.EU.{part}" for part in parts] == [
        name for name in header if name.startswith("memberships.EU.")
    ]
    assert '""status"":""candidate""' in lines[1]
