"""`ots export datapackage`: the description says what the files hold."""

import csv
import hashlib
import json

import pytest

OWN = """
dataset: {id: Mine, title: My own, licence: CC0-1.0, covered_to: "2024"}
events: [{id: e, date: "1994-05~", kind: k, title: "=1+1"}]
memberships: [{id: m, state: AAA, organization: ORG, status: member, from: "2001"}]
"""


@pytest.fixture
def package(ots, dataset, tmp_path):
    """Export a dataset of one's own; return the folder and the description."""
    folder = tmp_path / "package"
    assert ots("--data", dataset(OWN), "export", "datapackage", "-o", str(folder)).code == 0
    return folder, json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_every_file_is_described_and_every_column_in_its_order(package):
    folder, said = package
    assert {path.name for path in folder.glob("*.csv")} == {r["path"] for r in said["resources"]}
    for resource in said["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        heading = next(csv.reader(content.decode().splitlines()))
        assert heading == [field["name"] for field in resource["schema"]["fields"]]


def test_the_package_says_what_the_dataset_is(package):
    _, said = package
    assert (said["name"], said["title"]) == ("mine", "My own")
    assert said["licenses"] == [{"name": "CC0-1.0"}]


def test_closed_lists_are_checked_and_have_labels(package):
    _, said = package
    fields = {
        (resource["name"], field["name"]): field
        for resource in said["resources"]
        for field in resource["schema"]["fields"]
    }
    status = fields["membership", "status"]
    assert status["constraints"]["enum"] == [one["value"] for one in status["categories"]]
    assert status["categories"][0] == {"value": "member", "label": "full member"}
    for field in fields.values():
        assert ("categories" in field) == ("enum" in field.get("constraints", {}))


def test_a_text_is_no_formula(package):
    folder, _ = package
    assert "'=1+1" in (folder / "event.csv").read_text(encoding="utf-8")
