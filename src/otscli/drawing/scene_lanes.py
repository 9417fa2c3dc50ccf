"""Events and changes of status as marks in lanes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from otscli.answer import Answer, Look
from otscli.choices import LANES
from otscli.dates import MARKS, UNKNOWN, parse
from otscli.drawing.scene import (
    Axis,
    Day,
    Fields,
    Lane,
    Lanes,
    Mark,
    Span,
    count,
    frame,
    last_day,
    leading,
    new_year,
    source_link,
    spoken,
    year,
)
from otscli.errors import QueryError
from otscli.escaping import visible

MOST = 12
"""Maximum lanes; further ones are merged."""

_NOUNS = {"kind": "kind", "topic": "topic", "state": "state", "organization": "organisation"}


def lanes(answer: Answer, look: Look, rows: Sequence[Fields]) -> Lanes:
    """Return events by kind, topic, state or organisation, or changes by one of their sides.

    A row with several values is in each of their lanes. Raises `QueryError` for lanes that such
    rows do not have.
    """
    known = LANES[answer.type]
    by = look.lanes or known[0]
    if by not in known:
        raise QueryError(f"no lanes {by!r}; there are {', '.join(known)}", "lanes")
    shown = answer.names()

    def name(id_: str) -> str:
        return visible(shown.get(id_, id_)) if by in {"state", "organization"} else visible(id_)

    make = _event if answer.type == "event" else _change
    dated = [row for row in rows if row["date"] not in {None, UNKNOWN}]
    found: dict[str, list[Mark]] = {}
    drawn = [(row, make(row, lambda id_: visible(shown.get(id_, id_)), by)) for row in dated]
    for row, mark in drawn:
        for value in _values(row, by):
            found.setdefault(value, []).append(mark)
    sizes = Counter({value: len(marks) for value, marks in found.items()})
    order = sorted(found, key=lambda value: (not value, -sizes[value], name(value), value))
    kept = order if len(order) <= MOST else order[:MOST]
    made = [Lane(name(value) or f"no {_NOUNS[by]}", tuple(found[value])) for value in kept]
    if rest := order[len(kept) :]:
        others = {id(mark) for value in rest for mark in found[value]}
        marks = tuple(mark for _, mark in drawn if id(mark) in others)
        made.append(Lane(f"other ({count(len(rest), _NOUNS[by])})", marks))
    if sum(len(lane.marks) for lane in made) > _LINKED:
        made = [Lane(one.name, tuple(replace(m, link=None) for m in one.marks)) for one in made]
    axis = _axis([mark for _, mark in drawn], last_day(answer))
    title, said = _words(answer, by, drawn, len(rows) - len(dated), axis)
    return Lanes(frame(answer, look, title, said), axis, tuple(made))


def _values(row: Fields, by: str) -> list[str]:
    """The lanes of a row: `""` if it has no such value."""
    if "change" in row or by == "kind":
        return [row[by]]
    return list(dict.fromkeys(row[_FIELDS[by]])) or [""]


_FIELDS = {"topic": "topics", "state": "states", "organization": "organizations"}
Name = Callable[[str], str]


def _mark(row: Fields, name: str, says: str, *, settled: bool) -> Mark:
    date = parse(row["date"])
    certain = settled and date.is_day and row["date"][-1] not in MARKS
    span = Span(date.first.toordinal(), date.last.toordinal() + 1)
    return Mark(span, certain, visible(name), visible(says), source_link(row))


def _event(row: Fields, _: Name, __: str) -> Mark:
    planned = bool(row.get("planned"))
    flags = [word for word in ("planned", "disputed") if row.get(word)]
    says = f"{row['date']}: {row['title']}" + (f" ({', '.join(flags)})" if flags else "")
    return _mark(row, row["title"], says, settled=not planned)


def _change(row: Fields, name: Name, by: str) -> Mark:
    parties = f"{name(row['state'])}, {name(row['organization'])}"
    steps = " → ".join(status for status in (row["before"], row["after"]) if status)
    says = f"{row['date']}: {parties}: {row['change']} ({steps})"
    other = row["organization" if by == "state" else "state"]
    return _mark(row, f"{other} {row['change']}", says, settled=True)


def _axis(marks: Sequence[Mark], last: Day) -> Axis:
    """Whole years around the marks, cut at the data's last day if nothing is later."""
    if not marks:
        return Axis(new_year(year(last)), last + 1, last)
    first = min(mark.span.since for mark in marks)
    end = max(mark.span.until for mark in marks)
    if end - first > _SHORT:
        first = new_year(year(first))
        end = max(end, min(new_year(year(end - 1) + 1), last + 1))
    return Axis(first, end, last)


_LINKED = 250  # marks, beyond which links would be most of the file
_SHORT = 400  # days up to which an axis need not begin with a year


def _words(
    answer: Answer, by: str, drawn: Sequence[tuple[Fields, Mark]], undated: int, axis: Axis
) -> tuple[str, str]:
    """The title, and the finding in a sentence."""
    noun = "event" if answer.type == "event" else "change"
    nouns = "Events" if noun == "event" else "Changes of status"
    if not drawn:
        return nouns, f"The answer has no {noun}s to draw."
    first, last = year(axis.first), year(axis.end - 1)
    when = f"{first}" if first == last else f"{first}–{last}"
    title = f"{nouns} by {_NOUNS[by]}, {when}"
    values = Counter(value for row, _ in drawn for value in _values(row, by) if value)
    years = Counter(year(mark.span.since) for _, mark in drawn)
    said = count(len(drawn), noun)
    if 1 < len(values) < len(drawn):
        shown = answer.names()
        most = leading(values, lambda id_: visible(shown.get(id_, id_)), f"{_NOUNS[by]}s")
        said += f"; {most.named} {most.has} the most, {most.each}"
    if len(years) > 1:
        most = leading({str(one): size for one, size in years.items()}, str, "years")
        said += f"; of the years {most.named} {most.has} the most, {most.each}"
    later = sum(mark.span.since > axis.last for _, mark in drawn)
    said += "."
    if later:
        verb = "is" if later == 1 else "are"
        day = spoken(axis.last)
        said += f" {later:,} {verb} dated after {day}, the last day that the data covers."
    if undated:
        said += f" {undated:,} without a date {'is' if undated == 1 else 'are'} not drawn."
    return title, said
