"""Pictures: what is in them, that nothing runs out of them, that the data cannot break them.

`python tests/drawing/test_pictures.py` writes the golden files anew.
"""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from small import QUESTIONS, SMALL, SVG, boxes, set_answer

from otscli.answer import Answer, Look, Row
from otscli.choices import FORMATS, THEMES
from otscli.drawing.canvas import svg
from otscli.drawing.scene import MOST, scene
from otscli.errors import QueryError

GOLDEN = Path(__file__).parents[1] / "golden" / "pictures"
CURATED = {
    "members": ["members", "--history"],
    "members of another": ["members", "CIS", "--history"],
    "joint": ["overlap", "OTS", "CIS", "--history"],
    "shared": ["shared", "AZE", "TUR", "--history"],
    "offices": ["offices", "--state", "KAZ", "--history"],
    "matrix": ["overlap"],
    "matrix in Russian": ["overlap", "CIS", "--lang", "ru"],
    "timeline": ["timeline", "--org", "OTS", "--since", "2020"],
    "short timeline": ["timeline", "--during", "2021-11"],
    "changes": ["changes", "--state", "KAZ"],
}
PLAIN = Look()
FIVE = [
    (["ORG", "TWO"], ["AAA", "CCC"], ["CCC"]),
    (["ORG"], ["BBB"], []),
    (["TWO"], [], []),
]


@pytest.fixture
def picture(ots, dataset):
    """The SVG of a question about the small dataset."""

    def draw(*question, as_="svg"):
        answer = ots("--data", dataset(SMALL), *question, "-f", as_)
        assert answer.code == 0, answer.err
        return answer.out

    return draw


def sets(look=PLAIN):
    return svg(scene(set_answer(FIVE, names={"AAA": "Aland", "ORG": "Organisation"}), look), look)


@pytest.mark.parametrize("name", [*QUESTIONS, "sets"])
def test_a_picture_is_the_golden_file(picture, name):
    made = sets() if name == "sets" else picture(*QUESTIONS[name])
    assert made == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_picture_has_the_same_bytes_on_every_run(tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(SMALL, encoding="utf-8")
    command = [sys.executable, "-m", "otscli", "--data", str(mine), *QUESTIONS["timeline"]]
    for format_ in ("svg", "html"):
        made = {
            subprocess.run(
                [*command, "-f", format_],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(made) == 1


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_picture_says_what_it_is(picture, name):
    root = ET.fromstring(picture(*QUESTIONS[name]))
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    shown = " ".join(text.text for text in root.iter(f"{SVG}text"))
    finding = desc.text.partition(" Source:")[0]
    assert finding
    for told in (title.text, finding, "A small dataset", "1.0", "15 June 2020", "CC0-1.0"):
        assert told in shown, told


def test_a_picture_leads_to_its_sources(picture):
    links = {a.get("href") for a in ET.fromstring(picture("timeline")).iter(f"{SVG}a")}
    assert links == {"https://example.org/a?b=1&c=2"}
    assert "<a href" not in picture("timeline", as_="html").partition("<table>")[0]


def test_what_is_recorded_in_part_is_said_in_the_picture(picture):
    assert "ORG: only states of the OTS are recorded" in picture("members", "ORG", "--history")


def test_a_page_has_the_picture_above_the_table_of_the_same_rows(picture):
    page = picture(*QUESTIONS["bars"], as_="html")
    assert page.index("</svg>") < page.index("<table>")
    assert page.count("<tr>") == 1 + page.partition("<table>")[0].count("<title>Aland, ") + 2


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 680, 1280])
@pytest.mark.parametrize("name", CURATED)
def test_no_text_runs_out_of_a_picture(ots, monkeypatch, name, width):
    def drawn(answer):
        look = Look(width=width)
        made = svg(scene(answer, look), look)
        root = ET.fromstring(made)
        wide, high = float(root.get("width")), float(root.get("height"))
        for text, (left, right, top, bottom) in boxes(made):
            assert left >= 0, text
            assert right <= wide, text
            assert (top >= 0, bottom <= high) == (True, True), text
        assert wide >= width

    monkeypatch.setattr(
        "otscli.cli.invocation.Invocation.write", lambda _, answer, *__: drawn(answer)
    )
    assert ots(*CURATED[name]).err == ""


@pytest.mark.parametrize("name", CURATED)
def test_a_picture_is_small(ots, name):
    assert len(ots(*CURATED[name], "-f", "svg").out.encode()) < 60_000


LONG = "Wide " * 60 + "W" * 300
HOSTILE = [
    "<script>alert(1)</script> & \"q\" 'q' ]]> <!--",
    "a\x1b[31mb\x9bc\x07d\u202ee\u2066f\x7fg\u200fi\u061cj\x85k\ufffe\uffff",
    LONG,
    "中文 ქართული 😀",
    "",
]


def hostile(type_, **more):
    """An answer whose every text is one that must not break a picture."""
    rows = []
    for i, text in enumerate(HOSTILE):
        by = {"kind": "press", "publisher": None, "source": "a"}
        sources = [{**by, "url": f"javascript:{text}", "stance": "supports"}]
        sources += [{**by, "url": f"https://e.org/{text}", "stance": "supports"}]
        fields = {"id": text, "title": text, "sources": sources, "state": f"{i}{text}"}
        fields |= {"date": "2020", "kind": text, "organization": text, "status": "member"}
        fields |= {"from": "2001", "until": None, "office": text, "holder": text, "topics": []}
        if type_ == "overlap":
            fields["memberships"] = {"ORG": {**fields, "certain": True, "also": []}}
        if type_ == "set":
            fields = {"organizations": [text], "states": [text], "possible": [], "count": 1}
        rows.append(Row(fields=fields))
    texts = {"title": LONG, "version": LONG, "covered_to": "2020-06-15", "licence": HOSTILE[0]}
    return Answer(type_, rows, about={"id": "x", **texts}, **more)


@pytest.mark.parametrize(
    ("type_", "more"),
    [
        ("event", {"view": "lanes"}),
        ("membership", {"view": "bars"}),
        ("term", {"view": "bars"}),
        ("overlap", {"view": "bars", "keys": ["ORG"]}),
        ("overlap", {"view": "matrix", "keys": ["ORG"]}),
        ("set", {"view": "sets"}),
    ],
)
def test_texts_of_the_data_cannot_break_a_picture(type_, more):
    look = Look(title=HOSTILE[0] + LONG)
    made = svg(scene(hostile(type_, notes=[LONG, *HOSTILE], **more), look), look)
    root = ET.fromstring(made)
    known = "svg title desc style defs pattern rect g a text path circle"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= set(known.split())
    assert not set(made) & set("\x1b\x9b\x07\u202e\u2066\x7f\u200f\u061c\x85\ufffe\uffff")
    assert all(a.get("href").startswith("https://") for a in root.iter(f"{SVG}a"))
    wide = float(root.get("width"))
    for text, (left, right, _, _) in boxes(made):
        assert (left >= 0, right <= wide) == (True, True), text


def test_a_theme_is_followed_and_an_open_one_is_that_of_the_reader():
    assert "prefers-color-scheme" in sets()
    for theme in THEMES:
        assert "prefers-color-scheme" not in sets(Look(theme=theme))
    assert len({sets(Look(theme=theme)) for theme in THEMES}) == len(THEMES)


def test_a_title_of_ones_own_replaces_that_of_the_picture():
    assert '<title id="ots-title">Mine &amp; yours</title>' in sets(Look(title="Mine & yours"))


@pytest.mark.parametrize(
    ("look", "told"),
    [
        (Look(theme="blue"), "light, dark, print"),
        (Look(width=10), "320"),
        (Look(lanes="kind"), "lanes"),
    ],
)
def test_a_look_that_cannot_be_is_refused(look, told):
    with pytest.raises(QueryError, match=told):
        sets(look)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (["members"], "--history"),
        (["overlap", "OTS", "CIS"], "--history"),
        (["facts"], "timeline"),
        (["show", "HUN"], "timeline"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_can(ots, question, told):
    answer = ots(*question, "-f", "svg")
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


@pytest.mark.parametrize("format_", ["png", "pdf"])
def test_a_missing_extra_is_one_line_that_says_what_to_install(ots, monkeypatch, format_):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    answer = ots("members", "--history", "-f", format_)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert f"pip install 'turkic-states[{format_}]'" in answer.err


@pytest.mark.parametrize("format_", [name for name, one in FORMATS.items() if one.needs])
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["members", "--status", "nope"], "no status 'nope'"),
        (["timeline", "--since", "2021", "--until", "2020"], "--since"),
        (["show", "nothing-of-this-id"], "nothing-of-this-id"),
    ],
)
def test_what_is_wrong_with_the_call_comes_before_a_missing_extra(
    ots, monkeypatch, format_, arguments, told
):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    answer = ots(*arguments, "-f", format_)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert "package" not in answer.err


@pytest.mark.parametrize("format_", ["png", "pdf"])
def test_pixels_are_nothing_for_a_terminal(ots, monkeypatch, format_):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    answer = ots("members", "--history", "-f", format_, terminal=True)
    assert (answer.code, answer.out) == (2, "")
    assert "terminal" in answer.err


def test_no_rows_are_a_picture_that_says_so(ots):
    answer = ots("timeline", "--since", "2300", "-f", "svg")
    assert answer.code == 0
    assert "no events to draw" in answer.out


@pytest.mark.slow
def test_too_many_rows_are_refused_and_leave_a_page_its_table(ots, dataset):
    events = "".join(
        f'  - {{id: e{i}, date: "2000", kind: k, title: T}}\n' for i in range(MOST + 1)
    )
    mine = dataset(f"events:\n{events}")
    assert ots("--data", mine, "timeline", "-f", "svg").code == 2
    page = ots("--data", mine, "timeline", "-f", "html").out
    assert "<svg" not in page
    assert page.count("<tr>") == MOST + 2


if __name__ == "__main__":
    import io
    from contextlib import redirect_stdout
    from tempfile import TemporaryDirectory

    from otscli.cli.app import run

    with TemporaryDirectory() as folder:
        small = Path(folder) / "mine.yaml"
        small.write_text(SMALL, encoding="utf-8")
        for each, asked in QUESTIONS.items():
            with redirect_stdout(io.StringIO()) as out:
                run(["--data", str(small), *asked, "-f", "svg"])
            (GOLDEN / f"{each}.svg").write_text(out.getvalue(), encoding="utf-8", newline="\n")
    (GOLDEN / "sets.svg").write_text(sets(), encoding="utf-8", newline="\n")
