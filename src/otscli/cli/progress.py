"""The progress bar of what takes long."""

from __future__ import annotations

import sys
from pathlib import Path

from otscli.dataset.files import shown


class Bar:
    """Draws on one line of stderr how much of a file is read, or of a site written."""

    _WIDTH = 30

    def __init__(self, doing: str = "reading") -> None:
        self._doing = doing
        self._drawn = ""

    def draw(self, file: Path, part: float) -> None:
        """Draw the bar; `part` is from 0 to 1."""
        done = round(self._WIDTH * part)
        bar = "█" * done + "░" * (self._WIDTH - done)
        name = Path(shown(file)).name
        drawn = f"ots: {self._doing} {name} {bar} {part:4.0%}"
        sys.stderr.write(f"\r{drawn:<{len(self._drawn)}}")
        self._drawn = drawn
        sys.stderr.flush()

    def clear(self) -> None:
        """Clear the line, if anything was drawn."""
        if self._drawn:
            sys.stderr.write(f"\r{' ' * len(self._drawn)}\r")
