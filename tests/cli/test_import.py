"""`ots import cow`: the Correlates of War table of states and organisations turned into periods."""

import json

import pytest

from otscli.importing.cow import convert

ALL_YEARS = range(1945, 1953)


@pytest.fixture
def table(tmp_path):
    """Write a table of one state a line of codes: `{"usa": {"un": "0 1 1"}}` from 1945 on."""

    def write(states, *, start=1945, years=None):
        path = tmp_path / "state_year.csv"
        columns = list(next(iter(states.values())))
        lines = [",".join(["ccode", "year", "state", *columns])]
        for number, (state, codes) in enumerate(states.items(), start=2):
            for i, row in enumerate(zip(*(cell.split() for cell in codes.values()), strict=True)):
                year = years[i] if years else start + i
                if row[0] != ".":
                    lines.append(",".join([str(number), str(year), state, *row]))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def spells(table):
    """The periods that one column of codes makes: status, from, until."""

    def made(codes, beside="", **options):
        states = {"usa": {"un": codes}, "canada": {"un": beside or " ".join("0" * len(ALL_YEARS))}}
        found = convert(table(states, **options)).memberships
        return [
            (one["status"], one["from"], one.get("until"))
            for one in found
            if one["state"] == "COW-2"
        ]

    return made


@pytest.fixture
def imported(ots, table, tmp_path):
    """Import a table and return how to ask of it."""

    def take(states, **options):
        folder = tmp_path / "cow"
        answer = ots("import", "cow", str(table(states, **options)), "-o", str(folder))
        assert (answer.code, answer.out) == (0, ""), answer.err
        return lambda *words: ots("--data", str(folder), *words, "--json").json

    return take


@pytest.mark.parametrize(
    ("code", "status"), [("1", "member"), ("2", "associate"), ("3", "observer")]
)
def test_a_code_is_a_status(spells, code, status):
    assert spells(f"0 {code} {code} 0 0 0 0 0") == [(status, "1946", "1948")]


@pytest.mark.parametrize("code", ["0", "-9", "-1"])
def test_no_membership_missing_data_and_no_organisation_make_no_period(spells, code):
    assert spells(" ".join([code] * 8)) == []


def test_a_status_in_the_last_year_of_the_table_is_open(spells):
    assert spells("0 0 0 0 0 0 0 1") == [("member", "1952", None)]


def test_a_status_in_the_first_year_begins_with_it(spells):
    assert spells("1 0 0 0 0 0 0 0") == [("member", "1945", "1946")]


def test_a_change_of_status_ends_one_period_and_begins_the_next_on_one_date(spells):
    assert spells("3 3 2 2 1 1 0 0") == [
        ("observer", "1945", "1947"),
        ("associate", "1947", "1949"),
        ("member", "1949", "1951"),
    ]


def test_who_leaves_and_comes_back_has_two_periods(spells):
    assert spells("1 1 0 0 1 1 1 1") == [("member", "1945", "1947"), ("member", "1949", None)]


def test_an_organisation_that_ends_ends_its_periods(spells):
    assert spells("1 1 -1 -1 -1 -1 -1 -1") == [("member", "1945", "1947")]


def test_a_state_that_ends_leaves_in_the_year_after_its_last_row(spells):
    assert spells("1 1 1 . . . . .") == [("member", "1945", "1948")]


def test_a_state_that_pauses_has_a_period_on_either_side(spells):
    assert spells("1 1 . . . 1 1 1") == [("member", "1945", "1947"), ("member", "1950", None)]


@pytest.mark.parametrize(
    ("codes", "periods"),
    [
        ("1 1 -9 -9 0 0 0 0", [("member", "1945", "1947/1949")]),
        ("0 0 -9 -9 1 1 1 1", [("member", "1947/1949", None)]),
        ("-9 -9 1 1 1 1 1 1", [("member", "1945/1947", None)]),
        ("-1 -9 1 1 1 1 1 1", [("member", "1946/1947", None)]),
        ("1 1 -9 -9 . . . .", [("member", "1945", "1947/1949")]),
        (
            "1 1 -9 -9 1 1 1 1",
            [("member", "1945", "1947/1949"), ("member", "1948/1949", None)],
        ),
        ("1 1 -9 1 1 1 1 1", [("member", "1945", "1947/1948"), ("member", "1948", None)]),
    ],
)
def test_missing_years_are_a_window_and_never_filled_in(spells, codes, periods):
    assert spells(codes) == periods


def test_what_is_missing_up_to_the_end_is_unknown_and_the_last_known_year_is_kept(table):
    found = convert(table({"usa": {"un": "1 1 -9 -9"}})).memberships
    assert [one["until"] for one in found] == ["unknown"]
    assert found[0]["milestones"][0]["date"] == "1946"


def test_in_a_table_of_every_fifth_year_a_change_lies_in_the_years_between(spells):
    years = [1945, 1950, 1955, 1960, 1961]
    periods = spells("0 1 1 0 0", "0 0 0 0 0", years=years)
    assert periods == [("member", "1946/1950", "1956/1960")]


def test_rows_in_any_order_make_the_same_periods(table):
    path = table({"usa": {"un": "0 1 1 0"}, "canada": {"un": "1 1 1 1"}})
    before = convert(path)
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")
    assert convert(path) == before


def test_columns_may_stand_in_any_order_and_names_be_absent(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("un,year,ccode\r\n1,1945,2\r\n1,1946,2\r\n", encoding="utf-8-sig")
    found = convert(path)
    assert [one["name"] for one in found.states] == ["COW-2"]
    assert [(one["from"], one.get("until")) for one in found.memberships] == [("1945", None)]


@pytest.mark.parametrize(
    ("codes", "founded", "dissolved"),
    [
        ("-1 -1 0 1", "1947", None),
        ("0 1 -1 -1", None, "1947"),
        ("0 1 1 1", None, None),
        ("-1 -9 1 1", "1946", None),
        ("-1 -1 -1 -1", None, None),
    ],
)
def test_an_organisation_lives_where_the_table_tells(table, codes, founded, dissolved):
    one = convert(table({"usa": {"un": codes}})).organizations[0]
    assert (one["id"], one["name"], one["coverage"]) == ("UN", "UN", "full")
    assert (one.get("founded"), one.get("dissolved")) == (founded, dissolved)


WORLD = {
    "usa": {"un": "1 1 1 1 1 1 1 1", "nato": "-1 -1 -1 -1 1 1 1 1", "x": "0 2 2 -9 1 1 0 0"},
    "canada": {"un": "0 1 1 1 0 0 1 1", "nato": "-1 -1 -1 -1 0 3 1 1", "x": "1 -9 1 1 0 0 3 3"},
    "ddr": {"un": "3 3 3 3 . . . .", "nato": "-1 -1 -1 -1 . . . .", "x": "0 1 1 1 . . . ."},
}
STATUSES = {"1": "member", "2": "associate", "3": "observer"}


@pytest.mark.slow
@pytest.mark.parametrize("organization", ["un", "nato", "x"])
@pytest.mark.parametrize("year", ALL_YEARS)
def test_asked_of_a_year_the_periods_give_the_table_back(imported, organization, year):
    rows = imported(WORLD)("members", organization, "--as-of", str(year))
    certain = {row["state_name"]: row["status"] for row in rows if row["certain"]}
    codes = {state: of[organization].split()[year - 1945] for state, of in WORLD.items()}
    assert certain == {state: STATUSES[code] for state, code in codes.items() if code in STATUSES}
    possible = {row["state_name"] for row in rows if not row["certain"]}
    assert possible == {state for state, code in codes.items() if code == "-9"}


def test_the_other_questions_are_answered_from_it(imported):
    ask = imported(WORLD)
    together = ask("overlap", "un", "nato", "--as-of", "1951")
    assert [(row["state"], row["from"]) for row in together] == [
        ("COW-2", "1949"),
        ("COW-3", "1951"),
    ]
    common = ask("shared", "usa", "canada", "--as-of", "1951")
    assert {row["organization"]: row["from"] for row in common} == {"NATO": "1951", "UN": "1951"}
    told = ask("changes", "--org", "un", "--state", "canada")
    assert [(row["date"], row["change"]) for row in told] == [
        ("1946", "joined"),
        ("1949", "left"),
        ("1951", "joined"),
    ]


def test_the_dataset_says_how_far_it_reaches_and_whose_it_is(imported, ots, tmp_path):
    ask = imported(WORLD)
    row = ask("members", "un", "--as-of", "1950")[0]
    cited = row["sources"][0]
    assert cited["publisher"] == "Correlates of War Project"
    assert cited["at"] == "column un, ccode 2, 1945–1952"
    answer = ots("--data", str(tmp_path / "cow"), "--version")
    assert "covers up to 1952" in answer.out
    assert ask("show", "COW-2")[0]["cow"] == 2


def test_check_finds_no_error_in_it(imported, ots, tmp_path):
    imported(WORLD)
    answer = ots("check", str(tmp_path / "cow"))
    assert answer.code == 0
    assert all("[one-status]" in line for line in answer.lines)  # on either side of missing years


def test_a_second_import_replaces_the_first_and_leaves_nothing_else(imported, tmp_path):
    imported({"usa": {"un": "1 1"}})
    ask = imported({"usa": {"un": "0 1"}})
    assert [row["from"] for row in ask("members", "un")] == ["1946"]
    files = sorted(file.name for file in (tmp_path / "cow").iterdir())
    assert files == ["dataset.yaml", "memberships.jsonl", "organizations.jsonl", "states.jsonl"]


def test_a_failed_import_leaves_the_earlier_one(imported, ots, tmp_path):
    ask = imported({"usa": {"un": "1 1"}})
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("ccode,year,state,un\n2,1945,usa,5\n", encoding="utf-8")
    assert ots("import", "cow", str(wrong), "-o", str(tmp_path / "cow")).code == 3
    assert [row["from"] for row in ask("members", "un")] == ["1945"]


def test_a_folder_with_other_files_is_not_touched(ots, table, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "events.yaml").write_text("events: []", encoding="utf-8")
    answer = ots("import", "cow", str(table({"usa": {"un": "1"}})), "-o", str(folder))
    assert answer.code == 2
    assert answer.err == (
        f"ots: {folder} holds other files (events.yaml); give a new folder with -o\n"
    )
    assert [file.name for file in folder.iterdir()] == ["events.yaml"]


def test_a_file_is_no_folder(ots, table):
    path = str(table({"usa": {"un": "1"}}))
    answer = ots("import", "cow", path, "-o", path)
    assert (answer.code, answer.err) == (2, f"ots: {path} is a file; give a folder with -o\n")


def test_where_the_result_goes_must_be_said(ots, table):
    answer = ots("import", "cow", str(table({"usa": {"un": "1"}})))
    assert answer.code == 2
    assert "-o" in answer.err


HEADER = "ccode,year,state,un,nato\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "there is no column 'ccode'"),
        ("year,state,un\n1945,usa,1\n", 1, "there is no column 'ccode'"),
        ("ccode,state,un\n2,usa,1\n", 1, "there is no column 'year'"),
        ("ccode,year,state\n2,1945,usa\n", 1, "there is no column of an organisation"),
        ("ccode,year,un,UN\n2,1945,1,1\n", 1, "the column 'un' appears twice"),
        ("ccode,year,u n\n2,1945,1\n", 1, "the column 'u n' names no organisation"),
        (HEADER, 1, "holds no row"),
        (HEADER + "2,1945,usa,1,1\n2,1946,usa,1,7\n", 3, "'nato' is '7'; the codes are 0 (none)"),
        (HEADER + "2,1945,usa,full,1\n", 2, "'un' is 'full'; the codes are"),
        (HEADER + "9" * 5000 + ",1945,usa,1,1\n", 2, "'ccode' is '9999"),
        (HEADER + "2,1945,usa,4,1\n", 2, "'un' is '4'; the codes are"),
        (HEADER + "two,1945,usa,1,1\n", 2, "'ccode' is 'two'; it takes a whole number"),
        (HEADER + "2,195,usa,1,1\n", 2, "'year' is '195'; it takes a year of four digits"),
        (HEADER + "2,1945.5,usa,1,1\n", 2, "'year' is '1945.5'; it takes a whole number"),
        (HEADER + "2,1945,usa,1,1\n2,1945,usa,1,1\n", 3, "the state 2 has a row for 1945"),
        (HEADER + "2,1945,usa,1\n", 2, "has 4 cells, and the header 5"),
        (HEADER + '2,1945,"u"sa,1,1\n', 2, "not CSV"),
    ],
)
def test_a_fault_is_told_in_one_line_with_its_place(ots, tmp_path, text, line, said):
    path = tmp_path / "wrong.csv"
    path.write_text(text, encoding="utf-8")
    answer = ots("import", "cow", str(path), "-o", str(tmp_path / "cow"))
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith(f"ots: {path}:{line}: {said}")
    assert answer.err.count("\n") == 1
    assert not (tmp_path / "cow").exists()


def test_a_file_that_is_not_text_is_told(ots, tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes(HEADER.encode() + "2,1945,côte,1,1\n".encode("latin-1"))
    answer = ots("import", "cow", str(path), "-o", str(tmp_path / "cow"))
    assert (answer.code, answer.err.count("\n")) == (3, 1)
    assert "is not UTF-8" in answer.err


def test_a_file_that_is_not_there_cannot_be_read(ots, tmp_path):
    answer = ots("import", "cow", str(tmp_path / "none.csv"), "-o", str(tmp_path / "cow"))
    assert answer.code == 3
    assert answer.err.count("\n") == 1


def test_what_was_written_is_told(ots, table, tmp_path):
    answer = ots("import", "cow", str(table(WORLD)), "-o", str(tmp_path / "cow"))
    assert answer.err == "ots: 3 states, 3 organisations, 13 periods, up to 1952\n"


def test_every_record_says_its_type(imported, tmp_path):
    imported(WORLD)
    lines = (tmp_path / "cow" / "memberships.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["type"] for line in lines} == {"membership"}


TABLE = "ccode,year,state,un,nato\n2,1945,usa,1,-9\n2,1946,usa,1,0\n20,1945,canada,2,1\n"


def as_r(text):
    """Quote what is text, and put row numbers in front."""
    header, *rows = text.splitlines()
    lines = ['"",' + ",".join(f'"{name}"' for name in header.split(","))]
    for number, row in enumerate(rows, start=1):
        ccode, year, state, *codes = row.split(",")
        codes = ["NA" if code == "-9" else code for code in codes]
        lines.append(",".join([f'"{number}"', ccode, year, f'"{state}"', *codes]))
    return "\n".join(lines) + "\n"


def as_pandas(text):
    """Write numbers with a decimal point, gaps as nothing, and the index in front."""
    header, *rows = text.splitlines()
    lines = [f",{header}"]
    for number, row in enumerate(rows):
        ccode, year, state, *codes = row.split(",")
        codes = ["" if code == "-9" else f"{code}.0" for code in codes]
        lines.append(",".join([str(number), f"{ccode}.0", f"{year}.0", state, *codes]))
    return "\n".join(lines) + "\n"


def as_spreadsheet(text):
    """Separate by semicolons, with blanks, a byte order mark and the line ends of Windows."""
    return "\ufeff" + text.replace(",", "; ").replace("\n", "\r\n")


@pytest.mark.parametrize("form", [as_r, as_pandas, as_spreadsheet])
@pytest.mark.parametrize("source", ["file", "standard input"])
def test_the_table_is_read_as_r_pandas_and_spreadsheets_write_it(ots, tmp_path, form, source):
    plain = tmp_path / "plain.csv"
    plain.write_text(TABLE, encoding="utf-8")
    other = tmp_path / "other.csv"
    other.write_text(form(TABLE), encoding="utf-8")
    named = {"file": str(other), "standard input": "-"}[source]
    stdin = form(TABLE) if named == "-" else ""
    assert ots("import", "cow", str(plain), "-o", str(tmp_path / "one")).code == 0
    assert ots("import", "cow", named, "-o", str(tmp_path / "two"), stdin=stdin).code == 0
    for file in (tmp_path / "one").iterdir():
        assert (tmp_path / "two" / file.name).read_text() == file.read_text()


def test_what_is_no_regular_file_is_not_imported(ots, tmp_path):
    answer = ots("import", "cow", "/dev/zero", "-o", str(tmp_path / "cow"))
    assert (answer.code, answer.out) == (3, "")
    assert "/dev/zero is a device; only regular files" in answer.err


def test_an_encoding_is_guessed_in_the_line_of_the_byte(ots, tmp_path):
    file = tmp_path / "table.csv"
    file.write_bytes(TABLE.replace("canada", "T?rkiye").encode().replace(b"?", b"\xfc"))
    answer = ots("import", "cow", str(file), "-o", str(tmp_path / "cow"))
    assert f"{file}:4: is not UTF-8 here, perhaps Windows-1252;" in answer.err


def test_a_table_as_pandas_and_r_write_it_makes_the_same_periods(tmp_path):
    plain = tmp_path / "plain.csv"
    plain.write_text("ccode,year,state,un\n2,1945,usa,-9\n2,1946,usa,1\n", encoding="utf-8")
    expected = convert(plain)
    for written in (
        '"","ccode","year","state","un"\n"1",2,1945,"usa",NA\n"2",2,1946,"usa",1\n',
        ",ccode,year,state,un\n0,2.0,1945,usa,\n1,2.0,1946,usa,1.0\n",
        "Unnamed: 0,ccode,year,state,un\n0,2,1945.0,usa,-9.0\n1,2,1946.0,usa,1.0\n",
        '"...1";"ccode";"year";"state";"un"\n1;2;1945;"usa";NA\n2;2;1946;"usa";1,0\n',
        "ccode\tyear\tstate\tun\n2\t1945\tusa\t.\n2\t1946\tusa\t1\n",
    ):
        table = tmp_path / "written.csv"
        table.write_text(written, encoding="utf-8")
        assert convert(table) == expected, written


def test_names_come_from_the_table_of_organisations_and_years(ots, table, tmp_path):
    igo = tmp_path / "igo_year.csv"
    lines = ["ioname\torgname\tyear", "UN\tUnited Nations\t1952", "UN\tAllied Powers\t1945"]
    igo.write_text("\n".join(lines) + "\n", encoding="utf-8")
    folder = tmp_path / "cow"
    made = str(table({"usa": {"un": "1 1", "nato": "0 1"}}))
    assert ots("import", "cow", made, "--names", str(igo), "-o", str(folder)).code == 0
    found = ots("--data", str(folder), "show", "UN", "NATO", "--json").json
    assert [one["name"] for one in found] == ["United Nations", "NATO"]
    assert [one["name"] for one in found[0]["names"]] == ["Allied Powers"]
    assert ots("check", str(folder)).code == 0


def test_a_table_without_names_of_organisations_is_refused(ots, table, tmp_path):
    made = str(table({"usa": {"un": "1 1"}}))
    answer = ots("import", "cow", made, "--names", made, "-o", str(tmp_path / "cow"))
    assert answer.code == 3
    assert answer.err.startswith(f"ots: {made}:1: there are no columns 'ioname' and 'orgname'")


def test_the_folder_may_be_named_before_the_command(ots, table, tmp_path):
    source, states = str(table({"usa": {"un": "0 1 1"}})), []
    for i, asked in enumerate((["{}", "import", "cow"], ["import", "{}", "cow"])):
        folder = str(tmp_path / str(i))
        words = [part for word in asked for part in (["-o", folder] if word == "{}" else [word])]
        assert ots(*words, source).code == 0
        states.append(ots("--data", folder, "members", "UN", "--history", "--json").json)
    assert states[0] == states[1] != []
    missing = ots("import", "cow", source)
    assert (missing.code, missing.err) == (2, "ots: name a folder for the dataset with -o FOLDER\n")
