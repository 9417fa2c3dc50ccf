"""Reading datasets: every record of every list, in the order of reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from otscli.choices import LIST_OF
from otscli.dataset import read_yaml
from otscli.dataset.definitions import LISTS
from otscli.dataset.entry import Entry
from otscli.dataset.files import (
    ENDINGS,
    FLAT,
    STREAMED,
    ending,
    files,
    open_file,
    shown,
    subfolders,
)
from otscli.dataset.findings import Finding, Mark, Report, quoted
from otscli.dataset.foreign import HEAD, foreign_beginning, foreign_ending, foreign_lists
from otscli.dataset.from_output import RowReader, recorded
from otscli.dataset.lines import LONGEST
from otscli.dataset.record_types import type_of
from otscli.errors import DatasetError

if TYPE_CHECKING:
    from otscli.dataset.json_stream import Member, Value

SECTIONS = ("dataset", *LISTS)

_NARRATIVE = frozenset({"events", "memberships", "facts"})
"""Lists whose records refer to those of others, read after them."""

_REFERRED = [type_ for type_, list_ in LIST_OF.items() if list_ not in _NARRATIVE]
_WORDS = [type_.encode() for type_ in _REFERRED]
_REFERENCE_IN_JSON = re.compile(rb'"type"\s*:\s*"(' + b"|".join(_WORDS) + rb')"')
_REFERENCE_IN_CELL = re.compile(rb'(^|[,;\t]) *"? *(' + b"|".join(_WORDS) + rb')"? *([,;\t\r\n]|$)')

Rows = Iterator[tuple[Mapping[str, Any], Mark, Any]]


Progress = Callable[[Path, float], None]
"""Progress callback: the part of a long file that was read, from 0 to 1."""

_STEP = 10_000  # rows between two calls for progress


def read(
    paths: Sequence[Path], report: Report, progress: Progress | None = None
) -> Iterator[Entry]:
    """Yield the records of datasets, lists that others refer to first.

    In a union, `Entry.dataset` numbers the datasets. Faulty records are reported and skipped.
    Raises `DatasetError` if a file is missing or cannot be read.
    """
    parts = [
        (number, part)
        for number, path in enumerate(paths)
        for file in files(path)
        if (part := _open(file, report, progress))
    ]
    _note_subfolders(paths, report)
    for section in SECTIONS:
        for number, part in parts if section not in _NARRATIVE else ():
            yield from _of(number, part.reference_list(section))
    for number, part in parts:
        yield from _of(number, part.narrative_lists())


def _note_subfolders(paths: Sequence[Path], report: Report) -> None:
    for path in paths:
        for folder in subfolders(path) if path.is_dir() else ():
            message = "holds files of a dataset, which are not read with those beside it"
            report(Finding(Mark(shown(folder), 1), "note", message, "file"))


def _of(number: int, entries: Iterator[Entry]) -> Iterator[Entry]:
    for entry in entries:
        entry.dataset = number
        yield entry


class _Part(Protocol):
    """A file of a dataset."""

    def reference_list(self, section: str) -> Iterator[Entry]:
        """Yield the records of a list that others refer to."""

    def narrative_lists(self) -> Iterator[Entry]:
        """Yield events, memberships and facts."""


def _open(file: Path, report: Report, progress: Progress | None) -> _Part | None:
    known = ending(file)
    if known not in ENDINGS:
        raise DatasetError(f"{shown(file)} {foreign_ending(known)}")
    with open_file(file) as stream:
        head = stream.read(HEAD)
    mark = Mark(shown(file), 1)
    if len(head) < HEAD and not head.removeprefix(b"\xef\xbb\xbf").strip():
        report(Finding(mark, "warning", "is empty", "file"))
        return None
    if known != ".parquet" and (why := foreign_beginning(head)):
        report(Finding(mark, "error", why, "file"))
        return None
    if known in STREAMED:
        rows = partial(_stream, _READERS[known], file, report, progress)
        return _Rows(rows, report, mixed=_is_mixed(file))
    try:
        return (_json if known == ".json" else _yaml)(file, report, progress)
    except MemoryError:
        raise DatasetError(
            f"{shown(file)} needs more memory than there is; "
            "give it as JSON Lines or CSV, which are read record by record"
        ) from None


def _stream(
    reader: Callable[[IO[bytes], str, Report], Rows],
    file: Path,
    report: Report,
    progress: Progress | None,
) -> Rows:
    """Yield the rows of a file that is read record by record."""
    with open_file(file) as stream:
        size = file.stat().st_size
        for count, row in enumerate(reader(stream, shown(file), report), start=1):
            if progress and count % _STEP == 0:
                progress(file, min(stream.tell() / size, 1.0))
            yield row


def _flat(stream: IO[bytes], name: str, report: Report, *, tabs: bool = False) -> Rows:
    from otscli.dataset.read_flat import read_flat

    return read_flat(stream, name, report, tabs=tabs)


def _lines(stream: IO[bytes], name: str, report: Report) -> Rows:
    from otscli.dataset.read_json import read_lines

    return read_lines(stream, name, report)


def _parquet(stream: IO[bytes], name: str, report: Report) -> Rows:
    from otscli.dataset.read_parquet import read_parquet

    return read_parquet(stream, name, report)


def _array(stream: IO[bytes], name: str, report: Report) -> Rows:
    from otscli.dataset.read_json import read_document

    document = read_document(stream, name, report)
    return iter(()) if document is None or isinstance(document, dict) else document


_READERS: dict[str, Callable[[IO[bytes], str, Report], Rows]] = {
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".csv": _flat,
    ".tsv": partial(_flat, tabs=True),
    ".parquet": _parquet,
}


def _is_mixed(file: Path) -> bool:
    """Whether the file may contain records that others refer to; looks at its lines."""
    known = ending(file)
    if known == ".parquet":
        return True
    flat = known in FLAT
    with open_file(file) as stream:
        lines = iter(partial(stream.readline, LONGEST), b"")
        if flat and b"type" not in next(lines, b""):
            return False
        return any(_may_refer(line, flat=flat) for line in lines)


def _may_refer(line: bytes, *, flat: bool) -> bool:
    if not flat:
        return _REFERENCE_IN_JSON.search(line) is not None
    may = any([word in line for word in _WORDS])  # noqa: C419 - faster than a generator
    return may and _REFERENCE_IN_CELL.search(line) is not None


def _json(file: Path, report: Report, progress: Progress | None) -> _Part | None:
    from otscli.dataset import read_json

    name = shown(file)
    with open_file(file) as stream:
        document = read_json.read_document(stream, name, report)
        if isinstance(document, Iterator):
            return _Rows(partial(_stream, _array, file, report, progress), report)
    if document is None:
        return None
    if why := foreign_lists({key: member.value for key, member in document.items()}):
        report(Finding(Mark(name, 1), "error", why, "file"))
        return None
    row = read_json.row_of(document, Mark(name, 1))
    if type_of(row[0]):
        return _Rows(lambda: iter([row]), report)
    return _Lists(dict(_json_sections(document, report)))


def _json_sections(
    document: Mapping[str, Member], report: Report
) -> Iterator[tuple[str, list[Entry]]]:
    """The lists of a JSON object."""
    for name, member in document.items():
        if name not in SECTIONS:
            _unknown_list(member.mark, name, report)
        elif name == "dataset" and isinstance(member.value, dict):
            yield name, [Entry(name, recorded(member.value), member.mark)]
        elif name != "dataset" and isinstance(member.value, list):
            yield name, [entry for item in member.items if (entry := _entry(name, item, report))]
        elif member.value is not None:
            _no_list(member.mark, name, report)


def _entry(name: str, item: Value, report: Report) -> Entry | None:
    from otscli.dataset.json_text import Places

    if isinstance(item.value, dict):
        return Entry(name, recorded(item.value), item.mark, Places(item.text, item.mark))
    _no_record(item.mark, name, report)
    return None


def _no_record(mark: Mark, name: str, report: Report) -> None:
    message = f"{name}: a record must be a mapping with fields"
    report(Finding(mark, "error", message, "type", mark))


def _no_list(mark: Mark, name: str, report: Report) -> None:
    what = "a mapping with fields" if name == "dataset" else "a list of records"
    report(Finding(mark, "error", f"{name!r} must be {what}", "type"))


def _unknown_list(mark: Mark, name: str, report: Report) -> None:
    message = f"unknown list {quoted(name)}; lists are {', '.join(SECTIONS)}"
    report(Finding(mark, "error", message, "list"))


def _yaml(file: Path, report: Report, _: Progress | None) -> _Part | None:
    name = shown(file)
    top = read_yaml.read(file, report)
    if top is None:
        return None
    if isinstance(top, read_yaml.Sequence):
        return _Rows(partial(_yaml_rows, top, name, report), report)
    if type_of(top):
        row = read_yaml.plain(top), Mark(name, *top.place), partial(read_yaml.locate, top)
        return _Rows(lambda: iter([row]), report)
    return _Lists(dict(_yaml_sections(name, top, report)))


def _yaml_rows(top: read_yaml.Sequence, name: str, report: Report) -> Rows:
    for item, place in zip(top, top.places, strict=True):
        mark = Mark(name, *place)
        if isinstance(item, read_yaml.Mapping):
            yield read_yaml.plain(item), mark, partial(read_yaml.locate, item)
        else:
            message = "a record must be a mapping with fields"
            report(Finding(mark, "error", message, "type", mark))


def _yaml_sections(
    file: str, top: read_yaml.Mapping, report: Report
) -> Iterator[tuple[str, list[Entry]]]:
    """The lists of a YAML file."""
    for name, value in top.items():
        mark = Mark(file, *top.places[name])
        if name not in SECTIONS:
            _unknown_list(mark, name, report)
        elif name == "dataset" and isinstance(value, read_yaml.Mapping):
            yield name, [Entry(name, value, mark, partial(read_yaml.locate, value))]
        elif name != "dataset" and isinstance(value, read_yaml.Sequence):
            yield name, list(_section(file, name, value, report))
        elif value != "":  # an empty list may be written `events:`
            _no_list(mark, name, report)


def _section(file: str, name: str, value: read_yaml.Sequence, report: Report) -> Iterator[Entry]:
    for item, place in zip(value, value.places, strict=True):
        mark = Mark(file, *place)
        if isinstance(item, read_yaml.Mapping):
            yield Entry(name, item, mark, partial(read_yaml.locate, item))
        else:
            _no_record(mark, name, report)


class _Lists:
    """A file with lists under their names."""

    def __init__(self, sections: Mapping[str, Sequence[Entry]]) -> None:
        self._sections = sections

    def reference_list(self, section: str) -> Iterator[Entry]:
        """Yield the records of one list."""
        yield from self._sections.get(section, ())

    def narrative_lists(self) -> Iterator[Entry]:
        """Yield events, memberships and facts, in this order."""
        for section in SECTIONS:
            if section in _NARRATIVE:
                yield from self._sections.get(section, ())


class _Rows:
    """A file of rows with a `type` each.

    If it is `mixed`, records that others refer to are read in a first pass, and kept.
    """

    def __init__(self, rows: Callable[[], Rows], report: Report, *, mixed: bool = True) -> None:
        self._rows = rows
        self._report = report
        self._mixed = mixed
        self._kept: dict[str, list[Entry]] | None = None if mixed else {}

    def reference_list(self, section: str) -> Iterator[Entry]:
        """Yield the records of one list."""
        if self._kept is None:
            self._kept = {}
            reader = RowReader(lambda _: None)
            for row, mark, locate in self._rows():
                if _is_referred(row):
                    for entry in reader.read(row, mark, locate):
                        self._kept.setdefault(entry.list, []).append(entry)
        yield from self._kept.get(section, ())

    def narrative_lists(self) -> Iterator[Entry]:
        """Yield events, memberships and facts, each after what it describes in place."""
        reader = RowReader(self._report)
        for row, mark, locate in self._rows():
            if not (self._mixed and _is_referred(row)):
                yield from reader.read(row, mark, locate)


def _is_referred(row: Mapping[str, Any]) -> bool:
    """Whether others refer to the record of a row."""
    type_ = row.get("type")
    return isinstance(type_, str) and type_ in _REFERRED
