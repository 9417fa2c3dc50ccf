"""Files and folders that are there as a whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def atomic_path(target: Path, *, folder: bool) -> Iterator[Path]:
    """Yield a temporary file or folder beside the target, which takes its place at the end.

    A file that was there is replaced; a folder must not be, or must be empty. Where something
    goes wrong, nothing is left and the target is as it was.
    """
    target = target.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        if folder:
            temporary.mkdir(parents=True)
            yield temporary
            with suppress(FileNotFoundError):
                target.rmdir()
        else:
            temporary.open("xb").close()
            yield temporary
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        if folder:
            shutil.rmtree(temporary, ignore_errors=True)
        else:
            temporary.unlink(missing_ok=True)
