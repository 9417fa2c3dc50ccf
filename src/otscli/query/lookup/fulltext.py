"""Search words, converted to a full-text query."""

from __future__ import annotations

from collections.abc import Iterator

from otscli.errors import QueryError
from otscli.folding import fold, nearest
from otscli.store.store import Store


def match(text: str) -> str:
    """Return an FTS5 expression: all the words, as prefixes; "phrases" whole.

    Raises `QueryError` if it contains no word.
    """
    terms = []
    for i, part in enumerate(text.split('"')):
        words = _words(part)
        if i % 2:  # in quotes
            terms += [f'"{" ".join(words)}"'] if words else []
        else:
            terms += [f'"{word}"*' for word in words]
    if not terms:
        raise QueryError(f"{text!r} has no word to search for")
    return " AND ".join(terms)


def nearest_words(store: Store, text: str) -> Iterator[str]:
    """Suggest similar words for those that no such record contains."""
    store.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.word USING fts5vocab(main, search, row)")
    for typed in dict.fromkeys(_words(text)):
        found = store.rows("SELECT term FROM temp.word WHERE term GLOB ?", (f"{typed[:1]}*",))
        terms = [term for (term,) in found]
        near = nearest(typed, [term for term in terms if term != typed])
        meant = f"; the data has {', '.join(near)}" if near else ""
        meant = f"; others do: `ots search {typed}`" if typed in terms else meant
        yield f"no such record has {typed!r}{meant}"


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()
