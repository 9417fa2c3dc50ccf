"""The Organization of Turkic States as data: events, memberships and claims, each sourced.

>>> import otscli
>>> ots = otscli.open()
>>> [member.state for member in ots.members("OTS", as_of="2018")]
['AZE', 'KAZ', 'KGZ', 'TUR', 'HUN']

Nothing here prints or exits; `docs/python.md` goes through all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "1.0.0"
"""Of the program. The data has its own: see `data/dataset.yaml`."""


if TYPE_CHECKING:
    from otscli.api import Answered, Dataset, check, open  # noqa: A004 - as in webbrowser.open
    from otscli.dataset.files import DatasetError
    from otscli.dataset.findings import Finding
    from otscli.query.answer import QueryError
    from otscli.records import (
        Change,
        Citation,
        Difference,
        Event,
        Fact,
        Figure,
        Hit,
        Membership,
        Organization,
        Overlap,
        Person,
        Place,
        Shared,
        Source,
        State,
        Word,
    )

_HOMES = {
    "Answered": "api",
    "Dataset": "api",
    "check": "api",
    "open": "api",
    "DatasetError": "dataset.files",
    "Finding": "dataset.findings",
    "QueryError": "query.answer",
}

__all__ = [
    "Answered",
    "Change",
    "Citation",
    "Dataset",
    "DatasetError",
    "Difference",
    "Event",
    "Fact",
    "Figure",
    "Finding",
    "Hit",
    "Membership",
    "Organization",
    "Overlap",
    "Person",
    "Place",
    "QueryError",
    "Shared",
    "Source",
    "State",
    "Word",
    "__version__",
    "check",
    "open",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for, so that a command pays for nothing that it does not use."""
    if name not in __all__:
        raise AttributeError(f"module 'otscli' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"otscli.{_HOMES.get(name, 'records')}"), name)
