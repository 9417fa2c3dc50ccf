"""States that one dataset of a union names by code, another by COW number."""

from __future__ import annotations

from typing import Any

from otscli.dataset.validate import references


class JoinedStates:
    """Knows the code of every state by its number: `COW-640` is `TUR`.

    A state that `ots import cow` names by number is the one that another dataset names by code. It
    keeps the code, and its number finds it too.
    """

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def code(self, id_: str) -> str | None:
        """Return the code of a state whose id is a number; None if unknown."""
        return self._codes.get(id_)

    def number(self, fields: dict[str, Any]) -> str | None:
        """Return a state's id by number, and remember its code; None if it has no number."""
        number = f"COW-{fields.get('cow')}"
        if "cow" not in fields or number == fields["id"]:
            return None
        self._codes[number] = fields["id"]
        return number

    def rename(self, list_: str, fields: dict[str, Any]) -> None:
        """Replace the numbers of states in a record by their codes."""
        for path, _, named in list(references(list_, fields)) if self._codes else ():
            if named in self._codes:
                *outer, last = path
                holder: Any = fields
                for step in outer:
                    holder = holder[step]
                holder[last] = self._codes[named]
