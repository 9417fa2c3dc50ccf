"""Answers of which nothing is harmless, ids and keys included, and what may leave of them."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from examples import Example
from hostile.payloads import PAYLOADS, RAW
from otscli.answer import Answer, Row
from otscli.choices import FORMATS
from otscli.cli.invocation import Invocation

TEXTS = [name for name, format_ in FORMATS.items() if not format_.binary]
UNEXPLAINED = {"about", "list", "data info", "data diff"}  # which refuse --explain
ALL = "".join(dict.fromkeys("".join(text[:200] for text in PAYLOADS.values())))
"""Every character of the payloads, once."""

# What code reads rather than shows: dates, and words of closed lists.
_READ = {
    *("date", "start", "end", "start_max", "end_min", "from", "until", "type", "status", "kind"),
    *("change", "track", "before", "after", "stance", "target", "published", "founded"),
    *("dissolved", "coverage", "population_as_of", "leaders_as_of", "independence"),
    *("predecessor_founded", "party", "overdue", "confidence", "group", "matched"),
}


def infected(value: Any, key: str = "") -> Any:
    """A value with every text in it followed by all that is hostile, keys of data too."""
    if isinstance(value, str):
        return value if key in _READ else f"{value}{ALL}"
    if isinstance(value, list):
        return [infected(one, "" if isinstance(one, dict) else key) for one in value]
    if isinstance(value, dict) and key == "memberships":
        return {infected(name): infected(one) for name, one in value.items()}
    if isinstance(value, dict):
        return {name: infected(one, name) for name, one in value.items()}
    return value


def healed(value: Any) -> Any:
    """What was infected, as it was: an answer looks its own rows up by id."""
    if isinstance(value, str):
        return value.replace(ALL, "")
    if isinstance(value, list):
        return [healed(one) for one in value]
    if isinstance(value, dict):
        return {healed(name): healed(one) for name, one in value.items()}
    return value


def infect(answer: Answer) -> Answer:
    """An answer of which nothing is harmless."""
    names = {infected(id_): infected(name) for id_, name in answer.names().items()}
    return answer._replace(
        rows=[Row(fields=infected(row.fields)) for row in answer.rows],
        keys=[infected(key) for key in answer.keys],
        names=lambda: names,
        caption=infected(answer.caption or "caption"),
        notes=[ALL],
        why=answer.why and (lambda row: infected(answer.why(healed(row)))),
        lines=[
            line._replace(label=infected(line.label), text=infected(line.text))
            for line in answer.lines
        ],
    )


def infect_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Infect each answer before it is written."""
    write = Invocation.write
    monkeypatch.setattr(
        Invocation, "write", lambda self, answer, *rest: write(self, infect(answer), *rest)
    )


def harmless(result: Any) -> Any:
    """Return the result of a call, of which nothing is raw."""
    found = RAW.search((result.out + result.err).replace("\r\n", "\n"))
    assert not found, (found, result)
    return result


def write_harmlessly(ots: Any, example: Example, format_: str, *, terminal: bool = False) -> None:
    """Ask for an infected answer in a format, with the reason of each row where there is one."""
    arguments = [*example.arguments, "-f", format_, "--color", "never"]
    if example.question not in UNEXPLAINED:
        arguments.append("--explain")
    result = harmless(ots(*arguments, terminal=terminal))
    assert result.code == 0, (format_, result.err)
    if format_ == "json":
        json.loads(result.out)


def texts(path: Path) -> Iterator[str]:
    """All text in a file, or in the files of a folder, however they keep it."""
    for file in [path] if path.is_file() else filter(Path.is_file, path.rglob("*")):
        content = file.read_bytes()
        if content.startswith(b"SQLite format 3"):
            with closing(sqlite3.connect(file)) as connection:
                yield from connection.iterdump()
        elif content.startswith(b"PK"):
            with zipfile.ZipFile(file) as parts:
                yield from (parts.read(name).decode() for name in parts.namelist())
        elif not content.startswith((b"PAR1", b"wOF2", b"%PDF", b"\x89PNG")):
            yield content.decode()
