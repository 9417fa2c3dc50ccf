"""What the citations of a record amount to: how sure it is, and which source is shown first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from otscli.choices import SOURCE_KINDS, Confidence

Citation = Mapping[str, Any]
"""A citation joined with what is known of its source: `source`, `kind`, `publisher`, `stance`."""

_WEIGHT = (*SOURCE_KINDS, None)
_UNCOUNTED = {"reference", "analysis"}


def publisher(citation: Citation) -> str:
    """Return who published a source; one that nobody is named for is known by its id."""
    return str(citation["publisher"] or citation["source"])


def anonymous(citation: Citation) -> bool:
    """Whether nobody is named as the publisher of a source."""
    named = str(citation["publisher"] or "").casefold()
    return not named or named.startswith(("unknown", "anonymous"))


def supporting(cited: Sequence[Citation]) -> list[Citation]:
    """Return the citations that support a record."""
    return [one for one in cited if one["stance"] == "supports"]


def disputing(cited: Sequence[Citation]) -> set[str]:
    """Return the publishers that dispute a record."""
    return {publisher(one) for one in cited if one["stance"] == "disputes"}


def confidence(cited: Sequence[Citation]) -> Confidence | None:
    """Derive how sure a record is; None where nothing supports it.

    A publisher that disputes a record as well does not make it official.
    """
    found, against = supporting(cited), disputing(cited)
    if any(one["kind"] == "official" and publisher(one) not in against for one in found):
        return "official"
    if len({publisher(one) for one in found if one["kind"] not in _UNCOUNTED}) > 1:
        return "corroborated"
    return "single-source" if found else None


def weightiest(cited: Sequence[Citation]) -> Citation | None:
    """Return the source to show first; None where nothing supports the record.

    It is the weightiest that supports, by kind; but where there is another, one whose publisher
    does not dispute the record and is named.
    """
    against = disputing(cited)
    return min(
        supporting(cited),
        key=lambda one: (publisher(one) in against, anonymous(one), _WEIGHT.index(one["kind"])),
        default=None,
    )
