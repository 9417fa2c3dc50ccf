"""Every damage of a kept store under every command; `tests/store/test_damage.py` tries some."""

import pytest

from hostile.damage import (
    ASKED,
    CALLS,
    COPYING,
    DATASET,
    OTHER,
    READ,
    count_stores,
    is_made_anew,
    is_no_fault,
)


@pytest.fixture
def home(monkeypatch, tmp_path):
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ots"


@pytest.mark.parametrize("call", sorted(set(CALLS) - COPYING))
@pytest.mark.parametrize("name", READ)
def test_every_command_makes_a_damaged_store_anew(ots, dataset, home, monkeypatch, name, call):
    is_made_anew(ots, dataset(DATASET), home, count_stores(monkeypatch), name, call)


@pytest.mark.parametrize("call", ASKED)
@pytest.mark.parametrize("name", OTHER)
def test_no_damage_is_a_fault_of_the_program(ots, dataset, home, name, call):
    is_no_fault(ots, dataset(DATASET), home, name, call)
