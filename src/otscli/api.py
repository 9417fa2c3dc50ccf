"""The Python interface: the questions of the command line, answered with records."""

from __future__ import annotations

import builtins
import inspect
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Self, TypeVar, cast

from otscli import cache, derived_rows, records
from otscli.answer import Answer
from otscli.dataset.files import CURATED, dataset_path
from otscli.dataset.findings import Finding
from otscli.output.citation_styles import styled
from otscli.query import (
    about,
    changes,
    cite,
    data_diff,
    data_info,
    facts,
    members,
    offices,
    overlap,
    search,
    shared,
    show,
    sources,
    timeline,
    today,
)
from otscli.query import list as list_values
from otscli.query import next as next_
from otscli.query.lookup.records import records as find_records
from otscli.store.store import Store

if TYPE_CHECKING:
    from pandas import DataFrame

    from otscli.base_record import Record

P = ParamSpec("P")
R = TypeVar("R")


class Results(builtins.list[R], Generic[R]):
    """The records of an answer, with what the command line would print on stderr.

    `caption` says which day the answer is about, and if that is beyond the data; `notes` say if an
    organisation's membership is recorded only in part, and why nothing open is certain;
    `explanation`, with `explain=True`, says what each parameter kept and dropped.
    """

    def __init__(self, answer: Answer, rows: Iterable[R]) -> None:
        super().__init__(rows)
        self.caption = answer.caption
        self.notes = answer.notes
        self.said = [f"{line.label}: {line.text}".removeprefix(": ") for line in answer.lines]
        self.explanation = [str(reason) for reason in answer.explanation]
        self._answer = answer._replace(rows=())

    def to_dicts(self) -> builtins.list[dict[str, Any]]:
        """Return the records as the objects that `ots … --json` prints."""
        return [cast("Record", record).to_json() for record in self]

    def to_pandas(self) -> DataFrame:
        """Return a pandas table with the columns of `-f csv`, such as `place.city`.

        Dates stay text, since `1994-05~` is not a day, and lists stay lists. Raises `ImportError`
        if pandas is not installed.
        """
        from pandas import DataFrame

        from otscli.output.fields import columns, value_at

        names = columns(self._answer)
        rows = self.to_dicts()
        return DataFrame({name: [value_at(row, name) for row in rows] for name in names})


def _asks(
    query: Callable[Concatenate[Store, P], Answer], record: type[R]
) -> Callable[Concatenate[Dataset, P], Results[R]]:
    """Make a method of a query, which returns records of that class."""

    @wraps(query)
    def ask(self: Dataset, *args: P.args, **kwargs: P.kwargs) -> Results[R]:
        answer = query(self.store, *args, **kwargs)
        make = cast("Callable[[dict[str, Any]], R]", records.TYPES[answer.type].from_json)
        return Results(answer, (make(row.fields) for row in answer.rows))

    ask.__signature__ = _as_method(query, record)  # type: ignore[attr-defined]  # read by help()
    return cast("Callable[Concatenate[Dataset, P], Results[R]]", ask)


def _as_method(query: Callable[..., Answer], record: type) -> inspect.Signature:
    """The signature of a query as a method that returns records."""
    _, *rest = inspect.signature(query).parameters.values()
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return inspect.Signature([own, *rest], return_annotation=f"Results[{record.__name__}]")


class Dataset:
    """A dataset, open for questions. Every question may raise `otscli.QueryError`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def about(self) -> dict[str, Any]:
        """The description of the dataset: `title`, `version`, `covered_to` and so on."""
        return self.store.dataset

    today = _asks(today.today, records.Event)
    next = _asks(next_.next_, derived_rows.Next)
    timeline = _asks(timeline.timeline, records.Event)
    members = _asks(members.members, records.Membership)
    overlap = _asks(overlap.overlap, derived_rows.Overlap)
    shared = _asks(shared.shared, derived_rows.Shared)
    changes = _asks(changes.changes, derived_rows.Change)
    offices = _asks(offices.offices, records.Term)
    facts = _asks(facts.facts, records.Fact)
    search = _asks(search.search, derived_rows.Hit)
    sources = _asks(sources.sources, records.Source)
    info = _asks(data_info.data_info, derived_rows.Figure)
    list = _asks(list_values.list_, derived_rows.Word)

    def show(self, *ids: str) -> Results[Any]:
        """Return records in full, each of its own class, by id, code or name."""
        answer = show.show(self.store, ids)
        made = (records.TYPES[row.fields["type"]].from_json(row.fields) for row in answer.rows)
        return Results(answer, made)

    def describe(self, *name: str) -> Results[Any]:
        """Return one record in full, by default the OTS; `said` has its sentences."""
        answer = about.about(self.store, name)
        made = (records.TYPES[row.fields["type"]].from_json(row.fields) for row in answer.rows)
        return Results(answer, made)

    def diff(self, old: Dataset) -> Results[derived_rows.Difference]:
        """Return what was added, corrected, merged and withdrawn since an older version."""
        answer = data_diff.data_diff(old.store, self.store)
        return Results(
            answer, (derived_rows.Difference.from_json(row.fields) for row in answer.rows)
        )

    def cite(self, *ids: str, style: str = "text", sources: bool = False) -> str:
        """Return citations of records, or of their `sources`: text, bibtex, ris or csl-json."""
        return styled(cite.cited(self.store, find_records(self.store, ids), sources=sources), style)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        """Return the dataset."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()


def open(  # noqa: A001 - otscli.open() reads well
    *paths: str | os.PathLike[str], lang: str | None = None, skip_faulty: bool = False
) -> Dataset:
    """Open the curated dataset, the one at a path, or the union of several.

    In a union, a record of a later dataset replaces an earlier one with the same id; `"ots"` is the
    curated data. `lang` is the language of the names of states and organisations, one of
    `otscli.choices.LANGUAGES`, with English as fallback. `skip_faulty` leaves out rows with errors,
    except from the curated data. Raises `otscli.DatasetError` if the dataset cannot be read.
    """
    named = [os.fspath(path) for path in paths] or [CURATED]
    labels = named if len(named) > 1 else ()
    return Dataset(
        cache.open_store(
            [dataset_path(name) for name in named],
            labels=labels,
            lang=lang,
            skip_faulty=skip_faulty,
        )
    )


def check(path: str | os.PathLike[str] | None = None) -> Sequence[Finding]:
    """Return the findings of `ots check`, in order of file and line.

    Raises `otscli.DatasetError` if there is no such file.
    """
    from otscli.compile import compile_dataset

    dataset = dataset_path(CURATED if path is None else os.fspath(path))
    with closing(sqlite3.connect("")) as connection:
        return sorted(compile_dataset([dataset], connection))
