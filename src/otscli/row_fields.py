"""The fields of each type of row, without the record classes: importing those takes long.

`row_fields.txt` lists them; `docs/generate.py` writes it from the classes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

HELD = "heldstatus"
"""The part of a joint row that is under each of its keys; it has fields as a type has."""


def field_names(type_: str) -> list[str]:
    """Return the fields of a row type; fields of objects inside are written `place.city`.

    Types joined with `+` give the fields of each, in that order.
    """
    return list(dict.fromkeys(name for one in type_.split("+") for name in _listed()[one]))


@lru_cache(maxsize=1)
def _listed() -> dict[str, list[str]]:
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.splitlines())
    return {type_: names.split() for type_, _, names in lines}
