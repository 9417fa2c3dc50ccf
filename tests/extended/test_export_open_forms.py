"""JSON-LD expands, and a calendar is read, by the libraries that others use."""

import json

import pytest

icalendar = pytest.importorskip("icalendar")
jsonld = pytest.importorskip("pyld.jsonld")


def test_linked_data_expands_without_a_network(ots):
    made = ots("export", "jsonld").json
    expanded = jsonld.expand(made, {"base": "https://example.org/data"})
    assert len(expanded) == len(made["@graph"])
    node = next(one for one in expanded if one["@id"].endswith("#ots-hun-observer"))
    assert node["@type"] == ["https://schema.org/OrganizationRole"]
    member = node["https://schema.org/member"]
    assert member == [{"@id": "https://example.org/data#HUN"}]
    for one in expanded:
        assert one["@id"].startswith("https://example.org/data#")
    assert json.dumps(expanded).count("https://schema.org/startDate") > 500


def test_a_calendar_has_every_event(ots):
    calendar = icalendar.Calendar.from_ical(ots("export", "ics").out)
    assert len(calendar.walk("VEVENT")) == len(ots("timeline", "-f", "ids").lines)
    assert calendar.errors == []
