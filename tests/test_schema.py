"""The published form of every command's output: true to the program, and never narrowed."""

import json
from pathlib import Path

import pytest

from examples import every, every_example, parameters
from otscli.json_schema import NAMES
from otscli.query import QUESTIONS
from released.kept import questions

ROOT = Path(__file__).parents[1]
PUBLISHED = ROOT / "docs" / "schema"
RELEASED = Path(__file__).parent / "released"


def published(command):
    path = PUBLISHED / f"{command.replace(' ', '-')}.json"
    return json.loads(path.read_text(encoding="utf-8"))


TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "number": (int, float),
    "integer": int,
}
KNOWN = {
    "$schema",
    "$defs",
    "$ref",
    "title",
    "description",
    "type",
    "items",
    "anyOf",
    "enum",
    "properties",
    "required",
    "additionalProperties",
}


def faults(schema, value, root, at="$"):
    """Every way in which a value is not of a form, in the keywords that our schemas use."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        yield from faults(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, root, at)
    if "anyOf" in schema:
        tried = [list(faults(one, value, root, at)) for one in schema["anyOf"]]
        if all(tried):
            yield min(tried, key=len)[0]
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "type" in schema and (
        not isinstance(value, TYPES[schema["type"]])
        or (isinstance(value, bool) and schema["type"] != "boolean")
    ):
        yield f"{at}: {value!r} is no {schema['type']}"
        return
    if isinstance(value, list):
        for i, one in enumerate(value):
            yield from faults(schema.get("items", {}), one, root, f"{at}[{i}]")
    if isinstance(value, dict):
        yield from (f"{at}: no {name}" for name in schema.get("required", []) if name not in value)
        inner, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        for name, one in value.items():
            yield from faults(inner.get(name, more), one, root, f"{at}.{name}")


@pytest.mark.parametrize("command", NAMES)
def test_what_is_published_is_what_the_program_prints(ots, command):
    printed = ots("data", "schema", command)
    assert printed.code == 0
    path = PUBLISHED / f"{command.replace(' ', '-')}.json"
    assert printed.out == path.read_text(encoding="utf-8"), "`make generate` writes it"


def test_nothing_is_published_that_the_program_does_not_print():
    named = {command.replace(" ", "-") for command in NAMES}
    assert {file.stem for file in PUBLISHED.glob("*.json")} - named == set()


@every_example
def test_the_real_output_is_of_the_published_form(ots, example):
    schema, rows = published(example.question), ots(*example.arguments, "--json").json
    assert rows
    assert list(faults(schema, rows, schema))[:5] == []


@parameters(one for one in every() if len(QUESTIONS[one.question].rows) == 1)
def test_no_field_is_printed_that_the_schema_does_not_name(ots, example):
    schema = published(example.question)
    forms = [list(form["properties"]) for form in schema["$defs"].values()]
    for row in ots(*example.arguments, "--json").json:
        assert list(row) in forms


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        (["timeline", "--count", "kind"], "Count"),
        (["overlap", "OTS", "CSTO", "NATO", "--sets"], "Set"),
        (["list", "states"], "ListedState"),
    ],
)
def test_what_is_asked_for_instead_of_rows_is_of_a_form_of_its_own(ots, asked, form):
    schema, rows = published(asked[0]), ots(*asked, "--json").json
    own = {"type": "array", "items": {"$ref": f"#/$defs/{form}"}}
    assert rows
    assert list(faults(own, rows, schema))[:5] == []
    assert all(list(row) == list(schema["$defs"][form]["properties"]) for row in rows)


def test_the_validator_finds_faults():
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"anyOf": [{"type": "integer"}, {"type": "null"}]}},
    }
    assert list(faults(schema, {"a": 1}, schema)) == []
    assert list(faults(schema, {}, schema)) == ["$: no a"]
    assert list(faults(schema, {"a": "x"}, schema)) == ["$.a: 'x' is no integer"]
    assert list(faults(schema, {"a": True}, schema)) == ["$.a: True is no integer"]
    assert list(faults({"enum": ["x"]}, "y", schema)) == ["$: 'y' is none of ['x']"]


def lost(old, new, roots, at="$"):
    """What an old schema promised and a new one does not: fields and alternatives may be added.

    References are followed, each in its own root, so that a definition may be renamed.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        old, new = (resolved(one, root) for one, root in zip((old, new), roots, strict=True))
    if type(old) is not type(new):
        yield f"{at} has changed"
    elif isinstance(old, dict):
        for key in old.keys() - {"description", "$defs"}:
            if key in new:
                yield from lost(old[key], new[key], roots, f"{at}.{key}")
            else:
                yield f"{at}.{key} is gone"
    elif at.endswith((".required", ".enum")):
        yield from (f"{at} has lost {one}" for one in old if one not in new)
    elif at.endswith(".anyOf"):
        yield from (
            f"{at}[{i}] is gone or has changed"
            for i, before in enumerate(old)
            if not any(not list(lost(before, after, roots, f"{at}[]")) for after in new)
        )
    elif old != new:
        yield f"{at}: {old!r} has become {new!r}"


def resolved(schema, root):
    return root["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


@pytest.mark.parametrize(
    "old",
    sorted(RELEASED.glob("*/schema/*.json")),
    ids=lambda file: f"{file.parts[-3]}/{file.stem}",
)
def test_nothing_that_was_released_is_changed_or_lost(old):
    new = json.loads((PUBLISHED / old.name).read_text(encoding="utf-8"))
    before = json.loads(old.read_text(encoding="utf-8"))
    assert list(lost(before, new, (before, new))) == []


def test_there_is_a_release_to_compare_with():
    releases = [file for file in RELEASED.iterdir() if (file / "answers").is_dir()]
    assert releases
    for release in releases:
        commands = {file.stem.replace("-", " ") for file in (release / "schema").glob("*.json")}
        asked = {
            " ".join(kept.call[: len(c.split())]) for kept in questions(release) for c in commands
        }
        assert commands, release.name
        assert commands - asked == set(), release.name


def test_a_field_that_is_lost_or_changed_is_noticed():
    old = {"properties": {"a": {"type": "string"}, "b": {"type": "null"}}, "required": ["a", "b"]}
    more = {
        "properties": {"a": {"type": "string"}, "b": {"type": "null"}, "c": {"type": "integer"}},
        "required": ["a", "b", "c"],
    }
    assert list(lost(old, more, (old, more))) == []
    assert sorted(lost(more, old, (more, old))) == [
        "$.properties.c is gone",
        "$.required has lost c",
    ]
    spoiled = {**old, "required": "a"}
    assert list(lost(old, spoiled, (old, spoiled))) == ["$.required has changed"]
