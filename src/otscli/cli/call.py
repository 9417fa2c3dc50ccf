"""One call of a command: the options that all commands share, and the way an answer takes."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, ParamSpec, get_args

import typer

from otscli import __version__
from otscli.cli import complete
from otscli.dataset.files import CURATED, curated
from otscli.output import FORMATS
from otscli.output.sink import ColorChoice, Sink, standard_output
from otscli.query.answer import Answer, QueryError
from otscli.query.names import choice
from otscli.terms import LANGUAGES

if TYPE_CHECKING:
    from otscli.store.store import Store

P = ParamSpec("P")

HELP_OPTIONS = ["-h", "--help"]

UsageError: type[Any] = typer.BadParameter.__bases__[0]
"""What Click raises where a command line is wrong; Typer gives it no public name."""


class CallError(Exception):
    """An end with an exit code and one line for stderr."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def say(message: str) -> None:
    """Write one line to stderr."""
    from otscli.output.visible import visible

    sys.stderr.write(f"ots: {visible(message)}\n")


Globals = {
    "data": Annotated[
        str | None,
        typer.Option("--data", envvar="OTS_DATA", metavar="PATH", help="A dataset of your own."),
    ],
    "format": Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"One of {', '.join(FORMATS)}.",
            autocompletion=complete.formats,
        ),
    ],
    "json": Annotated[bool, typer.Option("--json", help="The same as -f json.")],
    "fields": Annotated[
        str | None,
        typer.Option(
            "--fields",
            metavar="A,B.C",
            help="These fields only, in this order.",
            autocompletion=complete.fields,
        ),
    ],
    "explain": Annotated[
        bool, typer.Option("--explain", help="Say on stderr why these rows are here.")
    ],
    "color": Annotated[
        str | None,
        typer.Option(
            "--color",
            metavar="WHEN",
            help="auto, always or never.",
            autocompletion=complete.colors,
        ),
    ],
    "lang": Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="CODE",
            help=f"Name states and organisations in {', '.join(LANGUAGES)}.",
            autocompletion=complete.languages,
        ),
    ],
    "no_pager": Annotated[bool, typer.Option("--no-pager", help="Do not page long tables.")],
    "version": Annotated[
        bool, typer.Option("--version", help="Show the version of program and data.")
    ],
}
"""The options that every command takes, and that may stand before it as well."""


@dataclass
class Call:
    """What was asked of all commands alike."""

    data: str | None = None
    format: str | None = None
    json: bool = False
    fields: str | None = None
    explain: bool = False
    color: str | None = None
    lang: str | None = None
    no_pager: bool = False
    version: bool = False

    @property
    def path(self) -> Path:
        """The dataset asked for, the curated one by default."""
        return curated() if self.data in {None, CURATED} else Path(str(self.data))

    def store(self) -> Store:
        """Open the store of the dataset."""
        from otscli.cache import open_store

        lang = choice("language", self.lang, LANGUAGES) if self.lang else None
        return open_store(self.path, lang)

    def answer(self, query: Callable[..., Answer], *args: Any, **kwargs: Any) -> None:
        """Ask, and write the answer to standard output in the format asked for."""
        self.sink()  # an unknown format is told before the data is read
        self.write(query(self.store(), *args, **kwargs))

    def write(self, answer: Answer) -> None:
        """Write an answer to standard output in the format asked for."""
        from otscli.output import format_named
        from otscli.output.fields import select

        sink = self.sink()
        selection = select(answer, self.fields)
        self._remark(answer, sink)

        format_named(sink.format).write(answer, sink, selection)
        for complaint in sink.complaints or ():
            say(complaint)

    def sink(self) -> Sink:
        """Return standard output with the format and the colour asked for."""
        if self.json and self.format not in {None, "json"}:
            raise QueryError(f"--json and -f {self.format} at once; leave one of them out")
        format_ = choice("format", "json" if self.json else self.format or "table", FORMATS)
        colors: tuple[ColorChoice, ...] = get_args(ColorChoice)
        color = choice("value of --color", self.color or "auto", colors)
        when = next(known for known in colors if known == color)
        return standard_output(format_, when, pager=not self.no_pager)

    def _remark(self, answer: Answer, sink: Sink) -> None:
        """Say on stderr what belongs to the answer but is not data."""
        drawn = sink.format == "table" and sink.terminal
        captions = [answer.caption] if answer.caption and not drawn else []
        for line in [*answer.explanation, *captions, *answer.notes]:
            say(line)

    def show_version(self) -> None:
        """Print the version of the program and of the data."""
        dataset = self.store().dataset
        about = [f"data {dataset.get('id', self.path.name)} {dataset.get('version', '')}".strip()]
        about += [
            f"{word} {dataset[key]}"
            for key, word in (("covered_to", "covers up to"), ("compiled", "compiled"))
            if key in dataset
        ]
        sys.stdout.write(f"ots {__version__}\n{', '.join(about)}\n")


def ids_or_stdin(ids: list[str] | None, example: str) -> list[str]:
    """Return the ids typed, with those from standard input where `-` stands.

    Raises `QueryError` where none is given.
    """
    found = [
        line.strip()
        for id_ in ids or ()
        for line in (sys.stdin if id_ == "-" else [id_])
        if line.strip()
    ]
    if not ids:
        raise QueryError(f"name a record, such as `{example}`")
    return found


def new_app() -> typer.Typer:
    """Return the Typer app of one command: plain help, no tracebacks of its own."""
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": HELP_OPTIONS},
    )


def command(
    app: typer.Typer, name: str | None = None
) -> Callable[[Callable[Concatenate[Call, P], None]], Callable[..., None]]:
    """Make a command of a function that takes a call first, and add the shared options.

    An option given behind the command comes before the same one given in front of it.
    """

    def decorate(function: Callable[Concatenate[Call, P], None]) -> Callable[..., None]:
        own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]

        def run(ctx: typer.Context, /, **values: Any) -> None:
            given = {option: values.pop(option) for option in Globals}
            before = ctx.find_root().obj or {}
            merged = {key: value or before.get(key) or value for key, value in given.items()}
            call = Call(**merged)
            _act(call, lambda: function(call, **values))  # type: ignore[call-arg]  # P is the function's own

        return app.command(name)(_with_options(wraps(function)(run), own))

    return decorate


def global_options(function: Callable[[typer.Context], None]) -> Callable[..., None]:
    """Give the program itself the shared options, for its commands to take up."""

    def run(ctx: typer.Context, /, **values: Any) -> None:
        ctx.obj = values
        if ctx.invoked_subcommand is None:
            _act(Call(**values), lambda: function(ctx))

    return _with_options(wraps(function)(run), [])


def _with_options(
    run: Callable[..., None], own: Sequence[inspect.Parameter]
) -> Callable[..., None]:
    """Set the signature that Typer reads: the context, the command's own, the shared ones."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    context = inspect.Parameter("ctx", keyword, annotation=typer.Context)
    shared = [
        inspect.Parameter(
            name, keyword, default=False if get_args(kind)[0] is bool else None, annotation=kind
        )
        for name, kind in Globals.items()
    ]
    parameters = [context, *(parameter.replace(kind=keyword) for parameter in own), *shared]

    def entry(**values: Any) -> None:
        run(values.pop("ctx"), **values)

    entry.__name__, entry.__doc__ = run.__name__, run.__doc__
    entry.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect
    entry.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return entry


def _act(call: Call, action: Callable[[], None]) -> None:
    """Run a command, or show the version where that was asked for."""
    if call.version:
        call.show_version()
    else:
        action()
    sys.stdout.flush()
