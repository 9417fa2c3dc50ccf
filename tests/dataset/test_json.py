"""JSON and JSON Lines: read by their structure, every fault with its line and column."""

import json
from itertools import pairwise

import pytest

from conftest import curated

EVENT = {"id": "a", "date": "2020", "kind": "k", "title": "T"}


def state(population):
    return f'{{"type": "state", "id": "K", "name": "K", "population": {population}}}'


@pytest.fixture
def read(ots, dataset):
    """Return the events of a file of JSON."""

    def read(text, name="mine.json"):
        answer = ots("--data", dataset(text, name), "timeline", "--json")
        assert answer.code == 0, answer.err
        return answer.json

    return read


@pytest.fixture
def faults(ots, dataset):
    """Return the errors of a file of JSON, without its name."""

    def faults(text, name="mine.json"):
        path = dataset(text, name)
        answer = ots("check", path)
        lines = [line for line in answer.lines if ": error: " in line]
        assert answer.code == (1 if lines else 0), answer.err
        return [line.removeprefix(f"{path}:") for line in lines]

    return faults


# The order of keys


LISTS = {
    "sources": [{"id": "s", "kind": "official"}],
    "states": [{"id": "AZE", "name": "Azerbaijan"}],
    "topics": [{"id": "trade"}],
    "people": [{"id": "p", "name": "P", "roles": [{"role": "r", "from": "2000", "sources": []}]}],
    "events": [EVENT | {"states": ["AZE"], "topics": ["trade"], "sources": [{"source": "s"}]}],
}


@pytest.mark.parametrize("first", LISTS)
@pytest.mark.parametrize("indent", [None, 2])
def test_the_order_of_lists_has_no_meaning(read, first, indent):
    ordered = {first: LISTS[first]} | dict(reversed(LISTS.items()))
    (row,) = read(json.dumps(ordered, indent=indent))
    assert (row["states"], row["topics"], row["confidence"]) == (["AZE"], ["trade"], "official")


@pytest.mark.slow
def test_the_shipped_events_and_sources_are_one_object_of_json(ots, dataset):
    lists = {name: curated(name) for name in ("events", "sources")}
    path = dataset(json.dumps(lists), "both.json")
    shown = ots("--data", path, "timeline", "-f", "ids").lines
    assert shown == ots("timeline", "-f", "ids").lines


def test_a_state_is_known_wherever_its_line_says_its_type(ots, dataset):
    state = {"id": "AAA", "name": "Aland", "note": "x" * 1000, "type": "state"}
    held = {"state": "AAA", "organization": "O", "status": "member", "from": "2000"}
    lines = [json.dumps({"type": "membership", **held}), json.dumps(state)]
    path = dataset("\n".join(lines), "mine.jsonl")
    assert ots("--data", path, "members", "O", "--json").json[0]["state_name"] == "Aland"


# Keys that stand twice


@pytest.mark.parametrize(
    ("text", "place", "key"),
    [
        ('{"events":[],"events":[]}', "1:14", "events"),
        ('{"events":[],\n"facts":[],\n "events":[]}', "3:2", "events"),
        (
            '{"events":[{"id":"a","date":"2020","kind":"k","title":"A",\n"title":"B"}]}',
            "2:1",
            "title",
        ),
        ('[{"id":"a","date":"2020","kind":"k","title":"A","title":"B"}]', "1:49", "title"),
        (
            '[{"id":"a","date":"2020",\n"kind":"k","title":"A","place":{"city":"x","city":"y"}}]',
            "2:44",
            "city",
        ),
    ],
)
def test_a_key_that_stands_twice_is_an_error_at_the_second(faults, text, place, key):
    (found,) = faults(text)
    assert found.startswith(f"{place}: error: '{key}' appears twice")
    assert found.endswith("keep one [duplicate-key]")


def test_a_key_that_stands_twice_in_a_line_is_an_error_in_that_line(faults):
    line = '{"id":"b","date":"2001","kind":"x","title":"A","title":"B"}'
    found = faults(f"{json.dumps(EVENT)}\n{line}\n{line}\n", "mine.jsonl")
    assert found == [
        f"{number}:48: error: 'title' appears twice; keep one [duplicate-key]" for number in (2, 3)
    ]


def test_records_beside_a_faulty_one_are_looked_at(faults):
    rows = ['{"id":"a","id":"b"}', '{"id":"c","date":"x","kind":"k","title":"T"}']
    assert [line.rsplit(" ", 1)[1] for line in faults(f"[{','.join(rows)}]")] == [
        "[duplicate-key]",
        "[date]",
    ]


# Places


def test_a_fault_is_told_at_its_key_also_where_a_text_looks_like_it(faults):
    row = '{"note": "\\"date\\": x", "title": "\\"date\\"",\n  "date": "x", "id": "a", "kind": "k"}'
    found = faults(f"[\n{row}]")
    assert [line.partition(": ")[0] for line in found] == ["2:2", "3:3"]


def test_a_fault_deep_in_a_record_has_its_own_place(faults):
    lists = '{"people": [\n {"id": "p", "name": "P",\n  "roles": [{"role": "r", "from": "x"}]}]}'
    (found,) = faults(lists)
    assert found.startswith("3:27: error: 'roles.from'")


def test_a_single_record_has_places_too(faults):
    (found,) = faults('{"id": "a",\n "date": "x", "kind": "k", "title": "T"}')
    assert found.startswith("2:2: error: 'date'")


# The whole


@pytest.mark.parametrize("indent", [None, 2])
def test_a_single_record_is_a_dataset(read, indent):
    event = EVENT | {"states": ["AZE"], "sources": [], "topics": ["trade"]}
    assert [row["id"] for row in read(json.dumps(event, indent=indent))] == ["a"]
    assert [row["states"] for row in read(json.dumps(event, indent=indent))] == [["AZE"]]


def test_a_single_record_of_yaml_is_a_dataset(ots, dataset):
    path = dataset('id: a\ndate: "2020"\nkind: k\ntitle: T\nstates: [AZE]\n')
    assert ots("--data", path, "timeline", "--json").json[0]["states"] == ["AZE"]


@pytest.mark.parametrize("indent", [None, 2])
def test_objects_one_after_the_other_are_rows(read, indent):
    objects = [EVENT, EVENT | {"id": "b"}, EVENT | {"id": "c"}]
    text = "\n".join(json.dumps(event, indent=indent) for event in objects)
    assert [row["id"] for row in read(text)] == ["a", "b", "c"]


@pytest.mark.parametrize("name", ["mine.json", "mine.jsonl", "mine.csv", "mine.tsv", "mine.yaml"])
@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_file_is_an_empty_dataset_in_every_format(ots, dataset, name, text):
    path = dataset(text, name)
    answer = ots("--data", path, "timeline", "--json")
    assert (answer.code, answer.json) == (0, [])
    assert f"{path}:1:1: warning: is empty [file]" in ots("check", path).out


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "tsv", "yaml"])
def test_an_answer_without_rows_reads_back(ots, format_):
    empty = ots("timeline", "--during", "1500", "-f", format_).out
    answer = ots("--data", "-", "timeline", "--json", stdin=empty)
    assert (answer.code, answer.json) == (0, [])


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("{nonsense", "1:2", "a name in double quotes is expected here"),
        ('{"events" []}', "1:11", "a colon is expected here"),
        ('[{"id": "a"} {"id": "b"}]', "1:14", "a comma is expected here"),
        ('[{"id": "a",}]', "1:", "expected here"),
        ("[1", "1:3", "a comma is expected here"),
        ('[{"id": "a}]', "1:9", "the text that begins here has no closing quote"),
        ('[{"id": "a\nb"}]', "1:11", "a control character"),
        ('[{"id": "\\x"}]', "1:10", "a backslash begins no escape here"),
        ('[{"id": \nnul}]', "2:1", "a value is expected here"),
        ("[] []", "1:4", "nothing may follow the array"),
        ('{"events": []} 5', "1:16", "must be an object with fields"),
    ],
)
def test_what_is_not_json_is_told_in_our_words_with_its_place(faults, text, place, message):
    found = faults(text)[-1]
    assert found.startswith(place)
    assert message in found
    assert "Expecting" not in found
    assert "char " not in found


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("name", ["mine.json", "mine.jsonl"])
def test_what_python_writes_for_no_number_is_told_to_be_no_json(faults, word, name):
    row = f'{{"type": "state", "id": "K", "name": "K", "population": {word}}}'
    (found,) = faults(row if name.endswith("l") else f"[{row}]", name)
    assert f"{word} is no value of JSON; write null for a gap" in found


# Odd values


@pytest.mark.parametrize("name", ["mine.json", "mine.jsonl"])
@pytest.mark.parametrize("text", ["half \\ud83d", "\\udead", "x\\ud800y"])
def test_half_of_a_character_is_an_error_at_its_field(faults, name, text):
    row = f'{{"id":"a","date":"2001","kind":"x","title":"{text}"}}'
    (found,) = faults(row if name.endswith("l") else f"[{row}]", name)
    assert "'title' holds U+D" in found
    assert found.startswith("1:36: " if name.endswith("l") else "1:37: ")


def test_both_halves_of_a_character_are_one(read):
    row = '{"id":"a","date":"2001","kind":"x","title":"\\ud83d\\ude00"}'
    assert read(row, "mine.jsonl")[0]["title"] == "😀"


def test_half_of_a_character_is_an_error_in_an_escape_of_a_table(ots, dataset):
    columns = ots("timeline", "--limit", "0", "-f", "csv").out
    cells = dict.fromkeys(columns.strip().split(","), "")
    cells |= {"id": "a", "type": "event", "date": "2001", "kind": "x", "title": "\\ud800"}
    answer = ots("check", dataset(columns + ",".join(cells.values()) + "\n", "mine.csv"))
    assert "'title' holds U+D800, which is half of a character [form]" in answer.out


@pytest.mark.parametrize("digits", [19, 400, 5000])
@pytest.mark.parametrize("name", ["mine.json", "mine.jsonl", "mine.csv", "mine.yaml"])
def test_a_number_of_more_than_18_digits_is_an_error(faults, digits, name):
    number = "9" * digits
    text = state(number)
    if name.endswith("csv"):
        text = f"type,id,name,population\nstate,K,K,{number}\n"
    (found,) = faults(text, name)
    assert "whole number" in found or "a number of thousands of digits is not read" in found
    assert len(found) < 300
    assert "int()" not in found


@pytest.mark.parametrize("value", ["10.0", "1e3", "0"])
def test_a_whole_number_is_one_however_json_writes_it(ots, dataset, value):
    row = state(value)
    shown = ots("--data", dataset(row, "mine.jsonl"), "show", "K", "--json").json[0]
    assert shown["population"] == float(value)
    assert isinstance(shown["population"], int)


@pytest.mark.parametrize("value", ["-5", "1.5", "true", '"5"', "[5]"])
def test_a_number_is_no_other_value_of_json(faults, value):
    (found,) = faults(state(value), "mine.jsonl")
    assert f"'population' must be a whole number, not {value.replace(chr(34), chr(39))}" in found


@pytest.mark.parametrize("type_", ['["event"]', "{}", "5", "true", '"meeting"', '["state"]'])
@pytest.mark.parametrize("name", ["mine.json", "mine.jsonl", "mine.yaml"])
def test_a_type_that_is_none_is_an_error(faults, type_, name):
    row = f'{{"type": {type_}, "id": "a"}}'
    (found,) = faults(row if name.endswith("l") and "y" not in name else f"[{row}]", name)
    assert "error: 'type' is " in found
    assert "it must be event, membership, fact, state" in found


@pytest.mark.parametrize("roles", ["3", "true", "1.5", '"x"', "{}", '{"a": 1}', "[3]", "[[]]"])
def test_roles_that_are_no_list_are_an_error(faults, roles):
    row = f'{{"type": "person", "id": "p", "name": "P", "roles": {roles}}}'
    found = faults(row, "mine.jsonl")
    assert len(found) == 1
    assert "roles" in found[0]


@pytest.mark.parametrize("field", ["title", "summary", "kind", "date", "states", "place"])
@pytest.mark.parametrize("value", ["[]", '["x", 1]', "{}", '{"a": {}}', "5", "true"])
def test_whatever_a_field_holds_the_fault_is_in_our_words(ots, dataset, field, value):
    row = f'{json.dumps(EVENT)[:-1]}, "{field}": {value}}}'
    answer = ots("check", dataset(row.replace(f'"{field}": "', '"note": "', 1), "mine.jsonl"))
    assert answer.code in {0, 1}
    assert "a fault in ots itself" not in answer.err


@pytest.mark.parametrize("depth", [70, 499, 501, 3000, 100_000])
@pytest.mark.parametrize("brackets", ["[]", "{}"])
@pytest.mark.parametrize("name", ["mine.json", "mine.jsonl", "mine.csv"])
def test_nesting_is_refused_with_its_place(faults, depth, brackets, name):
    opening = "[" if brackets == "[]" else '{"a":'
    value = opening * depth + "1" + brackets[1] * depth
    text = f'{{"id":"a","date":"2020","kind":"k","title":"T","sources":{value}}}'
    if name.endswith("csv"):
        cell = '"' + value.replace('"', '""') + '"'
        text = f"id,date,kind,title,sources\na,2020,k,T,{cell}\n"
    (found,) = faults(text, name)
    assert found.startswith("2:1: " if name.endswith("csv") else "1:")
    assert "is nested more than 64 deep" in found


@pytest.mark.slow
@pytest.mark.parametrize("count", [501, 3000])
def test_brackets_inside_texts_are_text(ots, dataset, count):
    events = "".join(
        f'  - {{id: e{i}, date: "2020", kind: k, title: "steps in [0, 1) {{"}}\n'
        for i in range(count)
    )
    path = dataset(f"events:\n{events}# {'[' * count}\n")
    assert len(ots("--data", path, "timeline", "-f", "ids").lines) == count


def test_a_title_of_brackets_is_a_title(read):
    title = "[" * 1000 + "{" * 1000
    assert read(json.dumps([EVENT | {"title": title}]))[0]["title"] == title


@pytest.mark.parametrize("depth", [70, 500, 900])
@pytest.mark.parametrize("form", ["flow", "dashes", "block"])
def test_nesting_of_yaml_is_refused(ots, dataset, depth, form):
    value = {
        "flow": "events: " + "[" * depth + "]" * depth,
        "dashes": "events:\n" + "- " * depth + "x",
        "block": "events:\n" + "\n".join(" " * i + "a:" for i in range(1, depth)) + " 1",
    }[form]
    answer = ots("check", dataset(value + "\n"))
    assert answer.code == 1
    assert "is nested more than 64 deep [yaml]" in answer.out


def test_aliases_without_end_are_refused(ots, dataset):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{two}: &{two} [{', '.join([f'*{one}'] * 9)}]" for one, two in pairwise("abcdefgh")]
    answer = ots("check", dataset("\n".join(lines)))
    assert answer.code == 1
    assert "is repeated too often by aliases [yaml]" in answer.out


def test_a_key_that_is_a_list_is_told_shortly(ots, dataset):
    answer = ots("check", dataset("? [a, b, c]\n: []\nevents: []\n"))
    assert "1:3: error: a key must be a word [yaml]" in answer.out


def test_a_message_is_cut_where_it_is_long(faults):
    found = faults(json.dumps([EVENT | {"x" * 10_000: 1, "kind": "y z" * 5000}]))
    assert len(found) == 2
    assert all(len(line) < 300 for line in found)


# Foreign documents


def test_a_timeline_of_timelinejs_is_recognised(faults):
    timeline = {
        "title": {"text": {"headline": "A life"}},
        "events": [{"start_date": {"year": "1835"}, "text": {"headline": "Born"}}] * 150,
    }
    (found,) = faults(json.dumps(timeline))
    assert "is a timeline of TimelineJS; `ots import timelinejs" in found


def test_popolo_and_geojson_are_told_plainly(faults):
    popolo = {"persons": [{"id": "p"}] * 50, "memberships": [{"person_id": "p"}] * 50, "areas": []}
    (found,) = faults(json.dumps(popolo))
    assert "is Popolo, which ots does not read" in found
    (found,) = faults(json.dumps({"type": "FeatureCollection", "features": []}))
    assert "is GeoJSON, which ots does not read" in found


def test_rows_of_another_form_are_told_once(faults):
    rows = [{"name": f"n{i}", "Title": "x", "Date": "2001"} for i in range(50)]
    (found,) = faults(json.dumps(rows))
    assert found.startswith("1:2: error: 'id', 'date', 'kind' and 'title' are missing")
    assert "'Title' for 'title'" in found
    assert "the fields found are name, Title, Date" in found


@pytest.mark.slow
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
def test_a_long_document_is_read_in_pieces_and_loses_nothing(read, separators):
    events = [EVENT | {"id": f"e{i}", "title": "T" * (i % 2000 + 1)} for i in range(1, 4000)]
    rows = read(json.dumps(events, separators=separators))
    assert {row["id"]: row["title"] for row in rows} == {e["id"]: e["title"] for e in events}
