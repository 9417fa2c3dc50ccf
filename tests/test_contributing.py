"""The contributor's pages: every place, target and link that they name is there."""

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from otscli.choices import EXPORTS, FORMATS
from otscli.cli.commands import COMMANDS
from otscli.query import QUESTIONS

ROOT = Path(__file__).parents[1]
PAGES = ["CONTRIBUTING.md", "RELEASING.md", "SECURITY.md"]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PLACES = {
    heading: re.findall(r"^- `([^`]+)`: (.*)$", text, re.MULTILINE)
    for heading, text in re.findall(
        r"^### To add (?:a|an) (\w+)\n(.*?)(?=^##)", CONTRIBUTING, re.MULTILINE | re.DOTALL
    )
}
NAMED = [(heading, path) for heading, places in PLACES.items() for path, _ in places]
MODULES = {
    "src/otscli/output/formats/NAME.py": FORMATS,
    "src/otscli/query/NAME.py": QUESTIONS,
    "src/otscli/cli/commands/NAME.py": COMMANDS,
    "src/otscli/exporting/NAME.py": EXPORTS,
}
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_there_is_a_list_of_places_for_each_thing_that_one_may_add():
    assert set(PLACES) == {"format", "command", "rule", "export"}
    assert all(len(places) >= 2 for places in PLACES.values())


@pytest.mark.parametrize(("heading", "path"), [place for place in NAMED if "NAME" not in place[1]])
def test_a_place_is_there(heading, path):
    assert (ROOT / path).is_file(), heading


def test_every_module_that_is_named_for_a_thing_has_a_register():
    assert {path for _, path in NAMED if "NAME" in path and path.startswith("src")} == set(MODULES)


@pytest.mark.parametrize(
    "path",
    [path.replace("NAME", name.replace(" ", "_")) for path in MODULES for name in MODULES[path]],
)
def test_everything_registered_has_the_module_that_the_page_says(path):
    package = (ROOT / path).with_suffix("") / "__init__.py"
    assert (ROOT / path).is_file() or package.is_file()


@pytest.mark.parametrize("path", [path for _, path in NAMED if path.startswith("tests")])
def test_tests_are_where_the_page_says(path):
    assert list(ROOT.glob(path.replace("NAME", "*")))


@pytest.mark.parametrize(
    ("path", "register"),
    [
        (path, register)
        for places in PLACES.values()
        for path, text in places
        for register in re.findall(r"entry in `([A-Z]+)`", text)
    ],
)
def test_a_module_has_the_register_that_the_page_says(path, register):
    module = path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__")
    assert getattr(import_module(module.replace("/", ".")), register)


@pytest.mark.parametrize("page", PAGES)
def test_a_link_leads_to_a_file(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize(
    "page",
    [
        *PAGES,
        ".pre-commit-config.yaml",
        ".github/PULL_REQUEST_TEMPLATE.md",
        *(str(file.relative_to(ROOT)) for file in WORKFLOWS),
    ],
)
def test_a_target_that_is_named_is_one_of_the_makefile(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    called = re.findall(r"(?:`|entry: |run: |^)make((?: [a-z]+)+)", text, re.MULTILINE)
    assert {target for targets in called for target in targets.split()} <= TARGETS


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_asks_for_no_more_than_it_needs(workflow):
    read = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert read["permissions"] == {"contents": "read"}
    asked = {name: job["permissions"] for name, job in read["jobs"].items() if "permissions" in job}
    assert asked in ({}, {"publish": {"id-token": "write"}})


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.name)
def test_an_action_is_pinned_by_its_commit(workflow):
    used = re.findall(r"uses: (?!\./)(\S+)", workflow.read_text(encoding="utf-8"))
    by_name = {action for action in used if not re.search(r"@[0-9a-f]{40}$", action)}
    assert by_name <= {"pypa/gh-action-pypi-publish@release/v1"}  # RELEASING.md says why


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_names_tests_that_are_there(workflow):
    named = re.findall(r"tests/\S+\.py", workflow.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_readme_has_two_commands_that_set_up():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^python3 -m venv ", readme, re.MULTILINE)) == 2
