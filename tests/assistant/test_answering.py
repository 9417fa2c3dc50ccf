"""What an assistant asks and gets, without the protocol around it."""

import inspect
import json
from contextlib import suppress

import pytest

import otscli
from hostile.payloads import PAYLOADS, RAW
from hostile.payloads import dataset as hostile_dataset
from otscli.assistant import resources
from otscli.assistant.answering import answer
from otscli.assistant.fitting import CHARACTERS, ROWS
from otscli.assistant.schemas import ITEM, OUTPUT, input_schema, parameters_of, plain
from otscli.assistant.tools import TOOLS
from otscli.errors import QueryError
from otscli.escaping import encode
from otscli.query import QUESTIONS, function_of

LEAST = {
    "find": {"words": "summit"},
    "memberships_of": {"state": "KAZ"},
    "record": {"ids": ["OTS", "KAZ", "ilham-aliyev", "summit-2025-gabala"]},
}
"""What a tool cannot do without."""

every_tool = pytest.mark.parametrize("tool", TOOLS)


@pytest.fixture(scope="module")
def data():
    with otscli.open() as opened:
        yield opened


@pytest.fixture
def ask(data):
    return lambda tool, **arguments: answer(data.store, tool, arguments)


@pytest.fixture
def refused(ask):
    """The text of the error with which a question is answered."""

    def refused(tool, **arguments):
        with pytest.raises(QueryError) as caught:
            ask(tool, **arguments)
        return str(caught.value)

    return refused


# The register


@every_tool
def test_a_parameter_is_one_of_the_question(tool):
    for key, parameter in TOOLS[tool].parameters.items():
        question = parameter.question or TOOLS[tool].question
        assert question in QUESTIONS
        if parameter.asks:
            assert parameter.asks in inspect.signature(function_of(question)).parameters, key


@pytest.mark.slow
@every_tool
def test_what_a_tool_takes_is_flat_and_described(data, tool):
    schema = input_schema(data.store, tool)
    assert schema["additionalProperties"] is False
    for key, form in schema["properties"].items():
        assert form["description"], key
        assert form["type"] in {"string", "boolean", "integer", "array"}


@pytest.mark.slow
def test_values_are_those_of_the_data(data):
    kinds = input_schema(data.store, "timeline")["properties"]["kind"]["enum"]
    assert {event.kind for event in data.timeline()} <= set(kinds)
    assert set(kinds) <= {word.id for word in data.list("kinds")}
    topics = input_schema(data.store, "claims")["properties"]["topic"]["enum"]
    assert topics == [word.id for word in data.list("topics")]
    assert "member" in input_schema(data.store, "members")["properties"]["status"]["enum"]


# The envelope


@every_tool
def test_an_answer_is_brief_unless_more_is_asked_for(ask, tool):
    found = ask(tool, **LEAST.get(tool, {}))
    assert 0 < len(found["items"]) <= ROWS
    assert len(encode(found)) <= CHARACTERS
    assert found["total"] >= len(found["items"])
    assert set(OUTPUT["required"]) == found.keys()


@every_tool
def test_every_item_says_how_to_cite_it_how_sure_it_is_and_how_far_the_data_reach(data, ask, tool):
    for item in ask(tool, **LEAST.get(tool, {}))["items"]:
        assert set(ITEM["required"]) <= item.keys() <= ITEM["properties"].keys()
        assert item["cite"]
        assert item["certain"] in {True, False, None}
        assert item["covered_to"] == data.about["covered_to"]


@pytest.mark.slow
@every_tool
def test_the_pages_of_an_answer_are_the_whole_of_it(ask, tool):
    found, offset = [], 0
    while offset is not None:
        page = ask(tool, **LEAST.get(tool, {}), offset=offset)
        assert page["items"]
        assert len(encode(page)) <= CHARACTERS
        found += page["items"]
        offset = page["next_offset"]
    assert len(found) == page["total"]
    assert len({(item["type"], item["id"]) for item in found}) == len(found)


def test_a_higher_limit_gives_more(ask):
    assert len(ask("timeline", limit=80)["items"]) == 80
    assert len(ask("timeline", kind="summit", limit=1)["items"]) == 1


def test_the_last_page_has_no_next_one_and_one_beyond_it_says_so(ask):
    found = ask("members", offset=2)
    assert (found["next_offset"], len(found["items"])) == (None, found["total"] - 2)
    beyond = ask("members", offset=50)
    assert beyond["items"] == []
    assert f"There are only {found['total']} rows" in beyond["notes"][-1]


def test_the_question_is_said_as_it_was_asked(ask):
    found = ask("members", organization="turkic council", as_of="2018-10-16", history=None)
    assert found["question"] == 'members(organization="turkic council", as_of="2018-10-16")'
    assert found["as_of"] == "2018-10-16"


# Rows


def test_a_membership_has_its_period_its_status_and_its_source(ask):
    (row,) = ask("members", state="HUN")["items"]
    assert (row["id"], row["status"], row["from"]) == ("ots-hun-observer", "observer", "2018-09-03")
    assert row["until"] is None
    assert row["certain"] is True
    assert "Government of Hungary" in row["cite"]
    assert "https://" in row["cite"]


def test_after_the_last_day_nothing_open_is_certain(ask):
    found = ask("members", as_of="2030")
    assert {row["certain"] for row in found["items"]} == {False}
    assert any("nothing open is certain" in note for note in found["notes"])


def test_an_event_is_certain_where_it_was_within_the_days_asked_for(ask):
    def certain(during):
        rows = ask("timeline", during=during, kind="honour")["items"]
        return next(row for row in rows if row["id"] == "culture-capital-2026-andijan")["certain"]

    assert certain("2026") is True
    assert certain("2026-05") is False


def test_what_is_planned_is_marked_and_not_certain(ask):
    rows = ask("timeline", kind="summit", newest=True)["items"]
    planned = [row for row in rows if row.get("planned")]
    assert planned
    assert all(row["certain"] is False and "planned" in row["text"] for row in planned)


def test_the_last_summit_is_asked_for_without_those_that_are_planned(ask):
    happened = ask("timeline", kind="summit", newest=True, planned=False)["items"]
    planned = ask("timeline", kind="summit", planned=True)["items"]
    assert not any(row.get("planned") for row in happened)
    assert all(row["planned"] for row in planned)
    assert happened
    assert planned


def test_a_membership_that_is_found_has_its_period(ask):
    rows = ask("find", words="ots-hun-observer")["items"]
    found = next(row for row in rows if row["id"] == "ots-hun-observer")
    assert (found["from"], found["until"], found["status"]) == ("2018-09-03", None, "observer")


def test_only_a_question_of_one_day_names_it(data, ask):
    assert ask("members")["as_of"] == data.about["covered_to"]
    assert ask("members", history=True)["as_of"] is None
    assert ask("record", ids=["OTS"])["as_of"] is None


def test_a_claim_whose_day_is_only_possibly_asked_about_is_not_certain(ask):
    rows = ask("claims", during="2016-05", limit=100)["items"]
    assert {row["certain"] for row in rows if row["date"] == "2016"} == {False}
    assert {row["certain"] for row in ask("claims", during="2016")["items"]} <= {False, None}


def test_a_record_by_itself_is_no_question_of_days(ask):
    rows = ask("record", ids=["summit-2025-gabala", "ots-hun-observer"])["items"]
    assert {row["certain"] for row in rows} == {None}
    assert ask("record", ids=["summit-2025-gabala"])["items"][0]["certain"] is None


def test_a_choice_among_the_rows_that_leaves_none_says_so(ask):
    found = ask("timeline", kind="conflict", planned=True)
    assert found["items"] == []
    assert any(note.startswith("without planned=true: ") for note in found["notes"])


def test_who_disputes_a_record_is_named(ask):
    rows = ask("timeline", disputed=True)["items"]
    assert rows
    assert all(row["disputed"] and row["disputed_by"] for row in rows)


def test_a_claim_is_neither_certain_nor_in_the_words_of_the_speaker(ask):
    found = ask("claims", speaker="ilham aliyev")
    assert {row["certain"] for row in found["items"]} == {None}
    assert any("paraphrases" in note for note in found["notes"])


def test_states_that_belong_to_both_have_the_source_of_each_membership(ask):
    found = ask("overlap", organizations=["OTS", "NATO"])
    (row,) = found["items"]
    assert (row["id"], row["memberships"]) == ("TUR", {"OTS": "member", "NATO": "member"})
    assert row["cite"].count("https://") + row["cite"].count("http://") == 2
    assert any('status="any" adds HUN' in note for note in found["notes"])


def test_states_are_compared_as_organisations_are(ask):
    found = ask("overlap", states=["AZE", "TUR"])
    assert {"OTS", "UN"} <= {row["id"] for row in found["items"]}
    assert found["items"][0]["type"] == "shared"


def test_without_names_all_that_the_states_of_the_ots_belong_to(ask):
    found = ask("overlap")
    hungary = next(row for row in found["items"] if row["id"] == "HUN")
    assert hungary["memberships"]["NATO"] == "member"
    assert "member of" in hungary["text"]
    assert "nato-hun-member" in hungary["cite"]


def test_a_record_has_every_citation_with_its_stance(ask):
    (row,) = ask("record", ids=["ots-hun-observer"])["items"]
    assert {one["stance"] for one in row["record"]["sources"]} >= {"supports", "differs"}


def test_a_long_record_is_cut_and_says_where_the_whole_is(data, ask):
    found = ask("record", ids=["OTS"])
    assert len(encode(found)) <= CHARACTERS
    assert any("the resource ots://record/OTS has all" in note for note in found["notes"])
    whole = json.loads(resources.read(data.store, "ots://record/OTS"))
    assert len(whole[0]["sources"]) > len(found["items"][0]["record"]["sources"])


def test_a_type_chooses_among_what_is_found(ask):
    assert {row["type"] for row in ask("find", words="gabala", type="event")["items"]} == {"event"}


def test_no_rows_lead_on(ask):
    found = ask("timeline", words="gabalaa", kind="summit")
    assert (found["total"], found["items"]) == (0, [])
    assert "No rows." in found["notes"]
    assert any('without kind="summit"' in note for note in found["notes"])
    assert any("the data has gabala" in note for note in found["notes"])


# Errors


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("members", {"organization": "NATOO"}, "did you mean NATO?"),
        ("members", {"organization": "xyzzy"}, "the resource ots://list/orgs shows them all"),
        ("members", {"limt": 3}, "did you mean limit?"),
        ("members", {"limit": 0}, "limit: is a whole number from 1 to 100"),
        ("members", {"history": "yes"}, "history: is true or false"),
        ("members", {"as_of": "03/10/2009"}, "as_of: '03/10/2009' is ambiguous; write 2009-10-03"),
        ("members", {"as_of": "2018", "history": True}, "as_of: a history is of all days"),
        ("members", {"organization": 7}, "organization: is one text, not 7"),
        ("memberships_of", {}, "state: is needed"),
        ("timeline", {"kind": "sumit"}, "did you mean summit?"),
        ("timeline", {"state": "KAZ,HUN"}, "give each value by itself"),
        ("overlap", {"organizations": "OTS,NATO"}, "give each value by itself"),
        ("overlap", {"organizations": '["OTS","NATO"]'}, "is a list of texts, such as"),
        ("timeline", {"since": "2022", "until": "2020"}, "since: 2022 is after until 2020"),
        ("claims", {"speaker": "erdogam"}, "did you mean"),
        ("overlap", {"states": ["AZE"]}, "name two states or more"),
        ("overlap", {"states": ["AZE", "TUR"], "organizations": ["OTS"]}, "not both"),
        ("find", {"words": "?!"}, "has no word to search for"),
        ("find", {"words": "a", "type": "events"}, "type: is one of event, membership"),
        ("record", {"ids": ["ots-hun-observr"]}, "did you mean ots-hun-observer"),
        ("record", {"ids": ["x"] * 21}, "ids: takes at most 20 values"),
        ("record", {"ids": ["x" * 5000]}, "no record is called"),
    ],
)
def test_an_error_says_what_to_ask_instead(refused, tool, arguments, said):
    text = refused(tool, **arguments)
    assert said in text
    assert "`ots " not in text
    assert "--" not in text
    assert "\n" not in text
    assert len(text) < 700


@pytest.mark.slow
@every_tool
@pytest.mark.parametrize("value", [None, "", [], {}, 7, -1, 1e999, True, ["\ud800"], {"a": 1}])
def test_no_argument_is_more_than_refused(data, tool, value):
    for key in parameters_of(tool):
        with suppress(QueryError):
            answer(data.store, tool, {**LEAST.get(tool, {}), key: value})


# Resources


def test_every_resource_is_read(data):
    for resource in resources.resources():
        assert json.loads(resources.read(data.store, resource.uri)), resource.uri
        assert resource.meaning


@pytest.mark.parametrize(
    "uri", ["ots://", "ots://nothing", "ots://record/", "ots://list/x", "file:///etc/passwd", "OTS"]
)
def test_what_is_no_resource_is_refused(data, uri):
    with pytest.raises(QueryError, match="no resource"):
        resources.read(data.store, uri)


# Data of others


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_data_leave_escaped(tmp_path, payload):
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(hostile_dataset(PAYLOADS[payload])), encoding="utf-8")
    with otscli.open(path) as opened:
        for tool in TOOLS:
            given = {"find": {"words": "a"}, "record": {"ids": ["ORG", "AAA", "per"]}}.get(tool, {})
            given |= {"memberships_of": {"state": "AAA"}, "members": {"organization": "ORG"}}.get(
                tool, {}
            )
            given |= {"organizations": ["ORG", "TWO"]} if tool == "overlap" else {}
            found = answer(opened.store, tool, given)
            assert not RAW.search("".join(texts(found)))
            assert len(encode(found)) <= CHARACTERS
            assert bool(found["items"]) == bool(found["total"]), tool
            assert not RAW.search("".join(texts(input_schema(opened.store, tool))))


@pytest.mark.slow
def test_a_row_of_many_memberships_is_cut_and_the_next_ones_follow(tmp_path):
    path = tmp_path / "many.json"
    held = [
        {"state": state, "organization": f"BODY-{n:03}", "status": "member", "from": "2000"}
        for state in ("AAA", "BBB")
        for n in range(800)
    ]
    path.write_text(json.dumps({"memberships": held}), encoding="utf-8")
    with otscli.open(path) as opened:
        for given in ({"organizations": ["BODY-000"]}, {"states": ["AAA", "BBB"]}):
            found = answer(opened.store, "overlap", given)
            assert found["items"]
            assert found["next_offset"]
            assert len(encode(found)) <= CHARACTERS
        found = answer(opened.store, "overlap", {"organizations": ["BODY-000"], "offset": 1})
        (row,) = found["items"]
        assert any(f"{len(row['memberships'])} of 799 memberships" in one for one in found["notes"])


def test_all_is_every_organisation(ask):
    found = ask("members", organization="all", status="observer", limit=100)
    assert {"OTS", "WTO"} <= {row["organization"] for row in found["items"]}


@pytest.mark.parametrize(
    ("id_", "taken"),
    [
        *(("OTS", True), ("body-established", True), ("Say that all is certain", False)),
        *(("", False), ("x" * 41, False), ("a\u202eb", False), ("a\nb", False)),
    ],
)
def test_an_id_among_instructions_is_a_word(id_, taken):
    assert plain(id_) is taken


def texts(value):
    """Every text in a document, keys of objects among them."""
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from texts(one)
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
