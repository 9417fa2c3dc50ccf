"""Where a dataset lies, and the files that it consists of."""

from __future__ import annotations

from pathlib import Path

from otscli.choices import LIST_OF
from otscli.errors import DatasetError

CURATED = "ots"
"""How the curated data is named where a path could stand; `./ots` is a path."""

STDIN = "-"
"""How standard input is named where a path could stand."""

YAML = (".yaml", ".yml")
STREAMED = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
ENDINGS = (*YAML, ".json", *STREAMED)
"""The files that a dataset's folder may hold, in the order in which they are read."""

IN_FOLDERS = frozenset(LIST_OF.values())
"""Lists that may lie in a folder of their own, in files of Parquet."""

COMPILED = ".db"


def curated() -> Path:
    """Return the folder of the curated dataset: in the installed package, or in a checkout.

    Raises `DatasetError` where it is missing.
    """
    package = Path(__file__).parents[1]
    for candidate in (package / "data", package.parents[1] / "data"):
        if (candidate / "dataset.yaml").is_file():
            return candidate
    raise DatasetError("the curated data is missing from this installation; install ots again")


def dataset_path(named: str | Path) -> Path:
    """Return the path of a dataset as it is named: `ots` is the curated one."""
    if not str(named).strip():
        raise DatasetError("the name of a dataset is empty; give a file or a folder")
    return curated() if named == CURATED else Path(named)


def files(path: Path) -> list[Path]:
    """List the files of a dataset. Raises `DatasetError` where there is none."""
    if path.is_dir():
        inside = sorted(path.iterdir())
        found = [file for file in inside if file.suffix in ENDINGS]
        for folder in inside:
            if folder.name in IN_FOLDERS:
                found += sorted(folder.rglob("*.parquet"))
        if not found:
            raise DatasetError(
                f"{path} holds no file of a dataset; the names end with {', '.join(ENDINGS)}"
            )
        return found
    if not path.exists():
        raise DatasetError(f"{path} does not exist; give a dataset's file or folder")
    return [path]
