"""`md`: a table in GitHub Flavored Markdown."""

from __future__ import annotations

from otscli.answer import Answer
from otscli.output.cells import Cell
from otscli.output.fields import FieldSelection
from otscli.output.layout import lay_out
from otscli.output.terminal import Output

_ESCAPED = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~&!"})
_IN_ADDRESS = str.maketrans({c: f"%{ord(c):02X}" for c in "()<>|\\ "})


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the header, then the rows one by one."""
    layout = lay_out(answer, selection)
    headings = [column.heading.translate(_ESCAPED) for column in layout.columns]
    output.write(f"| {' | '.join(headings)} |\n")
    rules = ["--:" if column.right else "---" for column in layout.columns]
    output.write(f"| {' | '.join(rules)} |\n")
    for _, cells in layout.lines:
        output.write(f"| {' | '.join(_cell(cell) for cell in cells)} |\n")


def _cell(cell: Cell) -> str:
    shown = cell.text.translate(_ESCAPED)
    if cell.link and shown:
        return f"[{shown}](<{cell.link.translate(_IN_ADDRESS)}>)"
    return shown
