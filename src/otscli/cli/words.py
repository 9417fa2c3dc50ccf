"""Registers as help shows them."""

from __future__ import annotations

from collections.abc import Mapping


def listing(meanings: Mapping[str, str]) -> str:
    """Return indented lines of name and meaning."""
    width = max(map(len, meanings))
    return "\n".join(f"  {name:<{width}}  {meaning}" for name, meaning in meanings.items())
