"""`ots search`."""

import pytest

OWN = """
places: [{id: spring, name: Bright Spring}]
people: [{id: isik, name: Işık Aydın}]
sources:
  - {id: doc, kind: press, publisher: Harbour Gazette, title: Notes}
events:
  - {id: in-source, date: "2020", kind: k, title: One, sources: [{source: doc}]}
  - {id: in-text, date: "2020", kind: k, title: Two, summary: "The harbour was opened."}
  - {id: in-title, date: "2020", kind: k, title: Harbour festival}
  - {id: red, date: "2021", kind: k, title: Red blue green}
  - {id: lamp, date: "2022", kind: k, title: Lamp of light}
  - {id: light-of-lamp, date: "2022", kind: k, title: Light of lamp}
facts:
  - {id: said, kind: statement, text: "Harbours matter"}
"""


@pytest.fixture
def own(ots, dataset):
    """Search in a small dataset and return the ids."""
    mine = dataset(OWN)

    def ask(*arguments):
        answer = ots("--data", mine, "search", *arguments, "-f", "ids")
        assert answer.code == 0, answer.err
        return answer.lines

    return ask


@pytest.mark.parametrize(
    ("spellings", "first"),
    [
        (["gabala", "qebele", "Qəbələ", "QƏBƏLƏ", "GABALA"], "gabala"),
        (["ozbekiston", "Oʻzbekiston", "O'zbekiston", "O‘zbekiston", "O`zbekiston"], "UZB"),
        (["susa", "Şuşa", "shusha", "ŞUŞA"], "shusha"),
    ],
)
def test_every_spelling_finds_the_same_record_first(ots, spellings, first):
    for spelling in spellings:
        assert ots("search", spelling, "-f", "ids").lines[0] == first, spelling


@pytest.mark.parametrize("spelling", ["isik", "ışık", "IŞIK", "Isik", "İŞİK"])
def test_turkic_letters_fold_both_ways(own, spelling):
    assert own(spelling) == ["isik"]


def test_a_match_in_the_title_comes_before_text_and_text_before_source(ots, dataset):
    rows = ots("--data", dataset(OWN), "search", "harbour", "--json").json
    found = [row["matched"] for row in rows]
    assert found == sorted(found, key=["title", "text", "source"].index)
    places = {row["id"]: row["matched"] for row in rows}
    assert places["in-title"] == "title"
    assert places["in-text"] == "text"
    assert places["in-source"] == "source"


def test_beginnings_of_words_are_enough(own):
    assert own("fest") == ["in-title"]
    assert own("estival") == []


def test_all_the_words_must_be_there(own):
    assert own("red", "green") == ["red"]
    assert own("red harbour") == []


def test_a_phrase_in_quotes_is_taken_whole_and_in_order(own):
    assert set(own("lamp light")) == {"lamp", "light-of-lamp"}
    assert own('"lamp of light"') == ["lamp"]
    assert own('"red green"') == []


def test_a_name_just_as_typed_comes_first(own):
    assert own("bright spring")[0] == "spring"


def test_a_name_in_any_language_finds_the_state(ots):
    for name in ("Macaristan", "Венгрия", "magyarország"):
        assert ots("search", name, "-f", "ids").lines[0] == "HUN", name


def test_a_former_name_finds_the_record(ots):
    assert ots("search", "turkic council", "-f", "ids").lines[0] == "OTS"


def test_any_kind_of_record_is_found(ots):
    found = set()
    for words in ("gabala", "hungary observer", "hungary", "aliyev", "kazinform", "turkic council"):
        found |= {row["type"] for row in ots("search", words, "--limit", "400", "--json").json}
    assert found >= {
        "event",
        "fact",
        "membership",
        "organization",
        "person",
        "place",
        "source",
        "state",
    }


def test_limit_keeps_the_best(own):
    assert own("harbour", "--limit", "1") == own("harbour")[:1]
    assert own("harbour", "--limit", "0") == []


def test_without_a_limit_the_best_fifty_are_shown_and_stderr_says_so(ots):
    answer = ots("search", "summit", "-f", "ids")
    assert len(answer.lines) == 50
    assert "a higher limit gives more" in answer.err
    assert len(ots("search", "summit", "--limit", "60", "-f", "ids").lines) == 60


def test_a_row_has_its_date_and_title(ots, dataset):
    (row,) = ots("--data", dataset(OWN), "search", "red", "--json").json
    assert row == {
        "id": "red",
        "type": "event",
        "title": "Red blue green",
        "date": "2021",
        "matched": "title",
    }


def test_nothing_found_is_an_empty_answer(ots, dataset):
    answer = ots("--data", dataset(OWN), "search", "zzz", "--json")
    assert (answer.code, answer.out, answer.err) == (0, "[]\n", "ots: No rows\n")


@pytest.mark.parametrize(
    "odd",
    [
        "red AND",
        "AND OR NOT",
        "red NEAR(blue)",
        "red*",
        "^red",
        "title:red",
        "{title}: red",
        "(red",
        'red "blue',
        'red "" blue',
        "red -blue",
        "red + blue",
        "red; DROP TABLE record",
        "red\\",
        "red%",
        "red\x00blue",
        "'red'",
        "Red, (blue): green!",
    ],
)
def test_odd_input_is_taken_as_words(ots, dataset, odd):
    answer = ots("--data", dataset(OWN), "search", odd, "--json")
    assert answer.code == 0
    assert isinstance(answer.json, list)
    assert answer.err in {"", "ots: No rows\n"}


@pytest.mark.parametrize("odd", ["Red, (blue): green!", "red - blue", "^red* (blue)"])
def test_punctuation_between_words_does_not_count(own, odd):
    assert own(odd) == ["red"]


@pytest.mark.parametrize("nothing", ["", " ", '"', '""', "*", "()", "-"])
def test_input_without_a_word_is_wrong_usage(ots, nothing):
    answer = ots("search", "--", nothing)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("ots: ")
    assert answer.err.count("\n") == 1


def test_very_long_input_is_no_fault(ots):
    assert ots("search", "word " * 2000, "--json").code == 0


def test_words_are_found_where_one_stands_in_the_title_and_another_in_the_text(ots, dataset):
    mine = dataset(
        'events: [{id: e, date: "2020", kind: k, title: Alpha meets, summary: Beta follows}]'
    )
    (hit,) = ots("--data", mine, "search", "alpha beta", "--json").json
    assert hit["id"] == "e"


def test_search_in_a_timeline_looks_at_what_happened_and_not_at_who_tells_it(ots):
    told = {row["id"] for row in ots("timeline", "--search", "kazinform", "--json").json}
    cited = ots("search", "kazinform", "--limit", "1000", "--json").json
    by_source = {row["id"] for row in cited if row["matched"] == "source"}
    assert by_source
    assert not told & by_source
