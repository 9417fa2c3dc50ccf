"""A state-year table as the Correlates of War Project publishes it, made up but alike on every run.

    python benchmarks/generate_cow.py > state_year.csv
    python benchmarks/generate_cow.py 20 30 > small.csv

The size of the whole: 217 states and 534 organisations from 1816 to 2015, of which a state
has rows from the year of its beginning on. Nearly all belong to `un`, some to `eu`.
"""

from __future__ import annotations

import csv
import random
import sys

FIRST, LAST = 1816, 2015
MISSING, NOT_IN_EXISTENCE = -9, -1


def main(states: int = 217, organizations: int = 534) -> None:
    """Write a table of that size."""
    dice = random.Random(1816)
    codes = ["un", "eu", *(f"igo{number:03}" for number in range(2, organizations))]
    lives = [_life(dice) for _ in codes]
    shares = [0.95, 0.3, *(min(dice.expovariate(4), 1) for _ in codes[2:])]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["ccode", "year", "state", *codes])
    for number in range(states):
        begins = FIRST if number < states // 5 else dice.randint(FIRST, LAST - 10)
        ends = LAST if dice.random() < 0.9 else dice.randint(begins, LAST)
        spells = [
            _spells(dice, max(life[0], begins)) if dice.random() < share else []
            for life, share in zip(lives, shares, strict=True)
        ]
        for year in range(begins, ends + 1):
            cells = [_code(life, spell, year) for life, spell in zip(lives, spells, strict=True)]
            writer.writerow([number + 1, year, f"state{number + 1:03}", *cells])


def _life(dice: random.Random) -> tuple[int, int]:
    """The first and the last year of an organisation."""
    founded = dice.randint(1850, 2000)
    return founded, LAST if dice.random() < 0.7 else dice.randint(founded, LAST)


def _spells(dice: random.Random, earliest: int) -> list[tuple[int, int]]:
    """The years in which a status begins, each with its code."""
    joined = min(dice.randint(earliest, LAST), dice.randint(earliest, LAST))
    spells = [(joined, dice.choice((1, 1, 1, 1, 2, 3)))]
    for code, chance in ((MISSING, 0.1), (1, 0.15), (0, 0.1)):
        if dice.random() < chance:
            spells.append((dice.randint(spells[-1][0], LAST), code))
    return spells


def _code(life: tuple[int, int], spells: list[tuple[int, int]], year: int) -> int:
    if not life[0] <= year <= life[1]:
        return NOT_IN_EXISTENCE
    code = 0
    for first, begun in spells:
        if first <= year:
            code = begun
    return code


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
