"""`ots export spells` as scholars use it, merged in pandas."""

import subprocess
import sys

import pytest

pandas = pytest.importorskip("pandas")

CORE = {"AZE": 373, "KAZ": 705, "KGZ": 703, "TUR": 640, "UZB": 704, "HUN": 310, "TKM": 701}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The curated data."""
    made = tmp_path_factory.mktemp("spells") / "made"
    subprocess.run([sys.executable, "-m", "otscli", "export", "spells", "-o", made], check=True)
    return made


def read(folder, name):
    return pandas.read_csv(folder / f"{name}.csv", low_memory=False, dtype={"iso3n": str})


def test_dyads_merge_one_to_one_with_a_table_from_elsewhere(folder):
    dyads = read(folder, "dyad_year")
    assert (dyads.ccode1 < dyads.ccode2).all()
    foreign = pandas.DataFrame(
        [(640, 373, 2022, "a"), (703, 705, 2010, "b"), (2, 20, 2022, "c")],
        columns=["ccode1", "ccode2", "year", "theirs"],
    )
    low, high = foreign[["ccode1", "ccode2"]].min(axis=1), foreign[["ccode1", "ccode2"]].max(axis=1)
    foreign = foreign.assign(ccode1=low, ccode2=high)
    keys = ["ccode1", "ccode2", "year"]
    merged = foreign.merge(dyads, on=keys, how="left", validate="one_to_one")
    assert list(merged.joint_ots.fillna(-1)) == [1, 1, -1]
    assert merged.joint_full[0] > 10


def test_codes_are_those_of_the_systems(folder):
    years = read(folder, "state_year")
    found = years.drop_duplicates("state").set_index("state")
    for state, number in CORE.items():
        assert found.ccode[state] == found.gwcode[state] == number
    assert pandas.isna(found.ccode["XNC"])
    assert found.iso3n["AZE"] == "031"


def test_state_years_merge_by_key(folder):
    years = read(folder, "state_year")
    assert not years.duplicated(["state", "year", "organization"]).any()
    members = years[(years.organization == "OTS") & (years.member_dec31 == 1)]
    assert set(members[members.year == 2020].state) == {"AZE", "KAZ", "KGZ", "TUR", "UZB"}


def test_an_empty_cell_is_missing_and_no_zero(folder):
    dyads = read(folder, "dyad_year")
    assert set(dyads.joint_nato.dropna()) == {1}
    assert set(dyads.joint_ots.dropna()) == {0, 1}


def test_spells_are_what_a_survival_model_takes(folder):
    spells = read(folder, "spells")
    seen = spells.dropna(subset=["start_min", "end_max", "event"])
    days = (pandas.to_datetime(seen.end_max) - pandas.to_datetime(seen.start_min)).dt.days + 1
    assert (days > 0).all()
    assert set(seen.event) == {0, 1}


def test_two_runs_give_the_same_bytes(ots, folder, tmp_path):
    again = tmp_path / "again"
    assert ots("export", "spells", "-o", str(again)).code == 0
    for file in folder.iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes()
