"""`ots export site`: a folder in which every link leads on, and nothing in the data is code."""

import datetime as dt
import json
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

import otscli
from hostile.payloads import PAYLOADS, RAW, as_json
from hostile.payloads import dataset as hostile_dataset
from otscli.choices import CITATION_STYLES, LIST_OF
from otscli.exporting.site import editions, write
from otscli.exporting.site.addresses import Addresses
from otscli.exporting.site.api import RESOURCES
from otscli.exporting.site.content import Content
from otscli.exporting.site.disagreements import consequence
from otscli.exporting.site.sentences import since
from sites import Page, Site, dead_links

OWN = """
dataset: {id: mine, title: My own, version: 1.2.0, covered_to: "2024-05-01", licence: CC0}
events:
  - {id: first, aliases: [was-first], date: "2020-02~", kind: k, title: A first meeting,
     summary: "What was said.\\nAnd done.", states: [AAA], organizations: [ORG], topics: [t],
     place: {city: Town, country: AAA},
     sources: [{source: s, stance: differs, field: date, value: "2020-03-05", note: a note},
               {source: s2}]}
  - {id: coming, date: "2024-09", kind: k, title: A second meeting, planned: true}
facts:
  - {id: said, kind: statement, text: What a person says, date: "2021", speaker: per, about: [AAA]}
memberships:
  - {id: m1, state: AAA, organization: ORG, status: observer, from: "2010-01-01", until: "2012"}
  - {id: m2, state: AAA, organization: ORG, status: member, from: "2012"}
  - {id: m3, state: BBB, organization: ORG, status: member, from: unknown, until: "2015-06-01",
     sources: [{source: s, stance: disputes, field: status, value: observer}]}
  - {id: m4, state: BBB, organization: TWO, status: partner, from: "2011", until: unknown}
states: [{id: AAA, name: Aland, iso2: AA}, {id: BBB, name: Beland}]
organizations: [{id: ORG, name: Organisation of Two}, {id: TWO, name: Second}]
people: [{id: per, name: A Person, state: AAA}]
places: [{id: town, name: Town, country: AAA, names: [{name: Qəsəbə, lang: az}]}]
offices: [{id: chair, name: Chair, organization: ORG}]
terms: [{id: term-1, office: chair, holder: per, from: "2018-01-01"}]
sources:
  - {id: s, publisher: Paper, title: A report, url: "https://example.org/a?b=1", published: "2020"}
  - {id: s2, publisher: Office, kind: official, title: A record}
"""


_kept = {}


@pytest.fixture
def made(ots, dataset, tmp_path_factory):
    """Export one's own data as a site, with options; each is made once."""

    def export(*options, text=OWN, anew=False):
        mine = dataset(text, "mine.json" if text.startswith("{") else "mine.yaml")
        if anew or (options, text) not in _kept:
            folder = tmp_path_factory.mktemp("site")
            answer = ots("--data", mine, "export", "site", "-o", str(folder), *options)
            assert (answer.code, answer.out, answer.err) == (0, "", "")
            _kept[options, text] = Site(folder)
        return _kept[options, text]

    return export


def test_every_record_has_a_page_and_a_file_with_how_to_cite_it(made):
    site = made()
    for type_, list_ in LIST_OF.items():
        whole = site.json(f"api/v1/{list_}.json")
        assert whole["total"] == len(whole["result"]) > 0, list_
        for record in whole["result"]:
            name = record["id"].lower()
            single = site.json(f"api/v1/{list_}/{name}.json")
            assert single["result"]["id"] == record["id"]
            page = site.page(f"{list_}/{name}.html")
            assert single["cite"] in page.text
            assert f"record {record['id']}" in single["cite"] or type_ == "source"
            assert urljoin(f"api/v1/{list_}/{name}.json", single["page"]) == f"{list_}/{name}.html"


def test_a_file_has_what_the_command_line_answers(made, ots, dataset):
    site = made()
    mine = dataset(OWN)
    for path, question in (
        ("events", ["timeline"]),
        ("facts", ["facts"]),
        ("changes", ["changes"]),
        ("overlap", ["overlap", "ORG"]),
    ):
        assert (
            site.json(f"api/v1/{path}.json")["result"]
            == ots("--data", mine, *question, "--json").json
        )
    for id_, path in (("AAA", "states/aaa"), ("ORG", "organizations/org"), ("s", "sources/s")):
        (shown,) = ots("--data", mine, "show", id_, "--json").json
        assert site.json(f"api/v1/{path}.json")["result"] == shown


def test_an_envelope_says_which_data_it_is(made):
    site = made()
    found = site.json("api/v1/events/first.json")
    assert (found["schema_version"], found["data_version"]) == ("1.0", "1.2.0")
    assert (found["covered_to"], found["licence"]) == ("2024-05-01", "CC0")
    assert found["$schema"] == "../../../schema/v1/events-one.json"


def test_every_file_names_a_schema_that_is_there(made):
    site = made()
    for path in site.files:
        if path.startswith("api/") and not path.endswith("openapi.json"):
            schema = urljoin(f"http://site/{path}", site.json(path)["$schema"])
            assert urlsplit(schema).path[1:] in site.files, path


def test_every_link_leads_to_a_file_of_the_site(made):
    assert list(dead_links(made())) == []


def test_no_page_asks_another_host(made):
    site = made()
    for path in site.pages:
        page = site.page(path)
        assert all(not re.match("[a-z]+:|//", load) for load in page.loads), path
        assert not any(name == "style" for _, attrs in page.tags for name, _ in attrs)
    assert not re.search(r"url\(|@import|https?:", site.text("assets/site.css"))


def test_the_same_data_give_the_same_bytes_on_every_day(made, monkeypatch):
    first = made()
    monkeypatch.setenv("OTS_TODAY", "2031-02-03")
    second = made(anew=True)
    assert first.files.keys() == second.files.keys()
    for path, file in first.files.items():
        assert file.read_bytes() == second.files[path].read_bytes(), path


def test_every_page_has_one_heading_a_title_and_no_id_twice(made):
    site = made()
    for path in site.pages:
        page = site.page(path)
        assert [tag for tag, _ in page.tags].count("h1") == 1, path
        assert len(page.ids) == len(set(page.ids)), path
        assert ("html", [("lang", "en")]) in page.tags


def test_a_page_says_the_answer_its_sources_and_what_they_differ_on(made):
    text = made().page("memberships/m3.html").text
    assert "Beland was a member of the Organisation of Two from an unknown day until" in text
    assert "disputed: a source contests it" in text
    assert "disputes status: observer" in text
    event = made().page("events/first.html").text
    assert "K around February 2020, Town, Aland." in event
    assert "differs date: 2020-03-05" in event
    assert "a note" in event


def test_a_page_has_its_citation_in_every_style(made):
    page = made().text("events/first.html")
    assert "@dataset{first," in page
    assert "TY  - DATA" in page
    assert "&#34;container-title&#34;" in page
    assert len(CITATION_STYLES) == 1 + page.count("<details><summary>")


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2009-10-03", "3 October 2009"),
        ("2022-11-11/2022-11-14", "a day between 11 November 2022 and 14 November 2022"),
        ("unknown", "an unknown day"),
    ],
)
def test_a_beginning_is_no_longer_than_a_day_however_it_is_known(date, said):
    assert since(date) == said


def test_a_retired_id_leads_on(made):
    site = made("--base-url", "https://example.org/mine")
    page = site.text("events/was-first.html")
    assert 'href="https://example.org/mine/events/first.html"' in page
    assert 'content="0; url=../events/first.html"' in page
    assert site.json("api/v1/events/was-first.json")["result"]["id"] == "first"
    assert "was-first" not in site.text("sitemap.xml")


@pytest.mark.slow
def test_an_address_gives_canonical_links_a_sitemap_and_whole_citations(made):
    site = made("--base-url", "https://example.org/mine/")
    page = site.text("states/aaa.html")
    assert '<link rel="canonical" href="https://example.org/mine/states/aaa.html">' in page
    assert "https://example.org/mine/states/aaa.html" in site.json("api/v1/states/aaa.json")["cite"]
    found = ET.fromstring(site.text("sitemap.xml"))
    assert len(found) == len(site.pages) - 1  # but for the one that leads on
    assert "Sitemap: https://example.org/mine/sitemap.xml" in site.text("robots.txt")
    assert list(dead_links(site)) == []


def test_without_an_address_nothing_names_one(made):
    site = made()
    assert "sitemap.xml" not in site.files
    assert "canonical" not in site.text("index.html")


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org/", "https://a b/"])
def test_what_is_no_address_is_refused(ots, tmp_path, address):
    answer = ots("export", "site", "-o", str(tmp_path / "site"), "--base-url", address)
    assert answer.code == 2
    assert answer.err.startswith("ots: --base-url: ")
    assert "https://example.org/ots/" in answer.err


def test_options_of_a_site_belong_to_it(ots, tmp_path):
    for option in ("--base-url", "--previous"):
        answer = ots("export", "csv", "-o", str(tmp_path / "x"), option, "https://example.org/")
        assert (answer.code, answer.err) == (2, f"ots: {option}: belongs to site, not to csv\n")


@pytest.mark.slow
def test_who_belongs_on_a_day_is_in_the_file_that_the_rule_names(made, ots, dataset):
    site = made()
    mine = dataset(OWN)
    for organization in ("org", "two"):
        days = site.json(f"api/v1/members/{organization}/index.json")["result"]
        asked = {dt.date.fromisoformat(day) for day in days} | {
            dt.date(year, month, 17) for year in range(2009, 2026) for month in (1, 6, 12)
        }
        around = {day + dt.timedelta(days=n) for day in asked if day.year > 1 for n in (-1, 0, 1)}
        for day in sorted(around):
            held = max(one for one in days if one <= day.isoformat())
            found = site.json(f"api/v1/members/{organization}/{held}.json")
            question = ["members", organization, "--as-of", day.isoformat(), "--json"]
            assert found["result"] == ots("--data", mine, *question).json, day


def test_the_start_page_says_who_is_in_on_the_last_day_of_the_data(made):
    page = made().page("index.html")
    assert "On 1 May 2024: 1 member." in page.text
    rows = [dict(attrs) for tag, attrs in page.tags if tag == "tr" and "data-days" in dict(attrs)]
    assert [("hidden" in row, row["data-status"]) for row in rows] == [
        (True, "member"),
        (False, "member"),
        (True, "observer"),
    ]


def test_disagreements_say_what_is_recorded_who_differs_and_what_would_change(made):
    statuses, dates = (made().page(f"disagreements{n}.html").text for n in ("", "-2"))
    assert "status recorded: member" in statuses
    assert "The status would be that of an observer, not of a member." in statuses
    assert "date recorded: c. February 2020" in dates
    assert "date differs: 2020-03-05. It would be dated 5 March 2020" in dates
    assert "Paper : a note" in dates


@pytest.mark.parametrize(
    ("fields", "value", "said"),
    [
        (
            {"from": "2009-10-03"},
            "2009-10-05",
            (
                "It would begin on 5 October 2009, 2 days later, and would not hold on "
                "3 October 2009 to 4 October 2009."
            ),
        ),
        (
            {"until": "2005-10-06"},
            "2005-10-07",
            "It would end on 7 October 2005, 1 day later, and would also hold on 6 October 2005.",
        ),
        ({"from": "1950-04-13"}, "1949", "It would begin in 1949, at least 103 days earlier."),
        ({"until": None}, "2018", "It would end in 2018, and not still hold."),
        (
            {"date": "2022-09"},
            "2022-09-28",
            "It would be dated 28 September 2022, which the recorded date allows.",
        ),
        (
            {"date": "2022-09-28"},
            "2022",
            "It would be dated 2022, which allows the recorded date.",
        ),
        ({"date": None}, "2022", "It would be dated 2022."),
        ({"date": "2022"}, "some day", ""),
        ({"title": "A"}, "B", ""),
    ],
)
def test_what_would_change_is_said_as_far_as_a_reading_goes(fields, value, said):
    (field,) = fields
    assert consequence(fields, field, value) == said


@pytest.mark.slow
def test_changes_name_what_differs_from_an_older_version(made, dataset):
    older = OWN.replace("A first meeting", "The first meeting").replace(
        "version: 1.2.0", "version: 1.1.0"
    )
    old = dataset(older.replace("  - {id: m4,", "  - {id: m0,"), name="old.yaml")
    site = made("--previous", old, "--base-url", "https://example.org/")
    text = site.page("updates.html").text
    assert "since version 1.1.0" in text
    assert "Corrected: 1" in text
    assert "A first meeting title" in text
    assert "Added: 1" in text
    assert "Withdrawn: 1" in text
    feed = ET.fromstring(site.text("updates.atom"))
    space = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{space}title") for entry in feed.iter(f"{space}entry")]
    assert titles[0] == "Version 1.2.0"
    assert "Corrected: A first meeting" in titles
    ids = [entry.findtext(f"{space}id") for entry in feed.iter(f"{space}entry")]
    assert len(ids) == len(set(ids))


CHANGELOG = """# Changelog of the data

What versions mean.

## 2.0.0 - 2026-11-27

Covers events up to `first`
and beyond.

### Added
- One thing
  in two lines.
- Another.

## 1.0.0 - 2026-11-21

### Added
- The first.
"""


def test_a_changelog_is_read_by_edition():
    newest, oldest = editions.read(CHANGELOG)
    assert (newest.version, newest.day) == ("2.0.0", "2026-11-27")
    assert newest.said == ["Covers events up to `first` and beyond."]
    assert newest.groups == [("Added", ["One thing in two lines.", "Another."])]
    assert oldest.groups == [("Added", ["The first."])]


def test_an_id_in_a_changelog_leads_to_its_record_a_retired_one_too(dataset):
    with otscli.open(dataset(OWN)) as data:
        parts = editions.pieces(Content(data.store), "Both `was-first` and `first`, not `third`.")
    assert [part if isinstance(part, str) else part.path for part in parts] == [
        "Both ",
        "events/first.html",
        " and ",
        "events/first.html",
        ", not ",
        "third",
        ".",
    ]


def test_data_of_ones_own_have_no_editions_of_the_curated_data(made):
    assert "Version 2.0.0" not in made().text("updates.html")


def test_what_is_done_is_told_as_it_goes(dataset, tmp_path):
    told = []
    with otscli.open(dataset(OWN)) as data:
        (tmp_path / "site").mkdir()
        write(data.store, tmp_path / "site", progress=lambda _, part: told.append(part))
    assert told == sorted(told)
    assert 0 < told[0] <= told[-1] <= 1


def test_search_finds_by_names_that_are_folded_here(made):
    index = made().text("assets/search-index.js")
    found = json.loads(index.removeprefix("window.otsIndex=").removesuffix(";\n"))
    names = {thing[1]: thing[3] for thing in found["things"]}
    assert "qesebe" in names["Town"].split("|")
    event = next(text for text in found["texts"] if text[2] == "events/first.html")
    assert "what was said" in event[4]
    assert {found["things"][n][1] for n in event[5]} == {"Aland", "Organisation of Two", "Town"}


def test_a_file_of_a_question_says_which_day_it_is_about(made):
    site = made()
    assert site.json("api/v1/overlap.json")["day"] == "2024-05-01"
    assert site.json("api/v1/changes.json")["day"] is None


def test_a_schema_takes_every_minor_version_of_the_api(made):
    site = made()
    schema = site.json("schema/v1/events.json")["properties"]["schema_version"]
    assert re.search(schema["pattern"], "1.0")
    assert re.search(schema["pattern"], "1.12")
    assert not re.search(schema["pattern"], "2.0")


def test_openapi_has_every_kind_of_file_and_refers_to_schemas_that_are_there(made):
    site = made()
    described = site.json("api/v1/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert {f"/{one.path}" for one in RESOURCES} < set(described["paths"])
    for path, item in described["paths"].items():
        named = set(re.findall(r"{(\w+)}", path))
        assert named == {one["name"] for one in item.get("parameters", ())}
        schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        assert urlsplit(urljoin("http://site/api/v1/openapi.json", schema)).path[1:] in site.files


def test_language_models_are_told_how_to_ask_and_to_cite(made):
    text = made().text("llms.txt")
    assert text.startswith("# My own\n\n> Version 1.2.0. The data reach to 2024-05-01.")
    for list_ in LIST_OF.values():
        assert f"api/v1/{list_}.json" in text


def test_a_calendar_has_the_event_of_its_page(made):
    site = made()
    assert "SUMMARY:A first meeting" in site.text("events/first.ics")
    assert "SUMMARY:A first meeting" in site.text("states/aaa.ics")
    assert "people/per.ics" not in site.files


@pytest.mark.parametrize(
    ("id_", "name"), [("CON", "id-con"), ("nul.txt", "id-nul.txt"), ("a.", "a"), ("conic", "conic")]
)
def test_an_id_is_a_name_of_a_file_on_every_system(id_, name):
    assert Addresses([("event", id_)]).page("event", id_) == f"events/{name}.html"


def test_ids_that_differ_in_case_only_have_files_of_their_own():
    addresses = Addresses([("event", "A"), ("event", "a"), ("event", "a-2"), ("state", "A")])
    paths = [addresses.page("event", id_) for id_ in ("A", "a", "a-2")]
    assert paths[0] == "events/a.html"
    assert len({path.lower() for path in paths}) == 3
    assert addresses.page("state", "A") == "states/a.html"


def test_a_dataset_without_anything_is_a_site(made):
    site = made(text="dataset: {id: none, title: None}")
    assert list(dead_links(site)) == []
    assert "No membership is recorded." in site.page("overlap.html").text


OURS = {"site.js", "start.js", "timeline.js"}


ALL = " ".join(payload for name, payload in PAYLOADS.items() if name != "long")
MARKUP = ("script", "attribute", "end of cell", "cdata", "entity", "template", "long")


@pytest.mark.slow
@pytest.mark.parametrize("payload", [ALL, *map(PAYLOADS.get, MARKUP)], ids=["all", *MARKUP])
def test_nothing_in_hostile_data_is_code(made, payload):
    site = made(text=as_json(hostile_dataset(payload)))
    for path, file in site.files.items():
        text = file.read_bytes().decode()
        raw = RAW.search(text.replace("\r\n", "\n"))
        assert raw is None, (path, raw)
        if path.endswith(".json"):
            json.loads(text)
        if path.endswith(".atom"):
            ET.fromstring(text)
        if path.endswith(".html"):
            page = Page(text)
            assert {
                Path(dict(a).get("src", "")).name for t, a in page.tags if t == "script"
            } <= OURS
            for tag, attrs in page.tags:
                assert tag not in {"iframe", "object", "img", "base", "marquee"}, path
                assert not any(key.startswith("on") for key, _ in attrs), path
                assert not dict(attrs).get("href", "").startswith("javascript"), path
