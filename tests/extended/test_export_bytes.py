"""Every export of the curated data gives the same bytes on every run."""

import os
import subprocess
import sys

import pytest

from otscli.choices import EXPORTS


def write(export, target, seed="0"):
    command = [sys.executable, "-m", "otscli", "export", export, "-o", target]
    subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
    return target


@pytest.mark.parametrize("export", [name for name, one in EXPORTS.items() if not one.slow])
def test_two_exports_of_the_curated_data_are_the_same_bytes(tmp_path, export):
    runs = []
    for seed in ("1", "2"):
        made = write(export, tmp_path / seed, seed)
        files = [made] if made.is_file() else [one for one in made.rglob("*") if one.is_file()]
        runs.append({file.relative_to(made).as_posix(): file.read_bytes() for file in files})
    assert runs[0]
    assert runs[0] == runs[1]
