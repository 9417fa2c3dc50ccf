"""One invocation: the shared options, and how the answer is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import typer

from otscli.answer import Answer, Look, Row
from otscli.choices import COLORS, ENDINGS, FORMATS, LANGUAGES, PICTURES
from otscli.cli import process
from otscli.cli.fitness import refuse_unfit
from otscli.dataset.files import COMPILED, CURATED, STDIN, dataset_path
from otscli.errors import DatasetError, OtsError, QueryError
from otscli.output.terminal import Output, standard_output
from otscli.query.lookup.names import choice

if TYPE_CHECKING:
    from otscli.cli.progress import Bar
    from otscli.cli.reader import Reader
    from otscli.store.store import Store


Hints = Callable[..., Iterator[str]]

_IN_WORDS = ("kind", "topic", "during", "as_of")
"""Parameters that also take everyday words."""

_STDOUT = "-"

NO_ROWS = 4
"""The exit code of an empty answer with `--exit-status`."""

RECORDED = {"event", "membership", "fact", "source"}
"""The row types that are records, which name their dataset in a union."""


def say(message: str) -> None:
    """Write one line to stderr."""
    write_line(f"ots: {message}")


def write_line(line: str) -> None:
    """Write one line to stderr, without the prefix; unsafe characters are escaped."""
    from otscli.escaping import brief, visible

    with suppress(OSError):  # a closed or full stderr must not cost the answer
        sys.stderr.write(f"{brief(visible(line))}\n")
        sys.stderr.flush()


def datasets_named(data: list[str] | None) -> list[str]:
    """Return the datasets asked for: by option, by `OTS_DATA`, or else the curated one."""
    given = [name for name in os.environ.get("OTS_DATA", "").split(os.pathsep) if name]
    return data or given or [CURATED]


class Invocation:
    """The options that all commands share."""  # no dataclass: each start would make its methods

    data: list[str] | None = None
    format: str | None = None
    json: bool = False
    fields: str | None = None
    target: str | None = None
    explain: bool = False
    exit_status: bool = False
    color: str | None = None
    lang: str | None = None
    skip_faulty: bool = False
    no_pager: bool = False
    version: bool = False
    spelled: Callable[[str], str] = str
    """How the user types a parameter: `as_of` is `--as-of`, `ids` is `ID`."""
    question: str = ""
    """The name of the command, if it asks a question."""
    look: Look = Look()
    """The options of a picture."""
    prints_text: bool = False
    """Whether the command prints text, whatever the ending of its file."""
    limit: int | None = None
    newest: bool = False
    _rebuild: bool = False

    def __init__(self, **options: Any) -> None:
        """Take the options by their names."""
        self._kept: list[Any] = []
        self._stores: list[Store] = []
        self._outputs: list[Output | _Watched] = []
        for name, value in options.items():
            setattr(self, name, value)

    @cached_property
    def stdout(self) -> Any:
        """Standard output, for anything but rows."""
        stream = _Watched(sys.stdout)
        self._outputs.append(stream)
        return stream

    @property
    def file(self) -> str | None:
        """The file to write, if one was named. Raises `QueryError`."""
        if self.target is None or self.target == _STDOUT:
            return None
        self.refuse_own(Path(self.target))
        return self.target

    def refuse_own(self, target: Path | None) -> None:
        """Raise `QueryError` if a file to write is one of the dataset's own."""
        if target is None or not target.exists():
            return
        from otscli.dataset.files import files

        for path in (dataset_path(name) for name in self.named if name != STDIN):
            if path.exists() and any(file.samefile(target) for file in files(path)):
                raise QueryError(f"{target} is a file of the dataset itself; name another")

    @property
    def draws_table(self) -> bool:
        """Whether the answer is a table on a terminal, with the columns of its type."""
        output = self.output()
        return output.format == "table" and output.terminal and self.fields is None

    @property
    def named(self) -> list[str]:
        """The datasets asked for, as they were named."""
        return datasets_named(self.data)

    @cached_property
    def paths(self) -> list[Path]:
        """The paths of the datasets; standard input is kept in a temporary file."""
        return [self.path_of(name) for name in self.named]

    def path_of(self, name: str) -> Path:
        """Return the path of a dataset; `-` is standard input."""
        if name != STDIN:
            path = dataset_path(name)
            if path.suffix == COMPILED:
                process.bound_memory()
            return path
        from otscli.cli.stdin import spooled

        if self._kept:
            raise QueryError("standard input can be read once; name one dataset with -")
        file = spooled()
        self._kept.append(file)
        return file.path

    def close(self) -> None:
        """Remove what was kept for this call only."""
        for store in self._stores:
            store.close()
        for file in self._kept:
            file.folder.cleanup()

    def store(self) -> Store:
        """Open the store of the datasets."""
        from otscli.cache import check_command, open_store

        bar = _bar()
        try:
            store = open_store(
                self.paths,
                labels=self.named if len(self.named) > 1 else (),
                lang=choice("language", self.lang, LANGUAGES) if self.lang else None,
                progress=bar.draw if bar else None,
                keep=STDIN not in self.named,
                skip_faulty=self.skip_faulty,
                rebuild=self._rebuild,
                warn=say,
            )
        finally:
            if bar:
                bar.clear()
        if self.skip_faulty and (count := store.left_out):
            rows = "1 faulty row is" if count == 1 else f"{count:,} faulty rows are"
            say(f"{rows} left out; `{check_command(self.named)}` lists what is wrong")
        return self.watched(store)

    def watched(self, store: Store) -> Store:
        """Register a store, in case it turns out to be damaged, and return it."""
        self._stores.append(store)
        return store

    def attempt(self, action: Callable[[], None]) -> None:
        """Run the command; once more if its store turns out to be damaged.

        A store that an earlier process made is then compiled again, unless something was already
        written. Raises `DatasetError` if something was, or if the user named the store.
        """
        from otscli.store.opening import DAMAGE

        try:
            action()
        except DAMAGE as error:
            if isinstance(error, OtsError):
                raise
            for store in self._stores:
                store.refuse_damage()
            if not any(store.found for store in self._stores):
                raise
            for store in self._stores:
                store.close()
            self._stores.clear()
            self._rebuild = True
            if any(output.begun for output in self._outputs):
                self.store()
                message = "the compiled data was damaged and is compiled again; repeat the command"
                raise DatasetError(message) from error
            action()

    @cached_property
    def typed_ids(self) -> list[str]:
        """The ids on standard input, which a second attempt does not read again."""
        from otscli.cli.stdin import typed_ids

        return typed_ids()

    def answer(
        self, query: Callable[..., Answer], /, read: Reader | None = None, **asked: Any
    ) -> None:
        """Ask a question, and write the answer to standard output in the format asked for.

        `read` turns words without an option into parameters of the question.
        """
        output = self.output()  # an unknown format is reported before the data is read
        self._ask(query, read, asked, output)

    def _ask(
        self,
        query: Callable[..., Answer],
        read: Reader | None,
        asked: dict[str, Any],
        output: Output,
    ) -> None:
        store, said = self.store(), ""
        if (read and read.words) or any(asked.get(name) for name in _IN_WORDS):
            from otscli.cli.typed_words import understood

            asked, said = understood(store, asked, read)
        answer = query(store, **asked)
        about = answer.about or store.dataset
        speaks = self.explain or output.format == "table" or sys.stderr.isatty()
        if output.format in PICTURES:
            from otscli.cli.pictures import typed

            answer = answer._replace(asked=typed(self, asked))

        def hints(*, empty: bool) -> Iterator[str]:
            if speaks and (empty or answer.keys):
                from otscli.cli.words import as_typed
                from otscli.query.lookup.hints import of_hidden, of_no_rows

                written = partial(as_typed, self.spelled)
                if empty:
                    yield from of_no_rows(query, store, asked, written)
                yield from of_hidden(query, store, asked, answer, written)
            if speaks and (empty or asked.get("text")):
                from otscli.cli.hints import of_text, of_words

                if empty and read and read.rest == "search":
                    yield from of_words(query, store, asked, read.words)
                if answer.type != "hit":  # a search has the record itself
                    yield from of_text(query, store, asked)

        self.write(self._taken(answer)._replace(about=about), output, hints, said)

    def _taken(self, answer: Answer) -> Answer:
        """The latest rows first, limited to the number asked for."""
        rows = answer.rows
        if self.newest:
            rows = sorted(rows, key=lambda row: row.fields.get("start") or "", reverse=True)
        if self.limit is not None:
            rows = list(islice(rows, self.limit))
        return answer._replace(rows=rows)

    def write(
        self,
        answer: Answer,
        output: Output | None = None,
        hints: Hints | None = None,
        aside: str = "",
    ) -> None:
        """Write an answer to standard output in the format asked for.

        `hints` gives further lines for stderr. Ends with `NO_ROWS` if the answer is empty and that
        was asked for.
        """
        from otscli.output import format_named
        from otscli.output.fields import parse_fields

        output = output or self.output()
        if len(self.named) > 1 and answer.type in RECORDED:
            answer = answer._replace(more=("file",))
        selection = parse_fields(answer, self.fields)
        refuse_unfit(output.format, answer, selection, self.look)
        output.refuse_missing()
        empty, rows = _looked_at(answer.rows)
        answer = answer._replace(rows=rows)
        captions = [answer.caption] if answer.caption else []
        if output.format == "table":
            from otscli.output import below

            captions = [] if output.terminal else list(below.captions(answer, empty=empty))
        reasons = [reason.said(self.spelled) for reason in answer.explanation]
        if self.explain and answer.why:
            from otscli.cli.why import explained

            answer, said = explained(answer)
            reasons += said
        reasons += [*captions, *filter(None, [aside]), *answer.notes]
        lines = [*reasons, *(["No rows"] if empty else [])]
        lines += hints(empty=empty) if hints else ()
        output.prelude = partial(_say_all, lines)
        format_named(output.format).write(answer, output, selection)
        output.begin()
        for complaint in output.complaints:
            say(complaint)
        if empty and self.exit_status:
            raise typer.Exit(NO_ROWS)

    def output(self) -> Output:
        """Return standard output with the format and the colour asked for."""
        if self.json and self.format not in {None, "json"}:
            raise QueryError(f"--json and -f {self.format} at once; leave one of them out")
        format_ = choice("format", self._format_asked(), list(FORMATS))
        color = choice("value of --color", self.color or "auto", COLORS)
        when = next(known for known in COLORS if known == color)
        output = standard_output(format_, when, pager=not self.no_pager)
        output.refuse_unshown()
        output.look = self.look
        self._outputs.append(output)
        return output

    def _format_asked(self) -> str:
        """The format by its option, by the ending of the file, or else a table."""
        if self.json or self.format:
            return "json" if self.json else str(self.format)
        if self.file is None:
            return "table"
        if self.prints_text:
            return "json" if self.file.lower().endswith(".json") else "table"
        from otscli.cli.target import by_ending

        return by_ending(self.file, ENDINGS)


def _bar() -> Bar | None:
    """Return a progress bar, if somebody may be watching."""
    if not sys.stderr.isatty():
        return None
    from otscli.cli.progress import Bar

    return Bar()


def _say_all(lines: list[str]) -> None:
    for line in lines:
        say(line)


def _looked_at(rows: Iterable[Row]) -> tuple[bool, Iterable[Row]]:
    """Return whether there are no rows, and all rows."""
    if isinstance(rows, list):
        return not rows, rows
    left = iter(rows)
    first = next(left, None)
    return first is None, [] if first is None else chain([first], left)


class _Watched:
    """A stream that remembers whether anything was written to it."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.begun = False

    def write(self, text: str) -> int:
        self.begun = True
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        self.begun |= name == "buffer"  # the stream for bytes
        return getattr(self._stream, name)
