"""`rst`: a table in reStructuredText, for Sphinx and the like."""

from __future__ import annotations

import re

from otscli.answer import Answer
from otscli.output.cells import Cell
from otscli.output.fields import FieldSelection
from otscli.output.layout import lay_out
from otscli.output.terminal import Output

_MARKUP = re.compile(r"([\\`*_|:<>+=~.#\-\"'^])")


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write a list table, the rows one by one."""
    layout = lay_out(answer, selection)
    output.write(".. list-table::\n   :header-rows: 1\n\n")
    _write_row(output, [_escaped(column.heading) for column in layout.columns])
    for _, cells in layout.lines:
        _write_row(output, [_cell(cell) for cell in cells])


def _write_row(output: Output, texts: list[str]) -> None:
    for lead, text in zip(["   * -", *["     -"] * (len(texts) - 1)], texts, strict=True):
        output.write(f"{lead} {text}".rstrip() + "\n")


def _cell(cell: Cell) -> str:
    shown = _escaped(cell.text)
    if cell.link and shown and re.fullmatch(r"https?://[^\s<>`]+", cell.link):
        return f"`{shown} <{cell.link}>`__"
    return shown


def _escaped(text: str) -> str:
    """Escape possible markup, and join the lines."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
