"""What a command says beside an answer: which words, option or command have more."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from otscli.cli.reader import Reader
from otscli.cli.typed_words import understood
from otscli.query.lookup.hints import Query, rows_of
from otscli.store.store import Store

_MOST = 12  # words of a text of which one may be a name
_SHORT = 3  # letters of a word that keeps a final s


def of_words(
    query: Query, store: Store, asked: Mapping[str, Any], words: Sequence[str]
) -> Iterator[str]:
    """Say how many rows a search for the words would find, dates aside.

    A kind or a topic in a title is one word of it.
    """
    default = {
        name: one.default
        for name, one in inspect.signature(query).parameters.items()
        if name in asked
    }
    singular = [word.removesuffix("s") if len(word) > _SHORT else word for word in words]
    searched, _ = understood(store, default, Reader(singular, ("date",), rest="search"))
    count = rows_of(query, store, searched)
    if count and searched.get("search") and searched != {**default, **asked}:
        yield f"--search {searched['search']!r} instead: {count:,}".replace("'", '"')


def of_text(query: Query, store: Store, asked: Mapping[str, Any]) -> Iterator[str]:
    """Say which option or command has more, where a text is a person's name or a record's id."""
    words = str(asked.get("text") or "").split()
    for word in words if len(words) <= _MOST else ():
        if store.row("SELECT 1 FROM record WHERE id = ? AND type <> 'source'", (word,)):
            yield f"`ots show {word}` shows that record, `ots cite {word} --sources` its documents"
        if "speaker" in asked and not asked["speaker"]:
            rest = " ".join(other for other in words if other != word) or None
            for text in dict.fromkeys([rest, None]):
                if count := rows_of(query, store, {**asked, "text": text, "speaker": [word]}):
                    yield f"--speaker {word}{f' {text}' if text else ''}: {count:,}"
                    break
