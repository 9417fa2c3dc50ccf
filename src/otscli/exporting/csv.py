"""`csv`: a folder with a file per list, and `dataset.json` with the rest.

The columns are those of the format csv, without those that depend on a question, and with the
retired ids.
"""

from __future__ import annotations

import csv
from pathlib import Path

from otscli.choices import LIST_OF
from otscli.escaping import indented
from otscli.exporting.records import ALIASES, OF_A_QUESTION, Records, about
from otscli.output.fields import values_of
from otscli.output.formats.csv import cell
from otscli.row_fields import field_names
from otscli.store.store import Store

ABOUT = "dataset.json"


def write(store: Store, folder: Path) -> None:
    """Write a file for each list; an empty list has a header only."""
    write_about(store, folder)
    records = Records(store)
    for type_, list_ in LIST_OF.items():
        names = [name for name in field_names(type_) if name not in OF_A_QUESTION]
        names.append(ALIASES)
        with (folder / f"{list_}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(names)
            read = values_of(names)
            writer.writerows(map(cell, read(row.fields)) for row in records.of(type_))


def write_about(store: Store, folder: Path) -> None:
    """Write what is not a record, if there is any."""
    if said := about(store):
        text = indented(said)
        (folder / ABOUT).write_text(f"{text}\n", encoding="utf-8")
