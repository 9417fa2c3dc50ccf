"""Completion of values from the store, without reading YAML; errors are silent.

Annotations are not postponed here: Typer would evaluate them at each start.
"""

import os
from collections.abc import Callable
from contextlib import closing

import typer

from otscli.choices import COLORS, FORMATS, LANGUAGES
from otscli.folding import fold

Completions = list[tuple[str, str]]


def formats() -> list[str]:
    """Every output format."""
    return list(FORMATS)


def languages() -> list[str]:
    """Every language of the names of states and organisations."""
    return list(LANGUAGES)


def colors() -> list[str]:
    """When to use colour."""
    return list(COLORS)


def fields(ctx: typer.Context, incomplete: str) -> list[str]:
    """Field names after the last comma."""
    from otscli.query import QUESTIONS
    from otscli.row_fields import field_names

    typed = ctx.command_path.split()[1:]
    question = QUESTIONS.get(" ".join(typed))
    before, comma, _ = incomplete.rpartition(",")
    if question is None:
        return []
    return [f"{before}{comma}{name}" for name in field_names("+".join(question.rows))]


def _from_store(sql: str, *, named: bool = True, **fixed: str) -> Callable[..., Completions]:
    """Offer ids, or if none begins as typed, names, in the case that was typed."""

    def complete(ctx: typer.Context, incomplete: str) -> Completions:
        found = _rows(ctx, sql, fixed | {"typed": incomplete})
        if found or not incomplete:
            return [(one, _described(title)) for one, title in found]
        upper = _rows(ctx, sql, fixed | {"typed": incomplete.upper()})
        if named:
            type_ = fixed.get("type", "")
            typed = fold(incomplete)
            bearing = {"type": type_, "typed": typed, "inside": f"*[ -]{_literal(typed)}*"}
            coded = {title for _, title in upper}
            names = [one for one in _rows(ctx, _NAMES, bearing) if one[1] not in coded]
            upper += _words_of(names, typed, whole=type_ != "person")
        cased = {_in_case(name, incomplete): title for name, title in reversed(upper)}
        return [
            (_escaped(one), _described(cased[one]))
            for one in reversed(cased)
            if one.startswith(incomplete)
        ]

    return complete


_NAMES = (
    "SELECT name.name, title FROM name JOIN record USING (n) WHERE (type = :type OR :type = '') "
    "AND (folded >= :typed AND folded < :typed || char(1114111) OR folded GLOB :inside) "
    "AND rank > 0 ORDER BY length(name.name) LIMIT 500"
)


def _literal(text: str) -> str:
    """The text as a GLOB pattern."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def _words_of(names: Completions, typed: str, *, whole: bool) -> Completions:
    """One name of each record that begins as typed, its title first; for people a word of it."""
    found: dict[str, str] = {}
    for name, title in sorted(names, key=lambda one: one[0] != one[1]):
        parts = [name] if whole else name.split()
        begun = (part for part in parts if fold(part).startswith(typed))
        if title not in found and (part := next(begun, None)):
            found[title] = part
    return [(part, title) for title, part in found.items()]


def _in_case(name: str, typed: str) -> str:
    """A name in the case of what was typed, and without diacritics if that has none."""
    if name.startswith(typed):
        return name
    plain = fold(name)
    return plain if typed.islower() else plain.upper() if typed.isupper() else plain.title()


def _escaped(value: str) -> str:
    """A value for the command line: bash inserts it as it is, other shells quote it."""
    if os.environ.get("_OTS_COMPLETE") != "complete_bash":
        return value
    return "".join(c if c.isalnum() or c in "-_./" else f"\\{c}" for c in value)


def _described(text: str) -> str:
    """A description without markup of Rich, which Typer would interpret for all shells but bash."""
    if os.environ.get("_OTS_COMPLETE") == "complete_bash":
        return text
    from rich.markup import escape

    return escape(text)


def _rows(ctx: typer.Context, sql: str, parameters: dict[str, str]) -> Completions:
    from otscli.cache import open_store
    from otscli.cli.invocation import datasets_named
    from otscli.dataset.files import dataset_path
    from otscli.errors import DatasetError
    from otscli.escaping import visible
    from otscli.store.opening import DAMAGE

    data = ctx.params.get("data") or ctx.find_root().params.get("data")
    for rebuild in (False, True):  # a damaged store is compiled again
        try:
            paths = [dataset_path(name) for name in datasets_named(data)]
            with closing(open_store(paths, rebuild=rebuild)) as store:
                rows = store.rows(sql, parameters)
                return [(visible(id_), visible(title)) for id_, title in rows]
        except (DatasetError, OSError):
            break
        except DAMAGE:
            continue
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
sources = _from_store(_RECORDS, named=False, type="source")
kinds = _from_store(_WORDS, named=False, list="kinds")
topics = _from_store(_WORDS, named=False, list="topics")
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


def themes() -> list[str]:
    """Every theme of a picture."""
    from otscli.choices import THEMES

    return list(THEMES)


def lanes(ctx: typer.Context) -> list[str]:
    """What the lanes of a picture may show."""
    from otscli.choices import LANES
    from otscli.query import QUESTIONS

    question = QUESTIONS.get(ctx.command_path.split()[-1])
    return list(LANES.get(question.rows[0], ())) if question else []


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
    """Everything that `ots list` can list."""
    from otscli.query.list import LISTS

    return list(LISTS)


def styles() -> list[str]:
    """Every style of `ots cite`."""
    from otscli.choices import CITATION_STYLES

    return list(CITATION_STYLES)


def partial() -> list[tuple[str, str]]:
    """Every rule for which days of a year count, with its meaning."""
    from otscli.choices import PARTIAL

    return list(PARTIAL.items())


def imported() -> list[str]:
    """What the rows of a table may be."""
    from otscli.importing.table import FIELDS

    return list(FIELDS)


def orders() -> list[tuple[str, str]]:
    """Every order of dates, with examples."""
    from otscli.importing.rows import ORDERS

    return list(ORDERS.items())


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
