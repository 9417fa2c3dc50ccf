"""`ots check --fix`: canonical order and layout, with every comment and value as it was."""

import random
from pathlib import Path

import pytest
import yaml

from conftest import DATA
from otscli.dataset.canonical import ordered

MESSY = """# what this is
events:


  # about the first
  - title: One
    # why this day
    date: "2020-01-01"
    id: one
    kind: k
  - id: two
    sources:
      - source: b
        # inside
        note: >
          folded

          text
    date: "2021"
    kind: k
    title: Two
sources:
  - id: b
    url: https://b.example
    kind: press
  - kind: press
    id: a
"""
TIDY = """# what this is
events:

  # about the first
  - id: one
    # why this day
    date: "2020-01-01"
    kind: k
    title: One

  - id: two
    date: "2021"
    kind: k
    title: Two
    sources:
      - source: b
        # inside
        note: >
          folded

          text

sources:

  - id: a
    kind: press

  - id: b
    kind: press
    url: https://b.example
"""


def test_fields_and_sources_come_into_order_and_comments_stay_where_they_belong():
    assert ordered(MESSY) == TIDY


def test_what_is_in_order_stays_as_it_is():
    assert ordered(TIDY) == TIDY


@pytest.mark.slow
def test_the_curated_data_is_in_order():
    for path in sorted(DATA.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert ordered(text) == text, path.name


def test_fix_puts_a_file_in_order_and_says_so(ots, dataset_here):
    path = dataset_here(MESSY)
    answer = ots("check", "--fix", path)
    assert "put into canonical order" in answer.err
    assert Path(path).read_text(encoding="utf-8") == TIDY
    assert "put into" not in ots("check", "--fix", path).err


@pytest.mark.slow
def test_records_whose_fields_were_shuffled_come_back_as_they_were():
    text = (DATA / "memberships.yaml").read_text(encoding="utf-8")
    dice = random.Random(7)
    records = yaml.safe_load(text)["memberships"][:40]
    shuffled = []
    for record in records:
        fields = list(record.items())
        dice.shuffle(fields)
        shuffled.append(dict(fields))
    written = yaml.safe_dump({"memberships": shuffled}, sort_keys=False, indent=2)
    tidy = yaml.safe_load(ordered(written))["memberships"]
    assert tidy == records
    assert all(next(iter(record)) == "id" for record in tidy)


def test_flow_style_is_left_as_it_is():
    text = 'events: [{title: T, id: a, date: "2020", kind: k}]\n'
    assert ordered(text) == text
