"""JSON and JSON Lines, read record by record, with line and column of every value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import IO, Any

from otscli.dataset.entry import Path
from otscli.dataset.findings import Finding, Mark, Report
from otscli.dataset.json_stream import JsonStream, Member, Value
from otscli.dataset.json_text import JsonFault, Places, decode, place
from otscli.dataset.lines import Lines, Unreadable

Row = tuple[dict[str, Any], Mark, Any]
"""An object, its position, and a function that finds the position of a value in it."""


def read_lines(stream: IO[bytes], name: str, report: Report) -> Iterator[Row]:
    """Yield the object of every line; other lines are reported and skipped."""
    lines = Lines(stream, name, "json")
    try:
        for text in lines:
            lines.taken = 0
            if not text or text.isspace():
                continue
            mark = Mark(name, lines.number)
            try:
                value = decode(text)
            except JsonFault as fault:
                where = place(text, 0, fault.position, mark)
                report(Finding(where, "error", fault.message, fault.rule, mark))
                continue
            if isinstance(value, dict):
                yield value, mark, Places(text, mark)
            else:
                message = 'a line must hold a JSON object, such as {"type": "event", "id": …}'
                report(Finding(mark, "error", message, "json", mark))
    except Unreadable as end:
        report(end.finding)


def read_document(
    stream: IO[bytes], name: str, report: Report
) -> Iterator[Row] | dict[str, Member] | None:
    """Return the objects of an array, or the members of an object.

    Several objects in sequence are rows, as in an array. None if the file is empty or unreadable,
    which is reported.
    """
    source = JsonStream(stream, name, report)
    try:
        first = source.peek()
        if first == "[":
            return _until_unreadable(_array(source, report), report)
        if first == "{":
            mark = source.mark()
            members = source.members()
            if not source.peek():
                return members
            return _until_unreadable(_objects(row_of(members, mark), source, report), report)
        if first:
            source.value()
            message = "must hold an array of records, or lists under names, such as events"
            report(Finding(Mark(name, 1), "error", message, "json"))
    except Unreadable as end:
        report(end.finding)
    return None


def row_of(members: Mapping[str, Member], mark: Mark) -> Row:
    """Return the object with these members as a row."""
    return {key: member.value for key, member in members.items()}, mark, partial(_among, members)


def _array(source: JsonStream, report: Report) -> Iterator[Row]:
    for item in source.items():
        if item and (row := _row(item, report)):
            yield row
    if source.peek():
        raise source.fault("not JSON: nothing may follow the array")


def _objects(first: Row, source: JsonStream, report: Report) -> Iterator[Row]:
    """Yield objects in sequence, without an array."""
    yield first
    while source.peek():
        if (item := source.value()) and (row := _row(item, report)):
            yield row


def _row(item: Value, report: Report) -> Row | None:
    if isinstance(item.value, dict):
        return item.value, item.mark, Places(item.text, item.mark)
    report(Finding(item.mark, "error", "must be an object with fields", "json", item.mark))
    return None


def _until_unreadable(rows: Iterator[Row], report: Report) -> Iterator[Row]:
    try:
        yield from rows
    except Unreadable as end:
        report(end.finding)


def _among(members: Mapping[str, Member], path: Path) -> tuple[int, int]:
    """Find the value at a path among members that were read one by one."""
    member = members[str(path[0])]
    if len(path) > 1 and isinstance(path[1], int) and path[1] < len(member.items):
        item = member.items[path[1]]
        return Places(item.text, item.mark)(path[2:])
    return member.mark.line, member.mark.column
