"""Tables on a terminal and in a pipe: width, colour, links, bars and the pager."""

import re

import pytest

from conftest import TODAY, Ots
from otscli.output.formats.table import _SGR as SGR_OF

WIDTHS = [60, 80, 100, 160]
TABLES = {
    "timeline": ["timeline", "--since", "2025-06"],
    "members": ["members"],
    "members --history": ["members", "--history"],
    "overlap": ["overlap", "OTS", "CSTO"],
    "matrix": ["overlap"],
    "shared": ["shared", "AZE", "TUR"],
    "changes": ["changes", "--org", "OTS"],
    "facts": ["facts", "--limit", "10"],
    "search": ["search", "gabala", "--limit", "10"],
    "show": ["show", "HUN"],
    "sources": ["sources", "--limit", "10"],
    "list": ["list", "kinds"],
    "data info": ["data", "info"],
}
BAR = re.compile("[█▌▐░·]{18,}▸?")
SGR = re.compile(r"\x1b\[[0-9;]*m")
LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")


@pytest.fixture
def drawn(ots: Ots, monkeypatch):
    """Draw on a terminal of a width, without a pager; without colour unless asked for."""

    def draw(*arguments, width=100, color="never"):
        monkeypatch.setenv("COLUMNS", str(width))
        answer = ots(*arguments, "--no-pager", "--color", color, terminal=True)
        assert answer.code == 0, answer.err
        return answer.out

    return draw


def marks(row):
    """What a table says of a record beside its title."""
    single = " *" * (row["confidence"] == "single-source")
    return " (disputed)" * row["disputed"] + single


def without_space(text):
    return "".join(text.split())


def words(text):
    """What may not be broken: words, and the dates of an interval. No rules."""
    return {word for word in text.replace("/", "/ ").split() if set(word) != {"─"}}


def table_of(out):
    """A table without what is said below it."""
    below = re.search(
        r"^[0-9][0-9,]* (of|facts|events|records|documents|values|changes)", out, re.MULTILINE
    )
    return out[: below.start()] if below else out


def joined(out, heading):
    """The text of one column, its wrapped lines put together, without any space."""
    lines = table_of(out).splitlines()
    rule = next(i for i, line in enumerate(lines) if set(line.strip()) == {"─"})
    width = max(map(len, lines))
    heads = [line.ljust(width) for line in lines[:rule]]
    filled = [any(head[i] != " " for head in heads) for i in range(width)]
    starts = [i for i in range(width) if filled[i] and (i == 0 or not filled[i - 1])]
    named = {
        without_space("".join(head[a:b] for head in heads)): (a, b)
        for a, b in zip(starts, [*starts[1:], width], strict=True)
    }
    start, end = named[heading]
    return without_space("".join(line.ljust(width)[start:end] for line in lines[rule + 1 :]))


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("table", TABLES)
def test_no_line_is_wider_than_the_terminal(drawn, table, width):
    for line in drawn(*TABLES[table], width=width).splitlines():
        assert len(line) <= width or len(line.split()) <= 2  # a word that is longer stays whole


def marked(row):
    """What a table says of an event that is planned."""
    past = " (planned, outcome not in the data)" if row["end"] < TODAY else " (planned)"
    return past if row["planned"] else ""


@pytest.mark.slow
@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
@pytest.mark.parametrize("table", TABLES)
def test_no_word_date_or_id_is_broken(ots, drawn, table, width):
    piped = ots(*TABLES[table])
    records = [*ots("list", "states", "--json").json, *ots("list", "orgs", "--json").json]
    codes = " ".join(row["id"] for row in records)
    known = {*words(piped.out), *words(codes), *words("Id Type Date Title Cited")}
    if table in {"timeline", "facts", "sources", "list", "search", "changes"}:
        assert words(table_of(drawn(*TABLES[table], width=width))) <= known
    if table in {"search", "sources"}:
        ids = ots(*TABLES[table], "-f", "ids").lines
        assert set(ids) <= words(drawn(*TABLES[table], width=width))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_title_has_room_at_every_width(drawn, width):
    head = drawn("timeline", "--kind", "summit", "--limit", "20", width=width).splitlines()[0]
    after = "Place" if "Place" in head else "States"
    assert head.index(after) - head.index("Event") >= 32
    assert "Receiving Secretary General" in drawn("facts", "--speaker", "erdogan", width=width)


@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_columns_give_way_in_order(drawn, width):
    heads = drawn("timeline", "--since", "2025-06", width=width).splitlines()[0].split()
    order = ["Source", "Place"]
    left = [column for column in order if column in heads]
    assert left == order[len(order) - len(left) :]
    assert {"Date", "Kind", "Event", "States"} <= set(heads)


def test_eight_summits_fit_a_screen_and_all_of_them_ninety_lines(ots, drawn):
    rows = ots("timeline", "--kind", "summit", "--org", "OTS", "--json").json
    screen = drawn("timeline", "--kind", "summit", "--org", "OTS", width=80).splitlines()[:23]
    assert sum(line.startswith(row["date"][:10]) for row in rows[:8] for line in screen) >= 8
    assert len(drawn("timeline", "--kind", "summit", width=80).splitlines()) <= 90


def test_codes_of_states_keep_some_room_beside_the_title(drawn):
    for line in drawn("timeline", "--kind", "summit", "--org", "OTS", width=80).splitlines():
        if re.match(r"\S+ +summit ", line):
            assert len(re.findall(r"\b[A-Z]{3}\b", line[60:])) >= 4


def test_a_matrix_in_a_pipe_has_whole_words_and_on_a_terminal_a_legend_of_short_ones(ots, drawn):
    piped, shown = ots("overlap").out, drawn("overlap", width=80)
    assert "associate, candidate" in piped
    assert not re.search(r"\b(mem|obs|assoc|cand|appl|part)\.", piped)
    below = shown[shown.index("AZE Azerbaijan") :]
    for short in set(re.findall(r"\b[a-z]+\.", table_of(shown[: shown.index("AZE Azerb")]))):
        assert f"{short} " in below


def test_html_says_what_its_marks_mean(ots):
    page = ots("facts", "--confidence", "single-source", "-f", "html").out
    assert "<p>* rests on a single source</p>" in page
    assert "<caption>Texts are paraphrases;" in page
    assert "<p>*" not in ots("members", "-f", "html").out


def test_about_fits_a_small_screen(drawn):
    assert len(drawn("about", width=80).splitlines()) <= 23


def test_the_states_become_codes_before_anything_but_the_source_goes(drawn):
    assert "AZE KAZ" in drawn("timeline", "--kind", "summit", width=80)
    assert "Azerbaijan, Kazakhstan" in drawn("timeline", "--kind", "summit", width=160)


def test_a_table_says_how_many_rows_of_how_many(ots, drawn):
    every = len(ots("timeline", "--json").json)
    summits = len(ots("timeline", "--kind", "summit", "--json").json)
    assert f"{summits} of {every} events" in drawn("timeline", "--kind", "summit")
    assert f"3 of {summits} events" in drawn("timeline", "--kind", "summit", "--limit", "3")


def test_the_timeline_alone_shows_the_latest_that_happened_and_says_how_to_see_all(ots, drawn):
    happened = [row for row in ots("timeline", "--json").json if not row.get("planned")]
    out = drawn("timeline", width=160)
    shown = re.findall(r"^(?:c\. )?(\d{4}[-\d]*)", out.split("\n", 2)[2], re.MULTILINE)
    assert happened[-1]["date"][:7] in out
    assert "`ots timeline --since 1900` shows all" in " ".join(out.split())
    assert "20 of " in out
    assert shown


def test_what_rests_on_a_single_source_is_marked(ots, drawn):
    rows = ots("facts", "--speaker", "erdogan", "--json").json
    assert {row["confidence"] for row in rows} > {"single-source"}
    out = drawn("facts", "--speaker", "erdogan")
    singles = [row for row in rows if row["confidence"] == "single-source"]
    assert len(re.findall(r" \*( |$)", out, re.MULTILINE)) == len(singles)
    assert "* rests on a single source" in out


def test_facts_say_that_they_are_paraphrases(ots, drawn):
    assert "Texts are paraphrases" in drawn("facts", "--limit", "1")
    assert "Texts are paraphrases" in ots("facts", "--limit", "1").err
    assert "paraphrases" not in ots("facts", "--limit", "0").err
    assert "paraphrases" not in drawn("facts", "--limit", "0")
    assert "paraphrases" not in ots("facts", "--limit", "0", "-f", "html").out


def test_people_read_marks_of_dates_in_words(ots, dataset):
    mine = dataset(
        "events:\n"
        '  - {id: a, date: "2025-02-04~", kind: k, title: One}\n'
        '  - {id: b, date: "2025-02?", kind: k, title: Two}\n'
        '  - {id: c, date: "2025%/2026-01~", kind: k, title: Three}\n'
    )
    out = ots("--data", mine, "timeline").out
    for said in ("c. 2025-02-04 ", "2025-02 (?)", "c. 2025 (?)/c. 2026-01"):
        assert said in out
    assert "2025-02-04~" in ots("--data", mine, "timeline", "-f", "csv").out


def test_the_matrix_explains_its_codes(drawn):
    out = " ".join(drawn("overlap", width=80).split())
    assert "CICA Conference on Interaction" in out
    assert "ass " not in out
    assert "assoc." in out


def luminance(code):
    """The relative luminance of one of the 256 colours, as WCAG defines it."""
    steps = (0, 95, 135, 175, 215, 255)
    n = code - 16
    rgb = (
        [8 + 10 * (code - 232)] * 3
        if code > 231
        else [steps[n // 36], steps[n // 6 % 6], steps[n % 6]]
    )
    lin = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]


def test_every_colour_has_contrast_on_black_and_on_white():
    codes = [int(sgr.split(";")[2]) for sgr in SGR_OF.values() if ";" in sgr]
    assert len(codes) > 5
    for code in codes:
        light = luminance(code)
        assert (light + 0.05) / 0.05 > 3.5
        assert 1.05 / (light + 0.05) > 3.5


@pytest.mark.parametrize("width", [80, 100, 160])
def test_nothing_of_a_title_is_lost_by_wrapping(ots, drawn, width):
    rows = ots(*TABLES["timeline"], "--json").json
    titles = "".join(row["title"] + marked(row) + marks(row) for row in rows)
    assert joined(drawn(*TABLES["timeline"], width=width), "Event") == without_space(titles)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_of_a_text_is_lost_by_wrapping(ots, drawn, width):
    rows = ots("facts", "--kind", "statement", "--limit", "30", "--json").json
    assert all(row["target"] is None for row in rows)
    out = drawn("facts", "--kind", "statement", "--limit", "30", width=width)
    moved = "Speaker" not in out.splitlines()[0]  # where room is short, below the text
    texts = "".join(row["text"] + marks(row) + row["speaker_name"] * moved for row in rows)
    assert joined(out, "Text") == without_space(texts)


@pytest.mark.parametrize("width", WIDTHS)
def test_chosen_fields_are_wrapped_without_loss(ots, drawn, width):
    rows = ots("timeline", "--limit", "40", "--json").json
    out = drawn("timeline", "--limit", "40", "--fields", "summary", width=width)
    summaries = "".join(row["summary"] or "" for row in rows)
    assert without_space(table_of(out)).endswith(without_space(summaries))


def test_the_id_is_shown_where_there_is_room(drawn):
    assert "ots-hun-observer" in drawn("members", width=160)
    assert "Id" not in drawn("members", width=80).splitlines()[0].split()


def test_the_matrix_fits_a_hundred_columns_and_has_every_organisation(ots, drawn):
    lines = drawn("overlap", width=100).splitlines()
    first = [
        line.split()[0]
        for line in lines[2:]
        if (not line[:1].isspace() and "·" in line) or "mem" in line
    ]
    orgs = list(ots("overlap", "--json").json[0]["memberships"])
    assert [word for word in first if word in orgs][: len(orgs)] == orgs


def test_years_are_set_apart(drawn, dataset):
    mine = dataset(
        "events:\n"
        '  - {id: a, date: "2020-01-01", kind: k, title: One}\n'
        '  - {id: b, date: "2020-05-01", kind: k, title: Two}\n'
        '  - {id: c, date: "2021-01-01", kind: k, title: Three}\n'
        '  - {id: d, date: "2021-02-01", kind: k, title: Four}\n'
    )
    lines = [line.strip() for line in drawn("--data", mine, "timeline").splitlines()]
    rules = [i for i, line in enumerate(lines) if not line or set(line) == {"─"}]
    at = {
        word: i for i, line in enumerate(lines) for word in ("One", "Two", "Three") if word in line
    }
    assert not [i for i in rules if at["One"] < i < at["Two"]]
    assert [i for i in rules if at["Two"] < i < at["Three"]]


def test_a_caption_stands_under_the_table_on_a_terminal_and_on_stderr_in_a_pipe(ots, drawn):
    told = "On 31 March 2026, the last day that the data covers."
    assert told in " ".join(drawn("members").split())
    piped = ots("members")
    assert told in piped.err
    assert told not in piped.out
    assert told not in ots("members", terminal=True).err


@pytest.mark.parametrize("width", [100, 160])
@pytest.mark.parametrize(
    "command", [["members", "--history"], ["overlap", "OTS", "CSTO", "--history"]]
)
def test_bars_share_one_axis(drawn, command, width):
    lines = drawn(*command, width=width).splitlines()
    found = [match for line in lines if (match := BAR.search(line))]
    assert len(found) > 1
    assert len({match.start() for match in found}) == 1
    assert {len(match.group().rstrip("▸")) for match in found} <= {18, 36}


@pytest.mark.parametrize(
    "command", [["members", "--history"], ["overlap", "OTS", "CSTO", "--history"]]
)
def test_bars_share_one_axis_in_a_pipe(ots, command):
    found = [match for line in ots(*command).lines if (match := BAR.search(line))]
    assert len(found) > 1
    assert len({match.start() for match in found}) == 1
    assert {len(match.group().rstrip("▸")) for match in found} <= {18, 36}


def test_the_axis_has_the_first_and_the_last_year(ots):
    head = ots("members", "--history").lines[0]
    assert re.search(r"\b2009 +\d{4} +2026\b", head)


def test_a_bar_begins_later_where_the_status_does(ots):
    begun = {}
    for line in ots("members", "--history").lines:
        if bar := BAR.search(line):
            begun[line.split()[0]] = bar.group().find("█")
    assert begun["Azerbaijan"] < begun["Hungary"] < begun["Uzbekistan"] < begun["Turkmenistan"]


def test_a_time_that_is_only_possible_is_drawn_lighter(ots, dataset):
    mine = dataset(
        "memberships:\n"
        '  - {state: AAA, organization: ORG, status: member, from: "2000-01-01", until: unknown}\n'
        '  - {state: BBB, organization: ORG, status: member, from: "2000-01-01"}\n'
    )
    bars = [
        match.group()
        for line in ots("--data", mine, "members", "ORG", "--history").lines
        if (match := BAR.search(line))
    ]
    assert any("░" in bar for bar in bars)
    assert any("░" not in bar for bar in bars)


# In a pipe


@pytest.mark.parametrize("table", TABLES)
def test_a_piped_table_has_no_colour_and_no_links(ots, table):
    assert "\x1b" not in ots(*TABLES[table]).out


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_width_of_a_terminal_means_nothing_to_a_pipe(ots, monkeypatch, columns):
    usual = ots("timeline").out
    monkeypatch.setenv("COLUMNS", columns)
    assert ots("timeline").out == usual


def test_a_piped_table_has_each_record_whole_on_one_line(ots):
    rows = ots("timeline", "--json").json
    lines = ots("timeline").lines[2:]
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        assert row["title"] in line
        assert line.endswith(row["id"])


# Colour and links


def test_a_terminal_gets_colour_that_text_says_too(drawn):
    colored = drawn("members", color="auto")
    assert SGR.search(colored)
    assert SGR.sub("", LINK.sub("", colored)) == drawn("members")


def test_sources_are_links_on_a_terminal(ots, drawn):
    linked = {address for address in LINK.findall(drawn("members", color="auto")) if address}
    cited = {c["url"] for row in ots("members", "--json").json for c in row["sources"]}
    assert linked
    assert linked <= cited


@pytest.mark.parametrize("command", ["members", "facts", "timeline"])
def test_there_are_no_links_in_a_pipe_even_with_colour(ots, command):
    out = ots(command, "--color", "always").out
    assert SGR.search(out)
    assert not LINK.search(out)


@pytest.mark.parametrize(
    ("variables", "arguments", "terminal", "colored"),
    [
        ({}, [], True, True),
        ({}, [], False, False),
        ({"NO_COLOR": "1"}, [], True, False),
        ({"NO_COLOR": ""}, [], True, True),
        ({"FORCE_COLOR": "1"}, [], False, True),
        ({"FORCE_COLOR": "0"}, [], False, False),
        ({"FORCE_COLOR": ""}, [], False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], False, False),
        ({"TERM": "dumb"}, [], True, False),
        ({}, ["--color", "always"], False, True),
        ({}, ["--color", "never"], True, False),
        ({}, ["--color", "auto"], True, True),
        ({"NO_COLOR": "1"}, ["--color", "always"], True, True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False, False),
    ],
)
def test_colour_follows_the_option_the_variables_and_the_terminal(
    ots, monkeypatch, variables, arguments, terminal, colored
):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    out = ots("members", "--no-pager", *arguments, terminal=terminal).out
    assert bool(re.search(r"\x1b\[[0-9;]*38;5;[0-9]+m", out)) == colored


def test_a_dumb_terminal_gets_plain_ascii_lines(ots, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    out = ots("members", terminal=True).out
    assert "\x1b" not in out
    assert "─" not in out


# Pager


@pytest.fixture
def pager(tmp_path):
    """A pager that keeps what it is given in a file."""
    page = tmp_path / "page"
    return f"cat > {page}", page


def test_a_long_table_goes_through_the_pager(ots, monkeypatch, pager):
    command, page = pager
    monkeypatch.setenv("PAGER", command)
    monkeypatch.setenv("LINES", "20")
    assert ots("timeline", "--limit", "40", terminal=True).out == ""
    assert "karabakh" in page.read_text(encoding="utf-8").lower()


def test_a_table_that_fits_the_screen_does_not(ots, monkeypatch, pager):
    command, page = pager
    monkeypatch.setenv("PAGER", command)
    monkeypatch.setenv("LINES", "60")
    assert "Hungary" in ots("members", terminal=True).out
    assert not page.exists()


def test_ots_pager_comes_before_pager(ots, monkeypatch, pager):
    command, page = pager
    monkeypatch.setenv("PAGER", "false")
    monkeypatch.setenv("OTS_PAGER", command)
    monkeypatch.setenv("LINES", "20")
    assert ots("timeline", "--limit", "40", terminal=True).out == ""
    assert page.exists()


@pytest.mark.parametrize(
    ("variables", "arguments", "terminal"),
    [
        ({}, ["--no-pager"], True),
        ({}, [], False),
        ({}, ["--json"], True),
        ({"OTS_PAGER": ""}, [], True),
        ({"OTS_PAGER": "cat"}, [], True),
        ({"TERM": "dumb"}, [], True),
    ],
)
def test_there_is_no_pager(ots, monkeypatch, pager, variables, arguments, terminal):
    command, page = pager
    monkeypatch.setenv("PAGER", command)
    monkeypatch.setenv("LINES", "20")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ots("timeline", "--limit", "40", *arguments, terminal=terminal).out != ""
    assert not page.exists()


@pytest.mark.slow
def test_a_pager_that_is_left_early_is_no_fault(ots, monkeypatch):
    monkeypatch.setenv("PAGER", "head -1 > /dev/null")
    monkeypatch.setenv("LINES", "20")
    answer = ots("timeline", terminal=True)
    assert (answer.code, answer.err) == (0, "")
