"""No picture claims more than its rows: for periods with every kind of edge, what is solid is
inside what is certain, and all that is drawn inside what is possible."""

import datetime as dt
import random
import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest

COVERED = dt.date(2020, 6, 15)
FIRST, LAST = dt.date(1950, 1, 1), dt.date(2029, 12, 31)
SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 800
NUMBER = 90


def day(date):
    return date.toordinal()


@dataclass
class Edge:
    """As it is written, and the first and the last day that it may mean."""

    text: str
    first: int
    last: int


def an_edge(chance, kinds):
    kind = chance.choice(kinds)
    at = dt.date(chance.randint(1951, 2028), chance.randint(1, 12), chance.randint(1, 28))
    mark = chance.choice(["", "", "~", "?", "%"])
    if kind == "day":
        return Edge(f"{at}{mark}", day(at), day(at))
    if kind == "month":
        after = dt.date(at.year + at.month // 12, at.month % 12 + 1, 1)
        return Edge(f"{at:%Y-%m}{mark}", day(at.replace(day=1)), day(after) - 1)
    if kind == "year":
        year = at.year
        return Edge(f"{year}{mark}", day(dt.date(year, 1, 1)), day(dt.date(year, 12, 31)))
    if kind == "interval":
        later = at + dt.timedelta(days=chance.randint(1, 900))
        return Edge(f"{at}/{later}", day(at), day(later))
    return Edge(kind, 0, 0)  # `unknown`, or nothing where it is open


@dataclass
class Held:
    """A period as written, with the days on which it certainly and possibly holds."""

    name: str
    since: Edge
    until: Edge

    @property
    def certain(self):
        """Half-open; up to the data's last day where it has not ended."""
        if "unknown" in {self.since.text, self.until.text}:
            return 0, 0
        end = day(COVERED) + 1 if self.until.text == "open" else self.until.first
        return (self.since.last, end) if self.since.last < end else (0, 0)

    @property
    def possible(self):
        start = 0 if self.since.text == "unknown" else self.since.first
        endless = self.until.text in {"open", "unknown"}
        return start, (day(dt.date.max) if endless else self.until.last)

    @property
    def yaml(self):
        ends = f'from: "{self.since.text}"'
        if self.until.text != "open":
            ends += f', until: "{self.until.text}"'
        return f"  - {{state: {self.name}, organization: ORG, status: member, {ends}}}\n"


def generated(seed):
    """Periods that may hold at all, and two of known days by which a picture can be measured."""
    chance = random.Random(seed)
    made = [
        Held("ZZA", Edge(str(FIRST), day(FIRST), day(FIRST)), an_edge(chance, ["open"])),
        Held(
            "ZZB",
            Edge(str(FIRST), day(FIRST), day(FIRST)),
            Edge(str(LAST), day(LAST), day(LAST)),
        ),
    ]
    dated = ["day", "month", "year", "interval"]
    while len(made) < NUMBER:
        since = an_edge(chance, [*dated, "unknown"])
        until = an_edge(chance, [*dated, "unknown", "open", "open"])
        held = Held(f"{chr(65 + len(made) // 26)}{chr(65 + len(made) % 26)}Q", since, until)
        start, end = held.possible
        if start < end and (until.first == 0 or since.first <= until.first):
            made.append(held)
    return made


@pytest.fixture(params=range(2), ids="seed {}".format)
def case(request, dataset):
    held = generated(request.param)
    text = f'dataset: {{id: mine, title: Mine, covered_to: "{COVERED}"}}\nmemberships:\n'
    return dataset(text + "".join(one.yaml for one in held)), held


def drawn(picture):
    """What each bar shows: its solid and its hatched parts, and its arrow, from edge to edge."""
    found = {}
    for group in ET.fromstring(picture).iter(f"{SVG}g"):
        title = group.find(f"{SVG}title")
        if title is None:
            continue
        parts = {"solid": [], "hatched": []}
        for rect in group.iter(f"{SVG}rect"):
            x, wide = float(rect.get("x")), float(rect.get("width"))
            kind = "solid" if rect.get("class") == "c-member" else "hatched"
            assert kind == "solid" or rect.get("fill") == "url(#ots-member)"
            parts[kind].append((x, x + wide))
        parts["arrow"] = [path.get("class") for path in group.iter(f"{SVG}path")]
        found[title.text.partition(",")[0]] = parts
    return found


def no_more_than_the_rows(picture, held):
    bars = drawn(picture)
    assert bars.keys() == {one.name for one in held}
    left, right = bars["ZZB"]["solid"][0]
    days = (day(LAST) - day(FIRST)) / (right - left)
    fault = 0.2 * days  # coordinates are rounded to a tenth of a pixel
    thin = 2 * days  # what is shorter is drawn two pixels wide

    def at(x):
        return day(FIRST) + (x - left) * days

    for one in held:
        bar = bars[one.name]
        for kind, (start, end) in (("solid", one.certain), ("hatched", one.possible)):
            for a, b in bar[kind]:
                spare = thin if b - a <= 2.01 else fault
                assert start - fault <= at(a), (one, kind)
                assert at(b) <= end + spare, (one, kind)
        assert bool(bar["arrow"]) == (one.until.text == "open"), one
        if one.since.text == "unknown":
            assert not bar["solid"], one
        for arrow in bar["arrow"]:  # filled only where it holds on the data's last day
            settled = one.since.text == "unknown" or one.since.last <= day(COVERED)
            assert arrow == ("c-member" if settled else "e-member"), one


def test_a_picture_claims_no_more_than_the_rows(ots, case):
    mine, held = case
    answer = ots("--data", mine, "members", "ORG", "--history", "-f", "svg")
    assert answer.code == 0, answer.err
    no_more_than_the_rows(answer.out, held)


def test_the_picture_of_a_page_claims_no_more_than_the_rows(ots, case):
    mine, held = case
    page = ots("--data", mine, "members", "ORG", "--history", "-f", "html").out
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == 1
    no_more_than_the_rows(pictures[0], held)
    assert not set("█▌▐░▸") & set(page)  # letters would be of unequal width


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_table_claims_no_more_than_the_rows(ots, case, monkeypatch, term):
    monkeypatch.setenv("TERM", term)
    mine, held = case
    full, left, right, none, arrow = "█▌▐·▸" if term == "xterm" else "#\0\0.>"
    lines = ots("--data", mine, "members", "ORG", "--history").lines[2:]
    found = {}
    for line in lines:
        bar = re.search(r"[█▌▐░·▸]{20,}|[#:.>]{20,}", line)
        found[line.split()[0]] = bar.group()
    assert found.keys() == {one.name for one in held}
    # From the first day of the first year to the last edge there is.
    start = day(FIRST)
    end = max(
        [day(COVERED) + 1]
        + [edge.last + 1 for one in held for edge in (one.since, one.until) if edge.first]
    )
    step = (end - start) / 36
    for one in held:
        (sure, until), (may, last) = one.certain, one.possible
        for i, mark in enumerate(found[one.name]):
            a, b = start + step * i, start + step * (i + 1)
            if mark == full:
                assert (sure <= a, b <= until) == (True, True), one
            elif mark == left:
                assert (sure <= a, (a + b) / 2 <= until) == (True, True), one
            elif mark == right:
                assert (sure <= (a + b) / 2, b <= until) == (True, True), one
            elif mark not in {none, arrow}:
                assert (may < b, a < last) == (True, True), one
        assert (arrow in found[one.name]) == (one.until.text == "open"), one
        assert set(found[one.name]) != {none}, one
