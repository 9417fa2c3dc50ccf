"""YAML read with the place of every value.

PyYAML's own constructors take an unquoted `2009-10-03` for a date, `2009` for a number and
`NO` for false, and let the second of two equal keys win. Here every scalar keeps its text,
and equal keys are reported.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from otscli.dataset.entries import Path as ValuePath
from otscli.dataset.entries import Plain
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


def read(path: Path, report: Report) -> Mapping | None:
    """Read one file whose top is a mapping; None where it cannot be read, which is reported."""
    file = str(path)

    def fault(message: str, line: int, column: int, rule: str = "yaml") -> None:
        report(Finding(Mark(file, line, column), "error", message, rule))

    try:
        text = path.read_bytes().decode("utf-8-sig")
        node = yaml.compose(text, Loader=_Loader)
        value = _Converter(fault).convert(node) if node else None
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
        fault("nested too deeply", 1, 1)
    else:
        if isinstance(value, Mapping):
            return value
        fault("is empty" if value is None else "must hold lists under names, such as events:", 1, 1)
    return None


class _Converter:
    """Turns YAML nodes into values that know their places."""

    def __init__(self, fault: Any) -> None:
        self._fault = fault
        self._open: set[int] = set()

    def convert(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            if node.tag == _STRING:
                return node.value
            return Plain(node.value, node.tag.rpartition(":")[2])
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
