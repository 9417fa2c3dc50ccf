"""Offices and their terms: half-open, with ends that may be known only in part."""

import datetime as dt
import random

import pytest

from conftest import DATA, TODAY
from otscli.dates import UNKNOWN, parse

OFFICES = """
states:
  - {id: AAA, name: Aland}
organizations:
  - {id: ORG, name: The Body, founded: "1999"}
people:
  - {id: ann-lee, name: Ann Lee}
  - {id: bob-lee, name: Bob Lee}
offices:
  - {id: org-head, name: Head of the Body, organization: ORG}
  - {id: org-chair, name: Chair of the Body, organization: ORG}
  - {id: aaa-head, name: President of Aland, state: AAA}
terms:
  - {id: ann-1, office: org-head, holder: ann-lee, from: "2001-02-03", until: "2005-06"}
  - {id: bob-1, office: org-head, holder: bob-lee, from: "2005-06", until: "2010-01-01"}
  - {id: ann-2, office: org-head, holder: ann-lee, from: "2009-05-01", acting: true}
  - {id: aaa-1, office: org-chair, holder: AAA, from: "2003-01-01", until: unknown}
  - {id: bob-2, office: aaa-head, holder: bob-lee, from: unknown, until: "2004-01-01"}
"""


@pytest.fixture
def ids(ots, dataset):
    path = dataset(OFFICES)

    def ids(*arguments):
        result = ots("--data", path, "offices", *arguments, "-f", "ids")
        assert result.code == 0, result.err
        return result.lines

    return ids


@pytest.fixture
def rows(ots, dataset):
    path = dataset(OFFICES)

    def rows(*arguments):
        return ots("--data", path, "offices", *arguments, "--json").json

    return rows


# The curated data


def holders(ots, *arguments):
    rows = ots("offices", *arguments, "--json").json
    return {(row["office"], row["holder"]): row["certain"] for row in rows}


def test_the_secretary_general_and_the_chair_of_a_day(ots):
    assert holders(ots, "--org", "OTS", "--as-of", "2016-06-01") == {
        ("ots-chair-in-office", "nursultan-nazarbayev"): True,
        ("ots-chair-state", "KAZ"): True,
        ("ots-secretary-general", "ramil-hasan"): True,
    }


def test_the_head_of_a_state_on_a_day(ots):
    held = holders(ots, "--state", "TUR", "--as-of", "2001")
    assert held == {("tur-head-of-state", "ahmet-necdet-sezer"): True}


def test_words_name_several_offices(ots):
    rows = ots("offices", "secretary general", "--history", "--json").json
    assert {"ots-secretary-general", "turkpa-secretary-general"} <= {row["office"] for row in rows}
    assert len({row["office"] for row in rows}) > 5


def test_a_day_on_which_two_terms_are_possible_shows_both_as_possible(ots):
    held = holders(ots, "ots-secretary-general", "--as-of", "2022-11-12")
    assert held == {
        ("ots-secretary-general", "baghdad-amreyev"): False,
        ("ots-secretary-general", "kubanychbek-omuraliev"): False,
    }


def test_every_role_that_is_a_term_is_recorded_once(ots):
    (person,) = ots("show", "ilham-aliyev", "--json").json
    roles = [(role["role"], role["from"]) for role in person["roles"]]
    assert ("President of Azerbaijan", "2003-10-31") in roles
    assert len(roles) == len(set(roles))


# Filters


def test_a_handover_belongs_to_the_new_holder(ids):
    assert ids("org-head", "--as-of", "2009-04-30") == ["bob-1"]
    assert ids("org-head", "--as-of", "2009-12-31") == ["bob-1", "ann-2"]
    assert ids("org-head", "--as-of", "2010-01-01") == ["ann-2"]


def test_within_the_month_of_a_handover_both_are_possible(rows):
    found = {row["id"]: row["certain"] for row in rows("org-head", "--as-of", "2005-06-10")}
    assert found == {"ann-1": False, "bob-1": False}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--person", "ann"], ["ann-1", "ann-2"]),
        (["--person", "lee"], ["bob-2", "ann-1", "bob-1", "ann-2"]),
        (["--state", "AAA"], ["bob-2", "aaa-1"]),
        (["--org", "ORG"], ["aaa-1", "ann-1", "bob-1", "ann-2"]),
        (["head"], ["bob-2", "ann-1", "bob-1", "ann-2"]),
        (["the body"], ["aaa-1", "ann-1", "bob-1", "ann-2"]),
        (["President of Aland"], ["bob-2"]),
        (["--org", "ORG", "--person", "bob-lee"], ["bob-1"]),
        (["--limit", "2"], ["bob-2", "aaa-1"]),
    ],
)
def test_a_history_has_the_terms_that_meet_every_condition(ids, arguments, expected):
    assert ids(*arguments, "--history") == expected


def test_a_name_of_several_people_is_any_of_them_and_stderr_says_so(ots, dataset):
    result = ots("--data", dataset(OFFICES), "offices", "--person", "lee", "--json")
    assert "may be any of ann-lee, bob-lee" in result.err


def test_an_unknown_office_is_an_error_that_names_the_nearest(ots):
    result = ots("offices", "secretery general of the OTS")
    assert (result.code, result.out) == (2, "")
    assert "did you mean" in result.err


def test_bars_show_a_history_on_a_terminal(ots, dataset):
    result = ots("--data", dataset(OFFICES), "offices", "--history", terminal=True)
    assert "█" in result.out


# What check says


@pytest.fixture
def found(ots, dataset):
    def found(terms):
        head = OFFICES.partition("terms:")[0]
        path = dataset(f"{head}terms:\n{terms}")
        lines = ots("check", path).out.splitlines()
        return [
            line.partition(": ")[2] for line in lines if "one-holder" in line or "life-of" in line
        ]

    return found


def term(id_, since, until, more=""):
    ends = f'from: "{since}", until: "{until}"'
    return f"  - {{id: {id_}, office: org-head, holder: ann-lee, {ends}{more}}}\n"


def test_two_terms_that_share_a_day_are_an_error(found):
    terms = term("one", "2001-01-01", "2003-01-01") + term("two", "2002-12-31", "2004-01-01")
    assert found(terms) == ["error: two: at once with one [one-holder]"]


def test_two_terms_that_may_share_a_day_are_a_note(found):
    terms = term("one", "2001-01-01", "2003") + term("two", "2003-02-01", "2004-01-01")
    assert found(terms) == ["note: two: possibly at once with one [one-holder]"]


def test_who_acts_may_hold_an_office_beside_its_holder(found):
    terms = term("one", "2001-01-01", "2003-01-01")
    assert found(terms + term("two", "2002-01-01", "2002-03-01", ", acting: true")) == []


def test_a_term_before_its_organisation_was_founded_is_a_note(found):
    assert found(term("one", "1998-12-31", "2003")) == [
        "note: one: from 1998-12-31 is before ORG was founded (1999-01-01) [life-of-office]"
    ]


# An oracle: every choice of the possible days, tried one by one


def written(draw):
    """A date of a random form within some years, or unknown."""
    day = dt.date(2000, 1, 1) + dt.timedelta(days=draw.randrange(1500))
    form = draw.choice(["day", "day", "month", "year", "interval", "mark"])
    if form == "day":
        return day.isoformat()
    if form == "mark":
        return f"{day.isoformat()}~"
    if form == "interval":
        return f"{day.isoformat()}/{(day + dt.timedelta(days=draw.randrange(40))).isoformat()}"
    return day.isoformat()[: 7 if form == "month" else 4]


def possible_days(text, low, high):
    if text is None:
        return range(high + 1, high + 2)
    if text == UNKNOWN:
        return range(low, high + 2)
    date = parse(text)
    return range(date.first.toordinal(), date.last.toordinal() + 1)


def oracle(since, until, day):
    """Whether some, and whether every, choice of both ends makes the term hold on a day."""
    low, high = dt.date(1999, 1, 1).toordinal(), dt.date(2027, 1, 1).toordinal()
    today = dt.date.fromisoformat(TODAY).toordinal()
    starts = possible_days(since, low, high)
    if since == UNKNOWN:
        starts = range(low, today + 1)
    ends = possible_days(until, low, high)
    began = [start <= day for start in (starts[0], starts[-1])]
    if until == UNKNOWN:
        return began[0], False
    goes_on = [day < end for end in (ends[-1], ends[0])]
    return began[0] and goes_on[0], began[1] and goes_on[1]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_terms_answer_as_an_oracle_that_tries_every_day(ots, dataset, seed):
    draw = random.Random(seed)
    terms = {}
    for i in range(12):
        since = draw.choice([UNKNOWN, *(written(draw) for _ in range(9))])
        until = draw.choice([None, UNKNOWN, *(written(draw) for _ in range(6))])
        if since != UNKNOWN and until not in {None, UNKNOWN}:
            since, until = sorted([since, until], key=lambda text: (parse(text).first, text))
            if parse(since).first >= parse(until).last:
                continue
        terms[f"t{i}"] = (since, until)
    lines = "".join(
        f'  - {{id: {id_}, office: o{id_}, holder: p, from: "{since}"'
        + (f', until: "{until}"' if until else "")
        + "}\n"
        for id_, (since, until) in terms.items()
    )
    path = dataset(f"terms:\n{lines}")
    for _ in range(6):
        day = dt.date(2000, 1, 1) + dt.timedelta(days=draw.randrange(1600))
        rows = ots("--data", path, "offices", "--as-of", day.isoformat(), "--json").json
        answered = {row["id"]: row["certain"] for row in rows}
        expected = {id_: oracle(*ends, day.toordinal()) for id_, ends in terms.items()}
        assert answered == {
            id_: certain for id_, (possible, certain) in expected.items() if possible
        }


def test_the_curated_terms_are_all_there():
    text = (DATA / "terms.yaml").read_text(encoding="utf-8")
    assert text.count("\n  - id: ") >= 172


def test_a_state_that_holds_an_office_is_read_back_as_a_state(ots, tmp_path):
    answer = ots("offices", "--state", "KAZ", "--history", "-f", "jsonl")
    (tmp_path / "terms.jsonl").write_text(answer.out, encoding="utf-8")
    assert "[wrong-reference]" not in ots("check", str(tmp_path)).out
    assert ots("--data", str(tmp_path), "show", "KAZ", "--json").json[0]["type"] == "state"
