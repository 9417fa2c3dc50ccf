"""Standard input: ids, or a dataset, kept in a file during the call."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from otscli.dataset.files import COMPILED, SPOOL, STANDARD_INPUT
from otscli.errors import DatasetError

_HEAD = 65_536  # bytes that show the format

_YAML = re.compile(rb"(---|#|-\s|%|[\w-]+:(\s|$))")


@dataclass
class Spooled:
    """A file in a temporary folder."""

    path: Path
    folder: tempfile.TemporaryDirectory[str]


def spooled() -> Spooled:
    """Write standard input to a file with the ending of its format.

    Raises `DatasetError` if there is no standard input, or no dataset in it.
    """
    from otscli.dataset.foreign import foreign_beginning

    chunks = _chunks()
    head = next(chunks, b"")
    ending = _ending(head)
    if ending not in {".parquet", COMPILED} and (why := foreign_beginning(head)):
        raise DatasetError(f"{STANDARD_INPUT} {why}")
    try:
        folder = tempfile.TemporaryDirectory(prefix=SPOOL)
    except OSError as error:
        raise DatasetError(f"{STANDARD_INPUT} cannot be kept: {error.strerror}") from None
    path = Path(folder.name) / f"{STANDARD_INPUT}{ending}"
    try:
        with path.open("wb") as file:
            for chunk in chain([head], chunks):
                file.write(chunk)
    except BaseException as error:
        folder.cleanup()
        if isinstance(error, OSError):
            where = Path(folder.name).parent
            message = f"{STANDARD_INPUT} cannot be kept in {where}: {error.strerror}"
            raise DatasetError(message) from None
        raise
    return Spooled(path, folder)


def typed_ids() -> list[str]:
    """Return the ids on standard input, one a line. Raises `DatasetError`."""
    try:
        return [line.strip() for line in sys.stdin if line.strip()]
    except OSError as error:
        raise DatasetError(f"{STANDARD_INPUT} cannot be read: {error.strerror}") from None


def _chunks() -> Iterator[bytes]:
    if sys.stdin is None:
        raise DatasetError(f"{STANDARD_INPUT} is closed; name a file, or pipe one in")
    stream: Any = getattr(sys.stdin, "buffer", None)
    if stream is None:
        yield sys.stdin.read().encode()
        return
    try:
        while chunk := stream.read(_HEAD):
            yield chunk
    except OSError as error:
        raise DatasetError(f"{STANDARD_INPUT} cannot be read: {error.strerror}") from None


def _ending(head: bytes) -> str:
    """Recognise the format of a dataset by its first bytes."""
    if head.startswith(b"PAR1"):
        return ".parquet"
    if head.startswith(b"SQLite format 3\0"):
        return COMPILED
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    first, _, rest = start.partition(b"\n")
    first = first.rstrip()
    if start.startswith(b"{") and first.endswith(b"}") and rest.lstrip().startswith(b"{"):
        return ".jsonl"
    if start.startswith((b"{", b"[")):
        return ".json"
    if not first or _YAML.match(first) or not re.search(rb"[,;\t]", first):
        return ".yaml"
    return ".tsv" if b"\t" in first else ".csv"
