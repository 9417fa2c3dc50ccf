"""The store of a dataset: opened from the user's cache folder, or compiled.

A store is stale if a file of its dataset has another path, inode, size or time, if the program has
another version, or, in a checkout, other code. A file so young that a change might not show in its
time is compared by content. A store is written atomically, and used only if nobody else can write
it. Without a writable folder it is made in memory.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from otscli.atomic import TEMPORARY, atomic_path
from otscli.dataset.files import (
    COMPILED,
    STANDARD_INPUT,
    STDIN,
    cannot_be_read,
    curated,
    ending,
    files,
    shown,
)
from otscli.errors import DatasetError, QueryError
from otscli.store.opening import DAMAGE, STORE_VERSION, open_file
from otscli.store.store import Store

_TICK, _COARSE_TICK = 0.05, 2.0  # seconds within which two changes of a file may have the same time
_LEFTOVER = 86_400.0  # seconds after which a temporary file counts as abandoned
_READINGS = 3  # attempts to read a dataset that keeps changing

Warn = Callable[[str], None]


def open_store(
    paths: Sequence[Path],
    *,
    labels: Sequence[str] = (),
    lang: str | None = None,
    progress: Callable[[Path, float], None] | None = None,
    keep: bool = True,
    skip_faulty: bool = False,
    rebuild: bool = False,
    warn: Warn = lambda _: None,
) -> Store:
    """Return the store of a dataset, or of a union of several; compile it if necessary.

    `labels` name the datasets of a union, `lang` is the language of the names of states and
    organisations. With `keep=False` the store is built in memory, with `rebuild` it is rebuilt even
    if there is one, and `skip_faulty` leaves out records with errors. `warn` gets one line if the
    store cannot be kept, so that each call rebuilds it. Raises `DatasetError` if a dataset cannot
    be read or has errors, `QueryError` if errors may not be skipped.
    """
    compiled = any(ending(path) == COMPILED for path in paths)
    if skip_faulty and (compiled or curated() in paths):
        which = "a compiled store" if compiled else "the curated data"
        raise QueryError(f"{which} has no faulty rows; leave the option out", "skip_faulty")
    if compiled:
        store = _compiled(paths)
    else:
        plan = _Plan(paths, labels, progress, warn, skip_faulty=skip_faulty)
        store = plan.store(rebuild=rebuild) if keep else plan.in_memory()
    store.lang = lang
    return store


def _compiled(paths: Sequence[Path]) -> Store:
    """Open a store that the user names as a file."""
    path = next(path for path in paths if ending(path) == COMPILED)
    name = shown(path)
    if len(paths) > 1:
        raise DatasetError(f"{name}: a compiled store cannot be in a union; give its files")
    from otscli.store.handed_on import HandedOn

    return HandedOn(path, name)


def check_command(named: Sequence[str]) -> str:
    """Return the command that lists the errors of these datasets."""
    if len(named) == 1:
        return f"ots check {named[0]}"
    return f"ots {' '.join(f'--data {name}' for name in named)} check"


def folder() -> Path:
    """Return the folder for stores, in the system's folder for caches.

    On Linux by the XDG Base Directory Specification. Raises `OSError` if there is none, as for a
    user without a home, or with one that is relative to the current folder.
    """
    found = _folder()
    if not found.is_absolute():
        raise OSError(f"{found} is no absolute path")
    return found


def _folder() -> Path:
    try:
        home = Path.home()
    except RuntimeError as error:
        raise OSError(str(error)) from None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "ots"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "ots" / "Cache"
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else home / ".cache") / "ots"


def _cache_path(paths: Sequence[Path], *, skip_faulty: bool = False) -> Path:
    """Return the path of the store of a dataset. Raises `OSError` if there is no folder."""
    named = "\0".join(str(path.absolute()) for path in paths) + "\0" * skip_faulty
    return folder() / f"{zlib.crc32(os.fsencode(named)):08x}.db"


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection if an exception is raised; else keep it open."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


class _Plan:
    """A store to open or to compile."""

    def __init__(
        self,
        paths: Sequence[Path],
        labels: Sequence[str],
        progress: Callable[[Path, float], None] | None,
        warn: Warn,
        *,
        skip_faulty: bool,
    ) -> None:
        self._paths = paths
        self._labels = labels
        self._progress = progress
        self._warn = warn
        self._skip_faulty = skip_faulty
        self._state = self._look()

    def _look(self) -> str:
        """Return what differs between two states of program and files, without reading files."""
        found = [STORE_VERSION, _code(), "skip faulty" * self._skip_faulty, *self._labels]
        for path in self._paths:
            inside = files(path)
            found.append(os.path.realpath(path))
            for file in inside:
                try:
                    status = file.stat()
                except OSError as error:
                    raise cannot_be_read(file, error) from None
                found.append(
                    f"{status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns} "
                    f"{status.st_ctime_ns} {file.absolute()}"
                )
        return os.fsencode("\n".join(found)).decode(errors="backslashreplace")

    def _inputs(self) -> list[Path]:
        return [file for path in self._paths for file in files(path)]

    def _digest(self) -> str:
        import hashlib

        digest = hashlib.sha256()
        for file in self._inputs():
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()

    def store(self, *, rebuild: bool) -> Store:
        """Return the existing store, or compile one; always compile with `rebuild`."""
        return (None if rebuild else self.existing()) or self.make()

    def existing(self) -> Store | None:
        """Open the existing store; None if it is missing, foreign, stale or damaged."""
        try:
            path = _cache_path(self._paths, skip_faulty=self._skip_faulty)
            if not (_is_ours(path.parent) and _is_ours(path)):
                return None
            connection = open_file(path)
            with _closed_on_error(connection):
                self._require_current(connection)
        except (OSError, *DAMAGE):
            return None
        return Store(connection, found=True)

    def _require_current(self, connection: sqlite3.Connection) -> None:
        """Raise `KeyError` if a store was made from other files or by another program."""
        made = dict(
            connection.execute("SELECT key, value FROM meta WHERE key IN ('state', 'young')")
        )
        if made["state"] != self._state or (made["young"] and made["young"] != self._digest()):
            raise KeyError("state")

    def make(self) -> Store:
        """Compile the store and keep it; in memory if it cannot be kept."""
        try:
            path = _cache_path(self._paths, skip_faulty=self._skip_faulty)
            _prepare(path)
            with atomic_path(path) as temporary, closing(sqlite3.connect(temporary)) as connection:
                self._fill(connection)
            return Store(open_file(path))
        except (OSError, sqlite3.OperationalError) as error:
            reason = getattr(error, "strerror", None) or error
        store = self.in_memory()
        self._warn(f"the compiled data cannot be kept ({reason}); each call builds it again")
        return store

    def in_memory(self) -> Store:
        """Compile the store for this call: in memory, spilling to an unnamed file."""
        connection = sqlite3.connect("", check_same_thread=False)
        try:
            with _closed_on_error(connection):
                self._fill(connection)
        except sqlite3.OperationalError as error:
            raise DatasetError(f"there is no room to compile the dataset ({error})") from None
        return Store(connection)

    def _fill(self, connection: sqlite3.Connection) -> None:
        """Compile the dataset, again if it changed while it was read."""
        for _ in range(_READINGS):
            began = time.time()
            self._state = self._look()
            self._compile(connection)
            young = self._digest() if any(_is_young(f, began) for f in self._inputs()) else ""
            if self._look() == self._state:
                made = [("state", self._state), ("young", young)]
                connection.executemany("INSERT INTO meta VALUES (?, ?)", made)
                connection.commit()
                return
            _empty(connection)
        where = " ".join(map(shown, self._paths))
        raise DatasetError(f"{where} changes while it is read; try again when it is written")

    def _compile(self, connection: sqlite3.Connection) -> None:
        from otscli.compile import compile_dataset

        errors = sorted(
            compile_dataset(
                self._paths,
                connection,
                labels=self._labels,
                progress=self._progress,
                errors_only=True,
                skip_faulty=self._skip_faulty,
            )
        )
        if errors and self._look() == self._state:
            named = self._labels or [
                STDIN if shown(path) == STANDARD_INPUT else str(path) for path in self._paths
            ]
            total = sum(error.count for error in errors)
            count = "1 error" if total == 1 else f"{total:,} errors"
            raise DatasetError(f"{errors[0]} ({count} in all; `{check_command(named)}` lists them)")


def _code() -> str:
    """Return the state of the code that makes stores; empty unless in a checkout."""
    package = Path(__file__).parent
    if package.parent.name != "src":
        return ""
    newest = 0
    for name in ("dataset", "store", "checking", "."):
        with os.scandir(package / name) as found:
            for entry in found:
                if entry.name.endswith((".py", ".sql")):
                    newest = max(newest, entry.stat().st_mtime_ns)
    return str(newest)


def _empty(connection: sqlite3.Connection) -> None:
    """Drop every table, those of the text index with it."""
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_schema "
        "WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!'"
    ).fetchall():
        connection.execute(f"DROP TABLE {name}")
    connection.commit()


def _prepare(path: Path) -> None:
    """Make the store's folder, writable by the user alone. Raises `OSError`."""
    place = path.parent
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "geteuid") and place.stat().st_uid == os.geteuid() and not _is_ours(place):
        place.chmod(0o700)  # an older release made it with the user's umask
    if not _is_ours(place):
        raise OSError(f"{place} belongs to somebody else")
    if path.is_dir():
        path.rmdir()
    elif path.exists() and not _is_ours(path):
        path.unlink()
    _sweep(place)


def _is_ours(path: Path) -> bool:
    """Whether a file or folder belongs to the user, and nobody else can write it."""
    if not hasattr(os, "geteuid"):
        return True  # Windows: the cache folder is the user's own
    status = path.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _is_young(file: Path, now: float) -> bool:
    """Whether a file could change without a new time; some systems keep only seconds."""
    status = file.stat()
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    tick = _TICK if changed % 1_000_000_000 else _COARSE_TICK
    return now - changed / 1e9 < tick


def _sweep(place: Path) -> None:
    """Remove leftovers of killed processes."""
    for file in place.glob(f"*{TEMPORARY}*"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _LEFTOVER:
                file.unlink()
