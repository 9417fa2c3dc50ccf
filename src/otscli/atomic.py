"""Atomic writes: a file or folder is there as a whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from otscli.errors import OutputError

TEMPORARY = ".tmp"
"""The ending of what is written beside its target and then takes its place."""


@contextmanager
def atomic_path(target: Path, *, folder: bool = False) -> Iterator[Path]:
    """Yield a temporary file or folder beside the target, which takes its place at the end.

    A link stays a link: the file that it leads to is replaced, and keeps its mode. A folder
    must not be there, or be empty. Where something goes wrong, nothing is left behind and the
    target is as it was. Raises `OutputError`.
    """
    named, target = target, target.resolve()
    temporary = target.with_name(f".{target.name[:200]}.{os.urandom(4).hex()}{TEMPORARY}")
    try:
        if folder:
            temporary.mkdir(parents=True)
            yield temporary
            with suppress(FileNotFoundError):
                target.rmdir()
        else:
            temporary.open("xb").close()
            with suppress(FileNotFoundError):
                shutil.copymode(target, temporary)
            yield temporary
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
        temporary.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise OutputError(named, error) from error
    finally:
        if folder:
            shutil.rmtree(temporary, ignore_errors=True)
        else:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Make a rename last, where the system can."""
    with suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
