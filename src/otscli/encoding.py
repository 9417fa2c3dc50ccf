"""JSON as it leaves the program."""

from __future__ import annotations

import json
import re
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

# Not to leave the program raw: DEL, C1 controls, bidirectional marks, line separators, surrogates.
HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def encode(document: Any) -> str:
    """Return compact JSON in UTF-8, with every control and bidirectional character escaped."""
    return escape(_ENCODER.encode(document))


def escape(text: str) -> str:
    """Escape what must not leave the program raw in JSON text."""
    return text if text.isascii() and "\x7f" not in text else HIDDEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
