"""What goes on around a call: signals, full disks, closed streams, other processes, terminals."""

from __future__ import annotations

import os
import pty
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from hostile.stores import scatter

OTS = [sys.executable, "-m", "otscli"]
TODAY = {"OTS_TODAY": "2026-11-21", "OTS_PAGER": ""}
ANSWERS = (
    ["members", "--as-of", "2020", "-f", "ids"],
    ["timeline", "--json"],
    ["show", "AZE"],
    ["cite", "UZB"],
    ["search", "summit"],
    ["data", "info"],
    ["check"],
    ["export", "jsonl"],
    ["list", "states"],
    ["help", "dates"],
    ["--version"],
    ["--help"],
)

Fault = tuple[str, str]
"""A call, and what was wrong with it; nothing where all was well."""


def call(
    arguments: Sequence[str], home: Path, variables: Mapping[str, str] = {}, **options: object
) -> subprocess.CompletedProcess[str]:
    """Call the program, with its stores in a folder of one's own."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # options are of run()
        [*OTS, *arguments],
        env={**os.environ, **TODAY, "XDG_CACHE_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )


def redirected(arguments: Sequence[str], home: Path, redirections: str) -> tuple[int, str, str]:
    """Call it in a shell, with streams closed, full or led elsewhere."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {redirections}', *OTS, *arguments],
        env={**os.environ, **TODAY, "XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def wrong(code: int, err: str, codes: Sequence[int]) -> str:
    """Return what is wrong with how a call ended."""
    if "Traceback" in err or "fault in ots" in err:
        return err.strip()[-200:]
    return "" if code in codes else f"code {code}: {err.strip()[-200:]}"


def streams(home: Path, answers: Sequence[list[str]] = ANSWERS) -> Iterator[Fault]:
    """Close each stream, fill it, or read no more than a line."""
    right = {tuple(one): call(one, home).stdout for one in answers}
    for arguments in answers:
        for redirections, codes in (
            (">&-", [1]),
            (">/dev/full", [1]),
            (">/dev/full 2>/dev/full", [1]),
            (">&- 2>&-", [1]),
            ("2>&-", [0]),
            ("<&-", [0]),
            ("<&- 2>&-", [0]),
            ("2>/dev/full", [0]),
        ):
            code, out, err = redirected(arguments, home, redirections)
            lost = codes == [0] and out != right[tuple(arguments)]
            fault = wrong(code, err, codes) or "another answer" * lost
            yield f"ots {' '.join(arguments)} {redirections}", fault
        piped = f'"{sys.executable}" -m otscli {" ".join(arguments)} | head -n 1 >/dev/null'
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", piped],
            env={**os.environ, **TODAY, "XDG_CACHE_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        yield f"ots {' '.join(arguments)} | head", wrong(done.returncode, done.stderr, [0])


def limits(home: Path, mine: Path, folder: Path) -> Iterator[Fault]:
    """Let no file grow beyond a size, wherever something is written."""
    for size in (0, 1, 512, 4_096, 20_000, 65_536, 200_000):

        def limit(size: int = size) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        for arguments, codes in (
            (["--data", str(mine), "timeline", "-f", "ids"], [0, 3]),
            (["--data", str(mine), "export", "db", "-o", str(folder / "x.db")], [0, 1, 3]),
            (["--data", str(mine), "export", "jsonl", "-o", str(folder / "x")], [0, 1, 3]),
            (["--data", str(mine), "export", "csv", "-o", str(folder / "x-csv")], [0, 1, 3]),
        ):
            shutil.rmtree(home, ignore_errors=True)
            before = set(folder.iterdir())
            done = call(arguments, home, preexec_fn=limit)
            fault = wrong(done.returncode, done.stderr, codes)
            made = set(folder.iterdir()) - before
            left = [one.name for one in made if done.returncode or one.name.startswith(".")]
            yield (
                f"ots {' '.join(arguments[2:])} with files of {size} bytes",
                fault or ", ".join(left),
            )
            for one in made:
                shutil.rmtree(one) if one.is_dir() else one.unlink()


def kills(home: Path, big: Path, noise: random.Random, count: int) -> Iterator[Fault]:
    """Kill the making of a store at random moments; what is asked next is right."""
    arguments = ["--data", str(big), "timeline", "-f", "ids"]
    right = call(arguments, home).stdout
    began = time.monotonic()
    shutil.rmtree(home)
    call(arguments, home)
    lasts = time.monotonic() - began
    for i in range(count):
        if i % 2:
            shutil.rmtree(home, ignore_errors=True)
        else:
            os.utime(big)  # a stale store is there
        ends = signal.SIGINT if i % 3 == 0 else signal.SIGKILL
        with subprocess.Popen(
            [*OTS, *arguments],
            env={**os.environ, **TODAY, "XDG_CACHE_HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as process:
            time.sleep(noise.random() * lasts)
            process.send_signal(ends)
            err = process.communicate()[1].decode(errors="replace")
        codes = [0, 130, -signal.SIGKILL]
        fault = wrong(process.returncode, err, codes)
        after = call(arguments, home)
        lost = after.stdout != right or after.returncode
        yield f"{ends.name} in the making of a store", fault or "another answer" * bool(lost)


def overwriting(home: Path, folder: Path, noise: random.Random, count: int) -> Iterator[Fault]:
    """Kill what replaces a file at random moments: the file is the old one or the new one."""
    target = folder / "mine.yaml"
    event = '  - {title: "Title %d", kind: k, date: "%d", id: e%d}\n'
    unordered = "events:\n" + "".join(event % (i, 2000 - i % 50, i) for i in range(1_500))
    for name, arguments, old in (
        ("an export of JSON Lines", ["export", "jsonl", "-o", str(target)], "old"),
        ("an export of SQLite", ["export", "sqlite", "-o", str(target)], "old"),
        ("an answer", ["timeline", "-f", "csv", "-o", str(target)], "old"),
        ("check --fix", ["check", "--fix", str(target)], unordered),
    ):
        target.write_text(old)
        began = time.monotonic()
        call(arguments, home)
        lasts, new = time.monotonic() - began, target.read_bytes()
        for i in range(count // 4):
            target.write_text(old)
            ends = signal.SIGINT if i % 3 == 0 else signal.SIGKILL
            with subprocess.Popen(
                ["env", "--default-signal", *OTS, *arguments],
                env={**os.environ, **TODAY, "XDG_CACHE_HOME": str(home)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            ) as process:
                time.sleep(noise.random() * lasts)
                process.send_signal(ends)
                err = process.communicate()[1].decode(errors="replace")
            found = target.read_bytes() if target.exists() else b"nothing"
            fault = "" if found in {old.encode(), new} else f"{len(found)} bytes are left of it"
            left = [one.name for one in folder.iterdir() if one != target]
            fault = fault or ("left: " + ", ".join(left)) * (bool(left) and ends == signal.SIGINT)
            yield f"{ends.name} in {name}", fault or wrong(process.returncode, _own(err), _ENDED)
            for one in left:
                (folder / one).unlink()


def folders(
    home: Path, folder: Path, mine: Path, noise: random.Random, count: int
) -> Iterator[Fault]:
    """Kill what makes a folder at random moments: it is not there, or there as a whole."""
    target = folder / "out"
    for name in ("site", "csv"):
        arguments = ["--data", str(mine), "export", name, "-o", str(target)]
        call(arguments, home)  # the store is made
        shutil.rmtree(target)
        began = time.monotonic()
        call(arguments, home)
        lasts, whole = time.monotonic() - began, _files(target)
        for i in range(count // 2):
            shutil.rmtree(target, ignore_errors=True)
            ends = signal.SIGINT if i % 3 == 0 else signal.SIGKILL
            with subprocess.Popen(
                ["env", "--default-signal", *OTS, *arguments],
                env={**os.environ, **TODAY, "XDG_CACHE_HOME": str(home)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            ) as process:
                time.sleep(noise.random() * lasts)
                process.send_signal(ends)
                err = process.communicate()[1].decode(errors="replace")
            fault = "" if _files(target) in ({}, whole) else "half of a folder"
            left = [one for one in folder.iterdir() if one != target]
            fault = fault or "something is left" * (bool(left) and ends == signal.SIGINT)
            yield f"{ends.name} in {name}", fault or wrong(process.returncode, _own(err), _ENDED)
            for one in left:
                shutil.rmtree(one)


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


_ENDED = [0, 1, 130, -signal.SIGKILL, -signal.SIGINT]


def _own(err: str) -> str:
    """What the program says; before its first line a signal meets Python itself."""
    return err if "__main__" in err or "Traceback" not in err else ""


def interrupts(home: Path, noise: random.Random, count: int) -> Iterator[Fault]:
    """Interrupt short calls at random moments, while Python imports among them."""
    for i in range(count):
        arguments = ANSWERS[i % len(ANSWERS)]
        ends = noise.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
        with subprocess.Popen(
            ["env", "--default-signal", *OTS, *arguments],
            env={**os.environ, **TODAY, "XDG_CACHE_HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as process:
            time.sleep(0.05 + noise.random() * 0.5)
            process.send_signal(ends)
            err = process.communicate()[1].decode(errors="replace")
        # Before the first line of the program the signal meets Python itself.
        codes = [0, 128 + ends, -ends]
        fault = "Traceback" in err and "__main__" in err
        yield (
            f"{ends.name} in ots {' '.join(arguments)}",
            (wrong(process.returncode, "" if not fault else err, codes)),
        )


def at_once(home: Path, mine: Path, rounds: int) -> Iterator[Fault]:
    """Call sixteen at once, on an empty cache."""
    arguments = ["--data", str(mine), "timeline", "-f", "ids"]
    right = call(arguments, home).stdout
    for _ in range(rounds):
        shutil.rmtree(home, ignore_errors=True)
        started = [
            subprocess.Popen(
                [*OTS, *arguments],
                env={**os.environ, **TODAY, "XDG_CACHE_HOME": str(home)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(16)
        ]
        for process in started:
            out, err = process.communicate()
            fault = wrong(process.returncode, err, [0])
            yield "sixteen at once", fault or "another answer" * (out != right)
        stores = list(home.rglob("*"))
        yield "what sixteen leave", "" if len([p for p in stores if p.is_file()]) == 1 else "more"


def damaged(home: Path, mine: Path, noise: random.Random, count: int) -> Iterator[Fault]:
    """Damage the kept store; the answer is right, or says in a line that it must be asked again."""
    calls = (
        *(["members", "ORG"], ["show", "AAA", "script"], ["cite", "script"], ["export", "jsonl"]),
        *(["--version"], ["data", "info"], ["search", "text"], ["overlap", "ORG"], ["changes"]),
        *(["data", "diff", str(mine)], ["list", "states"], ["sources"]),
    )
    for i in range(count):
        arguments = ["--data", str(mine), *calls[i % len(calls)]]
        call(["--data", str(mine), "timeline"], home)
        (store,) = home.rglob("*.db")
        scatter(store, noise)
        done = call(arguments, home)
        yield (
            f"ots {' '.join(arguments[2:])} on noise",
            wrong(done.returncode, done.stderr, [0, 2, 3]),
        )
        store.unlink(missing_ok=True)


def caches(home: Path, mine: Path) -> Iterator[Fault]:
    """Put something else where stores are kept, take the rights, the home, or the clock."""
    arguments = ["--data", str(mine), "timeline", "-f", "ids"]
    right = call(arguments, home).stdout
    (store,) = home.rglob("*.db")

    def outcome(name: str, variables: Mapping[str, str] = {}) -> Fault:
        done = call(arguments, home, variables)
        lost = done.stdout != right
        return name, wrong(done.returncode, done.stderr, [0]) or "another answer" * lost

    for name, make in _PLANTED.items():
        with suppress(OSError):
            shutil.rmtree(store) if store.is_dir() else store.unlink()
        make(store)
        yield outcome(f"{name} in place of a store")
    with suppress(OSError):
        shutil.rmtree(store) if store.is_dir() and not store.is_symlink() else store.unlink()
    for mode in (0o777, 0o500, 0o000, 0o1777):
        call(arguments, home)
        store.parent.chmod(mode)
        yield outcome(f"a folder of mode {mode:o}")
        store.parent.chmod(0o700)
    for mode in (0o666, 0o622, 0o000, 0o400):
        call(arguments, home)
        store.chmod(mode)
        yield outcome(f"a store of mode {mode:o}")
    for name, variables in _VARIABLES.items():
        yield outcome(name, variables)


def _plant_table(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE meta (key, value); CREATE TABLE record (id)")
    connection.close()


_PLANTED: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "an empty file": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("x"),
    "noise": lambda path: path.write_bytes(random.Random(2).randbytes(8_192)),
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to zeros": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
    "another table": _plant_table,
}
_VARIABLES = {
    "no home": {"HOME": "", "XDG_CACHE_HOME": ""},
    "a home that is not there": {"HOME": "/nonexistent", "XDG_CACHE_HOME": ""},
    "a home that is a file": {"HOME": "/etc/passwd", "XDG_CACHE_HOME": ""},
    "a relative cache": {"HOME": "/nonexistent/home", "XDG_CACHE_HOME": "x"},
    "a cache that is a device": {"XDG_CACHE_HOME": "/dev/null"},
    "the first zone": {"TZ": "Pacific/Kiritimati"},
    "the last zone": {"TZ": "Etc/GMT+12"},
    "a clock of 1970": {"OTS_TODAY": "1970-01-01"},
    "a clock of 2100": {"OTS_TODAY": "2100-12-31"},
    "a zone that is none": {"TZ": "x/y"},
    "the language C": {"LANG": "C", "LC_ALL": "C"},
    "Latin-1": {"PYTHONIOENCODING": "latin-1"},
    "ASCII": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
    "no assertions": {"PYTHONOPTIMIZE": "2"},
    "a terminal of no columns": {"COLUMNS": "0", "LINES": "0"},
    "a terminal that is none": {"COLUMNS": "x", "TERM": "x"},
}


def terminals(home: Path) -> Iterator[Fault]:
    """Ask on a terminal of every width, with every pager, on the first and the last day."""
    for variables, code in (
        *(
            ({"COLUMNS": width}, 0)
            for width in ("1", "19", "40", "80", "200", "1000000", "0", "-1")
        ),
        *(({"PAGER": pager, "OTS_PAGER": pager}, 0) for pager in _PAGERS),
        *(({"OTS_TODAY": day}, 0) for day in ("0001-01-01", "0999-12-31", "9999-12-31")),
        *(({"OTS_TODAY": day}, 2) for day in ("x", "2020-13-01", "10000-01-01", "\x1b[31m")),
        ({"TERM": "dumb"}, 0),
        ({"PATH": "/nonexistent", "LINES": "5"}, 0),
    ):
        for arguments in (["members", "--history"], ["timeline", "--limit", "30"], ["show", "UZB"]):
            began = time.monotonic()
            found, shown = _on_terminal(arguments, home, variables)
            slow = "slow" * (time.monotonic() - began > 20)
            said = shown if "Traceback" in shown or "fault in" in shown else ""
            codes = [0, code] if arguments[0] == "timeline" else [code]  # it needs no day
            fault = wrong(found, said, codes)
            yield f"{variables} ots {' '.join(arguments)}", fault or slow


_PAGERS = ("cat", "false", "no-such-pager", "exit 127", "head -n 1", '"', "")


def _on_terminal(
    arguments: Sequence[str], home: Path, variables: Mapping[str, str]
) -> tuple[int, str]:
    """Call the program on a pseudo-terminal, and return its code and what it showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ |= {**TODAY, "LINES": "24", "XDG_CACHE_HOME": str(home), **variables}
        os.execv(OTS[0], [*OTS, *arguments])  # noqa: S606
    shown = b""
    with suppress(OSError):
        while part := os.read(terminal, 65_536):
            shown += part
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode(errors="replace")
