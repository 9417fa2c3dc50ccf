"""Strict JSON decoding, with the position of every value."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from otscli.dataset.entry import Path
from otscli.dataset.findings import Mark

DEEPEST = 64
"""Maximum nesting depth."""

TOO_DEEP = f"is nested more than {DEEPEST} deep"


class JsonFault(ValueError):  # noqa: N818 - reported as a finding
    """A fault in a text: the message and its position."""

    def __init__(self, message: str, position: int, rule: str = "json") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.rule = rule


class _TwiceError(ValueError):
    """A duplicate key; its position is found afterwards."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _constant(word: str) -> None:
    raise JsonFault(f"{word} is no value of JSON; write null for a gap", 0)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)
_SKIPPER = json.JSONDecoder()  # accepts what the strict one refuses
_BLANK = re.compile(r"[ \t\n\r]*")
_LONG_NUMBER = re.compile("[0-9]{4000}")


def decode(text: str) -> Any:
    """Return the only value of a text. Raises `JsonFault`."""
    value, end = decode_at(text, skip_blanks(text, 0))
    end = skip_blanks(text, end)
    if end != len(text):
        raise JsonFault("not JSON: nothing may follow the value", end)
    return value


def decode_at(text: str, start: int) -> tuple[Any, int]:
    """Return the value that begins at a position, and its end. Raises `JsonFault`."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise JsonFault(f"not JSON: {_in_our_words(error.msg)}", error.pos) from None
    except _TwiceError:
        raise _second_key(text, start) from None
    except JsonFault as error:
        error.position = start
        raise
    except RecursionError:
        raise JsonFault(TOO_DEEP, start) from None
    except ValueError:  # more digits than Python converts
        found = _LONG_NUMBER.search(text, start)
        position = found.start() if found else start
        raise JsonFault("a number of thousands of digits is not read", position) from None
    brackets = text.count("[", start, end) + text.count("{", start, end)
    if brackets > DEEPEST and is_too_deep(value):
        raise JsonFault(TOO_DEEP, start)
    return value, end


def skip_blanks(text: str, position: int) -> int:
    """Return the position of the first non-blank character."""
    found = _BLANK.match(text, position)
    return found.end() if found else position


def is_too_deep(value: Any) -> bool:
    """Whether lists and mappings are nested too deeply; iterative, not recursive."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


_WORDS = {
    "Expecting value": "a value is expected here",
    "Expecting property name": "a name in double quotes is expected here",
    "Expecting ':'": "a colon is expected here",
    "Expecting ','": "a comma is expected here",
    "Illegal trailing comma": "nothing follows the comma here",
    "Unterminated string": "the text that begins here has no closing quote",
    "Invalid control character": "a control character is in a text; write it as an escape",
    "Invalid \\escape": "a backslash begins no escape here; double it",
    "Invalid \\uXXXX": "four hexadecimal digits are expected here",
}


def _in_our_words(message: str) -> str:
    return next((ours for theirs, ours in _WORDS.items() if message.startswith(theirs)), message)


def _second_key(text: str, start: int) -> JsonFault:
    """Return the fault of the first duplicate key."""
    try:
        key, first, second = next(_twice(text, start))
    except (RecursionError, StopIteration):
        return JsonFault(TOO_DEEP, start)
    line = text.count("\n", first, second)
    where = f", first {line} lines above" if line > 1 else ", first in the line above" * line
    return JsonFault(f"{key!r} appears twice{where}; keep one", second, "duplicate-key")


def _twice(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield duplicate keys with both positions, in text order."""
    seen: dict[str | int, int] = {}
    for key, position, value in members(text, start):
        if isinstance(key, str) and key in seen:
            yield key, seen[key], position
        seen[key] = position
        if text[value] in "[{":
            yield from _twice(text, value)


def members(text: str, start: int) -> Iterator[tuple[str | int, int, int]]:
    """Yield the keys or indices of the object or array that begins at a position.

    Each comes with the position of its key and of its value. The text must be valid.
    """
    keyed = text[start] == "{"
    position = skip_blanks(text, start + 1)
    index = 0
    while text[position] not in "]}":
        key: str | int = index
        at = position
        if keyed:
            key, position = _SKIPPER.raw_decode(text, position)
            position = skip_blanks(text, skip_blanks(text, position) + 1)
        yield key, at, position
        index += 1
        _, position = _SKIPPER.raw_decode(text, position)
        position = skip_blanks(text, position)
        if text[position] == ",":
            position = skip_blanks(text, position + 1)


def skip(text: str, start: int) -> int | None:
    """Return the end of the value at a position, faulty or not; None if it is not JSON."""
    try:
        return _SKIPPER.raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return None


def place(text: str, start: int, position: int, mark: Mark) -> Mark:
    """Return the line and column of a position in a text that begins at the mark."""
    lines = text.count("\n", start, position)
    if lines:
        return Mark(mark.file, mark.line + lines, position - text.rfind("\n", start, position))
    return Mark(mark.file, mark.line, mark.column + position - start)


class Places:
    """Finds the values in the text of a record that begins at a mark, each by its path.

    The lines of the text, and what is in a list or object, are looked through once, however
    many values are asked for.
    """

    __slots__ = ("_inside", "_line_ends", "_mark", "_text")

    def __init__(self, text: str, mark: Mark) -> None:
        self._text = text
        self._mark = mark
        self._line_ends: list[int] | None = None
        self._inside: dict[int, dict[str | int, tuple[int, int]]] = {}

    def __call__(self, path: Path) -> tuple[int, int]:
        """Return line and column of the key at the end of a path, or of the nearest parent."""
        found = value = skip_blanks(self._text, 0)
        for step in path:
            if self._text[value] not in "[{" or step not in (inside := self._members(value)):
                break
            found, value = inside[step]
        if self._line_ends is None:
            self._line_ends = [end.start() for end in re.finditer("\n", self._text)]
        lines = bisect_left(self._line_ends, found)
        if lines:
            return self._mark.line + lines, found - self._line_ends[lines - 1]
        return self._mark.line, self._mark.column + found

    def _members(self, start: int) -> dict[str | int, tuple[int, int]]:
        if start not in self._inside:
            self._inside[start] = {
                key: (at, inner) for key, at, inner in members(self._text, start)
            }
        return self._inside[start]
