"""What an assistant can read whole: records, the values of parameters, and schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from otscli.answer import Answer
from otscli.assistant.schemas import OUTPUT
from otscli.errors import QueryError
from otscli.escaping import encode
from otscli.json_schema import DATASET, NAMES, dataset_schema, schema
from otscli.query.list import LISTS, list_
from otscli.query.show import show
from otscli.store.store import Store

_SCHEME = "ots://"
_ANSWER = "answer"
RECORD = "ots://record/{id}"
"""The template by which any record is read whole."""


class Resource(NamedTuple):
    """A resource: its address, its name, and what it is."""

    uri: str
    name: str
    meaning: str


def resources() -> Iterator[Resource]:
    """Yield the resources that have an address of their own; each record has one by `RECORD`."""
    yield Resource("ots://about", "about", "what the dataset is, its version, reach and licence")
    for name, meaning in LISTS.items():
        if name != "formats":
            yield Resource(f"ots://list/{name}", name, meaning)
    for name in (_ANSWER, *NAMES):
        of = "every answer of a tool" if name == _ANSWER else f"ots {name} --json"
        of = "a dataset of one's own" if name == DATASET else of
        dashed = name.replace(" ", "-")
        yield Resource(f"ots://schema/{dashed}", f"schema of {name}", f"the JSON Schema of {of}")


def read(store: Store, uri: str) -> str:
    """Return a resource as JSON. Raises `QueryError` where there is none."""
    kind, _, name = uri.removeprefix(_SCHEME).partition("/")
    name = unquote(name)
    if uri.startswith(_SCHEME):
        match kind:
            case "about" if not name:
                return encode(store.dataset)
            case "record" if name:
                return _rows(show(store, [name]))
            case "list" if name in LISTS:
                return _rows(list_(store, name))
            case "schema" if (made := _schema(name)) is not None:
                return encode(made)
    raise QueryError(f"no resource {uri[:200]!r}; resources/list names them, and {RECORD}")


def _rows(answer: Answer) -> str:
    return f"[{','.join(row.text for row in answer.rows)}]"


def _schema(name: str) -> dict[str, Any] | None:
    if name == _ANSWER:
        return OUTPUT
    if name == DATASET:
        return dataset_schema()
    known = {one.replace(" ", "-"): one for one in NAMES}
    return schema(known[name]) if name in known else None
