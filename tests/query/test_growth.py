"""Work grows with a dataset and not with its square, whatever the dataset is made of.

Calls of functions are counted, not seconds: as much more may cost as many more.
"""

import cProfile
import json
from collections.abc import Callable
from itertools import pairwise

import pytest

from otscli.query.lookup import joint

SIZES = (25, 75, 225)
CHECKED = (100, 200, 400)  # from the number of findings on that are kept of a rule
MARGIN = 1.4


def held(state, organization, **ends):
    record = {"type": "membership", "state": state, "organization": organization}
    return {**record, "status": "member", **ends}


def one_after_another(state, organization, count):
    """A period in each month, with gaps between them."""
    return [
        held(
            state,
            organization,
            **{
                "from": f"{1000 + i // 12:04}-{i % 12 + 1:02}-01",
                "until": f"{1000 + i // 12:04}-{i % 12 + 1:02}-15",
            },
        )
        for i in range(count)
    ]


def event(id_, **fields):
    return {"type": "event", "id": id_, "date": "2020", "kind": "k", "title": id_, **fields}


def two_bodies(count):
    return one_after_another("A", "B", count) + one_after_another("A", "C", count)


def two_states(count):
    return one_after_another("A", "B", count) + one_after_another("D", "B", count)


def a_run_and_gaps(count):
    """Periods of one run beside as many with gaps."""
    days = [f"{1000 + i // 12:04}-{i % 12 + 1:02}-01" for i in range(count + 1)]
    run = [held("A", "B", **{"from": since, "until": until}) for since, until in pairwise(days)]
    return run + one_after_another("A", "C", count)


SHAPES: dict[str, tuple[Callable[[int], list[dict[str, object]]], list[list[str]]]] = {
    "periods with gaps": (
        lambda n: one_after_another("A", "B", n),
        [["members", "B", "--history"], ["changes"], ["show", "A"], ["check"], ["overlap", "B"]],
    ),
    "periods that may all overlap": (
        lambda n: [held("A", "B", **{"from": "1000/1999", "until": "1500/1999"})] * n,
        [["members", "B", "--history"], ["changes"], ["check"]],
    ),
    "periods that nobody dates": (
        lambda n: [held("A", "B", **{"from": "unknown", "until": "unknown"})] * n,
        [["members", "B", "--history"], ["changes"], ["check"]],
    ),
    "equal periods": (lambda n: [held("A", "B", **{"from": "2000"})] * n, [["check"]]),
    "two organisations": (two_bodies, [["overlap", "B", "C", "--history"]]),
    "two states": (two_states, [["shared", "A", "D", "--history"]]),
    "a run and periods with gaps": (a_run_and_gaps, [["overlap", "B", "C", "--history"]]),
    "states of one event": (
        lambda n: [event("e", states=[f"S{i}" for i in range(n)])],
        [["timeline", "--json"], ["check"]],
    ),
    "topics of one event": (
        lambda n: [event("e", topics=[f"t{i}" for i in range(n)])],
        [["timeline", "--json"]],
    ),
    "events alike": (lambda n: [event(f"e{i}") for i in range(n)], [["check"]]),
    "equal events": (lambda n: [event("e")] * n, [["check"]]),
    "unknown fields": (lambda n: [event(f"e{i}", **{f"x{i}": 1}) for i in range(n)], [["check"]]),
    "unknown types": (lambda n: [{"type": f"even{i}", "id": "e"} for i in range(n)], [["check"]]),
}
CALLS = [(name, arguments) for name, (_, calls) in SHAPES.items() for arguments in calls]


def work(action):
    """Count the functions that are called, those of the interpreter included."""
    profile = cProfile.Profile()
    profile.runcall(action)
    return sum(one.callcount for one in profile.getstats())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "arguments"), CALLS, ids=[f"{name}: {' '.join(call)}" for name, call in CALLS]
)
def test_as_much_more_costs_as_many_more_calls(ots, tmp_path, shape, arguments):
    make, _ = SHAPES[shape]
    costs = []
    sizes = CHECKED if arguments == ["check"] else SIZES
    for i, size in enumerate((1, *sizes)):  # the first imports what all of them need
        path = tmp_path / f"{i}.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in make(size)))
        costs.append(work(lambda path=path: ots("--data", str(path), *arguments)))
    _, small, middle, large = costs
    grown = (sizes[2] - sizes[1]) / (sizes[1] - sizes[0])
    assert large - middle <= grown * MARGIN * (middle - small)


@pytest.mark.slow
def test_a_question_with_too_many_joint_periods_is_refused_in_a_line(ots, tmp_path, monkeypatch):
    assert joint._MOST == 50_000
    monkeypatch.setattr(joint, "_MOST", 5_000)
    path = tmp_path / "square.jsonl"
    unknown = {"from": "unknown", "until": "unknown"}
    records = [held("A", body, **unknown) for body in ("B", "C") for _ in range(75)]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    result = ots("--data", str(path), "overlap", "B", "C", "--history")
    assert result.code == 2
    assert result.err == (
        "ots: --history: means more than 5,000 joint periods here; ask about a day instead\n"
    )
    assert ots("--data", str(path), "overlap", "B", "C").code == 0
