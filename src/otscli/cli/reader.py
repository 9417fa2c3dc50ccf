"""How a command reads words without an option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Reader(NamedTuple):
    """The words typed, and the kinds of value that the command knows, in the order of trying.

    `name` is the parameter for names, `day` for a date, and `rest` for the remaining words; without
    `rest`, those are unknown names.
    """

    words: Sequence[str]
    sorts: Sequence[str]
    name: str = ""
    day: str = "during"
    rest: str = ""
