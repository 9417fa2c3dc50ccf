"""Escaping: no control or bidirectional character of a dataset leaves the program raw."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

_INVISIBLE = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"

HIDDEN = f"[{_INVISIBLE}]"
"""DEL, C1 controls, bidirectional marks, line separators and surrogates, as a pattern.

Patterns are compiled at their first use: most calls need none.
"""

CONTROL = f"[\x00-\x1f{_INVISIBLE}]"
"""The same, and C0 controls."""

CONTROL_OR_BACKSLASH = f"[\x00-\x1f\\\\{_INVISIBLE}]"


def visible(text: str) -> str:
    """Return the text with control and bidirectional characters as `\\xNN` or `\\uNNNN`."""
    return text if text.isprintable() else re.sub(CONTROL, _code, text)


_LONG_PIECE = r"\S{201,}"


def brief(message: str) -> str:
    """Return a message in which no unbroken piece is longer than some 200 characters.

    Of a longer one the beginning and the end are kept, so that a path stays recognisable.
    """
    return re.sub(_LONG_PIECE, lambda found: f"{found[0][:150]}…{found[0][-50:]}", message)


def reversible(text: str) -> str:
    """Return the text as `visible` does, with backslashes doubled, so that it is reversible."""
    if text.isprintable() and "\\" not in text:
        return text
    return re.sub(CONTROL_OR_BACKSLASH, _code_or_backslash, text)


def encode(document: Any) -> str:
    """Return compact JSON in UTF-8, with every control and bidirectional character escaped."""
    return escape_json(_encoder()(document))


@lru_cache(maxsize=1)
def _encoder() -> Callable[[Any], str]:
    import json  # answers in JSON are copied out of the store, which encoded them

    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def indented(document: Any) -> str:
    """Return JSON for people, with every control and bidirectional character escaped."""
    import json

    return escape_json(json.dumps(document, ensure_ascii=False, indent=2))


def escape_json(text: str) -> str:
    """Escape control and bidirectional characters in JSON text."""
    return text if text.isascii() and "\x7f" not in text else re.sub(HIDDEN, _json_code, text)


_CONTROL_BUT_NEWLINE = f"[\x00-\x09\x0b-\x1f{_INVISIBLE}]"


def escape_controls(text: str) -> str:
    """Escape control characters except line ends as in JSON; documents of JSON stay valid."""
    return text if text.isprintable() else re.sub(_CONTROL_BUT_NEWLINE, _json_code, text)


def _code(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _code_or_backslash(match: re.Match[str]) -> str:
    return "\\\\" if match.group() == "\\" else _code(match)


def _json_code(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
