"""The program and a second opinion on the same YAML agree, question by question."""

import copy
import random

import pytest

import otscli
from conftest import DATA
from oracle import Oracle
from random_questions import ask, dataset

QUESTIONS = 100  # `extended/test_oracle_on_more_data.py` asks thousands


def disagreements(data, oracle, seed, count):
    """The questions to which the two give different answers, with both."""
    rng = random.Random(seed)
    asked = [ask(data, oracle, rng) for _ in range(count)]
    assert len({question for question, _, _ in asked}) > count // 2
    return [one for one in asked if one[1] != one[2]]


@pytest.fixture(scope="module")
def curated():
    with otscli.open() as data:
        yield data, Oracle(sorted(DATA.glob("*.yaml")))


@pytest.mark.slow
def test_the_curated_data_are_answered_for_as_the_oracle_does(curated):
    assert disagreements(*curated, seed=1, count=QUESTIONS) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_random_data_are_answered_for_as_the_oracle_does(tmp_path, seed):
    path = dataset(seed, tmp_path)
    with otscli.open(path) as data:
        assert disagreements(data, Oracle([path]), seed, 15) == []


@pytest.mark.slow
def test_the_random_data_hold_what_is_hard(tmp_path):
    text = "".join(dataset(seed, tmp_path).read_text(encoding="utf-8") for seed in range(20))
    for sign in ("unknown", "~", "?", "%", "/", "X", "candidate", "applicant", "covered_to"):
        assert sign in text


@pytest.mark.slow
def test_an_oracle_that_errs_is_noticed(curated):
    data, oracle = curated
    wrong = copy.copy(oracle)
    wrong.held = [one for one in wrong.held if one.status != "observer"]
    assert disagreements(data, wrong, seed=1, count=40)
    assert not disagreements(data, oracle, seed=1, count=40)
