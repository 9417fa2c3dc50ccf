"""Every question with arguments, asked on the command line and from Python.

A new question gets an entry in `EXAMPLES` and one in `HOSTILE`; `test_registers.py` sees to that.
All tests of what holds for every question, in every format, take their parameters from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import otscli
from otscli.base_record import field_types
from otscli.choices import FORMATS
from otscli.query import QUESTIONS
from otscli.records import TYPES

OLD, NEW = (str(Path(__file__).parent / "versions" / f"{name}.yaml") for name in ("old", "new"))

Ask = Callable[[otscli.Dataset], Sequence[Any]]


class Example(NamedTuple):
    """A question put to the curated data, and the same from Python.

    `lines` says that a table has one line for each row: neither a matrix nor pages.
    """

    arguments: tuple[str, ...]
    ask: Ask
    lines: bool = True

    @property
    def question(self) -> str:
        """The question, by its name in `QUESTIONS`."""
        return question_of(self.arguments)

    @property
    def name(self) -> str:
        """The arguments as they are typed, files by name."""
        return " ".join(part.rpartition("/")[2] for part in self.arguments)


def question_of(arguments: Sequence[str]) -> str:
    """Return the question that a command line asks."""
    one, two = arguments[0], " ".join(arguments[:2])
    return two if two in QUESTIONS else one


def has_ids(question: str) -> bool:
    """Whether each row of the answer has an id of its own."""
    return all("id" in field_types(TYPES[type_]) for type_ in QUESTIONS[question].rows)


def is_joint(question: str) -> bool:
    """Whether a row has several memberships under their keys, and no id of its own."""
    rows = QUESTIONS[question].rows
    return not has_ids(question) and "memberships" in field_types(TYPES[rows[0]])


def is_drawn(arguments: Sequence[str]) -> bool:
    """Whether the answer can be a picture: periods are with their history, a matrix as it is."""
    question = question_of(arguments)
    matrix = question == "overlap" and len(arguments) < 3
    laned = question in LANED
    return QUESTIONS[question].drawable and (matrix or laned or "--history" in arguments)


LANED = {"timeline", "changes"}
"""The questions whose pictures have lanes."""


def refused_formats(arguments: Sequence[str]) -> set[str]:
    """Return the formats that cannot hold the answer."""
    question = question_of(arguments)
    dated, drawn = QUESTIONS[question].dated, is_drawn(arguments)
    refused = {
        name
        for name, format_ in FORMATS.items()
        if (format_.dated and not dated) or (format_.drawn and not drawn)
    }
    return refused if has_ids(question) or is_joint(question) else {*refused, "ids"}


def _example(typed: str, ask: Ask, *more: str, lines: bool = True) -> Example:
    return Example((*typed.split(), *more), ask, lines)


EXAMPLES: dict[str, list[Example]] = {
    "timeline": [
        _example("timeline --limit 60", lambda ots: ots.timeline(limit=60)),
        _example(
            "timeline --since 2020 --kind summit",
            lambda ots: ots.timeline(since="2020", kind=["summit"]),
        ),
    ],
    "about": [
        _example("about", lambda ots: ots.describe(), lines=False),
        _example("about UZB", lambda ots: ots.describe("UZB"), lines=False),
        _example(
            "about ots-secretary-general",
            lambda ots: ots.describe("ots-secretary-general"),
            lines=False,
        ),
    ],
    "today": [_example("today --on 11-12", lambda ots: ots.today(on="11-12"))],
    "next": [_example("next", lambda ots: ots.next())],
    "offices": [
        _example(
            "offices --org OTS --as-of 2016-06-01",
            lambda ots: ots.offices(org=["OTS"], as_of="2016-06-01"),
        ),
        _example(
            "offices ots-secretary-general --history",
            lambda ots: ots.offices("ots-secretary-general", history=True),
        ),
    ],
    "members": [
        _example("members CIS --as-of 2004", lambda ots: ots.members("CIS", as_of="2004")),
        _example("members OTS --history", lambda ots: ots.members("OTS", history=True)),
    ],
    "overlap": [
        _example(
            "overlap OTS CSTO --status any",
            lambda ots: ots.overlap(["OTS", "CSTO"], status=["any"]),
        ),
        _example(
            "overlap OTS NATO --history", lambda ots: ots.overlap(["OTS", "NATO"], history=True)
        ),
        _example("overlap", lambda ots: ots.overlap(), lines=False),
    ],
    "shared": [
        _example(
            "shared AZE TUR --as-of 2025", lambda ots: ots.shared(["AZE", "TUR"], as_of="2025")
        ),
        _example(
            "shared KAZ HUN --status any --history",
            lambda ots: ots.shared(["KAZ", "HUN"], status=["any"], history=True),
        ),
    ],
    "changes": [
        _example("changes --state KAZ", lambda ots: ots.changes(state=["KAZ"])),
        _example(
            "changes --org OTS --since 2018", lambda ots: ots.changes(org=["OTS"], since="2018")
        ),
    ],
    "facts": [
        _example("facts --limit 60", lambda ots: ots.facts(limit=60)),
        _example(
            "facts exercise --kind proposal --limit 3",
            lambda ots: ots.facts("exercise", kind=["proposal"], limit=3),
        ),
    ],
    "search": [
        _example("search Qəbələ --limit 5", lambda ots: ots.search("Qəbələ", limit=5)),
        _example("search kazinform", lambda ots: ots.search("kazinform")),
    ],
    "show": [
        _example(f"show {typed}", lambda ots, typed=typed: ots.show(*typed.split()), lines=False)
        for typed in (
            "ots-secretary-general ots-chair-state-kgz-2024",
            "HUN OTS gabala ilham-aliyev ots-hun-observer seed-000",
            "summit-2025-gabala aliyev-2025-10-07-joint-exercise-proposal XNC EU",
        )
    ],
    "sources": [
        _example(
            "sources --kind official --limit 30",
            lambda ots: ots.sources(kind=["official"], limit=30),
        ),
    ],
    "list": [
        _example("list orgs", lambda ots: ots.list("orgs")),
        _example("list states", lambda ots: ots.list("states")),
        _example("list topics", lambda ots: ots.list("topics")),
    ],
    "data info": [_example("data info", lambda ots: ots.info())],
    "data diff": [
        _example("data diff", lambda _: otscli.open(NEW).diff(otscli.open(OLD)), OLD, NEW)
    ],
}

HOSTILE: dict[str, list[list[str]]] = {
    "timeline": [["timeline"]],
    "about": [["about", "AAA"], ["about", "ORG"], ["about", "per"]],
    "today": [["today", "--on", "05-10"]],
    "next": [["next"]],
    "offices": [["offices", "--history"]],
    "members": [["members", "ORG"], ["members", "ORG", "--history"]],
    "overlap": [
        ["overlap", "ORG", "TWO"],
        ["overlap", "ORG", "TWO", "--history"],
        ["overlap", "ORG"],
    ],
    "shared": [["shared", "AAA", "BBB"]],
    "changes": [["changes"]],
    "facts": [["facts"]],
    "search": [["search", "a"]],
    "show": [["show", "script", "control", "lines", "said", "src", "AAA", "ORG", "per"]],
    "sources": [["sources"]],
    "list": [["list", "orgs"]],
    "data info": [["data", "info"]],
    "data diff": [["data", "diff", OLD]],
}
"""Questions put to the dataset of `cli/test_formats.py` that tries to break every format."""


def every(*, lines: bool | None = None) -> Iterator[Example]:
    """Yield every example, or those whose tables have a line for each row, or have not."""
    for examples in EXAMPLES.values():
        yield from (one for one in examples if lines in {None, one.lines})


def parameters(examples: Iterable[Example]) -> pytest.MarkDecorator:
    """Make a test take each of the examples."""
    return pytest.mark.parametrize("example", list(examples), ids=lambda example: example.name)


every_example = parameters(every())
