"""CSV and TSV: the output of `-f csv` and `-f tsv`, and other tables.

Comma, semicolon or tab separates the cells, whichever the header has most of. If the header begins
with the columns that `ots` writes, its guards and escapes are undone; in any other table every
character is kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain, islice
from typing import IO, Any

from otscli.dataset.findings import Finding, Mark, Report
from otscli.dataset.lines import LONGEST, Lines, Unreadable, unreadable
from otscli.dataset.table import Table

Row = tuple[dict[str, Any], Mark, None]

_SEPARATORS = ",;\t"


def read_flat(stream: IO[bytes], name: str, report: Report, *, tabs: bool) -> Iterator[Row]:
    """Yield the row of every line after the header, with the values of its cells.

    `tabs` says that the file's name implies tabs. A row of several lines has the position of the
    first. Faults are reported.
    """
    rows = read_rows(stream, name, "\t" if tabs else ",")
    try:
        line, header = next(rows, (1, []))
        if not header:
            return
        table = Table(header, Mark(name, line), report)
        for line, cells in rows:
            if len(cells) == len(header):
                mark = Mark(name, line)
                yield table.row(cells, mark), mark, None
            elif cells:
                mark = Mark(name, line)
                message = f"has {len(cells)} cells, and the header {len(header)}"
                report(Finding(mark, "error", message, "columns", mark))
    except Unreadable as end:
        report(end.finding)


def read_rows(stream: IO[bytes], name: str, promised: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of every row with its first line; a blank line has none.

    `promised` is the separator if the header does not decide. Raises `Unreadable`.
    """
    lines = Lines(stream, name, "csv")
    text = iter(lines)
    first = next((line for line in text if not line.isspace()), "")
    separator = max(_SEPARATORS, key=lambda known: (first.count(known), known == promised))
    if first.startswith("sep=") and len(first.strip("\r\n")) == 5:  # a directive for spreadsheets
        separator, first = first[4], next(text, "")
    text = chain([first], text) if first else text
    if separator == "\t" and not first.startswith('"'):
        for line in text:
            lines.taken = 0
            bare = line.rstrip("\r\n")
            yield lines.number, bare.split("\t") if bare else []
        return
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    reader = csv.reader(text, delimiter=separator, strict=True)
    begins = lines.number
    try:
        for cells in reader:
            yield begins, cells
            begins, lines.taken = lines.number + 1, 0
    except csv.Error as error:
        raise _not_csv(stream, name, str(error), begins, lines.number) from None


def _not_csv(stream: IO[bytes], name: str, problem: str, first: int, last: int) -> Unreadable:
    """Return the fault of a malformed CSV row, at the line that causes it."""
    if "unexpected end" in problem:
        line = _open_quote(stream, first, last) or first
        return unreadable(name, line, "not CSV: the quote that opens here is never closed", "csv")
    if "expected after" in problem:
        line = _open_quote(stream, first, last - 1) or last
        message = "not CSV: a quote inside a cell is not doubled, or does not end the cell"
        return unreadable(name, line, message, "csv")
    if "new-line" in problem:
        problem = "there is a carriage return inside a line"
    return unreadable(name, first, f"not CSV: {problem}", "csv")


def _open_quote(stream: IO[bytes], first: int, last: int) -> int | None:
    """Return the line of the quote that opens between two lines and is still open after them."""
    stream.seek(0)
    found = None
    for line in islice(enumerate(stream, start=1), first - 1, last):
        if quotes := line[1].replace(b'""', b"").count(b'"'):
            is_open = (quotes % 2 == 1) != (found is not None)
            found = line[0] if is_open else None
    return found
