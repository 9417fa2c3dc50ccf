"""A dataset read from where it lies: every record of every list, in the order of reference."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from otscli.dataset.entries import Entry
from otscli.dataset.files import files
from otscli.dataset.findings import Finding, Mark, Report
from otscli.dataset.read_yaml import Mapping, Sequence, locate
from otscli.dataset.read_yaml import read as read_file
from otscli.dataset.schema import LISTS

SECTIONS = ("dataset", *LISTS)


def read(path: Path, report: Report) -> Iterator[Entry]:
    """Yield the records of a dataset, lists that others refer to first.

    What cannot be read is reported and left out; reading goes on behind it.
    Raises `DatasetError` where there is no such file.
    """
    tops = [(str(file), top) for file in files(path) if (top := read_file(file, report))]
    for file, top in tops:
        for name in top:
            if name not in SECTIONS:
                mark = Mark(file, *top.places[name])
                known = ", ".join(SECTIONS)
                report(Finding(mark, "error", f"unknown list {name!r}; lists are {known}", "list"))
    for section in SECTIONS:
        for file, top in tops:
            if section in top:
                yield from _section(file, section, top, report)


def _section(file: str, section: str, top: Mapping, report: Report) -> Iterator[Entry]:
    value, place = top[section], top.places[section]
    if section == "dataset":
        items, places = [value], [place]
    elif isinstance(value, Sequence):
        items, places = value, value.places
    elif value == "":  # an empty list is left to stand as `events:`
        return
    else:
        message = f"{section!r} must be a list of records"
        report(Finding(Mark(file, *place), "error", message, "type"))
        return
    for item, item_place in zip(items, places, strict=True):
        if isinstance(item, Mapping):
            yield Entry(section, item, Mark(file, *item_place), partial(locate, item))
        else:
            message = f"{section}: a record must be a mapping with fields"
            report(Finding(Mark(file, *item_place), "error", message, "type"))
