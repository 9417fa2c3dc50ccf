"""`ots export timelinejs` is of the form that TimelineJS documents, here as a JSON Schema."""

import copy
import datetime as dt
import json
from pathlib import Path

import pytest

jsonschema = pytest.importorskip("jsonschema")

FORM = Path(__file__).with_name("timelinejs.schema.json")


@pytest.fixture(scope="module")
def form():
    schema = json.loads(FORM.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture
def made(ots):
    return ots("export", "timelinejs").json


def test_the_curated_timeline_is_of_the_form(form, made):
    assert [error.message for error in form.iter_errors(made)] == []
    assert len(made["events"]) > 500


def test_each_day_is_one_of_the_calendar(made):
    for event in made["events"]:
        for end in {"start_date", "end_date"} & set(event):
            parts = event[end]
            dt.date(parts["year"], parts.get("month", 1), parts.get("day", 1))


def test_each_slide_has_an_address_of_its_own(made):
    ids = [event["unique_id"] for event in made["events"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.pop("start_date"),
        lambda one: one["start_date"].pop("year"),
        lambda one: one["start_date"].update(month=13),
        lambda one: one["text"].update(headline=None),
        lambda one: one.update(media={"caption": "without an address"}),
        lambda one: one.update(kind="summit"),
    ],
)
def test_the_form_refuses_what_is_not_of_it(form, made, change):
    broken = {"events": [copy.deepcopy(made["events"][0])]}
    change(broken["events"][0])
    assert list(form.iter_errors(broken))
