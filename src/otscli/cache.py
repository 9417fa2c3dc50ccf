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
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from otscli import __version__
from otscli.dataset.files import DatasetError, files
from otscli.store.store import Store

FORMAT = f"ots {__version__}, store 2"
"""The program's version and the layout of the store; a store of another is stale."""

_TICK, _COARSE_TICK = 0.05, 2.0  # seconds in which two changes of a file may bear one time
_LEFTOVER = 86_400.0  # seconds after which a temporary file belongs to nobody


def open_store(path: Path, lang: str | None = None) -> Store:
    """Return the store of the dataset at a path, making it where there is none.

    `lang` is the language in which it names states and organisations, English by default.

    Raises `DatasetError` where the dataset cannot be read or has faults.
    """
    inputs = files(path)
    state = _state(inputs)
    place = folder() / f"{zlib.crc32(os.fsencode(path.absolute())):08x}.db"
    store = _existing(place, inputs, state) or _make(path, place, inputs, state)
    store.lang = lang
    return store


def folder() -> Path:
    """Return the folder for stores, by the XDG Base Directory Specification."""
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".cache") / "ots"


def forget(path: Path) -> None:
    """Throw the store of a dataset away, so that the next question makes a new one."""
    with suppress(OSError):
        (folder() / f"{zlib.crc32(os.fsencode(path.absolute())):08x}.db").unlink()


def _state(inputs: Sequence[Path]) -> str:
    """What tells one state of program and files from another without reading them."""
    found = [FORMAT]
    for file in inputs:
        status = file.stat()
        found.append(f"{status.st_size} {status.st_mtime_ns} {file.absolute()}")
    return "\n".join(found)


def _is_young(file: Path, now: float) -> bool:
    """Whether a file could yet change without its time telling; some systems keep seconds only."""
    changed = file.stat().st_mtime_ns
    tick = _TICK if changed % 1_000_000_000 else _COARSE_TICK
    return now - changed / 1e9 < tick


def _digest(inputs: Sequence[Path]) -> str:
    import hashlib

    digest = hashlib.sha256()
    for file in inputs:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _existing(place: Path, inputs: Sequence[Path], state: str) -> Store | None:
    """Open the store that is there; None where it is missing, stale or damaged."""
    try:
        connection = _open(place)
        made = dict(connection.execute("SELECT key, value FROM meta WHERE key <> 'dataset'"))
        if made["state"] != state or (made["young"] and made["young"] != _digest(inputs)):
            return None
    except (OSError, sqlite3.Error, KeyError):
        return None
    return Store(connection)


def _open(place: Path) -> sqlite3.Connection:
    """Open a finished store, which nobody changes. Raises where it is not whole."""
    with place.open("rb") as file:
        head = file.read(100)
    pages, size = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    if pages * (65_536 if size == 1 else size) != place.stat().st_size:
        raise sqlite3.DatabaseError("cut short")
    return sqlite3.connect(f"file:{quote(str(place))}?mode=ro&immutable=1", uri=True)


def _make(path: Path, place: Path, inputs: Sequence[Path], state: str) -> Store:
    temporary = place.with_name(f"{place.stem}.{os.getpid()}.tmp")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place.parent)
        connection = sqlite3.connect(temporary)
        try:
            _fill(connection, path, inputs, state)
        finally:
            connection.close()
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(place)
        return Store(_open(place))
    except (OSError, sqlite3.OperationalError) as error:
        if os.environ.get("OTS_DEBUG"):
            sys.stderr.write(f"ots: the store is made in memory: {place.parent}: {error}\n")
    finally:
        with suppress(OSError):
            temporary.unlink()
    connection = sqlite3.connect(":memory:")
    _fill(connection, path, inputs, state)
    return Store(connection)


def _sweep(place: Path) -> None:
    """Remove what processes that were killed have left."""
    for file in place.glob("*.tmp*"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _LEFTOVER:
                file.unlink()


def _fill(
    connection: sqlite3.Connection,
    path: Path,
    inputs: Sequence[Path],
    state: str,
) -> None:
    from otscli.check import examine

    began = time.time()
    findings = examine(path, connection)
    errors = sorted(finding for finding in findings if finding.level == "error")
    if errors:
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        raise DatasetError(f"{errors[0]} ({count} in all; `ots check {path}` lists them)")
    young = _digest(inputs) if any(_is_young(file, began) for file in inputs) else ""
    made = [("state", state), ("young", young)]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", made)
    connection.commit()
