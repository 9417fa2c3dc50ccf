"""`ots import table`: tables of other people, by a mapping of fields to columns."""

import pytest

from otscli.errors import DateError
from otscli.importing.rows import ORDERS, day_after, recorded

EVENTS = """Datum;Titel;Land;Thema;Quelle
3.10.2009;Abkommen von Nachitschewan;Türkiye, Azerbaijan;Recht;https://example.org/a
11.2021;=Umbenennung;Kasachstan;NA;Jahrbuch
2023;Erdbeben;Atlantis;;
"""
MEMBERSHIPS = """country,body,since,last
Hungary,OTS,20180903,NA
Turkey,Club of Rome,200910,20101231
703,OTS,2009,
"""


@pytest.fixture
def imported(ots, tmp_path):
    """Write a table, import it, and return the answer and how to ask of what was made."""

    def take(text, *options, ending="csv"):
        file, folder = tmp_path / f"mine.{ending}", tmp_path / "made"
        file.write_text(text, encoding="utf-8")
        what = "timelinejs" if "--as" not in options else "table"
        answer = ots("import", what, str(file), "-o", str(folder), *options)
        return answer, lambda *words: ots("--data", str(folder), *words, "--json").json

    return take


def test_a_table_of_events_with_dates_of_its_country(imported, ots, tmp_path):
    names = "date=Datum,title=Titel,states=Land,topics=Thema,source=Quelle"
    answer, ask = imported(
        EVENTS, "--as", "events", "--map", names, "--dates", "dmy", "--missing", "NA"
    )
    assert (answer.code, answer.out) == (0, ""), answer.err
    assert answer.err.startswith("ots: 3 events; ")
    found = ask("timeline")
    assert [row["date"] for row in found] == ["2009-10-03", "2021-11", "2023"]
    assert [row["title"] for row in found][1] == "=Umbenennung"
    assert found[0]["states"] == ["TUR", "AZE"]
    assert found[0]["topics"] == ["recht"]
    assert found[0]["sources"][0]["url"] == "https://example.org/a"
    assert found[1]["sources"][0]["title"] == "Jahrbuch"
    assert found[1]["topics"] == []
    assert {row["kind"] for row in found} == {"event"}
    assert ask("show", found[2]["states"][0])[0]["name"] == "Atlantis"
    assert ots("check", str(tmp_path / "made")).code == 0


def test_a_table_of_memberships_whose_last_day_is_inclusive(imported):
    options = ["--as", "memberships", "--dates", "compact", "--missing", "NA"]
    names = ["--map", "state=country,organization=body", "--map", "from=since,until=last"]
    text = MEMBERSHIPS.replace("703", "Kyrgyzstan")
    answer, ask = imported(
        text, *options, *names, "--map", "status==member", "--last-day-inclusive"
    )
    assert answer.code == 0, answer.err
    bodies = ("OTS", "CLUB-OF-ROME")
    found = {row["state"]: row for body in bodies for row in ask("members", body, "--history")}
    ends = {state: (row["from"], row["until"]) for state, row in found.items()}
    assert ends == {
        "HUN": ("2018-09-03", None),
        "TUR": ("2009-10", "2011-01-01"),
        "KGZ": ("2009", None),
    }
    assert found["TUR"]["organization_name"] == "Club of Rome"


def test_a_number_is_a_state_only_where_it_is_said_whose(imported):
    options = ["--as", "memberships", "--dates", "compact", "--missing", "NA"]
    names = "organization=body,from=since,status==member"
    answer, _ = imported(MEMBERSHIPS, *options, "--map", f"state=country,{names}")
    assert answer.code == 3
    assert "mine.csv:4: '703' is a number and no state; map cow=" in answer.err
    text = "ccode,body,since\n703,OTS,2009\n999,OTS,\n"
    answer, ask = imported(text, *options, "--map", f"cow=ccode,{names}")
    assert answer.code == 0, answer.err
    found = {row["state"]: row["from"] for row in ask("members", "OTS", "--history")}
    assert found == {"KGZ": "2009", "COW-999": "unknown"}


@pytest.mark.parametrize(
    ("text", "options", "code", "said"),
    [
        ("date,title\n03/10/2009,A\n", [], 3, "mine.csv:2: '03/10/2009' is not a date; write"),
        ("date,title\n31/02/2009,A\n", ["--dates", "dmy"], 3, "mine.csv:2: "),
        ("date,title\n3.10.09,A\n", ["--dates", "dmy"], 3, "is not a date by 'dmy'"),
        ("date,title\n2009,A,B\n", [], 3, "mine.csv:2: has 3 cells, and the header 2"),
        ("date,title\n2009,\n", [], 3, "mine.csv:2: there is no title"),
        ("date,date\n", [], 3, "mine.csv:1: the column 'date' appears twice"),
        ("id,date,title\na,2009,A\na,2010,B\n", [], 3, "mine.csv:3: 'a' is the id of an earlier"),
        ("when,title\n", [], 2, "--map: no column gives date; write date=COLUMN"),
        (
            "when,title\n",
            ["--map", "date=wen"],
            2,
            "no column 'wen' for date; did you mean 'when'",
        ),
        ("date,title\n", ["--map", "tittle=x"], 2, "no field 'tittle' of events; did you mean ti"),
        ("date,title\n", ["--map", "title"], 2, "--map: 'title' is no FIELD=COLUMN"),
        ("date,title\n", ["--dates", "dym"], 2, "no value of --dates 'dym'; there are dmy"),
    ],
)
def test_a_fault_is_one_line_that_says_what_to_do(imported, text, options, code, said, tmp_path):
    answer, _ = imported(text, "--as", "events", *options)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("3.10.2009", "dmy", "2009-10-03"),
        ("3/10/2009", "mdy", "2009-03-10"),
        ("10/2009", "mdy", "2009-10"),
        ("2009/1/2", "ymd", "2009-01-02"),
        ("20091003", "compact", "2009-10-03"),
        ("200910", "compact", "2009-10"),
        ("2009", "dmy", "2009"),
        ("2009.0", None, "2009"),
        ("2009-10-03 00:00:00", None, "2009-10-03"),
        ("2009-10-03T00:00:00.000Z", "dmy", "2009-10-03"),
        ("2009-10-03~", "dmy", "2009-10-03~"),
        ("10.2009?", "dmy", "2009-10?"),
    ],
)
def test_a_date_is_read_in_the_order_that_is_said(text, order, expected):
    assert recorded(text, order).text == expected


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("text", ["", "soon", "1/2/3/4", "99", "2009-13-40", "3.10.09 x"])
def test_what_is_no_date_is_refused(text, order):
    with pytest.raises(DateError):
        recorded(text, order)


@pytest.mark.parametrize(
    ("last", "after"),
    [
        ("2009-12-31", "2010-01-01"),
        ("2009-12", "2010-01"),
        ("2009", "2010"),
        ("2009~", "2010~"),
        ("2009-11/2009-12", "2009-12/2010-01"),
    ],
)
def test_the_day_after_has_the_same_precision(last, after):
    assert day_after(recorded(last, None)) == after


def test_a_decade_has_no_day_after():
    with pytest.raises(DateError):
        day_after(recorded("199X", None))
