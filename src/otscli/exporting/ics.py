"""`ics`: the events as a calendar, as in `-f ics`."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from otscli.answer import Answer
from otscli.exporting.records import Records
from otscli.output.fields import FieldSelection
from otscli.output.formats import ics
from otscli.output.terminal import Output
from otscli.store.store import Store


def pour(store: Store, stream: IO[str]) -> None:
    """Write the calendar to an open stream, the events one by one."""
    rows = Records(store).of("event")
    answer = Answer(type="event", rows=rows, about=store.dataset)
    ics.write(answer, Output(stream=stream, format="ics"), FieldSelection())


def write(store: Store, file: Path) -> None:
    """Write the calendar to a file."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        pour(store, stream)
