"""Words without an option: how each is read, and that stderr says so."""

import pytest

from otscli.choices import FACT_KINDS
from otscli.cli.commands import COMMANDS
from otscli.cli.suggestions import COMMANDS as COMMAND_WORDS
from otscli.cli.suggestions import KINDS, OPTIONS, SYNONYMS, TOPICS
from otscli.query import QUESTIONS


def read(answer):
    """How the words were read, without the program's name."""
    lines = [line for line in answer.err.splitlines() if line.startswith("ots: read as ")]
    return lines[0].removeprefix("ots: read as ") if lines else answer.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("timeline 2021", "--during 2021"),
        ("timeline summits", "--kind summit"),
        ("timeline defence", "--topic defence"),
        ("timeline military", "--topic defence"),
        ("timeline Hungary", "--state HUN"),
        ("timeline northern cyprus", "--state XNC"),
        ("timeline turkic council", "--org OTS"),
        ("timeline in Istanbul", "--place Istanbul"),
        ("timeline since 2020", "--since 2020"),
        ("timeline from Nov 2021", '--since "Nov 2021"'),
        ("timeline before 12 November 2021", '--until "12 November 2021"'),
        ("timeline 2y", "--since 2y"),
        ("timeline 6 months ago", '--since "6 months ago"'),
        ("timeline last year", '--during "last year"'),
        ("timeline 2020/2022", "--during 2020/2022"),
        ("timeline karabakh-war-2020", "--during karabakh-war-2020"),
        ("timeline since karabakh-war-2020", "--since karabakh-war-2020"),
        ("timeline TR", "--state TUR"),
        ("timeline zangezur corridor", '--search "zangezur corridor"'),
        (
            "timeline summits in Turkey since 2010 by OTS",
            "--kind summit --state TUR --since 2010 --org OTS",
        ),
        ("members turkic council 2012", "OTS --as-of 2012"),
        ("members hungary", "--state HUN"),
        ("members observers", "--status observer"),
        ("overlap turkic council and EU 2012", "OTS EU --as-of 2012"),
        ("shared Turkey northern cyprus observers", "TUR XNC --status observer"),
        ("changes Hungary 2018", "--state HUN --during 2018"),
        ("changes since 2020 OTS", "--since 2020 --org OTS"),
        ("offices OTS 2016", "--org OTS --as-of 2016"),
        ("today 26 November", '--on "26 November"'),
        ("next summits", "--kind summit"),
    ],
)
def test_words_are_read_from_the_left(ots, words, meant):
    answer = ots(*words.split())
    assert answer.code == 0
    assert read(answer) == meant


@pytest.mark.parametrize("words", ["timeline TR", "timeline 2021", "members hungary"])
def test_words_give_the_rows_of_their_options(ots, words):
    command, *typed = words.split()
    options = read(ots(command, *typed)).split()
    assert ots(command, *typed, "--json").out == ots(command, *options, "--json").out != "[]\n"


def test_a_code_of_two_letters_counts_in_capitals_only(ots):
    assert read(ots("timeline", "TR")) == "--state TUR"
    assert read(ots("timeline", "tr")) == "--search tr"
    assert ots("members", "un").code == 0


def test_words_add_to_options(ots):
    both = ots("timeline", "summits", "--kind", "declaration", "--json").json
    assert {row["kind"] for row in both} == {"summit", "declaration"}


def test_a_name_alone_needs_no_comment(ots):
    assert "read as" not in ots("members", "turkic", "council").err


def test_quoted_words_are_one_name(ots):
    assert ots("members", "Turkic Council", "--json").out == ots("members", "--json").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("timeline 2020 2022", "2020/2022"),
        ("timeline 2020-2022", "2020/2022"),
        ("timeline 10", "-n 10"),
        ("timeline 3.10.2009", "2009-10-03"),
        ("timeline 2021 --during 2020", "leave one out"),
        ("timeline --in Istanbul", "--place Istanbul"),
        ("timeline --at Hungary", "--state Hungary"),
        ("members OTS NATO", "ots overlap"),
        ("members nobody", "no organisation"),
        ("changes nobody", "no state"),
        ("overlap OTS nobody", "no organisation"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(ots, words, said):
    answer = ots(*words.split())
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_all_organisations_at_once(ots):
    rows = ots("members", "all", "--json").json
    assert len({row["organization"] for row in rows}) > 10
    assert ots("members", "all", "--state", "HUN", "--json").json == [
        row for row in rows if row["state"] == "HUN"
    ]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("timeline --from 2021 --to 2022", "timeline --since 2021 --until 2022"),
        ("timeline --after=2021 --before=2022", "timeline --since 2021 --until 2022"),
        ("timeline --year 2021", "timeline --during 2021"),
        ("members --on 2012", "members --as-of 2012"),
        ("timeline --country HUN", "timeline --state HUN"),
        ("timeline --organisation OTS", "timeline --org OTS"),
        ("timeline --latest -n 3", "timeline --newest --limit 3"),
        ("timeline -n3", "timeline --limit 3"),
        ("today --on 10-03", "today 10-03"),
    ],
)
def test_options_of_other_tools_are_ours(ots, theirs, ours):
    assert ots(*theirs.split(), "--json").out == ots(*ours.split(), "--json").out != "[]\n"


def test_the_value_of_an_option_is_no_option(ots):
    answer = ots("timeline", "--search", "--country", "--explain", "--json")
    assert "--search --country: kept " in answer.err


@pytest.mark.parametrize(
    "command",
    [
        "members",
        "changes",
        "facts",
        "overlap OTS CSTO",
        "shared AZE TUR",
        "offices",
        "next",
        "list kinds",
        "sources",
        "search summit",
        "today 10-03",
    ],
)
def test_n_is_the_number_of_rows(ots, command):
    whole = ots(*command.split(), "--json").json
    assert ots(*command.split(), "-n", "1", "--json").json == whole[:1]


@pytest.mark.parametrize(
    "command", [name for name, one in QUESTIONS.items() if one.dated and name != "show"]
)
def test_the_newest_come_first_where_rows_have_dates(ots, command):
    day = ["11-12"] if command == "today" else []
    rows = ots(command, *day, "--newest", "--json").json
    starts = [row["start"] for row in rows if row["start"]]
    assert starts == sorted(starts, reverse=True)
    assert len(set(starts)) > 1
    assert ots(command, *day, "--newest", "-n", "2", "--json").json == rows[:2]


def test_every_everyday_word_means_one_of_ours(ots):
    kinds = {*ots("list", "kinds", "-f", "ids").lines, *FACT_KINDS}
    assert set(KINDS.values()) <= kinds
    assert set(TOPICS.values()) <= set(ots("list", "topics", "-f", "ids").lines)


def test_no_everyday_word_hides_one_of_ours(ots):
    assert not set(COMMAND_WORDS) & set(COMMANDS)
    assert not set(KINDS) & set(ots("list", "kinds", "-f", "ids").lines)
    assert not set(TOPICS) & set(ots("list", "topics", "-f", "ids").lines)
    assert not set(OPTIONS) & {word for words in SYNONYMS.values() for word in words}


def test_an_unknown_command_is_answered_by_meaning(ots):
    for word, meant in COMMAND_WORDS.items():
        answer = ots(word)
        assert (answer.code, answer.out) == (2, "")
        assert f"no command {word!r}; try {meant}" in answer.err


@pytest.mark.parametrize(("typed", "never"), [("next-summit", "export"), ("Erdogan", "Eron")])
def test_a_word_is_not_answered_by_one_that_is_unlike(ots, typed, never):
    assert never not in ots("timeline", "--state", typed).err
    assert never not in ots(typed).err


def test_a_record_is_shown_by_words_and_by_surname(ots):
    assert ots("show", "tokayev", "--json").json[0]["id"] == "kassym-jomart-tokayev"
    assert ots("show", "istanbul", "summit", "2021", "--json").json[0]["id"] == (
        "summit-2021-istanbul"
    )
    assert [row["id"] for row in ots("show", "HUN", "OTS", "--json").json] == ["HUN", "OTS"]
    several = ots("show", "aliyev")
    assert (several.code, "ilham-aliyev" in several.err) == (2, True)
    assert "erdogan" in ots("about", "erdogan").out


# An empty answer


def test_an_empty_table_says_what_each_condition_cost(ots):
    said = ots("timeline", "--kind", "summit", "--place", "gabala", "--since", "2026").err
    assert "No rows" in said
    assert "without --kind summit: " in said
    assert "without --since 2026: 2" in said


def test_an_empty_answer_names_the_nearest_words(ots):
    assert "'turkc'; the data has turkic" in ots("timeline", "--search", "turkc").err.replace(
        "no such record has ", ""
    )


def test_a_program_gets_one_line_unless_it_asks_for_more(ots):
    nothing = ("timeline", "--search", "turkc", "--json")
    assert ots(*nothing).err == "ots: No rows\n"
    assert "without --search" in ots(*nothing, "--explain").err


def test_what_a_default_hides_is_said(ots):
    assert "--status any adds HUN: observer (OTS)" in ots("overlap", "OTS", "NATO").err
    assert "--status any" not in ots("overlap", "OTS", "NATO", "--status", "any").err


# Filters


@pytest.mark.parametrize("command", ["timeline", "facts", "members"])
def test_records_are_chosen_by_confidence_and_by_differing_sources(ots, command):
    whole = ots(command, "--json").json
    for confidence in ("official", "corroborated", "single-source"):
        rows = ots(command, "--confidence", confidence, "--json").json
        assert rows == [row for row in whole if row["confidence"] == confidence]
    differing = ots(command, "--differs", "--json").json
    assert differing == [row for row in whole if row["differs"]] != []
