"""Evidence: the confidence of a record, and which of its sources is shown first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from otscli.choices import SOURCE_KINDS, Confidence

Citation = Mapping[str, Any]
"""A citation with the details of its source: `source`, `kind`, `publisher`, `stance`."""

_WEIGHT = (*SOURCE_KINDS, None)
_UNCOUNTED = {"reference", "analysis"}


def publisher(citation: Citation) -> str:
    """Return the publisher of a source, or its id if no publisher is named."""
    return str(citation["publisher"] or citation["source"])


def anonymous(citation: Citation) -> bool:
    """Whether a source has no named publisher."""
    named = str(citation["publisher"] or "").casefold()
    return not named or named.startswith(("unknown", "anonymous"))


def supporting(cited: Sequence[Citation]) -> list[Citation]:
    """Return the citations that support a record."""
    return [one for one in cited if one["stance"] == "supports"]


def disputing(cited: Sequence[Citation]) -> set[str]:
    """Return the publishers whose sources dispute a record."""
    return {publisher(one) for one in cited if one["stance"] == "disputes"}


def confidence(cited: Sequence[Citation]) -> Confidence | None:
    """Derive the confidence of a record; None without a supporting source.

    A publisher that also disputes the record does not make it official.
    """
    found, against = supporting(cited), disputing(cited)
    if any(one["kind"] == "official" and publisher(one) not in against for one in found):
        return "official"
    if len({publisher(one) for one in found if one["kind"] not in _UNCOUNTED}) > 1:
        return "corroborated"
    return "single-source" if found else None


def weightiest(cited: Sequence[Citation]) -> Citation | None:
    """Return the source to show first; None without a supporting source.

    It is the weightiest supporting source by kind, preferring named publishers that do not dispute
    the record.
    """
    against = disputing(cited)
    return min(
        supporting(cited),
        key=lambda one: (publisher(one) in against, anonymous(one), _WEIGHT.index(one["kind"])),
        default=None,
    )
