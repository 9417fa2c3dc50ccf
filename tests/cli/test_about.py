"""`ots about` puts records into sentences, and says no more than they do."""

import pytest

OWN = """
dataset: {id: mine, title: Mine, covered_to: "2026-03-31"}
organizations:
  - id: ORG
    name: New Name
    founded: "2009-10-03"
    seat: Town
    names:
      - {name: Old Council, lang: en, until: "2021"}
      - {name: Council of Old-Speaking States, lang: en, until: "2021"}
      - {name: Council of Old Speaking States, lang: en, until: "2021"}
      - {name: Alte Form, lang: de, until: "2021"}
      - {name: New Name, lang: en}
states: [{id: AAA, name: Aland}]
offices: [{id: chief, organization: ORG, name: Chief}]
terms:
  - {id: chief-1, office: chief, holder: somebody, from: "{from}"}
people: [{id: somebody, name: Some Body}]
events:
  - {id: past, date: "2025-10-07", kind: summit, title: Past summit, organizations: [ORG]}
  - {id: still, date: "2026", kind: summit, title: To come, organizations: [ORG], planned: true}
"""


@pytest.fixture
def about(ots, dataset):
    def ask(since="2011", *words):
        path = dataset(OWN.replace("{from}", since))
        return ots("--data", path, "about", *(words or ("ORG",))).out

    return ask


def line(out, label):
    (found,) = (one for one in out.splitlines() if one.startswith(label))
    return found


def test_a_former_name_is_said_once_whatever_its_hyphens(about):
    formerly = line(about(), "Formerly")
    assert "Old Council" in formerly
    assert formerly.count("Speaking States") == 1
    assert "New Name" not in formerly
    assert "Alte Form" not in formerly


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("2011-09-16", "since 16 September 2011"),
        ("2011-09", "since September 2011"),
        ("2011~", "since c. 2011"),
        (
            "2011-09-16/2011-09-19",
            "since some time between 16 September 2011 and 19 September 2011",
        ),
        ("unknown", "since an unknown day"),
    ],
)
def test_a_start_is_said_as_exactly_as_it_is_known(about, recorded, said):
    assert said in line(about(recorded), "Chief")


def test_a_planned_summit_is_the_next_and_never_the_last(about):
    assert "Past summit" in line(about(), "Last summit")
    assert "To come" in line(about(), "Next summit")


def test_an_office_names_its_holder_and_how_to_see_the_others(about):
    out = about("2011", "chief")
    assert "Some Body" in line(out, "Holder")
    assert "`ots offices chief --history`" in line(out, "Terms")


def test_words_of_many_names_mean_the_office_of_the_ots_that_has_them(ots):
    assert ots("about", "secretary", "general").lines[0] == "Secretary General of the OTS"
    refused = ots("about", "summit")
    assert (refused.code, refused.out) == (2, "")
    assert "may be any of" in refused.err


def test_what_no_sentence_is_made_of_is_shown_by_another_command(ots, dataset):
    answer = ots("--data", dataset(OWN.replace("{from}", "2011")), "about", "past")
    assert answer.code == 2
    assert answer.err == "ots: past is an event; `ots show past` shows it\n"
