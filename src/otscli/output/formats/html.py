"""`html`: a page with a table, below a picture if the answer can be drawn.

Nothing in the data is markup.
"""

from __future__ import annotations

from html import escape
from itertools import chain, islice

from otscli.answer import Answer, Look
from otscli.escaping import visible
from otscli.output.below import SINGLE_SAID, captions
from otscli.output.cells import SINGLE, Cell
from otscli.output.fields import FieldSelection
from otscli.output.layout import lay_out
from otscli.output.terminal import Output

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
{style}body {{ font-family: system-ui, sans-serif; margin: 2rem; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: .3rem .8rem; text-align: left; vertical-align: top; }}
thead {{ border-bottom: 2px solid; }}
tbody tr {{ border-bottom: 1px solid #ccc; }}
</style>
</head>
<body>
{picture}<table>
{caption}<thead><tr>{headings}</tr></thead>
<tbody>
"""
_WITH_PICTURE = """\
html { color-scheme: light dark; background: Canvas; color: CanvasText; }
svg { max-width: 100%; height: auto; margin-bottom: 2rem; }
"""
_TITLE = "ots"
_FOOT = "</tbody>\n</table>\n{legend}</body>\n</html>\n"


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the page, the rows one by one."""
    answer, picture, title = _drawn(answer, output)
    layout = lay_out(answer, selection, bars="none")
    said = [escape(visible(line)) for line in captions(answer, empty=answer.rows == [])]
    caption = f"<caption>{'<br>'.join(said)}</caption>\n" if said else ""
    headings = "".join(f"<th>{escape(c.heading)}</th>" for c in layout.columns)
    style = _WITH_PICTURE if picture else ""
    output.write(
        _HEAD.format(
            title=escape(title), style=style, picture=picture, caption=caption, headings=headings
        )
    )
    marked = False
    for _, cells in layout.lines:
        marked |= any(cell.text.endswith(SINGLE) for cell in cells)
        output.write(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in cells)}</tr>\n")
    output.write(_FOOT.format(legend=f"<p>{SINGLE_SAID}</p>\n" if marked else ""))


def _drawn(answer: Answer, output: Output) -> tuple[Answer, str, str]:
    """Return the answer, its rows not yet consumed, its picture, if any, and the page's title."""
    from otscli.drawing.canvas import svg
    from otscli.drawing.scene import MOST, drawable, scene

    if not drawable(answer):
        return answer, "", _TITLE
    if isinstance(answer.rows, list):
        first = answer.rows[: MOST + 1]
    else:
        rows = iter(answer.rows)
        first = list(islice(rows, MOST + 1))
        answer = answer._replace(rows=chain(first, rows))
    look = output.look
    if (not first or len(first) > MOST) and look == Look():  # no option is ignored
        return answer, "", _TITLE
    drawn = scene(answer._replace(rows=first), look)
    return answer, svg(drawn, look, inline=True), drawn.frame.title


def _cell(cell: Cell) -> str:
    shown = escape(cell.text)
    if cell.link:
        return f'<a href="{escape(cell.link)}">{shown}</a>'
    return shown
