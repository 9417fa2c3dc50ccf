"""Files: only regular ones and standard input are read, and whatever else is told in a line."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

TABLE = "id,date,kind,title\na,2001,x,T\n"
ENDINGS = ["yaml", "json", "jsonl", "csv", "tsv", "parquet"]


@pytest.fixture
def refused(ots):
    """Return the line with which a dataset is refused, by questions and by the check alike."""

    def refused(path):
        answers = [ots("--data", str(path), "timeline"), ots("check", str(path))]
        assert [(answer.code, answer.out) for answer in answers] == [(3, "")] * 2
        assert answers[0].err == answers[1].err
        (line,) = answers[0].err.splitlines()
        return line

    return refused


@pytest.mark.parametrize("ending", [*ENDINGS, "CSV"])
@pytest.mark.parametrize("where", ["named", "in a folder"])
def test_a_pipe_is_not_read(refused, tmp_path, ending, where):
    pipe = tmp_path / f"x.{ending}"
    os.mkfifo(pipe)
    assert "is a pipe; only regular files and standard input are read" in refused(
        pipe if where == "named" else tmp_path
    )


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom", "/dev/null"])
@pytest.mark.parametrize("where", ["named", "in a folder"])
def test_a_device_is_not_read(refused, tmp_path, ending, device, where):
    link = tmp_path / f"x.{ending}"
    link.symlink_to(device)
    assert "is a device; only regular" in refused(link if where == "named" else tmp_path)


@pytest.mark.parametrize("where", ["named", "in a folder"])
def test_a_socket_is_not_read(refused, tmp_path, where, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("x.csv")
        assert "is a socket; only regular" in refused("x.csv" if where == "named" else tmp_path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_folder_with_an_ending_is_no_file(refused, tmp_path, ending):
    (tmp_path / f"sub.{ending}").mkdir()
    assert "is a folder; only regular" in refused(tmp_path)


@pytest.mark.parametrize("where", ["named", "in a folder"])
def test_a_loop_of_links_cannot_be_read(refused, tmp_path, where):
    link = tmp_path / "x.csv"
    link.symlink_to(link)
    assert "x.csv cannot be read: Too many levels" in refused(
        link if where == "named" else tmp_path
    )


def test_a_link_to_nothing_is_told_as_one(refused, tmp_path):
    link = tmp_path / "x.csv"
    link.symlink_to(tmp_path / "nowhere.csv")
    assert "x.csv links to what does not exist" in refused(link)


@pytest.mark.parametrize("name", ["x" * 300 + ".csv", "a\0b.csv"])
def test_a_name_that_no_file_can_have_is_told(refused, tmp_path, name):
    line = refused(tmp_path / name)
    assert "cannot be read: File name too long" in line or "is no name of a file" in line


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_what_must_not_be_read_is_told_as_reading(refused, tmp_path):  # pragma: no cover
    for name in ("x.csv", "x.json", "x.jsonl", "x.yaml", "x.parquet"):
        file = tmp_path / name
        file.write_text(TABLE, encoding="utf-8")
        file.chmod(0)
        assert f"{name} cannot be read: Permission denied" in refused(file)
        file.unlink()


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x.jsonl", "x.yaml", "x.parquet"])
def test_a_file_that_the_system_does_not_give_is_told_as_reading(
    refused, tmp_path, name, monkeypatch
):
    import otscli.dataset.files as module

    file = tmp_path / name
    file.write_text(TABLE, encoding="utf-8")

    given = os.open

    def forbidden(path, *rest, **options):
        if str(path) == str(file):
            raise PermissionError(13, "Permission denied", str(file))
        return given(path, *rest, **options)

    monkeypatch.setattr(module.os, "open", forbidden)
    assert refused(file).endswith(f"{name} cannot be read: Permission denied")


def test_what_is_hidden_and_what_describes_a_data_package_is_passed_over(ots, tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "._a.csv").write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    (tmp_path / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    (tmp_path / "datapackage.yml").write_text("resources: []\n", encoding="utf-8")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    assert ots("--data", str(tmp_path), "timeline", "-f", "ids").lines == ["a"]
    assert ": error: " not in ots("check", str(tmp_path)).out


@pytest.mark.parametrize("name", ["EVENTS.CSV", "events.Csv", "x.JSONL", "x.YAML", "x.Json"])
def test_an_ending_may_be_in_capitals(ots, tmp_path, name):
    event = '{"id": "a", "date": "2001", "kind": "x", "title": "T"}'
    texts = {".csv": TABLE, ".jsonl": event, ".yaml": f"[{event}]", ".json": f"[{event}]"}
    (tmp_path / name).write_text(texts[Path(name).suffix.lower()], encoding="utf-8")
    for path in (tmp_path / name, tmp_path):
        assert ots("--data", str(path), "timeline", "-f", "ids").lines == ["a"]


def test_a_subfolder_with_files_is_noted(ots, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(TABLE, encoding="utf-8")
    answer = ots("check", str(tmp_path))
    assert answer.code == 3
    assert "holds no file of a dataset; its folder data holds some" in answer.err
    (tmp_path / "b.csv").write_text(TABLE, encoding="utf-8")
    assert (
        f"{tmp_path / 'data'}:1:1: note: holds files of a dataset, which are not read with those "
        "beside it [file]" in ots("check", str(tmp_path)).lines
    )


RAW = b"n\xddme.csv"


@pytest.mark.slow
@pytest.mark.parametrize("where", ["named", "in a folder", "from the variable"])
def test_a_name_that_is_not_utf_8_works(tmp_path, where, cache_home):
    folder = tmp_path / "folder"
    folder.mkdir()
    file = os.fsencode(folder) + b"/" + RAW
    Path(os.fsdecode(file)).write_text(TABLE, encoding="utf-8")
    path = os.fsencode(folder) if where == "in a folder" else file
    environment = os.environ | {"XDG_CACHE_HOME": str(cache_home)}
    named = [] if where == "from the variable" else [b"--data", path]
    if not named:
        environment["OTS_DATA"] = os.fsdecode(path)
    for _ in range(2):  # compiled, and then kept
        done = subprocess.run(
            [sys.executable, "-m", "otscli", *named, "timeline", "-f", "ids"],
            env=environment,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"a\n", b"")


def test_a_name_that_is_not_utf_8_is_shown_with_an_escape(ots, tmp_path):
    file = tmp_path / os.fsdecode(RAW)
    file.write_text("id,date,kind,title\na,nonsense,x,T\n", encoding="utf-8")
    answer = ots("check", str(tmp_path))
    assert f"{tmp_path}/n\\udcddme.csv:2:1: error: 'date'" in answer.out
    answer.out.encode()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x.xlsx", "is a workbook; save the sheet as CSV"),
        ("x.ics", "is a calendar; ots writes calendars and does not read them"),
        ("x.csv.gz", "is packed; unpack it first"),
        ("x.geojson", "is GeoJSON, which ots does not read"),
        ("x.txt", "has no ending of a format that ots reads: .yaml, .yml, .json, .jsonl,"),
        ("x", "rename it, or pipe it: `ots --data - … < FILE`"),
    ],
)
def test_a_format_that_is_not_read_is_told_with_what_to_do(refused, tmp_path, name, message):
    file = tmp_path / name
    file.write_bytes(b"x")
    assert message in refused(file)


def test_an_address_is_no_file(refused):
    line = refused("https://example.org/x.csv")
    assert "https://example.org/x.csv is an address, and ots reads files" in line


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"<!DOCTYPE html>\n<html><body>Sign in", "is a page of HTML or XML"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "is a pointer of Git LFS"),
        (b"PK\x03\x04rest", "is a workbook or an archive"),
        (b"\x1f\x8b\x08rest", "is packed; unpack it first"),
        (b"BEGIN:VCALENDAR\r\n", "is a calendar"),
        (b"%PDF-1.7\n", "is a PDF"),
    ],
)
@pytest.mark.parametrize("name", ["x.csv", "x.yaml", "x.json", "x.jsonl"])
def test_a_file_of_another_kind_under_the_name_of_a_dataset_is_recognised(
    ots, tmp_path, raw, message, name
):
    (tmp_path / name).write_bytes(raw)
    answer = ots("check", str(tmp_path / name))
    assert answer.code == 1
    (line,) = answer.lines
    assert message in line


def test_a_compiled_store_is_not_checked_and_the_line_says_what_to_check(ots, tmp_path):
    store = str(tmp_path / "x.db")
    ots("export", "db", "-o", store)
    answer = ots("check", store)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (f"ots: {store} is a compiled store; give the files that it was made of\n")


@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
def test_a_file_that_is_too_large_for_the_memory_is_told(refused, tmp_path, name, monkeypatch):
    import otscli.dataset.read as module

    def exhausted(*_):
        raise MemoryError

    monkeypatch.setattr(module, "_yaml", exhausted)
    monkeypatch.setattr(module, "_json", exhausted)
    (tmp_path / name).write_text("[]", encoding="utf-8")
    assert f"{name} needs more memory than there is; give it as JSON Lines" in refused(
        tmp_path / name
    )
