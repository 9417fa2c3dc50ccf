"""Every kind of record that is too long; `dataset/test_hostile_files.py` has some."""

import pytest

from hostile.memory import RECORDS, call, is_refused_by_name

MEMBER = '{"type":"membership","state":"A","organization":"B","status":"member","from":"2000"}\n'


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_of_a_hundred_megabytes_is_refused_by_name(tmp_path, kind):
    is_refused_by_name(tmp_path, kind)


def test_thousands_of_equal_memberships_are_not_compared_each_with_each(tmp_path, dataset):
    path = dataset(MEMBER * 4000, "x.jsonl")
    code, (line,) = call(tmp_path / "cache", "--data", path, "timeline")
    assert code == 3
    assert "at once with" in line


@pytest.mark.parametrize("command", ["timeline", "members", "facts", "overlap"])
def test_thousands_of_words_are_refused_or_searched_for(ots, command):
    result = ots(command, *(["summit"] * 1_000))
    assert result.code in {0, 2}
    assert result.err.count("\n") <= 10
    assert len(result.err) < 2_000
