"""Tables as people have them: nothing is lost, and what is missing is told once, in its line."""

import csv
import io

import pytest

from otscli.choices import LIST_OF
from otscli.dataset.released_columns import RELEASED
from otscli.row_fields import field_names

HEADER = "id,date,kind,title"


@pytest.fixture
def table(tmp_path):
    """Write a table, as text or as bytes, and return its path."""

    def write(text, name="mine.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return write


@pytest.fixture
def read(ots, table):
    """Return the events of a table, by id."""

    def read(text, name="mine.csv"):
        answer = ots("--data", table(text, name), "timeline", "--json")
        assert answer.code == 0, answer.err
        return {row["id"]: row for row in answer.json}

    return read


@pytest.fixture
def faults(ots, table):
    """Return the errors of a table, without the name of its file."""

    def faults(text, name="mine.csv"):
        path = table(text, name)
        lines = [line for line in ots("check", path).lines if ": error: " in line]
        return [line.removeprefix(f"{path}:") for line in lines]

    return faults


# What separates the cells


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["mine.csv", "mine.tsv", "MINE.CSV", "Mine.Tsv"])
def test_the_header_says_what_separates_the_cells_whatever_the_ending(read, separator, name):
    rows = [HEADER.split(","), ["a", "2001-02-03", "meeting", "Hello you"]]
    text = "".join(f"{separator.join(cells)}\r\n" for cells in rows)
    assert read(text, name)["a"]["title"] == "Hello you"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_comma_in_a_text_of_another_separator_is_a_comma(read, separator):
    text = "id,date,kind,title\na,2001,x,Hello? you\n".replace(",", separator).replace("?", ",")
    assert read(text)["a"]["title"] == "Hello, you"


def test_a_separator_inside_a_quoted_heading_does_not_count_for_more_than_the_others(read):
    assert read('id;date;kind;title;"summary"\na;2001;x;T;S, t, u\n')["a"]["summary"] == "S, t, u"


def test_the_word_with_which_spreadsheets_name_the_separator_is_no_header(read):
    assert read("sep=;\nid;date;kind;title\na;2001;x;T, U\n")["a"]["title"] == "T, U"


def test_what_ots_wrote_comes_back_from_a_spreadsheet_of_another_country(ots, table):
    rows = list(csv.reader(io.StringIO(ots("timeline", "--limit", "40", "-f", "csv").out)))
    saved = io.StringIO()
    csv.writer(saved, delimiter=";").writerows(rows)
    again = ots("--data", table("\ufeff" + saved.getvalue()), "timeline", "--json")
    assert again.json == ots("timeline", "--limit", "40", "--json").json


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_are_of_any_system(read, end, mark):
    text = mark + end.join([HEADER, "a,2001,x,One", "b,2002,x,Two", ""])
    assert list(read(text)) == ["a", "b"]


# Headings


def test_blanks_around_headings_are_dropped(read):
    assert read(" id , date,kind ,title\na,2001,x,One\n")["a"]["title"] == "One"


@pytest.mark.parametrize("heading", ['""', "Unnamed: 0", "__index_level_0__"])
def test_the_column_of_row_numbers_that_r_and_pandas_put_in_front_is_passed_over(read, heading):
    assert list(read(f"{heading},id,date,kind,title\n1,a,2001,x,One\n2,b,2002,x,Two\n")) == [
        "a",
        "b",
    ]


def test_a_column_without_a_heading_may_be_empty(read):
    assert list(read(f"{HEADER},,\na,2001,x,One,,\n")) == ["a"]


def test_a_column_without_a_heading_that_holds_something_is_an_error_once(faults):
    assert faults(f"{HEADER},\na,2001,x,One,\nb,2001,x,One,why\nc,2001,x,One,more\n") == [
        "3:1: error: column 5 holds 'why' and has no heading [columns]"
    ]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("id,date,kind,title,title\na,2001,x,A,B\n", "4 and 5"),
        ("id,date, id,kind,title\na,2001,b,x,A\n", "1 and 3"),
        ("id;date;kind;title;kind\na;2001;x;A;y\n", "3 and 5"),
    ],
)
def test_a_heading_that_stands_twice_is_an_error(faults, text, columns):
    (found,) = faults(text)
    assert found.startswith("1:1: error: '")
    assert f"appears twice, in columns {columns}; keep one [duplicate-key]" in found


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        (
            "Id,Date,Kind,Title",
            ["'id', 'date', 'kind' and 'title' are missing", "'Title' for 'title'", "events need"],
        ),
        ("id,date,kind,titel", ["'title' is missing (perhaps 'titel' for 'title')"]),
        ("id,date,title", ["'kind' is missing, which events need"]),
        ("date,kind,title", ["'id' is missing, which events need"]),
        (
            "state,organization,from,until",
            ["'status' is missing, which memberships need", "state, organization, from, until"],
        ),
        ("office,holder,from", ["'id' is missing, which terms need"]),
        (
            "Country,ISO3",
            ["events need id, date, kind, title", "memberships need state,", "found are Country,"],
        ),
        ("# a remark", ["these columns make no record"]),
    ],
)
def test_a_table_that_lacks_what_it_needs_is_told_once_with_its_columns(faults, header, parts):
    width = header.count(",") + 1
    (found,) = faults(f"{header}\n" + ",".join("x" * width) + "\n" + ",".join("y" * width) + "\n")
    assert found.startswith("1:1: error: ")
    for part in parts:
        assert part in found


def test_a_header_alone_that_makes_no_record_is_an_error_too(faults):
    assert len(faults("Country,Code\n")) == 1
    assert faults(f"{HEADER}\n") == []


def test_a_column_that_no_record_has_is_told_once_and_not_in_every_row(faults):
    text = f"{HEADER},tittle\n" + "".join(f"e{i},2001,x,T,u\n" for i in range(5))
    assert faults(text) == [
        "1:1: error: unknown column 'tittle'; did you mean 'title'? [unknown-field]"
    ]


def test_several_columns_that_no_record_has_are_told_together(faults):
    (found,) = faults(f"{HEADER},foo,bar\na,2001,x,T,1,2\n")
    what_to_do = "name them as fields, or leave them out"
    assert found == f"1:1: error: unknown columns 'foo' and 'bar'; {what_to_do} [unknown-field]"


@pytest.mark.parametrize(
    ("column", "why"),
    [
        ("states.x", "'states' has no parts"),
        ("type.x", "'type' has no parts"),
        ("place.town", "it has place.city, place.country, place.venue"),
        ("place.city.name", "it has place.city, place.country, place.venue"),
    ],
)
def test_a_column_for_a_part_that_a_field_does_not_have_is_an_error(faults, column, why):
    (found,) = faults(f"{HEADER},{column}\na,2001,x,T,y\n")
    assert found == f"1:1: error: unknown column {column!r}; {why} [unknown-field]"


def test_a_field_is_given_whole_or_in_parts_and_not_both_ways(faults):
    (found,) = faults(f'{HEADER},place,place.city\na,2001,x,T,"{{}}",Baku\n')
    assert "there are columns 'place' and 'place.city'; keep one of both" in found


# What a cell holds


def test_an_apostrophe_in_front_of_a_name_is_part_of_it(read):
    row = read(f"{HEADER},place.city\na,2001,x,'s-Hertogenbosch summit,'s-Hertogenbosch\n")["a"]
    assert (row["title"], row["place"]["city"]) == ("'s-Hertogenbosch summit", "'s-Hertogenbosch")


@pytest.mark.parametrize(
    "text", ["'Ndrangheta trial", "C:\\x41\\temp", "a\\\\b", "\\u0041", "=1+1", "'=1+1", "''x"]
)
@pytest.mark.parametrize("name", ["mine.csv", "mine.tsv"])
def test_a_table_that_ots_did_not_write_keeps_every_character(read, text, name):
    separator = "\t" if name.endswith("tsv") else ","
    rows = [HEADER.split(","), ["a", "2001", "x", text]]
    assert read("".join(separator.join(cells) + "\n" for cells in rows), name)["a"]["title"] == text


def test_quotes_in_a_table_of_tabs_are_kept(read):
    text = 'id\tdate\tkind\ttitle\na\t2001\tx\t"Turan" exercise\nb\t2001\tx\tso "called"\n'
    rows = read(text, "mine.tsv")
    assert [rows[id_]["title"] for id_ in "ab"] == ['"Turan" exercise', 'so "called"']


def test_a_table_of_tabs_with_quoted_headings_is_quoted_throughout(read):
    text = '"id"\t"date"\t"kind"\t"title"\n"a"\t"2001"\t"x"\t"One ""two""\tthree"\n'
    assert read(text, "mine.tsv")["a"]["title"] == 'One "two"\tthree'


@pytest.mark.parametrize("type_", LIST_OF)
def test_the_columns_of_every_release_undo_its_guards(ots, table, type_):
    for columns in [tuple(field_names(type_)), *RELEASED.get(type_, ())]:
        named = {"event": "title", "fact": "text", "membership": "basis", "source": "title"}
        named |= {"term": "note"}
        field = named.get(type_, "name")
        needed = {"date": "2001", "kind": "x" if type_ == "event" else "", "state": "AAA"}
        needed |= {"organization": "ORG", "status": "member", "from": "2001", "speaker": ""}
        needed |= {"office": "o", "holder": "h", "name": "N", "text": "T", "title": "T"}
        values = dict.fromkeys(columns, "")
        values |= {name: value for name, value in needed.items() if name in columns}
        values |= {"id": "the-id", "type": type_, field: "'=1+1 \\\\ \\x41"}
        if type_ == "organization":
            values["kind"] = ""
        if type_ == "office":  # of a state or of an organisation
            values["state"] = ""
        out = io.StringIO()
        csv.writer(out).writerows([values.keys(), values.values()])
        answer = ots("--data", table(out.getvalue()), "show", "the-id", "--json")
        assert answer.code == 0, answer.err
        assert answer.json[0][field] == "=1+1 \\ A"


def test_the_columns_of_a_release_are_those_of_its_schemas(released_columns):
    for type_, columns in released_columns.items():
        assert columns in RELEASED[type_]


@pytest.fixture
def released_columns():
    """The columns that 1.0.0 wrote for each type, by its published schemas."""
    import json
    from pathlib import Path

    folder = Path(__file__).parents[1] / "released" / "1.0.0" / "schema"
    found = {}
    for file in sorted(folder.glob("*.json")):
        for name, one in json.loads(file.read_text()).get("$defs", {}).items():
            if name.lower() in RELEASED:
                inner = {"place": ("city", "country", "venue")} if name == "Event" else {}
                found[name.lower()] = tuple(
                    column
                    for key in one["properties"]
                    for column in ([f"{key}.{part}" for part in inner.get(key, ())] or [key])
                )
    assert found.keys() == RELEASED.keys()
    return found


def test_some_columns_of_an_answer_are_a_table_like_any_other(ots, table):
    path = table("id,date,kind,title\na,2001,x,'=1\n")
    assert ots("--data", path, "timeline", "--json").json[0]["title"] == "'=1"


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("area_km2", "2724900.0", 2724900),
        ("area_km2", " 5 ", 5),
        ("area_km2", "0", 0),
        ("cow", "2.00", 2),
        ("population", "999999999999999999", 999999999999999999),
    ],
)
def test_a_whole_number_may_come_with_a_decimal_point(ots, table, column, cell, value):
    path = table(f"type,id,name,{column}\nstate,KAZ,Kazakhstan,{cell}\n")
    assert ots("--data", path, "show", "KAZ", "--json").json[0][column] == value


@pytest.mark.parametrize("cell", ["1_0", "٣", "010", "1e3", "-5", "+5", "1.5", "0x10", "1 000"])
def test_a_number_is_decimal_digits_without_a_zero_in_front(faults, cell):
    (found,) = faults(f"type,id,name,population\nstate,KAZ,Kazakhstan,{cell}\n")
    assert found == (f"2:1: error: 'population' must be a whole number, not {cell!r} [type]")


@pytest.mark.parametrize(
    ("cell", "value"), [("TRUE", True), ("True", True), ("true", True), ("FALSE", False)]
)
def test_a_flag_may_be_in_capitals(ots, table, cell, value):
    path = table(f"type,id,mirror\nsource,s,{cell}\n")
    assert ots("--data", path, "show", "s", "--json").json[0]["mirror"] is value


def test_blanks_around_codes_are_dropped_alone_and_in_lists(ots, table):
    path = table(f"{HEADER},states\na,2001,x,T,SWE; NOR ;\nb,2001,x,U, NOR\n")
    assert ots("--data", path, "timeline", "--state", "NOR", "-f", "ids").lines == ["a", "b"]
    members = table("state,organization,status,from\nSWE , EU,member , 1995\n", "members.csv")
    assert ots("--data", members, "members", "EU", "-f", "ids").lines == ["eu-swe-member"]


@pytest.mark.parametrize("cell", ["SWE|NOR", '"SWE, NOR"', "SWE NOR", "SWE; NOR DNK"])
def test_a_code_with_a_comma_a_blank_or_a_bar_is_an_error_that_says_so(faults, cell):
    (found,) = faults(f"{HEADER},states\na,2001,x,T,{cell}\n")
    assert "a code has no comma, blank or bar, and a list of codes is split at ';'" in found


@pytest.mark.parametrize("sign", ["NA", "NaN", "NULL", "null", "-", "-9", "0000-00-00", "N/A"])
@pytest.mark.parametrize("field", ["from", "until"])
def test_a_usual_sign_of_a_gap_is_told_as_one(faults, sign, field):
    cells = {"state": "OMN", "organization": "T1", "status": "member", "from": "2001", "until": ""}
    cells[field] = sign
    found = faults(",".join(cells) + "\n" + ",".join(cells.values()) + "\n")
    assert found[0] == (
        f"2:1: error: {field!r} is {sign!r}, a usual sign of a gap; "
        "leave it empty, or write unknown [date]"
    )


def test_a_sign_of_a_gap_in_a_number_is_told_as_one(faults):
    (found,) = faults("type,id,name,population\nstate,KAZ,Kazakhstan,-9\n")
    assert found.endswith("'population' is '-9', a usual sign of a gap; leave it empty [type]")


def test_namibia_keeps_its_code(ots, table):
    path = table("type,id,name,iso2\nstate,NAM,Namibia,NA\n")
    assert ots("--data", path, "show", "NA", "--json").json[0]["iso2"] == "NA"


@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_cell_of_more_than_131072_characters_is_read(read, separator):
    long = "x" * 200_000
    text = f"{HEADER},summary\na,2001,x,T,{long}\n".replace(",", separator)
    assert read(text)["a"]["summary"] == long


def test_a_cell_that_is_no_json_is_told_in_our_words(faults):
    assert faults(f"{HEADER},sources\na,2001,x,T,paper\n") == [
        "2:1: error: 'sources': not JSON: a value is expected here [cell]"
    ]


# Lines


def test_a_record_of_several_lines_is_told_with_its_first(faults):
    text = f'{HEADER}\na,2001,x,"one\ntwo\nthree"\nb,nonsense,x,"four\nfive"\nc,2001,x\n'
    assert [line.partition(": ")[0] for line in faults(text)] == ["5:1", "7:1"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f'{HEADER}\na,2001,x,ok\nb,2001,x,"open\nc,2001,x,T\nd,2001,x,U\n', 3),
        (f'{HEADER}\na,2001,x,ok\nb,2001,"closed\nhere","open\nc,2001,x,T\n', 4),
        (f'{HEADER}\na,2001,x,"open\nb,2001,x,"next"\n', 2),
        (f'{HEADER}\na,2001,x,"a "quote" inside"\n', 2),
    ],
)
def test_a_quote_that_is_not_closed_is_told_where_it_opens(faults, text, line):
    (found,) = faults(text)
    assert found.startswith(f"{line}:1: error: not CSV: ")
    assert "quote" in found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (b"\xddstanbul", "Windows-1254"),
        (b"T\xfcrkiye, \xdeu\xfea", "Windows-1254"),
        (b"R\xe9union", "Windows-1252"),
        (b"\xcc\xee\xf1\xea\xe2\xe0", "Windows-1251"),
        (b"Gy\xf5r", "Windows-1250"),
    ],
)
@pytest.mark.parametrize("before", [0, 3000])
def test_bytes_that_are_not_utf_8_are_told_with_their_line_and_a_guess(
    ots, table, raw, encoding, before
):
    rows = b"".join(b"e%d,2001,x,ok\n" % i for i in range(before))
    path = table(f"{HEADER}\n".encode() + rows + b'z,2001,x,"' + raw + b'"\n')
    answer = ots("--data", path, "timeline")
    assert answer.code == 3
    assert (
        f"{path}:{before + 2}:11: error: is not UTF-8 here, perhaps {encoding};" in answer.err
        or (f"{path}:{before + 2}:" in answer.err and f"perhaps {encoding}; save it" in answer.err)
    )


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["mine.csv", "mine.yaml", "mine.json", "mine.jsonl"])
def test_text_in_utf_16_is_told_as_such(ots, table, codec, name):
    answer = ots("--data", table(f"{HEADER}\na,2001,x,T\n".encode(codec), name), "timeline")
    assert (answer.code, answer.out) == (3, "")
    assert "is not UTF-8 here, perhaps UTF-16; save it as UTF-8" in answer.err
