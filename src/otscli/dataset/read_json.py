"""JSON and JSON Lines, with the line of every record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

from otscli.dataset.entry import Entry
from otscli.dataset.entry import Path as ValuePath
from otscli.dataset.findings import Finding, Mark, Report
from otscli.dataset.from_output import recorded

Row = tuple[dict[str, Any], Mark, Any]
"""An object, its place, and a function that finds the place of a value in it."""


def read_lines(file: IO[bytes], name: str, report: Report) -> Iterator[Row]:
    """Yield the object of every line; a line that holds none is reported and left out."""
    for number, line in enumerate(file, start=1):
        if line.isspace():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            report(_fault(name, number, error))
            continue
        if isinstance(value, dict):
            yield value, Mark(name, number), partial(_locate, line, number)
        else:
            message = 'a line must hold a JSON object, such as {"type": "event", "id": …}'
            report(Finding(Mark(name, number), "error", message, "json"))


def _fault(name: str, line: int, error: Exception) -> Finding:
    if isinstance(error, json.JSONDecodeError):
        mark = Mark(name, line + error.lineno - 1, error.colno)
        return Finding(mark, "error", f"not JSON: {error.msg}", "json")
    told = "nested too deeply" if isinstance(error, RecursionError) else "is not UTF-8 here"
    return Finding(Mark(name, line), "error", told, "json")


def _locate(line: bytes, number: int, path: ValuePath) -> tuple[int, int]:
    """Find the last key of a path in its line, as far as the text tells."""
    column = 0
    for step in path:
        if isinstance(step, str):
            found = line.find(json.dumps(step, ensure_ascii=False).encode(), column)
            column = max(found, column)
    return number, len(line[:column].decode(errors="replace")) + 1


def read_document(path: Path, report: Report) -> list[Row] | dict[str, list[Entry]] | None:
    """Return the rows of an array, or the records of the lists of an object.

    None where the file holds neither, which is reported.
    """
    name = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        report(_fault(name, 1, error))
        return None
    if isinstance(value, list):
        return [(item, mark, None) for item, mark in _items(text, 0, value, name, report)]
    if isinstance(value, dict):
        return {key: list(_records(text, key, value[key], name, report)) for key in value}
    message = "must hold an array of records, or lists under names, such as events"
    report(Finding(Mark(name, 1), "error", message, "json"))
    return None


def _records(text: str, key: str, value: Any, name: str, report: Report) -> Iterator[Entry]:
    """Yield the records of the list with that key."""
    found = re.search(rf'"{re.escape(key)}"\s*:', text)
    start = found.end() if found else 0
    if isinstance(value, dict):
        yield Entry(key, recorded(value), Mark(name, text.count("\n", 0, start) + 1))
    elif isinstance(value, list):
        for item, mark in _items(text, start, value, name, report):
            yield Entry(key, recorded(item), mark)
    else:
        mark = Mark(name, text.count("\n", 0, start) + 1)
        report(Finding(mark, "error", f"{key!r} must be a list of records", "type"))


def _items(
    text: str, start: int, value: list[Any], name: str, report: Report
) -> Iterator[tuple[dict[str, Any], Mark]]:
    """Yield the objects of an array that begins behind `start`, with their places."""
    decoder = json.JSONDecoder()
    position, line, counted = text.index("[", start) + 1, 1, 0
    for _ in value:
        while text[position] in " \t\r\n,":
            position += 1
        line += text.count("\n", counted, position)
        counted = position
        item, end = decoder.raw_decode(text, position)
        mark = Mark(name, line, position - text.rfind("\n", 0, position))
        if isinstance(item, dict):
            yield item, mark
        else:
            report(Finding(mark, "error", "must be an object with fields", "json"))
        position = end
