"""Every command takes each shared option to act on it, or refuses it: nothing is ignored."""

from importlib.util import find_spec

import pytest

from conftest import DATA
from examples import EXAMPLES, NEW, OLD
from otscli.cli.decorator import SHARED
from otscli.query import QUESTIONS
from tree import TREE

COMMANDS = [path for path, command in TREE.items() if path and not hasattr(command, "commands")]

CALLS = {
    "check": ["check"],
    "cite": ["cite", "ots-hun-observer"],
    "data diff": ["data", "diff", OLD],
    "data path": ["data", "path"],
    "data schema": ["data", "schema", "timeline"],
    "export": ["export", "timelinejs"],
    "help": ["help", "dates"],
    "import cow": ["import", "cow", "{table}", "-o", "{folder}"],
    "import table": ["import", "table", "{events}", "--as", "events", "-o", "{folder}"],
    "import timelinejs": ["import", "timelinejs", "{timeline}", "-o", "{folder}"],
    "mcp": ["mcp"],
}
"""A call of each command that asks no question, and of one that asks the dataset named."""

ASKED = """\
{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
"capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
"""
"""What a client says first, which is answered with the organisations of the data."""

OTHER = """
events:
  - {id: plan, date: "2030-11-12", kind: summit, title: A summit, planned: true,
     organizations: [OTS], states: [UZB]}
facts: [{id: f, text: A fact about an exercise, kind: proposal}]
"""
"""A dataset that answers no question as the curated data do."""


FAULTY = "type,id,name\nstate,TUR,Türkiye\nstate,,Nobody\n"
"""A dataset with a row that cannot be read."""


@pytest.fixture
def called(ots, dataset, tmp_path, monkeypatch):
    """Call a command as its example does, on a terminal of a few lines or in a pipe."""
    monkeypatch.setenv("LINES", "4")
    monkeypatch.setenv("OTS_PAGER", "cat > /dev/null")
    table = dataset('"ccode","year","state","un"\n2,1950,"usa",1\n', "table.csv")
    events = dataset("date,title\n2009,One\n", "events.csv")
    timeline = dataset("Year,Headline\n2009,One\n", "timeline.csv")
    named = {"table": table, "events": events, "timeline": timeline}
    named["folder"] = str(tmp_path / "cow")

    def called(path, *options, terminal=False):
        if path == "mcp" and find_spec("mcp_types") is None:
            pytest.skip("the extra mcp is not there")
        if path in {"check", "data diff"}:  # these read all of a dataset
            monkeypatch.setenv("OTS_DATA", NEW)
        call = CALLS.get(path) or EXAMPLES[path][0].arguments
        arguments = [part.format(**named) if "{" in part else part for part in call]
        stdin = ASKED if path == "mcp" else ""
        return ots(*arguments, *options, stdin=stdin, terminal=terminal)

    return called


PROBES = {
    "data": ["--data", "{other}"],
    "format": ["-f", "json"],
    "json": ["--json"],
    "fields": ["--fields", "{field}"],
    "explain": ["--explain"],
    "color": ["--color", "always"],
    "lang": ["--lang", "tr"],
    "no_pager": ["--no-pager"],
    "version": ["--version"],
    "skip_faulty": ["--data", "{faulty}", "--skip-faulty"],
    "target": ["-o", "{file}"],
}
"""By shared option, what to try it with."""


def field_of(path):
    """A field of the rows that a command answers in."""
    from otscli.row_fields import field_names

    return field_names("+".join(QUESTIONS[path].rows))[0] if path in QUESTIONS else "id"


def test_every_shared_option_is_tried():
    # An exit status shows where there are no rows: see test_output_file.py.
    assert {*PROBES, "exit_status"} == set(SHARED)


def test_every_command_is_called():
    assert set(COMMANDS) == set(EXAMPLES) | set(CALLS)


@pytest.fixture(scope="module")
def probed(tmp_path_factory):
    """The two datasets by name, whose stores are made once."""
    folder = tmp_path_factory.mktemp("probed")
    (folder / "other.yaml").write_text(OTHER, encoding="utf-8")
    (folder / "faulty.csv").write_text(FAULTY, encoding="utf-8")
    return {"other": str(folder / "other.yaml"), "faulty": str(folder / "faulty.csv")}


@pytest.mark.slow
@pytest.mark.parametrize("option", PROBES)
@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_acts_on_a_shared_option_or_refuses_it(called, probed, tmp_path, path, option):
    if path.startswith("import") and option == "target":
        return  # its own -o, without which it does nothing
    named = probed | {"file": str(tmp_path / "answer.csv")}
    given = [part.format(**named, field=field_of(path)) for part in PROBES[option]]
    terminal = option == "no_pager"
    before = given[:2] if option == "skip_faulty" else []
    without, with_it = (called(path, *options, terminal=terminal) for options in (before, given))
    assert before or without.code == 0, without.err
    if with_it.code == 2 and "has no meaning" in with_it.err:
        assert any(word in with_it.err for word in (f"--{option.replace('_', '-')}", given[0]))
        assert with_it.out == ""
        assert with_it.err.count("\n") == 1
    else:
        assert (with_it.out, with_it.err) != (without.out, without.err)


REFUSED = {
    "help": {"data", "format", "json", "fields", "explain", "color", "lang", "no_pager"},
    "export": {"format", "json", "fields", "explain", "color", "lang", "no_pager"},
    "data path": {"format", "json", "fields", "explain", "color", "lang", "no_pager"},
    "facts": {"lang"},
    "search": {"lang"},
    "timeline": set(),
    "members": set(),
}


@pytest.mark.parametrize("path", REFUSED)
def test_what_is_refused_is_refused_in_front_of_the_command_too(ots, path):
    for option, given in PROBES.items():
        if option in {"version", "skip_faulty", "target"}:
            continue
        value = [part.format(other=OLD, field=field_of(path)) for part in given]
        call = CALLS.get(path) or EXAMPLES[path][0].arguments
        answer = ots(*value, *call)
        assert (answer.code == 2 and "has no meaning" in answer.err) == (option in REFUSED[path])


@pytest.mark.parametrize(
    "option", [option for option in PROBES if option not in {"version", "skip_faulty", "target"}]
)
def test_without_a_command_an_option_has_no_meaning(ots, option):
    answer = ots(*(part.format(other=OLD, field="id") for part in PROBES[option]))
    assert (answer.code, answer.out) == (2, "")
    assert "name a command" in answer.err


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["check", OLD, "--data", OLD], "--data: has no meaning beside a PATH"),
        (["data", "diff", OLD, "--data", OLD, "--data", OLD], "--data: names a union"),
        (["list", "kinds", "--lang", "tr"], "--lang: has no meaning for a list of kinds"),
        (["cite", "UZB", "-f", "yaml"], "-f yaml has no meaning here; use --style"),
        (["cite", "UZB", "--color", "never"], "--color: has no meaning for `ots cite`; leave it"),
        (["cite", "UZB", "--fields", "id"], "--fields: has no meaning for `ots cite`; use --style"),
        (["import", "cow", OLD, "-o", "-"], "--output: is standard output"),
        (["export", "csv", "-o", "-"], "name one"),
        (["members", "--history", "--as-of", "2015"], "--as-of: a history is of all days"),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, list) else None,
)
def test_what_has_no_effect_beside_another_is_refused(ots, call, said):
    answer = ots(*call)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_dash_is_standard_output(ots, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = ots("--data", str(DATA), "export", "jsonl", "-o", "-")
    assert answer.out == ots("--data", str(DATA), "export", "jsonl").out
    assert not list(tmp_path.glob("-"))


@pytest.mark.parametrize("what", ["states", "orgs"])
def test_lists_of_states_and_organisations_are_in_the_language_asked_for(ots, what):
    english, russian = (ots("list", what, *lang, "--json").json for lang in ([], ["--lang", "ru"]))
    assert [row["id"] for row in english] == [row["id"] for row in russian]
    assert any(one["name"] != two["name"] for one, two in zip(english, russian, strict=True))


# Nothing that is empty is taken for nothing


@pytest.mark.parametrize("path", COMMANDS)
def test_an_option_with_an_empty_value_is_refused_by_name(ots, path):
    for option in TREE[path].params:
        for name in option.opts if option.param_type_name == "option" else []:
            if not option.is_flag:
                for given in ([name, ""], [f"{name}="] if name.startswith("--") else [name, ""]):
                    result = ots(*path.split(), *given)
                    message = f"ots: {name} is empty; leave it out or give a value; "
                    assert (result.code, result.err.count("\n")) == (2, 1)
                    assert result.err.startswith(message.replace("ots: -n ", "ots: --limit "))


@pytest.mark.parametrize("path", COMMANDS)
def test_an_empty_argument_is_refused(ots, path):
    for given in ([""], ["--", ""]):
        result = ots(*path.split(), *given)
        assert result.code == 2
        assert result.err.startswith("ots: an argument is empty; ")


def test_no_file_is_rewritten_where_the_name_of_one_is_empty(ots, monkeypatch):
    monkeypatch.setattr("otscli.dataset.canonical.put_in_order", lambda _: pytest.fail("rewritten"))
    assert ots("check", "--fix", "").code == 2


@pytest.mark.parametrize("name", ["--format", "--color", "--lang", "--output", "--data"])
def test_an_empty_value_before_the_command_is_refused_too(ots, name):
    result = ots(name, "", "timeline")
    assert result.code in {2, 3}
    assert " is empty; " in result.err
