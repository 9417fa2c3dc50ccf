"""What people see first on a terminal, at three sizes."""

import pytest

import screens


@pytest.mark.parametrize(
    ("file", "name", "width", "height"),
    [pytest.param(*one, id=one[0].stem) for one in screens.files()],
)
def test_a_screen_is_the_one_that_is_kept(ots, monkeypatch, file, name, width, height):
    for variable, value in screens.environment(width, height).items():
        monkeypatch.setenv(variable, value)
    shown = ots(*screens.arguments(name), terminal=True).out
    assert screens.first(shown, height) == file.read_text(encoding="utf-8"), (
        "`make generate` writes it"
    )


@pytest.mark.slow
def test_a_screen_is_kept_as_a_process_writes_it():
    file, *what = next(screens.files())
    assert screens.screen(*what) == file.read_text(encoding="utf-8")
