"""Datasette serves what `ots export sqlite` writes, with its metadata and labels."""

import json
import subprocess
import sys

import pytest

pytest.importorskip("datasette")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Ask Datasette for one page of the exported tables."""
    folder = tmp_path_factory.mktemp("served")
    target = ["-o", folder / "ots.db", "--metadata", folder / "metadata.json"]
    subprocess.run([sys.executable, "-m", "otscli", "export", "sqlite", *target], check=True)

    def get(page):
        files = [folder / "ots.db", "--metadata", folder / "metadata.json"]
        command = [sys.executable, "-m", "datasette", "serve", *files, "--get", page]
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout

    return get


def test_datasette_shows_names_in_place_of_keys(served):
    page = "/ots/membership.json?_shape=objects&_labels=on&organization=OTS&party=HUN"
    row = json.loads(served(page))["rows"][0]
    assert row["party"] == {"value": "HUN", "label": "Hungary"}


def test_datasette_has_the_facets_of_the_metadata(served):
    answer = json.loads(served("/ots/event.json?_size=1"))
    facets = answer["facet_results"]
    facets = facets.get("results", facets)
    assert {"kind", "planned", "disputed", "country"} <= set(facets)


def test_datasette_searches_in_any_spelling(served):
    rows = json.loads(served("/ots/record.json?_shape=objects&_search=qebele"))["rows"]
    assert "gabala" in {row["id"] for row in rows}


def test_datasette_shows_title_and_licence(served):
    page = served("/ots/membership")
    assert "CC-BY-4.0" in page
    assert "Statuses of parties in organisations" in page
