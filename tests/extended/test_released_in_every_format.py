"""What earlier releases answered, in each format; `tests/test_released.py` compares the rows."""

import pytest

from test_released import (
    INTENDED,
    PARQUET,
    RELEASES,
    asked_here,
    differences,
    every_question,
    idle,
    unintended,
)

_found = {}


@pytest.fixture
def found(ots, tmp_path):
    """How an answer differs; each question is put once."""

    def found(release, kept):
        if (release, kept.name) not in _found:
            _found[release, kept.name] = differences(ots, release, kept, tmp_path)
        return _found[release, kept.name]

    return found


@every_question
def test_it_answers_as_the_release_did_in_every_format(found, release, kept):
    register = INTENDED.get(release.name, {})
    assert unintended(found(release, kept), kept, register)[:10] == []


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_what_is_intended_makes_a_difference(found, release):
    register = {
        key: why for key, why in INTENDED.get(release.name, {}).items() if key[0] != PARQUET
    }
    assert idle(lambda kept: found(release, kept), asked_here(release), register) == []
