"""No picture of any kind claims more than its rows, in SVG or on a terminal.

`test_claims.py` asks that of the bars of memberships; here are joint periods, terms of office,
matrices, sets and marks in lanes, with edges of every kind.
"""

import datetime as dt
import random
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from test_claims import COVERED, Edge, Held, an_edge, day

from otscli.dates import parse

SVG = "{http://www.w3.org/2000/svg}"
ASKED = dt.date(2019, 5, 5)
HEAD = f'dataset: {{id: mine, title: Mine, covered_to: "{COVERED}"}}\n'
DATED = ["day", "month", "year", "interval"]
FIRST, LAST = dt.date(1950, 1, 1), dt.date(2029, 12, 31)


def one_held(chance, name):
    """A period that may hold at all, with ends of any kind."""
    while True:
        since = an_edge(chance, [*DATED, "unknown"])
        until = an_edge(chance, [*DATED, "unknown", "open", "open"])
        held = Held(name, since, until)
        start, end = held.possible
        if start < end and (until.first == 0 or since.first <= until.first):
            return held


def named(i):
    return f"{chr(65 + i // 26)}{chr(65 + i % 26)}Q"


def certain(held):
    """The days on which it holds whichever of the possible days were the real ones.

    What began on a day that nobody gives had begun on the data's last day.
    """
    if held.until.text == "unknown":
        return 0, 0
    start = day(COVERED) if held.since.text == "unknown" else held.since.last
    end = day(COVERED) + 1 if held.until.text == "open" else held.until.first
    return (start, end) if start < end else (0, 0)


def certain_on(held, on):
    start, end = certain(held)
    return start <= day(on) < end


def possible_on(held, on):
    start, end = held.possible
    return start <= day(on) < end


def shown(group):
    """What a mark says, and what is solid and hatched in it: from left to right."""
    title = group.find(f"{SVG}title")
    solid, hatched = [], []
    for shape in group:
        if shape.tag == f"{SVG}rect":
            x, wide = float(shape.get("x")), float(shape.get("width"))
            kind = hatched if (shape.get("fill") or "").startswith("url(#ots-") else solid
            kind.append((x, x + wide))
        elif shape.tag == f"{SVG}circle":
            solid.append((float(shape.get("cx")), float(shape.get("cx"))))
    return (title.text if title is not None else ""), solid, hatched


def marks(picture):
    root = ET.fromstring(picture)
    found = [one for tag in "ga" for one in root.iter(f"{SVG}{tag}")]
    return [shown(one) for one in found if one.find(f"{SVG}title") is not None]


def memberships(pairs):
    """YAML of periods, each with its organisation and status."""
    return "memberships:\n" + "".join(
        one.yaml.replace("ORG", org).replace("status: member", f"status: {status}")
        for one, org, status in pairs
    )


# Joint periods and terms


def bars_hold(picture, windows):
    """Each bar is solid within what is certain and drawn within what is possible.

    The last two of the windows are of known days, and give the scale.
    """
    bars = {says.partition(":")[0].partition(",")[0]: parts for says, *parts in marks(picture)}
    assert bars.keys() == windows.keys()
    left, right = bars["ZZB"][0][0]
    days = (day(LAST) - day(FIRST)) / (right - left)
    for name, window in windows.items():
        for parts, (start, end) in zip(bars[name], window, strict=True):
            for a, b in parts:
                spare = (2.2 if b - a <= 2.01 else 0.2) * days
                assert start - 0.2 * days <= day(FIRST) + (a - left) * days, name
                assert day(FIRST) + (b - left) * days <= end + spare, name


def within(one, other):
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else (0, 0)


KNOWN = Held(
    "ZZB",
    Edge(str(FIRST), day(FIRST), day(FIRST)),
    Edge(str(LAST), day(LAST), day(LAST)),
)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("turned", [False, True], ids=["overlap", "shared"])
def test_a_joint_period_is_certain_where_all_its_parts_are(ots, dataset, seed, turned):
    chance = random.Random(seed)
    pairs, windows = [], {}
    for i in range(60):
        one, other = one_held(chance, named(i)), one_held(chance, named(i))
        possible = within(one.possible, other.possible)
        if possible != (0, 0):
            windows[named(i)] = within(certain(one), certain(other)), possible
        pairs += [(one, "ORG", "member"), (other, "TWO", "member")]
    for org in ("ORG", "TWO"):
        pairs.append((KNOWN, org, "member"))
    windows["ZZB"] = certain(KNOWN), KNOWN.possible
    text = memberships(pairs)
    asked = ["overlap", "ORG", "TWO", "--history"]
    if turned:
        text = re.sub(r"state: (\w+), organization: (\w+)", r"organization: \1, state: \2", text)
        asked = ["shared", "ORG", "TWO", "--history"]
    answer = ots("--data", dataset(HEAD + text), *asked, "-f", "svg")
    assert answer.code == 0, answer.err
    bars_hold(answer.out, windows)


@pytest.mark.parametrize("seed", range(2))
def test_a_term_is_certain_where_the_days_of_both_its_ends_allow_no_other(ots, dataset, seed):
    chance = random.Random(seed)
    held = [*(one_held(chance, named(i)) for i in range(60)), KNOWN]
    lists = {"people": [], "offices": [], "terms": []}
    for one in held:
        id_, ends = one.name.lower(), one.yaml.partition("from:")[2].rstrip("}\n")
        lists["people"].append(f"{{id: {id_}, name: {one.name}}}")
        lists["offices"].append(f"{{id: of-{id_}, name: Of {one.name}, organization: ORG}}")
        lists["terms"].append(f"{{id: t-{id_}, office: of-{id_}, holder: {id_}, from:{ends}}}")
    text = HEAD + "organizations: [{id: ORG, name: Body}]\n"
    for name, rows in lists.items():
        text += f"{name}:\n" + "".join(f"  - {row}\n" for row in rows)
    answer = ots("--data", dataset(text), "offices", "--history", "-f", "svg")
    assert answer.code == 0, answer.err
    bars_hold(answer.out, {one.name: (certain(one), one.possible) for one in held})


# Matrices


STATUS = ["member", "observer", "partner"]


@pytest.fixture
def crossed(dataset):
    """Statuses of many states in three organisations, and what they were on one day."""
    chance = random.Random(7)
    held = {}
    for i in range(40):
        for org in ("ORG", "TWO", "TRE"):
            held[named(i), org] = one_held(chance, named(i)), chance.choice(STATUS)
    pairs = [(one, org, status) for (_, org), (one, status) in held.items()]
    found = {
        pair: (status, certain_on(one, ASKED))
        for pair, (one, status) in held.items()
        if possible_on(one, ASKED)
    }
    sure = [each for _, each in found.values()]
    assert 10 < sum(sure) < len(sure) - 10
    return dataset(HEAD + memberships(pairs)), found


MATRIX = ["overlap", "ORG", "TWO", "TRE", "--matrix", "--as-of", str(ASKED)]


def test_a_cell_of_a_matrix_is_solid_where_its_status_certainly_holds(ots, crossed):
    path, found = crossed
    drawn = marks(ots("--data", path, *MATRIX, "-f", "svg").out)
    assert {
        tuple(re.split(", |: ", says)[:2]): (says.split(": ")[1].split()[0], bool(solid))
        for says, solid, _ in drawn
    } == found
    assert all(bool(solid) != bool(hatched) for _, solid, hatched in drawn)


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_letter_of_a_matrix_has_a_mark_where_its_status_only_possibly_holds(
    ots, crossed, monkeypatch, term
):
    monkeypatch.setenv("TERM", term)
    path, found = crossed
    lines = ots("--data", path, *MATRIX, "-f", "svg", terminal=True).lines
    first = next(i for i, line in enumerate(lines) if set(line.split()) == {"ORG", "TWO", "TRE"})
    seen = {}
    for line in lines[first + 1 :]:
        state, *cells = line.split()
        if len(cells) != 3 or not re.fullmatch("[A-Z]{3}", state):
            break
        for org, cell in zip(lines[first].split(), cells, strict=True):
            if cell not in "·.":
                letter = {"M": "member", "O": "observer", "P": "partner"}[cell[0]]
                seen[state, org] = letter, not cell.endswith("?")
    assert seen == found


# Sets


SETS = ["overlap", "ORG", "TWO", "TRE", "--sets", "--as-of", str(ASKED), "--status", "any"]


def possible_states(found):
    states = {state for state, _ in found}
    return {
        one for one in states if not all(sure for (s, _), (_, sure) in found.items() if s == one)
    }


def test_a_state_in_a_set_is_solid_where_it_certainly_belongs(ots, crossed):
    path, found = crossed
    drawn = ots("--data", path, *SETS, "-f", "svg").out
    solid, hatched = set(), set()
    elements = list(ET.fromstring(drawn).iter())
    for box, label in pairwise(elements):
        if box.tag == f"{SVG}rect" and re.fullmatch("[A-Z]{2}Q", label.text or ""):
            (hatched if box.get("fill") else solid).add(label.text)
    assert hatched == possible_states(found)
    assert solid == {state for state, _ in found} - hatched


def test_a_state_in_a_set_has_a_mark_on_a_terminal_where_it_only_possibly_belongs(ots, crossed):
    path, found = crossed
    shown_ = ots("--data", path, *SETS, "-f", "svg", terminal=True).out
    assert set(re.findall(r"\b([A-Z]{2}Q)\?", shown_)) == possible_states(found)
    assert set(re.findall(r"\b([A-Z]{2}Q)\b", shown_)) == {state for state, _ in found}


# Lanes


@pytest.fixture
def dated(dataset):
    """Events on dates of every kind, two of them known, by which a picture can be measured."""
    chance = random.Random(3)
    edges = [an_edge(chance, DATED) for _ in range(80)]
    edges += [Edge(str(one), day(one), day(one)) for one in (FIRST, LAST)]
    text = HEAD + "events:\n"
    for i, edge in enumerate(edges):
        text += f'  - {{id: e{i}, date: "{edge.text}", kind: {"ab"[i % 2]}, title: E{i}}}\n'
    return dataset(text), {f"E{i}": edge for i, edge in enumerate(edges)}


def known(edge):
    return edge.first == edge.last and edge.text[-1] not in "~?%"


def test_a_mark_is_a_dot_where_its_day_is_known_and_else_all_days_that_it_may_be(ots, dated):
    path, edges = dated
    found = {
        says.partition(": ")[2]: parts
        for says, *parts in marks(ots("--data", path, "timeline", "-f", "svg").out)
    }
    assert found.keys() == edges.keys()
    left, right = found["E80"][0][0][0], found["E81"][0][0][0]
    days = (day(LAST) - day(FIRST)) / (right - left)
    edge_of_axis = 6  # pixels by which a dot is moved to be inside the picture
    for title, edge in edges.items():
        solid, hatched = found[title]
        assert bool(solid) == known(edge), edge
        for x, _ in solid:
            assert abs(day(FIRST) + (x - left) * days - edge.first) <= edge_of_axis * days, edge
        for a, b in hatched:
            least = 2 * edge_of_axis  # what is shorter has the size of a dot
            spare = (least if b - a <= least else edge_of_axis + 0.2) * days
            assert edge.first - spare <= day(FIRST) + (a - left) * days, edge
            assert day(FIRST) + (b - left) * days <= edge.last + 1 + spare, edge
            assert b - a >= (edge.last - edge.first) / days - edge_of_axis, edge


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_terminal_has_a_block_for_each_known_day_and_shades_for_the_others(
    ots, dated, monkeypatch, term
):
    monkeypatch.setenv("TERM", term)
    path, edges = dated
    full, shade = "█░" if term == "xterm" else "#:"
    drawn = ots("--data", path, "timeline", "-f", "svg", terminal=True).lines
    axis = next(i for i, line in enumerate(drawn) if re.fullmatch(r" +1950 +\d+ +2029", line))
    start, end = drawn[axis].index("1950"), len(drawn[axis])
    year = (end - start) / (parse("2029").last - parse("1950").first).days
    lines = []
    for line in drawn[axis + 1 :]:
        if line.startswith(full):
            break
        lines.append(line[start:].ljust(end - start))
    blocks, shades = set(), set()
    for edge in edges.values():
        a = int((edge.first - day(FIRST)) * year)
        b = int((edge.last - day(FIRST)) * year)
        (blocks if known(edge) else shades).update(range(a - 1, b + 2))
    assert sum(line.count(full) for line in lines) == sum(map(known, edges.values()))
    for line in lines:
        for i, mark in enumerate(line):
            assert mark != full or i in blocks
            assert mark != shade or i in shades
