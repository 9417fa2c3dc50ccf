"""Datasets read from where they lie: every record of every list, in the order of reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from otscli.choices import LIST_OF
from otscli.dataset import read_yaml
from otscli.dataset.definitions import LISTS
from otscli.dataset.entry import Entry
from otscli.dataset.files import STREAMED, YAML, files
from otscli.dataset.findings import Finding, Mark, Report
from otscli.dataset.from_output import RowReader
from otscli.errors import DatasetError

SECTIONS = ("dataset", *LISTS)

_NARRATIVE = frozenset({"events", "memberships", "facts"})
"""Lists whose records name those of others, and are read when all of these are known."""

_REFERRED = [type_ for type_, list_ in LIST_OF.items() if list_ not in _NARRATIVE]
_REFERENCE = f"({'|'.join(_REFERRED)})".encode()
_REFERENCE_IN_JSON = re.compile(rb'"type"\s*:\s*"' + _REFERENCE + rb'"')
_REFERENCE_IN_CELL = re.compile(rb'(^|[,\t])"?' + _REFERENCE + rb'"?([,\t\r\n]|$)')

Rows = Iterator[tuple[Mapping[str, Any], Mark, Any]]


Progress = Callable[[Path, float], None]
"""Told now and then how much of a long file was read, from 0 to 1."""

_STEP = 10_000  # rows between two words on progress


def read(
    paths: Sequence[Path], report: Report, progress: Progress | None = None
) -> Iterator[Entry]:
    """Yield the records of datasets, lists that others refer to first.

    Of several datasets, `Entry.dataset` counts them. What cannot be read is reported and left
    out; reading goes on behind it. Raises `DatasetError` where there is no such file.
    """
    parts = [
        (number, part)
        for number, path in enumerate(paths)
        for file in files(path)
        if (part := _open(file, report, progress))
    ]
    for section in SECTIONS:
        for number, part in parts if section not in _NARRATIVE else ():
            yield from _of(number, part.reference_list(section))
    for number, part in parts:
        yield from _of(number, part.narrative_lists())


def _of(number: int, entries: Iterator[Entry]) -> Iterator[Entry]:
    for entry in entries:
        entry.dataset = number
        yield entry


class _Part(Protocol):
    """One file of a dataset."""

    def reference_list(self, section: str) -> Iterator[Entry]:
        """Yield the records of a list that others refer to."""

    def narrative_lists(self) -> Iterator[Entry]:
        """Yield events, memberships and facts."""


def _open(file: Path, report: Report, progress: Progress | None) -> _Part | None:
    if file.suffix in STREAMED:
        return _Rows(partial(_stream, file, report, progress), report, mixed=_is_mixed(file))
    if file.suffix == ".json":
        return _json(file, report)
    if file.suffix in YAML:
        return _yaml(file, report)
    raise DatasetError(f"{file}: the ending of its name says no format that ots reads")


def _yaml(file: Path, report: Report) -> _Part | None:
    top = read_yaml.read(file, report)
    if isinstance(top, read_yaml.Sequence):
        return _Rows(partial(_yaml_rows, top, file, report), report)
    if top is None:
        return None
    return _Lists(_sections(str(file), top, report))


def _json(file: Path, report: Report) -> _Part | None:
    from otscli.dataset import read_json

    document = read_json.read_document(file, report)
    if document is None:
        return None
    if isinstance(document, list):
        return _Rows(lambda: iter(document), report)
    known = {name: entries for name, entries in document.items() if name in SECTIONS}
    for name in document.keys() - known.keys():
        _unknown_list(Mark(str(file), 1), name, report)
    return _Lists(known)


def _stream(file: Path, report: Report, progress: Progress | None) -> Rows:
    """Yield the rows of a file that is read record by record, however long it is."""
    if file.suffix == ".parquet":
        from otscli.dataset.read_parquet import read_parquet

        yield from read_parquet(file, str(file), report)
        return
    with file.open("rb") as stream:
        if file.suffix in {".csv", ".tsv"}:
            from otscli.dataset.read_flat import read_flat

            rows: Rows = read_flat(stream, str(file), report, tabs=file.suffix == ".tsv")
        else:
            from otscli.dataset.read_json import read_lines

            rows = read_lines(stream, str(file), report)
        size = file.stat().st_size
        for count, row in enumerate(rows, start=1):
            if progress and count % _STEP == 0:
                progress(file, stream.tell() / size)
            yield row


def _is_mixed(file: Path) -> bool:
    """Whether there may be records in the file that others refer to: a look at its lines."""
    if file.suffix == ".parquet":
        return True
    flat = file.suffix in {".csv", ".tsv"}
    pattern = _REFERENCE_IN_CELL if flat else _REFERENCE_IN_JSON
    with file.open("rb") as stream:
        if flat:
            next(stream, None)  # the header
        return any(pattern.search(line, 0, 300) for line in stream)


def _yaml_rows(top: read_yaml.Sequence, file: Path, report: Report) -> Rows:
    for item, place in zip(top, top.places, strict=True):
        mark = Mark(str(file), *place)
        if isinstance(item, read_yaml.Mapping):
            yield read_yaml.plain(item), mark, partial(read_yaml.locate, item)
        else:
            report(Finding(mark, "error", "a record must be a mapping with fields", "type"))


def _sections(file: str, top: read_yaml.Mapping, report: Report) -> dict[str, list[Entry]]:
    """The records of the lists of a YAML file."""
    sections: dict[str, list[Entry]] = {}
    for name, value in top.items():
        mark = Mark(file, *top.places[name])
        if name not in SECTIONS:
            _unknown_list(mark, name, report)
        elif name == "dataset" and isinstance(value, read_yaml.Mapping):
            sections[name] = [Entry(name, value, mark, partial(read_yaml.locate, value))]
        elif isinstance(value, read_yaml.Sequence):
            sections[name] = list(_section(file, name, value, report))
        elif value != "":  # an empty list may be left to stand as `events:`
            what = "a mapping with fields" if name == "dataset" else "a list of records"
            report(Finding(mark, "error", f"{name!r} must be {what}", "type"))
    return sections


def _section(file: str, name: str, value: read_yaml.Sequence, report: Report) -> Iterator[Entry]:
    for item, place in zip(value, value.places, strict=True):
        mark = Mark(file, *place)
        if isinstance(item, read_yaml.Mapping):
            yield Entry(name, item, mark, partial(read_yaml.locate, item))
        else:
            message = f"{name}: a record must be a mapping with fields"
            report(Finding(mark, "error", message, "type"))


def _unknown_list(mark: Mark, name: str, report: Report) -> None:
    message = f"unknown list {name!r}; lists are {', '.join(SECTIONS)}"
    report(Finding(mark, "error", message, "list"))


class _Lists:
    """A file that holds lists under their names."""

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
    """A file of rows, each of which says its type.

    Where it is `mixed`, what others refer to is read in a first pass, and kept meanwhile.
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
                if LIST_OF.get(row.get("type", ""), "events") not in _NARRATIVE:
                    for entry in reader.read(row, mark, locate):
                        self._kept.setdefault(entry.list, []).append(entry)
        yield from self._kept.get(section, ())

    def narrative_lists(self) -> Iterator[Entry]:
        """Yield events, memberships and facts, and before each what it describes in place."""
        reader = RowReader(self._report)
        for row, mark, locate in self._rows():
            if not self._mixed or LIST_OF.get(row.get("type", ""), "events") in _NARRATIVE:
                yield from reader.read(row, mark, locate)
