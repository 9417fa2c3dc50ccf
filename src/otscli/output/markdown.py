"""`md`: a table in GitHub Flavored Markdown."""

from __future__ import annotations

from otscli.output.cells import Cell
from otscli.output.fields import Selection
from otscli.output.layout import lay_out
from otscli.output.sink import Sink
from otscli.query.answer import Answer

_ESCAPED = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~&!"})


def write(answer: Answer, sink: Sink, selection: Selection) -> None:
    """Write the header, and the rows as they come."""
    layout = lay_out(answer, selection)
    headings = [column.heading.translate(_ESCAPED) for column in layout.columns]
    sink.write(f"| {' | '.join(headings)} |\n")
    rules = ["--:" if column.right else "---" for column in layout.columns]
    sink.write(f"| {' | '.join(rules)} |\n")
    for _, cells in layout.lines:
        sink.write(f"| {' | '.join(_cell(cell) for cell in cells)} |\n")


def _cell(cell: Cell) -> str:
    shown = cell.text.translate(_ESCAPED)
    if cell.link and shown:
        address = cell.link.replace("(", "%28").replace(")", "%29").replace("|", "%7C")
        return f"[{shown}](<{address}>)"
    return shown
