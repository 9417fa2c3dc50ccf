"""How sure a record is, and which source is shown first."""

from itertools import permutations

import pytest

from otscli import evidence

CONTESTED = """
sources:
  - {id: release, kind: official, publisher: Ministry of A, url: "https://a.example/release"}
  - {id: other, kind: official, publisher: Ministry of A}
  - {id: b, kind: official, publisher: Ministry of B, url: "https://b.example/"}
  - {id: paper, kind: press, publisher: A Paper, url: "https://paper.example/"}
  - {id: wire, kind: agency, publisher: A Wire}
  - {id: nobody, kind: official}
  - {id: leaflet, kind: official, publisher: unknown author (undated document)}
  - {id: mirror, kind: official, publisher: Ministry of A, mirror: true}
events:
  - id: e
    date: "2020-01-01"
    kind: summit
    title: A summit
    sources: [%s]
"""


@pytest.fixture
def event(ots, dataset):
    """An event with citations, each SOURCE or SOURCE/STANCE: as a row, and its cell of sources."""

    def event(cited):
        parts = (one.partition("/") for one in cited.split())
        text = ", ".join(
            f"{{source: {source}, stance: {stance or 'supports'}}}" for source, _, stance in parts
        )
        path = dataset(CONTESTED % text)
        (row,) = ots("--data", path, "timeline", "--json").json
        table = ots("--data", path, "timeline").lines
        at = table[0].index("Source")
        calendar = ots("--data", path, "timeline", "-f", "ics").out
        return row, table[2][at : table[0].index("Id")].strip(), calendar

    return event


@pytest.mark.parametrize(
    ("cited", "confidence", "shown"),
    [
        ("release", "official", "Ministry of A"),
        ("release release/disputes", "single-source", "Ministry of A +1"),
        ("release other/disputes", "single-source", "Ministry of A +1"),
        ("release mirror/disputes", "single-source", "Ministry of A +1"),
        ("release other/differs", "official", "Ministry of A +1"),
        ("release paper other/disputes", "corroborated", "A Paper +2"),
        ("release b other/disputes", "official", "Ministry of B +2"),
        ("release paper wire release/disputes", "corroborated", "A Wire +3"),
        ("paper release/disputes", "single-source", "A Paper +1"),
        ("nobody paper", "official", "A Paper +1"),
        ("leaflet paper", "official", "A Paper +1"),
        ("leaflet nobody", "official", "unknown author (undated document) +1"),
        ("release/disputes", None, "none"),
    ],
)
def test_a_publisher_who_disputes_neither_vouches_nor_is_shown_first(
    event, cited, confidence, shown
):
    for order in permutations(cited.split()):
        row, cell, _ = event(" ".join(order))
        assert row["confidence"] == confidence
        if cited != "leaflet nobody":
            assert cell == shown
        if len(order) > 3:
            break


def test_a_calendar_links_to_the_source_that_is_shown_first(event):
    _, _, calendar = event("release paper release/disputes")
    assert "URL:https://paper.example/" in calendar
    assert "a.example" not in calendar


@pytest.mark.slow
def test_nobody_vouches_against_himself_in_the_curated_data(ots):
    rows = [
        *ots("timeline", "--json").json,
        *ots("facts", "--json").json,
        *(row for org in ots("list", "orgs", "-f", "ids").lines for row in held(ots, org)),
    ]
    assert len(rows) > 1000
    for row in rows:
        against = evidence.disputing(row["sources"])
        first = evidence.weightiest(row["sources"])
        named = [
            one
            for one in evidence.supporting(row["sources"])
            if evidence.publisher(one) not in against and not evidence.anonymous(one)
        ]
        if named:
            assert first in named, row["id"]
        if row["confidence"] == "official":
            kinds = {
                one["kind"]
                for one in evidence.supporting(row["sources"])
                if evidence.publisher(one) not in against
            }
            assert "official" in kinds, row["id"]


def held(ots, org):
    return ots("members", org, "--history", "--json").json


def test_northern_cyprus_is_not_vouched_for_by_its_adversary(ots):
    line = next(line for line in ots("members").lines if "Northern Cyprus" in line)
    assert "(disputed)" in line
    assert "Foreign Affairs of Cyprus" not in line


@pytest.mark.slow
def test_silence_disputes_nothing_in_the_curated_data(ots, strictly_checked):
    (row,) = ots("members", "--state", "XNC", "--json").json
    stances = {one["source"]: one["stance"] for one in row["sources"]}
    assert stances["seed-000"] == "differs"
    assert "[silence]" not in strictly_checked.out
