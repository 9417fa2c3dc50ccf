"""Versions of a dataset: a folder or file, a store, or a revision in git."""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
from pathlib import Path

from otscli.compile import compile_dataset
from otscli.dataset.findings import READING
from otscli.errors import DatasetError
from otscli.store.handed_on import HandedOn
from otscli.store.store import Store


def version(named: str, dataset: Path) -> Store:
    """Return the store of a version, in memory.

    A name that is not a file is a revision of the git repository that contains the dataset. Raises
    `DatasetError` if it is neither, or if something in it cannot be read; findings of today's rules
    in an older version are ignored.
    """
    if not named:
        raise DatasetError("'' names no version; give a folder, a file, a store or a revision")
    path = Path(named)
    if path.is_file() and path.suffix == ".db":
        return HandedOn(path, any_version=True)
    if path.exists():
        return _built(path)
    with tempfile.TemporaryDirectory() as folder:
        _check_out(named, dataset, Path(folder))
        return _built(Path(folder), named)


_PASSED_OVER = {"unknown-reference", "wrong-reference"}  # these findings cost no data


def _built(path: Path, named: str = "") -> Store:
    connection = sqlite3.connect(":memory:")
    findings = compile_dataset([path], connection, errors_only=True)
    errors = sorted(one for one in findings if one.rule in READING.keys() - _PASSED_OVER)
    if errors:
        connection.close()
        where = f"{named}: " if named else ""
        total = sum(error.count for error in errors)
        count = "1 error" if total == 1 else f"{total:,} errors"
        raise DatasetError(f"{where}{errors[0]} ({count} in all)")
    return Store(connection)


def _check_out(revision: str, dataset: Path, folder: Path) -> None:
    """Write the dataset's files as they were at a revision into a folder."""
    place = dataset if dataset.is_dir() else dataset.parent
    listed = _git(place, "ls-tree", "-z", "--name-only", "--end-of-options", revision, "./")
    names = [Path(name).name for name in listed.decode().split("\0") if name]
    wanted = names if dataset.is_dir() else [dataset.name]
    found = [name for name in names if name in wanted and name.endswith((".yaml", ".yml"))]
    if not found:
        raise DatasetError(f"{revision}: there is no dataset at {place}")
    for name in found:
        (folder / name).write_bytes(_git(place, "show", "--end-of-options", f"{revision}:./{name}"))


def _git(place: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and a revision cannot be an option
            ["git", "-C", place, *arguments],  # noqa: S607 - the user's own git
            capture_output=True,
            check=True,
        )
    except OSError:
        raise DatasetError("git is not installed; compare files or folders") from None
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.decode(errors="replace").split())
        raise DatasetError(
            f"{arguments[-2] if arguments[-1] == './' else arguments[-1]} is neither a file nor "
            f"a revision of the repository at {place} ({said})"
        ) from None
    return done.stdout
