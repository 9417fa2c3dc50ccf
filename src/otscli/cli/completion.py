"""Completion of values, from the store: no YAML is read for it, and nothing is said on faults."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import typer

from otscli.choices import COLORS, FORMATS, LANGUAGES

Completions = list[tuple[str, str]]


def formats() -> list[str]:
    """Every output format."""
    return list(FORMATS)


def languages() -> list[str]:
    """Every language in which states and organisations have names."""
    return list(LANGUAGES)


def colors() -> list[str]:
    """When there may be colour."""
    return list(COLORS)


def fields(ctx: typer.Context, incomplete: str) -> list[str]:
    """Field names behind the last comma."""
    from otscli.query import QUESTIONS
    from otscli.records import field_names

    typed = ctx.command_path.split()[1:]
    question = QUESTIONS.get(" ".join(typed))
    before, comma, _ = incomplete.rpartition(",")
    if question is None:
        return []
    return [f"{before}{comma}{name}" for name in field_names("+".join(question.rows))]


def _from_store(sql: str, **fixed: str) -> Callable[[typer.Context, str], Completions]:
    def complete(ctx: typer.Context, incomplete: str) -> Completions:
        found = _rows(ctx, sql, fixed | {"typed": incomplete})
        if not found and incomplete != incomplete.upper():  # codes may be typed in any case
            upper = _rows(ctx, sql, fixed | {"typed": incomplete.upper()})
            found = [(incomplete + id_[len(incomplete) :], title) for id_, title in upper]
        return found

    return complete


def _rows(ctx: typer.Context, sql: str, parameters: dict[str, str]) -> Completions:
    import sqlite3

    from otscli.cache import open_store
    from otscli.cli.invocation import datasets_named
    from otscli.dataset.files import dataset_path
    from otscli.errors import DatasetError

    data = ctx.params.get("data") or ctx.find_root().params.get("data")
    try:
        paths = [dataset_path(name) for name in datasets_named(data)]
        with closing(open_store(paths)) as store:
            return [(id_, title) for id_, title in store.rows(sql, parameters)]
    except (DatasetError, sqlite3.Error, OSError):
        return []


_RECORDS = (
    "SELECT id, title FROM record WHERE type = :type "
    "AND id >= :typed AND id < :typed || char(1114111) ORDER BY id LIMIT 200"
)
_WORDS = (
    "SELECT id, coalesce(label, meaning, '') FROM vocabulary "
    "WHERE list = :list AND substr(id, 1, length(:typed)) = :typed"
)
states = _from_store(_RECORDS, type="state")
organizations = _from_store(_RECORDS, type="organization")
people = _from_store(_RECORDS, type="person")
places = _from_store(_RECORDS, type="place")
offices = _from_store(_RECORDS, type="office")
sources = _from_store(_RECORDS, type="source")
kinds = _from_store(_WORDS, list="kinds")
topics = _from_store(_WORDS, list="topics")
ids = _from_store(
    "SELECT id, title FROM record WHERE id >= :typed AND id < :typed || char(1114111) "
    "ORDER BY id LIMIT 200"
)


def words(ctx: typer.Context, incomplete: str) -> Completions:
    """Kinds, topics, states and organisations."""
    return [
        *(one for complete in (kinds, topics) for one in complete(ctx, incomplete)),
        *(one for complete in (states, organizations) for one in complete(ctx, incomplete)),
    ]


def counted() -> list[str]:
    """What events can be counted by."""
    from otscli.query.timeline import COUNTED

    return list(COUNTED)


def statuses() -> list[str]:
    """Every status, and any."""
    from otscli.choices import ANY, STATUSES

    return [*STATUSES, ANY]


def confidences() -> list[str]:
    """Every degree of confidence."""
    from otscli.choices import CONFIDENCES

    return list(CONFIDENCES)


def fact_kinds() -> list[str]:
    """Every kind of fact."""
    from otscli.choices import FACT_KINDS

    return list(FACT_KINDS)


def lists() -> list[str]:
    """Everything that `ots list` lists."""
    from otscli.query.list import LISTS

    return list(LISTS)


def styles() -> list[str]:
    """Every style of `ots cite`."""
    from otscli.choices import CITATION_STYLES

    return list(CITATION_STYLES)


def exports() -> list[tuple[str, str]]:
    """Every format of `ots export`, with its meaning."""
    from otscli.choices import EXPORTS

    return [(name, format_.meaning) for name, format_ in EXPORTS.items()]


def help_topics() -> list[str]:
    """Every topic of `ots help`, and every command."""
    from otscli.cli.commands import COMMANDS
    from otscli.cli.topics import TOPICS

    return list(dict.fromkeys([*TOPICS, *COMMANDS]))


def schemas() -> list[str]:
    """Every command whose output has a schema."""
    from otscli.json_schema import NAMES

    return list(NAMES)


def source_kinds() -> list[str]:
    """Every kind of source."""
    from otscli.choices import SOURCE_KINDS

    return list(SOURCE_KINDS)
