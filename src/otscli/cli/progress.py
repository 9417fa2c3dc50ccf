"""The progress bar of long files."""

from __future__ import annotations

import sys
from pathlib import Path

from otscli.dataset.files import shown


class ReadingBar:
    """Draws on one line of stderr how much of a long file was read."""

    _WIDTH = 30

    def __init__(self) -> None:
        self._drawn = ""

    def draw(self, file: Path, part: float) -> None:
        """Draw the bar; `part` is from 0 to 1."""
        done = round(self._WIDTH * part)
        bar = "█" * done + "░" * (self._WIDTH - done)
        name = Path(shown(file)).name
        self._drawn = f"ots: reading {name} {bar} {part:4.0%}"
        sys.stderr.write(f"\r{self._drawn}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Clear the line, if anything was drawn."""
        if self._drawn:
            sys.stderr.write(f"\r{' ' * len(self._drawn)}\r")
