"""The path of a dataset, and its files."""

from __future__ import annotations

import io
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from otscli.choices import LIST_OF
from otscli.errors import DatasetError
from otscli.escaping import visible

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CURATED = "ots"
"""The curated data as a path; `./ots` is a real path."""

STDIN = "-"
"""Standard input as a path."""

STANDARD_INPUT = "standard input"
"""Its name in messages, and that of the temporary file that keeps it, with an ending."""

SPOOL = "ots-"
"""The prefix of that file's folder."""

YAML = (".yaml", ".yml")
FLAT = (".csv", ".tsv")
STREAMED = (".jsonl", ".ndjson", *FLAT, ".parquet")
ENDINGS = (*YAML, ".json", *STREAMED)
"""The file endings of a dataset's folder, in reading order."""

IN_FOLDERS = frozenset(LIST_OF.values())
"""Lists that may have a folder of their own, with Parquet files."""

COMPILED = ".db"

_PASSED_OVER = "datapackage"  # describes the files next to it


def curated() -> Path:
    """Return the folder of the curated dataset, installed or in a checkout.

    Raises `DatasetError` if it is missing.
    """
    package = Path(__file__).parents[1]
    for candidate in (package / "data", package.parents[1] / "data"):
        if (candidate / "dataset.yaml").is_file():
            return candidate
    raise DatasetError("the curated data is missing from this installation; install ots again")


def dataset_path(named: str | Path) -> Path:
    """Return the path of a dataset by its name; `ots` is the curated one."""
    if not str(named).strip():
        raise DatasetError("the name of a dataset is empty; give a file or a folder")
    if "://" in str(named):
        raise DatasetError(
            f"{named} is an address, and ots reads files; fetch it first: "
            f"`curl -L ADDRESS | ots --data {STDIN} …`"
        )
    return curated() if named == CURATED else Path(named)


def ending(file: Path) -> str:
    """Return a file's ending in lower case, which gives its format."""
    return file.suffix.lower()


def shown(path: Path) -> str:
    """Return the name of a file or folder for messages."""
    if path.stem == STANDARD_INPUT and path.parent.name.startswith(SPOOL):
        return STANDARD_INPUT
    return visible(str(path))


def cannot_be_read(path: Path, error: OSError) -> DatasetError:
    """Return the error for a file or folder that cannot be opened."""
    return DatasetError(f"{shown(path)} cannot be read: {error.strerror}")


def files(path: Path) -> list[Path]:
    """List the files of a dataset.

    In a folder, hidden files, dangling links and the description of a Data Package are skipped.
    Raises `DatasetError` if there is no dataset.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        what = "links to what does not exist" if path.is_symlink() else "does not exist"
        raise DatasetError(f"{path} {what}; give a dataset's file or folder") from None
    except OSError as error:
        raise cannot_be_read(path, error) from None
    except ValueError:
        raise DatasetError(f"{path} is no name of a file") from None
    if not stat.S_ISDIR(mode):
        _require_regular(path, mode)
        return [path]
    try:
        found = _inside(path)
    except OSError as error:
        raise cannot_be_read(path, error) from None
    if not found:
        deeper = [folder.name for folder in subfolders(path)]
        hint = f"; its folder {deeper[0]} holds some" if deeper else ""
        raise DatasetError(
            f"{path} holds no file of a dataset{hint}; the names end with {', '.join(ENDINGS)}"
        )
    return found


def _inside(folder: Path) -> list[Path]:
    with os.scandir(folder) as scanned:
        entries = sorted(scanned, key=lambda entry: entry.name)
    found = []
    for entry in entries:
        if entry.name.startswith(".") or entry.name.partition(".")[0] == _PASSED_OVER:
            continue
        file = folder / entry.name
        if ending(file) in ENDINGS and not (entry.is_symlink() and _is_dangling(file)):
            found.append(file)
    for entry in entries:
        if entry.name in IN_FOLDERS:
            found += sorted(folder.joinpath(entry.name).rglob("*.parquet"))
    return found


def _is_dangling(link: Path) -> bool:
    try:
        link.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False  # a loop, or a folder that must not be entered: reported when it is read
    return False


def subfolders(folder: Path) -> list[Path]:
    """List the subfolders with dataset files, which are not read."""
    return [
        inner
        for inner in sorted(folder.iterdir())
        if not inner.name.startswith(".") and inner.name not in IN_FOLDERS and _holds_files(inner)
    ]


def _holds_files(path: Path) -> bool:
    try:
        return path.is_dir() and bool(_inside(path))
    except OSError:
        return False


def open_file(file: Path) -> IO[bytes]:
    """Open a regular file; a pipe could block. Raises `DatasetError`."""
    try:
        stream = io.BufferedReader(_Source(file))
    except OSError as error:
        with suppress(OSError):
            _require_regular(file, file.stat().st_mode)
        raise cannot_be_read(file, error) from None
    try:
        _require_regular(file, os.fstat(stream.fileno()).st_mode)
    except DatasetError:
        stream.close()
        raise
    return stream


class _Source(io.FileIO):
    """A file that raises `DatasetError` when a read fails."""

    def __init__(self, file: Path) -> None:
        without_waiting = getattr(os, "O_NONBLOCK", 0)  # for the writer of a pipe
        super().__init__(file, opener=lambda name, flags: os.open(name, flags | without_waiting))
        self._file = file

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        try:
            return super().readinto(buffer) or 0
        except OSError as error:
            raise cannot_be_read(self._file, error) from None

    def readall(self) -> bytes:
        try:
            return super().readall() or b""
        except OSError as error:
            raise cannot_be_read(self._file, error) from None


def _require_regular(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    kind = kinds.get(stat.S_IFMT(mode), "a device")
    hint = f"; pipe it: `… | ots --data {STDIN}`" if kind == "a pipe" else ""
    raise DatasetError(
        f"{shown(path)} is {kind}; only regular files and standard input are read{hint}"
    )
