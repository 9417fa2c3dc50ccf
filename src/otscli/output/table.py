"""`table`: drawn by Rich on a terminal, as wide as it; as wide as its content elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from otscli.output.cells import Cell
from otscli.output.fields import Selection
from otscli.output.layout import Layout, lay_out
from otscli.output.pages import pages
from otscli.output.sink import Sink
from otscli.query.answer import Answer

if TYPE_CHECKING:
    from rich.text import Text

_BATCH = 1000  # lines whose widths are measured together
_GAP = "  "
_ROOMY = 130  # characters from which a terminal has room for the ids

_SGR = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
}


def write(answer: Answer, sink: Sink, selection: Selection) -> None:
    """Write the table, and on a terminal its caption."""
    if answer.view == "page" and not selection:
        _write_pages(answer, sink)
        return
    layout = lay_out(answer, selection, sink.width)
    if sink.terminal and sink.width is not None:
        _write_drawn(layout, answer.caption, sink)
    else:
        _write_plain(layout, sink)


def _write_plain(layout: Layout, sink: Sink) -> None:
    """One record a line, nothing wrapped and nothing cut."""
    from rich.cells import cell_len

    headings = [column.heading for column in layout.columns]
    widths = [cell_len(heading) for heading in headings]
    lines = (cells for _, cells in layout.lines)
    first = True
    while (batch := list(islice(lines, _BATCH))) or first:
        for cells in batch:
            widths = [max(w, cell_len(c.text)) for w, c in zip(widths, cells, strict=True)]
        if first:
            heads = [Cell(heading, "bold") for heading in headings]
            sink.write(_line(heads, widths, layout, sink))
            rule = "─" if sink.unicode else "-"
            sink.write(_GAP.join(rule * width for width in widths) + "\n")
        for cells in batch:
            sink.write(_line(cells, widths, layout, sink))
        first = False


def _line(cells: list[Cell], widths: list[int], layout: Layout, sink: Sink) -> str:
    from rich.cells import cell_len

    parts = []
    for cell, width, column in zip(cells, widths, layout.columns, strict=True):
        space = " " * (width - cell_len(cell.text))
        text = _styled(cell, sink)
        parts.append(space + text if column.right else text + space)
    return _GAP.join(parts).rstrip() + "\n"


def _styled(cell: Cell, sink: Sink) -> str:
    if not sink.color or not cell.style or not cell.text:
        return cell.text
    codes = ";".join(_SGR[word] for word in cell.style.split())
    return f"\x1b[{codes}m{cell.text}\x1b[0m"


def _write_pages(answer: Answer, sink: Sink) -> None:
    """Each record under its heading, its content wrapped on a terminal only."""
    drawn: list[str] = []
    for heading, lines in pages(answer, sink.width):
        if drawn:
            drawn.append("\n")
        drawn.append(_styled(Cell(heading, "bold"), sink) + "\n")
        width = max(len(label) for label, _ in lines)
        for label, cell in lines:
            head = _styled(Cell(f"{label:<{width}}", "dim"), sink)
            for i, part in enumerate(_wrapped(cell.text, width, sink)):
                lead = head if i == 0 else " " * width
                drawn.append(f"{lead}{_GAP}{_styled(Cell(part, cell.style), sink)}".rstrip() + "\n")
    if sink.terminal:
        _show("".join(drawn), sink)
    else:
        sink.write("".join(drawn))


def _wrapped(text: str, indent: int, sink: Sink) -> list[str]:
    if sink.width is None:
        return [text]
    from textwrap import wrap

    room = max(sink.width - indent - len(_GAP), 20)
    return wrap(text, room, break_on_hyphens=False, drop_whitespace=True) or [""]


def _write_drawn(layout: Layout, caption: str, sink: Sink) -> None:
    """The table as wide as the terminal, wrapped where it must be, groups set apart."""
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table

    width = sink.width or 80
    page = StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=True,
        color_system="256" if sink.color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    shown = [i for i, column in enumerate(layout.columns) if column.vital or width >= _ROOMY]
    table = Table(
        box=box.SIMPLE_HEAD if sink.unicode else box.ASCII2,
        pad_edge=False,
        expand=any(layout.columns[i].share for i in shown),
        padding=(0, 1),
        caption=caption or None,
        caption_justify="left",
        header_style="bold" if sink.color else "",
    )
    for i in shown:
        column = layout.columns[i]
        table.add_column(
            column.heading,
            justify="right" if column.right else "left",
            ratio=column.share or None,
            overflow="fold",
            no_wrap=column.whole,
            max_width=column.most,
        )
    for cells in _grouped(layout.lines, table.add_section):
        table.add_row(*(_text(cells[i], sink) for i in shown))
    console.print(table)
    _show(page.getvalue(), sink)


def _grouped(
    lines: Iterator[tuple[str, list[Cell]]], part: Callable[[], None]
) -> Iterator[list[Cell]]:
    """Yield the lines, with a section between groups."""
    before = None
    for group, cells in lines:
        if before is not None and group != before:
            part()
        before = group
        yield cells


def _text(cell: Cell, sink: Sink) -> Text:
    from rich.style import Style
    from rich.text import Text

    style = Style.parse(cell.style) if cell.style and sink.color else Style()
    if cell.link and sink.links:
        style += Style(link=cell.link)
    return Text(cell.text, style=style, end="")


def _show(page: str, sink: Sink) -> None:
    """Print a page, through the pager where it is longer than the screen."""
    if not sink.pager or page.count("\n") < sink.height:
        sink.write(page)
        return
    import subprocess

    environment = {"LESS": "FRX", **os.environ}
    try:
        pager = subprocess.Popen(  # noqa: S602 - PAGER is a shell command by convention
            sink.pager, shell=True, stdin=subprocess.PIPE, env=environment, encoding="utf-8"
        )
    except OSError:
        sink.write(page)
        return
    try:
        pager.communicate(page)
    except (BrokenPipeError, KeyboardInterrupt):
        pager.wait()
