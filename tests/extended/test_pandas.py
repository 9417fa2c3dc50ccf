"""Answers as tables of pandas, with the columns that csv has."""

import csv
import io

import pytest

import otscli

pytest.importorskip("pandas")


def test_a_table_has_the_columns_and_rows_of_csv(ots):
    rows = list(csv.DictReader(io.StringIO(ots("timeline", "--during", "2021", "-f", "csv").out)))
    with otscli.open() as data:
        table = data.timeline(during="2021").to_pandas()
    assert list(table.columns) == list(rows[0])
    assert list(table["id"]) == [row["id"] for row in rows]
    assert list(table["place.city"].fillna("")) == [row["place.city"] for row in rows]
    assert list(table["topics"]) == [
        row["topics"].split(";") if row["topics"] else [] for row in rows
    ]


def test_an_empty_answer_has_its_columns():
    with otscli.open() as data:
        table = data.members("OTS", as_of="1990").to_pandas()
    assert len(table) == 0
    assert "start_max" in table.columns


def test_a_joint_answer_has_a_column_for_each_membership():
    with otscli.open() as data:
        table = data.overlap(["OTS", "CIS"], status=("member",)).to_pandas()
    assert "memberships.CIS.status" in table.columns
    assert set(table["memberships.OTS.status"]) == {"member"}
