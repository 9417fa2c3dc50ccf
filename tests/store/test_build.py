"""What is compiled into a store: records as they leave the program, and what finds them."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from otscli import cache
from otscli.compile import compile_dataset
from otscli.dates import parse

SOURCES = """
sources:
  - {id: ministry, kind: official, publisher: A Ministry, title: A statement, url: "https://a.example"}
  - {id: copy, kind: official, publisher: A Ministry, mirror: true}
  - {id: paper, kind: press, publisher: A Paper}
  - {id: same-paper, kind: press, publisher: A Paper}
  - {id: agency, kind: agency, publisher: An Agency}
  - {id: book, kind: reference, publisher: A Book}
  - {id: think-tank, kind: analysis, publisher: A Think Tank}
"""


@pytest.fixture
def dataset(dataset_here):
    """A file of the test's own, which it may edit, and a store that it makes."""
    return dataset_here


@pytest.fixture
def rows(ots, dataset):
    """Write a dataset, ask it, and return the rows."""

    def rows(text, *arguments):
        result = ots("--data", dataset(text), *arguments, "--json")
        assert result.code == 0, result.err
        return result.json

    return rows


def event(fields="", date="2020-05"):
    return f'events:\n  - {{id: one, date: "{date}", kind: visit, title: A visit{fields}}}\n'


def membership(**fields):
    given = {"state": "AAA", "organization": "ORG", "status": "member", "from": "2010"} | fields
    written = ", ".join(f'{key}: "{value}"' for key, value in given.items() if value)
    return f"  - {{{written}}}\n"


# Events


def test_an_event_with_what_it_needs_has_every_field(rows):
    assert rows(event(), "timeline") == [
        {
            "id": "one",
            "type": "event",
            "date": "2020-05",
            "start": "2020-05-01",
            "end": "2020-05-31",
            "kind": "visit",
            "title": "A visit",
            "summary": None,
            "place": None,
            "states": [],
            "organizations": [],
            "topics": [],
            "planned": False,
            "confidence": None,
            "disputed": False,
            "differs": False,
            "sources": [],
        }
    ]


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02~", "2020-02-01", "2020-02-29"),
        ("2020-02-03?", "2020-02-03", "2020-02-03"),
        ("2020/2021-03", "2020-01-01", "2021-03-31"),
    ],
)
def test_a_date_is_given_as_recorded_with_its_first_and_last_possible_day(rows, date, start, end):
    (found,) = rows(event(date=date), "timeline")
    assert (found["date"], found["start"], found["end"]) == (date, start, end)


def test_a_place_has_all_of_its_parts_or_null(rows):
    (found,) = rows(event(", place: {city: Baku}"), "timeline")
    assert found["place"] == {"city": "Baku", "country": None, "venue": None}


def test_events_come_by_start_end_and_id_whatever_their_order_in_the_file(rows):
    dates = {"b": "2020-05", "a": "2020-05", "c": "2020-05-01", "d": "2020", "e": "2019-12-31"}
    text = "events:\n" + "".join(
        f'  - {{id: {id_}, date: "{date}", kind: visit, title: T}}\n' for id_, date in dates.items()
    )
    assert [row["id"] for row in rows(text, "timeline")] == ["e", "d", "c", "a", "b"]


# Memberships


def test_a_membership_without_an_id_is_named_for_organisation_state_and_status(rows):
    text = "memberships:\n" + membership(status="observer")
    assert [row["id"] for row in rows(text, "members", "ORG")] == ["org-aaa-observer"]


def test_each_return_to_a_status_gets_a_number(rows):
    text = "memberships:\n" + "".join(
        membership(**{"from": since, "until": until})
        for since, until in [("2010", "2011"), ("2012", "2013"), ("2014", None)]
    )
    found = rows(text, "members", "ORG", "--history")
    assert [(row["id"], row["from"]) for row in found] == [
        ("org-aaa-member", "2010"),
        ("org-aaa-member-2", "2012"),
        ("org-aaa-member-3", "2014"),
    ]


@pytest.mark.parametrize(
    ("since", "until", "start", "end"),
    [
        ("2010-05-05", None, "2010-05-05", None),
        ("2010-05-05", "2012-05-05", "2010-05-05", "2012-05-04"),
        ("2010", "2012", "2010-01-01", "2012-12-30"),
        ("unknown", "2012-01-01", None, "2011-12-31"),
        ("2010", "unknown", "2010-01-01", None),
        ("unknown", "unknown", None, None),
    ],
)
def test_a_membership_has_the_first_and_last_possible_day_of_its_status(
    rows, since, until, start, end
):
    text = "memberships:\n" + membership(**{"from": since, "until": until})
    (found,) = rows(text, "members", "ORG", "--history")
    assert (found["from"], found["until"]) == (since, until)
    assert (found["start"], found["end"]) == (start, end)


def test_an_organisation_may_be_a_member_of_another(rows):
    text = (
        "organizations: [{id: ECO, name: Economic Body}, {id: ORG, name: Body}]\nmemberships:\n"
        + membership(state="ECO")
    )
    (found,) = rows(text, "members", "ORG")
    assert (found["state"], found["state_name"]) == ("ECO", "Economic Body")
    assert (found["organization"], found["organization_name"]) == ("ORG", "Body")


# Sources


def cited(*sources, stance="supports"):
    return ", ".join(f"{{source: {source}, stance: {stance}}}" for source in sources)


@pytest.mark.parametrize(
    ("sources", "confidence"),
    [
        (cited("ministry"), "official"),
        (cited("paper", "ministry"), "official"),
        (cited("paper"), "single-source"),
        (cited("paper", "agency"), "corroborated"),
        (cited("paper", "same-paper"), "single-source"),
        (cited("paper", "book", "think-tank"), "single-source"),
        (cited("book", "think-tank"), "single-source"),
        (cited("paper", "undescribed"), "corroborated"),
        (cited("ministry", "paper", stance="disputes"), None),
        (cited("paper") + ", " + cited("ministry", stance="disputes"), "single-source"),
        (cited("paper") + ", " + cited("agency", stance="differs"), "single-source"),
        ("", None),
    ],
)
def test_confidence_is_derived_from_the_sources_that_support(rows, sources, confidence):
    (found,) = rows(SOURCES + event(f", sources: [{sources}]"), "timeline")
    assert found["confidence"] == confidence


@pytest.mark.parametrize(
    ("stance", "disputed", "differs"),
    [("supports", False, False), ("differs", False, True), ("disputes", True, False)],
)
def test_one_citation_that_says_otherwise_marks_the_record(rows, stance, disputed, differs):
    sources = cited("paper") + ", " + cited("agency", stance=stance)
    (found,) = rows(SOURCES + event(f", sources: [{sources}]"), "timeline")
    assert (found["disputed"], found["differs"]) == (disputed, differs)


def test_a_citation_supports_unless_it_says_otherwise_and_tells_of_its_source(rows):
    text = SOURCES + event(", sources: [{source: ministry, at: p2, field: date, value: May}]")
    (found,) = rows(text, "timeline")
    assert found["sources"] == [
        {
            "source": "ministry",
            "kind": "official",
            "publisher": "A Ministry",
            "title": "A statement",
            "url": "https://a.example",
            "published": None,
            "at": "p2",
            "stance": "supports",
            "field": "date",
            "value": "May",
            "note": None,
        }
    ]


# What finds a record

NAMED = """
states:
  - id: TUR
    name: Türkiye
    formal_name: Republic of Türkiye
    iso2: TR
    wikidata: Q43
    names: [{name: Turkey, lang: en, until: "2022-06-01"}, {name: Түркия, lang: kk}]
    aliases: [TURK]
"""


@pytest.mark.parametrize(
    "typed",
    ["TUR", "tr", "q43", "turkiye", "TURKEY", "түркия", "republic of turkiye", "turk"],
)
def test_a_record_is_found_by_its_id_codes_names_and_aliases_in_any_case(rows, typed):
    (found,) = rows(NAMED, "show", typed)
    assert found["id"] == "TUR"


def test_a_code_comes_before_a_name(rows):
    text = "states:\n  - {id: AAA, name: BBB}\n  - {id: BBB, name: CCC}\n"
    (found,) = rows(text, "show", "BBB")
    assert found["id"] == "BBB"


def test_an_event_is_found_by_every_name_of_its_place(rows):
    text = "places:\n  - {id: baku, name: Baku, names: [{name: Bakı, lang: az}]}\n" + event(
        ", place: {city: Bakı}"
    )
    for typed in ("Baku", "BAKI", "baku"):
        assert [row["id"] for row in rows(text, "timeline", "--place", typed)] == ["one"]


@pytest.mark.parametrize("text", ["visit", "A VISIT", "Gəncə", "gence", "vis"])
def test_the_text_of_a_record_is_folded(rows, text):
    found = rows(event(", place: {city: Gəncə}"), "timeline", "--search", text)
    assert [row["id"] for row in found] == ["one"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--state", "AAA"),
        ("--org", "ORG"),
        ("--topic", "energy"),
        ("--kind", "visit"),
        ("--source", "paper"),
    ],
)
def test_what_is_named_without_a_record_of_its_own_gets_a_minimal_one(rows, option, value):
    text = event(
        ", states: [AAA], organizations: [ORG], topics: [energy], sources: [{source: paper}]"
    )
    assert [row["id"] for row in rows(text, "timeline", option, value)] == ["one"]


def test_a_minimal_record_is_called_by_its_id(rows):
    (found,) = rows("memberships:\n" + membership(), "show", "AAA")
    assert (found["id"], found["type"], found["name"]) == ("AAA", "state", "AAA")


def test_an_event_is_found_by_the_name_of_a_place_that_nobody_describes(rows):
    found = rows(event(", place: {city: Baku}"), "timeline", "--place", "baku")
    assert [row["id"] for row in found] == ["one"]


def test_what_is_described_after_it_is_named_is_not_described_twice(rows):
    text = (
        "facts:\n  - {id: f, text: F, about: [one]}\n"
        + event(", states: [AAA]")
        + "states: [{id: AAA, name: Aland}]\n"
    )
    (found,) = rows(text, "show", "AAA")
    assert found["name"] == "Aland"


# The whole


def test_the_description_of_the_dataset_goes_into_the_store(ots, dataset):
    path = dataset(
        "dataset: {id: mine, title: My own, version: 2.0.0, covered_to: 2020-05}\n" + event()
    )
    assert "data mine 2.0.0, covers up to 2020-05" in ots("--data", path, "--version").out


def test_a_dataset_without_a_description_is_called_by_its_file(ots, dataset):
    assert "data mine.yaml" in ots("--data", dataset(event()), "--version").out


@pytest.mark.parametrize("hostile", ["a\\eb", "a\\u202eb", "a\\x9fb", "a\\u2028b"])
def test_what_must_not_leave_the_program_raw_is_escaped_in_the_store(ots, dataset, hostile):
    path = dataset(event().replace("A visit", f'"{hostile}"'))
    for format_ in ("json", "jsonl", "csv", "table"):
        out = ots("--data", path, "timeline", "-f", format_).out
        assert not set(out) & set("\x1b\u202e\x9f\u2028")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "index"),
    [
        (
            "SELECT doc FROM record WHERE type = 'event' AND start >= '2020' ORDER BY start",
            "record_by_date",
        ),
        ("SELECT n FROM tag WHERE field = 'states' AND value = 'AZE'", "tag_by_value"),
        ("SELECT n FROM period WHERE organization = 'OTS'", "period_by_organization"),
        ("SELECT n FROM period WHERE state = 'AZE'", "period_by_state"),
        ("SELECT n FROM name WHERE folded = 'turkey'", "name_by_folded"),
    ],
)
def test_questions_are_answered_by_an_index(dataset, ots, question, index):
    path = dataset(event())
    assert ots("--data", path, "timeline").code == 0
    (store,) = (file for file in cache.folder().glob("*.db") if holds(file, path))
    connection = sqlite3.connect(store)
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {question}"))
    connection.close()
    assert index in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


def holds(store, path):
    connection = sqlite3.connect(store)
    found = connection.execute("SELECT file FROM record LIMIT 1").fetchone()
    connection.close()
    return found == (path,)


# Dates


def test_no_date_is_read_twice(dataset):
    """Eight dates are written; `unknown` is none."""
    path = dataset(
        """
dataset: {id: mine, title: Mine, covered_to: "2020-12-31"}
sources: [{id: s, published: "2019-02-03"}]
states: [{id: AAA, name: A, names: [{name: B, from: "1990", until: unknown}]}]
events: [{id: e, date: "2020-05", kind: k, title: T, sources: [{source: s}]}]
facts: [{id: f, text: F, date: "2020~"}]
memberships:
  - {state: AAA, organization: ORG, status: member, from: "2001", until: "2005/2006",
     milestones: [{date: "2000-12-01", what: W}]}
"""
    )
    before = parse.cache_info()
    with closing(sqlite3.connect("")) as connection:
        findings = compile_dataset([Path(path)], connection, errors_only=True)
    assert [str(f) for f in findings if f.level == "error"] == []
    after = parse.cache_info()
    assert after.hits + after.misses - before.hits - before.misses == 8


def test_no_statement_numbers_its_placeholders():
    """From Python 3.14 on `?1` takes names alone; earlier ones say so in a warning at most."""
    files = Path(cache.__file__).parent.rglob("*.py")
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    assert [name for name, text in texts.items() if re.search(r"[=<>(] ?\?\d", text)] == []
