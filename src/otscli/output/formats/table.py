"""`table`: drawn by Rich to the width of a terminal; elsewhere as wide as its content."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any, Literal

from otscli.answer import Answer, title
from otscli.drawing.text import ASCII, BLOCKS
from otscli.escaping import visible
from otscli.output.below import said_below
from otscli.output.cells import Cell
from otscli.output.columns import GAP, Column, Fit, fit, wrapped
from otscli.output.fields import FieldSelection
from otscli.output.layout import Layout, lay_out
from otscli.output.record_view import pages
from otscli.output.terminal import Output

_BATCH = 1000  # lines that are measured together
_GAP = " " * GAP
_A_GROUP = 2  # average lines per group from which groups are separated
_NO_PAGER = 127  # exit code of a shell for an unknown command
_SIGNALLED = 128  # higher codes mean a signal, such as Ctrl-C
_LABEL = 30  # maximum width of a label before a sentence

# Of the 256 colours, those with a contrast of 3.5 or more on both black and white.
_SGR = {
    "bold": "1",
    "dim": "38;5;244",
    "red": "38;5;160",
    "green": "38;5;28",
    "yellow": "38;5;130",
    "orange": "38;5;166",
    "magenta": "38;5;133",
    "cyan": "38;5;30",
}


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the table, on a terminal with its caption."""
    if answer.view == "page" and not selection:
        _write_pages(answer, output)
        return
    if answer.view == "about" and not selection:
        _write_about(answer, output)
        return
    bars: Literal["blocks", "ascii"] = "blocks" if output.unicode else "ascii"
    layout = lay_out(answer, selection, output.width, bars=bars)
    if output.terminal and output.width is not None:
        _write_drawn(layout, answer, output)
    else:
        _write_plain(layout, output)


def _write_plain(layout: Layout, output: Output) -> None:
    """One record per line, nothing wrapped, nothing cut."""
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
    if not output.color or not cell.text:
        return cell.text
    codes = ";".join(_SGR[word] for word in cell.style.split())
    shown = f"\x1b[{codes}m{cell.text}\x1b[0m" if codes else cell.text
    if cell.link and output.links:
        return f"\x1b]8;;{visible(cell.link)}\x1b\\{shown}\x1b]8;;\x1b\\"
    return shown


def _write_pages(answer: Answer, output: Output) -> None:
    """Each record under its heading, its content wrapped only on a terminal."""
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
    """A record in sentences with the numbers of their publishers, who are named below."""
    (row,) = answer.rows
    cited = [_by(one) for line in answer.lines for one in line.sources]
    numbers = {publisher: i for i, publisher in enumerate(dict.fromkeys(cited), start=1)}
    drawn = [_styled(Cell(visible(title(row.fields)), "bold"), output) + "\n"]
    width = min(max((len(line.label) for line in answer.lines), default=0), _LABEL)
    for line in answer.lines:
        said_by = sorted({numbers[_by(one)] for one in line.sources})
        marks = f" [{','.join(map(str, said_by))}]" if said_by else ""
        label = "" if not line.label else f"{visible(line.label):<{width}}{_GAP}"
        for i, part in enumerate(_wrapped(visible(line.text) + marks, len(label), output)):
            lead = Cell(label if i == 0 else " " * len(label), "dim")
            drawn.append(f"{_styled(lead, output)}{part}\n")
    named = [f"[{n}] {publisher}" for publisher, n in numbers.items()]
    parts = _wrapped(f"Sources: {', '.join(named)}", 0, output) if named else []
    drawn += [_styled(Cell(part, "dim"), output) + "\n" for part in parts]
    drawn.append(f"More: ots show {visible(row.fields['id'])}\n")
    if output.terminal:
        _show("".join(drawn), output)
    else:
        output.write("".join(drawn))


def _by(citation: Mapping[str, Any]) -> str:
    return visible(citation["publisher"] or citation["source"])


def _wrapped(text: str, indent: int, output: Output) -> list[str]:
    if output.width is None:
        return [text]
    return wrapped(text, max(output.width - indent - len(_GAP), 20))


def _write_drawn(layout: Layout, answer: Answer, output: Output) -> None:
    """The table within the width of the terminal, groups separated, with the lines below it."""
    width = output.width or 80
    lines = list(layout.lines)
    fitted = fit(layout.columns, [cells for _, cells in lines], width)
    if fitted is None:
        drawn = _stacked(layout.columns, lines, width, output)
    else:
        drawn = _in_columns(layout.columns, lines, fitted, output)
    below = said_below(answer, lines, ids=fitted is None or _has_ids(layout.columns, fitted))
    page = "".join(f"{line}\n" for line in drawn)
    for said in below:
        parts = wrapped(said, width)
        page += "".join(f"{_styled(Cell(part, 'dim'), output)}\n" for part in parts)
    _show(page, output)


def _has_ids(columns: Sequence[Column], fitted: Fit) -> bool:
    shown = [*(one.at for one in fitted.shown), *fitted.below]
    return any(columns[at].heading == "Id" for at in shown)


def _in_columns(
    columns: Sequence[Column],
    lines: Sequence[tuple[str, list[Cell]]],
    fitted: Fit,
    output: Output,
) -> Iterator[str]:
    shown = fitted.shown
    heads = [Cell(columns[one.at].heading, "bold") for one in shown]
    rule = "─" if output.unicode else "-"
    yield from _wrapped_line(columns, fitted, heads, output)
    yield rule * (sum(one.width for one in shown) + GAP * (len(shown) - 1))
    groups = {group for group, _ in lines}
    apart = len(lines) >= _A_GROUP * len(groups)
    before = None
    for group, cells in lines:
        if apart and before is not None and group != before:
            yield ""
        before = group
        kept = [cells[one.at] for one in shown]
        kept = [
            replace(cell, text=cell.short) if one.codes and cell.short else cell
            for cell, one in zip(kept, shown, strict=True)
        ]
        yield from _wrapped_line(
            columns, fitted, kept, output, [cells[at] for at in fitted.below if cells[at].text]
        )


def _wrapped_line(
    columns: Sequence[Column],
    fitted: Fit,
    cells: Sequence[Cell],
    output: Output,
    below: Sequence[Cell] = (),
) -> Iterator[str]:
    """A row on as many lines as its cells need."""
    from rich.cells import cell_len

    blocks: list[list[Cell]] = []
    for one, cell in zip(fitted.shown, cells, strict=True):
        column = columns[one.at]
        lines = wrapped(cell.text, one.width, dates=column.dates)
        block = [replace(cell, text=line) for line in lines]
        moved = [replace(cell, style=cell.style or "dim") for cell in below]
        blocks.append([*block, *moved] if column.main else block)
    for i in range(max(map(len, blocks))):
        parts = []
        for one, block in zip(fitted.shown, blocks, strict=True):
            cell = block[i] if i < len(block) else Cell("")
            space = " " * (one.width - cell_len(cell.text))
            shown = _styled(cell, output)
            parts.append(space + shown if columns[one.at].right else shown + space)
        yield (" " * GAP).join(parts).rstrip()


def _stacked(
    columns: Sequence[Column],
    lines: Sequence[tuple[str, list[Cell]]],
    width: int,
    output: Output,
) -> Iterator[str]:
    """Each row as lines of heading and content, for a terminal too narrow for columns."""
    label = max((len(column.heading) for column in columns), default=0)
    for i, (_, cells) in enumerate(lines):
        if i:
            yield ""
        for column, cell in zip(columns, cells, strict=True):
            if not cell.text:
                continue
            head = _styled(Cell(f"{column.heading:<{label}}", "dim"), output)
            for part in wrapped(cell.text, width - label - GAP, dates=column.dates):
                yield f"{head}{' ' * GAP}{_styled(replace(cell, text=part), output)}"
                head = " " * label


def _show(page: str, output: Output) -> None:
    """Print a page, through the pager if it is longer than the screen."""
    if not output.pager or page.count("\n") < output.height:
        output.write(page)
        return
    output.begin()
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
        with suppress(BrokenPipeError):  # the user quit it early
            pager.communicate(page)
        code = pager.wait()
    except OSError:
        code = _NO_PAGER
    if 0 < code < _SIGNALLED:
        output.complain(
            f"the pager {output.pager!r} failed; set PAGER to another, or to cat for none"
        )
        output.write(page)
