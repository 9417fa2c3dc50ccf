"""How to cite a record: its claim, its dataset with version and reach."""

from __future__ import annotations

import json
from typing import Any

from otscli.answer import Row, title
from otscli.escaping import escape_json
from otscli.store.store import Store


def citation(store: Store, row: Row) -> dict[str, Any]:
    """Return a record's citation as a CSL-JSON item (type `entry`, in the dataset).

    The note holds the recorded date as it stands (EDTF) and the id; `issued` is the day on
    which the data was compiled.
    """
    fields, dataset = row.fields, store.dataset
    line = _membership(fields) if fields["type"] == "membership" else title(fields)
    when = fields.get("date") or fields.get("from")
    item: dict[str, Any] = {
        "id": fields["id"],
        "type": "entry",
        "title": " ".join(line.split()),
        "container-title": dataset.get("title", "a dataset of one's own"),
        "version": dataset.get("version", "unversioned"),
        "note": "; ".join(
            part
            for part in (
                f"record {fields['id']}",
                f"dated {when}" if when else "",
                f"data up to {dataset['covered_to']}" if "covered_to" in dataset else "",
            )
            if part
        ),
    }
    if "compiled" in dataset:
        parts = [int(part) for part in dataset["compiled"].rstrip("~?%").split("-")]
        item["issued"] = {"date-parts": [parts]}
    if "url" in dataset:
        item["URL"] = dataset["url"]
    return item


def _membership(fields: dict[str, Any]) -> str:
    until = f" until {fields['until']}" if fields["until"] else ""
    return (
        f"{fields['state_name']}: {fields['status']} of {fields['organization_name']} "
        f"from {fields['from']}{until}"
    )


def styled(items: list[dict[str, Any]], style: str) -> str:
    """Return citations as plain text, BibTeX or CSL-JSON."""
    if style == "csl-json":
        return escape_json(json.dumps(items, ensure_ascii=False, indent=2))
    if style == "bibtex":
        return "\n".join(_bibtex(item) for item in items)
    return "\n".join(_text(item) for item in items)


def _year(item: dict[str, Any]) -> str:
    return str(item["issued"]["date-parts"][0][0]) if "issued" in item else "n.d."


def _text(item: dict[str, Any]) -> str:
    url = f" {item['URL']}" if "URL" in item else ""
    return (
        f"“{item['title'].rstrip('.')}.” {item['container-title']}, version {item['version']} "
        f"({_year(item)}); {item['note']}.{url}"
    )


_BIBTEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}"}
)


def _bibtex(item: dict[str, Any]) -> str:
    fields = {
        "title": f"{{{item['title'].translate(_BIBTEX)}}}",
        "booktitle": f"{{{item['container-title'].translate(_BIBTEX)}}}",
        "edition": f"Version {item['version']}",
        "year": _year(item),
        "note": item["note"].translate(_BIBTEX),
    }
    if "URL" in item:
        fields["url"] = item["URL"]
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items())
    return f"@incollection{{{item['id']},\n{lines},\n}}"
