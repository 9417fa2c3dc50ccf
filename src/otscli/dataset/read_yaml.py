"""YAML read with the place of every value.

PyYAML's own constructors take an unquoted `2009-10-03` for a date, `2009` for a number and
`NO` for false, and let the second of two equal keys win. Here every scalar keeps its text,
and equal keys are reported.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from otscli.dataset.entry import Path as ValuePath
from otscli.dataset.entry import UnquotedScalar
from otscli.dataset.findings import Finding, Mark, Report

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster
_STRING = "tag:yaml.org,2002:str"


class Mapping(dict[str, Any]):
    """A mapping that knows where it and its keys stand."""

    __slots__ = ("place", "places")
    place: tuple[int, int]
    places: dict[str, tuple[int, int]]


class Sequence(list[Any]):
    """A list that knows where its items stand."""

    __slots__ = ("places",)
    places: list[tuple[int, int]]


def locate(value: Any, path: ValuePath) -> tuple[int, int]:
    """Return line and column of the value at the end of a path, or of the nearest one above."""
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
    """Return a value as JSON has it: numbers, true, false and null where YAML means them."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [plain(inner) for inner in value]
    if isinstance(value, UnquotedScalar):
        if value.kind == "int" and value.isdecimal():
            return int(value)
        return {"null": None, "true": True, "false": False}.get(value.lower(), value)
    return value


def read(path: Path, report: Report) -> Mapping | Sequence | None:
    """Read one file, a mapping or a list; None where it cannot be read, which is reported."""
    file = str(path)

    def fault(message: str, line: int, column: int, rule: str = "yaml") -> None:
        report(Finding(Mark(file, line, column), "error", message, rule))

    try:
        text = path.read_bytes().decode("utf-8-sig")
        node = yaml.compose(_shallow(text), Loader=_Loader)
        value = _Converter(fault, len(text)).convert(node) if node else None
    except OSError as error:
        fault(f"cannot be read: {error.strerror}", 1, 1, "file")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fault("is not UTF-8 here; save the file as UTF-8", line, 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(part) for part in (error.context, error.problem) if part)
        fault(f"not YAML: {problem}", mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
    except yaml.YAMLError as error:
        fault(f"not YAML: {' '.join(str(error).split())}", 1, 1)
    except RecursionError:
        fault("nested too deeply, or repeated too often by aliases", 1, 1)
    else:
        if isinstance(value, Mapping | Sequence):
            return value
        fault("is empty" if value is None else "must hold lists under names, such as events:", 1, 1)
    return None


_DEEPEST = 500
_BRACKETS = re.compile(r"[\[\]{}]")
_DASHES = re.compile(rf"(?:- +){{{_DEEPEST}}}")


def _shallow(text: str) -> str:
    """Return the text where it is not nested so deeply that libyaml, which recurses, crashes.

    Raises `RecursionError` otherwise.
    """
    depth = deepest = 0
    for bracket in _BRACKETS.finditer(text):
        depth = depth + 1 if bracket.group() in "[{" else max(depth - 1, 0)
        deepest = max(depth, deepest)
    if deepest > _DEEPEST or _DASHES.search(text):
        raise RecursionError
    return text


class _Converter:
    """Turns YAML nodes into values that know their places."""

    def __init__(self, fault: Any, most: int) -> None:
        self._fault = fault
        self._open: set[int] = set()
        self._left = most  # without aliases no text has more nodes than characters

    def convert(self, node: yaml.Node) -> Any:
        self._left -= 1
        if self._left < 0:
            raise RecursionError
        if isinstance(node, yaml.ScalarNode):
            if node.tag == _STRING:
                return node.value
            return UnquotedScalar(node.value, node.tag.rpartition(":")[2])
        if id(node) in self._open:
            self._fault("refers to itself", *_place(node))
            return None
        self._open.add(id(node))
        value = self._mapping(node) if isinstance(node, yaml.MappingNode) else self._sequence(node)
        self._open.remove(id(node))
        return value

    def _mapping(self, node: yaml.MappingNode) -> Mapping:
        mapping = Mapping()
        mapping.place, mapping.places = _place(node), {}
        for key_node, value_node in node.value:
            key, place = str(key_node.value), _place(key_node)
            if key in mapping:
                before = mapping.places[key][0]
                self._fault(
                    f"{key!r} stands twice, first in line {before}; keep one",
                    *place,
                    "duplicate-key",
                )
                continue
            mapping.places[key] = place
            mapping[key] = self.convert(value_node)
        return mapping

    def _sequence(self, node: yaml.Node) -> Sequence:
        sequence = Sequence(self.convert(item) for item in node.value)
        sequence.places = [_place(item) for item in node.value]
        return sequence


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
