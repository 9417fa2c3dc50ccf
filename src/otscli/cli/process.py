"""The process of a command: its streams, its signals, its exit."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import closing, contextmanager, suppress

TYPE_CHECKING = False  # that of typing would be imported before a signal is answered
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any, NoReturn

SIGNALS = [
    number
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if (number := getattr(signal, name, None)) is not None
]
"""Signals that may end a command early: interrupted, terminated, hung up."""


class Ended(BaseException):
    """A signal ended the command, which cleans up on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def end_at_once() -> None:
    """Let a signal end the process while the program is being imported."""
    _handle(lambda number, _: os._exit(128 + number))


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Let a signal end the process while nothing has to be cleaned up, whatever it waits for."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    end_at_once()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_cleanly() -> None:
    """Let the first signal raise `Ended`, and ignore further ones during clean-up."""

    def raise_ended(number: int, _: FrameType | None) -> NoReturn:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Ended(number)

    _handle(raise_ended)


def _handle(handler: Any) -> None:
    """Handle the signals that are not already ignored, as with `nohup` or in the background."""
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def open_streams() -> None:
    """Make sure that there are three streams: a closed stdin or stderr must not cost the answer.

    File descriptors 0 to 2 are taken first, so that no file of ours becomes a stream. A failed
    write to standard output is an `OutputError` from here on.
    """
    from otscli.sinks import OUTPUT, closed_sink, open_sink

    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - open to the end
    if sys.stdout is None:
        sys.stdout = closed_sink()
    elif type(sys.stdout) is io.TextIOWrapper and sys.platform != "win32":  # has consoles
        sys.stdout = open_sink(sys.stdout.fileno(), OUTPUT)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as above


is_ours = False
"""Whether the process is that of the command alone, as the entry point says."""

_MEMORY = 2**27  # bytes; a store of a million events takes a tenth


def bound_memory() -> None:
    """Let SQLite take no more, whatever a damaged store asks it for: then raise `MemoryError`.

    That holds for the process and cannot be undone, so that the process must be ours.
    """
    if not is_ours:
        return
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA hard_heap_limit = {_MEMORY}")


def stop_reading() -> None:
    """Discard what is left, since nobody reads standard output any more."""
    with suppress(OSError, ValueError):  # a stream in a test has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def exit_without_teardown(code: int) -> NoReturn:
    """End the process at once: teardown of the interpreter takes as long as a query.

    The price: no `atexit` function runs, and coverage in subprocesses sees nothing. Everything is
    written and closed by then.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody may be there to read
            stream.flush()
    os._exit(code)
