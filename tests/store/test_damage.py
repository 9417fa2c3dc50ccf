"""A kept store that something has damaged: made anew once, for every command, in silence."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from hostile.stores import CONTENTS, DEFINITIONS
from otscli import cache
from otscli.choices import EXPORTS

pytestmark = pytest.mark.slow

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


STDIN = "one\nAAA\n"


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ots"


@pytest.fixture
def mine(dataset):
    return dataset(DATASET)


@pytest.fixture
def damage(home):
    """Damage the only store that is kept."""

    def run(sql):
        (store,) = home.glob("*.db")
        with closing(sqlite3.connect(store)) as connection:
            connection.executescript(sql)
            connection.commit()

    return run


@pytest.fixture
def made(monkeypatch):
    """How many stores were made."""
    count = []
    compile_ = cache._Plan._compile
    monkeypatch.setattr(
        cache._Plan, "_compile", lambda self, c: (count.append(1), compile_(self, c))
    )
    return count


def ask(ots, arguments):
    """An answer, asked for again where it had begun."""
    result = ots(*arguments, stdin=STDIN)
    if result.code == 3:
        assert result.err.endswith(
            "the compiled data was damaged and is compiled again; repeat the command\n"
        )
        result = ots(*arguments, stdin=STDIN)
    return result


@pytest.mark.parametrize("call", sorted(set(CALLS) - COPYING))
@pytest.mark.parametrize("name", [*TABLES, *DOCUMENTS, *DESCRIPTIONS])
def test_every_command_makes_a_damaged_store_anew_and_answers(ots, mine, damage, made, name, call):
    arguments = ("--data", mine, *CALLS[call])
    right = ots(*arguments, stdin=STDIN)
    assert right.code == 0
    damage((DEFINITIONS | CONTENTS)[name])
    made.clear()
    assert ask(ots, arguments) == right
    assert len(made) <= 1


@pytest.mark.parametrize("call", sorted(COPYING))
@pytest.mark.parametrize("name", TABLES)
def test_what_copies_a_store_notices_that_a_table_is_gone(ots, mine, damage, name, call):
    arguments = ("--data", mine, *CALLS[call])
    right = ots(*arguments)
    damage(DEFINITIONS[name])
    assert ask(ots, arguments) == right


@pytest.mark.parametrize("call", ["members", "show", "cite", "search", "data info"])
@pytest.mark.parametrize("name", OTHER)
def test_no_damage_is_a_fault_of_the_program(ots, mine, damage, name, call):
    arguments = ("--data", mine, *CALLS[call])
    ots(*arguments, stdin=STDIN)
    damage(CONTENTS[name])
    result = ask(ots, arguments)
    assert result.code in {0, 2}
    assert "fault" not in result.err


@pytest.mark.parametrize("name", ["documents that are no JSON", "no record", "columns of bytes"])
def test_completion_makes_a_damaged_store_anew(ots, mine, damage, name):
    asked = {"_OTS_COMPLETE": "complete_bash", "COMP_WORDS": "ots show o", "COMP_CWORD": "2"}

    def completed():
        done = subprocess.run(
            [sys.executable, "-m", "otscli"],
            env={**os.environ, **asked, "OTS_DATA": mine},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout, done.stderr

    ots("--data", mine, "timeline")
    damage((DEFINITIONS | CONTENTS)[name])
    assert completed() == completed() == ("one\norg-aaa-member\n", "")


def test_an_answer_that_had_begun_ends_in_one_line_and_the_next_is_right(ots, mine, damage):
    right = ots("--data", mine, "timeline", "-f", "csv")
    damage("UPDATE record SET doc = '{' WHERE id = 'two'")
    result = ots("--data", mine, "timeline", "-f", "csv")
    assert (result.code, result.err) == (
        3,
        "ots: the compiled data was damaged and is compiled again; repeat the command\n",
    )
    assert right.out.startswith(result.out)
    assert ots("--data", mine, "timeline", "-f", "csv") == right


def test_a_fault_that_is_no_damage_is_told_as_it_is(ots, mine, made, monkeypatch):
    ots("--data", mine, "timeline")
    monkeypatch.setattr("otscli.query.cite.cited", lambda *_, **__: {}["missing"])
    monkeypatch.setattr("otscli.cli.commands.cite.cited", lambda *_, **__: {}["missing"])
    made.clear()
    result = ots("--data", mine, "cite", "one")
    assert result.code == 1
    assert "a fault in ots itself: KeyError" in result.err
    assert len(made) == 1


def test_an_error_of_the_user_makes_nothing_anew(ots, mine, made):
    ots("--data", mine, "timeline")
    made.clear()
    assert ots("--data", mine, "show", "nothing-of-that-name").code == 2
    assert ots("--data", mine, "timeline", "--since", "x").code == 2
    assert made == []
