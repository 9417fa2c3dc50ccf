"""`ots check`: each rule fires on what it forbids, and on nothing else."""

import re

import pytest

import otscli
from otscli.checking import documented

SOURCES = """
sources:
  - {id: paper, kind: press, publisher: A Paper, title: A page}
"""
CITED = "sources: [{source: paper}]"
STATES = f"""
states:
  - {{id: AAA, name: Aland, {CITED}}}
  - {{id: BBB, name: Beland, {CITED}}}
"""
ORG = f"""
organizations:
  - {{id: ORG, name: The Organisation, founded: "2000-06-01", {CITED}}}
"""
BASE = SOURCES + STATES


@pytest.fixture
def check(ots, dataset):
    """Return what `ots check` finds against one rule, as level and message."""

    def check(text, rule):
        path = dataset(text)
        result = ots("check", path)
        found = []
        for line in result.lines:
            place, level, message = line.split(": ", 2)
            assert re.fullmatch(re.escape(path) + r":\d+:\d+", place)
            if message.endswith(f" [{rule}]"):
                found.append(f"{level}: {message.removesuffix(f' [{rule}]')}")
        assert result.code == (1 if ": error: " in result.out else 0)
        return found

    return check


def period(status, since, until=None, state="AAA", organization="ORG"):
    ends = f'from: "{since}"' + (f', until: "{until}"' if until else "")
    return (
        f"  - {{state: {state}, organization: {organization}, status: {status}, {ends}, {CITED}}}\n"
    )


def periods(*written, organizations=ORG, dataset=""):
    return BASE + organizations + dataset + "memberships:\n" + "".join(written)


# What is printed


def test_a_sound_dataset_has_nothing_to_say(ots, dataset):
    result = ots("check", dataset(periods(period("member", "2001"))))
    assert (result.code, result.out, result.err) == (0, "", "nothing found\n")


def test_a_finding_is_a_line_with_file_line_column_level_message_and_rule(ots, dataset):
    path = dataset("events:\n  - id: one\n    date: 2020-01-01\n    kind: summit\n    title: One\n")
    result = ots("check", path)
    assert result.lines == [
        f"{path}:3:5: error: 'date': put the date in quotes: \"2020-01-01\" [bare-date]"
    ]
    assert result.code == 1


def test_findings_are_counted_by_level_on_stderr(ots, dataset):
    path = dataset(
        "events:\n"
        '  - {id: one, date: "2020", kind: meeting, title: One, venue: x}\n'
        '  - {id: two, date: "2020", kind: visit, title: Two, venue: x}\n'
    )
    result = ots("check", path)
    assert result.err == "2 errors, 2 warnings, 2 notes\n"


def test_warnings_and_notes_alone_are_no_failure(ots, dataset):
    result = ots("check", dataset('events:\n  - {id: a, date: "2020", kind: b, title: C}\n'))
    assert result.code == 0
    assert {line.split(": ")[1] for line in result.lines} == {"warning", "note"}


def test_what_is_no_yaml_is_an_error_of_the_data_and_not_of_the_question(ots, dataset):
    result = ots("check", dataset("events: [\n"))
    assert result.code == 1
    assert result.out.endswith("[yaml]\n")


def test_a_dataset_that_is_not_there_cannot_be_checked(ots, tmp_path):
    result = ots("check", str(tmp_path / "missing.yaml"))
    assert (result.code, result.out) == (3, "")
    assert "does not exist" in result.err


def test_the_dataset_to_check_may_be_named_as_for_any_question(ots, dataset, monkeypatch):
    path = dataset("events: 5\n")
    found = ots("check", path)
    assert ots("--data", path, "check") == found
    assert ots("check", "--data", path) == found
    monkeypatch.setenv("OTS_DATA", path)
    assert ots("check") == found


def test_a_control_character_in_the_data_never_reaches_the_terminal(ots, dataset):
    result = ots("check", dataset('facts:\n  - {id: "a\\e[31m", text: "x"}\n'))
    assert "\x1b" not in result.out + result.err


def test_python_gets_the_same_findings_however_often_it_asks(ots, dataset):
    path = dataset("events:\n  - {id: a, date: 2020-01-01, kind: b, tittle: C}\n")
    for _ in range(2):
        assert [str(finding) for finding in otscli.check(path)] == ots("check", path).lines


def test_every_rule_says_in_one_line_what_it_demands(ots):
    told = ots("help", "data").out
    for rule, line in documented().items():
        assert rule in told
        assert line.endswith(".")
        assert "\n" not in line


# one-status


def test_two_statuses_that_follow_one_another_are_no_conflict(check):
    text = periods(period("observer", "2001", "2005-05-05"), period("member", "2005-05-05"))
    assert check(text, "one-status") == []


@pytest.mark.parametrize("change", ["2005", "2005-05", "2005~", "2005-05/2006"])
def test_a_change_on_one_date_known_in_part_is_no_conflict(check, change):
    text = periods(period("observer", "2001", change), period("member", change))
    assert check(text, "one-status") == []


def test_two_statuses_at_once_are_an_error_at_the_later_one(check):
    text = periods(period("observer", "2001", "2005-05-06"), period("member", "2005-05-05"))
    assert check(text, "one-status") == ["error: org-aaa-member: at once with org-aaa-observer"]


def test_two_open_statuses_are_at_once(check):
    text = periods(period("partner", "2001"), period("associate", "2010"))
    assert check(text, "one-status") == ["error: org-aaa-associate: at once with org-aaa-partner"]


def test_the_same_status_twice_at_once_is_an_error_too(check):
    text = periods(period("member", "2001"), period("member", "2010", "2011"))
    assert check(text, "one-status") == ["error: org-aaa-member-2: at once with org-aaa-member"]


@pytest.mark.parametrize(
    ("until", "since"),
    [("2005", "2005-05"), ("2005-05", "2005"), ("2005-12", "2004/2006"), ("unknown", "2005")],
)
def test_statuses_that_may_have_been_at_once_are_a_warning(check, until, since):
    text = periods(period("observer", "2001", until), period("member", since))
    (found,) = check(text, "one-status")
    assert found == "warning: org-aaa-member: possibly at once with org-aaa-observer"


def test_a_status_that_may_have_begun_at_any_time_may_have_been_at_once_with_another(check):
    text = periods(period("observer", "2001", "2005"), period("member", "unknown"))
    (found,) = check(text, "one-status")
    assert found.startswith("warning: ")
    assert "possibly at once with" in found


@pytest.mark.parametrize("early", ["applicant", "candidate"])
@pytest.mark.parametrize("late", ["observer", "associate", "partner"])
def test_an_applicant_or_candidate_may_hold_a_lower_status_beside_it(check, early, late):
    assert check(periods(period(early, "2001"), period(late, "2002")), "one-status") == []
    assert check(periods(period(late, "2001"), period(early, "2002")), "one-status") == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("applicant", "candidate"),
        ("applicant", "member"),
        ("candidate", "member"),
        ("observer", "associate"),
        ("partner", "member"),
    ],
)
def test_no_other_two_statuses_go_together(check, one, two):
    (found,) = check(periods(period(one, "2001"), period(two, "2002")), "one-status")
    assert found.startswith("error: ")


def test_statuses_of_two_states_or_in_two_organisations_are_no_conflict(check):
    two = ORG + f"  - {{id: TWO, name: Two, {CITED}}}\n"
    text = periods(
        period("observer", "2001"),
        period("member", "2001", state="BBB"),
        period("member", "2001", organization="TWO"),
        organizations=two,
    )
    assert check(text, "one-status") == []


def test_every_pair_of_three_statuses_is_looked_at(check):
    text = periods(
        period("observer", "2001"), period("associate", "2002"), period("member", "2003")
    )
    assert check(text, "one-status") == [
        "error: org-aaa-associate: at once with org-aaa-observer",
        "error: org-aaa-member: at once with org-aaa-associate",
        "error: org-aaa-member: at once with org-aaa-observer",
    ]


def test_an_unknown_end_and_an_unknown_beginning_are_not_one_change(check):
    text = periods(period("observer", "2001", "unknown"), period("member", "unknown", "2005"))
    (found,) = check(text, "one-status")
    assert found.startswith("warning: ")


# period-order


@pytest.mark.parametrize(
    ("since", "until"), [("2005", "2004"), ("2005-05-05", "2005-05-05"), ("2005-06", "2005-05")]
)
def test_a_status_that_ends_before_it_begins_is_an_error(check, since, until):
    (found,) = check(periods(period("member", since, until)), "period-order")
    assert found.startswith(f"error: org-aaa-member: until {until} is not after from {since}")


def test_a_status_of_one_day_is_told_what_until_means_and_which_day_to_write(check):
    (found,) = check(periods(period("member", "2011-04-04", "2011-04-04")), "period-order")
    assert found.endswith(
        "; until is the first day on which it no longer holds: "
        "write 2011-04-05 if the day before was its last"
    )


@pytest.mark.parametrize("until", ["9999", "9999-12-31", "9999-12"])
def test_an_end_in_the_year_9999_is_warned_of(check, until):
    (found,) = check(periods(period("member", "2005", until)), "open-end")
    meaning = f"until {until} usually means that it still holds; leave it out then"
    assert found == f"warning: org-aaa-member: {meaning}"


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2005", "2005"),
        ("2005-05-05", "2005-05-06"),
        ("2005-06", "2005"),
        ("2005", None),
        ("2005", "unknown"),
        ("unknown", "2005"),
        ("unknown", None),
        ("unknown", "unknown"),
    ],
)
def test_a_status_that_may_have_a_day_is_in_order(check, since, until):
    assert check(periods(period("member", since, until)), "period-order") == []


# life-of-organization


@pytest.mark.parametrize("status", ["member", "candidate", "observer", "partner"])
def test_a_status_from_before_its_organisation_was_founded_is_an_error(check, status):
    assert check(periods(period(status, "2000-05-31")), "life-of-organization") == [
        f"error: org-aaa-{status}: from 2000-05-31 is before ORG was founded"
    ]


@pytest.mark.parametrize("since", ["2000-06-01", "2000", "2000-06", "unknown"])
def test_a_status_that_may_be_as_old_as_its_organisation_is_right(check, since):
    assert check(periods(period("member", since)), "life-of-organization") == []


@pytest.mark.parametrize("status", ["applicant", "associate"])
def test_applicants_and_associates_may_be_older_than_the_organisation(check, status):
    assert check(periods(period(status, "1990")), "life-of-organization") == []


def test_a_status_may_have_begun_under_a_predecessor(check):
    organizations = (
        ORG.replace("2000-06-01", '2000-06-01", predecessors: [OLD], note: "x')
        + f'  - {{id: OLD, name: Old, founded: "1990-01-01", {CITED}}}\n'
    )
    right = periods(period("member", "1990-01-01"), organizations=organizations)
    assert check(right, "life-of-organization") == []
    wrong = periods(period("member", "1989"), organizations=organizations)
    assert check(wrong, "life-of-organization") == [
        "error: org-aaa-member: from 1989 is before ORG was founded"
    ]


def test_a_predecessor_without_a_record_may_have_been_founded_earlier(check):
    organizations = ORG.replace("2000-06-01", '2000-06-01", predecessor_founded: "1990')
    assert (
        check(
            periods(period("member", "1990"), organizations=organizations), "life-of-organization"
        )
        == []
    )
    assert check(
        periods(period("member", "1989"), organizations=organizations), "life-of-organization"
    )


DISSOLVED = ORG.replace("2000-06-01", '2000-06-01", dissolved: "2010-01-01')


@pytest.mark.parametrize("until", ["2010-01-02", "2011"])
def test_a_status_that_outlives_its_organisation_is_an_error(check, until):
    text = periods(period("member", "2001", until), organizations=DISSOLVED)
    assert check(text, "life-of-organization") == [
        f"error: org-aaa-member: until {until} is after ORG was dissolved (2010-01-01)"
    ]


def test_a_status_that_still_holds_in_a_dissolved_organisation_is_an_error(check):
    (found,) = check(
        periods(period("member", "2001"), organizations=DISSOLVED), "life-of-organization"
    )
    assert found.startswith("error: org-aaa-member: ")


@pytest.mark.parametrize("until", ["2010-01-01", "2010", "2005", "unknown"])
def test_a_status_that_may_have_ended_with_its_organisation_is_right(check, until):
    text = periods(period("member", "2001", until), organizations=DISSOLVED)
    assert check(text, "life-of-organization") == []


def test_an_organisation_whose_life_nobody_records_takes_any_status(check):
    text = periods(period("member", "1200"), organizations="")
    assert check(text, "life-of-organization") == []


# unsourced

UNSOURCED = {
    "event": 'events:\n  - {id: it, date: "2020", kind: summit, title: A',
    "membership": (
        'memberships:\n  - {id: it, state: AAA, organization: ORG, status: member, from: "2020"'
    ),
    "fact": "facts:\n  - {id: it, text: A",
    "state": "states:\n  - {id: it, name: A",
    "organization": "organizations:\n  - {id: it, name: A",
}


@pytest.mark.parametrize("type_", UNSOURCED)
def test_a_record_without_a_source_is_a_warning_in_data_of_ones_own(check, type_):
    assert "warning: it: no source supports it; cite one" in check(
        UNSOURCED[type_] + "}\n", "unsourced"
    )


@pytest.mark.parametrize("type_", UNSOURCED)
def test_a_record_without_a_source_is_an_error_in_curated_data(check, type_):
    text = "dataset: {id: mine, title: Mine, curated: true}\n" + UNSOURCED[type_] + "}\n"
    assert "error: it: no source supports it; cite one" in check(text, "unsourced")


@pytest.mark.parametrize("type_", UNSOURCED)
def test_one_source_that_supports_a_record_is_enough(check, type_):
    text = SOURCES + UNSOURCED[type_] + f", {CITED}}}\n"
    assert not [line for line in check(text, "unsourced") if ": it: " in line]


@pytest.mark.parametrize("stance", ["differs", "disputes"])
def test_a_source_that_says_otherwise_supports_nothing(check, stance):
    cited = f", sources: [{{source: paper, stance: {stance}}}]}}\n"
    assert check(SOURCES + UNSOURCED["event"] + cited, "unsourced") == [
        "warning: it: no source supports it; cite one"
    ]


def test_people_places_and_sources_need_no_source(check):
    text = SOURCES + "people:\n  - {id: p, name: P}\nplaces:\n  - {id: q, name: Q}\n"
    assert check(text, "unsourced") == []


# References

CURATED = "dataset: {id: mine, title: Mine, curated: true}\n" + SOURCES + STATES + ORG


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (
            "memberships:\n  - {state: AAB, organization: ORG, status: member, from: '2001', %s}\n",
            "no state or organization has the id 'AAB'; describe it in states",
        ),
        (
            "memberships:\n  - {state: AAA, organization: ORH, status: member, from: '2001', %s}\n",
            "no organization has the id 'ORH'; describe it in organizations",
        ),
        (
            "facts:\n  - {id: f, text: F, sources: [{source: papper}]}\n",
            "no source has the id 'papper'; did you mean 'paper'?",
        ),
        (
            "facts:\n  - {id: f, text: F, speaker: nobody, %s}\n",
            "no person has the id 'nobody'; describe it in people",
        ),
        (
            "kinds: [{id: summit}]\nevents: [{id: e, date: '2020', kind: sumit, title: E, %s}]\n",
            "no kind has the id 'sumit'; did you mean 'summit'?",
        ),
    ],
)
def test_in_curated_data_an_unknown_reference_is_an_error_that_names_the_nearest(
    check, record, message
):
    text = CURATED + record.replace("%s", CITED)
    assert check(text, "unknown-reference") == [f"error: {message}"]


def test_an_unknown_reference_has_the_place_where_it_stands(ots, dataset):
    path = dataset(
        "dataset: {id: mine, title: Mine, curated: true}\n"
        "facts:\n"
        "  - id: f\n"
        "    text: F\n"
        "    about: [one,\n"
        "            two]\n"
    )
    places = [line.split(": ")[0] for line in ots("check", path).lines if "unknown-ref" in line]
    assert places == [f"{path}:5:13", f"{path}:6:13"]


def test_in_curated_data_what_is_described_anywhere_in_it_may_be_named(check):
    text = CURATED + f"facts:\n  - {{id: f, text: F, about: [AAA, g], {CITED}}}\n"
    text += (
        f"events:\n  - {{id: g, date: '2020', kind: k, title: G, {CITED}}}\nkinds: [{{id: k}}]\n"
    )
    assert check(text, "unknown-reference") == []


OWN = """
events:
  - {id: e, date: "2020", kind: summit, title: E, states: [AAA], organizations: [ORG],
     topics: [energy], sources: [{source: paper}]}
  - {id: f, date: "2021", kind: summit, title: F, states: [AAA]}
"""


def test_in_data_of_ones_own_what_is_not_described_is_a_note_said_once(check):
    assert check(OWN, "undescribed") == [
        "note: 'summit' is not described; it gets a minimal kind record",
        "note: 'AAA' is not described; it gets a minimal state record",
        "note: 'ORG' is not described; it gets a minimal organization record",
        "note: 'energy' is not described; it gets a minimal topic record",
        "note: 'paper' is not described; it gets a minimal source record",
    ]
    assert check(OWN, "unknown-reference") == []


def test_what_is_not_described_can_be_asked_about_all_the_same(ots, dataset):
    path = dataset(OWN)
    for option, value in {
        "--kind": "summit",
        "--state": "aaa",
        "--org": "org",
        "--topic": "energy",
        "--source": "paper",
    }.items():
        result = ots("--data", path, "timeline", option, value, "-f", "ids")
        assert result.code == 0
        assert result.lines[0] == "e"
    assert ots("--data", path, "show", "AAA", "--json").json[0]["name"] == "AAA"


@pytest.mark.parametrize("mark", ["to_check: the day", "also: [the twin]"])
def test_a_mark_that_a_curator_left_is_a_warning(check, mark):
    text = SOURCES + UNSOURCED["event"] + f", {CITED}, {mark}}}\n"
    field = mark.partition(":")[0]
    assert check(text, "working-note") == [f"warning: it: {field} is a curator's mark; work it off"]


def test_an_id_that_two_records_share_is_an_error(check):
    text = SOURCES + "kinds: [{id: k}, {id: k}]\nstates: [{id: paper, name: P}]\n"
    found = check(text, "unique-id")
    assert "error: 'k' appears twice" in found
    assert any("'paper' is the id of another record too" in line for line in found)
    assert len(found) == 2


# What is named has the type that is asked for there

KINDS_OF_RECORDS = """
people: [{id: per, name: Per}]
organizations: [{id: ORG, name: Org}]
offices: [{id: chair, name: Chair, organization: ORG}]
places: [{id: pla, name: Pla}]
events: [{id: eve, date: "2000", kind: k, title: T}]
"""


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (
            'memberships: [{id: m, state: per, organization: ORG, status: member, from: "2000"}]',
            "'per' is the person at FILE:2:10, not a state or organization",
        ),
        (
            'memberships: [{id: m, state: A, organization: eve, status: member, from: "2000"}]',
            "'eve' is the event at FILE:6:10, not an organization",
        ),
        (
            'terms: [{id: t, office: chair, holder: ORG, from: "2000"}]',
            "'ORG' is the organization at FILE:3:17, not a person or state",
        ),
        (
            'terms: [{id: t, office: per, holder: per, from: "2000"}]',
            "'per' is the person at FILE:2:10, not an office",
        ),
        (
            "facts: [{id: f, text: T, speaker: ORG}]",
            "'ORG' is the organization at FILE:3:17, not a person",
        ),
        (
            "facts: [{id: f, text: T, sources: [{source: eve}]}]",
            "'eve' is the event at FILE:6:10, not a source",
        ),
        (
            "facts: [{id: f, text: T, about: [pla]}]",
            "'pla' is the place at FILE:5:10, not "
            + " or ".join(("a state", "organization", "person", "event", "membership")),
        ),
    ],
)
def test_a_reference_to_a_record_of_a_wrong_type_is_an_error(ots, dataset, record, message):
    path = dataset(f"{KINDS_OF_RECORDS}{record}\n")
    found = [line for line in ots("check", path).lines if "wrong-reference" in line]
    assert [line.replace(path, "FILE").split(": ", 1)[1] for line in found] == [
        f"error: {message} [wrong-reference]"
    ]
    assert ots("--data", path, "timeline").code == 3


def test_each_record_that_names_one_of_a_wrong_type_is_left_out_if_faulty_ones_are(ots, dataset):
    held = "- {state: %s, organization: %s, status: member, from: '2000'}\n"
    lines = [held % pair for pair in (("per", "ONE"), ("per", "TWO"), ("A", "TWO"))]
    path = dataset(f"{KINDS_OF_RECORDS}memberships:\n{''.join(lines)}")
    result = ots("--data", path, "--skip-faulty", "members", "all", "-f", "ids")
    assert result.lines == ["two-a-member"]
    assert "2 faulty rows are left out" in result.err


def test_in_a_union_a_reference_to_another_type_is_a_warning(ots, dataset):
    one = dataset(KINDS_OF_RECORDS, "one.yaml")
    two = dataset(
        "memberships: [{state: per, organization: O, status: member, from: '2000'}]", "two.yaml"
    )
    result = ots("--data", one, "--data", two, "check")
    assert (result.code, "warning: 'per' is the person" in result.out) == (0, True)
