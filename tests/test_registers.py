"""Registers are complete: what is added in one place and forgotten in another fails by name."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from pathlib import Path
from typing import get_args

import pytest

import otscli
from examples import EXAMPLES, HOSTILE, question_of
from otscli import choices, exporting, query, row_fields
from otscli.api import Dataset
from otscli.base_record import derived_fields, field_types, recorded_fields
from otscli.choices import EXPORTS, FORMATS, LIST_OF, STATUSES
from otscli.cli import commands
from otscli.cli.commands import COMMANDS
from otscli.cli.topics import TOPICS
from otscli.dataset.definitions import CITATION, LISTS, OF_SOURCE
from otscli.output import cells, formats, layout, matrix
from otscli.query import QUESTIONS, function_of
from otscli.record_parts import Citation
from otscli.records import TYPES, listed_fields
from otscli.row_fields import field_names
from otscli.store.references import VOCABULARY
from tree import TREE

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "otscli"
DOCS = ROOT / "docs"

every_question = pytest.mark.parametrize("question", QUESTIONS)
every_command = pytest.mark.parametrize("command", COMMANDS)
every_format = pytest.mark.parametrize("format_", FORMATS)
every_export = pytest.mark.parametrize("export", EXPORTS)


def modules(package):
    return {module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg}


def text(*path):
    return ROOT.joinpath(*path).read_text(encoding="utf-8")


def agree(one, other, where):
    """Two lists of the same things: what is in one of them only is named."""
    alone = sorted(set(one) ^ set(other))
    assert not alone, f"{', '.join(alone)}: in one only of {where}"


# Commands


def test_commands_are_the_modules_of_their_folder():
    agree(modules(commands), COMMANDS, "otscli/cli/commands and its COMMANDS")


@every_command
def test_a_command_has_a_group_and_a_summary(command):
    assert COMMANDS[command].group
    assert COMMANDS[command].summary


@every_command
def test_a_command_has_a_section_in_the_docs(command):
    headings = text("docs", "commands.md").splitlines()
    assert f"## {command}" in headings, (
        f"ots {command}: no section `## {command}` in docs/commands.md"
    )


@pytest.mark.parametrize("path", TREE)
def test_a_command_has_golden_help(path):
    file = f"tests/golden/help/{'-'.join(['ots', *path.split()])}.txt"
    assert (ROOT / file).exists(), f"ots {path}: no {file}; `make generate` writes it"


def answering(module):
    """The commands of a module that write an answer in rows, as they are typed."""
    tree = ast.parse((SOURCE / "cli" / "commands" / f"{module}.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    groups = any("callback" in ast.unparse(one) for f in functions for one in f.decorator_list)
    for function in functions:
        if {"invocation.answer", "invocation.write"} & {
            ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)
        }:
            yield f"{module} {function.name}" if groups else module


@every_command
def test_a_command_that_answers_in_rows_is_a_question(command):
    for path in answering(command):
        assert path in QUESTIONS, f"ots {path}: no entry in QUESTIONS of otscli/query/__init__.py"
        assert " " in path or COMMANDS[command].asks, f"ots {path}: its entry lacks asks=True"


def test_the_topics_are_those_that_the_summary_of_help_names():
    assert COMMANDS["help"].summary == ", ".join(TOPICS)


# Questions


def test_questions_are_the_modules_of_their_folder():
    named = {question.replace(" ", "_") for question in QUESTIONS}
    # `cite` returns text, and asks for no rows.
    agree(modules(query), {*named, "cite"}, "otscli/query and its QUESTIONS")


@every_question
def test_a_question_is_a_command(question):
    assert question in TREE, f"{question}: no command of that name in otscli/cli/commands"
    assert question in set(answering(question.split()[0])), f"ots {question} does not ask it"


@every_question
def test_a_question_has_a_function(question):
    assert inspect.isfunction(function_of(question))


@every_question
def test_a_question_has_an_example(question):
    assert EXAMPLES.get(question), f"ots {question}: no example in EXAMPLES of tests/examples.py"
    assert {question_of(one.arguments) for one in EXAMPLES[question]} == {question}


@every_question
def test_a_question_is_put_to_hostile_data(question):
    assert HOSTILE.get(question), f"ots {question}: nothing in HOSTILE of tests/examples.py"
    assert {question_of(asked) for asked in HOSTILE[question]} == {question}


def test_there_is_no_example_of_what_is_no_question():
    assert (EXAMPLES.keys() | HOSTILE.keys()) - QUESTIONS.keys() == set()


@every_question
def test_a_question_has_a_published_schema(question):
    file = f"docs/schema/{question.replace(' ', '-')}.json"
    assert (ROOT / file).exists(), f"ots {question}: no {file}; `make generate` writes it"


@every_question
def test_a_question_has_a_method_that_returns_its_records(question):
    name = QUESTIONS[question].method or question
    method = getattr(Dataset, name, None)
    assert method, f"ots {question}: no method {name} of Dataset in otscli/api.py"
    records = [TYPES[type_] for type_ in QUESTIONS[question].rows]
    returned = re.search(r"(\w+)\]$", str(inspect.signature(method).return_annotation))[1]
    expected = records[0].__name__ if len(records) == 1 else "Any"
    assert returned == expected


@every_question
def test_a_question_is_in_the_page_on_python(question):
    call = f"ots.{QUESTIONS[question].method or question}("
    assert call in text("docs", "python.md"), f"ots {question}: no `{call}…)` in docs/python.md"


@every_question
def test_a_question_is_dated_where_its_rows_have_a_first_possible_day(question):
    rows = [TYPES[type_] for type_ in QUESTIONS[question].rows]
    assert QUESTIONS[question].dated == any("start" in field_types(row) for row in rows)


@every_question
def test_the_rows_of_a_question_have_a_table(question):
    for type_ in QUESTIONS[question].rows if question not in {"show", "about"} else ():
        assert type_ in layout._LAYOUTS, f"{type_}: no columns in otscli/output/layout.py"


# Formats and exports


def test_formats_are_the_modules_of_their_folder():
    agree(modules(formats), FORMATS, "otscli/output/formats and FORMATS of otscli/choices.py")


@every_format
def test_a_format_is_in_the_pages(format_):
    pages = (
        ["docs/output.md"] if format_ == next(iter(FORMATS)) else ["docs/output.md", "README.md"]
    )
    for page in pages:  # README names those beside the default
        assert f"`{format_}`" in text(page), f"-f {format_}: not in {page}; `make generate`"


def test_exports_are_the_modules_that_write():
    folder = Path(exporting.__file__).parent
    modules = {file.stem: file for file in folder.glob("*.py")}
    modules |= {file.parent.name: file for file in folder.glob("*/__init__.py")}
    writing = {name for name, file in modules.items() if "\ndef write(" in text(file)}
    agree(writing, EXPORTS, "otscli/exporting and EXPORTS of otscli/choices.py")


@every_export
def test_an_export_is_in_the_pages(export):
    row = f"| `{export}` | {EXPORTS[export].meaning} |"
    assert row in text("docs", "commands.md"), f"{export}: not in docs/commands.md; `make generate`"


@every_export
def test_an_export_has_a_test(export):
    entry = EXPORTS[export]
    if entry.read_back and not entry.needs:
        return  # tests/cli/test_export.py takes it from the register
    files = [
        f"tests/{folder}/test_export_{export}.py" for folder in ("cli", "exporting", "extended")
    ]
    assert any((ROOT / file).exists() for file in files), f"{export}: no {' or '.join(files)}"


def test_an_extra_of_each_export_that_needs_one_is_declared():
    project = text("pyproject.toml")
    for name, export in EXPORTS.items():
        assert not export.needs or f'\n{name} = ["{export.needs}' in project, name


# Facts of records


@pytest.mark.parametrize("type_", LIST_OF)
def test_a_record_has_the_fields_that_its_list_records(type_):
    # Found by, but not part of the answer; a speaking body is in `speaker_name`.
    unseen = {"aliases", "to_check", "also", "body"}
    recorded = set(LISTS[LIST_OF[type_]]) - unseen
    agree(recorded_fields(TYPES[type_]), recorded, "otscli/records.py and dataset/definitions.py")


def test_a_citation_has_the_fields_that_are_recorded_and_some_of_its_source():
    assert recorded_fields(Citation) == list(CITATION)
    assert derived_fields(Citation) == list(OF_SOURCE)
    assert set(OF_SOURCE) <= set(LISTS["sources"])


def test_every_list_holds_records_or_words():
    assert set(LISTS) == {*LIST_OF.values(), *VOCABULARY}


def test_the_fields_of_rows_are_listed_as_the_classes_have_them():
    """`make generate` writes the list."""
    listed = Path(row_fields.__file__).with_suffix(".txt").read_text(encoding="utf-8")
    assert listed == listed_fields()
    for type_ in TYPES:
        assert field_names(f"{type_}+{type_}") == field_names(type_)


def test_every_type_of_row_is_a_class_of_the_package():
    for cls in TYPES.values():
        assert getattr(otscli, cls.__name__) is cls


@pytest.mark.parametrize("name", ["Status", "FactKind"])
def test_a_closed_list_has_its_meanings_in_its_order(name):
    words = get_args(getattr(choices, name))
    meanings = {"Status": choices.STATUSES, "FactKind": choices.FACT_KINDS}[name]
    agree(words, meanings, f"{name} and its meanings in otscli/choices.py")
    assert list(words) == list(meanings)


SHOWN = {
    "STATUS_STYLES of otscli/output/cells.py": (cells.STATUS_STYLES, STATUSES),
    "_SHORT of otscli/output/matrix.py": (matrix._SHORT, STATUSES),
    "CHANGE_STYLES of otscli/output/cells.py": (
        cells.CHANGE_STYLES,
        get_args(choices.ChangeKind),
    ),
    "DIFFERENCE_STYLES of otscli/output/cells.py": (
        cells.DIFFERENCE_STYLES,
        get_args(choices.DifferenceKind),
    ),
}


@pytest.mark.parametrize("table", SHOWN)
def test_every_word_of_a_closed_list_can_be_shown(table):
    agree(*SHOWN[table], f"otscli/choices.py and {table}")
