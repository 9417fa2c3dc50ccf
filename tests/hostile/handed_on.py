"""A store that somebody hands on, and how a call ends that asks it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import otscli
from hostile.payloads import RAW


def some_records(folder: Path) -> Path:
    """Write a store with some records of every type as `made.db`, and what it is of beside it."""
    from otscli.exporting.db import write

    with otscli.open() as data, (folder / "some.jsonl").open("w", encoding="utf-8") as file:
        rows = [
            *data.timeline(state="AZE", limit=40),
            *data.members("OTS", history=True),
            *data.members("CSTO", history=True),
            *data.facts(limit=20),
            *data.offices(history=True),
            *data.show("OTS", "CSTO", "AZE", "TUR", "gabala"),
        ]
        file.writelines(f"{json.dumps(row.to_json())}\n" for row in rows)
    with otscli.open(folder / "some.jsonl") as data:
        write(data.store, folder / "made.db")
    return folder / "made.db"


def refused(result: Any) -> bool:
    """Whether a call ended with one line, and with what one can do."""
    return (
        result.code == 3
        and result.err.count("\n") <= 2  # an answer that had begun has its captions
        and (
            "no store that ots made, or is damaged" in result.err or "another version" in result.err
        )
    )


def answers_or_refuses(ots: Any, path: Path, arguments: Sequence[str]) -> None:
    """Ask a store of which something is wrong: an answer or one line, and nothing raw."""
    result = ots("--data", str(path), *arguments)
    assert result.code in {0, 2} or refused(result), (arguments, result.err)
    assert not RAW.search((result.out + result.err).replace("\r\n", "\n")), arguments
    assert result.code != 2 or result.err.count("\n") == 1
