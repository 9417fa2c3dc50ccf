"""Files that a host or another program reads are of the form that it has published."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
SCHEMAS = sorted((ROOT / "docs" / "schema").glob("*.json"))
OF = {
    "vendor.github-workflows": sorted(ROOT.glob(".github/workflows/*.yml")),
    "vendor.github-issue-forms": [
        file for file in sorted(ROOT.glob(".github/ISSUE_TEMPLATE/*.yml")) if file.stem != "config"
    ],
    "vendor.github-issue-config": [ROOT / ".github/ISSUE_TEMPLATE/config.yml"],
    "vendor.dependabot": [ROOT / ".github/dependabot.yml"],
    "vendor.citation-file-format": [ROOT / "CITATION.cff"],
}


@pytest.mark.parametrize("schema", OF)
def test_a_file_is_of_the_published_form(schema):
    assert OF[schema]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *OF[schema]]
    checked = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_fault_in_a_workflow_is_found(tmp_path):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("name: wrong\non: push\njobs: {one: {steps: []}}\n", encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    checked = subprocess.run(
        [*command, "vendor.github-workflows", wrong], capture_output=True, check=False
    )
    assert checked.returncode == 1


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.stem)
def test_a_published_schema_is_a_json_schema(file):
    Draft202012Validator.check_schema(json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", sorted((ROOT / "data").glob("*.yaml")), ids=lambda file: file.stem)
def test_the_curated_data_is_of_the_published_form(file):
    schema = json.loads((ROOT / "docs" / "schema" / "dataset.json").read_text(encoding="utf-8"))
    data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(data)] == []
