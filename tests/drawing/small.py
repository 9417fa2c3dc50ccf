"""What the tests of pictures share: a small dataset with all that can be drawn, and text boxes."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

from otscli.answer import Answer, Row
from otscli.drawing.measure import width

SVG = "{http://www.w3.org/2000/svg}"

SMALL = """
dataset:
  {id: mine, title: A small dataset, version: "1.0", covered_to: "2020-06-15", licence: CC0-1.0}
states: [{id: AAA, name: Aland}, {id: BBB, name: Bland}, {id: CCC, name: Cland}]
organizations:
  - {id: ORG, name: Organisation of Small Examples, coverage: ots}
  - {id: TWO, name: Second Body for Things That Have a Long Name and Longer Words}
sources: [{id: src, kind: press, publisher: Paper, url: "https://example.org/a?b=1&c=2"}]
memberships:
  - {state: AAA, organization: ORG, status: applicant, from: "1994~", until: "2001"}
  - {state: AAA, organization: ORG, status: observer, from: "1992-05", until: "2001"}
  - {state: AAA, organization: ORG, status: member, from: "2001", sources: [{source: src}]}
  - {state: BBB, organization: ORG, status: member, from: "1991-12-21", until: "2005-07/2006"}
  - {state: CCC, organization: ORG, status: partner, from: unknown}
  - {state: CCC, organization: TWO, status: associate, from: "1999-03-01", until: unknown}
  - {state: CCC, organization: TWO, status: candidate, from: "2000-03-01"}
  - {state: AAA, organization: TWO, status: member, from: "1999-03-01"}
events:
  - {id: one, date: "2019-05-01", kind: summit, title: First, sources: [{source: src}]}
  - {id: two, date: "2019-05", kind: summit, title: Second, states: [AAA, BBB]}
  - {id: three, date: "2019", kind: meeting, title: Third, states: [AAA], topics: [trade]}
  - {id: four, date: "2021-01-05", kind: meeting, title: After the last day, topics: [trade, law]}
  - {id: five, date: "2018-03-03~", kind: founding, title: About that day}
"""
QUESTIONS = {
    "bars": ["members", "ORG", "--history"],
    "joint": ["overlap", "ORG", "TWO", "--history", "--status", "any"],
    "shared": ["shared", "AAA", "CCC", "--history", "--status", "any"],
    "matrix": ["overlap", "ORG", "--as-of", "2020-06-15"],
    "timeline": ["timeline"],
    "changes": ["changes"],
}


def set_answer(rows, keys=("ORG", "TWO"), names=None):
    """An answer of sets: each row is its organisations, its states and those only possible."""
    return Answer(
        "set",
        [
            Row(fields={"organizations": o, "states": s, "possible": p, "count": len(s)})
            for o, s, p in rows
        ],
        keys=keys,
        view="sets",
        names=lambda: names or {},
        day=dt.date(2020, 6, 15),
        about={"id": "mine", "covered_to": "2020-06-15"},
    )


def boxes(picture):
    """Each text of a picture, with its left and right, top and bottom."""
    root = ET.fromstring(picture)
    base = float(root.get("font-size"))
    letters = float(re.search(r"\.l\{font-size:([0-9.]+)px;text-anchor:middle\}", picture)[1])
    found = []
    for text in root.iter(f"{SVG}text"):
        if "l" in text.get("class").split():
            text.set("font-size", letters)
            text.set("text-anchor", "middle")
        size = float(text.get("font-size", base))
        x, y, long = float(text.get("x")), float(text.get("y")), width(text.text, size)
        before = {"middle": long / 2, "end": long}.get(text.get("text-anchor", ""), 0.0)
        if turned := text.get("transform"):
            assert re.fullmatch(rf"rotate\(-90 {text.get('x')} {text.get('y')}\)", turned)
            box = (x - size, x + size * 0.3, y - long + before, y + before)
        else:
            box = (x - before, x - before + long, y - size, y + size * 0.3)
        found.append((text.text, box))
    return found
