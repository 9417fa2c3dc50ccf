"""Parquet as pandas, R and others write it: dates, timestamps, floats, the column of an index."""

import datetime as dt
import decimal

import pyarrow as pa
import pytest
from pyarrow import parquet

DAY = dt.date(2001, 2, 3)


@pytest.fixture
def written(tmp_path):
    """Write a table of columns and return its path."""

    def write(columns, name="mine.parquet"):
        path = tmp_path / name
        parquet.write_table(pa.table(columns), path)
        return str(path)

    return write


def events(**columns):
    return {"id": ["a"], "date": ["2001"], "kind": ["k"], "title": ["T"]} | columns


@pytest.mark.parametrize(
    ("column", "date"),
    [
        (pa.array([DAY], pa.date32()), "2001-02-03"),
        (pa.array([DAY], pa.date64()), "2001-02-03"),
        (pa.array([dt.datetime(2001, 2, 3)], pa.timestamp("us")), "2001-02-03"),
        (pa.array([dt.datetime(2001, 2, 3)], pa.timestamp("ns")), "2001-02-03"),
        (pa.array([2001], pa.int64()), "2001"),
        (pa.array([988], pa.int32()), "0988"),
        (pa.array([2001.0], pa.float64()), "2001"),
        (pa.array([" 2001-02 "], pa.string()), "2001-02"),
        (pa.array(["2001-02~"], pa.large_string()), "2001-02~"),
    ],
)
def test_a_date_is_a_day_whatever_the_type_of_its_column(ots, written, column, date):
    rows = ots("--data", written(events(date=column)), "timeline", "--json").json
    assert [row["date"] for row in rows] == [date]


def test_a_timestamp_that_is_no_day_is_an_error(ots, written):
    column = pa.array([dt.datetime(2001, 2, 3, 4, 5)], pa.timestamp("us"))
    answer = ots("check", written(events(date=column)))
    assert answer.code == 1
    assert "'date': '2001-02-03T04:05:00' is not a date" in answer.out


@pytest.mark.parametrize("index", ["__index_level_0__", "Unnamed: 0"])
def test_the_column_of_an_index_is_passed_over_in_front_and_behind(ots, written, index):
    for columns in ({index: [7]} | events(), events() | {index: [7]}):
        assert ots("--data", written(columns), "timeline", "-f", "ids").lines == ["a"]


@pytest.mark.parametrize(
    "area",
    [
        pa.array([2724900.0]),
        pa.array([2724900], pa.int32()),
        pa.array([decimal.Decimal("2724900.00")]),
        pa.array(["2724900.0"]),
    ],
)
def test_a_whole_number_is_one_whatever_the_type_of_its_column(ots, written, area):
    columns = {"type": ["state"], "id": ["KAZ"], "name": ["Kazakhstan"], "area_km2": area}
    shown = ots("--data", written(columns), "show", "KAZ", "--json").json[0]
    assert shown["area_km2"] == 2_724_900


@pytest.mark.parametrize("gap", [None, float("nan")])
def test_a_gap_in_a_column_of_numbers_is_nothing(ots, written, gap):
    columns = {"type": ["state"], "id": ["KAZ"], "name": ["K"]}
    columns["population"] = pa.array([gap], pa.float64())
    shown = ots("--data", written(columns), "show", "KAZ", "--json").json[0]
    assert shown["population"] is None


def test_a_number_that_is_not_whole_is_an_error(ots, written):
    columns = {"type": ["state"], "id": ["KAZ"], "name": ["K"], "population": [1.5]}
    answer = ots("check", written(columns))
    assert "'population' must be a whole number, not 1.5 [type]" in answer.out


def test_codes_may_be_numbers_and_have_blanks_around(ots, written):
    columns = events(id=[300380], states=[["SWE ", " NOR"]])
    rows = ots("--data", written(columns), "timeline", "--json").json
    assert [(row["id"], row["states"]) for row in rows] == [("300380", ["SWE", "NOR"])]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"Id": ["a"], "Date": ["2001"]}, "are missing (perhaps 'Id' for 'id'"),
        ({"country": ["a"]}, "these columns make no record"),
        (events(foo=["x"], bar=["y"]), "unknown columns 'foo' and 'bar'"),
        (events(tittle=["x"]), "unknown column 'tittle'; did you mean 'title'?"),
    ],
)
def test_columns_are_told_once_as_in_other_tables(ots, written, columns, message):
    columns = {name: values * 3 for name, values in columns.items()}
    if "id" in columns:
        columns["id"] = ["a", "b", "c"]
    lines = [line for line in ots("check", written(columns)).lines if ": error: " in line]
    assert len(lines) == 1
    assert message in lines[0]


def test_a_column_that_stands_twice_is_an_error(ots, tmp_path):
    names = ["id", "date", "kind", "title", "title"]
    table = pa.Table.from_arrays([pa.array(["a"])] * 5, names=names)
    parquet.write_table(table, tmp_path / "x.parquet")
    answer = ots("check", str(tmp_path / "x.parquet"))
    assert "'title' appears twice, in columns 4 and 5; keep one [duplicate-key]" in answer.out


@pytest.mark.parametrize("type_", [pa.array([["event"]]), pa.array([{"a": 1}]), pa.array([5])])
def test_a_type_that_is_none_is_an_error(ots, written, type_):
    answer = ots("check", written(events(type=type_)))
    assert answer.code == 1
    assert "error: 'type' is " in answer.out


def test_a_file_that_is_none_of_parquet_is_told(ots, tmp_path):
    (tmp_path / "x.PARQUET").write_bytes(b"PAR1nonsense")
    answer = ots("--data", str(tmp_path / "x.PARQUET"), "timeline")
    assert (answer.code, answer.out) == (3, "")
    assert "error: not Parquet: " in answer.err
