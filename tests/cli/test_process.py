"""The process around a command: streams that are closed or full, pagers, signals.

`tests/extended/test_every_surrounding.py` closes every stream of every command.
"""

import signal
import subprocess
import sys
import time

import pytest

from otscli.cli.process import SIGNALS

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="shells and signals of POSIX"),
    pytest.mark.slow,
]

OTS = [sys.executable, "-m", "otscli"]
ANSWERS = [
    ["members", "--as-of", "2020", "-f", "ids"],
    ["timeline", "--until", "2020", "--json"],
    ["cite", "UZB"],
    ["help", "dates"],
    ["--version"],
    ["--help"],
]


def redirected(arguments, redirections):
    """Call the program in a shell with streams closed, full or led elsewhere."""
    command = f'exec "$0" "$@" {redirections}'
    return subprocess.run(
        ["sh", "-c", command, *OTS, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def one_line(text):
    return text.startswith("ots: ") and text.count("\n") == 1 and "Traceback" not in text


@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_a_closed_stdout_is_one_line_and_1(arguments):
    result = redirected(arguments, ">&-")
    assert result.returncode == 1
    assert result.stderr == "ots: the output could not be written: standard output is closed\n"


@pytest.mark.parametrize("redirections", ["2>&-", "<&-", "<&- 2>&-", "2>/dev/full"])
def test_a_closed_or_full_stderr_or_stdin_costs_no_answer(ots, redirections):
    for arguments in ANSWERS[:2]:
        result = redirected(arguments, redirections)
        assert result.returncode == 0
        assert result.stdout == ots(*arguments).out != ""


@pytest.mark.parametrize("arguments", ANSWERS[:2], ids=" ".join)
def test_a_full_stdout_is_one_line_and_1_whatever_stderr_is(arguments):
    assert one_line(redirected(arguments, ">/dev/full").stderr)
    for redirections in (">/dev/full", ">/dev/full 2>/dev/full", ">/dev/full 2>&-", ">&- 2>&-"):
        assert redirected(arguments, redirections).returncode == 1


def test_a_command_that_writes_nothing_to_stdout_needs_none(tmp_path):
    result = redirected(["export", "jsonl", "-o", str(tmp_path / "all.jsonl")], ">&-")
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "all.jsonl").stat().st_size > 0


@pytest.mark.parametrize("faults", [1, 3000])
def test_a_check_keeps_its_code_whoever_stops_reading(tmp_path, faults):
    rows = "".join(f"e{i},never,k,T\n" for i in range(faults))
    (tmp_path / "x.csv").write_text(f"id,date,kind,title\n{rows}")
    with subprocess.Popen(
        [*OTS, "check", str(tmp_path / "x.csv")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as check:
        assert check.stdout is not None
        check.stdout.readline()
        check.stdout.close()
        assert check.wait() == 1


# Pagers


@pytest.mark.parametrize("pager", ["no-such-pager", "false", "exit 126", '"unclosed'])
def test_a_pager_that_fails_is_told_in_one_line_and_costs_no_answer(ots, monkeypatch, pager):
    monkeypatch.setenv("LINES", "10")
    monkeypatch.setenv("PAGER", "cat")
    expected = ots("timeline", "--limit", "30", "--color", "never", terminal=True).out
    monkeypatch.setenv("PAGER", pager)
    result = ots("timeline", "--limit", "30", "--color", "never", terminal=True)
    assert (result.code, result.out) == (0, expected)
    assert result.err.startswith("ots: the pager ")
    assert result.err.count("\n") == 1


# Signals


@pytest.fixture
def big(tmp_path):
    path = tmp_path / "big.jsonl"
    record = '{"type":"event","id":"e%d","date":"2001-02-03","kind":"k","title":"Title %d"}\n'
    path.write_text("".join(record % (i, i) for i in range(60_000)))
    return path


@pytest.mark.parametrize(
    ("number", "moment"),
    list(zip(SIGNALS, (0.6, 0.1, 0.0), strict=True)),
    ids=lambda value: getattr(value, "name", value),
)
def test_a_signal_ends_with_its_code_and_leaves_nothing_behind(
    tmp_path, monkeypatch, big, number, moment
):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    started = (
        "import os, sys; sys.argv = ['ots', '--data', '-', 'timeline', '-f', 'ids']; "
        "import otscli.__main__ as main; os.write(2, b'.'); main.main()"
    )
    with (
        big.open("rb") as data,
        subprocess.Popen(
            [sys.executable, "-c", started],
            stdin=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as process,
    ):
        assert process.stderr is not None
        assert process.stderr.read(1) == b"."
        time.sleep(moment)
        process.send_signal(number)
        rest = process.stderr.read()
    assert process.wait() == 128 + number
    assert b"Traceback" not in rest
    assert list(temporary.iterdir()) == []


def test_an_interrupt_while_the_program_is_imported_is_130_without_a_word():
    imports = "import otscli.cli.process as p; p.end_at_once(); import os, signal; "
    imports += "os.kill(os.getpid(), signal.SIGINT); import time; time.sleep(5)"
    result = subprocess.run(
        [sys.executable, "-c", imports], capture_output=True, timeout=30, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


def test_what_is_ignored_already_stays_ignored():
    command = 'trap "" HUP; exec "$0" "$@"'
    with subprocess.Popen(
        ["sh", "-c", command, *OTS, "--data", "-", "timeline", "-f", "ids"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        time.sleep(0.5)  # it waits for the rest of its standard input
        process.send_signal(signal.SIGHUP)
        out, _ = process.communicate(b"id,date,kind,title\na,2020,k,T\n", timeout=120)
    assert (process.returncode, out) == (0, b"a\n")
