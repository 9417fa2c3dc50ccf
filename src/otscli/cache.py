"""The store of a dataset: found in the user's cache folder, or made there.

A store is stale when a file of its dataset has another path, inode, size or time, when the
program has another version, or, in a checkout, other code; by content where a file is too
young for its time to tell. It is made in a temporary file and renamed, so that no other
process ever sees half of one. Only a store that nobody else can write is used. Where nothing
can be kept, it is made in memory.
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

_TICK, _COARSE_TICK = 0.05, 2.0  # seconds in which two changes of a file may bear one time
_LEFTOVER = 86_400.0  # seconds after which a temporary file belongs to nobody
_READINGS = 3  # tries to read a dataset that changes meanwhile

Warn = Callable[[str], None]


def open_store(
    paths: Sequence[Path],
    *,
    labels: Sequence[str] = (),
    lang: str | None = None,
    progress: Callable[[Path, float], None] | None = None,
    keep: bool = True,
    skip_faulty: bool = False,
    anew: bool = False,
    warn: Warn = lambda _: None,
) -> Store:
    """Return the store of a dataset, or of a union of several, making it where there is none.

    `labels` name the datasets of a union, `lang` is the language in which the store names
    states and organisations. With `keep=False` the store is built in memory, with `anew` also
    where one is kept, with `skip_faulty` without the records that have errors. `warn` takes one
    line where a store cannot be kept, so that each call builds it anew. Raises `DatasetError`
    where a dataset cannot be read or has faults, and `QueryError` where none can be left out.
    """
    compiled = any(ending(path) == COMPILED for path in paths)
    if skip_faulty and (compiled or curated() in paths):
        which = "a compiled store" if compiled else "the curated data"
        raise QueryError(f"{which} has no faulty rows; leave the option out", "skip_faulty")
    if compiled:
        store = _compiled(paths)
    else:
        plan = _Plan(paths, labels, progress, warn, skip_faulty=skip_faulty)
        store = plan.store(anew=anew) if keep else plan.in_memory()
    store.lang = lang
    return store


def _compiled(paths: Sequence[Path]) -> Store:
    """Open a store that somebody made and handed on."""
    path = next(path for path in paths if ending(path) == COMPILED)
    name = shown(path)
    if len(paths) > 1:
        raise DatasetError(f"{name}: a compiled store stands alone; give the files it was made of")
    from otscli.store.handed_on import HandedOn

    return HandedOn(path, name)


def check_command(named: Sequence[str]) -> str:
    """Return the command that lists the faults of the datasets that are named so."""
    if len(named) == 1:
        return f"ots check {named[0]}"
    return f"ots {' '.join(f'--data {name}' for name in named)} check"


def folder() -> Path:
    """Return the folder for stores: where the system keeps caches.

    On Linux by the XDG Base Directory Specification. Raises `OSError` where there is none, as
    for a user without a home.
    """
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
    """Return where the store of a dataset is kept. Raises `OSError` where there is no folder."""
    named = "\0".join(str(path.absolute()) for path in paths) + "\0" * skip_faulty
    return folder() / f"{zlib.crc32(os.fsencode(named)):08x}.db"


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection where what is done with it fails; else it stays open."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


class _Plan:
    """A store that is to be found or made."""

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
        """Return what differs between two states of program and files, without reading them."""
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

    def store(self, *, anew: bool) -> Store:
        """Return the store that is there, or make one; `anew` in any case."""
        return (None if anew else self.existing()) or self.make()

    def existing(self) -> Store | None:
        """Open the store that is there; None where it is missing, foreign, stale or damaged."""
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
        """Raise `KeyError` where a store was made of something else, or by something else."""
        made = dict(
            connection.execute("SELECT key, value FROM meta WHERE key IN ('state', 'young')")
        )
        if made["state"] != self._state or (made["young"] and made["young"] != self._digest()):
            raise KeyError("state")

    def make(self) -> Store:
        """Make the store and keep it; in memory where it cannot be kept."""
        try:
            path = _cache_path(self._paths, skip_faulty=self._skip_faulty)
            _prepare(path)
            with atomic_path(path) as temporary, closing(sqlite3.connect(temporary)) as connection:
                self._fill(connection)
            return Store(open_file(path))
        except (OSError, sqlite3.OperationalError) as error:
            reason = getattr(error, "strerror", None) or error
        store = self.in_memory()
        self._warn(f"the compiled data cannot be kept ({reason}); each call builds it anew")
        return store

    def in_memory(self) -> Store:
        """Make the store for this once: in memory, and in a file without a name where it grows."""
        connection = sqlite3.connect("", check_same_thread=False)
        try:
            with _closed_on_error(connection):
                self._fill(connection)
        except sqlite3.OperationalError as error:
            raise DatasetError(f"there is no room to compile the dataset ({error})") from None
        return Store(connection)

    def _fill(self, connection: sqlite3.Connection) -> None:
        """Compile the dataset, again where it changed while it was read."""
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
    """Return the state of the code that makes stores, in a checkout; elsewhere nothing."""
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
    """Remove every table, to begin again; those of the text index go with it."""
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_schema "
        "WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!'"
    ).fetchall():
        connection.execute(f"DROP TABLE {name}")
    connection.commit()


def _prepare(path: Path) -> None:
    """Make the folder of a store, which nobody else may write. Raises `OSError`."""
    place = path.parent
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "geteuid") and place.stat().st_uid == os.geteuid() and not _is_ours(place):
        place.chmod(0o700)  # made by an older release under a generous umask
    if not _is_ours(place):
        raise OSError(f"{place} belongs to somebody else")
    if path.is_dir():
        path.rmdir()
    elif path.exists() and not _is_ours(path):
        path.unlink()
    _sweep(place)


def _is_ours(path: Path) -> bool:
    """Whether a file or folder belongs to the user and nobody else can write it."""
    if not hasattr(os, "geteuid"):
        return True  # Windows: the cache folder is the user's own
    status = path.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _is_young(file: Path, now: float) -> bool:
    """Whether a file could change again under the same time; some systems keep seconds only."""
    status = file.stat()
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    tick = _TICK if changed % 1_000_000_000 else _COARSE_TICK
    return now - changed / 1e9 < tick


def _sweep(place: Path) -> None:
    """Remove what killed processes have left."""
    for file in place.glob(f"*{TEMPORARY}*"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _LEFTOVER:
                file.unlink()
