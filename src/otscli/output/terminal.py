"""The output stream, and what it can show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from typing import IO, Any

from otscli.answer import Look
from otscli.choices import FORMATS, Color
from otscli.errors import QueryError

_NARROWEST, _WIDEST = 20, 1000  # assumed width of a terminal


class Output:
    """An open stream. `width` is None if lines may have any length.

    `prelude` is called before the first text, unless an answer cannot be written; `begun` says
    whether any text was written.
    """

    prelude: Callable[[], None] | None = None
    begun = False
    look = Look()

    def __init__(
        self,
        stream: IO[str],
        format: str,  # noqa: A002 - as the option
        *,
        terminal: bool = False,
        color: bool = False,
        links: bool = False,
        unicode: bool = True,
        width: int | None = None,
        height: int = 0,
        pager: str = "",
    ) -> None:
        self.stream = stream
        self.format = format
        self.terminal = terminal
        self.color = color
        self.links = links
        self.unicode = unicode
        self.width = width
        self.height = height
        self.pager = pager
        self.complaints: list[str] = []

    def begin(self) -> None:
        """Print what precedes the answer, once nothing prevents the answer itself."""
        if not self.begun:
            self.begun = True
            if self.prelude:
                self.prelude()

    def write(self, text: str) -> None:
        """Write text unchanged."""
        if not self.begun:
            self.begin()
        self.stream.write(text)

    def write_bytes(self, content: bytes) -> None:
        """Write bytes."""
        self.begin()
        self.stream.flush()
        binary: Any = self.stream
        binary.buffer.write(content)
        binary.buffer.flush()

    def refuse_unshown(self) -> None:
        """Raise `QueryError` if a terminal cannot show the format."""
        if FORMATS[self.format].binary and self.terminal:
            raise QueryError(
                f"{self.format} is nothing to show on a terminal; send it to a file: > FILE"
            )

    def refuse_missing(self) -> None:
        """Raise `QueryError` if the format needs a package that is not installed.

        This is checked last, so that nothing else is wrong once it is installed.
        """
        from importlib.util import find_spec

        needs = FORMATS[self.format].needs
        if needs and find_spec(needs) is None:
            raise QueryError(
                f"-f {self.format} takes a package that is not there; "
                f"`pip install 'turkic-states[{self.format}]'` installs it"
            )

    def complain(self, message: str) -> None:
        """Keep a message for stderr about what could not be written."""
        self.complaints.append(message)


def standard_output(format_: str, color: Color, *, pager: bool) -> Output:
    """Return standard output with its capabilities, by the conventions of git and gh.

    `NO_COLOR` (not empty) removes colour, `FORCE_COLOR` (not empty, not 0) adds it in a pipe,
    `--color` outranks both; `TERM=dumb` has neither colour nor links. `COLUMNS` sets the width of a
    terminal. `OTS_PAGER` outranks `PAGER`; empty or `cat` means none.
    """
    terminal = sys.stdout.isatty()
    dumb = os.environ.get("TERM") == "dumb"
    colored = _colored(color, terminal=terminal, dumb=dumb)
    size = shutil.get_terminal_size((80, 24)) if terminal else None
    return Output(
        stream=sys.stdout,
        format=format_,
        terminal=terminal,
        color=colored,
        links=terminal and colored and not dumb,
        unicode=not dumb,
        width=min(max(size.columns, _NARROWEST), _WIDEST) if size else None,
        height=size.lines if size else 0,
        pager=_pager() if terminal and pager and not dumb else "",
    )


def _colored(color: Color, *, terminal: bool, dumb: bool) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return terminal and not dumb


def _pager() -> str:
    for variable in ("OTS_PAGER", "PAGER"):
        if variable in os.environ:
            return "" if os.environ[variable].strip() in {"", "cat"} else os.environ[variable]
    return "less"
