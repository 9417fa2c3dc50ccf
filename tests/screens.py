"""Screens of terminals, as people see them: kept in `tests/golden/screens`.

`python tests/screens.py` writes them, with what `docs/generate.py` writes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "golden" / "screens"
SIZES = [(80, 24), (100, 30), (160, 45)]
SCREENS = {
    "ots": [],
    "about": ["about"],
    "summits": ["timeline", "--kind", "summit"],
    "members": ["members"],
    "members-history": ["members", "--history"],
    "overlap": ["overlap"],
    "facts-erdogan": ["facts", "--speaker", "erdogan"],
    "show-gabala": ["show", "summit-2025-gabala"],
}
_ON_A_TERMINAL = """
import sys
sys.stdout.isatty = lambda: True
from otscli.cli.app import run
sys.exit(run(sys.argv[1:]))
"""


def screen(name: str, width: int, height: int, color: str = "never") -> str:
    """Return the first screen of an answer, without the line of the next prompt."""
    done = subprocess.run(
        [sys.executable, "-c", _ON_A_TERMINAL, *arguments(name, color)],
        env={**os.environ, **environment(width, height)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        encoding="utf-8",
    )
    return first(done.stdout, height)


def arguments(name: str, color: str = "never") -> list[str]:
    """Return the arguments whose answer a screen shows."""
    return [*SCREENS[name], *(["--color", color] if SCREENS[name] else [])]


def environment(width: int, height: int) -> dict[str, str]:
    """Return the variables of a terminal of that size."""
    size = {"COLUMNS": str(width), "TERMINAL_WIDTH": str(width), "LINES": str(height)}
    return size | {"OTS_TODAY": "2026-11-21", "PAGER": "cat", "TERM": "xterm-256color"}


def first(text: str, height: int) -> str:
    """Return the lines that the first screen shows."""
    return "".join(f"{line}\n" for line in text.splitlines()[: height - 1])


def files() -> Iterator[tuple[Path, str, int, int]]:
    """Yield each kept file with the name and the size of its screen."""
    for name in SCREENS:
        for width, height in SIZES:
            yield FOLDER / f"{name}-{width}x{height}.txt", name, width, height


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, *what in files():
        file.write_text(screen(*what), encoding="utf-8", newline="")
