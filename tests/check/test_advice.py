"""What the rules that advise say; that each finds its fault is in `test_every_rule.py`."""

import pytest


def event(**fields):
    given = {"id": "e", "date": '"2005-05-05"', "kind": "summit", "title": "A title"} | fields
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}\n"


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


@pytest.mark.slow
def test_the_curated_data_passes_the_strict_check(strictly_checked):
    assert strictly_checked.code == 0
