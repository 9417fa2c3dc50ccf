"""`ots export jsonld`: every record is a node, and keeps what schema.org cannot say."""

import pytest

OWN = """
dataset: {id: mine, title: My own, covered_to: "2024"}
events:
  - {id: e, date: "1994-05~", kind: k, title: "</script>", place: {city: Baku}, states: [AAA],
     sources: [{source: s}, {source: t, stance: differs, field: date, value: "1995", note: Later}]}
memberships:
  - {id: open, state: AAA, organization: ORG, status: member, from: "2001"}
  - {id: over, state: BBB, organization: ORG, status: member, from: unknown, until: "2003-04-05"}
states: [{id: AAA, name: Aland, wikidata: Q1}, {id: BBB, name: Bland}]
sources: [{id: s, publisher: P}, {id: t, publisher: Q}]
"""


def nodes(ots, *options):
    return {node["id"]: node for node in ots(*options, "export", "jsonld").json["@graph"]}


def test_a_node_keeps_the_date_as_recorded_and_who_differs(ots, dataset):
    found = nodes(ots, "--data", dataset(OWN))
    event = found["#e"]
    assert (event["startDate"], event["location"], event["attendee"]) == (
        "1994-05",
        "#baku",
        ["#AAA"],
    )
    said = {one["propertyID"]: one["value"] for one in event["additionalProperty"]}
    assert said["date"] == "1994-05~"
    assert said["end"] == "1994-05-31"
    assert said["differs"] == "#t Later"
    assert event["citation"] == ["#s"]
    assert found["#AAA"]["sameAs"] == "http://www.wikidata.org/entity/Q1"


def test_a_role_has_no_end_while_it_lasts(ots, dataset):
    found = nodes(ots, "--data", dataset(OWN))
    assert "endDate" not in found["#open"]
    assert found["#open"]["memberOf"] == "#ORG"
    assert found["#over"]["endDate"] == "2003-04-04"
    assert "startDate" not in found["#over"]


def test_it_can_stand_in_a_page(ots, dataset):
    assert "</script>" not in ots("--data", dataset(OWN), "export", "jsonld").out


@pytest.mark.slow
def test_every_record_is_a_node_and_every_reference_leads_to_one(ots):
    found = nodes(ots)
    assert len(found) == 1 + len(ots("export", "jsonl").lines)
    for node in found.values():
        for key in ("attendee", "organizer", "citation", "about"):
            assert found.keys() >= set(node.get(key, []))
        for key in ("location", "member", "memberOf", "roleOf", "creator"):
            assert key not in node or node[key] in found
