"""Turning a function into a command: the shared options, and running it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial, wraps
from pathlib import Path
from typing import Annotated, Any, Concatenate, ParamSpec, get_args

import typer

from otscli.choices import COLORS, FORMATS, LANGUAGES, join_words
from otscli.cli import completion, parsing, pictures
from otscli.cli.invocation import Invocation
from otscli.errors import InvocationError, QueryError

P = ParamSpec("P")
_KEYWORD = inspect.Parameter.KEYWORD_ONLY

HELP_OPTIONS = ["-h", "--help"]

SHARED = {
    "data": Annotated[
        list[str] | None,
        typer.Option(
            "--data",
            metavar="PATH",
            help="Use this dataset; repeat it for a union.  [env var: OTS_DATA]",
        ),
    ],
    "format": Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"Format: {join_words(FORMATS)}.",
            autocompletion=completion.formats,
        ),
    ],
    "json": Annotated[bool, typer.Option("--json", help="Same as -f json.")],
    "fields": Annotated[
        str | None,
        typer.Option(
            "--fields",
            metavar="A,B.C",
            help="Only these fields, in this order.",
            autocompletion=completion.fields,
        ),
    ],
    "target": Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to FILE; its ending names the format (- is standard output).",
        ),
    ],
    "explain": Annotated[
        bool, typer.Option("--explain", help="Explain on stderr why these rows were chosen.")
    ],
    "exit_status": Annotated[
        bool, typer.Option("--exit-status", "-e", help="End with 4 where there are no rows.")
    ],
    "color": Annotated[
        str | None,
        typer.Option(
            "--color",
            metavar="WHEN",
            help=f"Use colour: {join_words(COLORS)}.",
            autocompletion=completion.colors,
        ),
    ],
    "lang": Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="CODE",
            help=f"Language of the names of states and organisations: {join_words(LANGUAGES)}.",
            autocompletion=completion.languages,
        ),
    ],
    "skip_faulty": Annotated[
        bool,
        typer.Option("--skip-faulty", help="Leave rows with errors out of a dataset of your own."),
    ],
    "no_pager": Annotated[bool, typer.Option("--no-pager", help="Do not use a pager.")],
    "version": Annotated[
        bool, typer.Option("--version", "-V", help="Show the version of program and data.")
    ],
}
"""The options of every command, also accepted before it."""


parsing.COMMON.extend(SHARED)


def new_app() -> typer.Typer:
    """Return the Typer app of a command: plain help, none of Typer's tracebacks."""
    return typer.Typer(
        cls=parsing.Group,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": HELP_OPTIONS},
    )


IN_WORDS = frozenset(SHARED) - {"data", "skip_faulty", "version", "target"}
"""Shared options without meaning for a command that prints text of its own."""

_OF_FORM = frozenset({"format", "json", "fields", "target"})

OF_NO_DATA = IN_WORDS | {"data", "skip_faulty"}
"""Those without meaning if no dataset is asked, either."""


def command(
    app: typer.Typer,
    name: str | None = None,
    summary: str | None = None,
    *,
    more: str = "",
    refuses: Collection[str] = (),
    instead: str = "",
) -> Callable[[Callable[Concatenate[Invocation, P], None]], Callable[..., None]]:
    """Make a command of a function that takes an invocation first, and add the shared options.

    An option after the command outranks the same one before it. `more` is help after the docstring.
    `refuses` are shared options without meaning for the command; `instead` says what to do for
    one that chooses the form of an answer.
    """

    def decorate(function: Callable[Concatenate[Invocation, P], None]) -> Callable[..., None]:
        own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
        question = name or function.__name__
        of_pictures = pictures.options(question)
        own += [
            inspect.Parameter(option, _KEYWORD, default=None, annotation=kind)
            for option, kind in of_pictures.items()
        ]

        def run(ctx: typer.Context, /, **values: Any) -> None:
            given = {option: values.pop(option, None) for option in SHARED}
            spelled = partial(_spelled, ctx.command)
            merged = _merged(given, ctx.obj or {})
            invocation = Invocation(**merged, spelled=spelled, question=question)
            drawn = {option: values.pop(option, None) for option in of_pictures}
            if "output" in values:  # an export or import has its own
                place, invocation.target = invocation.target, None
                values["output"] = values["output"] or (Path(place) if place else None)

            def act() -> None:
                where = f"for `{ctx.command_path}`"
                if instead:
                    _refuse(merged, _OF_FORM.intersection(refuses), where, instead)
                _refuse(merged, refuses, where, "leave it out")
                invocation.look = pictures.look(question, drawn)
                function(invocation, **values)  # type: ignore[call-arg]  # P is the function's own

            _act(invocation, act)

        entry = _with_options(wraps(function)(run), own)
        entry.__doc__ = inspect.cleandoc(entry.__doc__ or "") + more
        cls = type("Command", (parsing.Command,), {"refused": frozenset(refuses)})
        return app.command(name, cls=cls, short_help=summary)(entry)

    return decorate


def _merged(given: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    return {key: value or before.get(key) or value for key, value in given.items()}


def _refuse(given: dict[str, Any], refused: Collection[str], where: str, instead: str) -> None:
    """Raise `QueryError` if an option was given that has no meaning."""
    for option, value in given.items():
        if option in refused and value not in (None, False):
            raise QueryError(f"has no meaning {where}; {instead}", option)


def global_options(function: Callable[[typer.Context], None]) -> Callable[..., None]:
    """Give the program itself the shared options, for its commands to use."""

    def run(ctx: typer.Context, /, **values: Any) -> None:
        ctx.obj = _merged(values, ctx.obj or {})
        if ctx.invoked_subcommand is None:

            def act() -> None:
                _refuse(values, OF_NO_DATA, "alone", "name a command, such as `ots timeline`")
                function(ctx)

            _act(Invocation(**ctx.obj, spelled=partial(_spelled, ctx.command)), act)

    return _with_options(wraps(function)(run), [])


def _with_options(
    run: Callable[..., None], own: Sequence[inspect.Parameter]
) -> Callable[..., None]:
    """Set the signature that Typer reads: the context, the command's own, the shared ones."""
    context = inspect.Parameter("ctx", _KEYWORD, annotation=typer.Context)
    own_place = any(parameter.name == "output" for parameter in own)  # of an export or import
    shared = [
        inspect.Parameter(
            name, _KEYWORD, default=False if get_args(kind)[0] is bool else None, annotation=kind
        )
        for name, kind in SHARED.items()
        if not (name == "target" and own_place)
    ]
    parameters = [context, *(parameter.replace(kind=_KEYWORD) for parameter in own), *shared]

    def entry(**values: Any) -> None:
        run(values.pop("ctx"), **values)

    entry.__name__, entry.__doc__ = run.__name__, run.__doc__
    entry.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect
    entry.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return entry


def _spelled(command: Any, parameter: str) -> str:
    """Return a parameter as the user types it: `--as-of`, or an argument's name in the help."""
    for known in command.params:
        if known.name == parameter:
            if known.param_type_name == "argument":
                return str(known.metavar).split()[0].strip("[].")
            return str(max(known.opts, key=len))
    return parameter


def _act(invocation: Invocation, action: Callable[[], None]) -> None:
    """Run a command, or show the version if that was asked for.

    Errors that name a parameter name it as the user types it.
    """
    try:
        with _into(invocation.file):
            invocation.attempt(_version(invocation) if invocation.version else action)
        sys.stdout.flush()
    except QueryError as error:
        if error.parameter is None:
            raise
        parameter = invocation.spelled(error.parameter)
        raise InvocationError(error.exit_code, f"{parameter}: {error.message}") from error
    finally:
        invocation.close()


def _version(invocation: Invocation) -> Callable[[], None]:
    from otscli.cli.version import show

    return partial(show, invocation)


def _into(file: str | None) -> AbstractContextManager[None]:
    """Redirect standard output to a file, if one is named."""
    if file is None:
        return nullcontext()
    from otscli.cli.target import into

    return into(file)


def ids_or_stdin(invocation: Invocation, ids: list[str] | None, example: str) -> list[str]:
    """Return the ids typed, with those from standard input in place of `-`.

    Raises `QueryError` if there are none.
    """
    if not ids:
        raise QueryError(f"name a record, such as `{example}`")
    found: list[str] = []
    for id_ in ids:
        found += invocation.typed_ids if id_ == "-" else [id_]
    return found
