"""The Python face: it answers as the command line does, in typed records, and says nothing."""

import dataclasses
import datetime as dt
import inspect
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

import otscli
from examples import EXAMPLES, every_example
from otscli.query import QUESTIONS
from otscli.records import TYPES

ERRORS = (otscli.OtsError, otscli.QueryError, otscli.DateError, otscli.DatasetError)

OWN = """
dataset: {id: mine, title: Mine, covered_to: "2020-12-31"}
memberships:
  - {id: mem, state: AAA, organization: ORG, status: member, from: "2001"}
events:
  - {id: ev, date: "2020-05", kind: k, title: T}
"""


@pytest.fixture
def data():
    with otscli.open() as opened:
        yield opened


@pytest.mark.slow
@every_example
def test_a_question_has_the_answer_of_the_command_line(data, ots, example):
    rows = ots(*example.arguments, "--json").json
    assert rows
    assert [record.to_json() for record in example.ask(data)] == rows


@every_example
def test_answers_are_typed_records(data, example):
    answered = example.ask(data)
    assert {type(one) for one in answered} <= {
        TYPES[type_]
        for type_ in (*QUESTIONS[example.question].rows, *QUESTIONS[example.question].also)
    }
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(answered[0], dataclasses.fields(answered[0])[0].name, "another")


def test_counts_sets_and_states_of_a_list_are_records_of_their_own(data):
    assert {type(one) for one in data.timeline(count="year")} == {otscli.Count}
    assert {type(one) for one in data.overlap(["OTS", "CSTO", "EU"], sets=True)} == {otscli.Set}
    (uzbekistan,) = (one for one in data.list("states") if one.id == "UZB")
    assert isinstance(uzbekistan, otscli.ListedState)
    assert (uzbekistan.capital, uzbekistan.area_km2) == ("Tashkent", 447400)


def test_a_record_of_every_type_can_be_shown(data):
    shown = {type(one) for example in EXAMPLES["show"] for one in example.ask(data)}
    assert shown == {TYPES[type_] for type_ in QUESTIONS["show"].rows}


@pytest.mark.slow
@every_example
def test_a_record_is_made_again_of_its_json(data, example):
    for record in example.ask(data):
        assert type(record).from_json(json.loads(json.dumps(record.to_json()))) == record


@pytest.mark.slow
@every_example
def test_nothing_is_printed(data, capfd, example):
    example.ask(data)
    assert capfd.readouterr() == ("", "")


def test_what_stands_inside_a_record_is_typed_too(data):
    (event,) = data.show("summit-2025-gabala")
    assert event.place.city == "Gabala"
    assert {type(one) for one in event.sources} == {otscli.Citation}
    (state,) = data.show("HUN")
    assert {one.organization for one in state.memberships} >= {"OTS", "EU", "NATO"}


def test_from_is_spelled_from_(data):
    member = next(one for one in data.members() if one.state == "HUN")
    assert member.from_ == "2018-09-03"
    assert member.to_json()["from"] == "2018-09-03"


def test_several_records_of_any_type_can_be_shown_at_once(data):
    shown = data.show("uzbekistan", "OTS", "ilham-aliyev")
    assert [type(one).__name__ for one in shown] == ["State", "Organization", "Person"]


@pytest.mark.parametrize("style", ["text", "bibtex", "csl-json"])
def test_citations_are_those_of_the_command_line(data, ots, style):
    cited = ots("cite", "HUN", "OTS", "--style", style).out
    assert data.cite("HUN", "OTS", style=style).strip() == cited.strip() != ""


def test_an_answer_beyond_the_data_says_so(data):
    assert "31 March 2026" in data.members().caption
    later = data.members(as_of="2026-12")
    assert "2026-03-31" in " ".join(later.notes)
    assert data.members(as_of="2020").caption == ""


def test_an_organisation_recorded_in_part_says_so(data):
    assert "EU" in data.members("EU").notes[0]
    assert data.members("CIS").notes == []


def test_an_explanation_is_there_where_it_is_asked_for(data):
    assert data.timeline(since="2020").explanation == []
    told = data.timeline(since="2020", explain=True).explanation
    assert any("2020 → 2020-01-01 … 2020-12-31" in line for line in told)


def parameters(annotation):
    """Every parameter of a question that is annotated so, with the question's name."""
    methods = [name for name in vars(otscli.Dataset) if not name.startswith("_")]
    return [
        (name, parameter.name)
        for name in methods
        if callable(getattr(otscli.Dataset, name))
        for parameter in inspect.signature(getattr(otscli.Dataset, name)).parameters.values()
        if annotation in str(parameter.annotation) and parameter.kind == parameter.KEYWORD_ONLY
    ]


NEEDED = {"overlap": ["OTS", "CSTO"], "shared": ["AZE", "TUR"]}
"""What some questions cannot be asked without."""

VALUES = {
    "timeline kind": "summit",
    "next kind": "summit",
    "timeline place": "gabala",
    "facts kind": "proposal",
    "facts speaker": "tokayev",
    "facts about": "HUN",
    "sources kind": "press",
    "shared without": "HUN",
    "today kind": "founding",
    "today state": "AZE",
    "today org": "TURKPA",
    "offices person": "aliyev",
    "offices source": "azertag-minister-gabala-declaration-highlights-otss",
    "topic": "energy",
    "confidence": "official",
    "state": "HUN",
    "org": "OTS",
    "status": "member",
    "source": "seed-000",
    "without": "NATO",
}
"""One value of each parameter that takes several."""


def asked(data, question, **conditions):
    needed = [NEEDED[question]] if question in NEEDED else []
    return getattr(data, question)(*needed, **conditions)


@pytest.mark.slow
@pytest.mark.parametrize(("question", "parameter"), parameters("DateLike"))
def test_a_date_may_be_a_day_a_year_or_text(data, question, parameter):
    year = asked(data, question, **{parameter: 2012})
    assert year == asked(data, question, **{parameter: "2012"})
    day = asked(data, question, **{parameter: dt.date(2012, 10, 15)})
    assert day == asked(data, question, **{parameter: "2012-10-15"})
    assert year or day


@pytest.mark.parametrize(("question", "parameter"), parameters("DateLike"))
@pytest.mark.parametrize("value", ["foo", 0, "2021-13"])
def test_a_date_that_cannot_be_read_is_said_of_the_parameter(data, question, parameter, value):
    with pytest.raises(otscli.DateError, match=f"^{parameter}: ") as refused:
        asked(data, question, **{parameter: value})
    assert refused.value.parameter == parameter
    assert isinstance(refused.value, otscli.QueryError)


@pytest.mark.slow
@pytest.mark.parametrize(("question", "parameter"), parameters("Sequence[str]"))
def test_what_may_be_repeated_may_be_a_single_text(data, question, parameter):
    value = VALUES.get(f"{question} {parameter}") or VALUES[parameter]
    one = asked(data, question, **{parameter: value})
    assert one == asked(data, question, **{parameter: [value]})
    assert one


def test_an_explanation_names_parameters(data):
    told = data.facts("exercise", since=dt.date(2020, 5, 1), source="seed-000", explain=True)
    assert [line.split()[0] for line in told.explanation[1:]] == ["text", "since", "source"]
    assert "--" not in "".join(told.explanation)
    assert data.members("OTS", explain=True).explanation[1].startswith("org OTS: kept ")


@pytest.mark.slow
def test_one_dataset_may_be_asked_from_any_thread(data):
    asks = [(one.name, one.ask) for examples in EXAMPLES.values() for one in examples] * 2
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda question: question[1](data), asks))
    for (name, ask), answer in zip(asks, answers, strict=True):
        assert answer == ask(data), name


def test_every_error_is_an_ots_error_with_an_exit_code():
    tree = {error.__name__: error.__mro__[1].__name__ for error in ERRORS}
    assert tree == {
        "OtsError": "Exception",
        "QueryError": "OtsError",
        "DateError": "QueryError",
        "DatasetError": "OtsError",
    }
    assert [error.exit_code for error in ERRORS] == [1, 2, 2, 3]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda ots: ots.members("NATOO"), "NATO"),
        (lambda ots: ots.members(as_of="03/10/2009"), "2009-10-03"),
        (lambda ots: ots.timeline(kind=["sumit"]), "summit"),
        (lambda ots: ots.shared(["KAZ"]), "two states"),
        (lambda ots: ots.show("ots-hun-observr"), "ots-hun-observer"),
        (lambda ots: ots.search(""), "word"),
        (lambda ots: ots.list("stats"), "states"),
        (lambda ots: ots.facts(speaker=["nobody"]), "nobody"),
    ],
)
def test_a_question_that_cannot_be_asked_raises_and_prints_nothing(data, capfd, ask, told):
    with pytest.raises(otscli.QueryError, match=told):
        ask(data)
    assert capfd.readouterr() == ("", "")


def test_a_query_error_is_a_value_error():
    assert issubclass(otscli.QueryError, ValueError)


def test_a_dataset_that_is_not_there_raises():
    with pytest.raises(otscli.DatasetError, match=r"missing\.yaml"):
        otscli.open("missing.yaml")
    with pytest.raises(otscli.DatasetError, match=r"missing\.yaml"):
        otscli.check("missing.yaml")


def test_a_dataset_with_faults_raises_and_names_the_first(dataset):
    mine = dataset("events:\n  - {id: a, kind: k, title: T}\n")
    with pytest.raises(otscli.DatasetError, match=r"mine\.yaml:2:"):
        otscli.open(mine)


def test_a_dataset_of_ones_own_is_opened_by_its_path(dataset):
    with otscli.open(dataset(OWN)) as mine:
        assert [event.id for event in mine.timeline()] == ["ev"]
        assert [one.state for one in mine.members("ORG", as_of="2002")] == ["AAA"]
        assert (mine.about["title"], mine.about["covered_to"]) == ("Mine", "2020-12-31")


def test_a_closed_dataset_answers_no_more(dataset):
    with otscli.open(dataset(OWN)) as mine:
        assert mine.timeline()
    with pytest.raises(Exception, match="closed"):
        mine.timeline()


def test_two_datasets_may_be_open_at_once(data, dataset):
    with otscli.open(dataset(OWN)) as mine:
        assert len(mine.timeline()) == 1
        assert len(data.timeline()) > 1


def test_check_gives_what_the_command_prints(ots, dataset):
    mine = dataset("events:\n  - {id: a, kind: k, title: T}\n  - {id: b, date: x, kind: k}\n")
    findings = otscli.check(mine)
    assert [str(finding) for finding in findings] == ots("check", mine).lines
    assert {finding.level for finding in findings} >= {"error"}


def test_the_package_names_what_it_offers():
    for name in otscli.__all__:
        assert getattr(otscli, name)
    with pytest.raises(AttributeError):
        otscli.nope  # noqa: B018


def test_records_become_the_objects_that_json_has(ots):
    with otscli.open() as data:
        found = data.members("OTS", as_of="2020-01-01").to_dicts()
    assert found == ots("members", "OTS", "--as-of", "2020-01-01", "--json").json
