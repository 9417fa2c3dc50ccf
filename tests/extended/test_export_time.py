"""Every export of the curated data takes at most three seconds of the processor, a slow one 30,
and gives the same bytes on every run."""

import os
import resource
import subprocess
import sys

import pytest

from otscli.choices import EXPORTS

SECONDS, SLOW = 3, 30


def used():
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_of_the_curated_data_is_quick(ots, tmp_path, export):
    assert ots("data", "info").code == 0  # the store is there
    before = used()
    write(export, tmp_path / "made")
    assert used() - before < (SLOW if EXPORTS[export].slow else SECONDS)


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
