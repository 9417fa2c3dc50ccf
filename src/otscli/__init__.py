"""The Organization of Turkic States as data: events, memberships and claims, each sourced.

>>> import otscli
>>> ots = otscli.open()
>>> [member.state for member in ots.members("OTS", as_of="2018")]
['AZE', 'KAZ', 'KGZ', 'TUR', 'HUN']

Nothing here prints or exits; `docs/python.md` goes through all of it.
"""

from __future__ import annotations

from otscli._version import __version__

TYPE_CHECKING = False  # that of typing would be imported before a command can answer a signal
if TYPE_CHECKING:
    from typing import Any

    from otscli.api import Dataset, Results, check, open  # noqa: A004 - as in webbrowser.open
    from otscli.dataset.findings import Finding
    from otscli.dates import DateLike
    from otscli.derived_rows import (
        Change,
        Count,
        Difference,
        Figure,
        Hit,
        ListedState,
        Next,
        Overlap,
        Set,
        Shared,
        Word,
    )
    from otscli.errors import DatasetError, DateError, OtsError, QueryError
    from otscli.record_parts import Citation
    from otscli.records import (
        Event,
        Fact,
        Membership,
        Office,
        Organization,
        Person,
        Place,
        Source,
        State,
        Term,
    )

_HOMES = {
    "Results": "api",
    "Dataset": "api",
    "check": "api",
    "open": "api",
    "DatasetError": "errors",
    "DateError": "errors",
    "DateLike": "dates",
    "Finding": "dataset.findings",
    "OtsError": "errors",
    "QueryError": "errors",
}

__all__ = [
    "Change",
    "Citation",
    "Count",
    "Dataset",
    "DatasetError",
    "DateError",
    "DateLike",
    "Difference",
    "Event",
    "Fact",
    "Figure",
    "Finding",
    "Hit",
    "ListedState",
    "Membership",
    "Next",
    "Office",
    "Organization",
    "OtsError",
    "Overlap",
    "Person",
    "Place",
    "QueryError",
    "Results",
    "Set",
    "Shared",
    "Source",
    "State",
    "Term",
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
