"""A kept store that something has damaged: made anew once, for every command, in silence."""

import os
import subprocess
import sys

import pytest

from hostile.damage import (
    ASKED,
    CALLS,
    COPYING,
    DATASET,
    OTHER,
    READ,
    TABLES,
    ask,
    count_stores,
    damage,
    is_made_anew,
    is_no_fault,
)
from hostile.stores import CONTENTS, DEFINITIONS

pytestmark = pytest.mark.slow


def some(one, other, times):
    """Pair each of some things with a few of others, in turn, so that all of these are taken."""
    return [
        (name, other[(i * times + k) % len(other)])
        for i, name in enumerate(one)
        for k in range(times)
    ]


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ots"


@pytest.fixture
def mine(dataset):
    return dataset(DATASET)


@pytest.fixture
def made(monkeypatch):
    return count_stores(monkeypatch)


# Every damage with some calls, every call with some damage; all with all in
# `tests/extended/test_every_damage.py`.


@pytest.mark.parametrize(("name", "call"), some(READ, sorted({*CALLS} - COPYING), 2))
def test_a_command_makes_a_damaged_store_anew_and_answers(ots, mine, home, made, name, call):
    is_made_anew(ots, mine, home, made, name, call)


@pytest.mark.parametrize("call", sorted(COPYING))
@pytest.mark.parametrize("name", TABLES)
def test_what_copies_a_store_notices_that_a_table_is_gone(ots, mine, home, name, call):
    arguments = ("--data", mine, *CALLS[call])
    right = ots(*arguments)
    damage(home, DEFINITIONS[name])
    assert ask(ots, arguments) == right


@pytest.mark.parametrize(("name", "call"), some(OTHER, ASKED, 1))
def test_no_damage_is_a_fault_of_the_program(ots, mine, home, name, call):
    is_no_fault(ots, mine, home, name, call)


@pytest.mark.parametrize("name", ["documents that are no JSON", "no record", "columns of bytes"])
def test_completion_makes_a_damaged_store_anew(ots, mine, home, name):
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
    damage(home, (DEFINITIONS | CONTENTS)[name])
    assert completed() == completed() == ("one\norg-aaa-member\n", "")


def test_an_answer_that_had_begun_ends_in_one_line_and_the_next_is_right(ots, mine, home):
    right = ots("--data", mine, "timeline", "-f", "csv")
    damage(home, "UPDATE record SET doc = '{' WHERE id = 'two'")
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
