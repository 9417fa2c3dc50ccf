"""The bytes of a file as text: UTF-8, bounded lines, each fault with its line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import partial
from typing import IO

from otscli.dataset.findings import Finding, Mark

LONGEST = 16 * 1024 * 1024
"""Maximum bytes of a line or a record."""


class Unreadable(Exception):  # noqa: N818 - the end of a file's reading, reported as a finding
    """A fault that makes the rest of a file unreadable."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


def unreadable(name: str, line: int, message: str, rule: str, column: int = 1) -> Unreadable:
    """Return the fault of a file at a position."""
    return Unreadable(Finding(Mark(name, line, column), "error", message, rule))


def too_long(name: str, line: int, what: str, rule: str) -> Unreadable:
    """Return the fault of a file whose line or record is too long."""
    return unreadable(name, line, f"a {what} of more than 16 MiB is not read", rule)


class Lines:
    """The lines of an open file, with their line ends; a byte order mark is removed.

    `number` is that of the last line. `taken` counts bytes; readers of multi-line records set it to
    0 between records. Raises `Unreadable`.
    """

    def __init__(self, stream: IO[bytes], name: str, rule: str) -> None:
        self._stream = stream
        self._name = name
        self._rule = rule
        self.number = 0
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        for raw in iter(partial(self._stream.readline, LONGEST + 1), b""):
            if self.number:
                yield self._text(raw)
                continue
            first = raw.removeprefix(codecs.BOM_UTF8)
            old_mac = not first.endswith(b"\n") and b"\r" in first
            for line in first.splitlines(keepends=True) if old_mac else [first]:
                yield self._text(line)

    def _text(self, raw: bytes) -> str:
        self.number += 1
        self.taken += len(raw)
        if self.taken > LONGEST:
            what = "line" if len(raw) > LONGEST else "record"
            raise too_long(self._name, self.number, what, self._rule)
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            column = len(raw[: error.start].decode()) + 1
            message = not_utf8(raw[:LOOK] + raw[error.start : error.start + LOOK])
            raise unreadable(self._name, self.number, message, self._rule, column) from None


class Utf8Stream:
    """An open file whose bytes are checked while a parser reads them.

    Raises `Unreadable` if they are not UTF-8 or a line is too long.
    """

    def __init__(self, stream: IO[bytes], name: str, rule: str) -> None:
        self._stream = stream
        self._name = name
        self._rule = rule
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._line = 1
        self._length = 0  # of the current line

    def read(self, size: int = -1, /) -> bytes:
        """Return that many bytes, fewer at the end."""
        raw = self._stream.read(size)
        try:
            self._decoder.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            line = self._line + error.object.count(b"\n", 0, error.start)
            near = error.object[:LOOK] + error.object[error.start : error.start + LOOK]
            raise unreadable(self._name, line, not_utf8(near), self._rule) from None
        if ends := raw.count(b"\n"):
            self._line += ends
            self._length = len(raw) - raw.rindex(b"\n") - 1
        else:
            self._length += len(raw)
        if self._length > LONGEST:
            raise too_long(self._name, self._line, "line", self._rule)
        return raw


LOOK = 200
"""Bytes that suggest an encoding."""

_CYRILLIC = re.compile(rb"[\xc0-\xff]{3}")
_TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")  # Ğ İ Ş ğ ı ş
_HUNGARIAN = re.compile(rb"[\xd5\xdb\xf5\xfb]")  # Ő Ű ő ű


def not_utf8(near: bytes) -> str:
    """Describe bytes that are not UTF-8: their likely encoding, and what to do."""
    if near.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in near:
        name = "UTF-16"
    elif _CYRILLIC.search(near):
        name = "Windows-1251"
    elif _TURKISH.search(near):
        name = "Windows-1254"
    elif _HUNGARIAN.search(near):
        name = "Windows-1250"
    else:
        name = "Windows-1252"
    return (
        f"is not UTF-8 here, perhaps {name}; save it as UTF-8, "
        f"or convert it with `iconv -f {name.upper()} -t UTF-8`"
    )
