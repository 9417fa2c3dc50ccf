"""The rules that advise: each finds its fault, and only that."""

import pytest

HEAD = """
organizations:
  - {id: ORG, name: Org, founded: "2000-01-01", dissolved: "2010-01-01", coverage: full}
memberships:
  - {state: AAA, organization: ORG, status: member, from: "2001-01-01", until: "2009-01-01"}
"""


def event(**fields):
    given = {"id": "e", "date": '"2005-05-05"', "kind": "summit", "title": "A title"} | fields
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}\n"


IN_ORG = "[ORG]"
HELD = {"organizations": IN_ORG, "states": "[AAA]", "place": "{city: Baku}"}

CASES = {
    "life-of-organization-event": (
        event(**HELD | {"date": '"1999-12-31"', "states": "[]"}),
        event(**HELD),
    ),
    "not-yet-belonging": (event(**HELD | {"date": '"2000-05-05"'}), event(**HELD)),
    "summit-without-place": (event(), event(place="{venue: online}")),
    "twins": (
        event(**HELD) + event(**HELD | {"id": "f", "title": "A title!"}),
        event(**HELD) + event(**HELD | {"id": "f", "title": "Quite something else"}),
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_its_fault_and_is_silent_otherwise(ots, dataset, rule):
    wrong, right = CASES[rule]
    assert f"[{rule}]" in ots("check", dataset(f"{HEAD}events:\n{wrong}", "wrong.yaml")).out
    assert f"[{rule}]" not in ots("check", dataset(f"{HEAD}events:\n{right}", "right.yaml")).out


def test_a_plan_whose_day_has_passed_is_told(ots, dataset):
    head = 'dataset: {id: d, title: D, covered_to: "2020-12-31"}\nevents:\n'
    past = dataset(head + event(date='"2019"', title="A meeting is planned"), "past.yaml")
    future = dataset(head + event(date='"2021"', title="A meeting is planned"), "future.yaml")
    assert "[overdue-plan]" in ots("check", past).out
    assert "[overdue-plan]" not in ots("check", future).out


def test_a_spelling_that_the_table_does_not_use_is_told_with_the_right_one(ots, dataset):
    head = "spellings: [{id: Türkiye, not: [Turkiye]}]\nevents:\n"
    wrong = ots("check", dataset(head + event(title="In Turkiye"), "wrong.yaml")).out
    assert "'Turkiye' is spelled 'Türkiye' here [spelling]" in wrong
    right = ots("check", dataset(head + event(title="In Türkiye"), "right.yaml")).out
    assert "[spelling]" not in right


CURATED = """
dataset: {id: d, title: D, curated: true}
kinds: [{id: summit}]
sources:
  - {id: one, url: "https://example.org/a"}
  - {id: two, url: "https://example.org/a"}
places: [{id: baku, name: Baku}]
events:
  - {id: e, date: "2005", kind: summit, title: T, place: {city: %s}, sources: [{source: one}]}
"""


def test_an_address_that_stands_twice_and_a_source_that_nothing_cites_are_told(ots, dataset):
    out = ots("check", dataset(CURATED % "Baku")).out
    assert "https://example.org/a is the address of one, too; keep one source" in out
    assert "two: nothing cites it [uncited-source]" in out


def test_a_city_without_a_record_is_an_error_in_curated_data(ots, dataset):
    answer = ots("check", dataset(CURATED % "Bakou"))
    assert "no place has the name 'Bakou'; describe it in places [unknown-place]" in answer.out
    assert answer.code == 1


def test_a_retired_id_may_not_be_that_of_another_record(ots, dataset):
    text = "events:\n" + event(aliases="[f]") + event(id="f", title="Other")
    answer = ots("check", dataset(text))
    assert "its alias 'f' is the id of another record; merge the two [retired-id]" in answer.out
    assert answer.code == 1


def test_a_reference_to_a_retired_id_names_the_kept_one(ots, dataset):
    text = (
        CURATED % "Baku" + '  - {id: f, aliases: [old], date: "2005", kind: summit, title: F, '
        "sources: [{source: one}]}\nfacts:\n  - {id: g, text: G, about: [old], "
        "sources: [{source: one}]}\n"
    )
    assert "'old' is a retired id; write 'f' [unknown-reference]" in ots("check", dataset(text)).out


def test_warnings_fail_where_strictness_is_asked_for(ots, dataset):
    mine = dataset("events:\n" + event())
    assert ots("check", mine).code == 0
    assert ots("check", "--strict", mine).code == 1


def test_the_curated_data_passes_the_strict_check(ots):
    assert ots("check", "--strict").code == 0
