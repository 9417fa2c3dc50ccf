"""Every question to stores that ots did not make so; `store/test_handed_on.py` puts some."""

import pytest

from hostile.handed_on import answers_or_refuses, some_records
from hostile.stores import CONTENTS, QUESTIONS, SQL, change


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return some_records(tmp_path_factory.mktemp("small"))


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_wrong_inside_is_an_answer_or_one_line(ots, small, tmp_path, name):
    path = tmp_path / "other.db"
    change(small, path, SQL[name])
    for arguments in QUESTIONS:
        answers_or_refuses(ots, path, arguments)
