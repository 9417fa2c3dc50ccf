"""The JSON API: the rows of the questions as files, each in one envelope, beside their schemas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from otscli.answer import Answer
from otscli.choices import LIST_OF
from otscli.dates import UNKNOWN, parse_end
from otscli.exporting.site.addresses import API, SCHEMAS, up
from otscli.exporting.site.content import Content
from otscli.exporting.site.home_pages import overlap_at_home
from otscli.json_schema import of_record
from otscli.periods import NEVER, period
from otscli.query.changes import changes
from otscli.query.members import members
from otscli.records import TYPES

VERSION = "1.0"
"""The version of the envelope and of the addresses; `v1` in every path is its first number."""

FIRST = "0001-01-01"

PROMISE = (
    "Within v1, files, fields and values of enumerations may be added; none is removed, renamed or "
    "given another meaning. A field without a value is null and never left out. Ignore what you do "
    "not know. A record whose id is retired stays at its old address, and its `id` is the new one."
)

RULE = (
    "Of the days in `result` take the latest that is not after the day asked about: its file has "
    "who belongs on that day. Every day on which the answer changes is listed, the day after the "
    "last that the data cover included, from which nothing open is certain."
)


class Resource(NamedTuple):
    """A kind of file: its address with parameters, what it holds, and the type of its rows."""

    path: str
    summary: str
    type: str
    many: bool

    @property
    def schema(self) -> str:
        """The name of its schema, without an ending."""
        return (
            self.path.removesuffix(".json").replace("/{id}", "-one").replace("/{org}/{day}", "-day")
        )


QUESTIONS: Mapping[str, tuple[str, str, Callable[[Content], Answer]]] = {
    "changes": (
        "who applied, joined, left or changed status, as `ots changes` answers",
        "change",
        lambda site: changes(site.store),
    ),
    "overlap": (
        "the states of the OTS and every organisation, as `ots overlap` answers",
        "overlap",
        overlap_at_home,
    ),
}
"""Questions whose answer is a file, by name."""

RESOURCES: tuple[Resource, ...] = (
    *(
        Resource(f"{list_}.json", f"every record of type {type_}, in full", type_, many=True)
        for type_, list_ in LIST_OF.items()
    ),
    *(
        Resource(f"{list_}/{{id}}.json", f"one record of type {type_}", type_, many=False)
        for type_, list_ in LIST_OF.items()
    ),
    *(
        Resource(f"{name}.json", summary, type_, many=True)
        for name, (summary, type_, _) in QUESTIONS.items()
    ),
    Resource(
        "members/{org}/{day}.json",
        "who belongs to an organisation from a day on, as `ots members` answers",
        "membership",
        many=True,
    ),
)
"""Every kind of file with records, from which schemas, OpenAPI and the list of files come."""


def files(site: Content) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path of every file of the API, and what it holds."""
    listed: list[dict[str, Any]] = []
    for type_, list_ in LIST_OF.items():
        rows = list(site.records[type_].values())
        path = f"{API}/{list_}.json"
        listed.append({"name": list_, "uri": f"{list_}.json", "total": len(rows)})
        yield path, _envelope(site, path, list_, rows)
        for fields in rows:
            path = site.addresses.api(type_, fields["id"])
            yield path, _single(site, path, type_, fields)
    for type_, old, new in site.retired:
        path = site.addresses.api(type_, old)
        yield path, _single(site, path, type_, site.records[type_][new])
    for name, (_, _, ask) in QUESTIONS.items():
        answer = ask(site)
        rows = [row.fields for row in answer.rows]
        path = f"{API}/{name}.json"
        listed.append({"name": name, "uri": f"{name}.json", "total": len(rows)})
        day = answer.day.isoformat() if answer.day else None
        yield path, {**_envelope(site, path, name, rows), "day": day, "notes": answer.notes}
    yield from _members(site)
    listed.append({"name": "members", "uri": "members/index.json", "total": len(_held(site))})
    path = f"{API}/index.json"
    yield path, {**_envelope(site, path, "index", listed), "promise": PROMISE}


def _single(site: Content, path: str, type_: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    made = _envelope(site, path, f"{LIST_OF[type_]}-one", fields)
    page = site.addresses.page(type_, fields["id"])
    return {**made, "cite": site.cite(fields), "page": site.address(page) or f"{up(path)}{page}"}


def _envelope(site: Content, path: str, schema: str, result: Any) -> dict[str, Any]:
    about = site.about
    return {
        "$schema": f"{up(path)}{SCHEMAS}/{schema}.json",
        "schema_version": VERSION,
        "data_version": about.get("version"),
        "covered_to": about.get("covered_to"),
        "licence": about.get("licence"),
        "total": len(result) if isinstance(result, Sequence) else 1,
        "result": result,
    }


def _held(site: Content) -> list[str]:
    return [
        id_
        for id_, fields in site.records["organization"].items()
        if any(one["organization"] == id_ for one in fields["memberships"])
    ]


def _members(site: Content) -> Iterator[tuple[str, dict[str, Any]]]:
    """The members of each organisation on the days on which something changes."""
    organizations = _held(site)
    listed = []
    for id_ in organizations:
        days = change_days(site, id_)
        for day, following in zip(days, [*days[1:], None], strict=True):
            path = site.addresses.members(id_, day)
            answer = members(site.store, id_, as_of=day)
            rows = [row.fields for row in answer.rows]
            made = _envelope(site, path, "members-day", rows)
            about = {"organization": id_, "day": day, "until": following, "notes": answer.notes}
            yield path, {**made, **about}
        path = site.addresses.members(id_, "index")
        listed.append({"organization": id_, "uri": path.removeprefix(f"{API}/members/")})
        made = _envelope(site, path, "members-days", days)
        yield path, {**made, "organization": id_, "rule": RULE}
    path = f"{API}/members/index.json"
    yield path, {**_envelope(site, path, "members-index", listed), "rule": RULE}


def change_days(site: Content, organization: str) -> list[str]:
    """Return the days on which what is possible or certain of an organisation's members changes."""
    days = {dt.date.fromisoformat(FIRST)}
    for held in site.records["membership"].values():
        if held["organization"] != organization:
            continue
        ends = parse_end(held["from"]), held["until"] and parse_end(held["until"])
        reach = site.reach or NEVER
        one = period(ends[0], ends[1] or None, reach)
        for edge in (one.since, one.until):
            days |= {edge.first, edge.last}
        if one.reach < NEVER:
            days.add(one.reach + dt.timedelta(days=1))
        if held["from"] == UNKNOWN:
            days.add(reach)
    return [day.isoformat() for day in sorted(days) if day < NEVER]


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name of every schema, and the schema."""
    for resource in RESOURCES:
        used: dict[str, Any] = {}
        row = of_record(TYPES[resource.type], used)
        result = {"type": "array", "items": row} if resource.many else row
        more: Mapping[str, Any] = {} if resource.many else _MORE_OF_ONE
        if resource.path.startswith("members/"):
            more = _MORE_OF_MEMBERS
        if resource.schema in QUESTIONS:
            more = _MORE_OF_QUESTIONS
        yield resource.schema, _schema(resource.summary, result, more, used)
    named = {"name": _TEXT, "uri": _TEXT, "total": _NUMBER}
    yield "index", _schema("every list", _list_of(named), {"promise": _TEXT}, {})
    named = {"organization": _TEXT, "uri": _TEXT}
    rule = {"rule": _TEXT}
    yield "members-index", _schema("organisations with members", _list_of(named), rule, {})
    days = {"type": "array", "items": _DAY}
    yield "members-days", _schema("days of change", days, {**rule, "organization": _TEXT}, {})


_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}
_DAY = {"type": "string", "format": "date"}
_MAYBE = {"type": ["string", "null"]}
_MORE_OF_ONE = {"cite": _TEXT, "page": _TEXT}
_MORE_OF_QUESTIONS = {"day": _MAYBE, "notes": {"type": "array", "items": _TEXT}}
_MORE_OF_MEMBERS = {
    "organization": _TEXT,
    "day": _DAY,
    "until": _MAYBE,
    "notes": {"type": "array", "items": _TEXT},
}


def _list_of(properties: Mapping[str, Any]) -> dict[str, Any]:
    row = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "array", "items": row}


def _schema(
    title: str, result: Any, more: Mapping[str, Any], used: Mapping[str, Any]
) -> dict[str, Any]:
    properties = {
        "$schema": _TEXT,
        "schema_version": {"type": "string", "pattern": f"^{VERSION.partition('.')[0]}\\."},
        "data_version": _MAYBE,
        "covered_to": _MAYBE,
        "licence": _MAYBE,
        "total": _NUMBER,
        "result": result,
        **more,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": PROMISE,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "$defs": dict(sorted(used.items())),
    }


def openapi(site: Content) -> dict[str, Any]:
    """Return the description of the API in OpenAPI 3.1, made of the same list of resources."""
    fixed = [
        Resource("index.json", "every list, with how many records it has", "", many=True),
        Resource("members/index.json", "the organisations that have members", "", many=True),
        Resource("members/{org}/index.json", "the days of change, with a rule", "", many=True),
    ]
    names = {"members/index.json": "members-index", "members/{org}/index.json": "members-days"}
    paths = {}
    for resource in (*fixed, *RESOURCES):
        schema = names.get(resource.path, resource.schema)
        operation = resource.path.removesuffix(".json")
        operation = operation.replace("/", "-").replace("{", "by-").replace("}", "")
        paths[f"/{resource.path}"] = {
            "get": {
                "operationId": operation,
                "summary": resource.summary,
                "responses": {
                    "200": {
                        "description": resource.summary,
                        "content": {
                            "application/json": {
                                "schema": {"$ref": f"{up(API)}../{SCHEMAS}/{schema}.json"}
                            }
                        },
                    },
                    "404": {"description": "no such file; what is sent then is the host's own"},
                },
            },
            **_parameters(resource.path),
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.about.get("title") or site.about.get("id") or "A dataset",
            "version": VERSION,
            "description": f"{PROMISE} {RULE}",
            **_licence(site),
        },
        "security": [],
        "servers": [{"url": site.address(API) or "."}],
        "paths": paths,
    }


def _licence(site: Content) -> dict[str, Any]:
    """The licence of the data; that of the curated data is named as SPDX names it."""
    name = site.about.get("licence")
    identified = {"identifier": name} if site.about.get("curated") else {}
    return {"license": {"name": name, **identified}} if name else {}


_MEANINGS = {
    "id": "the id of the record, in lower case",
    "org": "the id of the organisation, in lower case",
    "day": "a day that the organisation's index.json lists",
}


def _parameters(path: str) -> dict[str, Any]:
    named = [name for name in _MEANINGS if f"{{{name}}}" in path]
    if not named:
        return {}
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": _MEANINGS[name],
            "schema": _DAY if name == "day" else _TEXT,
        }
        for name in named
    ]
    return {"parameters": parameters}
