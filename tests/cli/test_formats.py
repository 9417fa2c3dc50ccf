"""Every command in every format: well formed, the same rows, and nothing in the data is code."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
import yaml

FORMATS = ["table", "json", "jsonl", "csv", "tsv", "md", "yaml", "html", "ids", "ics"]
COMMANDS = {
    "timeline": ["timeline"],
    "members": ["members", "CIS"],
    "members --history": ["members", "OTS", "--history"],
    "overlap": ["overlap", "OTS", "CSTO"],
    "overlap --history": ["overlap", "OTS", "CSTO", "--history"],
    "matrix": ["overlap"],
    "shared": ["shared", "AZE", "TUR"],
    "changes": ["changes"],
    "facts": ["facts"],
    "search": ["search", "gabala"],
    "show": ["show", "HUN", "OTS", "gabala", "ilham-aliyev", "ots-hun-observer", "seed-000"],
    "sources": ["sources", "--limit", "30"],
    "list": ["list", "orgs"],
    "data info": ["data", "info"],
}
DATED = ["timeline", "members", "members --history", "changes", "facts", "show"]
WITHOUT_FIELDS = {"ids", "ics"}

# What must not leave the program raw, line ends of the formats themselves excepted.
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

every_command = pytest.mark.parametrize("command", COMMANDS)
_kept = {}


@pytest.fixture
def written(ots):
    """What a command writes in a format; each asked for once."""

    def ask(command, format_):
        if (command, format_) not in _kept:
            answer = ots(*COMMANDS[command], "-f", format_)
            assert answer.code == 0, answer.err
            _kept[command, format_] = answer.out
        return _kept[command, format_]

    return ask


@every_command
def test_json_is_an_array_of_objects(written, command):
    rows = json.loads(written(command, "json"))
    assert rows
    assert all(isinstance(row, dict) for row in rows)


@every_command
def test_json_is_compact_in_a_pipe_and_indented_on_a_terminal(ots, written, command):
    out = written(command, "json")
    assert out.count("\n") == 1
    drawn = ots(*COMMANDS[command], "--json", terminal=True).out
    assert drawn.startswith("[\n  {\n")
    assert json.loads(drawn) == json.loads(out)


@every_command
def test_jsonl_has_the_rows_of_json_one_a_line(written, command):
    lines = written(command, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(written(command, "json"))


@every_command
def test_yaml_holds_what_json_holds(written, command):
    assert yaml.load(written(command, "yaml"), yaml.CSafeLoader) == json.loads(
        written(command, "json")
    )


@every_command
def test_csv_has_a_header_and_as_many_rows_as_json(written, command):
    header, *rows = csv.reader(io.StringIO(written(command, "csv"), newline=""), strict=True)
    assert len(rows) == len(json.loads(written(command, "json")))
    assert {len(row) for row in rows} == {len(header)}
    assert len(set(header)) == len(header)


@every_command
def test_csv_lines_end_as_rfc_4180_has_it(written, command):
    out = written(command, "csv")
    assert out.endswith("\r\n")
    assert out.count("\n") == out.count("\r\n")


@every_command
def test_tsv_has_the_cells_of_csv(written, command):
    lines = written(command, "tsv").removesuffix("\n").split("\n")
    rows = list(csv.reader(io.StringIO(written(command, "csv"), newline="")))
    assert [line.split("\t") for line in lines] == rows


@every_command
def test_markdown_is_one_table(written, command):
    header, rule, *rows = written(command, "md").splitlines()
    bars = [len(re.findall(r"(?<!\\)\|", line)) for line in (header, rule, *rows)]
    assert len(set(bars)) == 1
    assert re.fullmatch(r"\|( --[-:] \|)+", rule)
    assert rows


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in {"matrix", "show"}])
def test_markdown_has_a_line_for_each_row(written, command):
    assert len(written(command, "md").splitlines()) - 2 == len(json.loads(written(command, "json")))


class Page(HTMLParser):
    """The tags of a page, and the text of its cells; complains of a tag closed out of turn."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.rows = set(), [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "td" in self.open:
            self.rows[-1][-1] += data


TAGS = {"html", "head", "meta", "title", "style", "body", "table", "caption", "thead", "tbody"}
TAGS |= {"tr", "th", "td", "a"}


@every_command
def test_html_is_a_whole_page_with_one_table(written, command):
    page = Page(written(command, "html"))
    assert page.open == []
    assert page.tags <= TAGS
    assert {len(row) for row in page.rows[1:]} == {len(page.rows[-1])}


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in {"matrix", "show"}])
def test_html_has_a_row_for_each_record(written, command):
    assert len(Page(written(command, "html")).rows) - 1 == len(json.loads(written(command, "json")))


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in {"matrix", "show"}])
def test_a_piped_table_has_a_line_for_each_record(written, command):
    lines = written(command, "table").splitlines()
    assert len(lines) - 2 == len(json.loads(written(command, "json")))


@pytest.mark.parametrize(
    "command", ["timeline", "members", "members --history", "changes", "facts", "search", "sources",
                "list"]
)  # fmt: skip
def test_ids_are_those_of_the_rows_one_a_line(written, command):
    ids = [row["id"] for row in json.loads(written(command, "json"))]
    assert written(command, "ids") == "".join(f"{id_}\n" for id_ in ids)


@pytest.mark.parametrize("command", ["overlap", "overlap --history", "matrix", "shared"])
def test_ids_of_joint_rows_are_those_of_the_memberships(written, command):
    held = [
        one["id"]
        for row in json.loads(written(command, "json"))
        for one in row["memberships"].values()
        if one
    ]
    assert written(command, "ids").splitlines() == held


@pytest.mark.parametrize(
    ("format_", "nothing"),
    [
        ("json", "[]\n"),
        ("jsonl", ""),
        ("yaml", "[]\n"),
        ("ids", ""),
        ("csv", "id,type,title,date,matched\r\n"),
        ("tsv", "id\ttype\ttitle\tdate\tmatched\n"),
        ("md", "| Type | Id | Title | Date | Found in |\n| --- | --- | --- | --- | --- |\n"),
    ],
)
def test_no_rows_are_an_empty_array_a_header_alone_or_nothing(ots, format_, nothing):
    answer = ots("search", "zzzqqq", "-f", format_)
    assert (answer.code, answer.out) == (0, nothing)


def test_no_rows_are_an_empty_table_in_html_and_an_empty_calendar(ots):
    assert len(Page(ots("search", "zzzqqq", "-f", "html").out).rows) == 1
    empty = ots("timeline", "--since", "2300", "-f", "ics").out
    assert empty.startswith("BEGIN:VCALENDAR\r\n")
    assert "VEVENT" not in empty


HOSTILE = r"""
dataset: {id: mine, title: Mine}
sources:
  - {id: src, kind: press, publisher: "<b>Pub</b> | [red]x[/red]", title: "T \e[31m & tab\there",
     url: "https://example.org/a?b=1&c='(x)|y"}
states: [{id: AAA, name: "=cmd()"}]
organizations: [{id: ORG, name: "<i>Org</i>\u202e [bold]"}]
people: [{id: per, name: "+Person \u2066"}]
events:
  - {id: script, date: "2020-01-01", kind: k, title: "<script>alert(1)</script> & \"q\" 'q'",
     sources: [{source: src, at: "p\x9b1"}]}
  - {id: rich, date: "2020-01-02", kind: k,
     title: "[red]not red[/red] [link=x]y[/link] :smile: [/]"}
  - {id: formula, date: "2020-01-03", kind: k, title: "=1+1", summary: "@SUM(A1)"}
  - {id: quoted, date: "2020-01-04", kind: k, title: "'quoted", summary: "-1"}
  - {id: control, date: "2020-01-05", kind: k,
     title: "a\e[31mb\x9bc\x07d\u202ee\u2066f\x7fg\0h\u200fi\u061cj\x85k"}
  - {id: lines, date: "2020-01-06", kind: k, topics: ["a;b", "=t"],
     title: "one\ntwo\ttab|pipe,comma;semi \"quote\" back\\slash \\x41 \\u0041"}
  - {id: tabbed, date: "2020-02", kind: k, title: "\ttab first", states: [AAA],
     place: {city: "=A1", country: AAA, venue: "+v"}}
  - {id: returned, date: "2020", kind: k, title: "\rreturn first", summary: "*b* _i_ `c` [a](b)"}
facts:
  - {id: said, kind: statement, text: "<i>x</i> [bold]y \u202e z\e]8;;http://e\a", speaker: per,
     about: [AAA], sources: [{source: src}]}
memberships:
  - {id: mem, state: AAA, organization: ORG, status: member, from: "2010", basis: "=x\e[0m",
     sources: [{source: src}]}
  - {id: mem2, state: AAA, organization: TWO, status: member, from: "2011"}
"""
ASKED = {
    "timeline": ["timeline"],
    "facts": ["facts"],
    "members": ["members", "ORG"],
    "history": ["members", "ORG", "--history"],
    "overlap": ["overlap", "ORG", "TWO"],
    "joint history": ["overlap", "ORG", "TWO", "--history"],
    "matrix": ["overlap", "ORG"],
    "changes": ["changes"],
    "sources": ["sources"],
    "search": ["search", "a"],
    "show": ["show", "script", "control", "lines", "said", "src", "AAA", "ORG", "per"],
    "list": ["list", "orgs"],
}


@pytest.fixture
def hostile(ots, dataset):
    mine = dataset(HOSTILE)
    return lambda *arguments, **options: ots("--data", mine, *arguments, **options)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("command", ASKED)
@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_no_control_character_leaves_the_program_raw(
    hostile, monkeypatch, command, format_, terminal
):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("PAGER", "cat")
    answer = hostile(*ASKED[command], "-f", format_, terminal=terminal)
    if answer.code == 2 and (format_ == "ics" or command == "show"):
        return
    # Line ends and tabs are those of the format.
    out = answer.out.replace("\r\n", "\n") if format_ in {"csv", "ics"} else answer.out
    out = out.replace("\t", "") if format_ == "tsv" else out
    assert HIDDEN.findall(out) == []
    assert HIDDEN.findall(answer.err) == []


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_reading_csv_and_tsv_back_gives_the_text(hostile, format_):
    out = hostile("timeline", "-f", format_).out
    if format_ == "csv":
        table = list(csv.reader(io.StringIO(out, newline="")))
    else:
        table = [line.split("\t") for line in out.removesuffix("\n").split("\n")]
    rows = hostile("timeline", "--json").json
    for cells, row in zip(table[1:], rows, strict=True):
        read = dict(zip(table[0], cells, strict=True))
        for name in ("id", "date", "kind", "title", "summary"):
            assert undone(read[name]) == (row[name] or ""), name
        place = row["place"] or {"city": None, "country": None, "venue": None}
        assert {name: undone(read[f"place.{name}"]) or None for name in place} == place
        topics = undone_list(read["topics"])
        assert topics == row["topics"]
        sources = undone(read["sources"])
        assert (json.loads(sources) if sources else []) == row["sources"]


def unescaped(text):
    """Undo `\\xNN`, `\\uNNNN` and `\\\\`."""
    return re.sub(
        r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4}))",
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else "\\",
        text,
    )


def undone(cell):
    """A cell's text, as the contract says to read it."""
    return unescaped(cell.removeprefix("'"))


def undone_list(cell):
    return [unescaped(part) for part in cell.removeprefix("'").split(";")] if cell else []


@pytest.mark.parametrize("command", ASKED)
@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_no_cell_is_a_formula(hostile, command, format_):
    out = hostile(*ASKED[command], "-f", format_).out
    delimiter = "," if format_ == "csv" else "\t"
    quoting = csv.QUOTE_MINIMAL if format_ == "csv" else csv.QUOTE_NONE
    for row in csv.reader(io.StringIO(out, newline=""), delimiter=delimiter, quoting=quoting):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_cell_that_looks_like_a_formula_gets_one_apostrophe(hostile):
    rows = csv.DictReader(io.StringIO(hostile("timeline", "-f", "csv").out, newline=""))
    cells = {row["id"]: row for row in rows}
    assert cells["formula"]["title"] == "'=1+1"
    assert cells["quoted"]["title"] == "''quoted"
    assert cells["lines"]["title"] == (
        'one\\x0atwo\\x09tab|pipe,comma;semi "quote" back\\\\slash \\\\x41 \\\\u0041'
    )
    assert cells["tabbed"]["place.city"] == "'=A1"


@pytest.mark.parametrize("command", ASKED)
def test_html_has_no_markup_from_the_data(hostile, command):
    page = Page(hostile(*ASKED[command], "-f", "html").out)
    assert page.tags <= TAGS
    assert page.open == []


def test_html_shows_the_text_as_it_is(hostile):
    cells = {cell for row in Page(hostile("timeline", "-f", "html").out).rows for cell in row}
    assert "<script>alert(1)</script> & \"q\" 'q'" in cells


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_text_is_never_rich_markup(hostile, monkeypatch, terminal):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("PAGER", "cat")
    out = hostile("timeline", terminal=terminal).out
    assert "[red]not red[/red] [link=x]y[/link] :smile: [/]" in out


@pytest.mark.parametrize("command", ASKED)
def test_markdown_tables_are_not_broken_by_the_data(hostile, command):
    lines = hostile(*ASKED[command], "-f", "md").lines
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1


def test_markdown_escapes_what_would_be_markup(hostile):
    out = hostile("show", "returned", "-f", "md").out
    assert r"\*b\* \_i\_ \`c\` \[a\](b)" in out
    assert r"\<script\>" in hostile("timeline", "-f", "md").out


@pytest.mark.parametrize("format_", ["json", "jsonl", "yaml"])
def test_data_formats_hold_the_text_itself(hostile, format_):
    out = hostile("timeline", "-f", format_).out
    rows = (
        [json.loads(line) for line in out.splitlines()]
        if format_ == "jsonl"
        else yaml.safe_load(out)
    )
    titles = {row["id"]: row["title"] for row in rows}
    assert titles["control"] == ("a\x1b[31mb\x9bc\x07d\u202ee\u2066f\x7fg\0h\u200fi\u061cj\x85k")
    assert titles["lines"].startswith("one\ntwo\ttab|pipe")


# --fields


def test_fields_keep_the_order_given(ots):
    arguments = ["members", "--fields", "status,state,from"]
    assert list(ots(*arguments, "--json").json[0]) == ["status", "state", "from"]
    assert list(json.loads(ots(*arguments, "-f", "jsonl").lines[0])) == ["status", "state", "from"]
    assert list(yaml.safe_load(ots(*arguments, "-f", "yaml").out)[0]) == ["status", "state", "from"]
    assert ots(*arguments, "-f", "csv").lines[0] == "status,state,from"
    assert ots(*arguments, "-f", "tsv").lines[0] == "status\tstate\tfrom"
    assert ots(*arguments, "-f", "md").lines[0] == "| status | state | from |"
    assert ots(*arguments).lines[0].split() == ["status", "state", "from"]
    assert "<th>status</th><th>state</th><th>from</th>" in ots(*arguments, "-f", "html").out


@every_command
@pytest.mark.parametrize("format_", [f for f in FORMATS if f not in WITHOUT_FIELDS])
def test_every_command_takes_fields_in_every_format(ots, written, command, format_):
    fields = list(json.loads(written(command, "json"))[0])[1::-1]
    answer = ots(*COMMANDS[command], "--fields", ",".join(fields), "-f", format_)
    assert (answer.code, answer.out != "") == (0, True)


def test_a_field_within_a_field_stays_nested_in_json_and_is_a_column_in_csv(ots):
    arguments = ["timeline", "--place", "gabala", "--fields", "place.city,id", "--limit", "1"]
    (row,) = ots(*arguments, "--json").json
    assert list(row) == ["place", "id"]
    assert row["place"] == {"city": "Gabala"}
    assert ots(*arguments, "-f", "csv").lines == ["place.city,id", f"Gabala,{row['id']}"]


def test_a_whole_nested_field_becomes_all_its_columns(ots):
    head = ots("timeline", "--fields", "place,id", "--limit", "1", "-f", "csv").lines[0]
    assert head == "place.city,place.country,place.venue,id"


def test_a_membership_within_a_joint_row_is_a_field(ots):
    rows = ots("overlap", "OTS", "CSTO", "--fields", "state,memberships.CSTO.from", "--json").json
    assert rows[0] == {"state": "KAZ", "memberships": {"CSTO": {"from": "2002-10-07"}}}


def test_spaces_between_fields_do_not_count(ots):
    assert ots("members", "--fields", "id, state", "--json") == ots(
        "members", "--fields", "id,state", "--json"
    )


@every_command
def test_an_unknown_field_lists_all_there_are(ots, command):
    answer = ots(*COMMANDS[command], "--fields", "nope")
    assert (answer.code, answer.out) == (2, "")
    assert "nope" in answer.err
    assert "he fields are" in answer.err


# ics

CALENDAR = """
events:
  - {id: day, date: "2020-02-29", kind: k, title: A day}
  - {id: month, date: "2020-02", kind: k, title: A month}
  - {id: year, date: "2021", kind: k, title: A year}
  - {id: span, date: "2020-12-30/2021-01-02", kind: k, title: Some days}
  - {id: long, date: "2022-01-01", kind: k,
     title: "Ölkələrarası görüş, müzakirə; Ұйым мүшелерінің кездесуі және бірлескен мәлімдемесі"}
facts:
  - {id: dated, kind: fact, text: Dated, date: "2020-01-01"}
  - {id: undated, kind: fact, text: Undated}
memberships:
  - {id: lapsed, state: AAA, organization: ORG, status: member, from: "2001-01-01",
     until: "2003-01-01"}
"""


def entries(out):
    """The events of a calendar: their properties by UID, with folded lines joined."""
    joined = out.replace("\r\n ", "")
    found = {}
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", joined, re.DOTALL):
        fields = dict(line.split(":", 1) for line in block.removesuffix("\r\n").split("\r\n"))
        found[fields["UID"].split("@")[0]] = fields
    return found


@pytest.fixture
def calendar(ots, dataset):
    mine = dataset(CALENDAR)
    return lambda *arguments: ots("--data", mine, *arguments, "-f", "ics")


@pytest.mark.parametrize(
    ("id_", "start", "end"),
    [
        ("day", "20200229", "20200301"),
        ("month", "20200201", "20200301"),
        ("year", "20210101", "20220101"),
        ("span", "20201230", "20210103"),
    ],
)
def test_an_entry_lasts_to_the_day_before_its_end(calendar, id_, start, end):
    entry = entries(calendar("timeline").out)[id_]
    assert (entry["DTSTART;VALUE=DATE"], entry["DTEND;VALUE=DATE"]) == (start, end)


def test_a_partial_date_says_so(calendar):
    found = entries(calendar("timeline").out)
    assert "2020-02" in found["month"]["DESCRIPTION"]
    assert "2021" in found["year"]["DESCRIPTION"]
    assert "DESCRIPTION" not in found["day"]


def test_a_membership_lasts_until_its_last_day(calendar):
    entry = entries(calendar("members", "ORG", "--history").out)["lapsed"]
    assert (entry["DTSTART;VALUE=DATE"], entry["DTEND;VALUE=DATE"]) == ("20010101", "20030101")


def test_lines_end_with_crlf_and_have_at_most_75_octets(calendar):
    out = calendar("timeline").out
    assert out.count("\n") == out.count("\r\n")
    assert max(len(line.encode()) for line in out.split("\r\n")) <= 75


def test_long_lines_fold_between_characters_and_unfold_to_the_text(calendar):
    summary = entries(calendar("timeline").out)["long"]["SUMMARY"]
    assert summary == (
        "Ölkələrarası görüş\\, müzakirə\\; Ұйым мүшелерінің кездесуі және бірлескен мәлімдемесі"
    )


def test_uids_come_from_the_ids_and_stay(calendar):
    once, again = calendar("timeline").out, calendar("timeline", "--newest").out
    assert set(re.findall("UID:.*", once)) == set(re.findall("UID:.*", again))
    assert set(entries(once)) == {"day", "month", "year", "span", "long"}


def test_what_has_no_date_is_counted_on_stderr(calendar):
    answer = calendar("facts")
    assert set(entries(answer.out)) == {"dated"}
    assert answer.err.startswith("ots: 1 ")
    assert "without a date" in answer.err


@pytest.mark.parametrize("command", DATED)
def test_what_has_dates_is_a_calendar(written, command):
    out = written(command, "ics")
    assert out.startswith("BEGIN:VCALENDAR\r\n")
    assert out.endswith("END:VCALENDAR\r\n")
    assert out.count("BEGIN:VEVENT") == out.count("END:VEVENT") > 0


def test_uids_of_a_calendar_are_unique(written):
    for command in DATED:
        uids = re.findall("UID:.*", written(command, "ics"))
        assert len(set(uids)) == len(uids), command


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in DATED])
def test_what_has_no_dates_is_refused_as_a_calendar(ots, command):
    answer = ots(*COMMANDS[command], "-f", "ics")
    assert (answer.code, answer.out) == (2, "")
