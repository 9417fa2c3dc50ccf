"""What a release printed: how `tests/released/VERSION/answers` keeps it, and how to ask again.

`records.jsonl` holds every record as `ots show ID --json` printed it. An object that repeats a
record of an earlier line is kept as `{"=": id}` with the values that differ; in another object that
speaks of such a record, by its `id` or `source`, `"="` means the value that the record has.

Every other file holds one question a line, as an object with these keys:

- `call`: the arguments; `DATA` is the folder of the data.
- `every`: the type of record whose ids, all of them, are standard input.
- `code`: the exit code, where it is not 0.
- `rows`: the JSON answer, shortened by the records in the same way.
- `columns`: the header of `-f csv`.
- `formats`: by option, what was printed in the other formats: the text where it is short, else
  `sha256:` and its digest, or `exit` and a code. Where a format takes fields, `columns` were named,
  so that a field that a later release adds changes nothing.
- `lists`: for an export, a digest of each column of each list.
- `out`: for a command without rows, the text.

Tables, help, messages on stderr and stores are for people or for the release itself: not kept.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FIELDED = ("-f json", "-f jsonl", "-f csv", "-f tsv", "-f md", "-f yaml", "-f html")
UNFIELDED = ("-f ids", "-f ics")
STYLES = ("--style text", "--style bibtex")

_SHORT = 600
_FINDING = re.compile(r"(.*?:\d+:\d+): (\w+): .* \[([\w-]+)\]")

Row = dict[str, Any]
Lists = dict[str, dict[str, str]]
Ots = Callable[..., Any]
"""Takes arguments and `stdin`; returns an object with `code` and `out`."""


@dataclass(frozen=True)
class Kept:
    """One question, and what a release answered."""

    call: list[str]
    every: str = ""
    code: int = 0
    rows: list[Row] | None = None
    columns: list[str] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    lists: Lists = field(default_factory=dict)
    out: str | None = None

    @property
    def name(self) -> str:
        """The question as one types it."""
        return " ".join(self.call) + (f" (every {self.every})" if self.every else "")

    def line(self) -> str:
        """The question as one line of JSON, without what is empty."""
        said = {key: value for key, value in vars(self).items() if value or key == "rows"}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


@cache
def questions(release: Path) -> tuple[Kept, ...]:
    """Read every question that was put to a release."""
    files = sorted((release / "answers").glob("*.jsonl"))
    return tuple(
        Kept(**json.loads(line))
        for file in files
        if file.stem != "records"
        for line in file.read_text(encoding="utf-8").splitlines()
    )


@cache
def records(release: Path) -> Mapping[str, Row]:
    """Read every record of a release by its id."""
    known: dict[str, Row] = {}
    with (release / "answers" / "records.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = unfolded(json.loads(line), known)
            known[row["id"]] = row
    return known


def folded(value: Any, known: Mapping[str, Row]) -> Any:
    """Shorten a value by what known records say, too."""
    if isinstance(value, list):
        return [folded(one, known) for one in value]
    if not isinstance(value, dict):
        return value
    record = known.get(_of(value), {})
    if list(value) == list(record):
        changed = {key: one for key, one in value.items() if one != record[key]}
        return {"=": value["id"], **folded_values(changed, {}, known)}
    return folded_values(value, record, known)


def folded_values(value: Row, record: Row, known: Mapping[str, Row]) -> Row:
    """Put `"="` for each value that the record has as well, and shorten the others."""
    return {
        key: "="
        if key not in {"id", "source"} and key in record and record[key] == one
        else folded(one, known)
        for key, one in value.items()
    }


def unfolded(value: Any, known: Mapping[str, Row]) -> Any:
    """Return a value as it was printed: the reverse of `folded`."""
    if isinstance(value, list):
        return [unfolded(one, known) for one in value]
    if not isinstance(value, dict):
        return value
    if "=" in value:
        return known[value["="]] | {k: unfolded(v, known) for k, v in value.items() if k != "="}
    record = known.get(_of(value), {})
    return {k: record[k] if v == "=" else unfolded(v, known) for k, v in value.items()}


def _of(value: Row) -> str:
    """The id of the record that a row, a citation or a cell speaks of."""
    id_ = value.get("id", value.get("source"))
    return id_ if isinstance(id_, str) else ""


def asked(ots: Ots, data: Path, kept: Kept, ids: str, *more: str) -> Any:
    """Put a question to a program about the data of a release; `ids` is standard input."""
    call = [word.replace("DATA", str(data)) for word in kept.call]
    return ots("--data", str(data), *call, *more, stdin=ids if kept.every else "")


def rows(ots: Ots, data: Path, kept: Kept, ids: str) -> tuple[int, list[Row]]:
    """Ask for the rows of an answer; those of `check` are its findings without the wording."""
    if kept.call[0] == "check":
        result = asked(ots, data, kept, ids)
        found = map(_FINDING.fullmatch, result.out.replace(f"{data}/", "").splitlines())
        return result.code, [
            dict(zip(("id", "level", "rule"), finding.groups(), strict=True))
            for finding in found
            if finding
        ]
    result = asked(ots, data, kept, ids, "--json")
    return result.code, json.loads(result.out) if result.code == 0 else []


def header(ots: Ots, data: Path, kept: Kept, ids: str) -> list[str]:
    """Ask for the columns of an answer."""
    result = asked(ots, data, kept, ids, "-f", "csv")
    return next(csv.reader([result.out.partition("\r\n")[0]]), [])


def text(ots: Ots, data: Path, kept: Kept, ids: str, option: str) -> str:
    """Ask for an answer in another format, with the columns of `kept` where it takes fields."""
    fields = ["--fields", ",".join(kept.columns)] if option in FIELDED else []
    result = asked(ots, data, kept, ids, *option.split(), *fields)
    if result.code:
        return f"exit {result.code}"
    if len(result.out) <= _SHORT:
        return str(result.out)
    return f"sha256:{hashlib.sha256(result.out.encode()).hexdigest()}"


def exported(ots: Ots, data: Path, form: str, target: Path) -> Lists:
    """Export a dataset to a new file or folder; return the digests of what is there."""
    result = ots("--data", str(data), "export", form, "-o", str(target))
    assert (result.code, result.out) == (0, ""), result
    if form == "db":  # its tables are the release's own: ask it
        lines = target.with_suffix(".jsonl")
        lines.write_text(ots("--data", str(target), "export", "jsonl").out, encoding="utf-8")
        target = lines
    if target.is_file():
        found: dict[str, list[Row]] = {}
        for line in target.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.setdefault(row["type"], []).append(row)
        return {name: _digests(list_) for name, list_ in found.items()}
    lists = {"dataset": _digests([json.loads((target / "dataset.json").read_text("utf-8"))])}
    read = _csv_lists if form == "csv" else _parquet_lists
    return lists | {name: _digests(list_) for name, list_ in read(target)}


def _csv_lists(folder: Path) -> Iterator[tuple[str, Iterable[Row]]]:
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            yield file.stem, list(csv.DictReader(stream))


def _parquet_lists(folder: Path) -> Iterator[tuple[str, Iterable[Row]]]:
    from pyarrow import parquet

    for list_ in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = sorted(list_.rglob("*.parquet"))
        yield list_.name, [r for f in files for r in parquet.ParquetFile(f).read().to_pylist()]


def _digests(list_: Sequence[Row] | Iterable[Row]) -> dict[str, str]:
    """A digest of each column, in the order of the columns."""
    columns: dict[str, Any] = {}
    for row in list_:
        for key, value in row.items():
            cell = json.dumps(value, ensure_ascii=False, default=str)
            columns.setdefault(key, hashlib.sha256()).update(f"{cell}\n".encode())
    return {key: digest.hexdigest()[:16] for key, digest in columns.items()}
