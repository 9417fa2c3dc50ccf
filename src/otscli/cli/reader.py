"""How a command takes words that are typed without an option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Reader(NamedTuple):
    """The words typed, and the sorts that the command knows, in the order of trying.

    `name` is the parameter of its own names, `day` that of a date, and `rest` that of the words
    which are left; without one, these are names that nobody bears.
    """

    words: Sequence[str]
    sorts: Sequence[str]
    name: str = ""
    day: str = "during"
    rest: str = ""
