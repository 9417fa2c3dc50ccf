"""`html`: a whole page with one table; nothing in the data is markup."""

from __future__ import annotations

from html import escape

from otscli.answer import Answer
from otscli.escaping import visible
from otscli.output.cells import Cell
from otscli.output.fields import FieldSelection
from otscli.output.layout import lay_out
from otscli.output.terminal import Output

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>ots</title>
<style>
body {{ font-family: system-ui, sans-serif; margin: 2rem; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: .3rem .8rem; text-align: left; vertical-align: top; }}
thead {{ border-bottom: 2px solid; }}
tbody tr {{ border-bottom: 1px solid #ccc; }}
</style>
</head>
<body>
<table>
{caption}<thead><tr>{headings}</tr></thead>
<tbody>
"""
_FOOT = "</tbody>\n</table>\n</body>\n</html>\n"


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the page, the rows as they come."""
    layout = lay_out(answer, selection)
    caption = f"<caption>{escape(visible(answer.caption))}</caption>\n" if answer.caption else ""
    headings = "".join(f"<th>{escape(visible(c.heading))}</th>" for c in layout.columns)
    output.write(_HEAD.format(caption=caption, headings=headings))
    for _, cells in layout.lines:
        output.write(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in cells)}</tr>\n")
    output.write(_FOOT)


def _cell(cell: Cell) -> str:
    shown = escape(cell.text)
    if cell.link and cell.link.startswith(("http://", "https://")):
        return f'<a href="{escape(visible(cell.link))}">{shown}</a>'
    return shown
