"""Atomic writes: a file or folder is complete or absent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from otscli.errors import OutputError

TEMPORARY = ".tmp"
"""The suffix of the temporary file that replaces the target."""


@contextmanager
def atomic_path(target: Path, *, folder: bool = False) -> Iterator[Path]:
    """Yield a temporary file or folder next to the target, which replaces it at the end.

    A link stays: the file that it points to is replaced, and keeps its mode. A folder must be new
    or empty. On failure the temporary file is removed and the target unchanged. Raises
    `OutputError`.
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
    """Sync the folder, so that a rename survives a crash; if the system can."""
    with suppress(OSError):  # Windows cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
