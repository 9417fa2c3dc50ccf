"""Hostile files end soon, in little memory, and with one line that names the file."""

import os
import random
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

pytestmark = pytest.mark.slow

MEGABYTES = 300  # `benchmarks/hostile.py` measures the time, too
HUNDRED = 100 * 1024 * 1024
EVENT = b'"id": "a", "date": "2020", "kind": "k", "title": "'


def _in_pieces(file, before, piece, times, after):
    with file.open("wb") as stream:
        stream.write(before)
        for _ in range(times):
            stream.write(piece)
        stream.write(after)


LONG = b"x" * (1024 * 1024)
MANY = b'"x", ' * 200_000
TITLED = b"id,date,kind,title\na,2020,k,"
BLOCK = b"      " + b"x" * 90 + b"\n"

RECORDS = {
    "jsonl": ("x.jsonl", b"{" + EVENT, LONG, 100, b'"}\n'),
    "jsonl of many values": ("x.jsonl", b'{"topics": [', MANY, 100, b'"x"]}\n'),
    "json": ("x.json", b"[{" + EVENT, LONG, 100, b'"}]\n'),
    "json of an object": ("x.json", b'{"events": [{' + EVENT, LONG, 100, b'"}]}\n'),
    "json of many values": ("x.json", b'[{"topics": [', MANY, 100, b'"x"]}]\n'),
    "csv": ("x.csv", TITLED, LONG, 100, b"\n"),
    "csv with an open quote": ("x.csv", TITLED + b'"', BLOCK, 1_000_000, b"\n"),
    "tsv": ("x.tsv", TITLED.replace(b",", b"\t"), LONG, 100, b"\n"),
    "yaml": ("x.yaml", b"events:\n  - {" + EVENT, LONG, 100, b'"}\n'),
    "yaml without a line end": ("x.yaml", b"a: ", LONG, 100, b""),
    "tabs": ("x.csv", b"type", b"\t" * 1_000_000, 100, b"\n"),
    "no line end": ("x.jsonl", b"", LONG, 100, b""),
}


@pytest.fixture
def limited(tmp_path):
    """Call `ots` in a process of its own, which takes a bounded memory."""

    def call(*arguments):
        code = """
import resource, sys
from pathlib import Path
from otscli.cli import process
from otscli.cli.app import run
process.is_ours = True
code = run(sys.argv[1:])
status = Path("/proc/self/status")  # of this program alone, not of what it was forked from
peak = [line.split()[1] for line in status.open() if "VmHWM" in line] if status.exists() else []
kilobytes = int(peak[0]) if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(kilobytes // 1024, file=sys.stderr)
sys.exit(code)
"""
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )
        *told, megabytes = done.stderr.splitlines()
        assert int(megabytes) < MEGABYTES
        return done.returncode, told

    return call


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_of_a_hundred_megabytes_is_refused_by_name(limited, tmp_path, kind):
    name, *parts = RECORDS[kind]
    file = tmp_path / name
    _in_pieces(file, *parts)
    code, (line,) = limited("--data", str(file), "timeline")
    file.unlink()
    assert code == 3
    assert f"{file}:" in line
    assert "of more than 16 MiB is not read" in line


def test_a_sparse_file_of_many_gigabytes_is_refused(limited, tmp_path):
    for name in ("x.yaml", "x.json", "x.jsonl", "x.csv", "x.tsv"):
        file = tmp_path / name
        file.touch()
        os.truncate(file, 50 * 1024**3)
        code, (line,) = limited("--data", str(file), "timeline")
        assert code == 3
        assert "perhaps UTF-16" in line


MEMBER = '{"type":"membership","state":"A","organization":"B","status":"member","from":"2000"}\n'


@pytest.mark.parametrize("count", [1500, 4000])
def test_equal_memberships_are_not_compared_each_with_each(limited, dataset, count):
    path = dataset(MEMBER * count, "x.jsonl")
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
    code, (line,) = limited("--data", str(store), "search", "summit")
    assert code == 3
    assert "is no store that ots made, or is damaged" in line
