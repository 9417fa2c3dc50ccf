"""`ots sources`, `ots list` and `ots cite`."""

import json
import re

import pytest

import otscli
from conftest import curated
from otscli.choices import FORMATS, STATUSES
from otscli.query.list import LISTS

OWN = r"""
dataset: {id: mine, title: "Mine & yours", version: "3.1", covered_to: "2020-12-31",
          compiled: "2021-02-03", url: "https://example.org/data"}
sources:
  - {id: once, kind: press, publisher: Herald, title: Harbour news}
  - {id: twice, kind: official, publisher: Ministry, title: Report}
  - {id: never, kind: press, publisher: Herald, title: Nothing}
events:
  - {id: one, date: "2019-05", kind: k, title: '50% of {all} & more_#1 $2 ~ \ “x”',
     sources: [{source: once}, {source: twice}]}
  - {id: two, date: "2020", kind: k, title: Two, sources: [{source: twice}]}
memberships:
  - {id: mem, state: AAA, organization: ORG, status: observer, from: "2001", until: "2005-06-07"}
"""


@pytest.mark.slow
def test_sources_are_those_of_the_data_most_cited_first(ots):
    rows = ots("sources", "--json").json
    assert {row["id"] for row in rows} == {source["id"] for source in curated("sources")}
    counts = [row["cited_by"] for row in rows]
    assert counts == sorted(counts, reverse=True)


def test_a_source_says_how_many_records_cite_it(ots, dataset):
    rows = ots("--data", dataset(OWN), "sources", "--json").json
    assert [(row["id"], row["cited_by"]) for row in rows] == [
        ("twice", 2),
        ("once", 1),
        ("never", 0),
    ]


@pytest.mark.parametrize(("words", "found"), [("herald", ["once", "never"]), ("harb", ["once"])])
def test_sources_are_kept_by_words_of_publisher_or_title(ots, dataset, words, found):
    assert ots("--data", dataset(OWN), "sources", words, "-f", "ids").lines == found


def test_sources_are_kept_by_kind(ots, dataset):
    mine = dataset(OWN)
    assert ots("--data", mine, "sources", "--kind", "official", "-f", "ids").lines == ["twice"]
    both = ots("--data", mine, "sources", "--kind", "official", "--kind", "press", "-f", "ids")
    assert len(both.lines) == 3


def test_sources_are_limited(ots):
    assert len(ots("sources", "--limit", "4", "-f", "ids").lines) == 4


@pytest.mark.parametrize("what", LISTS)
def test_every_list_has_values(ots, what):
    rows = ots("list", what, "--json").json
    assert rows
    states = ["capital", "population", "area_km2"] if what == "states" else []
    assert list(rows[0]) == ["id", "name", "meaning", *states]


def test_the_states_are_listed_with_capital_population_and_area(ots):
    (row,) = (row for row in ots("list", "states", "--json").json if row["id"] == "AZE")
    assert row == {
        "id": "AZE",
        "name": "Azerbaijan",
        "meaning": "Republic of Azerbaijan",
        "capital": "Baku",
        "population": 10694370,
        "area_km2": 86600,
    }
    shown = ots("list", "states")
    heads = ["Value", "Name", "Capital", "Population", "Area (km²)", "Meaning"]
    assert re.split("  +", shown.lines[0]) == heads
    assert re.search("AZE +Azerbaijan +Baku +10,694,370 +86,600 +Republic", shown.out)
    assert "AZE,Azərbaycan," in ots("list", "states", "--lang", "az", "-f", "csv").out


OPTIONS = {
    "topics": ("timeline", "--topic"),
    "states": ("timeline", "--state"),
    "orgs": ("timeline", "--org"),
    "places": ("timeline", "--place"),
    "people": ("facts", "--speaker"),
    "statuses": ("members", "--status"),
    "formats": ("timeline", "--format"),
}
"""The option that takes the values of a list; `kinds` and `offices` have their own tests."""


@pytest.mark.slow
@pytest.mark.parametrize("what", [name for name in LISTS if name not in {"kinds", "offices"}])
def test_every_listed_value_is_taken_by_its_option(ots, what):
    command, option = OPTIONS[what]
    values = ots("list", what, "-f", "ids").lines
    if option == "--format":
        for value in values:
            if not FORMATS[value].needs:
                assert ots(command, option, value, "--limit", "1").code == 0, value
    else:
        assert ots(command, *(part for value in values for part in (option, value))).code == 0


def test_every_listed_office_can_be_asked_about(ots):
    for office in ots("list", "offices", "-f", "ids").lines:
        assert ots("offices", office).code == 0, office


def test_the_lists_are_listed(ots):
    assert [row["id"] for row in ots("list", "--json").json] == list(LISTS)


@pytest.mark.slow
def test_every_listed_kind_is_one_of_events_or_of_facts(ots):
    for kind in ots("list", "kinds", "-f", "ids").lines:
        codes = {ots(command, "--kind", kind).code for command in ("timeline", "facts")}
        assert 0 in codes, kind


@pytest.mark.parametrize(
    ("what", "register"),
    [("formats", {name: one.meaning for name, one in FORMATS.items()}), ("statuses", STATUSES)],
)
def test_values_of_a_register_are_listed_in_its_order_with_their_meanings(ots, what, register):
    rows = ots("list", what, "--json").json
    assert [(row["id"], row["meaning"]) for row in rows] == list(register.items())


def test_an_unknown_list_names_those_there_are(ots):
    answer = ots("list", "stats")
    assert (answer.code, answer.out) == (2, "")
    assert "states" in answer.err


def test_a_citation_names_the_record_its_date_and_the_version_and_reach_of_the_data(ots, dataset):
    cited = ots("--data", dataset(OWN), "cite", "two").out
    assert cited == (
        "“Two.” Mine & yours, version 3.1 (2021); record two; dated 2020; "
        "data up to 2020-12-31; accessed 2026-11-21. https://example.org/data\n"
    )


def test_the_curated_data_is_cited_with_its_version_and_reach(ots):
    cited = ots("cite", "ots-hun-observer").out
    assert curated("dataset")["title"] in cited
    assert f"version {curated('dataset')['version']}" in cited
    assert curated("dataset")["covered_to"] in cited


def test_a_membership_is_cited_by_what_it_says(ots, dataset):
    cited = ots("--data", dataset(OWN), "cite", "mem").out
    assert "AAA: observer of ORG from 2001 until 2005-06-07" in cited


def test_several_records_and_those_on_standard_input_are_cited(ots, dataset):
    mine = dataset(OWN)
    together = ots("--data", mine, "cite", "two", "mem").out
    assert len(together.splitlines()) == 2
    assert ots("--data", mine, "cite", "-", stdin="two\nmem\n").out == together


def test_csl_json_is_json_with_the_date_of_the_data(ots, dataset):
    (item,) = ots("--data", dataset(OWN), "cite", "two", "--style", "csl-json").json
    assert item == {
        "id": "two",
        "type": "entry",
        "title": "Two",
        "container-title": "Mine & yours",
        "version": "3.1",
        "note": "record two; dated 2020; data up to 2020-12-31",
        "issued": {"date-parts": [[2021, 2, 3]]},
        "accessed": {"date-parts": [[2026, 11, 21]]},
        "URL": "https://example.org/data",
    }


def test_json_is_the_same_as_csl_json(ots):
    csl = ots("cite", "HUN", "OTS", "--style", "csl-json").out
    assert ots("cite", "HUN", "OTS", "--json").out == csl
    assert len(json.loads(csl)) == 2


def bibtex(text):
    """Read BibTeX entries: keys, and fields with balanced braces, one a line."""
    entries = {}
    for entry in re.findall(r"@(?:dataset|misc)\{([^,]+),\n(.*?)\n\}\n", text, re.DOTALL):
        key, body = entry
        entries[key] = dict(re.findall(r"^  (\w+) = \{(.*)\},$", body, re.MULTILINE))
    return entries


def test_bibtex_has_an_entry_for_each_record(ots, dataset):
    mine = dataset(OWN)
    entries = bibtex(ots("--data", mine, "cite", "one", "two", "--style", "bibtex").out)
    assert list(entries) == ["one", "two"]
    assert entries["two"] == {
        "title": "{Two}",
        "howpublished": r"Mine \& yours",
        "version": "3.1",
        "year": "2021",
        "note": "record two; dated 2020; data up to 2020-12-31",
        "url": "https://example.org/data",
        "urldate": "2026-11-21",
    }


def test_bibtex_escapes_what_tex_would_read(ots, dataset):
    entries = bibtex(ots("--data", dataset(OWN), "cite", "one", "--style", "bibtex").out)
    assert entries["one"]["title"] == (
        r"{50\% of \textbraceleft{}all\textbraceright{} \& more\_\#1 \$2 "
        r"\textasciitilde{} \textbackslash{} “x”}"
    )


def test_bibtex_of_the_curated_records_has_balanced_braces(ots):
    ids = ots("timeline", "--limit", "200", "-f", "ids").lines
    written = ots("cite", *ids, "--style", "bibtex").out
    bare = re.sub(r"\\[{}]", "", written)
    depth = 0
    for character in bare:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert len(bibtex(written)) == len(ids)


def test_a_dataset_without_version_and_date_is_cited_all_the_same(ots, dataset):
    mine = dataset('events: [{id: e, date: "2020", kind: k, title: T}]')
    answer = ots("--data", mine, "cite", "e")
    assert answer.code == 0
    assert "“T.”" in answer.out
    assert "n.d." in answer.out


CSL = {
    *("id", "type", "title", "container-title", "version", "author", "publisher", "issued"),
    *("accessed", "note", "URL", "language"),
}


@pytest.mark.slow
def test_every_citation_is_valid_csl_json():
    """The schema of CSL allows no other field, and demands an id and a type."""
    with otscli.open() as data:
        ids = [id_ for (id_,) in data.store.rows("SELECT id FROM record")]
        cited = [data.cite(*ids, style="csl-json", sources=sources) for sources in (False, True)]
    items = [item for text in cited for item in json.loads(text)]
    assert len(items) > len(ids)
    assert {item["type"] for item in items} == {"entry", "webpage", "document"}
    for item in items:
        assert {"id", "type", "title"} <= set(item) <= CSL
        assert all(set(author) == {"literal"} for author in item.get("author", []))
        for key in {"issued", "accessed"} & set(item):
            assert set(item[key]) <= {"date-parts", "circa"}
            assert 1 <= len(item[key]["date-parts"]) <= 2
            for parts in item[key]["date-parts"]:
                assert 1 <= len(parts) <= 3
                assert all(isinstance(part, int) for part in parts)
        assert all(isinstance(item[k], str) for k in ("version", "note", "URL") if k in item)


def test_a_citation_cannot_be_taken_for_the_organisations_own(ots):
    cited = ots("cite", "summit-2021-istanbul").out
    assert cited.startswith("The ots developers. “")
    assert "ots: a dataset on the Organization of Turkic States, version" in cited
    assert "licence CC-BY-4.0" in cited
    assert "accessed 2026-11-21" in cited
    assert "http" not in cited


def test_an_address_and_a_publisher_are_given_as_soon_as_there_are_any(ots, monkeypatch):
    monkeypatch.setattr("otscli.query.cite.PROJECT_URL", "https://example.org/ots")
    (item,) = ots("cite", "OTS", "--json").json
    assert item["URL"] == "https://example.org/ots"
    assert item["publisher"] == "The ots developers"


def test_the_id_of_a_source_cites_that_document(ots, dataset):
    mine = dataset(
        "sources:\n"
        "  - {id: s, kind: press, publisher: Herald, title: News, url: 'https://a.example/b',"
        " published: '2020-05~'}\n"
    )
    (item,) = ots("--data", mine, "cite", "s", "-f", "csl-json").json
    assert item == {
        "id": "s",
        "type": "webpage",
        "title": "News",
        "publisher": "Herald",
        "issued": {"date-parts": [[2020, 5]], "circa": True},
        "URL": "https://a.example/b",
        "accessed": {"date-parts": [[2026, 11, 21]]},
    }
    text = ots("--data", mine, "cite", "s").out
    assert text == "“News.” Herald (2020-05); accessed 2026-11-21. https://a.example/b\n"


def test_sources_gives_the_documents_behind_a_record_each_once(ots):
    (row,) = ots("show", "summit-2021-istanbul", "--json").json
    cited = ots("cite", "summit-2021-istanbul", "summit-2021-istanbul", "--sources", "--json").json
    assert [item["id"] for item in cited] == list(
        dict.fromkeys(one["source"] for one in row["sources"])
    )


def test_what_rests_on_an_unknown_author_says_so(ots):
    rows = ots("facts", "--source", "seed-000", "--json").json
    alone = next(row for row in rows if len(row["sources"]) == 1)
    assert "by an unknown author, in no other source" in ots("cite", alone["id"]).out
    assert "author unknown, undated" in ots("cite", "seed-000").out
    assert "unknown author" not in ots("cite", "summit-2021-istanbul").out


def test_ris_has_a_record_between_its_type_and_its_end(ots, dataset):
    written = ots("--data", dataset(OWN), "cite", "two", "-f", "ris").out
    assert written.splitlines() == [
        *("TY  - DATA", "ID  - two", "TI  - Two", "T2  - Mine & yours", "ET  - 3.1"),
        *("PY  - 2021", "DA  - 2021/02/03/", "N1  - record two; dated 2020; data up to 2020-12-31"),
        *("UR  - https://example.org/data", "Y2  - 2026/11/21/", "ER  - "),
    ]


@pytest.mark.parametrize("style", ["text", "bibtex", "ris", "csl-json"])
def test_a_style_can_be_given_as_a_format(ots, style):
    assert ots("cite", "HUN", "-f", style).out == ots("cite", "HUN", "--style", style).out


def test_a_style_and_another_format_at_once_are_refused(ots):
    answer = ots("cite", "HUN", "--style", "ris", "-f", "bibtex")
    assert (answer.code, answer.out) == (2, "")


def test_an_unknown_style_names_those_there_are(ots):
    answer = ots("cite", "HUN", "--style", "bibtx")
    assert (answer.code, answer.out) == (2, "")
    assert "bibtex" in answer.err


def test_cite_needs_a_record(ots):
    answer = ots("cite")
    assert (answer.code, answer.out) == (2, "")
    assert "ots cite" in answer.err
