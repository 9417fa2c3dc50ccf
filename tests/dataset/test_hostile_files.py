"""Hostile files end soon, in little memory, and with one line that names the file."""

import os
import random
import resource
import sqlite3
from contextlib import closing

import pytest

from hostile.memory import call, is_refused_by_name

pytestmark = pytest.mark.slow


@pytest.fixture
def limited(tmp_path):
    """Call `ots` in a process of its own, which takes a bounded memory."""
    return lambda *arguments: call(tmp_path / "cache", *arguments)


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "tsv", "yaml"])
def test_a_record_of_a_hundred_megabytes_is_refused_by_name(tmp_path, kind):
    """`tests/extended/test_every_hostile_file.py` has the other kinds."""
    is_refused_by_name(tmp_path, kind)


def test_a_sparse_file_of_many_gigabytes_is_refused(limited, tmp_path):
    for name in ("x.yaml", "x.json", "x.jsonl", "x.csv", "x.tsv"):
        file = tmp_path / name
        file.touch()
        os.truncate(file, 50 * 1024**3)
        code, (line,) = limited("--data", str(file), "timeline")
        assert code == 3
        assert "perhaps UTF-16" in line


MEMBER = '{"type":"membership","state":"A","organization":"B","status":"member","from":"2000"}\n'


def test_equal_memberships_are_not_compared_each_with_each(limited, dataset):
    path = dataset(MEMBER * 1500, "x.jsonl")
    code, (line,) = limited("--data", path, "timeline")
    assert code == 3
    assert "at once with" in line


def test_periods_that_only_possibly_overlap_are_not_compared_each_with_each(limited, dataset):
    rows = [f"A,B,member,{2000 + i % 20}/2030\n" for i in range(3000)]
    path = dataset("state,organization,status,from\n" + "".join(rows), "x.csv")
    assert limited("check", path)[0] == 1


def test_events_of_one_day_are_not_compared_each_with_each(limited, dataset):
    rows = [f"e{i},2020,k,The same title {i}\n" for i in range(2000)]
    path = dataset("id,date,kind,title\n" + "".join(rows), "x.csv")
    assert limited("check", path)[0] == 0


def test_the_limits_would_be_noticed(limited, tmp_path):
    """The measure itself: memory that is taken is seen."""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0
    file = tmp_path / "x.csv"
    file.write_bytes(b"id,date,kind,title\n" + b"a,2020,k," + b"x" * 15_000_000 + b"\n")
    assert limited("--data", str(file), "timeline", "-f", "ids")[0] == 0


@pytest.mark.parametrize("seed", [140, 215])
def test_a_text_index_of_noise_asks_for_no_more_memory_than_a_store_may(limited, tmp_path, seed):
    """SQLite takes the first bytes of a block for the length of a list, and would make room."""
    mine, store = tmp_path / "mine.yaml", tmp_path / "mine.db"
    mine.write_text('events: [{id: e, date: "2020", kind: k, title: T}]')
    assert limited("--data", str(mine), "export", "db", "-o", str(store)) == (0, [])
    noise = random.Random(seed)
    with closing(sqlite3.connect(store)) as connection, connection:
        for (block,) in connection.execute("SELECT id FROM search_data ORDER BY id").fetchall():
            made = (noise.randbytes(200), block)
            connection.execute("UPDATE search_data SET block = ? WHERE id = ?", made)
    code, said = limited("--data", str(store), "search", "summit")
    assert code == 0 or "is no store that ots made, or is damaged" in said[0]  # as SQLite takes it
