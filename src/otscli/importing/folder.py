"""Writing a converted dataset into a folder, replacing an earlier import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from otscli.atomic import atomic_path
from otscli.escaping import encode
from otscli.sinks import writing

Record = dict[str, Any]


@dataclass
class Dataset:
    """Imported records, as a dataset."""

    dataset: Record
    sources: list[Record]
    kinds: list[Record] = field(default_factory=list)
    states: list[Record] = field(default_factory=list)
    organizations: list[Record] = field(default_factory=list)
    events: list[Record] = field(default_factory=list)
    memberships: list[Record] = field(default_factory=list)


LISTS = ("states", "organizations", "events", "memberships")
DESCRIPTION = "dataset.yaml"
FILES = (DESCRIPTION, *(f"{list_}.jsonl" for list_ in LISTS))
"""The files of an imported dataset."""


def foreign(folder: Path) -> list[str]:
    """Name the files in a folder that are not from an earlier import."""
    return sorted(file.name for file in folder.iterdir() if file.name not in FILES)


def write(found: Dataset, folder: Path) -> None:
    """Write a dataset's files, and then remove those of an earlier import."""
    contents = {DESCRIPTION: _described(found)}
    contents |= {
        f"{list_}.jsonl": _lines(records) for list_ in LISTS if (records := getattr(found, list_))
    }
    if not folder.exists():
        with atomic_path(folder, folder=True) as temporary, writing(folder):
            for name, lines in contents.items():
                _write(temporary / name, lines)
        return
    with ExitStack() as stack:
        for name, lines in contents.items():
            file = stack.enter_context(atomic_path(folder / name))
            with writing(folder / name):
                _write(file, lines)
    for name in FILES:
        if name not in contents:
            (folder / name).unlink(missing_ok=True)


def _write(file: Path, lines: Iterable[str]) -> None:
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)


def _lines(records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    return (f"{encode(record)}\n" for record in records)


def _described(found: Dataset) -> Iterator[str]:
    """The description, sources and kinds as YAML, in which every JSON string is valid."""
    yield "dataset:\n"
    for key, value in found.dataset.items():
        yield f"  {key}: {encode(value)}\n"
    for list_, records in (("sources", found.sources), ("kinds", found.kinds)):
        if records:
            yield f"\n{list_}:\n"
        for record in records:
            dash = "-"
            for key, value in record.items():
                yield f"  {dash} {key}: {encode(value)}\n"
                dash = " "
