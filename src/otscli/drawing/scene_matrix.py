"""States and organisations crossed, with the statuses held on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from otscli.answer import Answer, Look
from otscli.drawing.scene import (
    MEANINGS,
    Fields,
    Held,
    Matrix,
    MatrixLine,
    count,
    frame,
    last_day,
    leading,
    spoken,
    used,
)
from otscli.escaping import visible


def matrix(answer: Answer, look: Look, rows: Sequence[Fields]) -> Matrix:
    """Return a matrix; the longer side is vertical, each side sorted by number of statuses."""
    shown = answer.names()

    def name(id_: str) -> str:
        return visible(shown.get(id_, id_))

    day = answer.day.toordinal() if answer.day else last_day(answer)
    states = [(row["state"], row["memberships"]) for row in rows]
    cells = {
        (state, key): _cell(memberships.get(key), f"{name(state)}, {name(key)}")
        for state, memberships in states
        for key in answer.keys
    }
    filled = [pair for pair, found in cells.items() if found]
    of_state = Counter(state for state, _ in filled)
    of_organization = Counter(key for _, key in filled)

    def ordered(ids: Sequence[str], sizes: Counter[str]) -> list[str]:
        return sorted(ids, key=lambda id_: (-sizes[id_], name(id_), id_))

    organizations = ordered(answer.keys, of_organization)
    people = ordered([state for state, _ in states], of_state)
    across, down = people, organizations
    if len(people) > len(organizations):
        across, down = organizations, people
    lines = []
    for id_ in down:
        pairs = [(id_, other) if down is people else (other, id_) for other in across]
        lines.append(MatrixLine(visible(id_), name(id_), tuple(cells[pair] for pair in pairs)))
    styles = [held.style for found in cells.values() for held in found]
    on = spoken(day)
    said = "The answer has no statuses to draw."
    if styles:
        one = leading(of_state, name, "states")
        other = leading(of_organization, name, "organisations")
        said = (
            f"{one.named} {one.has} a status in the most of "
            f"{count(len(organizations), 'organisation')}, {one.each}; {other.named} {other.has} "
            f"the most of the {len(people):,} shown here, {other.each}."
        )
    return Matrix(
        frame(answer, look, f"Who had which status where on {on}", said),
        tuple((visible(id_), name(id_)) for id_ in across),
        tuple(lines),
        used(styles),
    )


def _cell(held: Fields | None, parties: str) -> tuple[Held, ...]:
    """The statuses of a cell: the one shown first, and others held at the same time."""
    if held is None:
        return ()
    return tuple(_held(one, parties) for one in (held, *(held.get("also") or ())))


def _held(one: Fields, parties: str) -> Held:
    until = f" until {one['until']}" if one["until"] else ""
    disputed = " (disputed)" if one.get("disputed") else ""
    says = f"{parties}: {MEANINGS[one['status']]} from {one['from']}{until}{disputed}"
    return Held(one["status"], bool(one["certain"]), visible(says))
