"""What people type to search, turned into a full-text query."""

from __future__ import annotations

from otscli.errors import QueryError
from otscli.folding import fold


def match(text: str) -> str:
    """Return an FTS5 expression: all the words, each as the beginning of one; "phrases" whole.

    Raises `QueryError` where there is no word in it.
    """
    terms = []
    for i, part in enumerate(text.split('"')):
        words = _words(part)
        if i % 2:  # between quotes
            terms += [f'"{" ".join(words)}"'] if words else []
        else:
            terms += [f'"{word}"*' for word in words]
    if not terms:
        raise QueryError(f"{text!r} has no word to search for")
    return " AND ".join(terms)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()
