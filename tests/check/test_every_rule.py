"""Every rule of `ots check` finds its fault, and is silent without it."""

from pathlib import Path

import pytest

from otscli.checking import documented
from otscli.choices import EXPORTS

ORG = """
organizations:
  - {id: ORG, name: Org, founded: "2000-01-01", dissolved: "2010-01-01", coverage: full}
"""
HEAD = f"""{ORG}
memberships:
  - {{state: AAA, organization: ORG, status: member, from: "2001-01-01", until: "2009-01-01"}}
"""
CURATED = """
dataset: {id: d, title: D, curated: true}
kinds: [{id: summit}]
places: [{id: baku, name: Baku}]
"""
SOURCES = 'sources: [{id: one, url: "https://example.org/a"}, {id: two, url: "https://%s"}]\n'


def event(**fields):
    given = {"id": "e", "date": '"2005-05-05"', "kind": "summit", "title": "A title"} | fields
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}\n"


def events(*written, head=HEAD):
    return f"{head}events:\n{''.join(written)}"


def held(*written):
    """Memberships of AAA in ORG: status, beginning and end."""
    lines = (
        f'  - {{state: AAA, organization: ORG, status: {status}, from: "{since}", '
        f'until: "{until}"}}\n'
        for status, since, until in written
    )
    return f"{ORG}memberships:\n{''.join(lines)}"


def terms(*periods):
    """Terms of one office of ORG, each FROM/UNTIL."""
    lines = [
        f'  - {{id: t{i}, office: o, holder: p, from: "{since}"'
        + (f', until: "{until}"' if until else "")
        + "}\n"
        for i, (since, _, until) in enumerate(period.partition("/") for period in periods)
    ]
    office = "offices: [{id: o, name: O, organization: ORG}]\n"
    return f"{ORG}{office}terms:\n{''.join(lines)}"


EDITED = """
dataset: {id: d, title: D, curated: true}
kinds: [{id: summit}, {id: meeting}, {id: decision}]
states: [{id: AAA, name: Aland}, {id: BBB, name: Bland}]
organizations: [{id: ORG, name: Org}, {id: OTS, name: Ots}]
memberships:
  - {id: a, state: AAA, organization: OTS, status: member, from: "2001-01-01"}
  - {id: b, state: BBB, organization: OTS, status: member, from: "2001-01-01"}
sources: [{id: one, publisher: P, published: "%s"}]
"""


def edited(published="2005-05-05", **fields):
    """Curated data with an event that one source supports."""
    given = {"kind": "decision", "sources": "[{source: one}]"} | fields
    return EDITED % published + "events:\n" + event(**given)


def stated(**fields):
    """Curated data with a fact that one source supports."""
    given = ", ".join(f"{key}: {value}" for key, value in fields.items())
    fact = f"  - {{id: f, text: T, {given}, sources: [{{source: one}}]}}\n"
    return f"{EDITED % '2005-05-05'}facts:\n{fact}"


def edited_period(step, until):
    """Curated data with a membership that has a milestone on its last day."""
    milestone = f'[{{date: "2009-01-01", what: {step}}}]'
    held = '{id: c, state: AAA, organization: ORG, status: member, from: "2001-01-01", '
    held += f'until: "{until}", milestones: {milestone}}}'
    return EDITED.replace("  - {id: b", f"  - {held}\n  - {{id: b") % "2009-01-01"


def cited(head, source="one", url="example.org/b"):
    return events(event(sources=f"[{{source: {source}}}]"), head=head + SOURCES % url)


IN_ORG = {"organizations": "[ORG]", "states": "[AAA]", "place": "{city: Baku}"}
ROW = '{"type": "event", "id": "e", "date": "2020", "kind": "k", "title": "T"}\n'
CELLS = "id,type,date,kind,title,states\r\ne,event,2020,k,T,%s\r\n"
SPELLINGS = "spellings: [{id: Türkiye, not: [Turkiye]}]\n"
PLANNED = 'dataset: {id: d, title: D, covered_to: "2020-12-31"}\n'


def stances(*citations, kind="press"):
    """An event that sources cite, each PUBLISHER/STANCE/VALUE."""
    sources, cited = [], []
    for i, (publisher, stance, value) in enumerate(one.split("/") for one in citations):
        sources.append(f"  - {{id: s{i}, kind: {kind}, publisher: {publisher}}}\n")
        more = f", field: title, value: {value}" if value else ""
        cited.append(f"{{source: s{i}, stance: {stance}{more}}}")
    head = f"{HEAD}sources:\n{''.join(sources)}"
    return events(event(sources=f"[{', '.join(cited)}]"), head=head)


CASES = {
    # Reading.
    "file": ("", events(event())),
    "yaml": ("events: [\n", events(event())),
    "json": (("mine.jsonl", "{\n"), ("mine.jsonl", ROW)),
    "csv": (("mine.csv", CELLS % '"a'), ("mine.csv", CELLS % "a")),
    "columns": (("mine.csv", CELLS % "a,b"), ("mine.csv", CELLS % "a;b")),
    "cell": (
        ("mine.csv", 'id,type,name,names\r\nAAA,state,Aland,"[{"\r\n'),
        ("mine.csv", "id,type,name,names\r\nAAA,state,Aland,[]\r\n"),
    ),
    "record-type": (("mine.jsonl", '{"type": "river", "id": "e"}\n'), ("mine.jsonl", ROW)),
    "duplicate-key": (
        "kinds:\n  - id: k\n    label: K\n    label: L\n",
        "kinds:\n  - id: k\n    label: K\n",
    ),
    "list": ("rivers: []\n", events(event())),
    "unknown-field": (events(event(depth="'9'")), events(event())),
    "required-field": ("kinds: [{label: K}]\n", "kinds: [{id: k}]\n"),
    "type": (events(event(title="[a]")), events(event())),
    "form": ('sources: [{id: s, url: "example.org"}]\n', SOURCES % "example.org/b"),
    "choice": ("sources: [{id: s, kind: rumour}]\n", "sources: [{id: s, kind: press}]\n"),
    "bare-date": (events(event(date="2005-05-05")), events(event())),
    "date": (events(event(date='"5 May 2005"')), events(event())),
    "unique-id": (events(event(), event()), events(event(), event(id="f"))),
    "unknown-reference": (cited(CURATED, source="three"), cited(CURATED)),
    "wrong-reference": (events(event(states="[ORG]")), events(event(states="[AAA]"))),
    "undescribed": (events(event(), head=""), "kinds: [{id: k}]\n"),
    "working-note": (events(event(to_check="the day")), events(event())),
    # Rules that look at the whole dataset.
    "unsourced": (events(event()), cited("kinds: [{id: summit}]\n")),
    "period-order": (
        held(("member", "2005-01-01", "2004-01-01")),
        held(("member", "2004-01-01", "2005-01-01")),
    ),
    "retired-id": (
        events(event(aliases="[f]"), event(id="f", title="Other")),
        events(event(aliases="[f]")),
    ),
    "one-status": (
        held(("observer", "2001-01-01", "2005-01-01"), ("member", "2004-01-01", "2006-01-01")),
        held(("observer", "2001-01-01", "2005-01-01"), ("member", "2005-01-01", "2006-01-01")),
    ),
    "life-of-organization": (
        held(("member", "1999-01-01", "2005-01-01")),
        held(("member", "2000-01-01", "2005-01-01")),
    ),
    "life-of-organization-event": (
        events(event(**IN_ORG | {"date": '"1999-12-31"', "states": "[]"})),
        events(event(**IN_ORG)),
    ),
    "not-yet-belonging": (
        events(event(**IN_ORG | {"date": '"2000-05-05"'})),
        events(event(**IN_ORG)),
    ),
    "open-end": (
        held(("member", "2001-01-01", "9999")),
        held(("member", "2001-01-01", "2009-01-01")),
    ),
    "one-holder": (terms("2001-01-01/2003-01-01", "2002-01-01/"), terms("2001/2002", "2003/")),
    "life-of-office": (terms("1999-01-01/2001-01-01"), terms("2000-01-01/2001-01-01")),
    "office-of-one": (f"{ORG}offices: [{{id: o, name: O}}]\n", terms("2001/")),
    "one-number": (
        "states: [{id: AAA, name: A, cow: 1}, {id: BBB, name: B, cow: 1}]\n",
        "states: [{id: AAA, name: A, cow: 1}, {id: BBB, name: B, cow: 2}]\n",
    ),
    "summit-without-place": (events(event()), events(event(place="{venue: online}"))),
    "unknown-place": (
        events(event(place="{city: Bakou}"), head=CURATED),
        events(event(place="{city: Baku}"), head=CURATED),
    ),
    "overdue-plan": (
        events(event(date='"2019"', title="A meeting is planned"), head=PLANNED),
        events(event(date='"2021"', title="A meeting is planned"), head=PLANNED),
    ),
    # Rules of editing, for curated data.
    "end-unreported": (
        edited(kind="meeting", date='"2005-05-05/2005-05-07"', published="2005-05-06"),
        edited(kind="meeting", date='"2005-05-05/2005-05-07"', published="2005-05-07"),
    ),
    "only-announced": (edited(published="2005-05-04"), edited(published="2005-05-05")),
    "article-day": (
        stated(kind="fact", date='"2005-05-05"', about="[ORG]"),
        stated(kind="fact", date='"2005-05"', about="[ORG]"),
    ),
    "preparatory-end": (
        edited_period("notice of withdrawal", "2009-01-01"),
        edited_period("withdrawal takes effect", "2009-01-01"),
    ),
    "vague-period": (
        edited_period("withdrawal takes effect", "2009"),
        edited_period("withdrawal takes effect", "2009-01-01"),
    ),
    "no-voice": (stated(kind="statement"), stated(kind="statement", body="The Body")),
    "all-came": (
        edited(kind="meeting", organizations="[OTS]", states="[AAA, BBB]"),
        edited(kind="meeting", organizations="[OTS]", states="[AAA]"),
    ),
    "title-verdict": (edited(title="A historic day"), edited(title="A day")),
    "title-alone": (
        edited(kind="meeting", title="Fourth session", organizations="[ORG]"),
        edited(kind="meeting", title="Fourth session of Org", organizations="[ORG]"),
    ),
    "spelling": (
        events(event(title="In Turkiye"), head=SPELLINGS),
        events(event(title="In Türkiye"), head=SPELLINGS),
    ),
    "twins": (
        events(event(**IN_ORG), event(**IN_ORG | {"id": "f", "title": "A title!"})),
        events(event(**IN_ORG), event(**IN_ORG | {"id": "f", "title": "Quite something else"})),
    ),
    "uncited-source": (
        cited(CURATED),
        events(event(sources="[{source: one}]"), head=CURATED + "sources: [{id: one}]\n"),
    ),
    "address-twice": (cited(CURATED, url="example.org/a"), cited(CURATED)),
    # Evidence.
    "one-stance": (
        stances("A/supports/", "B/supports/", "A/disputes/"),
        stances("A/supports/", "A/differs/", "B/disputes/"),
    ),
    "named-source": (
        stances("unknown author/supports/", "B/disputes/"),
        stances("unknown author/supports/", "B/supports/"),
    ),
    "silence": (
        stances("A/supports/", "B/disputes/its report omits the meeting"),
        stances("A/supports/", "B/disputes/its report denies the meeting"),
    ),
}
"""By rule, what is wrong and what is right: YAML, or the name of a file with its text."""


def has_case(rule):
    """Whether there is a case, here or beside the test of an export that takes an extra."""
    if rule in EXPORTS and EXPORTS[rule].needs:
        file = Path(__file__).parents[1] / "extended" / f"test_export_{rule}.py"
        return file.exists() and f"[{rule}]" in file.read_text(encoding="utf-8")
    return rule in CASES


@pytest.mark.parametrize("rule", documented())
def test_every_rule_has_a_case(rule):
    assert has_case(rule), f"rule {rule}: no case in CASES of tests/check/test_every_rule.py"


def test_there_is_no_case_of_what_is_no_rule():
    assert set(CASES) - set(documented()) == set()


@pytest.fixture
def found(ots, dataset):
    """What `ots check` prints of a case."""

    def check(case):
        name, text = ("mine.yaml", case) if isinstance(case, str) else case
        return ots("check", dataset(text, name)).out

    return check


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_its_fault_and_is_silent_otherwise(found, rule):
    wrong, right = CASES[rule]
    assert f"[{rule}]" in found(wrong)
    assert f"[{rule}]" not in found(right)
