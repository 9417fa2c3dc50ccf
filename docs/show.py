# ruff: noqa: INP001 - a script beside the pages that it serves
"""What README and docs show of the program and of the data: run by cog, checked by `make pages`.

`make generate` writes it anew. A ```console block holds commands that run there as they are
written; `…` ends output that goes on.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any, get_args, get_origin

import typer

import otscli
from otscli import records
from otscli.assistant.answering import answer
from otscli.assistant.tools import TOOLS
from otscli.base_record import Record, field_types
from otscli.choices import EXPORTS, FORMATS, STATUSES, join_words
from otscli.cli.app import app
from otscli.cli.commands import COMMANDS
from otscli.cli.decorator import SHARED
from otscli.dataset import definitions as schema
from otscli.record_parts import (
    Citation,
    HeldStatus,
    Location,
    MembershipPeriod,
    Milestone,
    Name,
    OtherStatus,
    Role,
)

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-21"
_WHOLE: dict[str, Any] = {"break_on_hyphens": False, "break_long_words": False}
_HERE = str(Path(sys.executable).parent)
_KEPT = ("HOME", "PYTHONPATH", "TMPDIR", "XDG_CACHE_HOME")


def console(*commands: str, lines: int | None = None, stderr: bool = False) -> None:
    """Print a block with commands and what they answer, the first so many lines of each.

    Where a command needs jq and there is none, the block stays as it was.
    """
    if any("| jq" in command for command in commands) and not shutil.which("jq"):
        sys.stdout.write(sys.modules["cog"].previous)  # cog sets it
        return
    shown = "\n".join("\n".join(_run(command, lines, stderr=stderr)) for command in commands)
    sys.stdout.write(f"\n```console\n{shown}\n```\n\n")


def _run(command: str, lines: int | None, *, stderr: bool = False) -> Iterator[str]:
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment |= {"PATH": f"{_HERE}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    environment |= {"OTS_TODAY": TODAY, "TERM": "xterm", "COLUMNS": "80"}
    done = subprocess.run(  # noqa: S602 - the commands are those of our own pages
        command,
        shell=True,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if stderr else subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command}: exit code {done.returncode}: {done.stderr or done.stdout}")
    yield f"$ {command}"
    written = done.stdout.rstrip("\n").splitlines()
    yield from (line.rstrip() for line in islice(written, lines))
    if lines is not None and len(written) > lines:
        yield "…"


PICTURES = {
    "members": "ots members --history",
    "state": "ots members all --state UZB --history",
    "matrix": "ots overlap",
    "timeline": "ots timeline --org OTS --since 2020",
    "sets": "ots overlap OTS CSTO EAEU NATO EU --sets",
}
"""The pictures of README and docs, each with its question; `docs/generate.py` draws them."""


def picture(name: str, folder: str = "pictures") -> None:
    """Print the command of a picture, and the picture with its title for who cannot see it."""
    drawn = (ROOT / "docs" / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    title = unescape(re.findall(r"<title[^>]*>([^<]*)", drawn)[0])
    sys.stdout.write(f"\n```sh\n{PICTURES[name]} -o {name}.svg\n```\n\n")
    sys.stdout.write(f"![{title}]({folder}/{name}.svg)\n\n")


def contents(page: str) -> None:
    """Print links to the sections of all commands, which must be there."""
    headings = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    links = []
    for name in COMMANDS:
        if f"## {name}" not in headings:
            raise LookupError(f"docs/{page} says nothing of `ots {name}`")
        links.append(f"[{name}](#{name})")
    sys.stdout.write(f"\n{textwrap.fill(', '.join(links), 98)}.\n\n")


def options(path: str = "") -> None:
    """Print the names of a command's own options, or of those that all commands share."""
    command: Any = typer.main.get_command(app)
    for word in path.split():
        command = command.get_command(typer.Context(command, info_name=word), word)
    shared = {*SHARED, "help"} if path else {"install_completion", "show_completion"}
    names = [
        " or ".join(f"`{name}`" for name in sorted(one.opts, key=len, reverse=True))
        for one in command.params
        if one.param_type_name == "option" and one.name not in shared
    ]
    if not path:
        names.append("`--help` or `-h`")
    if names:
        said = f"Options: {', '.join(names)}."
        sys.stdout.write(f"\n{textwrap.fill(said, 98, break_on_hyphens=False)}\n\n")


def _meanings(heading: str, meanings: Mapping[str, str]) -> None:
    sys.stdout.write(f"\n| {heading} | is |\n| --- | --- |\n")
    for name, meaning in meanings.items():
        sys.stdout.write(f"| `{name}` | {meaning} |\n")
    sys.stdout.write("\n")


def formats() -> None:
    """Print every format of answers."""
    _meanings("format", {name: format_.meaning for name, format_ in FORMATS.items()})


def statuses() -> None:
    """Print every status."""
    _meanings("status", STATUSES)


def for_scripts() -> None:
    """Print a sentence that names every format but the default."""
    _, *others = (f"`{name}`" for name in FORMATS)
    sentence = f"For scripts there are {join_words(others, 'and')}."
    sys.stdout.write(f"\n{textwrap.fill(sentence, 98)}\n\n")


def exports() -> None:
    """Print every format of `ots export`."""
    _meanings("format", {name: export.meaning for name, export in EXPORTS.items()})


def tools() -> None:
    """Print every tool that an assistant can call, with its parameters."""
    sys.stdout.write("\n| tool | answers | parameters |\n| --- | --- | --- |\n")
    for name, tool in TOOLS.items():
        taken = ", ".join(f"`{one}`" for one in tool.parameters)
        sys.stdout.write(f"| `{name}` | {tool.meaning} | {taken} |\n")
    sys.stdout.write("\n")


def answered(tool: str, **arguments: Any) -> None:
    """Print what a tool answers, as of the last day of the data."""
    with otscli.open() as data:
        found = answer(data.store, tool, arguments)
    sys.stdout.write(f"\n```json\n{json.dumps(found, ensure_ascii=False, indent=1)}\n```\n\n")


def recorded(fields: Mapping[str, schema.Field], *, common: bool = False) -> None:
    """Print recorded fields, those inside a mapping as `place.city`.

    Where `common`, those of `common_fields` are only named.
    """
    rows = [_field_row(name, field) for name, field in _flat(fields)]
    known = _common() if common else []
    named = [row[0] for row in rows if row in known]
    if named:
        sys.stdout.write(f"\nCommon fields: {', '.join(named)}.\n")
    _field_list(row for row in rows if row not in known)


def common_fields() -> None:
    """Print the fields that mean the same in several lists."""
    _field_list(_common())


_SHARED_BY = 4  # lists with a field from which it is a common one


def _common() -> list[tuple[str, str]]:
    rows = Counter(
        _field_row(name, field)
        for fields in schema.LISTS.values()
        for name, field in fields.items()
    )
    return [row for row, lists in rows.items() if lists >= _SHARED_BY]


def _field_row(name: str, field: schema.Field) -> tuple[str, str]:
    required = ", required" if field.required else ""
    return f"`{name}`", f"({_type(field.type)}{required}): {field.meaning}"


def _field_list(rows: Iterable[tuple[str, str]]) -> None:
    sys.stdout.write("\n")
    for name, meaning in rows:
        sys.stdout.write(
            f"{textwrap.fill(f'- {name} {meaning}', 98, subsequent_indent='  ', **_WHOLE)}\n"
        )
    sys.stdout.write("\n")


def _flat(
    fields: Mapping[str, schema.Field], before: str = ""
) -> Iterator[tuple[str, schema.Field]]:
    for name, field in fields.items():
        yield before + name, field
        if field.type in (schema.NAMES, schema.CITATIONS):
            continue  # these have a table of their own
        one = field.type.of if isinstance(field.type, schema.Many) else field.type
        if isinstance(one, schema.Group):
            yield from _flat(one.fields, f"{before}{name}.")


def _type(type_: schema.Type) -> str:  # noqa: C901 - one case a type
    match type_:
        case schema.NAMES:
            return "list of [names](#names)"
        case schema.CITATIONS:
            return "list of [citations](#citations)"
        case schema.Many(of=inner):
            return f"list of {_type(inner)}"
        case schema.Group():
            return "mapping"
        case schema.Text(pattern=pattern):
            return {"any": "text", "url": "address"}.get(pattern, pattern)
        case schema.Date(unknown=unknown):
            return "date or `unknown`" if unknown else "date"
        case schema.Number():
            return "number"
        case schema.Flag():
            return "true or false"
        case schema.Choice(of=words):
            return ", ".join(f"`{word}`" for word in words)
        case schema.Ref(lists=lists):
            return f"id in {' or '.join(lists)}"


def objects() -> None:
    """Print the fields of the JSON objects of every type of row, and of the objects inside."""
    for type_, cls in records.TYPES.items():
        summary = (cls.__doc__ or "").partition("\n")[0]
        sys.stdout.write(f"\n#### {type_}\n\n{summary}\n\n{_object(cls)}\n")
    sys.stdout.write("\n#### Objects inside\n\n")
    for inner in _INSIDE:
        said = f"- *{_title(inner)}*: {_object(inner)}"
        sys.stdout.write(f"{textwrap.fill(said, 98, subsequent_indent='  ', **_WHOLE)}\n")
    sys.stdout.write("\n")


_INSIDE = (Citation, HeldStatus, OtherStatus, Location, MembershipPeriod, Milestone, Name, Role)


def _object(cls: type[Record]) -> str:
    said = [_field(name.rstrip("_"), hint) for name, hint in field_types(cls).items()]
    return textwrap.fill(f"{', '.join(said)}.", 98, **_WHOLE)


def _title(cls: type[Record]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()


_JSON = {int: "integer", float: "number", bool: "boolean", Any: "any type"}


def _field(name: str, hint: Any) -> str:
    """A field with `?` where it may be null, and its type where it is not a string."""
    options = get_args(hint)
    nullable = type(None) in options
    if nullable:
        (hint,) = (one for one in options if one is not type(None))
    said = "" if hint is str else f" {_json(hint)}"
    return f"`{name}`{'?' * nullable}{said}"


def _json(hint: Any) -> str:
    inner = get_args(hint)
    if hint in _JSON:
        return f"({_JSON[hint]})"
    if isinstance(hint, type) and issubclass(hint, Record):
        return f"*{_title(hint)}*"
    origin = get_origin(hint)
    if origin is tuple:
        return "[…]" if inner[0] is str else f"[{_json(inner[0])}]"
    if origin is dict:
        return f"{{CODE: {_json(get_args(inner[1])[0])} or null}}"
    return f"(`{'|'.join(inner)}`)"


def relational() -> None:
    """Print every table of the relational form, with its columns."""
    import otscli
    from otscli.exporting.tables import tables

    sys.stdout.write("\n| table | holds | columns |\n| --- | --- | --- |\n")
    with otscli.open() as data:
        for table in tables(data.store):
            names = ", ".join(f"`{name}`" for name in table.names)
            sys.stdout.write(f"| `{table.name}` | {table.meaning} | {names} |\n")
    sys.stdout.write("\n")
