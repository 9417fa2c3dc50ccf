"""JSON documents read value by value, in memory bounded by the largest record."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, NamedTuple

from otscli.dataset.findings import Finding, Mark, Report
from otscli.dataset.json_text import JsonFault, decode_at, place, skip, skip_blanks
from otscli.dataset.lines import LONGEST, LOOK, Unreadable, not_utf8, too_long, unreadable

_CHUNK = 1024 * 1024


class Value(NamedTuple):
    """A value with its start position and text."""

    value: Any
    mark: Mark
    text: str


@dataclass
class Member:
    """A member of an object: the position of its key, and the items of an array."""

    mark: Mark
    value: Any
    items: list[Value] = field(default_factory=list)


class JsonStream:
    """An open JSON file, read from the beginning. Its methods raise `Unreadable`.

    A well-formed but faulty value (duplicate key, nested too deeply) is reported and skipped.
    """

    def __init__(self, stream: IO[bytes], name: str, report: Report) -> None:
        self._stream = stream
        self._name = name
        self._report = report
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._ended = False
        self._mark = Mark(name, 1, 1)  # of the position `_marked`
        self._marked = 0

    def mark(self) -> Mark:
        """Return the current position."""
        self._mark = place(self._text, self._marked, self._at, self._mark)
        self._marked = self._at
        return self._mark

    def peek(self) -> str:
        """Return the next non-blank character; empty at the end."""
        while True:
            self._at = skip_blanks(self._text, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def _fill(self) -> bool:
        """Read the next chunk; return whether there was one."""
        if self._ended:
            return False
        self.mark()
        left = self._text[self._at :]
        raw = self._stream.read(max(_CHUNK, len(left)))
        self._ended = not raw
        try:
            self._text = left + self._decoder.decode(raw, final=self._ended)
        except UnicodeDecodeError as error:
            line = self._mark.line + left.count("\n") + error.object.count(b"\n", 0, error.start)
            near = error.object[:LOOK] + error.object[error.start : error.start + LOOK]
            raise unreadable(self._name, line, not_utf8(near), "json") from None
        self._at = self._marked = 0
        return not self._ended

    def value(self) -> Value | None:
        """Return the next value; None if it is faulty, which is reported."""
        self.peek()
        while True:
            try:
                value, end = decode_at(self._text, self._at)
            except JsonFault as fault:
                passed = skip(self._text, self._at)
                if passed is None:
                    self._need_more(fault)
                    continue
                found, end = None, passed
                where = place(self._text, self._at, fault.position, self.mark())
                self._report(Finding(where, "error", fault.message, fault.rule, self.mark()))
            else:
                if end == len(self._text) and self._fill():  # a number may go on
                    continue
                found = Value(value, self.mark(), self._text[self._at : end])
            if end - self._at > LONGEST:
                raise too_long(self._name, self.mark().line, "record", "json")
            self._at = end
            return found

    def _need_more(self, fault: JsonFault) -> None:
        """Read more if the end of the chunk may have cut off a value."""
        if len(self._text) - self._at > LONGEST:
            raise too_long(self._name, self.mark().line, "record", "json")
        offset = fault.position - self._at
        if not self._fill():
            raise self.fault(fault.message, offset)

    def fault(self, message: str, offset: int = 0) -> Unreadable:
        """Return a fault that many characters after the current position."""
        mark = place(self._text, self._at, self._at + offset, self.mark())
        return unreadable(self._name, mark.line, message, "json", mark.column)

    def items(self) -> Iterator[Value | None]:
        """Yield the items of the array that begins here."""
        self._at += 1
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            if self._punctuation("]"):
                return

    def members(self) -> dict[str, Member]:
        """Return the members of the object that begins here."""
        found: dict[str, Member] = {}
        self._at += 1
        if self.peek() == "}":
            self._at += 1
            return found
        while True:
            if self.peek() != '"':
                raise self.fault("not JSON: a name in double quotes is expected here")
            key = self.value()
            if self.peek() != ":":
                raise self.fault("not JSON: a colon is expected here")
            self._at += 1
            member = self._member(key.mark if key else self.mark())
            if key and key.value in found:
                first = found[key.value].mark.line
                message = f"{key.value!r} appears twice, first in line {first}; keep one"
                self._report(Finding(key.mark, "error", message, "duplicate-key"))
            elif key:
                found[key.value] = member
            if self._punctuation("}"):
                return found

    def _member(self, mark: Mark) -> Member:
        if self.peek() == "[":
            items = [item for item in self.items() if item]
            return Member(mark, [item.value for item in items], items)
        found = self.value()
        return Member(mark, found.value if found else None)

    def _punctuation(self, end: str) -> bool:
        """Skip a comma or the end; return whether it was the end."""
        found = self.peek()
        if found not in {",", end}:
            raise self.fault("not JSON: a comma is expected here")
        self._at += 1
        return found == end
