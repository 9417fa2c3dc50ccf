"""The SQL of docs/beyond-one-machine.md, in DuckDB and in Spark, answers as ots does."""

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from otscli.dates import parse

pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "beyond-one-machine.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```sql\n-- ([^\n]+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
QUESTIONS = {name: sql for name, sql in BLOCKS.items() if name.startswith("ots ")}
OF_EVENTS = [name for name in QUESTIONS if name.startswith("ots timeline")]
GENERATED = 100_000


def statements(sql):
    return [one for one in sql.split(";") if one.strip()]


def call(*arguments, **options):
    """What `ots` prints, called in a process of its own."""
    command = [sys.executable, "-m", "otscli", *map(str, arguments)]
    return subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", **options
    ).stdout


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The shipped data as a store and as Parquet."""
    return exported("ots", tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """The generated events as a store and as Parquet."""
    folder = tmp_path_factory.mktemp("generated")
    with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
        script = ROOT / "benchmarks" / "generate.py"
        subprocess.run([sys.executable, script, str(GENERATED)], stdout=file, check=True)
    return exported(folder / "events.jsonl", folder)


def exported(data, folder):
    store, tables = folder / "store.db", folder / "export"
    call("--data", data, "export", "db", "-o", store)
    call("--data", store, "export", "parquet", "-o", tables)
    return store, tables


class DuckDB:
    """Asks DuckDB."""

    views = BLOCKS["DuckDB"]

    def __init__(self, export):
        self._connection = duckdb.connect()
        for statement in statements(self.views.replace("'export/", f"'{export}/")):
            self._connection.execute(statement)

    def ask(self, sql):
        answer = self._connection.execute(sql)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


class Spark:
    """Asks Apache Spark, in this process and on this machine."""

    views = BLOCKS["Apache Spark"]

    def __init__(self, export, session):
        self._session = session
        for statement in statements(self.views.replace("'export/", f"'{export}/")):
            session.sql(statement.replace("CREATE", "CREATE OR REPLACE", 1))

    def ask(self, sql):
        return [row.asDict() for row in self._session.sql(sql.strip().rstrip(";")).collect()]


@pytest.fixture(scope="module")
def session():
    if shutil.which("java") is None:
        pytest.skip("Spark takes Java, and there is none here")
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(params=["duckdb", "spark"])
def engine(request):
    """Make an engine that asks an export."""
    if request.param == "duckdb":
        return DuckDB
    started = request.getfixturevalue("session")
    return lambda export: Spark(export, started)


def told(command, store):
    """What `ots` answers to the command of a block, in the columns that its SQL has."""
    rows = json.loads(call("--data", store, *command.split()[1:], "--json"))
    return [_as_sql(row) for row in rows]


def _as_sql(row):
    if "memberships" not in row:
        return row
    since, until = parse(row["from"]) if row["from"] != "unknown" else None, row["until"]
    ids = [one["id"] for one in row["memberships"].values()]
    days = {
        "since_first": since.first,
        "since_last": since.last,
        "until_first": parse(until).first if until else dt.date.max,
        "until_last": parse(until).last if until else dt.date.max,
    }
    return {**row, "first_id": ids[0], "second_id": ids[1], **days}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("command", QUESTIONS)
def test_sql_answers_as_ots_does_on_the_shipped_data(engine, shipped, command):
    store, tables = shipped
    found = engine(tables).ask(QUESTIONS[command])
    expected = told(command, store)
    assert found
    assert found == [{column: row[column] for column in found[0]} for row in expected]


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("command", OF_EVENTS)
def test_sql_answers_as_ots_does_on_many_events(engine, generated, command):
    store, tables = generated
    found = engine(tables).ask(QUESTIONS[command])
    expected = told(command, store)
    assert len(found) > 10
    assert found == [{column: row[column] for column in found[0]} for row in expected]


def test_every_question_is_asked_in_sql_that_ots_understands():
    asked = {command.split()[1] for command in QUESTIONS}
    assert asked == {"timeline", "members", "overlap"}
    assert {"DuckDB", "Apache Spark", *QUESTIONS} == BLOCKS.keys()


@pytest.mark.filterwarnings("default")
def test_an_engine_sees_every_record_and_no_date_as_text(engine, shipped):
    store, tables = shipped
    asked = engine(tables)
    (counted,) = asked.ask("SELECT COUNT(*) AS events, MIN(start_day) AS first FROM events")
    events = json.loads(call("--data", store, "timeline", "--json"))
    first = dt.date.fromisoformat(events[0]["start"])
    assert counted == {"events": len(events), "first": first}
    (edges,) = asked.ask("SELECT MAX(until_last) AS open FROM memberships")
    assert edges["open"] == dt.date.max
