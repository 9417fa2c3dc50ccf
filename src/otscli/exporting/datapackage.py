"""`datapackage`: a folder of CSV with a Data Package (version 2) that describes every column.

Closed lists appear twice: as `enum`, which readers check, and as `categories`, which become factors
in R.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from otscli.escaping import indented, visible
from otscli.exporting.relation import Column, Table
from otscli.exporting.tables import tables
from otscli.output.formats.csv import cell
from otscli.store.store import Store

DESCRIPTION = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0/"
_TYPES = {"text": "string", "integer": "integer", "boolean": "boolean", "day": "date"}
_CELLS = (
    "In the CSV files a text that begins with =, +, -, @ or ' has one ' in front, and control "
    "characters and backslashes are written as \\xNN, \\uNNNN and \\\\. Empty cells are missing "
    "values. Dates are recorded in EDTF; columns of type date have the first and last possible day."
)


def write(store: Store, folder: Path) -> None:
    """Write a file for each table, and the description."""
    made = tables(store)
    resources = [_resource(table, folder) for table in made]
    text = indented(_package(store, resources))
    (folder / DESCRIPTION).write_text(f"{text}\n", encoding="utf-8")


def write_table(file: Path, heading: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write one CSV file."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(heading)
        writer.writerows(map(cell, row) for row in rows)


def _package(store: Store, resources: list[dict[str, Any]]) -> dict[str, Any]:
    about = store.dataset
    found: dict[str, Any] = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": about.get("id", "dataset").lower().replace("+", "-"),
        "title": visible(about.get("title", about.get("id", "dataset"))),
        "description": visible(" ".join(filter(None, (about.get("scope"), _CELLS)))),
    }
    if "version" in about:
        found["version"] = about["version"]
    if "licence" in about:
        found["licenses"] = [{"name": about["licence"]}]
    if "url" in about:
        found["homepage"] = about["url"]
    if "covered_to" in about:
        found["temporalCoverage"] = f"../{about['covered_to']}"
    return found | {"resources": resources}


def _resource(table: Table, folder: Path) -> dict[str, Any]:
    file = folder / f"{table.name}.csv"
    write_table(file, table.names, table.rows())
    content = file.read_bytes()
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": table.name,
        "path": file.name,
        "type": "table",
        "profile": "tabular-data-resource",  # for readers of version 1
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    keys = [
        {"fields": [column.name], "reference": {"resource": column.to, "fields": ["id"]}}
        for column in table.columns
        if column.to
    ]
    return {
        "$schema": f"{_PROFILES}tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.meaning,
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
        found["categories"] = [
            {"value": value, "label": label or value} for value, label in column.values.items()
        ]
    return found | ({"constraints": constraints} if constraints else {})
