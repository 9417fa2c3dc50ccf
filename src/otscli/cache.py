"""The store of a dataset: found in the user's cache folder, or made there.

A store is stale when the path, the size or the time of a file of its dataset differs, or the
version of the program; by content where a file is too young for its time to tell. It is made
in a temporary file and renamed, so that no other process ever sees half of one. Where nothing
can be written, it is made in memory.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from otscli._version import __version__
from otscli.dataset.files import COMPILED, files
from otscli.errors import DatasetError
from otscli.store.store import Store

STORE_VERSION = f"ots {__version__}, store 7"
"""The program's version and the layout of the store; a store of another is stale."""

_TICK, _COARSE_TICK = 0.05, 2.0  # seconds in which two changes of a file may bear one time
_LEFTOVER = 86_400.0  # seconds after which a temporary file belongs to nobody


def open_store(
    paths: Sequence[Path],
    *,
    labels: Sequence[str] = (),
    lang: str | None = None,
    progress: Callable[[Path, float], None] | None = None,
    keep: bool = True,
) -> Store:
    """Return the store of a dataset, or of a union of several, making it where there is none.

    `labels` name the datasets of a union, `lang` is the language in which the store names
    states and organisations. What is not to be `kept` is made aside. Raises `DatasetError`
    where a dataset cannot be read or has faults.
    """
    if any(path.suffix == COMPILED for path in paths):
        store = _compiled(paths)
    else:
        plan = _Plan(paths, labels, progress)
        store = (plan.existing() or plan.make()) if keep else plan.aside()
    store.lang = lang
    return store


def _compiled(paths: Sequence[Path]) -> Store:
    """Open a store that somebody made and handed on."""
    path = paths[0]
    if len(paths) > 1:
        raise DatasetError(f"{path}: a compiled store stands alone; give the files it was made of")
    try:
        connection = _open(path)
        row = connection.execute("SELECT value FROM meta WHERE key = 'state'").fetchone()
    except OSError as error:
        raise DatasetError(f"{path} cannot be read: {error.strerror}") from None
    except sqlite3.Error as error:
        raise DatasetError(f"{path} is no store that ots made ({error})") from None
    if row is None or row[0].partition("\n")[0] != STORE_VERSION:
        raise DatasetError(f"{path} was made by another version of ots; make it again")
    return Store(connection)


def folder() -> Path:
    """Return the folder for stores, by the XDG Base Directory Specification."""
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".cache") / "ots"


def forget(paths: Sequence[Path]) -> None:
    """Throw the store of a dataset away, so that the next question makes a new one."""
    with suppress(OSError):
        _place(paths).unlink()


def _place(paths: Sequence[Path]) -> Path:
    named = "\0".join(str(path.absolute()) for path in paths)
    return folder() / f"{zlib.crc32(os.fsencode(named)):08x}.db"


def _open(place: Path) -> sqlite3.Connection:
    """Open a finished store, which nobody changes. Raises where it is not whole."""
    with place.open("rb") as file:
        head = file.read(100)
    pages, size = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    if pages * (65_536 if size == 1 else size) != place.stat().st_size:
        raise sqlite3.DatabaseError("cut short")
    return sqlite3.connect(f"file:{quote(str(place.absolute()))}?mode=ro&immutable=1", uri=True)


class _Plan:
    """A store that is to be found or made."""

    def __init__(
        self,
        paths: Sequence[Path],
        labels: Sequence[str],
        progress: Callable[[Path, float], None] | None,
    ) -> None:
        self._paths = paths
        self._labels = labels
        self._progress = progress
        self._inputs = [file for path in paths for file in files(path)]
        self._state = self._look()
        self._place = _place(paths)

    def _look(self) -> str:
        """What tells one state of program and files from another without reading them."""
        found = [STORE_VERSION, *self._labels]
        for file in self._inputs:
            status = file.stat()
            found.append(f"{status.st_size} {status.st_mtime_ns} {file.absolute()}")
        return "\n".join(found)

    def _digest(self) -> str:
        import hashlib

        digest = hashlib.sha256()
        for file in self._inputs:
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def existing(self) -> Store | None:
        """Open the store that is there; None where it is missing, stale or damaged."""
        try:
            connection = _open(self._place)
            made = dict(
                connection.execute("SELECT key, value FROM meta WHERE key IN ('state', 'young')")
            )
            if made["state"] != self._state:
                return None
            if made["young"] and made["young"] != self._digest():
                return None
        except (OSError, sqlite3.Error, KeyError):
            return None
        return Store(connection)

    def make(self) -> Store:
        """Make the store in a temporary file and put it into its place; aside where it cannot."""
        temporary = self._place.with_name(f"{self._place.stem}.{os.getpid()}.tmp")
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            _sweep(self._place.parent)
            with closing(sqlite3.connect(temporary)) as connection:
                self._fill(connection)
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            temporary.replace(self._place)
            return Store(_open(self._place))
        except (OSError, sqlite3.OperationalError) as error:
            if os.environ.get("OTS_DEBUG"):
                told = f"ots: the store is made in memory: {self._place.parent}: {error}\n"
                sys.stderr.write(told)
        finally:
            with suppress(OSError):
                temporary.unlink()
        return self.aside()

    def aside(self) -> Store:
        """Make the store for this once: in memory, and in a file without a name where it grows."""
        connection = sqlite3.connect("")
        self._fill(connection)
        return Store(connection)

    def _fill(self, connection: sqlite3.Connection) -> None:
        from otscli.compile import compile_dataset

        began = time.time()
        findings = compile_dataset(
            self._paths,
            connection,
            labels=self._labels,
            progress=self._progress,
            errors_only=True,
        )
        errors = sorted(findings)
        if errors:
            count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
            where = " ".join(map(str, self._paths))
            raise DatasetError(f"{errors[0]} ({count} in all; `ots check {where}` lists them)")
        young = self._digest() if any(_is_young(file, began) for file in self._inputs) else ""
        made = [("state", self._state), ("young", young)]
        connection.executemany("INSERT INTO meta VALUES (?, ?)", made)
        connection.commit()


def _is_young(file: Path, now: float) -> bool:
    """Whether a file could yet change without its time telling; some systems keep seconds only."""
    changed = file.stat().st_mtime_ns
    tick = _TICK if changed % 1_000_000_000 else _COARSE_TICK
    return now - changed / 1e9 < tick


def _sweep(place: Path) -> None:
    """Remove what processes that were killed have left."""
    for file in place.glob("*.tmp*"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _LEFTOVER:
                file.unlink()
