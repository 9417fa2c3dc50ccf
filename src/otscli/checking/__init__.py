"""The rules of a trustworthy dataset: each a function with an id and a level."""

from __future__ import annotations

from otscli.checking import editorial, records, tenures
from otscli.checking.register import ADVICE, RULES, STRICT
from otscli.dataset.findings import READING

__all__ = ["ADVICE", "RULES", "STRICT", "documented", "editorial", "records", "tenures"]


def documented() -> dict[str, str]:
    """Return every rule with its requirement, in one line."""
    demands = {
        rule.__name__.replace("_", "-"): (rule.__doc__ or "").partition("\n")[0] for rule in RULES
    }
    return READING | demands
