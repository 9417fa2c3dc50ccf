"""A kept store that something has damaged: what is done to it, and what it is then asked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hostile.stores import CONTENTS, DEFINITIONS
from otscli import cache
from otscli.choices import EXPORTS

DATASET = """
dataset: {id: mine, title: Mine, version: "1.0"}
sources: [{id: src, kind: press, publisher: P, title: T}]
states: [{id: AAA, name: Aland}]
organizations: [{id: ORG, name: Org}]
events:
  - {id: one, date: "2020", kind: k, title: One, states: [AAA], sources: [{source: src}]}
  - {id: two, date: "2021", kind: k, title: Two, organizations: [ORG]}
memberships: [{state: AAA, organization: ORG, status: member, from: "2000"}]
"""
CALLS = {
    "timeline --json": ("timeline", "--json"),
    "timeline": ("timeline",),
    "members": ("members", "ORG"),
    "overlap": ("overlap", "ORG"),
    "changes": ("changes",),
    "show": ("show", "one", "AAA"),
    "show -": ("show", "-"),
    "search": ("search", "one"),
    "cite": ("cite", "one"),
    "cite -": ("cite", "-"),
    "sources": ("sources",),
    "list": ("list", "states"),
    "data info": ("data", "info"),
    "--version": ("--version",),
    "--explain": ("timeline", "--since", "2020", "--explain"),
    **{
        f"export {name}": ("export", name)
        for name, one in EXPORTS.items()
        if not one.folder and not one.binary
    },
}
COPYING = {"timeline --json", "export jsonl"}
"""Calls that copy documents without reading them."""

TABLES = [name for name in DEFINITIONS if name.startswith("no ") and "index" not in name]
DOCUMENTS = ["documents nested deeply"]
DOCUMENTS += [
    name for name in CONTENTS if name.startswith("documents that") and "empty" not in name
]
DESCRIPTIONS = [name for name in CONTENTS if "description that" in name]
OTHER = sorted({*CONTENTS} - {*DOCUMENTS, *DESCRIPTIONS, "documents of 100 MB"})

READ = [*TABLES, *DOCUMENTS, *DESCRIPTIONS]
"""What no command overlooks that reads what is damaged."""

ASKED = ["members", "show", "cite", "search", "data info"]
"""The calls that are put to stores in which something other is wrong."""

STDIN = "one\nAAA\n"


def damage(home: Path, sql: str) -> None:
    """Damage the only store that is kept in a folder."""
    (store,) = home.glob("*.db")
    with closing(sqlite3.connect(store)) as connection:
        connection.executescript(sql)
        connection.commit()


def count_stores(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with each store that is made."""
    count: list[int] = []
    compile_ = cache._Plan._compile
    monkeypatch.setattr(
        cache._Plan, "_compile", lambda self, c: (count.append(1), compile_(self, c))
    )
    return count


def ask(ots: Any, arguments: tuple[str, ...]) -> Any:
    """Return an answer, asked for again where it had begun."""
    result = ots(*arguments, stdin=STDIN)
    if result.code == 3:
        assert result.err.endswith(
            "the compiled data was damaged and is compiled again; repeat the command\n"
        )
        result = ots(*arguments, stdin=STDIN)
    return result


def is_made_anew(ots: Any, mine: str, home: Path, made: list[int], name: str, call: str) -> None:
    """Damage a store; the next call answers as before and makes it once."""
    arguments = ("--data", mine, *CALLS[call])
    right = ots(*arguments, stdin=STDIN)
    assert right.code == 0
    damage(home, (DEFINITIONS | CONTENTS)[name])
    made.clear()
    assert ask(ots, arguments) == right
    assert len(made) <= 1


def is_no_fault(ots: Any, mine: str, home: Path, name: str, call: str) -> None:
    """Change a store; the next call is an answer, or one line that finds nothing."""
    arguments = ("--data", mine, *CALLS[call])
    ots(*arguments, stdin=STDIN)
    damage(home, CONTENTS[name])
    result = ask(ots, arguments)
    assert result.code in {0, 2}
    assert "fault" not in result.err
