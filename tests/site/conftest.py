"""The site of the curated data, made once; `.ci/site` says where the tools are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sites import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The curated data as a site: that of `OTS_SITE`, or one that is made now."""
    if made := os.environ.get("OTS_SITE"):
        return Site(Path(made))
    folder = tmp_path_factory.mktemp("made") / "site"
    command = [sys.executable, "-m", "otscli", "export", "site", "-o", str(folder)]
    subprocess.run(command, check=True)
    return Site(folder)


@pytest.fixture(scope="session")
def chromium():
    """A browser without a window; where there is none, what needs it is skipped."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    if not path.exists():
        pytest.skip(f"{path} is not there")
    switches = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=switches.split())
        yield browser
        browser.close()
