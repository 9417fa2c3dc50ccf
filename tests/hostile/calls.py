"""Calls of the program in a process of their own, forked, and what must hold for every one."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from hostile.payloads import RAW

CODES = {0, 1, 2, 3, 4, 129, 130, 143}
SECONDS, MEGABYTES = 2.0, 300.0
"""What a call may take of the CPU and of memory."""

_PATIENCE = 40.0  # seconds of the clock after which a call hangs
_STYLES = re.compile(r"\x1b\[[0-9;]*m|\x1b]8;[^;]*;(?:https?://(?!evil)[^\x1b\x07]*)?\x1b\\")


@dataclass(frozen=True)
class Call:
    """A command line and what is around it; `codes` are those that it may end with."""

    arguments: Sequence[str]
    stdin: bytes = b""
    variables: Mapping[str, str] = field(default_factory=dict)
    terminal: int = 0
    codes: frozenset[int] = frozenset(CODES)
    seconds: float = SECONDS
    megabytes: float = MEGABYTES
    bound: bool = False
    """Whether the rights of files hold for the caller, who may be the administrator."""

    @property
    def typed(self) -> str:
        """The command line, short."""
        around = "".join(f"{key}={value} " for key, value in self.variables.items())
        return f"{around}ots {' '.join(self.arguments)}"[:300]


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def ask(call: Call) -> Outcome:
    """Make a call in a forked process that has the program imported."""
    import otscli.cli.app  # noqa: F401 - before the fork

    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(call.stdin)
        given.seek(0)
        pid = os.fork()
        if pid == 0:
            _become(call, given, out, err)
        status, usage = _wait(pid)
        code = os.waitstatus_to_exitcode(status)
        texts = [_text(stream) for stream in (out, err)]
    return Outcome(code, *texts, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _become(call: Call, given: IO[bytes], out: IO[bytes], err: IO[bytes]) -> None:
    """Be the program, and never come back."""
    code = 255
    try:
        for number, stream in enumerate((given, out, err)):
            os.dup2(stream.fileno(), number)
        for name in ("OTS_DATA", "OTS_DEBUG", "PAGER", "OTS_PAGER", "NO_COLOR", "FORCE_COLOR"):
            os.environ.pop(name, None)
        os.environ |= {"OTS_TODAY": "2026-11-21", "TERM": "xterm-256color", "OTS_PAGER": ""}
        os.environ |= dict(call.variables)
        if call.terminal:
            os.environ |= {"COLUMNS": str(call.terminal), "LINES": "50"}
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        if call.terminal:
            _pretend_terminal()
        if call.bound:
            _give_up_rights()
        sys.argv = ["ots", *call.arguments]
        from otscli.__main__ import main

        main()
    except BaseException as error:
        os.write(2, f"Traceback: {error!r}\n".encode(errors="replace"))
    finally:
        os._exit(code)


def _give_up_rights() -> None:
    """Drop all capabilities of Linux: an administrator without them is held to modes, too."""
    version_3, whole_process = 0x20080522, 0
    header = (ctypes.c_uint32 * 2)(version_3, whole_process)
    if ctypes.CDLL(None, use_errno=True).capset(header, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "capset")


def _pretend_terminal() -> None:
    kind: Any = type(sys.stdout)
    terminal = type("Terminal", (kind,), {"isatty": lambda _: True})
    sys.stdout = terminal(sys.stdout.detach(), encoding="utf-8", write_through=True)


def _wait(pid: int) -> tuple[int, Any]:
    """Wait for a process, and kill one that hangs."""
    until, pause = time.monotonic() + _PATIENCE, 0.001
    while True:
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found:
            return status, usage
        if time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="surrogateescape")


def broken(call: Call, outcome: Outcome) -> str:
    """Return what a call has broken of what must hold for every one; nothing where all holds."""
    err, said = outcome.err, outcome.out + outcome.err
    if outcome.code == -signal.SIGKILL:
        return "hangs"
    if "Traceback" in err or "fault in ots" in err:
        return f"a fault: {err.strip().splitlines()[-1][:200]}"
    if outcome.code not in call.codes:
        return f"code {outcome.code}, and not {sorted(call.codes)}: {err[:200]!r}"
    if outcome.seconds > call.seconds:
        return f"{outcome.seconds:.1f} s of CPU"
    if outcome.megabytes > call.megabytes:
        return f"{outcome.megabytes:.0f} MB"
    if found := RAW.search(shown(call, said)):
        return f"{found[0]!r} leaves raw: {said[max(found.start() - 40, 0) : found.end() + 20]!r}"
    checked = "check" in call.arguments and outcome.code == 1
    if outcome.code in {1, 2, 3} and not checked and err.count("\n") != 1:
        return f"{err.count(chr(10))} lines on stderr: {err[:200]!r}"
    return ""


def shown(call: Call, text: str) -> str:
    """Return text without what formats may hold: line ends, and the styles of a terminal."""
    styled = call.terminal and "never" not in call.arguments
    return (_STYLES.sub("", text) if styled else text).replace("\r\n", "\n")


def private(folder: Path) -> dict[str, str]:
    """Return variables that keep stores in a folder of one's own."""
    return {"XDG_CACHE_HOME": str(folder / "cache")}
