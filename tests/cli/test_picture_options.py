"""`--title --width --theme --lanes`: how an answer is drawn, and where that has no meaning."""

import re

import pytest

from otscli.choices import FORMATS, LANES, PICTURE_WIDTHS, PICTURES, THEMES
from otscli.drawing.scene import MOST
from otscli.drawing.themes import THEMES as COLOURS
from otscli.query import QUESTIONS
from tree import TREE

DATA = """
dataset: {id: mine, title: Mine, covered_to: "2020-06-15"}
states:
  - {id: AAA, name: Aland, names: [{name: Аланд, lang: ru}]}
  - {id: BBB, name: Bland}
organizations: [{id: ORG, name: First}, {id: TWO, name: Second}, {id: TRE, name: Third}]
offices: [{id: chair, name: Chair, organization: ORG}]
people: [{id: ann, name: Ann}]
terms: [{id: term, office: chair, holder: ann, from: "2001"}]
memberships:
  - {state: AAA, organization: ORG, status: member, from: "2001-02-03"}
  - {state: BBB, organization: ORG, status: member, from: "2002-02-03"}
  - {state: AAA, organization: TWO, status: member, from: "2003-02-03"}
  - {state: BBB, organization: TWO, status: observer, from: "2004-02-03"}
  - {state: AAA, organization: TRE, status: observer, from: "2004-02-03"}
events:
  - {id: one, date: "2019-05-01", kind: summit, title: A, states: [AAA], topics: [trade]}
  - {id: two, date: "2019-06-01", kind: meeting, title: B, states: [BBB], organizations: [ORG]}
"""
DRAWN = {
    "timeline": ["timeline"],
    "members": ["members", "ORG", "--history"],
    "overlap": ["overlap", "ORG"],
    "shared": ["shared", "AAA", "BBB", "--history"],
    "changes": ["changes"],
    "offices": ["offices", "--history"],
}
MORE = [
    ["overlap", "ORG", "TWO", "--history"],
    ["overlap", "ORG", "TWO", "--matrix"],
    ["overlap", "ORG", "TWO", "TRE", "--sets"],
]
every_picture = pytest.mark.parametrize("question", [*DRAWN.values(), *MORE], ids=" ".join)
OPTIONS = [["--title", "Mine"], ["--width", "900"], ["--theme", "dark"]]
every_option = pytest.mark.parametrize("option", OPTIONS, ids=lambda one: one[0])


@pytest.fixture
def mine(ots, dataset):
    path = dataset(DATA)
    return lambda *arguments: ots("--data", path, *arguments)


def test_commands_have_them_whose_answers_can_be_drawn():
    drawable = {name for name, question in QUESTIONS.items() if question.drawable}
    assert drawable == set(DRAWN)
    for option in ("title", "width", "theme"):
        assert {name for name, one in TREE.items() if option in known(one)} == drawable
    laned = {name for name in drawable if QUESTIONS[name].rows[0] in LANES}
    assert {name for name, one in TREE.items() if "lanes" in known(one)} == laned


def known(command):
    return {parameter.name for parameter in command.params}


@every_picture
def test_a_picture_has_the_title_asked_for(mine, question):
    drawn = mine(*question, "--title", "A <title> & more", "-f", "svg").out
    assert '<title id="ots-title">A &lt;title&gt; &amp; more</title>' in drawn
    assert drawn.count("A &lt;title&gt; &amp; more") == 2  # seen as well as said


@every_picture
@pytest.mark.parametrize("pixels", [PICTURE_WIDTHS[0], 1280, PICTURE_WIDTHS[1]])
def test_a_picture_is_as_wide_as_asked_for(mine, question, pixels):
    drawn = mine(*question, "--width", str(pixels), "-f", "svg").out
    wide = int(re.search(r'<svg [^>]*width="(\d+)"', drawn)[1])
    assert wide >= pixels
    if "overlap" not in question or pixels > 1000:  # a matrix has room for its columns
        assert wide == pixels


@every_picture
@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_has_the_colours_asked_for(mine, question, theme):
    drawn = mine(*question, "--theme", theme, "-f", "svg").out
    assert f".p{{fill:{COLOURS[theme].paper}}}" in drawn
    assert "prefers-color-scheme" not in drawn


@pytest.mark.parametrize(
    ("question", "lanes"), [(name, lane) for name in ("event", "change") for lane in LANES[name]]
)
def test_a_picture_has_the_lanes_asked_for(mine, question, lanes):
    command = {"event": "timeline", "change": "changes"}[question]
    shown = {
        ("event", "kind"): ["meeting", "summit"],
        ("event", "topic"): ["trade", "no topic"],
        ("event", "state"): ["Aland", "Bland"],
        ("event", "organization"): ["First", "no organisation"],
        ("change", "organization"): ["First", "Second", "Third"],
        ("change", "state"): ["Aland", "Bland"],
    }[question, lanes]
    drawn = mine(command, "--lanes", lanes, "-f", "svg").out
    for name in shown:
        assert f">{name}</text>" in drawn
    first = mine(command, "-f", "svg").out
    asked = drawn.replace(f"{command} --lanes {lanes}", command)
    assert (asked == first) == (lanes == LANES[question][0])


@pytest.mark.parametrize(
    "question", [DRAWN["members"], DRAWN["overlap"], DRAWN["shared"]], ids=" ".join
)
def test_a_picture_has_the_names_of_the_language_asked_for(mine, question):
    lang = "ru" if question[0] != "shared" else "en"
    drawn = mine(*question, *(["--names"] if question[0] == "overlap" else []), "-f", "svg")
    translated = mine(*question, "--lang", lang, "-f", "svg").out
    assert ("Аланд" in translated) == (lang == "ru")
    assert "Аланд" not in drawn.out


@pytest.mark.slow
@every_option
@every_picture
def test_the_picture_of_a_page_takes_them(mine, question, option):
    page, plain = mine(*question, *option, "-f", "html"), mine(*question, "-f", "html")
    assert (page.code, page.err) == (0, plain.err)
    assert page.out != plain.out
    assert page.out.partition("<table>")[2] == plain.out.partition("<table>")[2]


@pytest.mark.parametrize(
    ("option", "format_"),
    [
        *((OPTIONS[0], name) for name in FORMATS if name not in PICTURES),
        *((option, "table") for option in [*OPTIONS[1:], ["--lanes", "state"]]),
    ],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_they_belong_to_pictures(mine, option, format_):
    answer = mine("timeline", *option, "-f", format_)
    told = "belongs to pictures; add -f html, svg, png or pdf, or -o FILE with such an ending"
    assert (answer.code, answer.out, answer.err) == (2, "", f"ots: {option[0]}: {told}\n")


@pytest.mark.parametrize("format_", PICTURES)
@pytest.mark.parametrize(
    ("question", "told"),
    [
        (["members", "ORG"], "draws periods, not a day; add --history"),
        (["overlap", "ORG", "TWO"], "draws periods, not a day; add --history"),
        (["timeline", "--count", "kind"], "draws events, not how many they are; leave out --count"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_an_answer_that_is_not_drawn_says_what_would_be(mine, format_, question, told):
    answer = mine(*question, "--title", "Mine", "-f", format_)
    assert (answer.code, answer.out, answer.err) == (2, "", f"ots: -f {format_} {told}\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--theme", "blue"], "ots: no theme 'blue'; there are light, dark, print\n"),
        (["--lanes", "org"], "ots: no lanes 'org'; did you mean organization?\n"),
        (["--lanes", "place"], "ots: no lanes 'place'; there are kind, topic, state, organization"),
        (["--width", "10"], "'--width': 10 is not in the range 320<=x<=4000; see"),
        (["--width", "wide"], "'--width': 'wide' is not a valid int"),
    ],
)
def test_a_value_that_cannot_be_is_one_line_before_anything_is_read(ots, arguments, told):
    answer = ots("--data", "missing.yaml", "timeline", *arguments, "-f", "svg")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert told in answer.err


@pytest.mark.parametrize("command", [name for name in TREE if name and name not in DRAWN])
def test_a_command_that_draws_nothing_does_not_know_them(ots, command):
    if getattr(TREE[command], "commands", None):
        return
    answer = ots(*command.split(), "--theme", "dark")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert "--theme" in answer.err


@pytest.mark.slow
def test_a_page_whose_picture_cannot_be_is_refused_where_it_was_asked_for(ots, dataset):
    many = "".join(f'  - {{id: e{i}, date: "2000", kind: k, title: T}}\n' for i in range(MOST + 1))
    path = dataset(f"events:\n{many}")
    assert ots("--data", path, "timeline", "-f", "html").code == 0
    answer = ots("--data", path, "timeline", "--title", "All", "-f", "html")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith("more than 4,000 rows make no picture; ask for fewer\n")


def test_a_page_has_the_title_of_its_picture(mine):
    page = mine("timeline", "--title", "A & <b>", "-f", "html").out
    assert "<title>A &amp; &lt;b&gt;</title>\n<style>" in page
    assert "<title>ots</title>" in mine("sources", "-f", "html").out


def test_a_page_without_rows_has_the_picture_asked_for(mine):
    page = mine("timeline", "--since", "2021", "--title", "Nothing", "-f", "html").out
    assert '<title id="ots-title">Nothing</title>' in page


def test_help_lists_them_apart(ots):
    shown = ots("timeline", "--help").out
    before, _, after = shown.partition("Options of pictures (-f html, svg, png or pdf):\n")
    assert re.findall(r"^  (--\S+)", after, re.MULTILINE) == [
        "--title",
        "--width",
        "--theme",
        "--lanes",
    ]
    assert "--theme" not in before


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (["timeline", "summits", "since", "2019"], "timeline --since 2019 --kind summit"),
        (
            ["timeline", "--search", "a b", "--lanes", "state"],
            "timeline --search 'a b' --lanes state",
        ),
        (["members", "ORG", "--history", "-n", "3"], "members ORG --history --limit 3"),
        (["overlap", "ORG", "--lang", "ru"], "overlap ORG --lang ru"),
        (["changes", "--state", "Bland", "--newest"], "changes --state Bland --newest"),
        (["shared", "AAA", "BBB", "--history", "--title", "T"], "shared AAA BBB --history"),
    ],
)
def test_a_picture_says_what_was_asked(mine, typed, asked):
    drawn = mine(*typed, "-f", "svg")
    assert f">Asked: ots {asked}</text>" in drawn.out
    assert "read as" not in drawn.out  # that is said on stderr


@pytest.mark.parametrize(
    ("question", "title"),
    [
        (["timeline", "--org", "ORG"], "First: events by kind, 2019"),
        (["timeline", "--org", "ORG", "--state", "BBB"], "First and Bland: events by kind, 2019"),
        (["timeline", "--org", "ORG", "--org", "TWO"], "Events by kind, 2019"),
        (["timeline", "--kind", "summit"], "Events by kind, 2019"),
        (["changes", "--state", "AAA"], "Aland: changes of status by organisation, 2001–2004"),
        (["overlap", "ORG"], "First: who had which status where on 15 June 2020"),
    ],
)
def test_a_title_says_whose_it_is_where_that_was_asked(mine, question, title):
    assert f'<title id="ots-title">{title}</title>' in mine(*question, "-f", "svg").out


@pytest.mark.parametrize(
    ("lanes", "label"), [("organization", "AAA joined"), ("state", "TWO joined")]
)
def test_a_change_says_the_side_that_its_lane_does_not(mine, lanes, label):
    assert f">{label}</text>" in mine("changes", "--lanes", lanes, "-f", "svg").out
