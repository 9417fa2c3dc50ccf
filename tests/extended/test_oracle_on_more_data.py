"""The program and the oracle agree on many more random datasets and questions."""

import random
from pathlib import Path

import pytest

import otscli
from conftest import DATA
from oracle import Oracle
from random_questions import ask, dataset


@pytest.mark.parametrize("seed", range(1000, 1200))
def test_random_data_are_answered_for_as_the_oracle_does(tmp_path: Path, seed: int) -> None:
    path = dataset(seed, tmp_path)
    oracle, rng = Oracle([path]), random.Random(seed)
    with otscli.open(path) as data:
        for _ in range(30):
            question, found, expected = ask(data, oracle, rng)
            assert found == expected, question


@pytest.mark.parametrize("seed", range(2, 12))
def test_the_curated_data_are_answered_for_as_the_oracle_does(seed: int) -> None:
    oracle, rng = Oracle(sorted(DATA.glob("*.yaml"))), random.Random(seed)
    with otscli.open() as data:
        for _ in range(300):
            question, found, expected = ask(data, oracle, rng)
            assert found == expected, question
