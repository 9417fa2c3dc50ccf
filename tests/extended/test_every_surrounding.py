"""All that goes on around a call; `tests/cli/test_process.py` tries some of it."""

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("shells and signals of POSIX", allow_module_level=True)

from hostile.surroundings import ANSWERS, streams


@pytest.mark.parametrize(
    "arguments", [one for one in ANSWERS if one != ["check"]], ids=" ".join
)  # a check reads the whole of the data each time
def test_a_command_answers_or_says_why_whatever_becomes_of_its_streams(cache_home, arguments):
    assert [one for one in streams(cache_home, [arguments]) if one[1]] == []
