"""The canonical order and layout of a YAML file, which `ots check --fix` produces.

One blank line separates records; their fields are in the order of the definitions, sources in the
order of their ids. Whole lines are moved: no value is rewritten, and a comment stays above its
line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from otscli.atomic import atomic_path
from otscli.dataset.definitions import LISTS, Field
from otscli.dataset.files import YAML, files
from otscli.dataset.read_yaml import read
from otscli.errors import DatasetError
from otscli.sinks import writing

_SORTED = ("sources",)

_LIST = re.compile(r"([a-z_]+):\s*(#.*)?$")
_RECORD = re.compile(r"(\s*)- (\s*)([A-Za-z_]+):")


def put_in_order(path: Path) -> list[Path]:
    """Rewrite the files of a dataset that are not in order, and return them.

    A file without such a layout (flow style, anchors) is left as it is. Line ends, a byte order
    mark, links and modes stay. Raises `DatasetError` if there is no dataset, or if a file is not
    UTF-8 or would not read the same afterwards.
    """
    return [file for file in files(path) if file.suffix in YAML and _rewrite(file)]


def _rewrite(file: Path) -> bool:
    try:
        before = file.read_bytes().decode()
    except UnicodeDecodeError:
        raise DatasetError(f"{file} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise DatasetError(f"{file} cannot be read: {error.strerror}") from None
    after = ordered(before)
    if after == before:
        return False
    with atomic_path(file) as temporary:
        with writing(file):
            temporary.write_bytes(after.encode())
        if not _same(file, temporary):
            raise DatasetError(
                f"{file} cannot be put into order without a change; it is left as it is"
            )
    return True


def _same(one: Path, two: Path) -> bool:
    """Whether two files hold the same records, ignoring the order of sorted lists."""
    read_one, read_two = read(one, lambda _: None), read(two, lambda _: None)
    if not (isinstance(read_one, dict) and isinstance(read_two, dict)):
        return False
    for name in _SORTED:
        for top in (read_one, read_two):
            if isinstance(top.get(name), list):
                top[name] = sorted(top[name], key=lambda record: str(record.get("id")))
    return dict(read_one) == dict(read_two)


def ordered(text: str) -> str:
    """Return the text of a file in canonical order and layout."""
    end = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    parts = _parts(text.removeprefix(mark).replace("\r\n", "\n").split("\n"))
    written: list[str] = []
    for name, lines in parts:
        spec = LISTS.get(name)
        records = _records(lines) if spec else None
        if records is None or spec is None:
            written += lines
            continue
        head, bodies = records
        bodies = [_fields_in_order(body, spec) for body in bodies]
        if name in _SORTED:
            bodies.sort(key=_id)
        while head and not head[-1].strip():
            head.pop()
        written += head
        for body in bodies:
            written += ["", *body]
        written.append("")
    while written and not written[-1].strip():
        written.pop()
    return mark + end.join([*written, ""])


def _parts(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Split a file at its top-level lists; what comes before the first has no list."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        if found := _LIST.match(line):
            above: list[str] = []
            while parts[-1][1] and parts[-1][1][-1].startswith("#"):
                above.insert(0, parts[-1][1].pop())
            parts.append((found.group(1), [*above, line]))
        else:
            parts[-1][1].append(line)
    return parts


def _records(lines: list[str]) -> tuple[list[str], list[list[str]]] | None:
    """The lines above the first record, and those of each record, with the comments above it."""
    first = next((found for line in lines if (found := _RECORD.match(line))), None)
    if first is None:
        return None
    start = f"{first.group(1)}- "
    head: list[str] = []
    bodies: list[list[str]] = []
    for line in lines:
        if line.startswith(start):
            source = bodies[-1] if bodies else head
            above: list[str] = []
            while (
                source
                and source[-1].lstrip().startswith("#")
                and _indent(source[-1]) <= _indent(start)
            ):
                above.insert(0, source.pop())
            bodies.append([*above, line])
        elif bodies:
            bodies[-1].append(line)
        else:
            head.append(line)
    for body in bodies:
        while not body[-1].strip():
            body.pop()
    return head, bodies


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _fields_in_order(body: list[str], spec: Mapping[str, Field]) -> list[str]:
    """Put a record's fields into the order of the definitions, each with its lines."""
    at = next(i for i, line in enumerate(body) if _RECORD.match(line))
    match = _RECORD.match(body[at])
    if match is None:
        return body
    dash, inside = match.group(1), " " * (len(match.group(1)) + 2 + len(match.group(2)))
    blocks: dict[str, list[str]] = {}
    current: list[str] = []
    pending: list[str] = []
    lines = [inside + body[at][len(inside) :], *body[at + 1 :]]
    for line in lines:
        name = re.match(rf"{inside}([A-Za-z_]+):", line)
        if name:
            if name.group(1) in blocks:
                return body
            current = blocks[name.group(1)] = [*pending, line]
            pending = []
        elif line.startswith(f"{inside}#"):
            pending.append(line)
        else:
            current += [*pending, line]
            pending = []
    current += pending
    order = {name: i for i, name in enumerate(spec)}
    names = sorted(blocks, key=lambda name: order.get(name, len(order)))
    if names == list(blocks):
        return body
    written = [line for name in names for line in blocks[name]]
    i = next(i for i, line in enumerate(written) if not line.lstrip().startswith("#"))
    written[i] = f"{dash}- " + written[i][len(dash) + 2 :]
    return [*body[:at], *written]


def _id(body: list[str]) -> str:
    found = next(
        (m for line in body if (m := re.match(r"[\s-]*id:\s*[\"']?([^\s\"']+)", line))), None
    )
    return found.group(1) if found else ""
