"""`-o FILE`: an answer in a file, written atomically."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import typer

from otscli.atomic import atomic_path
from otscli.choices import join_words
from otscli.errors import QueryError
from otscli.sinks import open_device, open_sink


def by_ending(target: str, endings: dict[str, str], option: str = "-f FORMAT") -> str:
    """Return the format for the ending of a file. Raises `QueryError`."""
    ending = Path(target).suffix.lower()
    if ending not in endings:
        said = f"the ending {ending!r} names no format" if ending else "the name has no ending"
        raise QueryError(f"{said}; end it with {join_words(endings)}, or give {option}", "target")
    return endings[ending]


@contextmanager
def into(target: str) -> Iterator[None]:
    """Redirect standard output to a file.

    An existing file is replaced at the end, and stays if something goes wrong; exit codes for
    findings or for no rows do not count as such.
    """
    path = Path(target)
    if path.is_dir():
        raise QueryError(f"{target} is a folder; name a file in it", "target")
    if path.exists() and not path.is_file():  # a device or a pipe
        with _standard_output(open_device(path)):
            yield
        return
    ended = None
    with atomic_path(path) as temporary, _standard_output(open_sink(temporary, path)):
        try:
            yield
        except typer.Exit as exit_:
            ended = exit_
    if ended is not None:
        raise ended


@contextmanager
def _standard_output(file: IO[str]) -> Iterator[None]:
    before = sys.stdout
    with file:
        sys.stdout = file
        try:
            yield
        finally:
            sys.stdout = before
