"""Atomic writes: a file or folder is there as a whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from otscli.sinks import writing

TEMPORARY = ".tmp"
"""The ending of what is written beside its target and then takes its place."""


@contextmanager
def atomic_path(target: Path, *, folder: bool = False) -> Iterator[Path]:
    """Yield a temporary file or folder that takes the place of the target at the end.

    A link stays a link: its target is replaced, and keeps its mode and owner. An empty folder
    stays, and is filled at the end; any other must not exist. On failure nothing is left, and
    the target is as it was. Raises `OutputError`; errors of the caller pass through.
    """
    with writing(target):
        place = Path(os.path.realpath(target))
        if place.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    whole = _folder(place, target) if folder else _file(place, target)
    with whole as temporary:
        yield temporary


@contextmanager
def _file(place: Path, named: Path) -> Iterator[Path]:
    temporary = _beside(place)
    try:
        with writing(named):
            temporary.open("xb").close()
            with suppress(FileNotFoundError):
                _be_like(temporary, place)
        yield temporary
        with writing(named):
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            temporary.replace(place)
            _sync(place.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def _folder(place: Path, named: Path) -> Iterator[Path]:
    there = place.is_dir()  # perhaps a mounted disk, or where the user's shell is
    temporary = place / f".{os.urandom(4).hex()}{TEMPORARY}" if there else _beside(place)
    missing = [parent for parent in place.parents if not parent.exists()]
    try:
        with writing(named):
            temporary.mkdir(parents=True)
        yield temporary
        with writing(named):
            if there:
                for inside in temporary.iterdir():
                    inside.replace(place / inside.name)
            else:
                temporary.replace(place)
            _sync(place.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        if not place.exists():
            for parent in missing:
                with suppress(OSError):
                    parent.rmdir()


def _beside(place: Path) -> Path:
    return place.with_name(f".{place.name[:200]}.{os.urandom(4).hex()}{TEMPORARY}")


def _be_like(temporary: Path, place: Path) -> None:
    """Take over the mode of a file, and its owner as far as one may."""
    status = place.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    shutil.copymode(place, temporary)


def _sync(folder: Path) -> None:
    """Make a rename last, where the system can."""
    with suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
