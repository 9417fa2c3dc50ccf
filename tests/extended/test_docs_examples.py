"""Every example of README and docs runs, in the folder of the checkout."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def examples():
    for page in PAGES:
        for block in re.findall(
            r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL
        ):
            for line in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
                yield pytest.param(line, id=f"{page.name}: {line}")


@pytest.mark.parametrize("line", list(examples()))
def test_an_example_runs(line, tmp_path):
    if "jq" in line and shutil.which("jq") is None:
        pytest.skip("the example needs jq")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=ROOT,
        env=os.environ | {"PATH": path, "XDG_CACHE_HOME": str(tmp_path.parent / "examples")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
