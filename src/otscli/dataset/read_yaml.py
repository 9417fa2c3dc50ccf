"""YAML, read with the position of every value.

PyYAML's own constructors turn an unquoted `2009-10-03` into a date, `2009` into a number and `NO`
into false, and let the second of two equal keys win. Here every scalar keeps its text, and
duplicate keys are reported. Values are built from the parser's events, so that nesting and aliases
have a bounded cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from otscli.dataset.entry import Path as ValuePath
from otscli.dataset.entry import UnquotedScalar
from otscli.dataset.files import open_file, shown
from otscli.dataset.findings import Finding, Mark, Report, quoted
from otscli.dataset.json_text import DEEPEST, TOO_DEEP
from otscli.dataset.lines import LONGEST, Unreadable, Utf8Stream, too_long, unreadable

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster
_STRING = "tag:yaml.org,2002:str"
_WHOLE = re.compile("0|[1-9][0-9]{0,17}")


class Mapping(dict[str, Any]):
    """A mapping with the positions of itself and its keys."""

    __slots__ = ("place", "places")
    place: tuple[int, int]
    places: dict[str, tuple[int, int]]


class Sequence(list[Any]):
    """A list with the positions of its items."""

    __slots__ = ("places",)
    places: list[tuple[int, int]]


def locate(value: Any, path: ValuePath) -> tuple[int, int]:
    """Return line and column of the value at the end of a path, or of the nearest parent."""
    place: tuple[int, int] = value.place
    for step in path:
        if isinstance(value, Mapping) and step in value:
            place, value = value.places[str(step)], value[str(step)]
        elif isinstance(value, Sequence) and isinstance(step, int):
            place, value = value.places[step], value[step]
        else:
            break
    return place


def plain(value: Any) -> Any:
    """Return a value as in JSON, with YAML's numbers, true, false and null."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [plain(inner) for inner in value]
    if isinstance(value, UnquotedScalar):
        if value.kind == "int" and _WHOLE.fullmatch(value):
            return int(value)
        return {"null": None, "true": True, "false": False}.get(value.lower(), value)
    return value


def read(file: Path, report: Report) -> Mapping | Sequence | None:
    """Read a file, a mapping or a list; None if it is empty or malformed, which is reported.

    Raises `DatasetError` if the file cannot be read.
    """
    name = shown(file)
    try:
        with open_file(file) as stream:
            value = _read(_Loader(Utf8Stream(stream, name, "yaml")), name, report)
    except Unreadable as end:
        report(end.finding)
        return None
    if isinstance(value, Mapping | Sequence):
        return value
    if value is None:
        report(Finding(Mark(name, 1), "warning", "is empty", "file"))
    else:
        message = "must hold lists under names, such as events:"
        report(Finding(Mark(name, 1), "error", message, "yaml"))
    return None


def _read(loader: Any, name: str, report: Report) -> Any:
    """Return the value of the only document, None if it is empty. Raises `Unreadable`."""
    composer = _Composer(loader.resolve, name, report)
    next_event: Callable[[], yaml.Event] = loader.get_event
    try:
        while not isinstance(event := next_event(), yaml.StreamEndEvent):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = " ".join(str(part) for part in (error.context, error.problem) if part)
        message = TOO_DEEP if "nesting depth" in problem else f"not YAML: {problem}"
        raise unreadable(name, line, message, "yaml", column) from None
    except yaml.reader.ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"not YAML: the character U+{code:04X} is not allowed"
        raise unreadable(name, composer.line, message, "yaml") from None
    value = composer.value
    return None if isinstance(value, UnquotedScalar) and value.kind == "null" else value


@dataclass(slots=True)
class _Open:
    """A mapping or list that is not yet complete."""

    value: Mapping | Sequence
    anchor: str | None
    before: int  # nodes before it
    key: str | None = None
    key_place: tuple[int, int] | None = None  # None while a key is expected


@dataclass(slots=True)
class _Anchored:
    """An anchored value and its number of nodes; 0 while it is not yet complete."""

    value: Any
    nodes: int = 0


class _Composer:
    """Builds values from parser events."""

    def __init__(self, resolve: Any, name: str, report: Report) -> None:
        self._resolve = resolve
        self._name = name
        self._report = report
        self._open: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}
        self._nodes = self._repeated = 0
        self._documents = 0
        self._most = LONGEST  # index at which a record must have ended
        self.value: Any = None
        self.line = 1

    def take(self, event: Any) -> None:
        """Process an event. Raises `Unreadable`."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._nodes += 1
            value = self._scalar(event)
            if event.anchor:
                self._anchors[event.anchor] = _Anchored(value, 1)
            self._add(value, event)
        elif kind is yaml.MappingStartEvent:
            self._begin(Mapping(), event)
        elif kind is yaml.SequenceStartEvent:
            self._begin(Sequence(), event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end(event)
        elif kind is yaml.AliasEvent:
            self._add(self._alias(event), event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                raise self._unreadable("not YAML: a second document begins here; keep one", event)

    def _scalar(self, event: Any) -> str:
        tag: str | None = event.tag
        text: str = event.value
        if tag is None and event.implicit[0]:
            tag = self._resolve(yaml.ScalarNode, text, event.implicit)
        if tag is None or tag in {"!", _STRING}:
            return text
        return UnquotedScalar(text, tag.rpartition(":")[2])

    def _begin(self, value: Mapping | Sequence, event: Any) -> None:
        if isinstance(value, Mapping):
            value.place, value.places = _place(event), {}
        else:
            value.places = []
        if len(self._open) <= _RECORDS:
            self._most = event.start_mark.index + LONGEST
        self._add(value, event)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value)
        self._open.append(_Open(value, event.anchor, self._nodes))
        self._nodes += 1
        if len(self._open) > DEEPEST:
            raise self._unreadable(TOO_DEEP, event)

    def _end(self, event: Any) -> None:
        ended = self._open.pop()
        if ended.anchor and self._anchors[ended.anchor].value is ended.value:
            self._anchors[ended.anchor].nodes = self._nodes - ended.before
        self._bound(event.end_mark)

    def _alias(self, event: Any) -> Any:
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            raise self._unreadable(f"not YAML: nothing has the name {event.anchor!r}", event)
        if not anchored.nodes:
            self._fault("refers to itself", _place(event))
            return None
        self._nodes += anchored.nodes
        self._repeated += anchored.nodes
        if self._repeated > max(_REPEATED, event.start_mark.index):
            raise self._unreadable("is repeated too often by aliases", event)
        return anchored.value

    def _add(self, value: Any, event: Any) -> None:
        """Add a value to the open mapping or list."""
        self.line = event.start_mark.line + 1
        self._bound(event.start_mark)
        if not self._open:
            self.value = value
            return
        outer = self._open[-1]
        if isinstance(outer.value, Sequence):
            outer.value.append(value)
            outer.value.places.append(_place(event))
        elif outer.key_place is None:
            outer.key, outer.key_place = self._key(value, outer.value, event), _place(event)
        else:
            if outer.key is not None:
                outer.value.places[outer.key] = outer.key_place
                outer.value[outer.key] = value
            outer.key_place = None

    def _bound(self, mark: Any) -> None:
        if mark.index > self._most:
            raise too_long(self._name, mark.line + 1, "record", "yaml")

    def _key(self, value: Any, mapping: Mapping, event: Any) -> str | None:
        """Return a key; None if its value is to be ignored."""
        if not isinstance(value, str):
            self._fault("a key must be a word", _place(event))
            return None
        key = str(value)
        if key in mapping:
            message = f"{quoted(key)} appears twice, first in line {mapping.places[key][0]}"
            self._fault(f"{message}; keep one", _place(event), "duplicate-key")
            return None
        return key

    def _fault(self, message: str, place: tuple[int, int], rule: str = "yaml") -> None:
        self._report(Finding(Mark(self._name, *place), "error", message, rule))

    def _unreadable(self, message: str, event: Any) -> Unreadable:
        line, column = _place(event)
        return unreadable(self._name, line, message, "yaml", column)


_RECORDS = 2  # depth of records: in a list under its name
_REPEATED = 10_000  # nodes that aliases may repeat in any file; more in longer ones


def _place(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
