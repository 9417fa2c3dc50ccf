"""What is planned is marked, and never passes for the latest that happened."""

import pytest

OWN = """
dataset: {id: mine, title: Mine, covered_to: "2026-03-31"}
organizations: [{id: ORG, name: Org}]
places: [{id: city, name: City}]
events:
  - {id: held, date: "2025-10-07", kind: summit, title: Held, organizations: [ORG], states: [AAA],
     place: {city: City}}
  - {id: late, date: "2026-03-30", kind: summit, title: Late, organizations: [ORG], states: [AAA],
     place: {city: City}, planned: true}
  - {id: lately, date: "2026-03-31", kind: summit, title: Lately, organizations: [ORG],
     states: [AAA], place: {city: City}, planned: true}
  - {id: may, date: "2026-05", kind: summit, title: May, organizations: [ORG], states: [AAA],
     place: {city: City}, planned: true}
  - {id: year, date: "2026", kind: summit, title: Year, organizations: [ORG], states: [AAA],
     place: {city: City}, planned: true}
"""

MARKS = {
    "Held": "",
    "Late": " (planned, overdue)",
    "Lately": " (planned, outcome not in the data)",
    "May": " (planned, outcome not in the data)",
    "Year": " (planned)",
}


@pytest.fixture
def own(ots, dataset):
    path = dataset(OWN)
    return lambda *arguments, **how: ots("--data", path, *arguments, **how)


@pytest.mark.parametrize("format_", ["table", "md", "html"])
@pytest.mark.parametrize("question", ["timeline", "search summit", "today --on 03-30"])
def test_tables_say_what_is_planned(own, format_, question):
    out = own(*question.split(), "-f", format_).out.replace("\\", "")
    for title, mark in MARKS.items():
        if f"{title} " in out or f"{title}<" in out or question == "timeline":
            assert f"{title}{mark}" in out
            assert mark or f"{title} (" not in out


def test_a_terminal_says_it_too(own):
    shown = " ".join(own("timeline", terminal=True).out.split())
    assert "planned. " in shown or "(planned" in shown


def test_the_mark_goes_by_the_clock(own, monkeypatch):
    monkeypatch.setenv("OTS_TODAY", "2026-05-31")
    assert "May (planned)" in own("timeline").out
    monkeypatch.setenv("OTS_TODAY", "2026-06-01")
    assert "May (planned, outcome not in the data)" in own("timeline").out


def test_formats_for_programs_have_the_title_as_it_is(own):
    assert [row["title"] for row in own("timeline", "--json").json] == [
        "Held", "Year", "Late", "Lately", "May",
    ]  # fmt: skip


@pytest.mark.parametrize("what", ["ORG", "AAA", "city"])
def test_what_is_planned_is_not_the_latest_that_happened(own, what):
    lines = own("show", what).lines
    latest = [line for line in lines if line.startswith("Latest")]
    planned = [line for line in lines if line.startswith("Planned")]
    assert len(latest) == 1
    assert "Held" in latest[0]
    assert [" ".join(line.split()) for line in planned] == [
        "Planned 2026 Year [year]",
        "Planned 2026-03-30 Late (overdue) [late]",
        "Planned 2026-03-31 Lately (outcome not in the data) [lately]",
        "Planned 2026-05 May (outcome not in the data) [may]",
    ]


def test_a_page_says_that_an_event_is_planned(own):
    def said(id_):
        return [" ".join(line.split()) for line in own("show", id_).lines if "Planned" in line]

    assert said("late") == ["Planned overdue"]
    assert said("may") == ["Planned outcome not in the data"]
    assert said("year") == ["Planned yes"]
    assert said("held") == []


def test_the_latest_of_the_ots_have_all_happened(ots):
    ids = [
        line.rpartition("[")[2].rstrip("]")
        for line in ots("show", "OTS").lines
        if line.startswith("Latest")
    ]
    assert len(ids) == 5
    assert not any(row["planned"] for row in ots("show", *ids, "--json").json)
