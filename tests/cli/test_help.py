"""Help: of the program, of each command and of each topic."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import otscli
from otscli.checking import documented
from otscli.choices import FORMATS
from otscli.cli.commands import COMMANDS
from otscli.cli.decorator import SHARED
from otscli.cli.topics import TOPICS
from otscli.importing.cow import convert
from otscli.importing.folder import write
from tree import TREE

DATA = Path(__file__).parents[2] / "data"

GOLDEN = Path(__file__).parents[1] / "golden" / "help"
PATHS = list(TREE)


def golden(path):
    return GOLDEN / f"{'-'.join(['ots', *path.split()])}.txt"


@pytest.fixture
def help_of(ots, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    return lambda path: ots(*path.split(), "--help")


@pytest.mark.parametrize("path", PATHS)
def test_the_help_is_the_golden_file(help_of, path):
    answer = help_of(path)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == golden(path).read_text(encoding="utf-8"), "`make generate` writes it"


def test_there_is_no_golden_file_of_what_is_gone():
    assert {file.name for file in GOLDEN.iterdir()} == {golden(path).name for path in PATHS}


def test_every_command_is_in_the_help_of_the_program(help_of):
    listed = re.findall(r"^  (\w+) {2,}\S", help_of("").out.split("Ask:")[1], re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)


def test_every_command_within_data_is_in_its_help(help_of):
    listed = re.findall(r"^  (\w+) {2,}\S", help_of("data").out.split("Commands:")[1], re.MULTILINE)
    assert {f"data {name}" for name in listed} == {path for path in TREE if path[:5] == "data "}


@pytest.mark.parametrize("path", PATHS[1:])
def test_the_help_of_a_command_begins_with_examples(help_of, path):
    usage, below = help_of(path).out.split("\n\n", 1)
    heading, first = below.splitlines()[:2]
    assert usage.startswith(f"Usage: ots {path}")
    assert heading == "  Examples:"
    assert first.startswith("    ots ")


def test_a_short_option_is_enough(ots):
    assert ots("members", "-h").out == ots("members", "--help").out


def test_without_arguments_a_screen_names_every_command(ots):
    answer = ots()
    assert answer.code == 0
    assert len(answer.lines) <= 24
    assert max(map(len, answer.lines)) <= 80
    assert set(COMMANDS) <= set(answer.out.split())


def test_help_alone_is_the_help_of_the_program(ots):
    assert ots("help").out == ots("--help").out


@pytest.mark.parametrize("path", [path for path in PATHS[1:] if path != "data"])
def test_help_of_a_command_is_what_its_option_shows(ots, path):
    assert ots("help", *path.split()).out == ots(*path.split(), "--help").out


def test_the_page_on_options_describes_each_that_all_commands_share(ots):
    page = ots("help", "options").out
    for kind in SHARED.values():
        option = get_args(kind)[1]
        assert option.default in page
        assert option.help in page


def examples():
    """Every example in the help of every command."""
    texts = [golden(path).read_text(encoding="utf-8") for path in PATHS if golden(path).exists()]
    lines = [line for text in texts for line in re.findall(r"^    (ots .*)$", text, re.MULTILINE)]
    return [pytest.param(line, id=line) for line in lines]


# What asks for a program, an older version or a repository that not every machine has.
WANTING = re.compile(r"\| jq\b|\bdata diff\b|\bmcp$")


@pytest.fixture
def workplace(tmp_path):
    """A folder with the files that examples name."""
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "my-events.yaml").write_text(
        'events: [{id: launch, date: "2024-05", kind: meeting, title: We begin}]', encoding="utf-8"
    )
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    table = tmp_path / "state_year_formatv3.csv"
    shutil.copy(DATA.parent / "docs" / "cow-example.csv", table)
    write(convert(table), tmp_path / "cow")
    return tmp_path


SMALL = """
dataset: {id: mine, title: Mine, covered_to: "2026"}
sources: [{id: s, kind: official, publisher: P, title: T, url: "https://example.org/"}]
organizations: [{id: OTS, name: Organization of Turkic States, sources: [{source: s}]}]
states: [{id: UZB, name: Uzbekistan, sources: [{source: s}]}]
memberships:
- {state: UZB, organization: OTS, status: member, from: "2019", sources: [{source: s}]}
"""
"""What examples check and export that would take the curated data whole."""

TABLES = {
    "treaties.csv": "Datum;Titel\n3.10.2009;Nakhchivan Agreement\n",
    "igo.csv": "country,organization,from\nTurkey,OTS,2009\n",
    "timeline.json": '{"events": [{"start_date": {"year": 2009}, "text": {"headline": "One"}}]}',
}


WHOLE = re.compile(r"ots (check|export)\b(?!.*data/)")

# What a line needs a shell for.
SHELL = re.compile(r"[|&<>$]")
RUNNING = [e for e in examples() if not WANTING.search(e.id)]


@pytest.mark.slow
@pytest.mark.parametrize("example", [e for e in RUNNING if not SHELL.search(e.id)])
def test_an_example_runs(ots, example, workplace, monkeypatch):
    monkeypatch.chdir(workplace)
    if WHOLE.match(example):
        monkeypatch.setenv("OTS_DATA", "small.yaml")
    answer = ots(*shlex.split(example)[1:])
    assert answer.code == 0, answer.err


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="examples are for bash")
@pytest.mark.parametrize("example", [e for e in RUNNING if SHELL.search(e.id)])
def test_an_example_with_a_pipe_runs(example, workplace, monkeypatch):
    if WHOLE.match(example):
        monkeypatch.setenv("OTS_DATA", "small.yaml")
    shell = f'ots() {{ "{sys.executable}" -m otscli "$@"; }}; set -o pipefail; {example}'
    answer = subprocess.run(
        ["bash", "-c", shell], capture_output=True, check=False, cwd=workplace, encoding="utf-8"
    )
    assert answer.returncode == 0, answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_a_page(ots, topic):
    answer = ots("help", topic)
    assert (answer.code, answer.err) == (0, "")
    assert len(answer.lines) > 5
    assert max(map(len, answer.lines)) <= 120


def test_the_page_on_exit_codes_names_each(ots):
    page = ots("help", "exit-codes").out
    assert re.findall(r"^  (\d+) ", page, re.MULTILINE) == ["0", "1", "2", "3", "4", "130"]


@pytest.mark.parametrize(
    "variable",
    ["OTS_DATA", "OTS_TODAY", "OTS_DEBUG", "OTS_PAGER", "NO_COLOR", "FORCE_COLOR", "COLUMNS"],
)
def test_the_page_on_the_environment_names_each_variable(ots, variable):
    assert variable in ots("help", "environment").out


def test_the_page_on_output_names_each_format_with_its_meaning(ots):
    page = ots("help", "output").out
    for name, format_ in FORMATS.items():
        assert re.search(rf"^  {name} +{re.escape(format_.meaning)}$", page, re.MULTILINE), name


def test_the_page_on_data_names_each_rule_of_check_with_what_it_demands(ots):
    page = ots("help", "data").out
    for rule, demand in documented().items():
        assert re.search(rf"^  {rule} +{re.escape(demand)}$", page, re.MULTILINE), rule


def test_the_version_is_that_of_the_program_and_of_the_data(ots):
    answer = ots("--version")
    assert answer.code == 0
    assert answer.out.startswith(f"ots {otscli.__version__}\ndata ots ")
