"""`--skip-faulty`: rows with errors are left out, counted, and nothing else is hidden."""

import pytest

import otscli

HEADER = "state,organization,status,from,until\n"
ROWS = """\
OMN,T1,member,2022-02-04,
ARE,T1,member,2022-13,
QAT,T1,member,2001,NA
YEM,T1,member,1990,
"""


def left(answer):
    return [line for line in answer.err.splitlines() if "left out" in line]


def test_faulty_rows_are_left_out_and_counted_also_from_the_kept_store(ots, dataset):
    path = dataset(HEADER + ROWS, "mine.csv")
    for _ in range(2):
        answer = ots("--data", path, "--skip-faulty", "members", "T1", "-f", "ids")
        assert (answer.code, answer.lines) == (0, ["t1-yem-member", "t1-omn-member"])
        assert left(answer) == [
            f"ots: 2 faulty rows are left out; `ots check {path}` lists what is wrong"
        ]
    assert ots("--data", path, "members", "T1").code == 3


def test_without_a_faulty_row_nothing_is_said(ots, dataset):
    path = dataset(HEADER + "OMN,T1,member,2022-02-04,\n", "mine.csv")
    answer = ots("--data", path, "--skip-faulty", "members", "T1", "-f", "ids")
    assert (answer.lines, left(answer)) == (["t1-omn-member"], [])


EVENT = '"date": "2001", "kind": "k", "title": "T"'


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f'{{"id": "a", {EVENT}}}\n{{nonsense\n{{"id": "b", {EVENT}, "x": 1}}\n', "x.jsonl"),
        (f'{{"id": "a", {EVENT}}}\n5\n{{"id": "b", "id": "c", {EVENT}}}\n', "x.jsonl"),
        (f'[{{"id": "a", {EVENT}}}, 5, {{"id": "a", {EVENT}}}]', "x.json"),
        (f'{{"events": [{{"id": "a", {EVENT}}}, 5, {{"id": "b", "date": "2001"}}]}}', "x.json"),
        ("id,date,kind,title\na,2001,k,T\nb,2001\nc,2001,k k,T\n", "x.csv"),
        ("id\tdate\tkind\ttitle\na\t2001\tk\tT\nb\t2001\nc\tx\tk\tT\n", "x.tsv"),
        (f"events:\n- {{id: a, {EVENT}}}\n- 5\n- {{id: b, {EVENT}, population: 1}}\n", "x.yaml"),
        (f"- {{id: a, {EVENT}}}\n- [x]\n- {{id: b, type: meeting, {EVENT}}}\n", "x.yaml"),
    ],
)
def test_rows_are_left_out_of_every_format_whatever_is_wrong_with_them(ots, dataset, text, name):
    path = dataset(text.replace('":', '": '), name)
    answer = ots("--data", path, "--skip-faulty", "timeline", "-f", "ids")
    assert (answer.code, answer.lines) == (0, ["a"])
    assert left(answer)[0].startswith("ots: 2 faulty rows are left out;")


@pytest.mark.parametrize(
    "rows",
    [
        "A,T1,member,2011-04-04,2011-04-04\nB,T1,member,2011,\n",
        "B,T1,member,2011,\nB,T1,observer,2012,2013\n",
    ],
)
def test_rows_that_rules_forbid_are_left_out_too(ots, dataset, rows):
    path = dataset(HEADER + rows, "mine.csv")
    assert ots("--data", path, "members", "T1").code == 3
    answer = ots("--data", path, "--skip-faulty", "members", "T1", "-f", "ids")
    assert (answer.code, answer.lines) == (0, ["t1-b-member"])
    assert left(answer)[0].startswith("ots: 1 faulty row is left out;")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Country,Code\na,b\n", "x.csv"),
        ("id,date,kind,title,title\na,2001,k,T,U\n", "x.csv"),
        ("id,date,kind,title,foo\na,2001,k,T,U\n", "x.csv"),
        ('id,date,kind,title\na,2001,k,"T\n', "x.csv"),
        ('[{"id": "a"', "x.json"),
        ("events: 5\n", "x.yaml"),
        ("meetings: []\n", "x.yaml"),
    ],
)
def test_a_fault_of_the_file_as_a_whole_is_none_of_a_row(ots, dataset, text, name):
    answer = ots("--data", dataset(text, name), "--skip-faulty", "timeline")
    assert (answer.code, answer.out) == (3, "")


@pytest.mark.parametrize("datasets", [[], ["--data", "ots"], ["--data", "ots", "--data", "{}"]])
def test_it_is_refused_for_the_curated_data(ots, dataset, datasets):
    path = dataset("events: []\n")
    answer = ots(*(part.format(path) for part in datasets), "--skip-faulty", "timeline")
    assert (answer.code, answer.out) == (2, "")
    assert (
        answer.err
        == "ots: --skip-faulty: the curated data has no faulty rows; leave the option out\n"
    )


def test_it_is_refused_where_it_has_no_meaning(ots, dataset, tmp_path):
    assert (
        "--skip-faulty: has no meaning for `ots check`"
        in ots("check", "--skip-faulty", dataset("")).err
    )
    store = str(tmp_path / "x.db")
    ots("export", "db", "-o", store)
    answer = ots("--data", store, "--skip-faulty", "timeline")
    assert (answer.code, answer.out) == (2, "")
    assert "a compiled store has no faulty rows" in answer.err


def test_it_works_on_standard_input_and_for_exports(ots):
    text = HEADER + ROWS
    answer = ots("--data", "-", "--skip-faulty", "members", "T1", "-f", "ids", stdin=text)
    assert len(answer.lines) == 2
    exported = ots("--data", "-", "--skip-faulty", "export", "jsonl", stdin=text)
    assert exported.out.count('"type":"membership"') == 2
    assert left(exported)


def test_python_leaves_faulty_rows_out_too(dataset):
    path = dataset(HEADER + ROWS, "mine.csv")
    with otscli.open(path, skip_faulty=True) as mine:
        assert [row.state for row in mine.members("T1")] == ["YEM", "OMN"]
        assert mine.store.left_out == 2
    with pytest.raises(otscli.QueryError, match="skip_faulty: the curated data has no faulty rows"):
        otscli.open(skip_faulty=True)
