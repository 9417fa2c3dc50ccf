"""The relational form: keys hold, references lead somewhere, closed lists are closed."""

import datetime as dt

import pytest

import otscli
from otscli.exporting.tables import tables

OWN = """
events:
  - {id: e, date: "2020-02", kind: k, title: T, place: {city: Baku}, states: [AAA, AAA],
     topics: [t]}
facts: [{id: f, text: F, speaker: someone, about: [AAA, e], target: "2030"}]
memberships:
  - {id: m, state: AAA, organization: ORG, status: member, from: unknown, until: unknown,
     milestones: [{date: "2001", what: A step}]}
  - {id: body, state: ORG, organization: ORG2, status: observer, from: "2001-05"}
organizations: [{id: ORG, name: Body}, {id: ORG2, name: Other, predecessors: [ORG]}]
people:
  - {id: p, name: P, roles: [{role: Clerk, from: "2001", sources: [{source: s}]}]}
offices: [{id: o, name: Head, organization: ORG}]
terms:
  - {id: t1, office: o, holder: p, from: "2002", until: "2003"}
  - {id: t2, office: o, holder: AAA, from: "2003"}
states: [{id: AAA, name: Aland}]
sources: [{id: s, publisher: P}]
"""


@pytest.fixture(scope="module", params=[pytest.param("curated", marks=pytest.mark.slow), "own"])
def made(request, tmp_path_factory):
    """The tables of a dataset by name, each as a list of dictionaries, with their definitions."""
    own = tmp_path_factory.mktemp("tables") / "own.yaml"
    own.write_text(OWN, encoding="utf-8")
    paths = [] if request.param == "curated" else [own]
    with otscli.open(*paths) as data:
        found = tables(data.store)
        yield {
            table.name: (table, [dict(zip(table.names, row, strict=True)) for row in table.rows()])
            for table in found
        }


def test_keys_are_there_once_and_in_order(made):
    for table, rows in made.values():
        keys = [tuple(row[name] for name in table.key) for row in rows]
        assert keys == sorted(set(keys)) or table.name == "dataset", table.name
        assert all(part is not None for key in keys for part in key)


def test_every_reference_leads_to_a_row_of_a_table_before(made):
    seen = {}
    for name, (table, rows) in made.items():
        seen[name] = {row[table.key[0]] for row in rows}
        for column in table.columns:
            if column.to:
                assert {row[column.name] for row in rows} - {None} <= seen[column.to], (
                    f"{name}.{column.name}"
                )


def test_values_are_of_the_kind_that_is_said(made):
    kinds = {"text": str, "integer": int, "boolean": bool, "day": str}
    for name, (table, rows) in made.items():
        for column in table.columns:
            values = [row[column.name] for row in rows]
            assert not column.required or None not in values, f"{name}.{column.name}"
            given = [value for value in values if value is not None]
            assert all(type(value) is kinds[column.kind] for value in given)
            assert not column.values or set(given) <= set(column.values), f"{name}.{column.name}"
            if column.kind == "day":
                assert all(dt.date.fromisoformat(value) for value in given)


def test_no_column_is_called_code_and_each_has_a_meaning(made):
    for table, _ in made.values():
        assert "code" not in table.names
        assert all(column.meaning for column in table.columns)
        assert len(set(table.names)) == len(table.columns)


@pytest.mark.parametrize("made", ["own"], indirect=True)
def test_rows_say_what_the_dataset_says(made):
    def rows(name):
        return made[name][1]

    assert [(row["party"], row["start"], row["end"]) for row in rows("membership")] == [
        ("ORG", "2001-05-01", None),
        ("AAA", None, None),
    ]
    assert {row["id"]: row["kind"] for row in rows("party")} == {
        "AAA": "state",
        "ORG": "organization",
        "ORG2": "organization",
    }
    assert rows("event_state") == [{"event": "e", "state": "AAA"}]
    assert rows("event")[0]["place"] == "baku"
    assert [(row["person"], row["holder_state"]) for row in rows("term")] == [
        ("p", None),
        (None, "AAA"),
    ]
    assert [row["role"] for row in rows("role")] == ["Clerk"]  # a term is no role beside
    assert [(row["record"], row["role"], row["source"]) for row in rows("citation")] == [
        ("p", 1, "s")
    ]
    assert rows("fact")[0]["target_start"] == "2030-01-01"
    assert rows("milestone")[0]["end"] == "2001-12-31"


def test_what_is_not_described_is_one_thing_wherever_it_is_named(dataset):
    mine = dataset("""
offices: [{id: o, name: Head, organization: ORG}]
terms: [{id: t, office: o, holder: AAA, from: "2001"}]
memberships: [{id: m, state: AAA, organization: ORG, status: member, from: "2001"}]
""")
    with otscli.open(mine) as data:
        found = {table.name: table for table in tables(data.store)}
        parties = {id_: kind for id_, kind, _ in found["party"].rows()}
        assert parties == {"AAA": "state", "ORG": "organization"}
        assert [row[3] for row in found["term"].rows()] == ["AAA"]
