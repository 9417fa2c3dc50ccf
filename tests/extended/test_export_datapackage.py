"""frictionless finds `ots export datapackage` valid, and finds what is made wrong in it."""

import pytest

frictionless = pytest.importorskip("frictionless")


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The curated data as a package."""
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("package") / "made"
    command = [sys.executable, "-m", "otscli", "export", "datapackage", "-o", folder]
    subprocess.run(command, check=True)
    return folder


@pytest.mark.filterwarnings("ignore")
def test_the_curated_data_is_valid_and_a_dangling_key_is_not(exported):
    report = frictionless.validate(str(exported / "datapackage.json"))
    assert report.flatten(["rowNumber", "type", "message"]) == []
    assert report.stats["tasks"] == len(list(exported.glob("*.csv")))

    file = exported / "event_state.csv"
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b",TUR\r\n", b",QQQ\r\n", 1))
    found = frictionless.validate(str(exported / "datapackage.json")).flatten(["type"])
    assert ["foreign-key"] in found
    file.write_bytes(whole)


def test_two_runs_give_the_same_bytes(ots, exported, tmp_path):
    again = tmp_path / "again"
    assert ots("export", "datapackage", "-o", str(again)).code == 0
    for file in exported.iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes()
