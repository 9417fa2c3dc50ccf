"""The lines below a table on a terminal: how many rows of how many, and what its marks mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from otscli.answer import Answer
from otscli.escaping import visible
from otscli.output.cells import SINGLE, Cell
from otscli.output.matrix import SHORT_WORDS

_NOUNS = {
    "event": "events",
    "membership": "memberships",
    "term": "terms of office",
    "fact": "facts",
    "source": "documents",
    "hit": "records",
    "overlap": "states",
    "shared": "organisations",
    "change": "changes",
    "word": "values",
    "listedstate": "states",
    "next": "plans",
    "difference": "differences",
}
_SHOWN = {"event", "fact", "hit", "next"}


def said_below(answer: Answer, lines: Sequence[tuple[str, list[Cell]]], *, ids: bool) -> list[str]:
    """Return the lines below a table: counts, legend, marks, caption.

    `ids` says whether the table shows ids.
    """
    said = [
        *_counted(answer, len(lines), ids=ids),
        *_marks(lines),
        *captions(answer, empty=not lines),
    ]
    return [*_legend(answer, lines), *said] if answer.view == "matrix" else said


def _counted(answer: Answer, shown: int, *, ids: bool) -> Iterator[str]:
    noun = _NOUNS.get(answer.type)
    if noun is None or answer.view == "matrix" or not shown:
        return
    total = answer.total() if answer.total else None
    of = f" of {total:,}" if total is not None and total != shown else ""
    if shown == 1 and not of:
        noun = {"states": "state"}.get(noun, noun.removesuffix("s"))
        noun = "term of office" if noun == "terms of office" else noun
    lead = ""
    if answer.type in _SHOWN:
        lead = "; `ots show ID` shows one" if ids else "; `ots show` and words of a title show one"
    yield f"{shown:,}{of} {noun}{lead}"


def _legend(answer: Answer, lines: Sequence[tuple[str, list[Cell]]]) -> Iterator[str]:
    """Explain the codes of a matrix, and its short words."""
    shown = {} if answer.named else answer.names()
    ids = [*(row.fields["state"] for row in answer.rows), *answer.keys]
    named = [f"{visible(id_)} {visible(shown[id_])}" for id_ in ids if shown.get(id_, id_) != id_]
    texts = {cell.text for _, cells in lines for cell in cells}
    found = {word.strip("?") for text in texts for word in text.split(", ")}
    said = [f"{short} {status}" for short, status in SHORT_WORDS.items() if short in found]
    yield "; ".join([*named, *said])


SINGLE_SAID = f"{SINGLE.strip()} rests on a single source"
"""What the mark of a single source means."""


def _marks(lines: Sequence[tuple[str, list[Cell]]]) -> Iterator[str]:
    if any(cell.text.endswith(SINGLE) for _, cells in lines for cell in cells):
        yield SINGLE_SAID


def captions(answer: Answer, *, empty: bool) -> Iterator[str]:
    """Return notes on all rows of a table, for a terminal and a pipe alike."""
    if answer.type == "fact" and not empty:
        yield "Texts are paraphrases; `ots show ID` names the sources, which have the wording."
    if answer.caption:
        yield answer.caption
