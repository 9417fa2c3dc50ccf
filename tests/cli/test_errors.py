"""Wrong input and failures: an exit code, one line on stderr, nothing on stdout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = [sys.executable, "-m", "otscli"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["members", "--as-of", "03/10/2009"], 2, ["03/10/2009", "2009-10-03", "2009-03-10"]),
        (["members", "--as-of", "3.10.2009"], 2, ["2009-10-03"]),
        (["timeline", "--since", "10-11-2021"], 2, ["2021-11-10", "2021-10-11"]),
        (["timeline", "--since", "2021-13"], 2, ["--since", "2021-13"]),
        (["timeline", "--until", "2021-02-30"], 2, ["--until", "28"]),
        (["timeline", "--during", "2021/2020"], 2, ["2020/2021"]),
        (["members", "NATOO"], 2, ["NATOO", "NATO?"]),
        (["overlap", "OTS", "CSTOO"], 2, ["CSTO"]),
        (["shared", "KAZ", "Uzbekistn"], 2, ["Uzbekistan"]),
        (["shared", "KAZ"], 2, ["two states"]),
        (["timeline", "--state", "Hungry"], 2, ["Hungary"]),
        (["timeline", "--place", "Gabalaa"], 2, ["Gabala"]),
        (["timeline", "--kind", "sumit"], 2, ["sumit", "summit"]),
        (["timeline", "--topic", "defnce"], 2, ["defence"]),
        (["timeline", "--source", "seed-00"], 2, ["seed-000"]),
        (["members", "--status", "observr"], 2, ["observer"]),
        (["facts", "--kind", "propsal"], 2, ["proposal"]),
        (["facts", "--speaker", "Ilham Aliyew"], 2, ["Ilham Aliyev"]),
        (["facts", "--about", "Hungry"], 2, ["Hungary"]),
        (["sources", "--kind", "oficial"], 2, ["official"]),
        (["list", "stats"], 2, ["stats", "states"]),
        (["help", "date"], 2, ["dates"]),
        (["data", "schema", "timelin"], 2, ["timeline"]),
        (["data", "inf"], 2, ["info"]),
        (["cite", "ots-hun-observr"], 2, ["ots-hun-observer"]),
        (["timeline", "--fields", "nope"], 2, ["nope", "title", "place.city"]),
        (["timeline", "--fields", "titel"], 2, ["did you mean title"]),
        (["timeline", "--fields", ""], 2, ["--fields"]),
        (["timeline", "-f", "jsn"], 2, ["jsn", "json"]),
        (["timeline", "--json", "-f", "csv"], 2, ["--json", "csv"]),
        (["--json", "timeline", "-f", "csv"], 2, ["--json", "csv"]),
        (["timeline", "-f", "ids", "--fields", "id"], 2, ["--fields", "ids"]),
        (["timeline", "-f", "ics", "--fields", "id"], 2, ["--fields", "ics"]),
        (["sources", "-f", "ics"], 2, ["timeline"]),
        (["timeline", "--color", "alway"], 2, ["always"]),
        (["timeline", "--limit", "-1"], 2, ["--limit"]),
        (["timeline", "--limit", "many"], 2, ["--limit"]),
        (["timeline", "--sinse", "2020"], 2, ["--since"]),
        (["timeline", "--since"], 2, ["--since"]),
        (["timeline", "2020", "2022"], 2, ["2020/2022"]),
        (["timeline", "10"], 2, ["-n 10"]),
        (["timeline", "--state", "TUR,KAZ"], 2, ["TUR,KAZ", "repeat"]),
        (["timeline", "-o", "x.foo"], 2, [".foo", ".csv"]),
        (["plot"], 2, ["-o FILE.svg"]),
        (["timeline", "--svg"], 2, ["-o FILE.svg"]),
        (["show", "Erdogam"], 2, ["Erdogam"]),
        (["membrs"], 2, ["members"]),
        (["frobnicate"], 2, ["frobnicate", "ots --help"]),
        (["--frobnicate"], 2, ["--frobnicate"]),
        (["--data", "missing.yaml", "timeline"], 3, ["missing.yaml"]),
        (["timeline", "--data", "missing.yaml"], 3, ["missing.yaml"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_wrong_input_is_told_in_one_line_with_what_is_right(ots, arguments, code, told):
    answer = ots(*arguments)
    assert answer.code == code
    assert answer.out == ""
    assert answer.err.startswith("ots: ")
    assert answer.err.count("\n") == 1
    assert answer.err.endswith("\n")
    assert "Traceback" not in answer.err
    for part in told:
        assert part in answer.err


def test_control_characters_in_what_was_typed_are_not_echoed_raw(ots):
    answer = ots("members", "\x1b[31mNATO\u202e")
    assert answer.code == 2
    assert not set(answer.err) & {"\x1b", "\u202e"}


def test_a_dataset_in_the_variable_is_used_as_one_in_the_option(ots, monkeypatch):
    monkeypatch.setenv("OTS_DATA", "missing.yaml")
    assert ots("timeline").code == 3
    assert ots("--data", "ots", "timeline", "--limit", "1").code == 0
    assert ots("timeline", "--data", "ots", "--limit", "1").code == 0


def test_a_dataset_with_faults_names_the_first_counts_them_and_points_to_check(ots, dataset):
    mine = dataset("events:\n  - {id: a, kind: k, title: T}\n  - {id: b, kind: k, title: T}\n")
    answer = ots("--data", mine, "timeline", "--json")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith(f"ots: {mine}:2:")
    assert "2 errors in all" in answer.err
    assert f"`ots check {mine}`" in answer.err
    assert answer.err.count("\n") == 1


def test_check_prints_every_fault_and_exits_with_1(ots, dataset):
    mine = dataset("events:\n  - {id: a, kind: k, title: T}\n  - {id: b, kind: k, title: T}\n")
    answer = ots("check", mine)
    assert answer.code == 1
    assert [line.split(" ")[1] for line in answer.lines if ": error:" in line] == ["error:"] * 2


def test_check_exits_with_1_where_yaml_cannot_be_parsed(ots, dataset):
    mine = dataset("events: [\n")
    assert ots("check", mine).code == 1
    assert ots("--data", mine, "timeline").code == 3


def test_an_empty_answer_is_an_answer(ots):
    answer = ots("timeline", "--since", "2300", "--json")
    assert (answer.code, answer.out) == (0, "[]\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["-f", "csv", "members"], ["members", "-f", "csv"]),
        (["--json", "members"], ["members", "--json"]),
        (["--fields", "id,from", "members"], ["members", "--fields", "id,from"]),
        (["--color", "always", "members"], ["members", "--color", "always"]),
        (["--explain", "members"], ["members", "--explain"]),
        (["--version", "members"], ["members", "--version"]),
        (["--json", "data", "info"], ["data", "info", "--json"]),
        (["--no-pager", "members"], ["members", "--no-pager"]),
    ],
)  # fmt: skip
def test_options_before_and_after_a_command_mean_the_same(ots, before, after):
    assert ots(*before) == ots(*after)
    assert ots(*before).code == 0


def test_an_option_after_the_command_outranks_the_one_before_it(ots):
    assert ots("-f", "csv", "members", "-f", "ids") == ots("members", "-f", "ids")


def test_a_fault_in_the_program_has_no_traceback_unless_asked_for(ots, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("broken\nin two lines")

    monkeypatch.setattr("otscli.cache.open_store", broken)
    answer = ots("members")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("ots: ")
    assert answer.err.count("\n") == 1
    assert "OTS_DEBUG=1" in answer.err
    monkeypatch.setenv("OTS_DEBUG", "1")
    with pytest.raises(RuntimeError):
        ots("members")


def called(*arguments, **options):
    """Call the program in a process of its own."""
    return subprocess.run(
        [*HERE, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **options,
    )


@pytest.mark.slow
def test_debug_shows_a_traceback_on_stderr():
    environment = {**os.environ, "OTS_DEBUG": "1"}
    answer = called("members", "NATOO", env=environment)
    assert "Traceback" in answer.stderr
    assert answer.returncode != 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["timeline"], ["timeline", "--json"], ["timeline", "-f", "csv"], ["sources", "-f", "html"]],
)
def test_a_closed_pipe_ends_quietly_with_0(arguments):
    with subprocess.Popen(
        [*HERE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait() == 0
        assert "written" not in said
        assert "Traceback" not in said


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
@pytest.mark.parametrize(
    "arguments", [["timeline"], ["members", "--json"], ["cite", "HUN"], ["--version"], ["--help"]]
)
def test_a_full_disk_is_told_and_exits_with_1(arguments):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        answer = subprocess.run(
            [*HERE, *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert answer.returncode == 1
    lines = answer.stderr.decode().splitlines()
    assert lines[-1].startswith("ots: the output could not be written")
    assert b"Traceback" not in answer.stderr


def test_an_interruption_exits_with_130(ots, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("otscli.cache.open_store", interrupted)
    answer = ots("members")
    assert (answer.code, answer.out) == (130, "")
    assert "Traceback" not in answer.err
