"""Completion in the shell: the data's own values, without reading YAML or drawing anything."""

import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import pytest

from otscli.choices import (
    ANY,
    CITATION_STYLES,
    COLORS,
    EXPORTS,
    FACT_KINDS,
    FORMATS,
    LANES,
    LANGUAGES,
    SOURCE_KINDS,
    STATUSES,
    THEMES,
)
from otscli.cli.app import run
from otscli.cli.commands import COMMANDS
from otscli.cli.topics import TOPICS
from otscli.json_schema import NAMES
from otscli.query import QUESTIONS
from otscli.query.list import LISTS
from otscli.row_fields import field_names
from tree import TREE

OTS = shutil.which("ots", path=str(Path(sys.executable).parent))


def asked(line, shell):
    """What a shell sets to ask for the last word of a line."""
    words = line.split(" ")
    return {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "powershell": {
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": line.rpartition(" ")[2],
        },
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell] | {"_OTS_COMPLETE": f"complete_{shell}"}


def completed(line, shell="bash", **variables):
    """The values offered for the last word of a line."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, asked(line, shell) | variables),
        mock.patch.object(sys, "argv", ["ots"]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        assert run([]) == 0
    assert err.getvalue() == ""
    return [value for value in out.getvalue().split("\n") if value]


@pytest.mark.slow
@pytest.mark.skipif(OTS is None, reason="the console script is not installed")
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_command_completes_itself(shell):
    answer = subprocess.run(
        [OTS],
        env=os.environ | asked("ots ti", shell),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert answer.stdout.startswith("timeline") or '"timeline"' in answer.stdout
    assert answer.stderr == ""


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("ots ti", "timeline"),
        ("ots data sch", "schema"),
        ("ots data schema mem", "members"),
        ("ots members TUR", "TURKSOY"),
        ("ots overlap OTS CS", "CSTO"),
        ("ots shared KAZ K", "KGZ"),
        ("ots timeline --state H", "HUN"),
        ("ots timeline --org OT", "OTS"),
        ("ots timeline --kind sum", "summit"),
        ("ots timeline --topic def", "defence"),
        ("ots timeline --place gab", "gabala"),
        ("ots timeline --source seed-", "seed-000"),
        ("ots facts --kind pro", "proposal"),
        ("ots facts --speaker ilham", "ilham-aliyev"),
        ("ots facts --speaker tok", "tokayev"),
        ("ots facts --speaker Tok", "Tokayev"),
        ("ots timeline --state Kazakh", "Kazakhstan"),
        ("ots timeline --state kazakh", "kazakhstan"),
        ("ots timeline --state Turki", "Turkiye"),
        ("ots members turks", "turksoy"),
        ("ots timeline --confidence sin", "single-source"),
        ("ots timeline summ", "summit"),
        ("ots facts --about OT", "OTS"),
        ("ots members --status obs", "observer"),
        ("ots members --status a", "any"),
        ("ots --format js", "json"),
        ("ots show summit-2025", "summit-2025-gabala"),
        ("ots cite ots-hun", "ots-hun-observer"),
        ("ots timeline --fields ti", "title"),
        ("ots timeline --fields id,pl", "id,place.city"),
        ("ots overlap --fields state,", "state,days"),
        ("ots timeline --si", "--since"),
    ],
)
def test_a_value_is_offered_for_what_is_typed(line, value):
    offered = completed(line)
    assert value in offered
    typed = line.split(" ")[-1]
    assert all(one.startswith(typed) for one in offered)


@pytest.mark.parametrize(
    ("line", "register"),
    [
        ("ots ", COMMANDS),
        ("ots members -f ", FORMATS),
        ("ots members --color ", COLORS),
        ("ots members --lang ", LANGUAGES),
        ("ots members --status ", [*STATUSES, ANY]),
        ("ots facts --kind ", FACT_KINDS),
        ("ots sources --kind ", SOURCE_KINDS),
        ("ots cite HUN --style ", CITATION_STYLES),
        ("ots members --theme ", THEMES),
        ("ots timeline --lanes ", LANES["event"]),
        ("ots changes --lanes ", LANES["change"]),
        ("ots export ", EXPORTS),
        ("ots list ", LISTS),
        ("ots help ", dict.fromkeys([*TOPICS, *COMMANDS])),
        ("ots data schema ", NAMES),
    ],
)
def test_a_whole_register_is_offered_where_it_belongs(line, register):
    assert completed(line) == list(register)


@pytest.mark.parametrize("question", QUESTIONS)
def test_fields_are_those_of_the_rows(question):
    offered = completed(f"ots {question} --fields ")
    assert offered == field_names("+".join(QUESTIONS[question].rows))


# What one types is one's own: no values to choose from.
FREE = {
    "MM-DD",
    "DATE",
    "FILE",
    "N",
    "PIXELS",
    "TEXT",
    "PATH",
    "TABLE",
    "FOLDER",
    "OLD",
    "URL",
    "NEW",
    "FIELD=COLUMN,…",
}


@pytest.mark.parametrize("path", TREE)
def test_every_value_that_can_be_chosen_is_completed(path):
    for parameter in TREE[path].params:
        typed = (parameter.metavar or "").strip("[].")
        if typed not in FREE and not getattr(parameter, "is_flag", False):
            assert parameter._custom_shell_complete, (
                f"ots {path}: {parameter.name} has no autocompletion; see otscli/cli/completion.py"
            )


def test_a_name_with_blanks_is_one_word_to_the_shell():
    assert completed("ots timeline --state North") == ["Northern\\ Cyprus"]


@pytest.mark.parametrize("typed", ["turk", "TURK", "Turk"])
def test_what_is_offered_is_in_the_case_of_what_is_typed(typed):
    for one in completed(f"ots members {typed}"):
        assert one in {one.lower(), one.upper()} or one.startswith("Turk")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_commands_are_described_by_their_summary(shell):
    offered = " ".join(completed("ots ", shell))
    assert all(command.summary in offered for command in COMMANDS.values())


def test_nothing_is_offered_where_nothing_fits():
    assert completed("ots members zzz") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_the_name_beside_the_value(shell):
    offered = " ".join(completed("ots members TURKS", shell))
    assert "TURKSOY" in offered
    assert "International Organization of Turkic Culture" in offered


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_a_description_is_text_whatever_brackets_it_has(dataset, shell):
    title = "[red]x[/red] [link]y[/link] [/] [2021]"
    event = f"{{id: my-event, date: '2020', kind: k, title: '{title}'}}"
    mine = dataset(f"events: [{event}]")
    assert title in " ".join(completed(f"ots --data {mine} show my", shell))


def test_values_come_from_the_dataset_that_was_typed(dataset):
    mine = dataset('events: [{id: my-event, date: "2020", kind: my-kind, title: T}]')
    assert completed(f"ots --data {mine} show my-") == ["my-event"]
    assert completed("ots show my-", OTS_DATA=mine) == ["my-event"]


def test_a_dataset_that_cannot_be_read_offers_nothing_and_says_nothing():
    assert completed("ots --data missing.yaml show a") == []


@pytest.mark.slow
def test_completion_reads_no_yaml_and_loads_no_rich():
    completed("ots members TUR")  # the store is made
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))\n"
        "sys.argv = ['ots']\n"
        "from otscli.cli.app import run\n"
        "raise SystemExit(run([]))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "_OTS_COMPLETE": "complete_bash",
            "COMP_WORDS": "ots members TUR",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert "TURKSOY" in answer.stdout
    loaded = json.loads(answer.stderr)
    assert "otscli.cache" in loaded
    assert [name for name in loaded if name.split(".")[0] in {"yaml", "rich", "dateutil"}] == []
