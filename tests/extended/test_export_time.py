"""Every export of the curated data takes at most three seconds of the processor, a slow one 30."""

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
    command = [sys.executable, "-m", "otscli", "export", export, "-o", tmp_path / "made"]
    subprocess.run(command, check=True)
    assert used() - before < (SLOW if EXPORTS[export].slow else SECONDS)
