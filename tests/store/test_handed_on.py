"""A store that somebody hands on: asked with care, and refused where ots did not make it so."""

import json
import random
import sqlite3
import time
from contextlib import closing

import pytest

import otscli
from hostile.handed_on import answers_or_refuses, refused, some_records
from hostile.payloads import RAW
from hostile.stores import CONTENTS, DEFINITIONS, QUESTIONS, SQL, change, noisy, replaced
from otscli.store import handed_on

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The curated data as a store that is handed on."""
    from otscli.exporting.db import write

    path = tmp_path_factory.mktemp("store") / "made.db"
    with otscli.open() as data:
        write(data.store, path)
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A store with some records of every type, for what is asked of many copies."""
    return some_records(tmp_path_factory.mktemp("small"))


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_store_of_another_definition_is_refused_before_it_is_asked(ots, small, tmp_path, name):
    path = tmp_path / "other.db"
    change(small, path, SQL[name])
    result = ots("--data", str(path), "members")
    assert refused(result)
    assert result.out == ""
    assert str(path) in result.err
    assert "make it again" in result.err


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_wrong_inside_is_an_answer_or_one_line(ots, small, tmp_path, name):
    """`tests/extended/test_every_handed_on_store.py` puts every question."""
    path = tmp_path / "other.db"
    change(small, path, SQL[name])
    first = list(CONTENTS).index(name)
    for arguments in (QUESTIONS * 2)[first % len(QUESTIONS) :][:3]:
        answers_or_refuses(ots, path, arguments)


def test_what_is_no_store_is_refused(ots, small, tmp_path):
    for name, path in replaced(small, tmp_path):
        result = ots("--data", str(path), "timeline", "--json")
        assert refused(result), (name, result)


def test_noise_is_noticed_or_changes_no_more_than_text(ots, small, tmp_path):
    for name, path in noisy(small, tmp_path, random.Random(5), 12):
        for arguments in QUESTIONS[:4]:
            result = ots("--data", str(path), *arguments)
            assert result.code in {0, 2} or refused(result), (name, arguments, result.err)
        path.unlink()


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_documents_are_written_anew(ots, store, tmp_path, format_):
    path = tmp_path / "raw.db"
    raw = "char(27) || '[31m' || char(8238, 155, 13, 7)"
    change(
        store,
        path,
        'UPDATE record SET doc = replace(doc, \'"title":"\', \'"title":"\' || RAW)'.replace(
            "RAW", raw
        ),
    )
    result = ots("--data", str(path), "timeline", "--limit", "3", "-f", format_)
    assert not RAW.search(result.out)
    rows = json.loads(result.out) if format_ == "json" else map(json.loads, result.lines)
    assert all(row["title"].startswith("\x1b[31m\u202e\x9b\r\x07") for row in rows)


def test_a_store_of_ours_answers_as_the_data_does(ots, store):
    for arguments in (*QUESTIONS, ["data", "info", "--json"], ["--version"]):
        assert ots("--data", str(store), *arguments).out == ots(*arguments).out


def test_versions_are_compared_with_a_store_that_is_handed_on(ots, small, tmp_path):
    data = str(small.parent / "some.jsonl")
    assert ots("--data", data, "data", "diff", str(small), "--json").json == []
    for name in ("a further table", "documents that are no JSON", "a trigger"):
        path = tmp_path / "other.db"
        change(small, path, SQL[name])
        for arguments in ([str(path)], [str(small), str(path)]):
            assert refused(ots("data", "diff", *arguments)), name


def test_a_store_of_another_release_is_compared_as_far_as_it_has_tables_only(ots, store, tmp_path):
    path = tmp_path / "other.db"
    older = SQL["another version"]
    change(store, path, f"{older}; DROP TABLE term; ALTER TABLE name ADD COLUMN more")
    assert ots("data", "diff", str(path), str(store), "--json").json == []
    for name in ("an endless view for a table", "a trigger", "a further text index", "no record"):
        change(store, path, f"{older}; {SQL[name]}")
        assert refused(ots("data", "diff", str(path), str(store))), name


def test_no_answer_waits_for_a_row_that_does_not_come(ots, store, monkeypatch):
    monkeypatch.setattr(handed_on, "_STEPS", 1)
    monkeypatch.setattr(handed_on, "_SECONDS", -1.0)
    assert refused(ots("--data", str(store), "timeline", "--json"))


def test_a_slow_reader_of_a_long_answer_is_no_damage(store, monkeypatch):
    monkeypatch.setattr(handed_on, "_SECONDS", 0.1)
    opened = handed_on.HandedOn(store)
    rows = 0
    for _ in opened.rows("SELECT doc FROM record LIMIT 20"):
        until = time.process_time() + 0.02
        while time.process_time() < until:
            pass
        rows += 1
    opened.close()
    assert rows == 20


def test_python_gets_an_error_that_says_what_to_do(store, tmp_path):
    path = tmp_path / "other.db"
    change(store, path, SQL["a trigger"])
    with pytest.raises(otscli.DatasetError, match="make it again"):
        otscli.open(path)
    change(store, path, SQL["documents that are no JSON"])
    with (
        otscli.open(path) as data,
        pytest.raises(otscli.DatasetError, match="make it again"),
    ):
        data.timeline()


def test_the_index_that_some_compilations_need_is_no_fault(ots, store, tmp_path):
    path = tmp_path / "other.db"
    change(store, path, "CREATE INDEX tag_by_record ON tag (n)")
    assert ots("--data", str(path), "members", "-f", "ids").code == 0


def test_an_index_of_that_name_on_something_else_is_one(ots, store, tmp_path):
    path = tmp_path / "other.db"
    change(store, path, "CREATE INDEX tag_by_record ON record (length(title))")
    assert refused(ots("--data", str(path), "members", "-f", "ids"))


def test_a_store_is_not_changed_by_questions(ots, store):
    before = store.read_bytes()
    ots("--data", str(store), "search", "summit")
    assert store.read_bytes() == before
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
