"""`ots facts`."""

import pytest

from conftest import curated

OWN = """
dataset: {id: mine, title: Mine, covered_to: "2020-12-31"}
people:
  - {id: ann-lee, name: Ann Lee}
  - {id: bob-lee, name: Bob Lee}
  - {id: cem-oz, name: Cem Öz}
sources:
  - {id: pro, kind: press, publisher: P}
  - {id: con, kind: press, publisher: Q}
facts:
  - {id: late, kind: statement, text: "Trade grew", date: "2019-05-05", speaker: bob-lee,
     sources: [{source: pro}]}
  - {id: early, kind: fact, text: "Trade began", date: "2001-02", about: [KAZ, OTS],
     topics: [trade], sources: [{source: pro}, {source: con, stance: disputes}]}
  - {id: bare, kind: plan, text: "A bridge is to be built", target: "2030", speaker: ann-lee}
  - {id: guess, kind: assessment, text: "It helps", date: "2010", speaker: cem-oz,
     about: [early-event]}
events:
  - {id: early-event, date: "2001", kind: k, title: T}
"""


@pytest.fixture
def own(ots, dataset):
    """Ask for the facts of a small dataset and return their ids."""
    mine = dataset(OWN)

    def ask(*arguments):
        answer = ots("--data", mine, "facts", *arguments, "-f", "ids")
        assert answer.code == 0, answer.err
        return answer.lines

    return ask


def recorded(*, kind, source, speaker=None, month=""):
    """The ids of facts in the data's own files."""
    return {
        fact["id"]
        for fact in curated("facts")
        if fact["kind"] == kind
        and source in {cited["source"] for cited in fact["sources"]}
        and speaker in {None, fact.get("speaker")}
        and str(fact.get("date", "")).startswith(month)
    }


def test_facts_come_in_order_of_date_and_the_undated_last(own):
    assert own() == ["early", "guess", "late", "bare"]


@pytest.mark.slow
def test_the_curated_facts_are_all_there(ots):
    assert set(ots("facts", "-f", "ids").lines) == {fact["id"] for fact in curated("facts")}


@pytest.mark.parametrize("month", ["2023-11", "2023-12"])
def test_the_statements_that_the_first_seed_reports_are_found(ots, month):
    expected = recorded(kind="statement", source="seed-000", speaker="ilham-aliyev", month=month)
    found = ots("facts", "--speaker", "aliyev", "--since", "2023-11", "-f", "ids").lines
    assert expected
    assert expected <= set(found)


@pytest.mark.parametrize("words", ["joint exercise", "defence mechanism", "council", "centre"])
def test_the_proposals_of_the_second_seed_are_found(ots, words):
    proposals = ots("facts", "--kind", "proposal", "-f", "ids").lines
    found = ots("facts", words, "--kind", "proposal", "--source", "seed-002", "-f", "ids").lines
    assert found
    assert set(found) <= set(proposals)


def test_the_joint_exercise_was_proposed_at_gabala(ots):
    rows = ots("facts", "gabala joint exercise", "--kind", "proposal", "--json").json
    assert ("ilham-aliyev", "2025-10-07") in {(row["speaker"], row["date"]) for row in rows}


def test_text_keeps_what_holds_its_words_or_beginnings_of_them(own):
    assert own("trade") == ["early", "late"]
    assert own("TRADE grew") == ["late"]
    assert own("bri bui") == ["bare"]


def test_text_takes_a_phrase_in_quotes(own):
    assert own('"is to be"') == ["bare"]
    assert own('"to is be"') == []


@pytest.mark.parametrize("kind", ["fact", "statement", "plan", "proposal", "assessment"])
def test_kind_keeps_one_kind(ots, kind):
    rows = ots("facts", "--kind", kind, "--json").json
    assert rows
    assert {row["kind"] for row in rows} == {kind}


def test_repeating_an_option_means_any_and_different_ones_mean_all(own):
    assert own("--kind", "fact", "--kind", "plan") == ["early", "bare"]
    assert own("--kind", "fact", "--kind", "plan", "--since", "2000") == ["early"]


def test_topic_keeps_what_bears_it(own):
    assert own("--topic", "trade") == ["early"]


@pytest.mark.parametrize("name", ["cem-oz", "Cem Öz", "CEM OZ", "öz", "Oz"])
def test_a_speaker_is_taken_by_id_by_name_and_by_a_whole_word_of_it(own, name):
    assert own("--speaker", name) == ["guess"]


def test_a_part_of_a_word_is_no_speaker(ots, dataset):
    answer = ots("--data", dataset(OWN), "facts", "--speaker", "le")
    assert (answer.code, answer.out) == (2, "")


def test_where_several_persons_match_any_counts_and_stderr_names_them(ots, dataset):
    answer = ots("--data", dataset(OWN), "facts", "--speaker", "lee", "-f", "ids")
    assert answer.lines == ["late", "bare"]
    assert "ann-lee" in answer.err
    assert "bob-lee" in answer.err


def test_one_matching_person_needs_no_remark(ots, dataset):
    assert ots("--data", dataset(OWN), "facts", "--speaker", "öz", "-f", "ids").err == ""


def test_about_takes_states_organisations_and_other_records(own):
    assert own("--about", "KAZ") == ["early"]
    assert own("--about", "ots") == ["early"]
    assert own("--about", "early-event") == ["guess"]


def test_about_takes_any_name_of_a_state(ots):
    one = ots("facts", "--about", "XNC", "-f", "ids").out
    assert one
    assert ots("facts", "--about", "northern cyprus", "-f", "ids").out == one


def test_since_until_and_during_keep_what_may_lie_in_the_window(own):
    assert own("--since", "2010-07") == ["guess", "late"]
    assert own("--until", "2010-07") == ["early", "guess"]
    assert own("--during", "2010-07") == ["guess"]


def test_a_window_leaves_the_undated_out_and_explain_counts_them(ots, dataset):
    answer = ots("--data", dataset(OWN), "facts", "--since", "2000", "-f", "ids", "--explain")
    assert "bare" not in answer.lines
    assert "1 of them without a date" in answer.err


def test_source_keeps_what_cites_it(own):
    assert own("--source", "con") == ["early"]
    assert own("--source", "con", "--source", "pro") == ["early", "late"]


def test_disputed_shows_both_sides_with_their_sources(own, ots):
    assert own("--disputed") == ["early"]
    rows = ots("facts", "--disputed", "--json").json
    assert rows
    for row in rows:
        assert {"supports", "disputes"} <= {cited["stance"] for cited in row["sources"]}
        assert all(cited["source"] for cited in row["sources"])


def test_limit_keeps_the_first_rows(own):
    assert own("--limit", "2") == ["early", "guess"]
    assert own("--limit", "0") == []


def test_a_fact_says_who_speaks_by_id_and_by_name(ots, dataset):
    rows = ots("--data", dataset(OWN), "facts", "--speaker", "cem-oz", "--json").json
    assert [(row["speaker"], row["speaker_name"]) for row in rows] == [("cem-oz", "Cem Öz")]


def test_the_target_of_a_plan_is_shown(ots, dataset):
    mine = dataset(OWN)
    assert ots("--data", mine, "facts", "--kind", "plan", "--json").json[0]["target"] == "2030"
    assert "(by 2030)" in ots("--data", mine, "facts", "--kind", "plan").out


def test_explain_says_which_condition_dropped_how_many(ots, dataset):
    told = ots("--data", dataset(OWN), "facts", "--kind", "plan", "--explain", "--json").err
    assert "4 records of type fact" in told
    assert "--kind plan: kept 1, dropped 3" in told


def test_a_window_beyond_the_data_is_said_on_stderr(ots, dataset):
    mine = dataset(OWN)
    assert "reaches to 2020-12-31" in ots("--data", mine, "facts", "--until", "2021", "--json").err
    assert ots("--data", mine, "facts", "--until", "2019", "--json").err == ""


def test_a_person_is_suggested_once_whatever_the_spellings(ots):
    said = ots("facts", "--speaker", "tok").err
    assert said.count("(kassym-jomart-tokayev)") == 1
