"""The topics of `ots help`: one text each."""

from __future__ import annotations

TOPICS = ("dates", "output", "exit-codes", "environment", "data")


def text(topic: str) -> str:
    """Return the text of a topic, with the registers that it names filled in."""
    from importlib.resources import files

    written = (files(__name__) / f"{topic}.txt").read_text(encoding="utf-8")
    if topic == "output":
        return written.format(**_formats())
    return f"{written}{_rules()}" if topic == "data" else written


def _formats() -> dict[str, str]:
    from otscli.choices import FORMATS, join_words
    from otscli.cli.words import listing

    without = [name for name, format_ in FORMATS.items() if not format_.fields]
    meanings = {name: format_.meaning for name, format_ in FORMATS.items()}
    return {"formats": listing(meanings), "without_fields": join_words(without, "and")}


def _rules() -> str:
    from otscli.checking import documented
    from otscli.cli.words import listing

    return f"\nRules of `ots check`:\n{listing(documented())}\n"
