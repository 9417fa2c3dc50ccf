"""`-o FILE`: the ending names the format, and the file is there as a whole or not at all."""

import json
import os
import stat

import pytest

from otscli.choices import ENDINGS, FORMATS

PRINTED = {name for name, format_ in FORMATS.items() if not getattr(format_, "drawn", False)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("ending", [e for e, name in ENDINGS.items() if name in PRINTED - {"xlsx"}])
def test_the_ending_names_the_format(ots, folder, ending):
    answer = ots("members", "-o", f"members{ending}")
    assert (answer.code, answer.out) == (0, "")
    written = (folder / f"members{ending}").read_text(encoding="utf-8")
    assert written.replace("\r\n", "\n") == ots("members", "-f", ENDINGS[ending]).out.replace(
        "\r\n", "\n"
    )


def test_every_ending_names_a_format():
    assert set(ENDINGS.values()) <= set(FORMATS)


def test_an_ending_may_have_any_case(ots, folder):
    ots("members", "-o", "MEMBERS.JSON")
    assert json.loads((folder / "MEMBERS.JSON").read_text(encoding="utf-8"))


def test_a_format_comes_before_the_ending(ots, folder):
    ots("members", "-f", "csv", "-o", "members.json")
    assert (folder / "members.json").read_text(encoding="utf-8").startswith("id,type,state,")


@pytest.mark.parametrize(("name", "said"), [("x.foo", "'.foo'"), ("x", "no ending")])
def test_an_unknown_ending_is_refused_with_the_list(ots, folder, name, said):
    answer = ots("members", "-o", name)
    assert answer.code == 2
    assert said in answer.err
    assert all(ending in answer.err for ending in ENDINGS)
    assert list(folder.iterdir()) == []


def test_a_hyphen_is_standard_output(ots, folder):
    assert ots("members", "-o", "-").out == ots("members").out
    assert list(folder.iterdir()) == []


def test_the_option_works_before_the_command(ots, folder):
    ots("-o", "members.csv", "members")
    ots("-o", "all.jsonl", "export", "jsonl")
    assert {file.name for file in folder.iterdir()} == {"members.csv", "all.jsonl"}


def test_a_file_is_replaced_with_its_mode(ots, folder):
    file = folder / "members.csv"
    file.write_text("before", encoding="utf-8")
    file.chmod(0o640)
    ots("members", "-o", "members.csv")
    assert file.read_text(encoding="utf-8").startswith("id,")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(folder.iterdir()) == [file]


@pytest.mark.parametrize("wrong", [["--fields", "nope"], ["--as-of", "never"]])
def test_where_something_goes_wrong_the_file_stays(ots, folder, wrong):
    file = folder / "members.csv"
    file.write_text("before", encoding="utf-8")
    assert ots("members", "-o", "members.csv", *wrong).code == 2
    assert file.read_text(encoding="utf-8") == "before"
    assert list(folder.iterdir()) == [file]


def test_a_file_of_the_dataset_is_never_replaced(ots, folder):
    mine = folder / "mine.csv"
    mine.write_text("id,date,kind,title\na,2020,meeting,T\n", encoding="utf-8")
    os.link(mine, folder / "other.csv")
    for target in ("mine.csv", "./mine.csv", "other.csv"):
        answer = ots("--data", "mine.csv", "timeline", "-o", target)
        assert (answer.code, "of the dataset" in answer.err) == (2, True)
    assert mine.read_text(encoding="utf-8").endswith("a,2020,meeting,T\n")


def test_a_folder_is_refused(ots, folder):
    assert "is a folder" in ots("members", "-o", str(folder)).err


@pytest.mark.parametrize(
    "command", ["help dates", "help members", "data path", "data schema timeline", "about"]
)
def test_text_is_written_whatever_the_ending(ots, folder, command):
    assert ots(*command.split(), "-o", "text.foo").code == 0
    assert (folder / "text.foo").read_text(encoding="utf-8") == ots(*command.split()).out


def test_the_code_of_check_holds_and_its_lines_are_written(ots, folder):
    (folder / "mine.yaml").write_text("events: [{id: a}]", encoding="utf-8")
    assert ots("check", "mine.yaml", "-o", "found.txt").code == 1
    assert "error" in (folder / "found.txt").read_text(encoding="utf-8")


def test_what_something_is_comes_as_json_where_the_ending_asks_for_it(ots, folder):
    ots("about", "-o", "ots.json")
    assert json.loads((folder / "ots.json").read_text(encoding="utf-8"))[0]["id"] == "OTS"


@pytest.mark.parametrize(
    ("ending", "begins"), [(".bib", "@"), (".txt", "The ots developers."), (".json", "[")]
)
def test_the_ending_names_the_style_of_a_citation(ots, folder, ending, begins):
    assert ots("cite", "OTS", "-o", f"ots{ending}").code == 0
    assert (folder / f"ots{ending}").read_text(encoding="utf-8").startswith(begins)


def test_the_exit_status_says_that_there_are_no_rows(ots, folder):
    nothing = ("timeline", "--search", "nowhere at all")
    assert [ots(*nothing).code, ots(*nothing, "-e").code, ots("-e", *nothing).code] == [0, 4, 4]
    assert ots("members", "--exit-status").code == 0
    assert ots(*nothing, "-e", "-o", "none.json").code == 4
    assert (folder / "none.json").read_text(encoding="utf-8") == "[]\n"
