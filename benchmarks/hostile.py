"""What hostile input does: how many calls of each kind break what must hold for all.

    python benchmarks/hostile.py [--seed 1] [--scale 1.0] [--only stores,large] > table.md

Every call must end with a documented code, with one line where it is an error, without a
traceback, without a control character that the program did not write itself, and within two
seconds of the CPU and 300 MB. Files and noise are made anew for each seed. Most calls are made in
a forked process that has the program imported, those about signals and streams in one of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from examples import HOSTILE  # noqa: E402 - tests are no package
from hostile import files, fuzz, payloads, stores, surroundings  # noqa: E402
from hostile.calls import Call, ask, broken  # noqa: E402
from otscli.choices import EXPORTS, FORMATS  # noqa: E402

SHELLS = ("bash", "zsh", "fish", "powershell")
TEXTS = [name for name, format_ in FORMATS.items() if not format_.binary]
COW = TESTS.parent / "docs" / "cow-example.csv"

Fault = tuple[str, str]


class Run:
    """A seed, a scale, and a folder for everything that is made."""

    def __init__(self, seed: int, scale: float, folder: Path) -> None:
        self.noise = random.Random(seed)
        self.scale = scale
        self.folder = folder

    def times(self, count: int) -> int:
        """Return how often something is done at this scale."""
        return max(round(count * self.scale), 1)

    def empty(self, name: str) -> Path:
        """Return a new folder, which everybody may enter."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        folder.chmod(0o755)
        return folder

    def call(self, *arguments: str, **options: object) -> Fault:
        """Make a call with its stores in a folder that is used for it alone."""
        given = {"XDG_CACHE_HOME": str(self.folder / "cache"), **options.pop("variables", {})}
        made = Call(arguments, variables=given, **options)
        return made.typed, broken(made, ask(made))


def hostile_files(run: Run) -> Iterator[Fault]:
    """Every content under every ending, asked and checked."""
    for name, path in files.files(run.empty("files")):
        for arguments in (["timeline", "--json"], ["check"]):
            _, fault = run.call("--data", str(path), *arguments)
            yield f"{name}: {arguments[0]}", fault


def wrong_types(run: Run) -> Iterator[Fault]:
    """A value of a wrong type in a field."""
    for name, path in files.wrong_types(run.empty("types"), run.noise, run.times(820)):
        yield name, run.call("--data", str(path), "check")[1]


def places(run: Run) -> Iterator[Fault]:
    """Devices, pipes, links, folders, rights, names; without the rights of the administrator."""
    folder = run.empty("places")
    (folder / "cache").mkdir()
    for name, path in files.places(folder):
        for arguments in (["timeline", "--json"], ["check"]):
            variables = {"XDG_CACHE_HOME": str(folder / "cache")}
            _, fault = run.call("--data", str(path), *arguments, variables=variables, bound=True)
            yield f"{name}: {arguments[0]}", fault


def handed_on(run: Run) -> Iterator[Fault]:
    """Stores that somebody else made."""
    folder = run.empty("stores")
    good = folder / "good.db"
    run.call("export", "db", "-o", str(good))
    made = (
        *stores.tampered(good, folder),
        *stores.replaced(good, folder),
        *stores.noisy(good, folder, run.noise, run.times(50)),
    )
    for name, path in made:
        for arguments in stores.QUESTIONS:
            _, fault = run.call("--data", str(path), *arguments)
            yield (
                f"{name}: ots {' '.join(arguments)}",
                fault if "lines on stderr" not in fault else "",
            )
        yield f"{name}: data diff", run.call("data", "diff", str(path), "-f", "ids")[1]
        path.unlink()


def large(run: Run) -> Iterator[Fault]:
    """Large and repetitive files."""
    for name, path, arguments in files.large(run.empty("large")):
        yield name, run.call("--data", str(path), *arguments)[1]
        path.unlink()


def around(run: Run) -> Iterator[Fault]:
    """Order, standard input, imports, exports, unions, differences."""
    folder = run.empty("around")
    mine = _mine(folder)
    for number, (name, content) in enumerate(files.CONTENTS.items()):
        if number % 3 == 0:
            yield f"{name} on stdin", run.call("--data", "-", "check", stdin=content)[1]
        if number % 3 == 1:
            path = folder / f"x{number}.yaml"
            path.write_bytes(content)
            yield f"{name}: --fix", run.call("check", "--fix", str(path))[1]
        if number % 3 == 2:
            path = folder / f"x{number}.csv"
            path.write_bytes(content)
            yield (
                f"{name}: union",
                run.call("--data", str(path), "--data", str(mine), "data", "info")[1],
            )
        path = folder / f"y{number}.csv"
        path.write_bytes(content)
        output = str(folder / "cow")
        yield f"{name}: import", run.call("import", "cow", str(path), "-o", output)[1]
        yield f"{name}: data diff", run.call("data", "diff", str(path), "-f", "ids")[1]
    huge = COW.read_text().replace(",", f",{'9' * 5_000},", 1)
    (folder / "huge.csv").write_text(huge)
    yield "a huge code: import", run.call("import", "cow", str(folder / "huge.csv"), "-o", "x")[1]
    for name, export in EXPORTS.items():
        for target in (mine, folder, folder / "no" / "such", Path("/dev/full"), Path("/proc/x")):
            label = f"export {name} -o {target.name}"
            if export.folder and target == folder / "no" / "such":
                continue
            yield label, run.call("--data", str(mine), "export", name, "-o", str(target))[1]
    for typed in (b"\xff\n", b"\0", b"", b"\n\n", b"x" * 100_000, b"\xed\xa0\x80\n"):
        for command in ("show", "cite"):
            yield f"{typed[:9]!r} | ots {command} -", run.call(command, "-", stdin=typed)[1]


def injection(run: Run) -> Iterator[Fault]:
    """Payloads in every text of a dataset, in every question and format; exports read back."""
    folder = run.empty("injection")
    asked = [arguments for each in HOSTILE.values() for arguments in each]
    for name, text in payloads.PAYLOADS.items():
        path = folder / f"{name.replace(' ', '-')}.json"
        path.write_text(payloads.as_json(payloads.dataset(text)))
        for arguments in asked:
            for format_ in run.noise.sample(TEXTS, min(run.times(2), len(TEXTS))):
                terminal = run.noise.choice((0, 40, 80, 200))
                more = ["--color", "never", "-f", format_, *["--explain"] * run.noise.randrange(2)]
                _, fault = run.call("--data", str(path), *arguments, *more, terminal=terminal)
                yield f"{name}: ots {' '.join(arguments)} -f {format_}", fault
        yield f"{name}: --version", run.call("--data", str(path), "--version")[1]
        for id_ in ("script", "src", "AAA"):
            yield (
                f"{name}: cite",
                run.call("--data", str(path), "cite", id_, "--style", "bibtex")[1],
            )
        for export in EXPORTS:
            yield f"{name}: export {export}", _read_back(run, path, export, folder)
        typed = text.replace("\0", "")
        for arguments in (["show", typed], ["timeline", "--since", typed], ["members", typed]):
            yield f"{name} typed: {arguments[0]}", run.call(*arguments)[1]
    yield from _ids(run, folder)
    yield from _completion(run, folder)


def _read_back(run: Run, path: Path, export: str, folder: Path) -> str:
    """Export a dataset; where that can be read, it must give the same answer."""
    target = (
        folder / f"out-{export}{'.db' if export == 'db' else '.jsonl' if export == 'jsonl' else ''}"
    )
    with suppress(OSError):
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    _, fault = run.call("--data", str(path), "export", export, "-o", str(target), megabytes=500.0)
    if fault or not EXPORTS[export].read_back:
        return fault
    given = {"XDG_CACHE_HOME": str(run.folder / "cache")}
    one, two = (
        ask(Call(["--data", str(each), "timeline", "--json"], variables=given))
        for each in (path, target)
    )
    return "" if one.out == two.out else f"reads back otherwise: {two.err[:200]}"


def _ids(run: Run, folder: Path) -> Iterator[Fault]:
    """Ids of what is only named, and of what is described."""
    for name, text in payloads.PAYLOADS.items():
        record = {
            *(("type", "membership"), ("state", text), ("organization", f"O{text}")),
            *(("status", "member"), ("from", "2000")),
        }
        path = folder / "ids.jsonl"
        path.write_text(_line(dict(record)))
        for arguments in (
            ["members", f"O{text}".replace("\0", ""), "-f", "ids"],
            ["changes", "-f", "ics"],
        ):
            yield f"{name} in an id: {arguments[0]}", run.call("--data", str(path), *arguments)[1]


def _line(record: dict[str, str]) -> str:
    import json

    return json.dumps(record) + "\n"


def _completion(run: Run, folder: Path) -> Iterator[Fault]:
    """Completion in four shells, of what comes from the data."""
    for name in payloads.PAYLOADS:
        path = folder / f"{name.replace(' ', '-')}.json"
        for shell in SHELLS:
            for line in ("ots show ", "ots members --state ", "ots timeline --topic "):
                asked = {
                    "_OTS_COMPLETE": f"complete_{shell}",
                    "COMP_WORDS": line,
                    "COMP_CWORD": str(line.count(" ")),
                    "_TYPER_COMPLETE_ARGS": line,
                    "_TYPER_COMPLETE_FISH_ACTION": "get-args",
                    "_TYPER_COMPLETE_WORD_TO_COMPLETE": "",
                    "OTS_DATA": str(path),
                }
                yield f"{name}: {line}in {shell}", run.call(variables=asked)[1]


def kills(run: Run) -> Iterator[Fault]:
    """Kills and interrupts in the making of a store."""
    folder = run.empty("kills")
    big = folder / "big.jsonl"
    line = '{"type":"event","id":"e%d","date":"2001","kind":"k","title":"Title %d"}\n'
    big.write_text("".join(line % (i, i) for i in range(20_000)))
    yield from surroundings.kills(folder / "cache", big, run.noise, run.times(200))


def overwriting(run: Run) -> Iterator[Fault]:
    """Kills and interrupts of what replaces a file."""
    folder = run.empty("overwriting")
    (folder / "out").mkdir()
    yield from surroundings.overwriting(folder / "cache", folder / "out", run.noise, run.times(200))


def folders(run: Run) -> Iterator[Fault]:
    """Kills and interrupts of exports that are folders, a site among them."""
    folder = run.empty("folders")
    (folder / "place").mkdir()
    home, place = folder / "cache", folder / "place"
    yield from surroundings.folders(home, place, _mine(folder), run.noise, run.times(200))


def interrupts(run: Run) -> Iterator[Fault]:
    """Signals at random moments."""
    yield from surroundings.interrupts(run.empty("interrupts"), run.noise, run.times(60))


def at_once(run: Run) -> Iterator[Fault]:
    """Many processes at once."""
    folder = run.empty("at-once")
    yield from surroundings.at_once(folder / "cache", _mine(folder), run.times(4))


def full(run: Run) -> Iterator[Fault]:
    """Full disks, limits of files, closed streams, closed pipes."""
    folder = run.empty("full")
    yield from surroundings.streams(folder / "cache")
    (folder / "out").mkdir()
    yield from surroundings.limits(folder / "limited", _mine(folder), folder / "out")


def damaged(run: Run) -> Iterator[Fault]:
    """Kept stores that are damaged."""
    folder = run.empty("damaged")
    yield from surroundings.damaged(folder / "cache", _mine(folder), run.noise, run.times(200))


def caches(run: Run) -> Iterator[Fault]:
    """Planted, foreign, read-only caches; homes, clocks, languages."""
    folder = run.empty("caches")
    yield from surroundings.caches(folder / "cache", _mine(folder))


def terminals(run: Run) -> Iterator[Fault]:
    """Terminals, pagers, the first and the last day."""
    yield from surroundings.terminals(run.empty("terminals"))


def _mine(folder: Path) -> Path:
    path = folder / "mine.json"
    path.write_text(payloads.as_json(payloads.dataset("text")))
    return path


def fuzz_dates(run: Run) -> Iterator[Fault]:
    """Typed dates."""
    from otscli.dates import understand
    from otscli.errors import DateError

    typed = fuzz.dates(run.noise)
    for _ in range(run.times(200_000)):
        text = next(typed)
        try:
            understand(text)
        except DateError as error:
            yield text, "two lines" * ("\n" in str(error))
        except Exception as error:
            yield text, repr(error)
        else:
            yield text, ""


def fuzz_files(run: Run) -> Iterator[Fault]:
    """Mutated files, checked, and asked where nothing is wrong."""
    made = fuzz.mutated(run.noise, run.empty("fuzz"))
    for _ in range(run.times(2_750)):
        name, path = next(made)
        yield name, run.call("--data", str(path), "check")[1]
        yield name, run.call("--data", str(path), "timeline", "--json")[1]


def fuzz_lines(run: Run) -> Iterator[Fault]:
    """Command lines of known words and noise."""
    from tree import TREE

    options = sorted({each for one in TREE.values() for p in one.params for each in p.opts})
    lines = fuzz.command_lines(run.noise, [each for each in options if each.startswith("-")])
    here = Path.cwd()
    os.chdir(run.empty("lines"))
    for _ in range(run.times(2_130)):
        yield run.call(*next(lines), seconds=8.0, megabytes=600.0)
    os.chdir(here)


PARTS: dict[str, Callable[[Run], Iterator[Fault]]] = {
    "files": hostile_files,
    "types": wrong_types,
    "places": places,
    "stores": handed_on,
    "large": large,
    "around": around,
    "injection": injection,
    "kills": kills,
    "overwriting": overwriting,
    "folders": folders,
    "interrupts": interrupts,
    "at-once": at_once,
    "full": full,
    "damaged": damaged,
    "caches": caches,
    "terminals": terminals,
    "dates": fuzz_dates,
    "mutations": fuzz_files,
    "lines": fuzz_lines,
}


def main() -> int:
    """Run the parts and print the table; the code is 1 where anything broke."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", default=",".join(PARTS))
    arguments = parser.parse_args()
    print(f"Seed {arguments.seed}, scale {arguments.scale}.\n")
    print("| part | what | tried | failed | seconds |")
    print("| --- | --- | --- | --- | --- |", flush=True)
    faults = 0
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        Path(folder).chmod(0o755)
        for name in arguments.only.split(","):
            tried, failed, began = 0, 0, time.monotonic()
            part = PARTS[name]
            # A part has noise of its own, so that it is the same alone and among others.
            for label, fault in part(Run(arguments.seed, arguments.scale, Path(folder))):
                tried += 1
                if fault:
                    failed += 1
                    print(f"{name}: {label}: {fault}", file=sys.stderr, flush=True)
            what = (part.__doc__ or "").partition("\n")[0].rstrip(".")
            seconds = time.monotonic() - began
            print(f"| {name} | {what} | {tried:,} | {failed:,} | {seconds:.0f} |", flush=True)
            faults += failed
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
