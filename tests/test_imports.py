"""What a question must not import once the store exists: start-up is a feature."""

import json
import os
import subprocess
import sys

import pytest

from examples import EXAMPLES, parameters

NEVER = {
    "rich",
    "yaml",
    "dateutil",
    "pydantic",
    "importlib.metadata",
    "mcp",
    "otscli.api",
    "otscli.assistant",
    "otscli.checking",
    "otscli.dataset.read",
    "otscli.drawing",
    "xml",
    "otscli.dataset.read_yaml",
    "otscli.store.build",
    "asyncio",
    "hashlib",
    "http",
    "urllib.request",
}
READING = {"data diff"}
"""Questions about files, which are read each time."""

PROGRAM = """
import atexit, json, sys
atexit.register(lambda: sys.stderr.write("\\n" + json.dumps(sorted(sys.modules))))
sys.argv = ["ots"]
from otscli.cli.app import run
raise SystemExit(run(sys.orig_argv[3:]))
"""


def loaded(*arguments, **variables):
    """The modules that a call has loaded at its end."""
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert answer.stdout
    return set(json.loads(answer.stderr.splitlines()[-1]))


def within(modules, packages):
    return {m for m in modules if any(m == p or m.startswith(f"{p}.") for p in packages)}


@pytest.fixture(autouse=True)
def store(ots):
    assert ots("members", "--json").code == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["members", "--as-of", "2020-01", "-f", "csv"],
        ["timeline", "--kind", "summit", "-f", "ids"],
        ["overlap", "OTS", "CSTO", "-f", "jsonl"],
        ["facts", "--speaker", "tokayev", "-f", "tsv"],
    ],
    ids=" ".join,
)
def test_a_question_imports_no_more_than_it_uses(arguments):
    modules = loaded(*arguments)
    assert "sqlite3" in modules
    assert within(modules, NEVER) == set()


@pytest.mark.slow
@parameters(examples[0] for name, examples in EXAMPLES.items() if name not in READING)
def test_a_question_in_json_does_without_the_classes_of_records(example):
    modules = loaded(*example.arguments, "--json")
    assert "sqlite3" in modules
    assert within(modules, {*NEVER, "otscli.records", "otscli.base_record"}) == set()


@pytest.mark.slow
def test_completion_imports_no_more_than_it_uses():
    words = {"COMP_WORDS": "ots members TUR", "COMP_CWORD": "2"}
    modules = loaded(_OTS_COMPLETE="complete_bash", **words)
    assert "sqlite3" in modules
    assert within(modules, NEVER) == set()


@pytest.mark.slow
def test_a_date_in_words_is_what_needs_a_date_parser():
    assert within(loaded("timeline", "--since", "2020-05", "-f", "csv"), {"dateutil"}) == set()
    assert within(loaded("timeline", "--since", "May 2020", "-f", "csv"), {"dateutil"})


@pytest.mark.slow
def test_a_table_is_what_needs_rich():
    assert within(loaded("members"), {"rich"})


def test_importing_the_package_imports_none_of_its_parts():
    program = "import sys, otscli; print(sorted(m for m in sys.modules if m.startswith('otscli')))"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8"
    )
    assert answer.stdout == "['otscli', 'otscli._version']\n"
