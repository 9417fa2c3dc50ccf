"""`ots export sqlite`: keys that hold, views with names, search in any spelling."""

import json
import sqlite3
from contextlib import closing

import pytest

OWN = """
dataset: {id: mine, title: My own, licence: CC0-1.0}
events:
  - {id: e, date: "2020", kind: k, title: "=1+1", place: {city: Baku}, states: [AAA, BBB]}
states: [{id: AAA, name: "Qəbələ"}, {id: BBB, name: "B\\x1b[31m"}]
memberships: [{id: m, state: AAA, organization: ORG, status: member, from: "2001"}]
"""


@pytest.fixture
def opened(ots, tmp_path):
    """Export a dataset and open the file."""
    with closing(sqlite3.connect(":memory:")) as connection:

        def export(*options):
            file = tmp_path / "tables.db"
            answer = ots(*options, "export", "sqlite", "-o", str(file))
            assert (answer.code, answer.out, answer.err) == (0, "", "")
            with closing(sqlite3.connect(file)) as made:
                made.backup(connection)
            return connection

        yield export


def found(connection, word):
    sql = (
        "SELECT id FROM record WHERE rowid IN "
        "(SELECT rowid FROM record_search WHERE record_search MATCH ?) ORDER BY id"
    )
    return [id_ for (id_,) in connection.execute(sql, (word,))]


@pytest.mark.slow
def test_the_curated_data_is_whole_and_its_keys_hold(opened):
    connection = opened()
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    members = "SELECT count(*) FROM memberships WHERE organization LIKE '%Turkic States'"
    assert connection.execute(members).fetchone()[0] > 5
    for word in ("QEBELE", "Gabala", "Қазақ*"):
        assert found(connection, word), word


def test_views_have_names_in_place_of_ids(opened, dataset):
    connection = opened("--data", dataset(OWN))
    view = connection.execute("SELECT party, organization, status FROM memberships").fetchall()
    assert view == [("Qəbələ", "ORG", "member")]
    row = connection.execute("SELECT kind, title, place, states FROM events").fetchone()
    assert row == ("k", "=1+1", "Baku", "B\\x1b[31m; Qəbələ")
    assert found(connection, "qebele") == found(connection, "Qəbələ") == ["AAA", "m"]


@pytest.mark.slow
def test_a_view_has_a_row_for_each_row_of_its_table(opened):
    connection = opened()
    count = "SELECT count(*) FROM "
    for view in ("memberships", "events", "terms", "facts", "citations"):
        shown, there = (connection.execute(count + name).fetchone() for name in (view, view[:-1]))
        assert shown == there > (0,), view


def test_two_runs_give_the_same_bytes(ots, dataset, tmp_path):
    mine = dataset(OWN)
    files = [tmp_path / name for name in ("one.db", "two.db")]
    for file in files:
        assert ots("--data", mine, "export", "sqlite", "-o", str(file)).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()


def test_metadata_say_what_the_dataset_is(ots, dataset, tmp_path):
    metadata = tmp_path / "metadata.json"
    target = ["-o", str(tmp_path / "my.db"), "--metadata", str(metadata)]
    assert ots("--data", dataset(OWN), "export", "sqlite", *target).code == 0
    said = json.loads(metadata.read_text(encoding="utf-8"))
    assert (said["title"], said["license"]) == ("My own", "CC0-1.0")
    tables = said["databases"]["my"]["tables"]
    assert tables["event"]["facets"] == ["kind", "planned", "disputed", "country"]
    assert tables["record"]["fts_table"] == "record_search"


def test_metadata_belong_to_sqlite_alone(ots, tmp_path):
    answer = ots("export", "jsonl", "--metadata", str(tmp_path / "m.json"))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "ots: --metadata: belongs to sqlite, not to jsonl\n"
    assert not list(tmp_path.iterdir())
