"""An envelope made safe to send, and small enough to be read."""

from __future__ import annotations

from typing import Any

from otscli.choices import join_words
from otscli.escaping import encode, escape_controls

ROWS, CHARACTERS = 20, 10_000
"""What an answer has at most, where no limit is asked for."""

_A_ROW = 500  # characters for each row of a higher limit
_LONGEST_NOTE, _MOST_NOTES = 400, 10
_LONGEST_TEXT = 200  # for a row that is too long


def fitted(envelope: dict[str, Any], offset: int, limit: int) -> dict[str, Any]:
    """Return an envelope with as many of its rows as there is room for, and at least one."""
    sent = safe(envelope)
    notes = sent["notes"] = [short(note, _LONGEST_NOTE) for note in sent["notes"][:_MOST_NOTES]]
    room = max(CHARACTERS, _A_ROW * limit) - len(encode({**sent, "items": []})) - _A_ROW
    kept: list[dict[str, Any]] = []
    for one in sent["items"]:
        fits = one if kept else _cut(one, room, notes)
        room -= len(encode(fits)) + 1
        if room < 0 and kept:
            break
        kept.append(fits)
    end, total = offset + len(kept), sent["total"]
    if kept and end < total:
        sent["next_offset"] = end
        notes.append(f"Rows {offset + 1} to {end} of {total}; offset={end} gives more.")
    return {**sent, "items": kept}


def _cut(row: dict[str, Any], room: int, notes: list[str]) -> dict[str, Any]:
    """Return a row with less in its longest lists, and say what was cut."""
    inside = dict(row.get("record", row))
    cut: dict[str, int] = {}

    def whole() -> dict[str, Any]:
        return {**row, "record": inside} if "record" in row else inside

    while len(encode(whole())) > room:
        many = [key for key, value in inside.items() if _can_be_cut(key, value)]
        if not many:
            notes.append("Long texts are cut.")
            cropped: dict[str, Any] = _with_short_texts(whole())
            return cropped
        longest = max(many, key=lambda key: len(encode(inside[key])))
        cut.setdefault(longest, len(inside[longest]))
        inside[longest] = _shorter(inside[longest])
    if cut:
        said = [f"{len(inside[key])} of {count} {key}" for key, count in cut.items()]
        where = f"ots://record/{row['id']}" if "record" in row else "ots://record/{id}"
        notes.append(f"{join_words(said, 'and')} are shown; the resource {where} has all.")
    return whole()


def _can_be_cut(key: str, value: Any) -> bool:
    return (isinstance(value, list) or key == "memberships") and bool(value)


def _shorter(value: Any) -> Any:
    """Return a list or an object without its last eighth."""
    kept = len(value) - max(1, len(value) // 8)
    return dict(list(value.items())[:kept]) if isinstance(value, dict) else value[:kept]


def _with_short_texts(value: Any) -> Any:
    if isinstance(value, str):
        return short(value, _LONGEST_TEXT)
    if isinstance(value, dict):
        return {key: _with_short_texts(one) for key, one in value.items()}
    return [_with_short_texts(one) for one in value] if isinstance(value, list) else value


def short(text: str, most: int) -> str:
    """Return the text, cut to at most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def safe(value: Any) -> Any:
    """Return a value without control and bidirectional characters, keys of objects included."""
    if isinstance(value, str):
        return escape_controls(value)
    if isinstance(value, dict):
        return {escape_controls(key): safe(one) for key, one in value.items()}
    return [safe(one) for one in value] if isinstance(value, list | tuple) else value
