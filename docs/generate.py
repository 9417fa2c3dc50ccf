# ruff: noqa: INP001 - a script beside the pages that it serves
"""Write all that is generated: golden help, manual page, schemas, pictures, and cog's blocks.

`make generate` calls it. Only files whose content changes are touched, and each is named.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from show import PICTURES

from otscli.cli.app import app
from otscli.json_schema import NAMES
from otscli.records import listed_fields

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "help"
SCHEMAS = ROOT / "docs" / "schema"
FIXED = {"OTS_TODAY": "2026-11-21", "COLUMNS": "80", "TERMINAL_WIDTH": "80"}
_OURS = ("OTS_DATA", "OTS_DEBUG", "NO_COLOR", "FORCE_COLOR")


def main() -> None:
    """Write all files, those that show the others last."""
    for name in _OURS:
        os.environ.pop(name, None)
    os.environ.update(FIXED)
    _write(ROOT / "src" / "otscli" / "row_fields.txt", listed_fields())
    _write_all(GOLDEN, "txt", {"-".join(path): _printed(*path[1:], "--help") for path in _paths()})
    schemas = {name.replace(" ", "-"): _printed("data", "schema", name) for name in NAMES}
    _write_all(SCHEMAS, "json", schemas)
    _write(ROOT / "docs" / "ots.1", _python("otscli.cli.man"))
    drawn = {name: _printed(*asked.split()[1:], "-f", "svg") for name, asked in PICTURES.items()}
    _write_all(ROOT / "docs" / "pictures", "svg", drawn)
    screens = [sys.executable, str(ROOT / "tests" / "screens.py")]
    subprocess.run(screens, check=True, cwd=ROOT)  # noqa: S603 - our own script
    pages = [
        str(page.relative_to(ROOT))
        for page in sorted([*(ROOT / "docs").glob("*.md"), *(ROOT / "docs").glob("for/*.md")])
    ]
    cog = [sys.executable, "-m", "cogapp", "-r", "-P", "--verbosity=1", "README.md", *pages]
    subprocess.run(cog, check=True, cwd=ROOT)  # noqa: S603 - our own pages


def _paths() -> Iterator[tuple[str, ...]]:
    """Every command as it is typed: `("ots",)`, `("ots", "data", "info")`."""
    root: Any = typer.main.get_command(app)
    context = typer.Context(root, info_name="ots")
    yield ("ots",)
    for name in root.list_commands(context):
        yield ("ots", name)
        inner = root.get_command(context, name)
        yield from (("ots", name, each) for each in getattr(inner, "commands", ()))


def _printed(*arguments: str) -> str:
    return _python("otscli", *arguments)


def _python(module: str, *arguments: str) -> str:
    """What a module prints, called in a process of its own with a pipe for its output."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout  # noqa: S603


def _write_all(folder: Path, ending: str, texts: dict[str, str]) -> None:
    """Write the files of a folder, and remove those that nothing makes any more."""
    for file in folder.glob(f"*.{ending}"):
        if file.stem not in texts:
            file.unlink()
            sys.stdout.write(f"removed {file.relative_to(ROOT)}\n")
    for name, text in texts.items():
        _write(folder / f"{name}.{ending}", text)


def _write(file: Path, text: str) -> None:
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8", newline="")
        sys.stdout.write(f"wrote {file.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
