"""What people see first on a terminal, at three sizes."""

import pytest

import screens


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "name", "width", "height"),
    [pytest.param(*one, id=one[0].stem) for one in screens.files()],
)
def test_a_screen_is_the_one_that_is_kept(file, name, width, height):
    assert screens.screen(name, width, height) == file.read_text(encoding="utf-8"), (
        "`make generate` writes it"
    )
