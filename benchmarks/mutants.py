"""Make small faults in the code, one at a time, and see which of them the tests notice.

    python benchmarks/mutants.py dates periods > table.md
    python benchmarks/mutants.py --sample 200 --seed 16 query store cache checking

A mutant is a module with one thing changed: a comparison, a constant, `and` for `or`, a condition
left out, a value not returned. Each runs in a process of its own against the tests of its module,
the nearest first, until one fails. A mutant that no test fails for survives; it is listed with its
line. Mutants that cannot differ, such as those of `strict=True`, are not made.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "otscli"
SECONDS = 120  # of the CPU that the tests of one mutant may take

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Mod: ast.Mult}
NAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}
EQUIVALENT = {"strict", "slots", "frozen", "maxsize", "ensure_ascii", "check_same_thread"}

# The tests of a module, nearest first; the beginning of its name decides.
TESTS = {
    "dates": ["test_dates.py", "extended/test_dates_properties.py", "query/test_last_day.py"],
    "periods": [
        "test_periods.py",
        "extended/test_periods_properties.py",
        "query/test_statuses.py",
        "query/test_last_day.py",
    ],
    "cache": ["store/test_cache.py", "store", "test_api.py"],
    "store": ["store", "cli/test_unions.py", "query", "cli/test_search.py", "cli/test_show.py"],
    "checking": ["check", "test_data.py"],
    "query.lookup": ["query", "test_periods.py", "cli/test_joint.py", "cli/test_overlap.py"],
    "query": ["query", "test_api.py"],
}
LAST = ["cli/test_timeline.py", "cli/test_members.py", "cli/test_explain.py", "test_offices.py"]


class Mutant(NamedTuple):
    """One changed place: its module, its line, what was changed, and the tree that has it."""

    module: str
    line: int
    change: str
    tree: ast.Module


def mutants(module: str) -> Iterator[Mutant]:
    """Make every mutant of a module."""
    source = (PACKAGE / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    skipped = set(_skipped(tree))
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for change, mutate in _changes(node):
            other = copy.deepcopy(tree)
            mutate(next(each for at, each in enumerate(ast.walk(other)) if at == number))
            line = getattr(node, "lineno", 0)
            yield Mutant(module, line, change, ast.fix_missing_locations(other))


def _skipped(tree: ast.Module) -> Iterator[int]:
    """Yield what is no behaviour: types, decorators, constants without effect, type checking."""
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.AnnAssign | ast.arg):
            parts.append(node.annotation)
        if isinstance(node, ast.FunctionDef):
            parts.append(node.returns)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            parts += node.decorator_list
        if isinstance(node, ast.keyword) and node.arg in EQUIVALENT:
            parts.append(node.value)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            parts.append(node)
        for part in filter(None, parts):
            yield from map(id, ast.walk(part))


Change = tuple[str, Callable[..., None]]


def _changes(node: ast.AST) -> Iterator[Change]:
    """Yield what can be changed about a node: what it is called, and a function that does it."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            yield f"`{ast.unparse(node)}`: operator {at + 1} changed", _compare(at, operator)
    if isinstance(node, ast.BoolOp):
        yield f"`{ast.unparse(node)}`: and/or swapped", _swap
        for at in range(len(node.values)):
            yield f"`{ast.unparse(node)}`: operand {at + 1} dropped", _drop(at)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"`{ast.unparse(node)}`: not dropped", _affirm
    if isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
        yield f"`{ast.unparse(node)}`: operator changed", _count
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        yield f"`{node.value}` changed", _other_constant
    if isinstance(node, ast.Name) and node.id in NAMED and isinstance(node.ctx, ast.Load):
        yield f"`{node.id}` swapped", _rename
    if isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
        yield f"`{ast.unparse(node)}`: nothing returned", _return_nothing


def _compare(at: int, operator: ast.cmpop) -> Callable[..., None]:
    def mutate(node: ast.Compare) -> None:
        node.ops[at] = COMPARED[type(operator)]()

    return mutate


def _drop(at: int) -> Callable[..., None]:
    def mutate(node: ast.BoolOp) -> None:
        del node.values[at]
        if len(node.values) == 1:  # `x and x` is `x`
            node.values *= 2

    return mutate


def _swap(node: ast.BoolOp) -> None:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _affirm(node: ast.UnaryOp) -> None:
    double = ast.UnaryOp(ast.Not(), node.operand)
    node.operand = double


def _count(node: ast.BinOp) -> None:
    node.op = COUNTED[type(node.op)]()


def _other_constant(node: ast.Constant) -> None:
    node.value = not node.value if isinstance(node.value, bool) else node.value + 1


def _rename(node: ast.Name) -> None:
    node.id = NAMED[node.id]


def _return_nothing(node: ast.Return) -> None:
    node.value = ast.Constant(None)


class _Loader(importlib.abc.Loader):
    """Loads the mutant in place of its module."""

    def __init__(self, mutant: Mutant, path: str) -> None:
        self._code = compile(mutant.tree, path, "exec")

    def exec_module(self, module: object) -> None:
        exec(self._code, vars(module))  # noqa: S102 - our own code, changed


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, *_: object) -> object:
        if name != f"otscli.{self._mutant.module}":
            return None
        path = str(PACKAGE / f"{self._mutant.module.replace('.', '/')}.py")
        spec = importlib.util.spec_from_loader(name, _Loader(self._mutant, path), origin=path)
        if spec:
            spec.has_location = True
        return spec


def tests_of(module: str) -> list[list[str]]:
    """Return the tests of a module in groups, the nearest first."""
    prefix = next(each for each in TESTS if module == each or module.startswith(f"{each}."))
    own = [f"cli/test_{module.rpartition('.')[2]}.py"]
    if prefix in {"dates", "periods"}:
        named = TESTS[prefix]
    elif prefix == "query":
        named = [*own, *TESTS[prefix], *LAST]
    else:
        named = [*TESTS[prefix], *LAST]
    found = [name for name in named if (ROOT / "tests" / name).exists()]
    return [[found[0]], found[1:]]


def survives(mutant: Mutant | None, tests: list[str]) -> bool:
    """Whether all tests pass with the mutant, in a process of its own."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) == 0
    code = 2
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        if mutant:
            sys.meta_path.insert(0, _Finder(mutant))
        with tempfile.TemporaryDirectory() as folder:
            options = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts=", "--basetemp", folder]
            code = int(pytest.main([*options, *[str(ROOT / "tests" / test) for test in tests]]))
    except BaseException:  # whatever a mutant does, it is noticed
        code = 2
    finally:
        os._exit(code)


def modules(names: list[str]) -> list[str]:
    """Return the modules of these names, those in a folder of that name."""
    found = []
    for name in names:
        path = PACKAGE / name.replace(".", "/")
        inside = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        found += [
            ".".join(each.relative_to(PACKAGE).with_suffix("").parts)
            for each in inside
            if each.name != "__init__.py"
        ]
    return found


def main() -> int:
    """Run the mutants and print a table and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="+", help="modules or folders of otscli")
    parser.add_argument("--sample", type=int, help="so many, drawn at random")
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--nearest", action="store_true", help="with the nearest tests alone")
    parser.add_argument("--part", default="1/1", help="K/N: every Nth mutant, from the Kth on")
    given = parser.parse_args()
    os.environ["PYTHONPATH"] = str(PACKAGE.parent)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    os.chdir(ROOT)
    chosen = [mutant for name in modules(given.modules) for mutant in mutants(name)]
    total = len(chosen)
    if given.sample:
        picked = sorted(random.Random(given.seed).sample(range(total), min(given.sample, total)))
        chosen = [chosen[number] for number in picked]
    first, parts = map(int, given.part.split("/"))
    chosen = chosen[first - 1 :: parts]
    last = 1 if given.nearest else None
    groups = {mutant.module: tests_of(mutant.module)[:last] for mutant in chosen}
    for module, tests in groups.items():
        if not all(survives(None, group) for group in tests if group):
            print(f"the tests of {module} fail without a mutant", file=sys.stderr)
            return 2
    survivors = []
    for number, mutant in enumerate(chosen, 1):
        if all(survives(mutant, group) for group in groups[mutant.module] if group):
            survivors.append(mutant)
            print(f"- {mutant.module}:{mutant.line}: {mutant.change}", flush=True)
        if number % 20 == 0:
            print(f"{number} of {len(chosen)}", file=sys.stderr, flush=True)
    killed = len(chosen) - len(survivors)
    print(f"\n{total} mutants, {len(chosen)} run, {killed} killed ({killed / len(chosen):.1%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
