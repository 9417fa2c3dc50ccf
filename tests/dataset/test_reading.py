"""Reading a dataset: every fault is found, told with its place, and none hides another."""

import pytest

from otscli.dataset.definitions import LISTS

SOUND = 'events:\n  - {id: one, date: "2020", kind: summit, title: One}\n'
MEMBER = "memberships:\n  - {state: A, organization: B, status: member, from: unknown, "


@pytest.fixture
def check(ots, dataset):
    """Return what `ots check` says of a dataset, without the name of its file."""

    def check(text, level="error"):
        path = dataset(text)
        result = ots("check", path)
        assert result.code == (1 if ": error: " in result.out else 0)
        lines = [line.removeprefix(f"{path}:") for line in result.lines]
        return [line for line in lines if f" {level}: " in line]

    return check


def event(fields):
    return f"events:\n  - {{id: one, {fields}}}\n"


def test_a_sound_dataset_has_no_error(check, ots, dataset):
    assert check(SOUND) == []
    assert ots("--data", dataset(SOUND), "timeline", "-f", "ids").lines == ["one"]


# Dates


@pytest.mark.parametrize("date", ["2009-10-03", "2021-11-12"])
def test_a_date_without_quotes_is_a_fault_at_the_place_of_its_field(check, date):
    assert check(f"events:\n  - id: one\n    date: {date}\n    kind: summit\n    title: One\n") == [
        f"3:5: error: 'date': put the date in quotes: \"{date}\" [bare-date]"
    ]


def test_a_year_without_quotes_is_a_number_and_no_date(check):
    assert check(event("date: 2009, kind: summit, title: One")) == [
        "2:15: error: 'date' must be text; put it in quotes: \"2009\" [type]"
    ]


@pytest.mark.parametrize("field", ["from", "until"])
def test_bare_dates_are_found_in_every_field_that_takes_one(check, field):
    ends = {"from": '"2010"', "until": '"2011"'} | {field: "2010-01-01"}
    written = ", ".join(f"{key}: {value}" for key, value in ends.items())
    (found,) = check(
        f"memberships:\n  - {{state: AAA, organization: ORG, status: member, {written}}}\n"
    )
    assert found.endswith(f"error: '{field}': put the date in quotes: \"2010-01-01\" [bare-date]")


def test_a_bare_date_deep_in_a_record_has_its_own_place(check):
    text = (
        "people:\n  - id: one\n    name: One\n    roles:\n"
        '      - {role: minister, from: "2010"}\n'
        "      - {role: president, from: 2012-05-01}\n"
    )
    assert check(text) == [
        "6:27: error: 'roles.from': put the date in quotes: \"2012-05-01\" [bare-date]"
    ]


@pytest.mark.parametrize(
    ("date", "why"),
    [
        ("Nov 2021", "'Nov 2021' is not a date; write YYYY, YYYY-MM, YYYY-MM-DD"),
        ("2021-02-30", "'2021-02-30' has no such day: 2021-02 has 28 days"),
        ("2022/2021", "'2022/2021' ends before it begins; write 2021/2022"),
        ("unknown", "'unknown' is not a date"),
        ("today", "'today' is not a date"),
    ],
)
def test_a_date_in_another_form_is_a_fault_that_says_what_to_write(check, date, why):
    (found,) = check(event(f'date: "{date}", kind: summit, title: One'))
    assert found.startswith("2:15: error: 'date': ")
    assert why in found
    assert found.endswith("[date]")


def test_only_the_ends_of_a_period_may_be_unknown(check):
    assert (
        check(
            "memberships:\n  - {state: AAA, organization: ORG, status: member, from: unknown, "
            "until: unknown}\n"
        )
        == []
    )


# Keys and fields


def test_a_key_that_stands_twice_is_a_fault(check):
    text = 'events:\n  - id: one\n    date: "2020"\n    kind: summit\n    title: A\n    title: B\n'
    assert check(text) == [
        "6:5: error: 'title' appears twice, first in line 5; keep one [duplicate-key]"
    ]


def test_a_list_that_stands_twice_is_a_fault(check):
    assert check(SOUND + SOUND) == [
        "3:1: error: 'events' appears twice, first in line 1; keep one [duplicate-key]"
    ]


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("tittle", "did you mean 'title'?"),
        ("Date", "did you mean 'date'?"),
        ("organisations", "did you mean 'organizations'?"),
        ("xyzzy", "fields are id, aliases, date, kind, title,"),
    ],
)
def test_an_unknown_field_is_a_fault_that_names_the_nearest(check, field, hint):
    (found,) = check(event(f'{field}: x, date: "2020", kind: summit, title: One'))
    assert found.startswith(f"2:15: error: unknown field {field!r}; {hint}")
    assert found.endswith("[unknown-field]")


def test_an_unknown_field_deep_in_a_record_is_a_fault(check):
    (found,) = check(event('date: "2020", kind: summit, title: One, place: {town: Baku}'))
    assert "unknown field 'town'; fields are city, country, venue" in found


def test_an_unknown_list_is_a_fault_that_names_those_there_are(check):
    (found,) = check(SOUND + "event: []\n")
    assert found.startswith("3:1: error: unknown list 'event'; lists are dataset, kinds, topics,")
    assert found.endswith("[list]")


@pytest.mark.parametrize(
    ("list_", "record", "needed"),
    [
        ("events", "", ["id", "date", "kind", "title"]),
        ("memberships", "", ["state", "organization", "status", "from"]),
        ("facts", "", ["id", "text"]),
        ("states", "", ["id", "name"]),
        ("organizations", "", ["id", "name"]),
        ("people", "", ["id", "name"]),
        ("places", "", ["id", "name"]),
        ("sources", "", ["id"]),
        ("kinds", "", ["id"]),
        ("topics", "", ["id"]),
    ],
)
def test_a_field_that_a_record_needs_is_missed_by_name(check, list_, record, needed):
    found = check(f"{list_}:\n  - {{{record}}}\n")
    assert {line.split("error: ")[1].split(": ")[0] for line in found} == {
        f"{field!r} is missing" for field in needed
    }
    assert all(line.startswith("2:") and line.endswith("[required-field]") for line in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("facts:\n  - {id: a, text: A, sources: [{at: p1}]}\n", "'source' is missing"),
        ("states:\n  - {id: a, name: A, names: [{lang: kk}]}\n", "'name' is missing"),
        ("states:\n  - {id: a, name: A, names: [Aa]}\n", "must be a mapping with name, lang,"),
        ('people:\n  - {id: a, name: A, roles: [{from: "2020"}]}\n', "'role' is missing"),
        ("facts:\n  - {id: a, text: A, sources: [s1]}\n", "must be a mapping with source, at,"),
        (
            MEMBER + "milestones: [{date: unknown, what: signed}]}\n",
            "'unknown' is not a date",
        ),
        (
            MEMBER + "milestones: [{date: 2020-01-01, what: signed}]}\n",
            "put the date in quotes",
        ),
    ],
)
def test_a_fault_inside_a_list_of_a_record_is_told(check, text, message):
    assert [line for line in check(text) if message in line]


@pytest.mark.parametrize(
    "record",
    [
        'events:\n  - {id: a, date: "2020", kind: summit, title: A}\n',
        'memberships:\n  - {state: A, organization: B, status: member, from: "2020"}\n',
    ],
)
def test_nothing_else_is_needed(check, record):
    assert check(record) == []


# Types


@pytest.mark.parametrize("value", ["", "null", "~", "Null"])
def test_a_value_that_is_null_is_a_fault(check, value):
    (found,) = check(f'events:\n  - id: one\n    date: "2020"\n    kind: k\n    title: {value}\n')
    assert found == "5:5: error: 'title' has no value; write one or leave the field out [type]"


def test_a_period_that_still_holds_has_no_until_rather_than_a_null_one(check):
    (found,) = check(
        'memberships:\n  - {state: A, organization: B, status: member, from: "2020", until: null}\n'
    )
    assert found.startswith("2:63: error: 'until' has no value; write one or leave the field out")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("title: 5", "'title' must be text; put it in quotes: \"5\""),
        ("title: 1.5", "'title' must be text; put it in quotes: \"1.5\""),
        ("title: yes", "'title' must be text; put it in quotes: \"yes\""),
        ("title: NO", "'title' must be text; put it in quotes: \"NO\""),
        ("title: true", "'title' must be text; put it in quotes: \"true\""),
        ("title: [a]", "'title' must be text"),
        ("title: {a: b}", "'title' must be text"),
        ("title: A, states: AZE", "'states' must be a list"),
        ("title: A, states: {AZE: x}", "'states' must be a list"),
        ("title: A, states: [NO]", "'states' must be text; put it in quotes: \"NO\""),
        ("title: A, states: [[AZE]]", "'states' must be text"),
        ("title: A, place: Baku", "place: must be a mapping with city, country, venue"),
    ],
)
def test_a_value_of_another_type_is_a_fault_that_says_what_it_must_be(check, fields, message):
    (found,) = check(event(f'date: "2020", kind: summit, {fields}'))
    assert f"error: {message}" in found or message in found
    assert found.endswith("[type]")


@pytest.mark.parametrize("value", ["many", "1.5", "'5'", "true", "[1]", "0x1g"])
def test_a_number_must_be_a_whole_one(check, value):
    (found,) = check(f"states:\n  - {{id: AAA, name: A, population: {value}}}\n")
    assert "error: 'population' must be a whole number, not " in found


@pytest.mark.parametrize("value", ["maybe", "1", "'true'", "[true]"])
def test_a_flag_must_be_true_or_false(check, value):
    (found,) = check(f"sources:\n  - {{id: s, mirror: {value}}}\n")
    assert "error: 'mirror' must be true or false, not " in found


def test_numbers_and_flags_are_taken_as_such(check):
    assert check("states:\n  - {id: AAA, name: A, population: 5}\n") == []
    assert check("sources:\n  - {id: s, mirror: true}\n  - {id: t, mirror: false}\n") == []


@pytest.mark.parametrize("id_", ["'a b'", "'-a'", "Ä", "a/b", "'a:b'", "'a\\n'", "'.'"])
def test_an_id_is_made_of_letters_digits_hyphens_underscores_and_dots(check, id_):
    found = check(f'events:\n  - {{id: {id_}, date: "2020", kind: summit, title: A}}\n')
    assert [line for line in found if "letters, digits, '-', '_' and '.' only [form]" in line]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("url", "example.org", "an address that begins with http:// or https://"),
        ("url", "javascript:alert(1)", "an address that begins with http:// or https://"),
        ("url", "https://example.org/a b", "an address that begins with http:// or https://"),
        ("sha256", "abc", "64 hexadecimal digits"),
        ("sha256", "A" * 64, "64 hexadecimal digits"),
    ],
)
def test_an_address_or_a_digest_has_its_form(check, field, value, message):
    (found,) = check(f'sources:\n  - {{id: s, {field}: "{value}"}}\n')
    assert found.startswith(f"2:13: error: {field!r} is ")
    assert found.endswith(f"it takes {message} [form]")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'memberships:\n  - {state: A, organization: B, status: guest, from: "2020"}\n',
            "must be member, associate, candidate, observer, partner or applicant",
        ),
        (
            "facts:\n  - {id: a, text: A, kind: rumour}\n",
            "'kind' is 'rumour'; it must be fact, statement, plan, proposal or assessment",
        ),
        (
            "facts:\n  - {id: a, text: A, sources: [{source: s, stance: backs}]}\n",
            "'sources.stance' is 'backs'; it must be supports, differs or disputes",
        ),
        (
            "organizations:\n  - {id: a, name: A, coverage: some}\n",
            "'coverage' is 'some'; it must be full, ots or none",
        ),
    ],
)
def test_a_word_from_a_closed_list_is_on_it(check, text, message):
    (found,) = check(text)
    assert found.endswith(f"{message} [choice]")


# Shapes of the whole


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing but a remark\n", "---\n"])
def test_an_empty_file_is_an_empty_dataset_of_which_the_check_warns(check, text):
    assert check(text) == []
    assert check(text, "warning") == ["1:1: warning: is empty [file]"]


@pytest.mark.parametrize("text", ["events\n", "5\n", '"2020-01-01"\n'])
def test_a_file_must_hold_lists_under_names(check, text):
    assert check(text) == ["1:1: error: must hold lists under names, such as events: [yaml]"]


@pytest.mark.parametrize("value", ["one", "5", "{id: one}", "true"])
def test_a_list_must_be_a_list(check, value):
    assert check(f"events: {value}\n") == ["1:1: error: 'events' must be a list of records [type]"]


@pytest.mark.parametrize("value", ["one", "[one]", "5", "2020-01-01"])
def test_a_record_must_be_a_mapping(check, value):
    assert check(f"events:\n  - {value}\n") == [
        "2:5: error: events: a record must be a mapping with fields [type]"
    ]


def test_the_description_of_the_dataset_must_be_a_mapping(check):
    (found,) = check(SOUND + "dataset: mine\n")
    assert found.startswith("3:1: error: 'dataset' must be a mapping")


def test_a_list_may_be_left_empty(check):
    assert check(SOUND + "facts:\nmemberships: []\n") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("events:\n  - {id: one\n", 3),
        ("events:\n  - id: one\n   date: x\n", 3),
        ("events:\n\t- id: one\n", 2),
        ('events:\n  - {id: "one}\n', 3),
        ("a: *nowhere\n", 1),
        ("events: []\n---\nevents: []\n", 2),
        ("events: @x\n", 1),
    ],
)
def test_what_is_not_yaml_is_a_fault_with_its_place(check, text, line):
    (found,) = check(text)
    assert found.startswith(f"{line}:")
    assert ": error: not YAML: " in found
    assert found.endswith("[yaml]")


def test_a_character_that_yaml_does_not_allow_is_a_fault(check):
    (found,) = check('events:\n  - {id: "a\x01"}\n')
    assert "error: not YAML: " in found


@pytest.mark.parametrize("raw", [b"\xff", b"\xfctest", b"\xc3(", b"\xed\xa0\x80"])
def test_a_file_that_is_not_utf_8_is_a_fault_in_the_line_where_it_is_not(ots, tmp_path, raw):
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"events:\n  - id: one\n    title: " + raw + b"\n")
    result = ots("check", str(path))
    assert result.code == 1
    (found,) = result.lines
    assert found.startswith(f"{path}:3:1: error: is not UTF-8 here, perhaps Windows-125")
    assert found.endswith("[yaml]")


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(ots, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert ots("--data", str(path), "timeline", "-f", "ids").lines == ["one"]


@pytest.mark.parametrize(
    "text",
    [
        "events: &a [*a]\n",
        "events:\n  - &a {id: one, place: *a}\n",
        "events:\n  - &a\n    id: one\n    states: [*a]\n",
        "events: &a {b: *a}\n",
        "&a a: &b [*b]\n",
    ],
)
def test_a_value_that_holds_itself_is_a_fault(check, text):
    assert [line for line in check(text) if "error: refers to itself [yaml]" in line]


def test_an_anchor_may_be_used_again(check, ots, dataset):
    text = (
        "events:\n"
        '  - {id: one, date: "2020", kind: summit, title: One, states: &turkic [AZE, TUR]}\n'
        '  - {id: two, date: "2021", kind: summit, title: Two, states: *turkic}\n'
    )
    assert check(text) == []
    rows = ots("--data", dataset(text), "timeline", "--json").json
    assert [row["states"] for row in rows] == [["AZE", "TUR"], ["AZE", "TUR"]]


def test_nesting_without_end_is_a_fault(check):
    (found,) = check(f"events: {'[' * 3000}{']' * 3000}\n")
    assert "error: is nested more than 64 deep [yaml]" in found


def test_an_id_belongs_to_one_record_whatever_its_list(ots, dataset):
    path = dataset(SOUND + "facts:\n  - {id: one, text: A}\n")
    result = ots("check", path)
    assert result.code == 1
    assert (
        f"{path}:4:6: error: 'one' is the id of another record too, at {path}:2:5; "
        "give one a new id [unique-id]" in result.lines
    )


# Several at once

JUNK = {
    "nothing": "",
    "a number": "5",
    "a date": "2020-01-01",
    "a flag": "true",
    "empty text": '""',
    "text": '"x y"',
    "an empty list": "[]",
    "an empty mapping": "{}",
    "a mapping": "{x: y}",
    "a binary value": "!!binary eA==",
    "a value with a tag": "!mine x",
    "a list of texts": "[x]",
    "a list of nothing": "[null]",
    "a list of mappings": "[{x: y}]",
    "a list of lists": "[[]]",
}
INSIDE = {"a list of texts", "a list of nothing", "a list of mappings", "a list of lists"}


@pytest.mark.parametrize(
    "junk",
    [
        pytest.param(
            junk,
        )
        for junk in JUNK
    ],
)
def test_whatever_stands_in_a_field_the_records_beside_it_are_read(ots, dataset, junk):
    lines = []
    for list_, fields in LISTS.items():
        lines.append(f"{list_}:")
        for i, field in enumerate(fields):
            lines += [f"  - id: {list_}-{i}", f"    {field}: {JUNK[junk]}"]
            given = {"name", "title", "text", "what", "state", "organization"}
            lines += [f"    {key}: A" for key in fields if key in given and key != field]
            lines += [
                f'    {key}: "2020"' for key in ("date", "from") if key in fields and key != field
            ]
        lines += ["  - {no-such-field: x}"]
    result = ots("check", dataset("\n".join(lines)))
    assert result.code == 1
    assert result.out.count("unknown field 'no-such-field'") == len(LISTS)


def test_every_fault_is_told_in_the_order_of_the_file(check):
    text = (
        "events:\n"
        "  - {id: a, date: 2020-01-01, kind: k, title: }\n"
        "  - {id: b, dat: x}\n"
        "  - 5\n"
        '  - {id: c, date: "2020-13", kind: NO, title: C, title: D}\n'
        "memberships: none\n"
        "people:\n"
        "  - {id: p}\n"
    )
    found = check(text)
    assert [(line.split(": ")[0], line.rsplit(" ", 1)[1]) for line in found] == [
        ("2:13", "[bare-date]"),
        ("2:40", "[type]"),
        ("3:5", "[required-field]"),
        ("3:5", "[required-field]"),
        ("3:5", "[required-field]"),
        ("3:13", "[unknown-field]"),
        ("4:5", "[type]"),
        ("5:13", "[date]"),
        ("5:30", "[type]"),
        ("5:50", "[duplicate-key]"),
        ("6:1", "[type]"),
        ("8:5", "[required-field]"),
    ]


# Files and folders


def test_a_folder_is_read_as_one_dataset(ots, dataset_here, tmp_path):
    dataset_here(SOUND, "data/a.yaml")
    dataset_here('events:\n  - {id: two, date: "2021", kind: summit, title: Two}\n', "data/b.yml")
    dataset_here("not a dataset", "data/README.md")
    result = ots("--data", str(tmp_path / "data"), "timeline", "-f", "ids")
    assert result.lines == ["one", "two"]


def test_faults_in_a_folder_are_told_with_their_files(ots, dataset_here, tmp_path):
    one = dataset_here("events: 5\n", "data/a.yaml")
    two = dataset_here("x\n", "data/b.yaml")
    result = ots("check", str(tmp_path / "data"))
    assert result.code == 1
    assert result.lines == [
        f"{one}:1:1: error: 'events' must be a list of records [type]",
        f"{two}:1:1: error: must hold lists under names, such as events: [yaml]",
    ]


@pytest.mark.parametrize("command", [["check", "{}"], ["--data", "{}", "timeline"]])
def test_what_is_not_there_cannot_be_read(ots, tmp_path, command):
    path = str(tmp_path / "missing.yaml")
    result = ots(*(part.format(path) for part in command))
    assert (result.code, result.out) == (3, "")
    assert result.err == f"ots: {path} does not exist; give a dataset's file or folder\n"


def test_a_folder_without_yaml_cannot_be_read(ots, tmp_path):
    result = ots("check", str(tmp_path))
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        f"ots: {tmp_path} holds no file of a dataset; "
        "the names end with .yaml, .yml, .json, .jsonl, .ndjson, .csv, .tsv, .parquet\n"
    )


def test_a_folder_named_like_a_file_cannot_be_read(ots, tmp_path):
    (tmp_path / "data" / "a.yaml").mkdir(parents=True)
    result = ots("check", str(tmp_path / "data"))
    assert (result.code, result.out) == (3, "")
    assert f"{tmp_path}/data/a.yaml is a folder; only regular files and" in result.err


# What is only named

NAMED = {
    "state": 'memberships: [{state: %s, organization: O, status: member, from: "2000"}]',
    "organization": 'memberships: [{state: S, organization: %s, status: member, from: "2000"}]',
    "kind": 'events: [{id: e, date: "2000", kind: %s, title: T}]',
    "states": 'events: [{id: e, date: "2000", kind: k, title: T, states: [A, %s]}]',
    "topics": 'events: [{id: e, date: "2000", kind: k, title: T, topics: [%s]}]',
    "place.country": 'events: [{id: e, date: "2000", kind: k, title: T, place: {country: %s}}]',
    "sources.source": "facts: [{id: f, text: T, sources: [{source: %s}]}]",
    "speaker": "facts: [{id: f, text: T, speaker: %s}]",
    "about": "facts: [{id: f, text: T, about: [%s]}]",
    "office": 'terms: [{id: t, office: %s, holder: h, from: "2000"}]',
    "holder": 'terms: [{id: t, office: o, holder: %s, from: "2000"}]',
}


@pytest.mark.slow
@pytest.mark.parametrize("field", NAMED)
@pytest.mark.parametrize(
    "payload",
    [
        '"\\e[31mS"',
        '"\\u202eO"',
        '"O\\r\\nBEGIN:VEVENT\\r\\nUID:evil"',
        '"=1+1"',
        '"a b"',
        '"a,b"',
        '"Ä"',
        '"<b>"',
    ],
)
def test_what_is_only_named_has_the_form_of_an_id(check, ots, dataset, field, payload):
    text = NAMED[field] % payload + "\n"
    (found,) = check(text)
    assert found.startswith("1:")
    assert f"error: {field!r} is " in found
    assert found.endswith("[form]")
    answer = ots("--data", dataset(text), "list", "states", "-f", "ids")
    assert (answer.code, answer.out) == (3, "")


@pytest.mark.parametrize("payload", ["\\u001b[31mS", "\\u202eO", "O\\r\\nBEGIN:VEVENT"])
@pytest.mark.parametrize("field", ["state", "organization"])
def test_what_a_row_names_and_describes_in_place_has_that_form_too(ots, dataset, payload, field):
    row = {"state": "S", "organization": "O", "status": "member", "from": "2000"}
    row |= {field: payload, f"{field}_name": "N"}
    line = "{" + ", ".join(f'"{key}": "{value}"' for key, value in row.items()) + "}\n"
    answer = ots("check", dataset(line, "mine.jsonl"))
    assert [found for found in answer.lines if "error" in found] == [
        found for found in answer.lines if f"{field!r} is " in found
    ]
    assert len([found for found in answer.lines if "error" in found]) == 1
