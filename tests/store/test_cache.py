"""The store: made once, made again when it must be, and never half of one."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from otscli import cache
from otscli.errors import DatasetError

LONG_AGO = 1_500_000_000
YESTERDAY = 90_000


def events(*ids):
    rows = "".join(f'  - {{id: {id_}, date: "2020", kind: k, title: T}}\n' for id_ in ids)
    return f"events:\n{rows}"


FAULTY = "events:\n  - {id: one, date: 2020-01-01, kind: k, title: T}\n  - {id: two}\n"


@pytest.fixture
def dataset(dataset_here):
    """A file of the test's own, which it may edit, and a store that it makes."""
    return dataset_here


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ots"


@pytest.fixture
def ids(ots):
    def ids(path):
        result = ots("--data", str(path), "timeline", "-f", "ids")
        assert (result.code, result.err) == (0, "")
        return result.lines

    return ids


def write(path, text, when=LONG_AGO):
    path.write_text(text, encoding="utf-8")
    os.utime(path, (when, when))


def stores(home):
    return sorted(home.glob("*.db"))


def mark(home):
    """What changes whenever a store is made again."""
    (store,) = stores(home)
    status = store.stat()
    return status.st_ino, status.st_mtime_ns


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "otscli", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "otscli", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


# Where it lies


def test_a_store_lies_in_the_cache_folder_of_the_user(home, dataset, ids):
    ids(dataset(events("one")))
    assert len(stores(home)) == 1
    assert list(home.iterdir()) == stores(home)


@pytest.mark.parametrize("value", [None, "", "relative/folder"])
def test_without_an_absolute_cache_folder_it_lies_in_the_home(monkeypatch, tmp_path, value):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME")
    if value is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", value)
    assert cache.folder() == tmp_path / ".cache" / "ots"


def test_no_store_is_kept_in_the_current_folder(monkeypatch, tmp_path, ots, dataset):
    mine = dataset(events("one"), "folder/one.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "relative")
    monkeypatch.delenv("XDG_CACHE_HOME")
    result = ots("--data", mine, "timeline", "-f", "ids")
    assert (result.code, result.lines) == (0, ["one"])
    assert "the compiled data cannot be kept" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_each_dataset_has_a_store_of_its_own(home, dataset, ids):
    one, two = dataset(events("one"), "one.yaml"), dataset(events("two"), "two.yaml")
    assert [ids(one), ids(two), ids(one)] == [["one"], ["two"], ["one"]]
    assert len(stores(home)) == 2


def test_one_dataset_named_in_two_ways_is_one(monkeypatch, home, dataset, ids, tmp_path):
    path = dataset(events("one"))
    monkeypatch.chdir(tmp_path)
    ids(path)
    before = mark(home)
    assert ids("mine.yaml") == ["one"]
    assert mark(home) == before


# Made once


def test_a_store_is_made_once_and_used_again(home, tmp_path, ids):
    path = tmp_path / "mine.yaml"
    write(path, events("one"))
    ids(path)
    before = mark(home)
    assert ids(path) == ["one"]
    assert mark(home) == before


def test_a_store_of_a_file_just_written_is_used_again_too(home, dataset, ids):
    path = dataset(events("one"))
    ids(path)
    before = mark(home)
    assert ids(path) == ["one"]
    assert mark(home) == before


def test_a_store_is_not_changed_by_questions(home, dataset, ids, ots):
    path = dataset(events("one"))
    ids(path)
    before = stores(home)[0].read_bytes()
    ots("--data", path, "search", "T", "--json")
    ots("--data", path, "members", "OTS")
    assert stores(home)[0].read_bytes() == before


# Stale


def test_a_file_of_another_size_makes_it_stale(tmp_path, ids):
    path = tmp_path / "mine.yaml"
    write(path, events("one"))
    assert ids(path) == ["one"]
    write(path, events("one", "two"))
    assert ids(path) == ["one", "two"]


@pytest.mark.parametrize("later", [1, -1, 86_400])
def test_a_file_of_another_time_makes_it_stale(tmp_path, ids, later):
    path = tmp_path / "mine.yaml"
    write(path, events("one"))
    assert ids(path) == ["one"]
    write(path, events("two"), LONG_AGO + later)
    assert ids(path) == ["two"]


def test_a_change_by_a_nanosecond_is_a_change(tmp_path, ids):
    path = tmp_path / "mine.yaml"
    write(path, events("one"))
    assert ids(path) == ["one"]
    path.write_text(events("two"))
    os.utime(path, ns=(LONG_AGO * 10**9 + 1, LONG_AGO * 10**9 + 1))
    assert ids(path) == ["two"]


def test_a_change_that_keeps_size_and_time_of_a_file_just_written_is_seen(tmp_path, ids):
    path, now = tmp_path / "mine.yaml", int(time.time()) + 1
    for id_ in ("one", "two", "six", "ten"):
        write(path, events(id_), now)
        assert ids(path) == [id_]


def test_a_file_whose_time_lies_ahead_is_never_trusted_by_its_time(tmp_path, ids):
    path, ahead = tmp_path / "mine.yaml", time.time() + 10_000
    for id_ in ("one", "two"):
        write(path, events(id_), ahead)
        assert ids(path) == [id_]


def test_another_version_of_the_program_makes_it_stale(monkeypatch, home, tmp_path, ids):
    path = tmp_path / "mine.yaml"
    write(path, events("one"))
    ids(path)
    before = mark(home)
    monkeypatch.setattr(cache, "STORE_VERSION", "another version")
    assert ids(path) == ["one"]
    assert mark(home) != before


def test_a_file_more_or_less_in_a_folder_makes_it_stale(tmp_path, ids):
    data = tmp_path / "data"
    data.mkdir()
    write(data / "a.yaml", events("one"))
    assert ids(data) == ["one"]
    write(data / "b.yaml", events("two"))
    assert ids(data) == ["one", "two"]
    (data / "a.yaml").unlink()
    assert ids(data) == ["two"]
    (data / "b.yaml").rename(data / "c.yaml")
    assert ids(data) == ["two"]


def test_a_store_is_made_anew_where_that_is_asked_for(home, dataset, ids):
    path = dataset(events("one"))
    ids(path)
    before = mark(home)
    assert not cache.open_store([Path(path)], rebuild=True).found
    assert mark(home) != before
    assert cache.open_store([Path(path)]).found


def test_another_content_of_equal_size_and_time_is_seen(tmp_path, ids):
    path = tmp_path / "mine.yaml"
    for id_ in ("one", "two", "six"):
        other = tmp_path / "other.yaml"
        write(other, events(id_))
        other.replace(path)
        assert ids(path) == [id_]


def test_another_content_written_into_the_same_file_with_its_old_time_is_seen(tmp_path, ids):
    path = tmp_path / "mine.yaml"
    for id_ in ("one", "two", "six"):
        write(path, events(id_), 0)
        assert ids(path) == [id_]


def test_a_link_that_leads_elsewhere_is_seen(tmp_path, ids):
    link = tmp_path / "current"
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "a.yaml", events(name))
        link.unlink(missing_ok=True)
        link.symlink_to(tmp_path / name)
        assert ids(link) == [name]


def rewrites(path, monkeypatch, texts):
    """Rewrite the file while it is compiled, once for each text."""
    import otscli.compile

    compiled = otscli.compile.compile_dataset

    def compile_dataset(*arguments, **options):
        found = compiled(*arguments, **options)
        if texts:
            write(path, texts.pop(0))
        return found

    monkeypatch.setattr(otscli.compile, "compile_dataset", compile_dataset)


@pytest.mark.parametrize("first", [events("one"), FAULTY])
def test_a_file_that_is_rewritten_while_it_is_read_is_read_again(monkeypatch, tmp_path, ids, first):
    path = tmp_path / "mine.yaml"
    write(path, first)
    rewrites(path, monkeypatch, [events("two")])
    assert ids(path) == ["two"]
    assert ids(path) == ["two"]


def test_a_file_that_never_comes_to_rest_is_an_error(monkeypatch, tmp_path, ots):
    path = tmp_path / "mine.yaml"
    write(path, events("e0"))
    rewrites(path, monkeypatch, [events(f"e{i}") for i in range(1, 9)])
    result = ots("--data", str(path), "timeline")
    assert (result.code, result.out) == (3, "")
    assert "changes while it is read" in result.err


def test_an_edit_of_the_code_makes_it_stale_in_a_checkout(
    monkeypatch, home, dataset, ids, tmp_path
):
    path = dataset(events("one"))
    ids(path)
    before = mark(home)
    package = tmp_path / "src" / "otscli"
    for name in ("dataset", "store", "checking"):
        (package / name).mkdir(parents=True)
    (package / "store" / "build.py").write_text("edited")
    monkeypatch.setattr(cache, "__file__", str(package / "cache.py"))
    assert ids(path) == ["one"]
    assert mark(home) != before


def test_the_code_of_an_installation_is_known_by_its_version(monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "site-packages" / "otscli" / "cache.py"))
    assert cache._code() == ""


# Whose it is

POSIX = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="modes and owners of POSIX")


@POSIX
def test_a_new_folder_is_the_users_alone(home, dataset, ids):
    ids(dataset(events("one")))
    assert home.stat().st_mode & 0o777 == 0o700
    assert not stores(home)[0].stat().st_mode & 0o022


@POSIX
@pytest.mark.parametrize("mode", [0o622, 0o606, 0o666])
def test_a_store_that_others_can_write_is_made_again(home, dataset, ids, mode):
    path = dataset(events("one"))
    ids(path)
    before = mark(home)
    stores(home)[0].chmod(mode)
    assert ids(path) == ["one"]
    assert mark(home) != before
    assert not stores(home)[0].stat().st_mode & 0o022


@POSIX
def test_a_folder_of_an_older_release_is_closed_to_others(home, dataset, ids):
    path = dataset(events("one"))
    home.mkdir(parents=True)
    home.chmod(0o777)
    assert ids(path) == ["one"]
    assert home.stat().st_mode & 0o777 == 0o700


@POSIX
def test_a_store_of_somebody_else_is_neither_read_nor_replaced(
    monkeypatch, home, dataset, ids, ots
):
    path = dataset(events("one"))
    ids(path)
    before = mark(home)
    connection = sqlite3.connect(stores(home)[0])
    connection.execute("UPDATE record SET doc = replace(doc, 'T', 'planted')")
    connection.commit()
    connection.close()
    before = mark(home)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    result = ots("--data", path, "timeline", "-f", "jsonl")
    assert result.code == 0
    assert "planted" not in result.out
    assert "belongs to somebody else" in result.err
    assert mark(home) == before


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, ".cache/ots"),
        ("darwin", {}, "Library/Caches/ots"),
        ("win32", {"LOCALAPPDATA": "LOCAL"}, "LOCAL/ots/Cache"),
        ("win32", {}, "AppData/Local/ots/Cache"),
    ],
)
def test_the_cache_is_where_the_system_keeps_caches(
    monkeypatch, tmp_path, platform, variables, expected
):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in variables.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.setattr(sys, "platform", platform)
    assert cache.folder() == tmp_path / expected


def test_a_user_without_a_home_is_answered_from_memory(monkeypatch, dataset, ots):
    def no_home():
        raise RuntimeError("Could not determine home directory.")

    path = dataset(events("one"))
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(cache.Path, "home", no_home)
    result = ots("--data", path, "timeline", "-f", "ids")
    assert (result.code, result.lines) == (0, ["one"])
    assert len(result.err.splitlines()) == 1


# Damaged


@pytest.mark.parametrize("size", [0, 1, 15, 16, 99, 100, 1000, 4096, 8192, -4096, -1])
def test_a_store_that_was_cut_short_is_made_again_silently(home, dataset, ids, size):
    path = dataset(events("one"))
    ids(path)
    (store,) = stores(home)
    whole = store.read_bytes()
    store.write_bytes(whole[:size])
    assert ids(path) == ["one"]
    assert len(store.read_bytes()) == len(whole)


@pytest.mark.parametrize("content", [b"not a database", b"\0" * 40_960, b"\xff" * 40_960])
def test_something_else_in_its_place_is_replaced_silently(home, dataset, ids, content):
    path = dataset(events("one"))
    ids(path)
    stores(home)[0].write_bytes(content)
    assert ids(path) == ["one"]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE meta",
        "DELETE FROM meta",
        "DELETE FROM meta WHERE key <> 'dataset'",
        "UPDATE meta SET value = 'x'",
        "UPDATE meta SET value = ''",
        "UPDATE meta SET value = x'ff'",
    ],
)
def test_a_store_that_does_not_say_what_it_was_made_of_is_made_again(home, dataset, ids, statement):
    path = dataset(events("one"))
    ids(path)
    connection = sqlite3.connect(stores(home)[0])
    connection.execute(statement)
    connection.commit()
    connection.close()
    damaged = mark(home)
    assert ids(path) == ["one"]
    assert mark(home) != damaged


def test_damage_anywhere_in_a_store_never_reaches_an_answer(home, dataset, ots):
    path = dataset(events("one"))
    expected = ots("--data", path, "search", "T", "--json")
    (store,) = stores(home)
    whole = store.read_bytes()
    for start_ in range(0, len(whole), 4096):
        store.write_bytes(whole[:start_] + b"\xff" * 4096 + whole[start_ + 4096 :])
        assert ots("--data", path, "search", "T", "--json") == expected


def test_a_folder_in_the_place_of_the_store_is_no_hindrance(home, dataset, ids):
    path = dataset(events("one"))
    ids(path)
    (store,) = stores(home)
    store.unlink()
    store.mkdir()
    assert ids(path) == ["one"]


# Nowhere to write


@pytest.fixture
def no_cache(monkeypatch, tmp_path):
    """A cache folder that nobody can make, not even root: a file lies in its place."""
    (tmp_path / "occupied").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "occupied"))


@pytest.mark.usefixtures("no_cache")
def test_where_nothing_can_be_written_the_answer_is_the_same_and_one_line_says_so(
    dataset, ots, tmp_path
):
    result = ots("--data", dataset(events("one")), "timeline", "-f", "ids")
    assert (result.code, result.lines) == (0, ["one"])
    assert result.err.startswith("ots: the compiled data cannot be kept (")
    assert len(result.err.splitlines()) == 1
    assert (tmp_path / "occupied").read_text() == ""


@pytest.mark.usefixtures("no_cache")
def test_faults_of_a_dataset_are_told_the_same_where_nothing_can_be_written(dataset, ots):
    result = ots("--data", dataset(FAULTY), "timeline")
    assert (result.code, result.out) == (3, "")
    assert len(result.err.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_is_no_hindrance_and_leaves_nothing_behind(home, dataset):
    path = dataset(events(*(f"e{i}" for i in range(200))))
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
        "from otscli.__main__ import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", limited, "--data", path, "timeline", "-f", "ids"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) == 200
    assert list(home.iterdir()) == []


# Temporary files


def test_nothing_temporary_is_left(home, dataset, ids, ots):
    ids(dataset(events("one")))
    ots("--data", dataset(FAULTY, "faulty.yaml"), "timeline")
    assert list(home.iterdir()) == stores(home)


def test_what_killed_processes_left_is_swept_when_it_is_old(home, dataset, ids):
    home.mkdir(parents=True)
    old, young, other = home / "a.1.tmp", home / "b.2.tmp", home / "notes.txt"
    for file in (old, young, other):
        file.write_text("half")
    for file in (old, other):
        os.utime(file, (time.time() - YESTERDAY, time.time() - YESTERDAY))
    ids(dataset(events("one")))
    assert [file.exists() for file in (old, young, other)] == [False, True, True]


# Faults


def test_a_question_to_a_faulty_dataset_ends_in_one_line_that_leads_to_all_faults(ots, dataset):
    path = dataset(FAULTY)
    result = ots("--data", path, "timeline", "--json")
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        f"ots: {path}:2:15: error: 'date': put the date in quotes: \"2020-01-01\" [bare-date] "
        f"(4 errors in all; `ots check {path}` lists them)\n"
    )
    assert ots("check", path).out.count(": error: ") == 4


def test_one_fault_is_counted_as_one(ots, dataset):
    result = ots("--data", dataset("events: [\n"), "members")
    assert result.code == 3
    assert "(1 error in all; `ots check " in result.err


def test_warnings_and_notes_keep_nobody_from_an_answer(ots, dataset):
    path = dataset(events("one"))
    assert "warning" in ots("check", path).out
    assert ots("--data", path, "timeline", "-f", "ids").lines == ["one"]


def test_a_faulty_dataset_leaves_the_store_of_yesterday_in_place(home, tmp_path, ots, ids):
    path = tmp_path / "mine.yaml"
    write(path, events("one"))
    ids(path)
    before = mark(home)
    write(path, FAULTY, LONG_AGO + 1)
    assert ots("--data", str(path), "timeline").code == 3
    assert mark(home) == before
    write(path, events("one"))
    assert ids(path) == ["one"]


def test_python_is_told_of_faults_too(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(FAULTY)
    with pytest.raises(DatasetError, match="4 errors in all"):
        cache.open_store([path])


# Several processes

MANY = [f"e{i}" for i in range(300)]


@pytest.mark.slow
def test_processes_at_once_all_get_the_whole_answer(home, dataset):
    path = dataset(events(*MANY))
    running = [start("--data", path, "timeline", "-f", "ids") for _ in range(4)]
    for process in running:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        assert sorted(out.splitlines()) == sorted(MANY)
    assert list(home.iterdir()) == stores(home)
    assert len(stores(home)) == 1


def test_a_reader_keeps_its_store_while_another_is_made(tmp_path):
    path = tmp_path / "mine.yaml"
    write(path, events("one"))
    reader = cache.open_store([path])
    write(path, events("two", "three"))
    writer = cache.open_store([path])
    count = "SELECT count(*) FROM record WHERE type = 'event'"
    assert (reader.row(count), writer.row(count)) == ((1,), (2,))
    reader.close()
    writer.close()


def whole(home):
    """Whether every store that can be seen is a whole one."""
    for store in stores(home):
        connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT count(*) FROM record").fetchone()[0]
        connection.close()
        if not sound or rows < len(MANY):
            return False
    return True


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_process_killed_while_it_makes_a_store_leaves_nothing_that_is_half(home, dataset):
    path = dataset(events(*MANY))
    process = start("--data", path, "timeline", "-f", "ids")
    while process.poll() is None and not any(home.glob("*.tmp")):
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert whole(home)
    assert sorted(run("--data", path, "timeline", "-f", "ids").stdout.splitlines()) == sorted(MANY)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_process_killed_at_any_moment_leaves_the_next_one_a_right_answer(home, dataset):
    path = dataset(events(*MANY))
    for moment in (0.1, 0.15, 0.2, 0.3):
        for store in stores(home):
            store.unlink()
        process = start("--data", path, "timeline", "-f", "ids")
        try:
            process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        assert whole(home)
        answer = run("--data", path, "timeline", "-f", "ids")
        assert (answer.returncode, answer.stderr) == (0, "")
        assert sorted(answer.stdout.splitlines()) == sorted(MANY)
