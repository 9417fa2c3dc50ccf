"""`db`: the compiled store, one SQLite file that `--data FILE.db` opens directly."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from otscli.store.store import Store


def write(store: Store, file: Path) -> None:
    """Write the store to a file that is empty or does not exist.

    The paths of the dataset's files are left out, for privacy.
    """
    try:
        store.rows("VACUUM INTO ?", (str(file),))
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")  # a fault leaves no file anyway
            (state,) = connection.execute("SELECT value FROM meta WHERE key = 'state'").fetchone()
            version = state.partition("\n")[0]
            connection.execute("UPDATE meta SET value = ? WHERE key = 'state'", (version,))
            connection.execute("UPDATE meta SET value = '' WHERE key = 'young'")
            _shorten(connection)
            connection.commit()
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error)) from None


def _shorten(connection: sqlite3.Connection) -> None:
    """Keep the names of files, without their folders."""
    for (file,) in connection.execute("SELECT DISTINCT file FROM record").fetchall():
        name = Path(file).name
        if name != file:
            connection.execute("UPDATE record SET file = ? WHERE file = ?", (name, file))


def pour(store: Store, stream: IO[str]) -> None:
    """Write the store to an open stream."""
    binary: Any = stream
    with TemporaryDirectory() as folder:
        file = Path(folder) / "store.db"
        write(store, file)
        stream.flush()
        with file.open("rb") as made:
            shutil.copyfileobj(made, binary.buffer)
        binary.buffer.flush()
