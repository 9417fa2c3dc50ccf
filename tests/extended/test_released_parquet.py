"""`ots export parquet` holds what earlier releases exported, as `tests/test_released.py` asks."""

import pytest

from released.kept import questions
from test_released import INTENDED, PARQUET, RELEASES, differences, idle, unintended


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_it_exports_what_the_release_did(ots, tmp_path, release):
    (kept,) = (kept for kept in questions(release) if kept.name == PARQUET)
    register = INTENDED.get(release.name, {})
    found = differences(ots, release, kept, tmp_path)
    assert unintended(found, kept, register)[:10] == []
    own = {key: why for key, why in register.items() if key[0] == PARQUET}
    assert idle(lambda _: found, [kept], own) == []
