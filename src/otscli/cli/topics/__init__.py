"""The topics of `ots help`: one text each."""

from __future__ import annotations

TOPICS = ("dates", "output", "options", "exit-codes", "environment", "data")


def text(topic: str) -> str:
    """Return the text of a topic, with the registers that it names filled in."""
    from importlib.resources import files

    written = (files(__name__) / f"{topic}.txt").read_text(encoding="utf-8")
    if topic == "output":
        return written.format(**_formats())
    if topic == "options":
        return written.format(options=_options())
    return f"{written}{_rules()}\nThe command: `ots data --help`\n" if topic == "data" else written


def _options() -> str:
    from typing import get_args

    from otscli.cli.decorator import SHARED
    from otscli.cli.words import listing

    meanings = {}
    for kind in SHARED.values():
        option = get_args(kind)[1]
        names = ", ".join(sorted([option.default, *option.param_decls], key=len))
        meanings[f"{names} {option.metavar or ''}".strip()] = option.help
    meanings["-h, --help"] = "Show help."
    meanings["--install-completion"] = "Set up completion in your shell; before a command only."
    return listing(meanings)


def _formats() -> dict[str, str]:
    from otscli.choices import FORMATS, PICTURES, join_words
    from otscli.cli.words import listing

    without = [name for name, format_ in FORMATS.items() if not format_.fields]
    meanings = {name: format_.meaning for name, format_ in FORMATS.items()}
    return {
        "formats": listing(meanings),
        "without_fields": join_words(without, "and"),
        "pictures": join_words(PICTURES, "and"),
    }


def _rules() -> str:
    from otscli.checking import documented
    from otscli.cli.words import listing

    return f"\nRules of `ots check`:\n{listing(documented())}\n"
