"""A converted dataset written into a folder, in place of what an earlier import left there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from otscli.atomic import atomic_path
from otscli.importing.cow import Dataset

FILES = ("dataset.yaml", "states.jsonl", "organizations.jsonl", "memberships.jsonl")
"""The files of an imported dataset."""


def foreign(folder: Path) -> list[str]:
    """Name the files in a folder that are not from an earlier import."""
    return sorted(file.name for file in folder.iterdir() if file.name not in FILES)


def write(found: Dataset, folder: Path) -> None:
    """Write a dataset's files; those of an earlier import are replaced when all are written."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = (
        _described(found),
        _lines(found.states),
        _lines(found.organizations),
        _lines(found.memberships),
    )
    with ExitStack() as stack:
        for name, lines in zip(FILES, contents, strict=True):
            file = stack.enter_context(atomic_path(folder / name))
            with file.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(lines)


def _lines(records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return (f"{encode(record)}\n" for record in records)


def _described(found: Dataset) -> Iterator[str]:
    """The description and the sources as YAML, in which every JSON string is one, too."""
    yield "dataset:\n"
    for key, value in found.dataset.items():
        yield f"  {key}: {json.dumps(value, ensure_ascii=False)}\n"
    yield "\nsources:\n"
    for source in found.sources:
        dash = "-"
        for key, value in source.items():
            yield f"  {dash} {key}: {json.dumps(value, ensure_ascii=False)}\n"
            dash = " "
