"""What all questions that filter have in common: how they explain, and what they read."""

import ast
import re
from pathlib import Path

import pytest

import otscli
from otscli.query.lookup import asked

SOURCE = Path(otscli.__file__).parent
FILTERED = {
    "timeline": ["--since", "2020", "--kind", "summit", "--topic", "energy", "--state", "TUR"],
    "timeline words": ["--search", "gas", "--org", "OTS", "--source", "seed-000", "--disputed"],
    "facts": ["exercise", "--until", "2024", "--speaker", "tokayev", "--about", "OTS"],
    "members": ["CIS", "--as-of", "2004", "--status", "member", "--state", "UZB"],
    "members history": ["OTS", "--history", "--source", "seed-000", "--disputed"],
    "changes": ["--org", "OTS", "--state", "HUN", "--during", "2018", "--source", "seed-000"],
    "offices": ["secretary general", "--org", "OTS", "--as-of", "2016", "--source", "seed-000"],
    "offices history": ["president", "--history", "--state", "TUR", "--person", "erdogan"],
    "sources": ["turkic", "--kind", "press", "--kind", "agency"],
}
POSITIONAL = {
    "exercise": "TEXT exercise",
    "CIS": "ORG CIS",
    "OTS": "ORG OTS",
    "turkic": "TEXT turkic",
    "secretary general": "OFFICE ots-secretary-general, ",
    "president": "OFFICE ",
}
"""How the explanation names an argument that is no option."""


@pytest.fixture
def lines(ots):
    """Ask with `--explain`; return the lines of the explanation, and how many rows there were."""

    def lines(command, *arguments):
        answer = ots(command, *arguments, "--json", "--explain")
        assert answer.code == 0, answer.err
        return [line.removeprefix("ots: ") for line in answer.err.splitlines()], len(answer.json)

    return lines


@pytest.mark.parametrize("question", FILTERED)
def test_each_condition_says_what_it_kept_and_dropped(lines, question):
    given = FILTERED[question]
    said, rows = lines(question.split()[0], *given)
    counts = [line for line in said if ": kept " in line]
    kept = int(said[0].split()[0])
    for line in counts:
        numbers = line.rpartition(": kept ")[2].replace(",", "").split()
        before = changed(said, line) or kept
        kept = int(numbers[0])
        assert before - kept == int(numbers[2]), line
    assert kept == rows
    named = {word for word in given if word.startswith("--")} - {"--history"}
    named |= {POSITIONAL[given[0]]} if given[0] in POSITIONAL else set()
    assert all(any(line.startswith(word) for line in counts) for word in named), said


def changed(said, line):
    """How many changes the memberships make, where that is said just before a line."""
    before = said[said.index(line) - 1].split()
    return int(before[0]) if before[1:] == ["changes", "of", "status"] else None


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        ("timeline", {"since": "2020", "until": "2021", "during": "2020-06"}),
        ("facts", {"since": "2020", "until": "2021", "during": "2020-06"}),
        ("changes", {"since": "2010", "until": "2021", "during": "2018"}),
        ("members", {"as_of": "2020"}),
        ("overlap", {"as_of": "2020"}),
        ("offices", {"as_of": "2020"}),
    ],
)
def test_every_date_is_read_once(monkeypatch, question, conditions):
    read = []
    understand = asked.understand
    monkeypatch.setattr(asked, "understand", lambda date: read.append(date) or understand(date))
    with otscli.open() as data:
        getattr(data, question)(**conditions, explain=True)
    assert sorted(read) == sorted(conditions.values())


def test_a_window_from_the_first_year_leaves_out_what_has_no_date(ots, dataset):
    own = dataset('facts: [{id: a, text: A, date: "2020"}, {id: b, text: B}]')
    for window in (["--since", "0001"], ["--until", "9999"], ["--during", "0001/9999"]):
        assert ots("--data", own, "facts", *window, "-f", "ids").lines == ["a"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["overlap", "OTS", "--history"], "--history: needs two organisations or more to compare"),
        (["members", "--as-of", "soon"], "--as-of: 'soon' is not a date; "),
        (["changes", "--during", "2021/2020"], "--during: '2021/2020' ends before it begins; "),
        (["timeline", "--fields", ","], "--fields: is empty; the fields are "),
    ],
)
def test_the_command_line_names_the_option(ots, arguments, message):
    answer = ots(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"ots: {message}")


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["query", "output", "exporting", "store", "dataset"])
def test_nothing_below_the_command_line_knows_an_option(folder):
    for file in (SOURCE / folder).rglob("*.py"):
        whole_command = re.compile(
            "`(ots|iconv) [^`]*`"
        )  # to go on with; its options are no parameter
        tree = ast.parse(whole_command.sub("", file.read_text(encoding="utf-8")))
        texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
        docstrings = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        }
        commands = [text for text in texts if isinstance(text, str) and "`" in text]
        said = [text for text in texts - docstrings - set(commands) if isinstance(text, str)]
        assert not [text for text in said if re.search(r"--[a-z]|\s-[a-z]\b", text)], file
