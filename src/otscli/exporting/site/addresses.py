"""The paths of all files in the folder: a page and a JSON file for each record.

Every path is relative to the folder, in lower case and with its ending, so that it works from any
host, from a disk without a server, and where upper and lower case are the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from otscli.choices import LIST_OF

API = "api/v1"
SCHEMAS = "schema/v1"

_LONGEST = 150  # characters of a name of a file
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}
"""Names before the first dot that Windows takes for a device."""


class Addresses:
    """The address of every record, named as every system can name files.

    Where two differ only in case, the second gets a number.
    """

    def __init__(self, ids: Iterable[tuple[str, str]]) -> None:
        self._names: dict[tuple[str, str], str] = {}
        used: Counter[tuple[str, str]] = Counter()
        for type_, id_ in ids:
            name = id_.lower()[:_LONGEST].rstrip(".")
            if name.partition(".")[0] in _DEVICES:
                name = f"id-{name}"
            used[type_, name] += 1
            while used[type_, name] > 1:
                name = f"{name}-{used[type_, name]}"
                used[type_, name] += 1
            self._names[type_, id_] = name

    def __contains__(self, key: tuple[str, str]) -> bool:
        return key in self._names

    def page(self, type_: str, id_: str) -> str:
        """Return the path of a record's page."""
        return f"{LIST_OF[type_]}/{self._names[type_, id_]}.html"

    def calendar(self, type_: str, id_: str) -> str:
        """Return the path of a record's calendar, if it has one."""
        return f"{LIST_OF[type_]}/{self._names[type_, id_]}.ics"

    def api(self, type_: str, id_: str) -> str:
        """Return the path of a record's JSON."""
        return f"{API}/{LIST_OF[type_]}/{self._names[type_, id_]}.json"

    def members(self, organization: str, day: str) -> str:
        """Return the path of an organisation's members on a day, or of its `index`."""
        return f"{API}/members/{self._names['organization', organization]}/{day}.json"


def up(path: str) -> str:
    """Return the way from a file to the folder: `../` for each folder that contains it."""
    return "../" * path.count("/")


def part_of(list_: str, number: int) -> str:
    """Return the path of a part of a list; the first has the name of the list."""
    return f"{list_}.html" if number == 1 else f"{list_}-{number}.html"


HOME_PAGES: Mapping[str, str] = {
    "index": "Start",
    "timeline": "Timeline",
    "states": "States",
    "organizations": "Organisations",
    "overlap": "Overlap",
    "disagreements": "Disagreements",
    "lists": "All lists",
    "updates": "What changed",
    "citing": "How to cite",
}
"""The pages that every page leads to, each with what the navigation calls it."""
