"""How long each question takes and how much memory, beside what else there is: a Markdown table.

    python benchmarks/run.py --sizes 524,100000,1000000 > table.md

524 stands for the data that `ots` ships with, whatever number of events it has by now; other
sizes are made by generate.py. `ots`, its peers and their data are set up in a temporary folder,
or in the one that `--keep` names, where a later run finds environments and generated data again.
Nothing but a running `ots` is read from the checkout; pip must reach a package index.

All commands are run in turn, round after round, so that what else the machine does falls on all
of them alike. A row shows the minimum and the median of its rounds.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import datetime as dt
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHIPPED, MILLION = 524, 1_000_000
ROWS = 50  # of the window query
SLOW = 1.0  # seconds; what takes longer is run three times only
SLOW_ROUNDS = 3
SINCE = "2020-01-01"
WINDOWS = (  # tried in this order for the one with about 50 rows
    *(f"2023-01/2023-{month:02}" for month in range(12, 0, -1)),
    "1998-07",
    "1998-07-15",
)

EMPTY_APP = """\
import typer
{imports}
app = typer.Typer()


@app.command()
def main() -> None:
    print("word")


app(prog_name="{name}")
"""

LAUNCHER = """\
import os, sys, time
quiet = [(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
began = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(child, 0)
taken = time.perf_counter() - began
print(taken, used.ru_maxrss, os.waitstatus_to_exitcode(status), file=sys.stderr)
"""
"""Starts what is measured. The system counts the memory of who starts a program as the
program's own, so that has to be as small as a bare interpreter."""

KHAL_CONFIG = """\
[calendars]
[[events]]
path = {folder}/calendar
readonly = True
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
timeformat = %H:%M
[sqlite]
path = {folder}/khal.db
"""


@dataclasses.dataclass
class Case:
    """One row of the table: a command, and what it is held against."""

    title: str
    command: Sequence[str | Path]
    variables: Mapping[str, str] = dataclasses.field(default_factory=dict)
    before: Callable[[], None] | None = None
    base: str = "empty"  # the key of the row that the ratio is taken to
    at_most: float | None = None  # times the base
    slower_than: str | None = None  # a peer is held against this row
    seconds: float | None = None
    megabytes: float | None = None
    prints: bool = True
    rounds: int = 0  # 0: as many as were asked for
    times: list[float] = dataclasses.field(default_factory=list)
    memory: float = 0.0
    failure: str = ""


class Run:
    """Environments, data and cases in one folder."""

    def __init__(self, folder: Path, sizes: Sequence[int], rounds: int) -> None:
        self.folder = folder
        self.sizes = sizes
        self.rounds = rounds
        self.cases: dict[str, Case] = {}
        self.variables = {
            name: value
            for name, value in os.environ.items()
            if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH"}
            and not name.startswith("OTS_")
        }
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            self.variables[f"XDG_{kind}_HOME"] = str(folder / "home" / kind.lower())
        self.variables |= {"LC_ALL": "C.UTF-8", "COLUMNS": "100"}
        self.ots = folder / "env-ots" / "bin" / "ots"
        self.python = folder / "env-ots" / "bin" / "python"

    # Setting up

    def tell(self, command: Sequence[str | Path]) -> str:
        """Return what a command prints; raise CalledProcessError where it fails."""
        return subprocess.run(
            command, env=self.variables, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    def environment(self, name: str, *wanted: str) -> None:
        """Make a virtual environment with packages and their bytecode, unless it is there."""
        place = self.folder / f"env-{name}"
        complete = place / "complete"
        if complete.exists():
            return
        say(f"environment of {name}")
        self.tell([sys.executable, "-m", "venv", "--clear", place])
        self.tell([str(place / "bin" / "pip"), "install", "-q", *wanted])
        self.tell([place / "bin" / "python", "-m", "compileall", "-q", place / "lib"])
        complete.touch()

    def install(self) -> None:
        """Install `ots` as a wheel of the checkout, and write the empty applications."""
        (self.folder / "env-ots" / "complete").unlink(missing_ok=True)
        shutil.rmtree(self.folder / "home", ignore_errors=True)
        self.environment("ots", str(HERE.parent))
        for name, imports in (("empty", ""), ("rich", "import rich.console, rich.table")):
            (self.folder / name).write_text(EMPTY_APP.format(name=name, imports=imports))
        time.sleep(3)  # until the files are too old to change unseen

    def generate(self, size: int) -> Path:
        """Make the events of a size, unless they are there."""
        file = self.folder / f"events-{size}.jsonl"
        if not file.exists():
            say(f"{size:,} events")
            temporary = file.with_suffix(".tmp")
            with temporary.open("wb") as out:
                made = [sys.executable, str(HERE / "generate.py"), str(size)]
                subprocess.run(made, check=True, stdout=out)
            temporary.replace(file)
            time.sleep(3)
        return file

    def window(self, data: Sequence[str | Path]) -> tuple[str, int]:
        """Return the period that holds about 50 events, and how many it holds."""
        best, best_count = "", 0
        for period in WINDOWS:
            asked = [self.ots, *data, "timeline", "--during", period, "-f", "ids"]
            count = self.tell(asked).count("\n")
            if abs(count - ROWS) < abs(best_count - ROWS):
                best, best_count = period, count
        return best, best_count

    # What is measured

    def add_starts(self) -> None:
        """The interpreter, the empty applications, and every command on the shipped data."""
        ots, python = self.ots, self.python
        empty, rich = [python, self.folder / "empty"], [python, self.folder / "rich"]
        self.cases |= {
            "bare": Case(
                "bare interpreter, `python -c pass`", [python, "-c", "pass"], prints=False
            ),
            "empty": Case("empty Typer app", empty),
            "empty help": Case("empty Typer app, `--help`", [*empty, "--help"]),
            "empty completion": Case(
                "empty Typer app, completion", empty, bash_completion("empty", "empty --")
            ),
            "rich": Case("empty Typer app with Rich's console and table imported", rich),
            "version": Case("`ots --version`", [ots, "--version"]),
            "help": Case("`ots --help`", [ots, "--help"], base="empty help", at_most=1.5),
            "completion": Case(
                "completion of `ots members TUR`",
                [ots],
                bash_completion("ots", "ots members TUR"),
                base="empty completion",
                at_most=1.3,
            ),
        }
        since = ["timeline", "--since", SINCE[:4]]
        for key, *words in (
            ("json", *since, "--json"),
            ("tsv", *since, "-f", "tsv"),
            ("members", "members", "--json"),
            ("overlap", "overlap", "OTS", "CSTO", "--json"),
            ("search", "search", "karabakh", "--json"),
            ("show", "show", "UZB", "--json"),
        ):
            limit = None if key == "tsv" else 1.1
            self.cases[key] = Case(f"`ots {shlex.join(words)}`", [ots, *words], at_most=limit)
        words = [*since, "-f", "table"]
        self.cases["table"] = Case(
            f"`ots {shlex.join(words)}`", [ots, *words], base="rich", at_most=1.2
        )
        home = self.folder / "home" / "first"
        self.cases["first"] = Case(
            "the first call ever, `ots members --json`",
            [ots, "members", "--json"],
            {"XDG_CACHE_HOME": str(home)},
            base="",
            before=lambda: shutil.rmtree(home, ignore_errors=True),
            seconds=3,
            rounds=5,
        )

    def add_size(self, size: int) -> None:
        """A window, searches and a stream, on the data of one size."""
        shipped = size == SHIPPED
        data: list[str | Path] = [] if shipped else ["--data", self.generate(size)]
        label = "shipped data" if shipped else f"{size:,} events"
        ots = [self.ots, *data]
        if not shipped:
            say(f"store of {label}")
            million = size == MILLION
            build = Case(
                f"{label}: the first call, which builds the store",
                [*ots, "timeline", "--limit", "1", "--json"],
                base=f"insert {size}",
                at_most=1.5,
                seconds=90 if million else None,
                megabytes=150,
                rounds=1,
            )
            self.cases[f"build {size}"] = build
            self.measure(build)
            self.cases[f"insert {size}"] = peer = self.insert(size)
            if not peer.failure:
                self.measure(peer)
        period, count = self.window(data)

        def case(what: str, words: Sequence[str], base: str, at_most: float) -> Case:
            return Case(
                f"{label}: {what}",
                [*ots, *words],
                base=f"{base} {SHIPPED}",
                at_most=at_most if size == MILLION else None,
                megabytes=60 if size == MILLION else None,
            )

        self.cases[f"window {size}"] = case(
            f"`timeline --during {period} --json`, {count} rows",
            ["timeline", "--during", period, "--json"],
            "window",
            1.3,
        )
        if shipped:
            found = self.tell([self.ots, "search", "karabakh", "--limit", "1000000", "-f", "ids"])
            holding = found.count("\n")
            self.cases[f"search {size}"] = case(
                f"`search karabakh --json`, a word that {holding} records hold",
                ["search", "karabakh", "--json"],
                "search",
                1,
            )
        else:
            self.cases[f"search {size}"] = case(
                "`search needle --json`, a word that 100 records hold",
                ["search", "needle", "--json"],
                "search",
                2,
            )
            common = case(
                "`search event --json`, a word that all hold",
                ["search", "event", "--json"],
                "search",
                0,
            )
            common.at_most = None
            self.cases[f"common {size}"] = common
        pipe = f"{shlex.join(map(str, ots))} timeline -f jsonl | head -n 1"
        self.cases[f"head {size}"] = dataclasses.replace(
            case("`timeline -f jsonl \\| head -n 1`", [], "head", 0),
            command=["/bin/sh", "-c", pipe],
            at_most=None,
        )
        for form in ("json", "tsv", "table"):
            words = ["timeline", "--since", "2020", "-f", form]
            since = case(f"`{' '.join(words)}`", words, f"since {form}", 0)
            since.at_most, since.rounds = None, 1 if size == MILLION else 3
            self.cases[f"since {form} {size}"] = since
        one = "UZB" if shipped else "event-0000001"
        shown = case(f"`show {one} --json`", ["show", one, "--json"], "show", 0)
        shown.at_most = None
        self.cases[f"show {size}"] = shown
        whole = case("`timeline -f jsonl`, every row", ["timeline", "-f", "jsonl"], "all", 0)
        whole.at_most, whole.rounds = None, 1 if size == MILLION else 3
        self.cases[f"all {size}"] = whole
        for form in ("csv", "tsv", "table"):
            words = ["timeline", "--since", "0001", "-f", form]
            every = case(f"`{' '.join(words)}`, every row", words, "all", 0)
            every.base, every.rounds = f"all {size}", whole.rounds
            every.at_most = None if shipped else 2
            self.cases[f"all {form} {size}"] = every

    def insert(self, size: int) -> Case:
        """The events as a table of sqlite-utils, with an index on the day and full text."""
        program = self.folder / "env-sqlite-utils" / "bin" / "sqlite-utils"
        base = self.folder / f"events-{size}.db"
        steps = (
            ["insert", base, "events", self.generate(size), "--nl", "--pk", "id"],
            ["create-index", base, "events", "date", "id"],
            ["enable-fts", base, "events", "title", "summary"],
        )
        script = " && ".join(shlex.join(map(str, [program, *step])) for step in steps)
        return Case(
            f"{size:,} events: sqlite-utils `insert`, `create-index`, `enable-fts`",
            ["/bin/sh", "-c", script],
            base="",
            before=lambda: base.unlink(missing_ok=True),
            rounds=1,
            prints=False,
            failure="" if program.exists() else "not installed",
        )

    def add_peers(self) -> None:
        """Other programs, asked the same question on the same events."""
        expected = len(self.tell([self.ots, *self.since("ids")]).split())
        prepare = {"sqlite-utils": self.sqlite_utils, "khal": self.khal, "yq": self.yq}
        for name, ask in prepare.items():
            case = Case(f"{name}, the same events since 2020", [], slower_than="json")
            self.cases[name] = case
            try:
                self.environment(name, name)
                program = self.folder / f"env-{name}" / "bin" / name
                place = fresh(self.folder / f"peer-{name}")
                case.command, rows = ask(program, place)
                version = f"import importlib.metadata as m; print(m.version({name!r}))"
                number = self.tell([program.parent / "python", "-c", version]).strip()
                case.title = f"{name} {number}, the same events since 2020"
                if rows != expected:
                    case.title += f" ({rows} rows for {expected})"
            except (OSError, subprocess.CalledProcessError) as error:
                said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
                case.failure = f"cannot be run: {said[-1] if said else error}"
                say(f"{name} {case.failure}")

    def since(self, form: str) -> list[str]:
        """The question that peers are asked, for `ots`."""
        return ["timeline", "--since", SINCE[:4], "-f", form]

    def save(self, form: str, file: Path) -> Path:
        """Write all shipped events in a format."""
        file.write_text(self.tell([self.ots, "timeline", "-f", form]), encoding="utf-8")
        return file

    def sqlite_utils(self, program: Path, place: Path) -> tuple[list[str | Path], int]:
        """A table of events with an index on start and end."""
        base = place / "events.db"
        events = self.save("json", place / "events.json")
        self.tell([program, "insert", base, "events", events, "--pk", "id"])
        self.tell([program, "create-index", base, "events", "start", "end"])
        asked = "SELECT * FROM events WHERE end >= :since ORDER BY start, end, id"
        command: list[str | Path] = [program, "query", base, asked, "-p", "since", SINCE]
        return command, self.tell(command).count('"id": "')

    def khal(self, program: Path, place: Path) -> tuple[list[str | Path], int]:
        """A calendar folder, one event a file; the first question fills khal's own store."""
        (place / "calendar").mkdir()
        text = self.save("ics", place / "events.ics").read_text(encoding="utf-8")
        head, *events = text.split("BEGIN:VEVENT")
        for number, event in enumerate(events):
            body = event.partition("END:VEVENT")[0]
            whole = f"{head}BEGIN:VEVENT{body}END:VEVENT\nEND:VCALENDAR\n"
            (place / "calendar" / f"{number}.ics").write_text(whole, encoding="utf-8")
        config = place / "config"
        config.write_text(KHAL_CONFIG.format(folder=place), encoding="utf-8")
        ends = self.tell([str(self.ots), *self.since("tsv"), "--fields", "end"]).split()
        last = max(ends[1:])
        command: list[str | Path] = [
            *(program, "-c", config, "list", "--once", "--day-format", ""),
            *("--format", "{start-date} {uid} {title}", SINCE, last),
        ]
        lines = self.tell(command).splitlines()
        return command, len({line for line in lines if line.strip()})

    def yq(self, program: Path, place: Path) -> tuple[list[str | Path], int]:
        """A filter over YAML, for the jq that yq calls."""
        if not shutil.which("jq"):
            raise OSError("it needs jq, which is not installed")
        file = self.save("yaml", place / "events.yaml")
        command: list[str | Path] = [program, f'map(select(.end >= "{SINCE}"))', file]
        return command, self.tell(command).count('\n    "id": "')

    # Measuring

    def measure(self, case: Case) -> None:
        """Run a command once, to its end, reading all that it writes."""
        if case.before:
            case.before()
        with subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", LAUNCHER, *case.command],
            env={**self.variables, **case.variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None  # noqa: S101 - a pipe was asked for
            assert process.stderr is not None  # noqa: S101
            written = 0
            while chunk := os.read(process.stdout.fileno(), 65_536):
                written += len(chunk)
            seconds, memory, code = process.stderr.read().split()
        if int(code) or (not written and case.prints):
            case.failure = f"ended with {int(code)}, {written} bytes"
        case.times.append(float(seconds))
        unit = 1 if sys.platform == "darwin" else 1024
        case.memory = max(case.memory, int(memory) * unit / 1_000_000)

    def go(self) -> None:
        """Set everything up and run all cases in turn."""
        self.install()
        self.add_starts()
        self.add_peers()
        for size in self.sizes:
            self.add_size(size)
        waiting = [case for case in self.cases.values() if not case.failure and not case.times]
        for case in waiting:  # warm, and find out which are slow
            self.measure(case)
            slow = case.times[0] > SLOW
            case.rounds = case.rounds or (SLOW_ROUNDS if slow else self.rounds)
            case.times.clear()
        for number in range(self.rounds):
            say(f"round {number + 1} of {self.rounds}")
            for case in waiting:
                if number < case.rounds and not case.failure:
                    self.measure(case)

    # The table

    def table(self) -> list[str]:
        """The lines of the Markdown table."""
        told = (
            "import sqlite3, importlib.metadata as m\n"
            "print(sqlite3.sqlite_version, m.version('typer'), m.version('rich'))"
        )
        sqlite, typer, rich = self.tell([self.python, "-c", told]).split()
        version = self.tell([self.ots, "--version"]).splitlines()[0]
        head = (
            f"{dt.date.today().isoformat()}, {version}; {platform.system()} {platform.machine()}, "
            f"{os.cpu_count()} cores, CPython {platform.python_version()}, SQLite {sqlite}, "
            f"Typer {typer}, Rich {rich}; {self.rounds} rounds, {SLOW_ROUNDS} of what takes more "
            f"than {SLOW:g} s, one of each build."
        )
        lines = [
            head,
            "",
            "| what | min ms | median ms | ratio | MB | limit | met |",
            "| --- | ---: | ---: | ---: | ---: | --- | --- |",
        ]
        return lines + [self.row(key, case) for key, case in self.cases.items()]

    def row(self, key: str, case: Case) -> str:
        """One line of the table."""
        if case.failure or not case.times:
            return f"| {case.title} | | | | | | {case.failure or 'not run'} |"
        fastest, median = min(case.times), statistics.median(case.times)
        base = self.cases.get(case.base)
        ratio = fastest / min(base.times) if base and base.times else None
        limits: list[tuple[str, bool]] = []
        if case.at_most is not None and ratio is not None and key != case.base and base:
            limits.append((f"≤ {case.at_most} × {named(case.base)}", ratio <= case.at_most))
        if case.seconds is not None:
            limits.append((f"≤ {case.seconds:g} s", fastest <= case.seconds))
        if case.megabytes is not None:
            limits.append((f"≤ {case.megabytes:g} MB", case.memory <= case.megabytes))
        if case.slower_than:
            other = min(self.cases[case.slower_than].times)
            limits.append((f"`ots` faster ({fastest / other:.1f} ×)", other < fastest))
        failed = [text for text, met in limits if not met]
        verdict = f"**no**: {', '.join(failed)}" if len(limits) > 1 else "**no**"
        cells = [
            case.title,
            f"{fastest * 1000:,.0f}",
            f"{median * 1000:,.0f}",
            "" if ratio is None else f"{ratio:.2f} × {named(case.base)}",
            f"{case.memory:.0f}",
            ", ".join(text for text, _ in limits),
            ("yes" if not failed else verdict) if limits else "",
        ]
        return f"| {' | '.join(cells)} |"


def bash_completion(program: str, line: str) -> dict[str, str]:
    """What a shell sets when it asks a program to complete a line."""
    return {
        f"_{program.upper()}_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split(" ")) - 1),
    }


def named(base: str) -> str:
    """What the table calls a row that others are held against."""
    names = {"empty": "empty app", "rich": "Typer + Rich app"}
    names |= {"empty help": "its `--help`", "empty completion": "its completion"}
    names |= {base: "sqlite-utils"} if base.startswith("insert ") else {}
    names |= {base: "jsonl"} if base.startswith("all ") and not base.endswith(str(SHIPPED)) else {}
    return names.get(base, "shipped")


def fresh(folder: Path) -> Path:
    """Make a folder, without what was in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)


def sizes_of(text: str) -> list[int]:
    """The sizes of an option; the shipped data is always among them, for the ratios."""
    return sorted({SHIPPED, *map(int, text.split(","))})


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--sizes", type=sizes_of, default=[SHIPPED, 100_000], help="default: 524,100000"
    )
    parser.add_argument("--rounds", type=int, default=15, help="runs of each command; default: 15")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="set up here, and leave it for the next run"
    )
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        if options.keep:
            folder = options.keep.resolve()
            folder.mkdir(parents=True, exist_ok=True)
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ots-bench-")))
        run = Run(folder, options.sizes, options.rounds)
        try:
            run.go()
        except subprocess.CalledProcessError as error:
            sys.exit(f"{shlex.join(map(str, error.cmd))}: {error.stderr}")
        print("\n".join(run.table()))


if __name__ == "__main__":
    main()
