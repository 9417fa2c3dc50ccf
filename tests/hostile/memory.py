"""Calls that may take a bounded memory only, and records that would take much of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MEGABYTES = 300  # `benchmarks/hostile.py` measures the time, too
EVENT = b'"id": "a", "date": "2020", "kind": "k", "title": "'


def _in_pieces(file: Path, before: bytes, piece: bytes, times: int, after: bytes) -> None:
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
"""By kind: the name of a file, its beginning, a piece of it, how many of them, and its end."""

_CODE = """
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


def call(home: Path, *arguments: str) -> tuple[int, list[str]]:
    """Call `ots` in a process that takes no more than `MEGABYTES`; return its code and lines."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE, *arguments],
        env=os.environ | {"XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    *said, megabytes = done.stderr.splitlines()
    assert int(megabytes) < MEGABYTES
    return done.returncode, said


def is_refused_by_name(folder: Path, kind: str) -> None:
    """Write a file of one of `RECORDS`; a line names it and says why it is not read."""
    name, *parts = RECORDS[kind]
    file = folder / name
    _in_pieces(file, *parts)
    code, (line,) = call(folder / "cache", "--data", str(file), "timeline")
    file.unlink()
    assert code == 3
    assert f"{file}:" in line
    assert "of more than 16 MiB is not read" in line
