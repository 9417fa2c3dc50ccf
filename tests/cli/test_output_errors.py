"""What cannot be written: one line, exit code 1, and nothing left behind or lost.

Reading errors are told as such, whatever is written meanwhile.
"""

import io
import os
import stat
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from otscli.atomic import atomic_path
from otscli.choices import EXPORTS, FORMATS
from otscli.cli.app import run
from otscli.errors import OutputError
from otscli.sinks import OUTPUT, closed_sink, open_sink

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="devices and limits of POSIX")

COW = Path(__file__).parents[2] / "docs" / "cow-example.csv"
DRAWN = ["members", "--history"]
REASONS = {"closed": "standard output is closed", "full": "No space left on device"}


def available(register):
    return [name for name, one in register.items() if not one.needs or find_spec(one.needs)]


ANSWERS = [[*DRAWN, "-f", name] for name in available(FORMATS)]
ONE_FILE = [["export", name] for name in available(EXPORTS) if not EXPORTS[name].folder]
FOLDERS = [name for name in available(EXPORTS) if EXPORTS[name].folder]
TEXTS = [["about"], ["help", "dates"], ["data", "schema", "timeline"], ["cite", "UZB"], ["check"]]


def failing(kind):
    if kind == "closed":
        return closed_sink()
    return open_sink(os.open("/dev/full", os.O_WRONLY), OUTPUT)


SMALL = f"""
states: [{{id: AAA, name: Aland}}]
events: [{{id: e, date: "2020", kind: k, title: T, summary: "{"long " * 20_000}", states: [AAA]}}]
"""
"""Data of which all that writes the whole of them writes more than a buffer holds."""


@pytest.fixture
def small(dataset, monkeypatch):
    """Ask a dataset that is soon read and written."""
    monkeypatch.setenv("OTS_DATA", dataset(SMALL, "small.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", REASONS)
@pytest.mark.parametrize("arguments", [*ANSWERS, *ONE_FILE, *TEXTS], ids=" ".join)
def test_standard_output_that_takes_nothing_is_one_line_and_1(
    request, monkeypatch, arguments, kind
):
    if arguments[0] in {"check", "export"}:
        request.getfixturevalue("small")
    err = io.StringIO()
    out = failing(kind)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert run(arguments) == 1
    monkeypatch.undo()
    with suppress(OutputError):
        out.close()
    errors = [line for line in err.getvalue().splitlines() if "written" in line]
    assert errors == [f"ots: the output could not be written: {REASONS[kind]}"]


# A full disk


@pytest.fixture
def known(ots, tmp_path, dataset, monkeypatch):
    """A folder with a dataset that the program knows."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OTS_DATA", dataset('events: [{id: e, date: "2020", kind: k, title: T}]'))
    assert ots("timeline").code == 0


@pytest.fixture
def limited(ots, known):  # noqa: ARG001
    """Call the program where no file can grow."""
    import resource  # which Windows has not

    def call(*arguments):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            return ots(*arguments)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return call


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        *(["timeline", "-o", f"x.{name}"] for name in available(FORMATS) if name != "table"),
        ["help", "dates", "-o", "x.txt"],
        *(["export", name, "-o", "x"] for name in available(EXPORTS)),
        ["export", "sqlite", "-o", "x", "--metadata", "y"],
        ["import", "cow", str(COW), "-o", "x"],
        ["import", "cow", str(COW), "-o", "x/y/z"],
    ],
    ids=lambda arguments: " ".join(arguments).replace(str(COW), "FILE"),
)
def test_a_full_disk_is_one_line_and_1_and_leaves_nothing_behind(limited, tmp_path, arguments):
    before = sorted(tmp_path.rglob("*"))
    result = limited(*arguments)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("ots: x")
    assert "could not be written" in result.err
    assert result.err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["timeline", "-o", "x.csv"], ["export", "db", "-o", "x.csv"]], ids=" ".join
)
def test_what_was_there_stays_where_the_disk_is_full(limited, tmp_path, arguments):
    (tmp_path / "x.csv").write_text("mine")
    assert limited(*arguments).code == 1
    assert (tmp_path / "x.csv").read_text() == "mine"


@pytest.mark.slow
@pytest.mark.usefixtures("known")
def test_a_process_of_its_own_ends_where_the_disk_is_full_too(tmp_path):
    result = subprocess.run(
        ["sh", "-c", 'ulimit -f 0; exec "$0" -m otscli timeline -o x.csv', sys.executable],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("ots: x.csv could not be written: ")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.slow
def test_a_file_to_put_in_order_stays_where_the_disk_is_full(limited, tmp_path):
    text = "sources:\n- id: b\n  kind: official\n- id: a\n  kind: official\n"
    (tmp_path / "s.yaml").write_text(text)
    result = limited("check", "--fix", "s.yaml")
    assert (result.code, result.err) == (
        1,
        "ots: s.yaml could not be written: File too large\n",
    )
    assert (tmp_path / "s.yaml").read_text() == text


def test_where_files_are_written_halfway_nothing_is_left(tmp_path):
    for folder in (False, True):
        for name in ("new", "there"):
            target = tmp_path / f"{name}-{folder}" / "x"
            target.parent.mkdir()
            if name == "there":
                target.mkdir() if folder else target.write_text("mine")
            with suppress(ZeroDivisionError), atomic_path(target, folder=folder) as temporary:
                (temporary / "y" if folder else temporary).write_text("half")
                raise ZeroDivisionError
            assert [path.name for path in target.parent.rglob("*")] == ["x"] * (name == "there")


# What stays of what is replaced


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["timeline"], ["export", "jsonl"], ["export", "sqlite"]], ids=" ".join
)
def test_a_file_keeps_its_mode_and_a_link_its_target(ots, tmp_path, arguments):
    file, link = tmp_path / "real.csv", tmp_path / "link.csv"
    file.write_text("before")
    file.chmod(0o640)
    link.symlink_to(file)
    assert ots(*arguments, "-o", str(link)).code == 0
    assert link.is_symlink()
    assert file.read_bytes() != b"before"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.slow
@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", FOLDERS)
def test_an_empty_folder_is_filled_and_stays_the_same(ots, tmp_path, monkeypatch, name):
    folder = tmp_path / "out"
    folder.mkdir(mode=0o700)
    monkeypatch.chdir(folder)
    before = folder.stat()
    assert ots("export", name, "-o", ".").code == 0
    after = folder.stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert list(folder.iterdir())
    assert not list(tmp_path.rglob("*.tmp"))


# Places that cannot be written


@pytest.mark.parametrize("arguments", [["timeline"], ["export", "jsonl"], ["about"]], ids=" ".join)
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkfifo, "No such device or address"),  # which nobody reads
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to("/dev/full"), "No space left on device"),
        (lambda path: path.symlink_to("no/such/folder"), "No such file or directory"),
    ],
    ids=["a pipe", "a loop", "a full device", "a link into nothing"],
)
def test_a_place_that_takes_nothing_is_named_in_one_line(ots, tmp_path, arguments, make, reason):
    target = tmp_path / "x.jsonl"
    make(target)
    result = ots(*arguments, "-o", str(target))
    assert result.code == 1
    assert result.err.splitlines()[-1] == f"ots: {target} could not be written: {reason}"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.slow
def test_a_busy_pipe_that_does_not_block_is_waited_for():
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with subprocess.Popen(
        [sys.executable, "-m", "otscli", "timeline", "--json"],
        stdout=writer,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(writer)
        with os.fdopen(reader, "rb") as stream:
            out = stream.read()
        assert process.wait() == 0
    assert out.endswith(b"]\n")


# Reading errors

unreadable = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read"
)


@unreadable
@pytest.mark.parametrize("ending", [".csv", ".tsv", ".json", ".jsonl", ".yaml", ".parquet", ".db"])
@pytest.mark.parametrize("output", [[], ["-o", "out.json"]], ids=["stdout", "a file"])
def test_a_reading_error_is_3_and_names_the_file_that_was_read(
    ots, tmp_path, monkeypatch, ending, output
):
    if ending == ".parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    Path(f"x{ending}").symlink_to("/proc/self/mem")
    result = ots("--data", f"x{ending}", "timeline", *output)
    assert result.code == 3
    assert result.err.startswith(f"ots: x{ending} ")
    assert "written" not in result.err
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == [tmp_path / f"x{ending}"]


@pytest.mark.slow
@unreadable
@pytest.mark.parametrize("arguments", [["show", "-"], ["cite", "-"], ["--data", "-", "timeline"]])
def test_standard_input_that_cannot_be_read_says_so(arguments):
    with Path("/proc/self/mem").open("rb") as unreadable:
        result = subprocess.run(
            [sys.executable, "-m", "otscli", *arguments],
            stdin=unreadable,
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 3
    assert result.stderr == "ots: standard input cannot be read: Input/output error\n"
