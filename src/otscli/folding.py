"""Folding of names and text, so that people find what they type in any spelling."""

from __future__ import annotations

LETTERS = str.maketrans(
    {"ı": "i", "ə": "e", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("'`´ʹʻʼʽ‘’‛′")
)
"""What letters that have no decomposition, and apostrophes, become; apostrophes go."""


def fold(text: str) -> str:
    """Return the text without case, diacritics and apostrophes; Turkic ı and ə become i and e.

    `Qəbələ` and `QEBELE`, `Oʻzbekiston` and `ozbekiston`, `Işık` and `isik` fold alike. NFKD alone
    keeps ı, ə and the apostrophes, and lower-case `İ` has two characters.
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(LETTERS)


def spellings(folded: str) -> list[str]:
    """Return a folded name with its other spellings: without hyphens, British and American."""
    found = [folded, folded.replace("-", "")]
    for one, other in (("organization", "organisation"), ("organisation", "organization")):
        found += [name.replace(one, other) for name in found]
    return list(dict.fromkeys(found))


_SHORT = 5


def nearest(word: str, known: list[str], limit: int = 3) -> list[str]:
    """Return the known words most similar to the one typed, best first."""
    import difflib

    folded = {fold(name): name for name in reversed(known)}
    typed = fold(word)
    # A short word resembles many others, and a long one does not resemble a short one.
    alike = 0.72 if len(typed) <= _SHORT else 0.6
    close = [name for name in folded if abs(len(name) - len(typed)) <= max(2, len(typed) // 3)]
    best = difflib.get_close_matches(typed, close, n=limit, cutoff=alike)
    best += [name for name in folded if typed and name.startswith(typed) and name not in best]
    return [folded[name] for name in best[:limit]]
