"""What the tests share: a clean environment, and the command line called as people call it."""

from __future__ import annotations

import functools
import io
import json
import os
import signal
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from otscli import cache
from otscli.cli.app import run

TODAY = "2026-11-21"
DATA = Path(__file__).parents[1] / "data"


@functools.cache
def curated(name: str) -> Any:
    """A list of the curated data, as its YAML says it."""
    text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.CSafeLoader)[name]


@dataclass(frozen=True)
class Result:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


Ots = Callable[..., Result]


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session", autouse=True)
def signals() -> None:
    """A job in the background ignores these, and so would each process that a test starts."""
    for name, default in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, default)


@pytest.fixture(scope="session", autouse=True)
def thousands_of_calls() -> Iterator[None]:
    """What a process does once for its only call is done once for all calls of the tests.

    Typer makes a command, and the code of a checkout is looked at. Nor does a test wait until the
    disk has what is written. A process that a test starts does all of it.
    """
    look = cache._code
    code = functools.cache(lambda _: look())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", functools.cache(typer.main.get_command))
        patch.setattr(cache, "_code", lambda: code(cache.__file__))
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def environment(cache_home: Path) -> Iterator[None]:
    """No variable of the machine reaches a test, and every store is in one folder."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (
            "OTS_DATA",
            "OTS_DEBUG",
            "OTS_PAGER",
            "PAGER",
            "NO_COLOR",
            "FORCE_COLOR",
            "COLUMNS",
        ):
            patch.delenv(name, raising=False)
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("OTS_TODAY", TODAY)
        patch.setenv("XDG_CACHE_HOME", str(cache_home))
        yield


@pytest.fixture
def ots(monkeypatch: pytest.MonkeyPatch) -> Ots:
    """Call `ots` with arguments; `terminal=True` makes standard output a terminal."""

    def call(*arguments: str, stdin: str = "", terminal: bool = False) -> Result:
        out = Terminal() if terminal else io.StringIO()
        err = io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            code = run(list(arguments))
        return Result(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture(scope="session")
def strictly_checked() -> Result:
    """What `ots check --strict` prints of the curated data: it takes a second and a half."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = run(["check", "--strict"])
    return Result(code, out.getvalue(), err.getvalue())


Write = Callable[..., str]


@pytest.fixture
def dataset_here(tmp_path: Path) -> Write:
    """Write a dataset into the folder of the test, and return its path."""

    def write(text: str, name: str = "mine.yaml") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return str(path)

    return write


@pytest.fixture(scope="session")
def kept_datasets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the datasets that tests ask, each once, so that its store is made once."""
    return tmp_path_factory.mktemp("datasets")


@pytest.fixture
def dataset(kept_datasets: Path) -> Write:
    """Write a dataset, unless it is there, and return its path; to edit it, see `dataset_here`."""

    def write(text: str, name: str = "mine.yaml") -> str:
        content = text.encode()
        path = kept_datasets / f"{zlib.crc32(name.encode() + content):08x}" / name
        if not path.exists() or path.read_bytes() != content:  # a test may have changed it
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return str(path)

    return write
