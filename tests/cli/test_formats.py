"""Every command in every format: well formed, the same rows, and nothing in the data is code."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
import yaml

from examples import (
    EXAMPLES,
    HOSTILE,
    every,
    every_example,
    has_ids,
    is_joint,
    parameters,
    refused_formats,
)
from otscli.choices import FORMATS
from otscli.query import QUESTIONS

TEXTS = [name for name, format_ in FORMATS.items() if not format_.binary]
"""Those that need no extra; `tests/extended/test_pictures_in_pixels.py` reads the others."""

WITH_FIELDS = [name for name, one in FORMATS.items() if one.fields and not one.binary]
FIRST = {question: examples[0] for question, examples in EXAMPLES.items()}

# What must not leave the program raw, line ends of the formats themselves excepted.
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_kept = {}


@pytest.fixture
def written(ots):
    """What an example writes in a format; each asked for once."""

    def ask(example, format_):
        if (example, format_) not in _kept:
            answer = ots(*example.arguments, "-f", format_)
            assert answer.code == 0, answer.err
            _kept[example, format_] = answer.out
        return _kept[example, format_]

    return ask


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
TAGS |= {"tr", "th", "td", "a", "p", "br"}
TAGS |= {"svg", "desc", "defs", "pattern", "g", "path", "rect", "circle", "text"}


def read_json(text):
    rows = json.loads(text)
    assert text.count("\n") == 1
    assert all(isinstance(row, dict) for row in rows)
    return len(rows)


def read_jsonl(text):
    rows = [json.loads(line) for line in text.splitlines()]
    assert all(isinstance(row, dict) for row in rows)
    return len(rows)


def read_rst(text):
    """A list table: as many bullets in each row as in the header."""
    head, blank, *lines = text.removeprefix(".. list-table::\n").splitlines()
    assert (head, blank) == ("   :header-rows: 1", "")
    rows = []
    for line in lines:
        assert re.match(r"   (\* |  )-( |$)", line), line
        assert not re.search(r"(?<!\\)[*|]", line[7:]), line
        if line.startswith("   * -"):
            rows.append(0)
        rows[-1] += 1
    assert len(set(rows)) == 1
    return len(rows) - 1


def read_yaml(text):
    rows = yaml.load(text, yaml.CSafeLoader)
    assert all(isinstance(row, dict) for row in rows)
    return len(rows)


def read_csv(text):
    """RFC 4180: CRLF at each end of a line, as many cells as headings, which differ."""
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert {len(row) for row in rows} == {len(header)} == {len(set(header))}
    return len(rows)


def read_tsv(text):
    header, *rows = (line.split("\t") for line in text.removesuffix("\n").split("\n"))
    assert {len(row) for row in rows} == {len(header)} == {len(set(header))}
    return len(rows)


def read_md(text):
    header, rule, *rows = text.splitlines()
    bars = [len(re.findall(r"(?<!\\)\|", line)) for line in (header, rule, *rows)]
    assert len(set(bars)) == 1
    assert re.fullmatch(r"\|( --[-:] \|)+", rule)
    return len(rows)


def read_html(text):
    page = Page(text)
    assert page.open == []
    assert page.tags <= TAGS
    assert {len(row) for row in page.rows[1:]} == {len(page.rows[-1])}
    return len(page.rows) - 1


def read_table(text):
    heading, rule, *rows = text.splitlines()
    assert heading
    assert rule
    return len(rows)


def read_ids(text):
    lines = text.splitlines()
    assert all(re.fullmatch(r"\S+", line) for line in lines)
    return len(lines)


def read_ics(text):
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT")
    return text.count("BEGIN:VEVENT")


def read_svg(text):
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    return len(list(root.iter("{http://www.w3.org/2000/svg}text")))


READERS = {
    "table": read_table,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "tsv": read_tsv,
    "md": read_md,
    "rst": read_rst,
    "yaml": read_yaml,
    "html": read_html,
    "ids": read_ids,
    "ics": read_ics,
    "svg": read_svg,
}
"""Each reads a format strictly, and returns how many rows it holds."""


@pytest.mark.parametrize("format_", TEXTS)
def test_every_format_has_a_reader_of_its_own(format_):
    assert format_ in READERS, (
        f"-f {format_}: no reader of it in READERS of tests/cli/test_formats.py"
    )


def test_there_is_no_reader_of_what_is_no_format():
    assert set(READERS) - set(FORMATS) == set()


@pytest.mark.slow
@every_example
def test_what_is_written_is_well_formed_and_has_every_row(ots, written, example):
    for format_, read in READERS.items():
        if format_ in refused_formats(example.arguments):
            answer = ots(*example.arguments, "-f", format_)
            assert (answer.code, answer.out) == (2, ""), format_
            continue
        found = read(written(example, format_))
        assert found, format_
        if example.lines and format_ in WITH_FIELDS:
            assert found == len(json.loads(written(example, "json"))), format_


@every_example
def test_json_is_compact_in_a_pipe_and_indented_on_a_terminal(ots, written, example):
    out = written(example, "json")
    assert out.count("\n") == 1
    drawn = ots(*example.arguments, "--json", terminal=True).out
    assert drawn.startswith("[\n  {\n")
    assert json.loads(drawn) == json.loads(out)


@every_example
def test_jsonl_has_the_rows_of_json_one_a_line(written, example):
    lines = written(example, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(written(example, "json"))


@pytest.mark.slow
@every_example
def test_yaml_holds_what_json_holds(written, example):
    assert yaml.load(written(example, "yaml"), yaml.CSafeLoader) == json.loads(
        written(example, "json")
    )


@pytest.mark.slow
@every_example
def test_tsv_has_the_cells_of_csv(written, example):
    lines = written(example, "tsv").removesuffix("\n").split("\n")
    rows = list(csv.reader(io.StringIO(written(example, "csv"), newline="")))
    assert [line.split("\t") for line in lines] == rows


@parameters(one for one in every() if has_ids(one.question))
def test_ids_are_those_of_the_rows_one_a_line(written, example):
    ids = [row["id"] for row in json.loads(written(example, "json"))]
    assert written(example, "ids") == "".join(f"{id_}\n" for id_ in ids)


@parameters(one for one in every() if is_joint(one.question))
def test_ids_of_joint_rows_are_those_of_the_memberships(written, example):
    held = [
        one["id"]
        for row in json.loads(written(example, "json"))
        for one in row["memberships"].values()
        if one
    ]
    assert written(example, "ids").splitlines() == held


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


HOSTILE_DATA = r"""
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
  - {id: lines, date: "2020-01-06", kind: k, topics: ["a.b", "t"],
     title: "one\ntwo\ttab|pipe,comma;semi \"quote\" back\\slash \\x41 \\u0041"}
  - {id: tabbed, date: "2020-02", kind: k, title: "\ttab first", states: [AAA],
     place: {city: "=A1", country: AAA, venue: "+v"}}
  - {id: returned, date: "2020", kind: k, title: "\rreturn first", summary: "*b* _i_ `c` [a](b)"}
offices: [{id: chair, name: "<b>Office</b> =1 \e[31m | x", organization: ORG}]
terms: [{id: held, office: chair, holder: per, from: "2010", note: "@x\x9b"}]
facts:
  - {id: said, kind: statement, text: "<i>x</i> [bold]y \u202e z\e]8;;http://e\a", speaker: per,
     about: [AAA], sources: [{source: src}]}
memberships:
  - {id: mem, state: AAA, organization: ORG, status: member, from: "2010", basis: "=x\e[0m",
     sources: [{source: src}]}
  - {id: mem2, state: AAA, organization: TWO, status: member, from: "2011"}
  - {id: mem3, state: BBB, organization: ORG, status: member, from: "2012"}
"""


def _name(asked):
    return " ".join(part.rpartition("/")[2] for part in asked)


every_hostile = pytest.mark.parametrize(
    "asked", [asked for each in HOSTILE.values() for asked in each], ids=_name
)


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory):
    """One file for all tests, so that its store is made once."""
    path = tmp_path_factory.mktemp("hostile") / "mine.yaml"
    path.write_text(HOSTILE_DATA, encoding="utf-8")
    return str(path)


@pytest.fixture
def hostile(ots, hostile_file):
    return lambda *arguments, **options: ots("--data", hostile_file, *arguments, **options)


@pytest.mark.slow
@every_hostile
@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_no_control_character_leaves_the_program_raw(hostile, monkeypatch, asked, terminal):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("PAGER", "cat")
    for format_ in TEXTS:
        answer = hostile(*asked, "-f", format_, terminal=terminal)
        assert answer.code == (2 if format_ in refused_formats(asked) else 0), answer.err
        # Line ends and tabs are those of the format.
        out = answer.out.replace("\r\n", "\n") if format_ in {"csv", "ics"} else answer.out
        out = out.replace("\t", "") if format_ == "tsv" else out
        assert HIDDEN.findall(out) == [], format_
        assert HIDDEN.findall(answer.err) == [], format_


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


@every_hostile
@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_no_cell_is_a_formula(hostile, asked, format_):
    out = hostile(*asked, "-f", format_).out
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


@every_hostile
def test_html_has_no_markup_from_the_data(hostile, asked):
    page = Page(hostile(*asked, "-f", "html").out)
    assert page.tags <= TAGS
    assert page.open == []


def test_html_shows_the_text_as_it_is(hostile):
    cells = {cell for row in Page(hostile("timeline", "-f", "html").out).rows for cell in row}
    assert "<script>alert(1)</script> & \"q\" 'q' *" in cells  # which rests on a single source


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_text_is_never_rich_markup(hostile, monkeypatch, terminal):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("PAGER", "cat")
    out = hostile("timeline", terminal=terminal).out
    assert "[red]not red[/red] [link=x]y[/link] :smile: [/]" in out


@every_hostile
def test_markdown_tables_are_not_broken_by_the_data(hostile, asked):
    lines = hostile(*asked, "-f", "md").lines
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


@pytest.mark.slow
@every_example
def test_every_command_takes_fields_in_every_format(ots, written, example):
    fields = list(json.loads(written(example, "json"))[0])[1::-1]
    for format_ in WITH_FIELDS:
        answer = ots(*example.arguments, "--fields", ",".join(fields), "-f", format_)
        assert (answer.code, answer.out != "") == (0, True), format_


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


@pytest.mark.parametrize("format_", [name for name, one in FORMATS.items() if not one.fields])
def test_the_other_formats_take_none(ots, monkeypatch, format_):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)  # extras come last
    answer = ots("timeline", "--fields", "id", "-f", format_)
    told = f"ots: --fields has no meaning for -f {format_}; leave one of them out\n"
    assert (answer.code, answer.out, answer.err) == (2, "", told)


@parameters(FIRST.values())
def test_an_unknown_field_lists_all_there_are(ots, example):
    answer = ots(*example.arguments, "--fields", "nope")
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


EDITIONS = {
    'compiled: "2026-11-21", covered_to: "2026-03-31", version: "1.0.0"': ("20261121", "20261121"),
    'covered_to: "2026-03"': ("20260331", "20260331"),
    'version: "2.10.3"': ("20200229", "2010003"),
    'version: "spring"': ("20200229", "0"),
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_entry_bears_the_day_and_the_number_of_the_edition(ots, dataset, edition):
    path = dataset(f"dataset: {{id: mine, title: Mine, {edition}}}\n{CALENDAR}")
    out = ots("--data", path, "timeline", "-f", "ics").out
    assert ots("--data", path, "timeline", "-f", "ics").out == out
    entry, (day, sequence) = entries(out)["day"], EDITIONS[edition]
    assert entry["DTSTAMP"] == entry["LAST-MODIFIED"] == f"{day}T000000Z"
    assert entry["SEQUENCE"] == sequence


def test_a_correction_replaces_what_a_calendar_has(ots, dataset):
    editions = (("2026-01-01", "1.0.0", "A day"), ("2026-02-01", "1.0.1", "Another day"))
    before, after = (
        entries(
            ots(
                *(
                    "--data",
                    dataset(
                        f'dataset: {{id: m, title: M, version: {version}, compiled: "{day}"}}\n'
                        f"{CALENDAR.replace('A day', title)}"
                    ),
                ),
                *("timeline", "-f", "ics"),
            ).out
        )["day"]
        for day, version, title in editions
    )
    assert before["UID"] == after["UID"]
    assert before["SUMMARY"] != after["SUMMARY"]
    assert int(before["SEQUENCE"]) < int(after["SEQUENCE"])
    assert before["LAST-MODIFIED"] < after["LAST-MODIFIED"]


EDGES = """
events:
  - {id: last, date: "9999-12-31", kind: k, title: The last day}
  - {id: year, date: "9999", kind: k, title: The last year}
  - {id: early, date: "0033-04", kind: k, title: A month}
  - {id: first, date: "0001-01-01", kind: k, title: The first day}
memberships:
  - {id: ever, state: AAA, organization: ORG, status: member, from: "0988-01-01",
     until: "9999-12-31"}
  - {id: open, state: BBB, organization: ORG, status: member, from: "9999-12-31"}
"""


def test_a_calendar_reaches_to_both_ends(ots, dataset):
    path = dataset(EDGES)
    found = entries(ots("--data", path, "timeline", "-f", "ics").out)
    assert found["last"]["DTSTART;VALUE=DATE"] == "99991231"
    assert found["last"]["DURATION"] == "P1D"
    assert found["year"]["DTSTART;VALUE=DATE"] == "99990101"
    assert found["year"]["DURATION"] == "P365D"
    assert found["early"]["DTSTART;VALUE=DATE"] == "00330401"
    assert found["early"]["DTEND;VALUE=DATE"] == "00330501"
    assert found["first"]["DTSTAMP"] == "00010101T000000Z"
    assert not any("DTEND;VALUE=DATE" in found[id_] for id_ in ("last", "year"))
    held = entries(ots("--data", path, "members", "ORG", "--history", "-f", "ics").out)
    assert held["ever"]["DTEND;VALUE=DATE"] == "99991231"
    assert held["open"]["DURATION"] == "P1D"


def test_show_gives_what_has_a_date(ots):
    answer = ots("show", "summit-2021-istanbul", "UZB", "ots-hun-observer", "-f", "ics")
    assert set(entries(answer.out)) == {"summit-2021-istanbul", "ots-hun-observer"}
    assert answer.err == "ots: 1 record without a date not in the calendar\n"


@pytest.mark.parametrize(("what", "type_"), [("UZB", "a state"), ("OTS", "an organization")])
def test_show_of_what_has_no_date_says_what_has(ots, what, type_):
    answer = ots("show", what, "-f", "ics")
    assert (answer.code, answer.out) == (2, "")
    assert "event, membership, fact and term" in answer.err
    assert f"{type_} has none" in answer.err


def test_a_plan_is_tentative(ots, dataset):
    path = dataset(CALENDAR.replace("title: A day", "title: A day, planned: true"))
    found = entries(ots("--data", path, "timeline", "-f", "ics").out)
    assert {id_ for id_, entry in found.items() if "STATUS" in entry} == {"day"}
    assert found["day"]["STATUS"] == "TENTATIVE"


@pytest.mark.parametrize("command", ["timeline", "changes", "facts", "members"])
def test_uids_of_a_calendar_are_unique(ots, command):
    uids = re.findall("UID:.*", ots(command, "-f", "ics").out)
    assert uids
    assert len(set(uids)) == len(uids)


def test_what_has_no_dates_is_refused_with_the_commands_that_have(ots):
    answer = ots("overlap", "-f", "ics")
    dated = {name for name, question in QUESTIONS.items() if question.dated}
    assert set(re.findall(r"[a-z]+", answer.err.rpartition("use it with")[2])) - {"or"} == dated
