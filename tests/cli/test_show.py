"""`ots show`."""

from contextlib import closing

import pytest

from conftest import curated
from otscli.cache import open_store
from otscli.dataset.files import CURATED, dataset_path
from otscli.query.show import show

OWN = """
dataset: {id: mine, title: Mine, covered_to: "2020-12-31"}
states:
  - id: AAA
    name: Aland
    names:
      - {name: Old Aland, lang: en, from: "1900", until: "1950"}
      - {name: Alanda, lang: hu}
sources:
  - {id: pro, kind: press, publisher: Herald, title: It happened, url: "https://example.org/pro",
     published: "2012-03-04"}
  - {id: con, kind: press, publisher: Tribune, title: It did not, url: "https://example.org/con"}
events:
  - id: kept
    aliases: [retired]
    date: "2012-03"
    kind: k
    title: The kept event
    states: [AAA]
    sources:
      - {source: pro, at: p4}
      - {source: con, stance: disputes, note: "names no witness"}
memberships:
  - {id: lapsed, state: AAA, organization: ORG, status: member, from: "1990-01-01",
     until: "2000-01-01"}
  - {id: held, state: AAA, organization: TWO, status: member, from: "2000-01-01"}
people:
  - {id: ann, name: Ann Lee, roles: [{role: Minister, from: "2010", until: "2015"}]}
"""


@pytest.fixture
def own(ots, dataset):
    """Show records of a small dataset."""
    mine = dataset(OWN)

    def ask(*arguments, **options):
        answer = ots("--data", mine, "show", *arguments, **options)
        assert answer.code == 0, answer.err
        return answer

    return ask


@pytest.mark.parametrize("name", ["UZB", "uz", "uzbekistan", "Özbekistan", "Ўзбекистон"])
def test_every_name_of_a_state_leads_to_one_page(ots, name):
    assert ots("show", name).out == ots("show", "uzb").out
    assert "UZB (state)" in ots("show", name).out


def test_several_records_come_in_the_order_asked_for(own):
    assert own("pro", "ann", "kept", "-f", "ids").lines == ["pro", "ann", "kept"]


def test_a_dash_reads_ids_from_standard_input(own):
    assert own("-", "-f", "ids", stdin="kept\n\nann\n").lines == ["kept", "ann"]
    assert own("pro", "-", "-f", "ids", stdin="ann\n").lines == ["pro", "ann"]


def test_no_ids_on_standard_input_are_an_empty_answer(own):
    assert own("-", "--json", stdin="").out == "[]\n"


def test_what_search_finds_can_be_shown(ots):
    found = ots("search", "karabakh", "-f", "ids").out
    assert found
    assert ots("show", "-", "-f", "ids", stdin=found).out == found


def test_a_retired_id_finds_the_kept_record(own):
    assert own("retired").out == own("kept").out


@pytest.mark.slow
def test_every_retired_id_of_the_curated_events_finds_one(ots):
    events = curated("events")
    retired = {alias: event["id"] for event in events for alias in event.get("aliases", ())}
    assert retired
    assert ots("show", *retired, "-f", "ids").lines == list(retired.values())


def test_each_citation_is_numbered_with_stance_publisher_and_address(own):
    first, second = [line for line in own("kept").lines if line.startswith("[")]
    assert first.startswith("[1]")
    assert "Herald, It happened, 2012-03-04, p4 https://example.org/pro" in first
    assert second.startswith("[2]")
    assert "disputes: Tribune, It did not (names no witness) https://example.org/con" in second


def test_a_page_says_how_exactly_the_date_is_known(own):
    (line,) = [line for line in own("kept").lines if line.startswith("Date ")]
    assert "2012-03 (" in line
    assert "month" in line


def test_a_page_says_that_a_record_is_disputed(own):
    assert "Disputed" in own("kept").out


def test_a_state_shows_its_names_through_time(own):
    assert "Old Aland (1900 to 1950)" in own("AAA").out
    assert "Alanda" in own("AAA").out


def test_a_state_shows_its_latest_events(own):
    assert "The kept event  [kept]" in own("AAA").out


def bars(page):
    return {line.split()[1]: line.split()[0] for line in page.splitlines() if set(line) & set("█░")}


def test_memberships_are_bars_on_one_axis(own):
    drawn = bars(own("AAA").out)
    assert set(drawn) == {"ORG", "TWO"}
    assert drawn["ORG"].startswith("█")
    assert drawn["TWO"].endswith("█▸")
    lapsed, held = (len(drawn[org].strip("▸·▌▐")) for org in ("ORG", "TWO"))
    assert 35 <= lapsed + held <= 36


def test_an_organisation_shows_its_members_as_bars(own):
    assert bars(own("TWO").out).keys() == {"Aland"}


def test_a_person_shows_the_offices_held(own):
    assert "Minister, from 2010 until 2015" in own("ann").out


def test_json_has_every_period_of_a_state_and_of_an_organisation(own):
    periods = own("AAA", "--json").json[0]["memberships"]
    assert periods == [
        {
            "id": "lapsed",
            "state": "AAA",
            "organization": "ORG",
            "status": "member",
            "from": "1990-01-01",
            "until": "2000-01-01",
        },
        {
            "id": "held",
            "state": "AAA",
            "organization": "TWO",
            "status": "member",
            "from": "2000-01-01",
            "until": None,
        },
    ]
    assert [one["id"] for one in own("TWO", "--json").json[0]["memberships"]] == ["held"]


def test_json_has_the_whole_citation(own):
    cited = own("kept", "--json").json[0]["sources"][1]
    assert cited == {
        "source": "con",
        "kind": "press",
        "publisher": "Tribune",
        "title": "It did not",
        "url": "https://example.org/con",
        "published": None,
        "at": None,
        "stance": "disputes",
        "field": None,
        "value": None,
        "note": "names no witness",
    }


@pytest.mark.parametrize(
    ("id_", "type_"),
    [
        ("summit-2025-gabala", "event"),
        ("ots-hun-observer", "membership"),
        ("OTS", "organization"),
        ("HUN", "state"),
        ("ilham-aliyev", "person"),
        ("gabala", "place"),
        ("seed-000", "source"),
        ("aliyev-2025-10-07-joint-exercise-proposal", "fact"),
    ],
)
def test_every_type_of_record_can_be_shown(ots, id_, type_):
    (row,) = ots("show", id_, "--json").json
    assert (row["id"], row["type"]) == (id_, type_)
    assert f"{id_} ({type_})" in ots("show", id_).out


def test_a_source_says_how_many_records_cite_it(own):
    assert own("pro", "--json").json[0]["cited_by"] == 1


def test_an_unknown_record_names_the_nearest_and_shows_none(ots):
    answer = ots("show", "UZB", "summit-2025-gabalaa")
    assert (answer.code, answer.out) == (2, "")
    assert "summit-2025-gabala " in answer.err.replace("?", " ")


def test_an_id_is_needed(ots):
    answer = ots("show")
    assert (answer.code, answer.out) == (2, "")
    assert "ots show UZB" in answer.err


def test_in_a_pipe_no_line_is_wrapped(ots):
    summary = ots("show", "trilateral-statement-nov-2020", "--json").json[0]["summary"]
    assert len(summary) > 200
    assert summary in ots("show", "trilateral-statement-nov-2020").out


def test_a_record_that_is_asked_for_twice_is_shown_twice_and_read_once(ots):
    one = ots("show", "AZE", "--json").json
    assert ots("show", "AZE", "AZE", "--json").json == one * 2
    with closing(open_store([dataset_path(CURATED)])) as store:
        first, second = show(store, ["AZE", "AZE"]).rows
    assert first is second
