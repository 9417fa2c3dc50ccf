"""Registers as help shows them, and parameters as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def listing(meanings: Mapping[str, str]) -> str:
    """Return indented lines of name and meaning."""
    width = max(map(len, meanings))
    return "\n".join(f"  {name:<{width}}  {meaning}" for name, meaning in meanings.items())


def as_typed(spelled: Callable[[str], str], parameter: str, value: Any) -> str:
    """Return a parameter and its value as they are typed: `--kind summit`."""
    option = spelled(parameter)
    if not option.startswith("-"):
        return repr(value)
    if value is True:
        return option
    values = [value] if isinstance(value, str) else value
    return " ".join(f"{option} {one}" for one in values)
