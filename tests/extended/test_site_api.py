"""The JSON API of the site: every file is as its schema and OpenAPI say."""

import json
import re
from urllib.parse import urljoin

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from conftest import DATA
from hostile.payloads import PAYLOADS, RAW, as_json, dataset

pytest.importorskip("jinja2")


@pytest.fixture(scope="module", params=["curated", "hostile"])
def folder(request, tmp_path_factory):
    """The folder of a site."""
    from otscli.cli.app import run

    folder = tmp_path_factory.mktemp(request.param)
    path = DATA
    if request.param == "hostile":
        path = folder / "mine.json"
        path.write_text(as_json(dataset("".join(PAYLOADS.values()))), encoding="utf-8")
    assert run(["--data", str(path), "export", "site", "-o", str(folder / "site")]) == 0
    return folder / "site"


@pytest.fixture(scope="module")
def site(folder):
    """The JSON files of a site by address."""
    return {file.as_uri(): file.read_text("utf-8") for file in folder.rglob("*.json")}


@pytest.fixture(scope="module")
def described(folder):
    """The address of the description of the API, and what it says."""
    file = folder / "api" / "v1" / "openapi.json"
    return file.as_uri(), json.loads(file.read_text("utf-8"))


def files(site):
    """The files of the API, each with its address and what it holds."""
    for address, text in site.items():
        if "/api/v1/" in address and not address.endswith("openapi.json"):
            yield address, json.loads(text)


def test_openapi_is_valid(described):
    address, document = described
    assert list(OpenAPIV31SpecValidator(document, base_uri=address).iter_errors()) == []


def test_every_file_is_valid_by_the_schema_that_it_names(site):
    validators = {}
    for address, document in files(site):
        named = urljoin(address, document["$schema"])
        if named not in validators:
            schema = json.loads(site[named])
            jsonschema.Draft202012Validator.check_schema(schema)
            validators[named] = jsonschema.Draft202012Validator(schema)
        assert next(validators[named].iter_errors(document), None) is None, address


def test_every_file_is_at_a_path_of_openapi_and_has_the_schema_named_there(site, described):
    origin, document = described
    paths = {}
    for path, item in document["paths"].items():
        content = item["get"]["responses"]["200"]["content"]["application/json"]
        paths[path] = urljoin(origin, content["schema"]["$ref"])
    found = set()
    for address, document in files(site):
        path = f"/{address.partition('/api/v1/')[2]}"
        matching = [one for one in paths if re.fullmatch(re.sub(r"{\w+}", "[^/]+", one), path)]
        nearest = min(matching, key=lambda one: one.count("{"))  # what is fixed comes first
        assert paths[nearest] == urljoin(address, document["$schema"]), address
        found.add(nearest)
    assert found == set(paths)


def test_no_file_has_a_control_character_raw(site):
    assert [address for address, text in site.items() if RAW.search(text)] == []
