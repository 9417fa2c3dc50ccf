"""A dataset on standard input, kept in a file while the call lasts."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

_HEAD = 65_536  # bytes by which the format is told


@dataclass
class Spooled:
    """A file in a folder of its own, which is to be cleaned up."""

    path: Path
    folder: tempfile.TemporaryDirectory[str]


def spooled() -> Spooled:
    """Write standard input to a file whose name ends as its format asks for."""
    folder = tempfile.TemporaryDirectory(prefix="ots-")
    chunks = _chunks()
    head = next(chunks, b"")
    path = Path(folder.name) / f"stdin{_ending(head)}"
    with path.open("wb") as file:
        for chunk in chain([head], chunks):
            file.write(chunk)
    return Spooled(path, folder)


def _chunks() -> Iterator[bytes]:
    stream: Any = getattr(sys.stdin, "buffer", None)
    if stream is None:
        yield sys.stdin.read().encode()
        return
    while chunk := stream.read(_HEAD):
        yield chunk


def _ending(head: bytes) -> str:
    """Tell the format of a dataset from how it begins."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    first = start.partition(b"\n")[0].rstrip(b"\r")
    if head.startswith(b"PAR1"):
        return ".parquet"
    if start.startswith(b"["):
        return ".json"
    if start.startswith(b"{"):
        return ".jsonl" if first.endswith(b"}") and len(first) > 1 else ".json"
    if b":" not in first and b"\t" in first:
        return ".tsv"
    return ".csv" if b":" not in first and b"," in first else ".yaml"
