"""Random datasets and random questions, put to the program and to the oracle alike."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

import otscli
from oracle import BIDS, LAST, NEVER, ORDER, Held, Oracle, day, window

STATES, BODIES = ["AAA", "BBB", "CCC", "DDD"], ["ONE", "TWO", "THREE"]
FIRST, END = dt.date(1990, 1, 1).toordinal(), dt.date(2024, 12, 31).toordinal()


def dataset(seed: int, folder: Path) -> Path:
    """Write a dataset of memberships and events whose dates are known to some degree."""
    rng = random.Random(seed)
    covered = dt.date(rng.randint(2005, 2020), rng.randint(1, 12), 15)
    about = {"id": f"d{seed}", "title": "Made up"}
    if rng.random() < 0.8:
        about["covered_to"] = covered.isoformat()
    known = covered.toordinal() if "covered_to" in about else NEVER
    memberships: list[dict[str, str]] = []
    for state in STATES:
        for body in BODIES:
            kept: list[Held] = []
            for one in _chain(rng, state, body, known):
                if not any(_clash(one, other) for other in kept):
                    kept.append(one)
            for one in rng.sample(kept, len(kept)):
                ends = {} if one.until is None else {"until": one.until}
                memberships.append(
                    {
                        "id": f"{body}-{state}-{len(memberships)}".lower(),
                        "state": state,
                        "organization": body,
                        "status": one.status,
                        "from": one.since,
                        **ends,
                    }
                )
    events = [
        {"id": f"e{i}", "date": _date(rng, rng.randint(FIRST, END)), "kind": "k", "title": "T"}
        for i in range(30)
    ]
    path = folder / f"random-{seed}.yaml"
    text = yaml.safe_dump({"dataset": about, "memberships": memberships, "events": events})
    path.write_text(text, encoding="utf-8")
    return path


def _chain(rng: random.Random, state: str, body: str, covered: int) -> Iterable[Held]:
    """Statuses one after another, some with gaps, some touching, and bids beside them."""
    for statuses in (["observer", "partner", "associate", "member"], sorted(BIDS)):
        at = rng.randint(FIRST, END - 5000)
        since = "unknown" if rng.random() < 0.08 else _date(rng, at)
        for _ in range(rng.choice([0, 1, 1, 2, 3])):
            at += rng.choice([40, 400, 2500])
            ending = rng.random()
            until = None if ending < 0.25 else "unknown" if ending < 0.33 else _date(rng, at)
            yield Held("", state, body, rng.choice(statuses), since, until, covered)
            if until is None:
                break
            touching = rng.random() < 0.5 and until != "unknown"
            at += 0 if touching else rng.choice([-300, -10, 0, 1, 200])
            since = until if touching else _date(rng, at)


def _date(rng: random.Random, number: int) -> str:
    """A date about a day: known to it, to the month, the year, or to an interval."""
    exact = dt.date.fromordinal(number)
    mark = rng.choice(["", "", "", "~", "?", "%"])
    kind = rng.random()
    if kind < 0.5:
        return exact.isoformat() + mark
    if kind < 0.7:
        return f"{exact:%Y-%m}{mark}"
    if kind < 0.85:
        return f"{exact.year}{mark}"
    if kind < 0.9:
        return f"{exact.year // 10}X{mark}"
    return f"{exact.isoformat()}/{day(number + rng.choice([3, 90, 700]))}"


def _clash(one: Held, other: Held) -> bool:
    """Whether a dataset with both, or with one, would be refused."""
    if one.first[0] >= one.after[1]:
        return True
    beside = {one.status, other.status}
    if beside & BIDS and beside & {"observer", "associate", "partner"}:
        return False
    if (one.until or "") == other.since or (other.until or "") == one.since:
        return False
    return max(one.first[1], other.first[1]) < min(one.after[0], other.after[0])


def ask(data: otscli.Dataset, oracle: Oracle, rng: random.Random) -> tuple[str, Any, Any]:
    """Put one question to both; return it as text, and the answers."""
    kinds: list[Callable[..., tuple[str, Any, Any]]] = [
        _members,
        _overlap,
        _history,
        _changes,
        _timeline,
    ]
    return rng.choice(kinds)(data, oracle, rng)


def _when(oracle: Oracle, rng: random.Random) -> int:
    return rng.choice(oracle.days()) if rng.random() < 0.7 else rng.randint(FIRST, END)


_BOUNDS = ("status", "certain", "start", "start_max", "end_min", "end")


def _members(data: otscli.Dataset, oracle: Oracle, rng: random.Random) -> tuple[str, Any, Any]:
    body = rng.choice(oracle.organizations)
    on = None if rng.random() < 0.2 else _when(oracle, rng)
    rows = data.members(body, history=True) if on is None else data.members(body, as_of=day(on))
    found = {row.id: {key: getattr(row, key) for key in _BOUNDS} for row in rows}
    return f"members {body} {on and day(on)}", found, oracle.members(body, on)


def _named(oracle: Oracle, rng: random.Random) -> tuple[list[str], list[str], set[str]]:
    count = min(rng.choice([2, 2, 3]), len(oracle.organizations))
    bodies = rng.sample(oracle.organizations, count)
    typed = rng.choice([["member"], ["any"], ["any"], [rng.choice(ORDER), "member"]])
    return bodies, typed, set(ORDER) if typed == ["any"] else set(typed)


def _overlap(data: otscli.Dataset, oracle: Oracle, rng: random.Random) -> tuple[str, Any, Any]:
    bodies, typed, statuses = _named(oracle, rng)
    on = _when(oracle, rng)
    rows = data.overlap(bodies, as_of=day(on), status=typed)
    found = {
        row.state: {
            "cells": {
                body: [(one.id, one.certain) for one in (cell, *cell.also)]
                for body, cell in row.memberships.items()
            },
            "certain": row.certain,
        }
        for row in rows
    }
    asked = f"overlap {bodies} {typed} {day(on)}"
    return asked, found, oracle.overlap(bodies, statuses, on)


def _history(data: otscli.Dataset, oracle: Oracle, rng: random.Random) -> tuple[str, Any, Any]:
    bodies, typed, statuses = _named(oracle, rng)
    on = _when(oracle, rng)
    rows = data.overlap(bodies, as_of=day(on), status=typed, history=True)
    found = [
        {
            "state": row.state,
            "from": row.from_,
            "until": row.until,
            "days": row.days,
            "certain": row.certain,
        }
        for row in rows
    ]
    expected = oracle.history(bodies, statuses, on)
    for row in found:
        match = next((one for one in expected if _same(row, one)), None)
        if match:  # take it, so that what is left over differs
            match |= {key: row[key] for key in ("from", "until")}
    keys = ("state", "from", "until", "days", "certain")
    return (
        f"overlap {bodies} {typed} --history {day(on)}",
        sorted(str([row[key] for key in keys]) for row in found),
        sorted(str([row[key] for key in keys]) for row in expected),
    )


def _same(row: dict[str, Any], one: dict[str, Any]) -> bool:
    """Whether an expected joint period, not yet taken, may be written as one that was found."""
    if isinstance(one["from"], str):
        return False
    kept = all(row[key] == one[key] for key in ("state", "days", "certain"))
    return kept and row["from"] in one["from"] and row["until"] in one["until"]


def _changes(data: otscli.Dataset, oracle: Oracle, rng: random.Random) -> tuple[str, Any, Any]:
    bodies = rng.sample(oracle.organizations, rng.randint(1, min(3, len(oracle.organizations))))
    found = [
        (
            row.id,
            row.date,
            row.state,
            row.organization,
            row.change,
            row.track,
            row.before,
            row.after,
        )
        for row in data.changes(org=bodies)
    ]
    return f"changes {bodies}", sorted(found, key=str), oracle.changes(bodies)


def _timeline(data: otscli.Dataset, oracle: Oracle, rng: random.Random) -> tuple[str, Any, Any]:
    since, until = sorted((_date(rng, rng.randint(FIRST, END)) for _ in range(2)), key=window)
    during = _date(rng, rng.randint(FIRST, END))
    given = rng.choice(
        [{"since": since}, {"until": until}, {"since": since, "until": until}, {"during": during}]
    )
    found = [row.id for row in data.timeline(**given)]
    asked = {key: given.get(key) for key in ("since", "until", "during")}
    return f"timeline {given}", found, oracle.timeline(**asked)


assert LAST < NEVER
