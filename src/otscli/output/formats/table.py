"""`table`: drawn by Rich on a terminal, as wide as it; as wide as its content elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from otscli.answer import Answer, title
from otscli.drawing.text import ASCII, BLOCKS
from otscli.escaping import visible
from otscli.output.cells import Cell
from otscli.output.fields import FieldSelection
from otscli.output.layout import Layout, lay_out
from otscli.output.record_view import pages
from otscli.output.terminal import Output

if TYPE_CHECKING:
    from rich.text import Text

_BATCH = 1000  # lines whose widths are measured together
_GAP = "  "
_NO_PAGER = 127  # what a shell ends with where there is no such command
_SIGNALLED = 128  # from here on a signal ended it, as Ctrl-C does
_LABEL = 30  # characters that a label of a sentence takes at most
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


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the table, and on a terminal its caption."""
    if answer.view == "page" and not selection:
        _write_pages(answer, output)
        return
    if answer.view == "about" and not selection:
        _write_about(answer, output)
        return
    bars: Literal["blocks", "ascii"] = "blocks" if output.unicode else "ascii"
    layout = lay_out(answer, selection, output.width, bars=bars)
    if output.terminal and output.width is not None:
        _write_drawn(layout, answer.caption, output)
    else:
        _write_plain(layout, output)


def _write_plain(layout: Layout, output: Output) -> None:
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
            output.write(_line(heads, widths, layout, output))
            rule = "─" if output.unicode else "-"
            output.write(_GAP.join(rule * width for width in widths) + "\n")
        for cells in batch:
            output.write(_line(cells, widths, layout, output))
        first = False


def _line(cells: list[Cell], widths: list[int], layout: Layout, output: Output) -> str:
    from rich.cells import cell_len

    parts = []
    for cell, width, column in zip(cells, widths, layout.columns, strict=True):
        space = " " * (width - cell_len(cell.text))
        text = _styled(cell, output)
        parts.append(space + text if column.right else text + space)
    return _GAP.join(parts).rstrip() + "\n"


def _styled(cell: Cell, output: Output) -> str:
    if not output.color or not cell.style or not cell.text:
        return cell.text
    codes = ";".join(_SGR[word] for word in cell.style.split())
    return f"\x1b[{codes}m{cell.text}\x1b[0m"


def _write_pages(answer: Answer, output: Output) -> None:
    """Each record under its heading, its content wrapped on a terminal only."""
    drawn: list[str] = []
    for heading, lines in pages(answer, output.width, BLOCKS if output.unicode else ASCII):
        if drawn:
            drawn.append("\n")
        drawn.append(_styled(Cell(heading, "bold"), output) + "\n")
        width = max(len(label) for label, _ in lines)
        for label, cell in lines:
            head = _styled(Cell(f"{label:<{width}}", "dim"), output)
            for i, part in enumerate(_wrapped(cell.text, width, output)):
                lead = head if i == 0 else " " * width
                drawn.append(
                    f"{lead}{_GAP}{_styled(Cell(part, cell.style), output)}".rstrip() + "\n"
                )
    if output.terminal:
        _show("".join(drawn), output)
    else:
        output.write("".join(drawn))


def _write_about(answer: Answer, output: Output) -> None:
    """One record in sentences, each with the number of its source, and the sources below."""
    (row,) = answer.rows
    cited: dict[str, Any] = {}
    for line in answer.lines:
        cited |= {one["source"]: one for one in line.sources}
    numbers = {source: i for i, source in enumerate(cited, start=1)}
    drawn = [_styled(Cell(visible(title(row.fields)), "bold"), output) + "\n"]
    width = min(max((len(line.label) for line in answer.lines), default=0), _LABEL)
    for line in answer.lines:
        marks = "".join(f" [{numbers[one['source']]}]" for one in line.sources)
        label = "" if not line.label else f"{visible(line.label):<{width}}{_GAP}"
        for i, part in enumerate(_wrapped(visible(line.text) + marks, len(label), output)):
            lead = Cell(label if i == 0 else " " * len(label), "dim")
            drawn.append(f"{_styled(lead, output)}{part}\n")
    named = [f"[{n}] {visible(cited[s]['publisher'] or s)}" for s, n in numbers.items()]
    parts = _wrapped(f"Sources: {', '.join(named)}", 0, output) if named else []
    drawn += [_styled(Cell(part, "dim"), output) + "\n" for part in parts]
    drawn.append(f"More: ots show {row.fields['id']}\n")
    if output.terminal:
        _show("".join(drawn), output)
    else:
        output.write("".join(drawn))


def _wrapped(text: str, indent: int, output: Output) -> list[str]:
    if output.width is None:
        return [text]
    from textwrap import wrap

    room = max(output.width - indent - len(_GAP), 20)
    return wrap(text, room, break_on_hyphens=False, drop_whitespace=True) or [""]


def _write_drawn(layout: Layout, caption: str, output: Output) -> None:
    """The table as wide as the terminal, wrapped where it must be, groups set apart."""
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table

    width = output.width or 80
    page = StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=True,
        color_system="256" if output.color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    shown = [i for i, column in enumerate(layout.columns) if column.vital or width >= _ROOMY]
    table = Table(
        box=box.SIMPLE_HEAD if output.unicode else box.ASCII2,
        pad_edge=False,
        expand=any(layout.columns[i].share for i in shown),
        padding=(0, 1),
        caption=caption or None,
        caption_justify="left",
        header_style="bold" if output.color else "",
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
        table.add_row(*(_text(cells[i], output) for i in shown))
    console.print(table)
    _show(page.getvalue(), output)


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


def _text(cell: Cell, output: Output) -> Text:
    from rich.style import Style
    from rich.text import Text

    style = Style.parse(cell.style) if cell.style and output.color else Style()
    if cell.link and output.links:
        style += Style(link=cell.link)
    return Text(cell.text, style=style, end="")


def _show(page: str, output: Output) -> None:
    """Print a page, through the pager where it is longer than the screen."""
    if not output.pager or page.count("\n") < output.height:
        output.write(page)
        return
    import subprocess

    environment = {"LESS": "FRX", **os.environ}
    try:
        pager = subprocess.Popen(  # noqa: S602 - PAGER is a shell command by convention
            output.pager,
            shell=True,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            encoding="utf-8",
        )
        with suppress(BrokenPipeError):  # it was left before the end
            pager.communicate(page)
        code = pager.wait()
    except OSError:
        code = _NO_PAGER
    if 0 < code < _SIGNALLED:
        output.complain(
            f"the pager {output.pager!r} failed; set PAGER to another, or to cat for none"
        )
        output.write(page)
