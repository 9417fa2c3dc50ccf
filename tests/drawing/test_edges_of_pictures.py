"""Data at the edges of what can be recorded: every picture of it is drawn, and nothing runs out."""

import pytest
from small import boxes

from otscli.drawing.canvas import WIDTH

DATA = {
    "a body that stands alone": """
memberships:
  - {state: AAA, organization: ORG, status: member, from: "2001"}
""",
    "nothing known": """
memberships:
  - {state: AAA, organization: ORG, status: member, from: unknown, until: unknown}
  - {state: AAA, organization: TWO, status: member, from: "9999-12-31"}
  - {state: BBB, organization: ORG, status: member, from: "0001"}
events:
  - {id: first, date: "0001-01-01", kind: k, title: A}
  - {id: last, date: "9999-12-31", kind: k, title: B}
""",
    "all of it after the last day": """
dataset: {id: mine, title: Mine, covered_to: "2000-01-01"}
memberships:
  - {state: AAA, organization: ORG, status: member, from: "9999-12-30"}
events:
  - {id: one, date: "9999-12-31", kind: k, title: A}
""",
    "a last day on the first of all": """
dataset: {id: mine, title: Mine, covered_to: "0001-01-01"}
memberships:
  - {state: AAA, organization: ORG, status: member, from: unknown}
events:
  - {id: one, date: "0001-01-01", kind: k, title: A}
""",
}
QUESTIONS = [
    ["members", "all", "--history"],
    ["overlap", "ORG"],
    ["timeline"],
    ["timeline", "--lanes", "state"],
    ["changes"],
    ["changes", "--lanes", "state"],
    ["offices", "--history"],
]
of_every_kind = pytest.mark.parametrize("data", DATA.values(), ids=DATA)
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)


@of_every_kind
@every_question
def test_a_picture_is_drawn_and_its_text_is_inside(ots, dataset, data, question):
    answer = ots("--data", dataset(data), *question, "-f", "svg")
    assert answer.code == 0, answer.err
    for text, (left, right, top, _) in boxes(answer.out):
        assert left >= 0, text
        assert right <= WIDTH, text
        assert top >= 0, text


@of_every_kind
@every_question
@pytest.mark.parametrize("columns", ["20", "80"])
def test_it_is_drawn_with_characters(ots, dataset, data, question, columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    answer = ots("--data", dataset(data), *question, "-f", "svg", terminal=True)
    assert answer.code == 0, answer.err
    assert answer.out


@of_every_kind
def test_the_last_day_is_marked_only_where_it_is_on_the_axis(ots, dataset, data):
    drawn = ots("--data", dataset(data), "timeline", "-f", "svg").out
    for line in drawn.splitlines():
        if 'class="k"' in line:
            x = float(line.partition('d="M')[2].split()[0])
            assert 0 < x < WIDTH
