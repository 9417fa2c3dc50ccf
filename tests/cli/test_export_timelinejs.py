"""`ots export timelinejs`: dates keep their precision, and text is no HTML."""

import pytest

OWN = """
dataset: {id: mine, title: "My <own>"}
kinds: [{id: k, label: Kay}]
events:
  - {id: e, date: "2020", kind: k, title: "<b>1 & 2</b>", summary: "A\\nB",
     sources: [{source: s}, {source: t, stance: disputes}]}
sources: [{id: s, publisher: P, url: "https://example.org/?a=1&b=2"}, {id: t, publisher: Q}]
"""


def slide(ots, dataset, date):
    data = OWN.replace('"2020"', f'"{date}"')
    return ots("--data", dataset(data), "export", "timelinejs").json["events"][0]


@pytest.mark.parametrize(
    ("date", "start", "end", "shown"),
    [
        ("2020", {"year": 2020}, None, None),
        ("2020-02", {"year": 2020, "month": 2}, None, None),
        ("2020-02-03", {"year": 2020, "month": 2, "day": 3}, None, None),
        ("2020-02~", {"year": 2020, "month": 2}, None, "c. February 2020"),
        ("2020-XX-XX", {"year": 2020}, None, "2020"),
        ("199X", {"year": 1990}, {"year": 1999}, "1990s"),
        ("2020-02-03/2020-05", {"year": 2020, "month": 2, "day": 3},
         {"year": 2020, "month": 5}, "3 February 2020 to May 2020"),
    ],
)  # fmt: skip
def test_a_date_has_the_parts_that_are_known(ots, dataset, date, start, end, shown):
    found = slide(ots, dataset, date)
    assert found["start_date"] == start
    assert found.get("end_date") == end
    assert found.get("display_date") == shown


def test_text_is_escaped_and_sources_are_named(ots, dataset):
    found = slide(ots, dataset, "2020")
    assert found["text"]["headline"] == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"
    link = '<a href="https://example.org/?a=1&amp;b=2">P</a>'
    assert found["text"]["text"] == (
        f"<p>A</p><p>B</p><p>Disputed: see the sources.</p><p>Sources: {link}; Q (disputes)</p>"
    )
    assert (found["unique_id"], found["group"], found["autolink"]) == ("e", "Kay", False)


def test_every_event_is_a_slide_of_the_published_form(ots):
    made = ots("export", "timelinejs").json
    ids = ots("timeline", "-f", "ids").lines
    assert [event["unique_id"] for event in made["events"]] == ids
    known = {"unique_id", "start_date", "end_date", "display_date", "group", "text", "autolink"}
    for event in made["events"]:
        assert set(event) <= known
        assert set(event["text"]) == {"headline", "text"}
        for end in ("start_date", "end_date"):
            assert all(isinstance(part, int) for part in event.get(end, {}).values())
            assert list(event.get(end, {})) in ([], ["year"], ["year", "month"],
                                                ["year", "month", "day"])  # fmt: skip
    assert set(made) == {"title", "events", "scale"}
