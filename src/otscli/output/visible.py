"""Characters that must not reach a terminal raw."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return the text with control and bidirectional characters as visible escapes."""
    return _HIDDEN.sub(lambda match: escape(match.group()), text)


def escape(character: str) -> str:
    """Return `\\xNN` or `\\uNNNN` for a character."""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
