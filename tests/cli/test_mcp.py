"""`ots mcp` before it serves: what it takes, what it refuses, and what it needs."""

import importlib.util

import pytest


def test_without_the_extra_one_line_says_how_to_install_it(ots, monkeypatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(
        "otscli.cli.commands.mcp.find_spec",
        lambda name: None if name == "mcp_types" else there(name),
    )
    answer = ots("mcp")
    assert (answer.code, answer.out) == (2, "")
    assert "`pip install 'turkic-states[mcp]'` installs it" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("option", ["--json", "--explain", "-o=x.json", "--fields=id", "-e"])
def test_options_of_an_answer_have_no_meaning(ots, option):
    answer = ots("mcp", *option.split("="))
    assert (answer.code, answer.out) == (2, "")
    assert "has no meaning for `ots mcp`" in answer.err


def test_standard_input_is_no_dataset(ots, monkeypatch):
    monkeypatch.setattr("otscli.cli.commands.mcp.find_spec", lambda _: True)
    answer = ots("mcp", "--data", "-", stdin="{}")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "ots: --data: standard input has the questions; name a file\n"
