"""Streams to write to, whose failures are `OutputError`: no other failure is one."""

from __future__ import annotations

import errno
import io
import os
import select
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from otscli.errors import OtsError, OutputError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

OUTPUT = "the output"
"""How messages name what goes to standard output."""


@contextmanager
def writing(named: Path | str) -> Iterator[None]:
    """Raise `OutputError` for any `OSError` but a broken pipe."""
    try:
        yield
    except (OtsError, BrokenPipeError):
        raise
    except OSError as error:
        raise OutputError(named, error) from error


def open_sink(file: Path | int, named: Path | str) -> io.TextIOWrapper:
    """Open a file, or take a stream by its number, to write text in UTF-8.

    Raises `OutputError`, as all writing to it does.
    """
    with writing(named):
        raw = _Sink(file, named)
    return _text(io.BufferedWriter(raw), line_buffering=raw.isatty())


def open_device(file: Path) -> io.TextIOWrapper:
    """Open a device, or a pipe that has a reader; without a reader that is an error."""
    with writing(file):
        handle = os.open(file, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        os.set_blocking(handle, True)
        return _text(io.BufferedWriter(_Sink(handle, file, closefd=True)))


def closed_sink() -> io.TextIOWrapper:
    """Return standard output that was closed from the start: every write to it fails."""
    return _text(_Closed(), write_through=True)


def _text(buffer: object, **how: bool) -> io.TextIOWrapper:
    binary: io.BufferedWriter = buffer  # type: ignore[assignment]  # a raw stream does as well
    return io.TextIOWrapper(binary, encoding="utf-8", errors="backslashreplace", newline="", **how)


class _Sink(io.FileIO):
    """A file or stream; a non-blocking pipe that is full is waited for."""

    def __init__(self, file: Path | int, named: Path | str, *, closefd: bool | None = None) -> None:
        owned = not isinstance(file, int) if closefd is None else closefd
        super().__init__(file, "w", closefd=owned)
        self._named = named

    def write(self, data: ReadableBuffer, /) -> int:
        with writing(self._named):
            while (written := super().write(data)) is None:
                select.select([], [self], [])
            return written

    def close(self) -> None:
        with writing(self._named):
            super().close()


class _Closed(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, _: ReadableBuffer, /) -> NoReturn:
        raise OutputError(OUTPUT, OSError(errno.EBADF, "standard output is closed"))
