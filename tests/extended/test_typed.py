"""The types of an installed copy reach the type checker of whoever imports it."""

import os
import subprocess
import sys
import textwrap
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
    import otscli

    ots = otscli.open()
    reveal_type(ots)
    reveal_type(ots.timeline())
    reveal_type(ots.timeline()[0].id)
    ots.timeline()[0].no_such_field
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The interpreter of an environment that holds nothing but the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT]
    subprocess.run(pip, check=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv")
    (packages,) = [*folder.glob("venv/lib/python*/site-packages"), *folder.glob("venv/Lib/site*")]
    zipfile.ZipFile(wheel).extractall(packages)
    (python,) = [*folder.glob("venv/bin/python"), *folder.glob("venv/Scripts/python.exe")]
    return python


def test_a_type_checker_sees_the_types_of_an_installed_copy(installed, tmp_path):
    (tmp_path / "program.py").write_text(textwrap.dedent(PROGRAM).lstrip(), encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", f"--python-executable={installed}", "."],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    revealed, faults = [], []
    for line in checked.stdout.splitlines():
        _, marked, type_ = line.partition('note: Revealed type is "')
        (revealed.append(type_.rstrip('"')) if marked else faults.append(line))
    assert revealed == ["otscli.api.Dataset", "otscli.api.Results[otscli.records.Event]", "str"]
    assert 'program.py:7: error: "Event" has no attribute "no_such_field"' in faults[0]
    assert len(faults) == 2, faults
