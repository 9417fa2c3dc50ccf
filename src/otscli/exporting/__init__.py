"""The whole dataset for other tools: one module per format.

A format of one file has `pour(store, stream)` and `write(store, file)`, one of several files
`write(store, folder)`; both take the options of their entry in `EXPORTS` by name, except
`metadata`, a separate file that `describe(store, file, name)` writes. Relational formats use
`otscli.exporting.tables` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from otscli.atomic import atomic_path
from otscli.choices import EXPORTS, Export, join_words
from otscli.errors import QueryError
from otscli.sinks import OUTPUT, open_device, writing

if TYPE_CHECKING:
    from otscli.store.store import Store


Progress = Callable[[Path, float], None]


def export(
    name: str,
    open_store: Callable[[], Store],
    target: Path | None,
    stream: IO[str],
    options: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> None:
    """Write a dataset in the format of that name to a file or folder, or else to the stream.

    `options` are those that `EXPORTS` names; None means not given. `progress`
    is called by what takes long with the file that is made and the part that is done.
    The call is checked before the dataset is read. Writing is atomic. Raises `QueryError`, and
    `OutputError` if it cannot be written.
    """
    format_ = EXPORTS[name]
    given = {key: value for key, value in (options or {}).items() if value is not None}
    _refuse(name, format_, target, stream)
    _refuse_options(name, format_, given)
    _refuse_missing(name, format_)
    metadata: Path | None = given.pop("metadata", None)
    module: Any = import_module(f"otscli.exporting.{name}")
    if format_.slow:
        given["progress"] = progress
    if target is None:
        store = open_store()
        with writing(OUTPUT):
            module.pour(store, stream, **given)
    elif target.exists() and not target.is_file() and not target.is_dir():
        with open_device(target) as device:
            module.pour(open_store(), device, **given)
    else:
        store = open_store()
        with atomic_path(target, folder=format_.folder) as temporary, writing(target):
            module.write(store, temporary, **given)
    if metadata:
        module.describe(open_store(), metadata, target.stem if target else "ots")


def _refuse(name: str, format_: Export, target: Path | None, stream: IO[str]) -> None:
    """Raise `QueryError` if the format cannot be written to that place."""
    if format_.folder:
        if target is None:
            raise QueryError(f"{name} is a folder of several files; name one", "output")
        if target.exists() and not target.is_dir():
            raise QueryError(f"{target} is a file, and {name} a folder of several; name a folder")
        if target.is_dir() and any(target.iterdir()):
            raise QueryError(f"{target} is not empty; name a new folder")
    elif target is not None and target.is_dir():
        raise QueryError(f"{target} is a folder, and {name} one file; name a file in it")
    elif target is None and format_.binary and stream.isatty():
        raise QueryError(f"{name} is nothing to show on a terminal; name a file", "output")


def _refuse_missing(name: str, format_: Export) -> None:
    """Raise `QueryError` if the format needs a package that is not installed."""
    if format_.needs and find_spec(format_.needs) is None:
        install = f"`pip install 'turkic-states[{format_.extra or name}]'` installs it"
        raise QueryError(f"{name} takes {format_.needs}; {install}")


def _refuse_options(name: str, format_: Export, given: Mapping[str, Any]) -> None:
    """Raise `QueryError` if an option has no meaning for the format."""
    for option in given:
        if option not in format_.options:
            takers = [one for one, export in EXPORTS.items() if option in export.options]
            raise QueryError(f"belongs to {join_words(takers)}, not to {name}", option)
