"""What this program answers on the data of an earlier release is what that release answered.

`tests/released/VERSION` holds the data of a release and what it printed; `kept.py` there describes
the form, `keep.py` makes it. New fields and columns may come in anywhere; the old ones keep their
names, their order and their values. What is to differ is registered in `INTENDED`, with the reason;
an entry that makes no difference any more fails. Tables, help and messages are not compared: they
are for people, and may improve. Where the rows of an answer differ as intended, its other formats
differ, too, and are not compared; those of other questions still are.

Here the rows of every question are compared, and for each command those of one question in every
format. `tests/extended/test_released_in_every_format.py` compares all of them in every format and
looks for idle entries, `tests/extended/test_released_parquet.py` what needs pyarrow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from released import kept as form
from released.kept import Kept

RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("released/*/answers"))

INTENDED: dict[str, dict[tuple[str, str], str]] = {
    "1.0.0": {
        ("list formats", "meaning"): "each format says what it is for; it said nothing",
        ("list formats", "rows gained"): "pictures are formats",
        ("timeline*", "-f html"): "the picture of the rows is above their table",
        ("changes*", "-f html"): "the picture of the rows is above their table",
        ("members * --history", "-f html"): "bars are a picture, no longer letters in the table",
        ("list * --lang *", "rows *"): "--lang names states and organisations here, too",
        ("show * --lang *", "rows *"): "the record is named in the language asked for, too",
        ("changes*", "change"): "a candidacy is a change of its own",
        ("changes*", "before"): "the status of the same track: standing or bid",
        ("changes*", "after"): "the status of the same track: standing or bid",
        ("members *", "certain"): "nothing open is certain after the data's last day",
        ("members*", "-f html"): "the caption says the day",
        ("facts*", "-f html"): "the caption says that texts are paraphrases",
        ("timeline", "-f html"): "the caption counts rows after the data's last day",
        ("overlap *", "days"): "what is open counts to the data's last day",
        ("shared *", "days"): "what is open counts to the data's last day",
        ("overlap *", "from"): "beside an unknown end the known bound is kept",
        ("shared *", "from"): "beside an unknown end the known bound is kept",
        ("overlap *", "rows order"): "a known bound sorts by its day",
        ("shared *", "rows order"): "a known bound sorts by its day",
        **{
            (f"overlap{asked}", "memberships.*"): "no line without a status in the matrix"
            for asked in (
                *(
                    "",
                    " --*",
                    " OTS",
                    " OTS OTS",
                    " CIS",
                    " CIS --as-of *",
                    " CSTO --status *",
                    " NATO",
                ),
                " EU --status candidate *",
            )
        },
        ("cite *", "*"): "citations name author, licence and access day; a source is cited itself",
        ("timeline --kind war", "*"): "everyday words are read as kinds",
        ("*", "-f ics"): "the stamp is that of the data's edition",
        ("check --strict", "rows gained"): "there are more rules",
        ("check --strict", "exit code"): "there are more rules",
        ("show HUN XNC OTS ECO *", "columns"): "states have a summary, before that of events",
        ("show HUN XNC OTS ECO *", "-f *"): "states have a summary, before that of events",
    },
}
"""By release, what is to differ: (question, part) → why.

Both are patterns as for file names. The question is the call as one types it. The part is a field
of a row (`days`, `place.city`; a list has no numbers: `sources.title`), `rows lost`, `rows gained`,
`rows order`, an option that chooses a format (`-f csv`, `--style text`), `columns`, `exit code`,
`text`, or a column of an export (`events.date`). `*` as the part is the whole question.
"""

PARQUET = "export parquet"

MAPS = {"memberships"}
"""Objects whose keys are codes: a new one is no new field."""


SUBJECT = ("id", "type", "state", "organization", "date", "group", "name")
"""The fields by which the rows of two answers are matched."""


class Difference(NamedTuple):
    """A part of an answer that is not as it was, and how it differs."""

    part: str
    how: str


def compared(old: Any, new: Any, part: str = "") -> Iterator[Difference]:
    """Yield how a value differs from what it was, new fields left out."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old:
            inner = f"{part}.{key}".lstrip(".")
            if key not in new:
                yield Difference(inner, "is gone")
            else:
                yield from compared(old[key], new[key], inner)
        if part.rpartition(".")[2] in MAPS:
            yield from (Difference(f"{part}.{key}", "is new") for key in new if key not in old)
        yield from _ordered(list(old), list(new), f"{part}.order".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            yield from compared(before, after, part)
    elif type(old) is not type(new) or old != new:
        yield Difference(part, f"was {_short(old)}, is {_short(new)}")


def compared_rows(old: list[form.Row], new: list[form.Row]) -> Iterator[Difference]:
    """Yield how rows differ, those compared with each other that speak of the same thing."""
    before, after = _named(old), _named(new)
    yield from (Difference("rows lost", _short(name)) for name in before if name not in after)
    yield from (Difference("rows gained", _short(name)) for name in after if name not in before)
    yield from _ordered(list(before), list(after), "rows order")
    for name, row in before.items():
        for part, how in compared(row, after.get(name, row)):
            yield Difference(part, f"{_short(name)}: {how}")


def compared_lists(old: form.Lists, new: form.Lists) -> Iterator[Difference]:
    """Yield the columns of an export that differ."""
    before, after = (
        {
            f"{name}.{column}": digest
            for name, list_ in lists.items()
            for column, digest in list_.items()
        }
        for lists in (old, new)
    )
    yield from compared(before, after, "")


def _ordered(old: Iterable[Any], new: Iterable[Any], part: str) -> Iterator[Difference]:
    both = set(old) & set(new)
    was, now = [one for one in old if one in both], [one for one in new if one in both]
    if was != now:
        yield Difference(part, f"was {_short(was)}, is {_short(now)}")


def _named(rows: list[form.Row]) -> dict[tuple[Any, ...], form.Row]:
    """Rows by what they speak of, and by their number where several speak of the same."""
    found: dict[tuple[Any, ...], form.Row] = {}
    count: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        name = tuple(str(row[key]) for key in SUBJECT if row.get(key) is not None)
        found[(*name, count[name])] = row
        count[name] += 1
    return found


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 120 else f"{text[:120]}…"


def differences(
    ots: form.Ots, release: Path, kept: Kept, folder: Path, *, formats: bool = True
) -> list[Difference]:
    """Ask today's program a question; return how the answer differs from the release's.

    Without `formats` its rows alone are compared.
    """
    if kept.lists:
        new = form.exported(ots, release / "data", kept.call[1], folder / f"to.{kept.call[1]}")
        return list(compared_lists(kept.lists, new))
    return list(_asked(ots, release, kept, formats=formats))


def _asked(ots: form.Ots, release: Path, kept: Kept, *, formats: bool) -> Iterator[Difference]:
    data, known = release / "data", form.records(release)
    if kept.out is not None:
        printed = form.asked(ots, data, kept, "").out
        yield from compared(kept.out, printed.replace(str(data), "DATA"), "text")
        return
    records = {id_: row for id_, row in known.items() if row["type"] == kept.every}
    ids = "".join(f"{id_}\n" for id_ in records)
    old = list(records.values()) if kept.every else form.unfolded(kept.rows or [], known)
    code, new = form.rows(ots, data, kept, ids)
    found = [*compared(kept.code, code, "exit code"), *compared_rows(old, new)]
    yield from found
    if found or not formats:
        return
    if kept.columns:
        header = form.header(ots, data, kept, ids)
        yield from (Difference("columns", f"no {one}") for one in kept.columns if one not in header)
        yield from _ordered(kept.columns, header, "columns")
    for option, text in kept.formats.items():
        yield from compared(text, form.text(ots, data, kept, ids, option), option)


Register = Mapping[tuple[str, str], str]


def unintended(found: Iterable[Difference], kept: Kept, register: Register) -> list[Difference]:
    """The differences that no entry of a register speaks of."""
    parts = [part for call, part in register if fnmatchcase(kept.name, call)]
    return [one for one in found if not any(fnmatchcase(one.part, part) for part in parts)]


def idle(
    ask: Callable[[Kept], list[Difference]], asked: Iterable[Kept], register: Register
) -> list[tuple[str, str]]:
    """The entries of a register that make no difference."""
    asked = list(asked)
    return [
        (call, part)
        for call, part in register
        if not any(
            fnmatchcase(one.part, part)
            for kept in asked
            if fnmatchcase(kept.name, call)
            for one in ask(kept)
        )
    ]


def asked_here(release: Path) -> list[Kept]:
    return [kept for kept in form.questions(release) if kept.name != PARQUET]


every_question = pytest.mark.parametrize(
    ("release", "kept"),
    [
        pytest.param(release, kept, id=f"{release.name}-{kept.name[:70]}")
        for release in RELEASES
        for kept in asked_here(release)
    ],
)


def first_of_its_command(release: Path, kept: Kept) -> bool:
    """Whether no question before it is of the same command and has as many formats."""
    alike = (
        one
        for one in asked_here(release)
        if one.call[0] == kept.call[0] and one.formats.keys() == kept.formats.keys()
    )
    return next(alike) is kept


@pytest.mark.slow
@every_question
def test_it_answers_as_the_release_did(ots, tmp_path, release, kept):
    formats = first_of_its_command(release, kept)
    found = differences(ots, release, kept, tmp_path, formats=formats)
    assert unintended(found, kept, INTENDED.get(release.name, {}))[:10] == []


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_every_difference_that_is_intended_has_a_reason(release):
    assert all(INTENDED.get(release.name, {}).values())


OLD = {"id": "a", "place": {"city": "Baku", "country": "AZE"}, "memberships": {"OTS": None}}


@pytest.mark.parametrize(
    ("new", "parts"),
    [
        (OLD, []),
        ({"new": 1, **OLD}, []),
        (OLD | {"place": {"city": "Baku", "venue": None, "country": "AZE"}}, []),
        (OLD | {"place": {"country": "AZE", "city": "Baku"}}, ["place.order"]),
        (OLD | {"place": {"city": "Baku"}}, ["place.country"]),
        (OLD | {"place": {"city": "Bakı", "country": "AZE"}}, ["place.city"]),
        (OLD | {"place": None}, ["place"]),
        (OLD | {"memberships": {"OTS": None, "UN": None}}, ["memberships.UN"]),
        (OLD | {"memberships": {}}, ["memberships.OTS"]),
        (OLD | {"id": "b"}, ["rows lost", "rows gained"]),
    ],
)
def test_what_differs_is_found(new, parts):
    assert [one.part for one in compared_rows([OLD], [new])] == parts


def test_rows_are_matched_by_what_they_speak_of():
    a, b, c = ({"id": id_, "value": 1} for id_ in "abc")
    assert [one.part for one in compared_rows([a, b, c], [a, c])] == ["rows lost"]
    assert [one.part for one in compared_rows([a, c], [a, b, c])] == ["rows gained"]
    assert [one.part for one in compared_rows([a, b], [b, a])] == ["rows order"]
    assert [one.part for one in compared_rows([a, a], [a, a | {"value": True}])] == ["value"]
    assert [one.part for one in compared_rows([a, a], [a])] == ["rows lost"]


def test_a_column_of_an_export_that_differs_is_found():
    old = {"events": {"id": "1", "date": "2"}, "memberships": {"id": "3"}}
    more = {"events": {"id": "1", "new": "0", "date": "2"}, "memberships": {"id": "3", "n": "4"}}
    assert list(compared_lists(old, more)) == []
    assert [one.part for one in compared_lists(old, more | {"events": {"id": "5"}})] == [
        "events.id",
        "events.date",
    ]


def test_the_register_excuses_what_it_names_and_nothing_else():
    kept, other = Kept(["overlap", "OTS", "NATO"]), Kept(["members"])
    found = [Difference("days", "was 1, is 2"), Difference("-f ics", "was x, is y")]
    register = {("overlap *", "days"): "the data end", ("*", "-f ics"): "stamps"}
    assert unintended(found, kept, register) == []
    assert unintended(found, kept, {("overlap *", "days"): "why"}) == found[1:]
    assert unintended(found, other, {("overlap *", "*"): "why"}) == found
    assert idle(lambda _: found, [kept, other], register) == []
    assert idle(lambda _: found, [other], register) == [("overlap *", "days")]
    assert idle(lambda _: [], [kept], register) == list(register)


def test_what_is_kept_short_is_read_whole():
    known = {
        "s": {"id": "s", "url": "u", "note": None},
        "m": {"id": "m", "certain": None, "sources": [{"source": "s", "url": "u"}]},
    }
    rows = [
        {"id": "m", "certain": True, "sources": [{"source": "s", "url": "u"}]},
        {"id": "m", "change": "joined", "sources": [{"source": "s", "url": "other"}]},
        {"state": "TUR", "cells": {"OTS": {"id": "m", "certain": None}, "UN": None}},
    ]
    short = form.folded(rows, known)
    assert short == [
        {"=": "m", "certain": True},
        {"id": "m", "change": "joined", "sources": [{"source": "s", "url": "other"}]},
        {"state": "TUR", "cells": {"OTS": {"id": "m", "certain": "="}, "UN": None}},
    ]
    assert form.unfolded(short, known) == rows
