"""`ots data diff`: what cannot be read is not an empty version."""

import pytest

from examples import NEW, OLD

EVENT = "id,date,kind,title\na,2001-02-%s,x,T\n"
UNREADABLE = {
    "baddate.csv": EVENT % "33",
    "semi.csv": "id;date\na;b\n",
    "quote.csv": 'id,date,kind,title\na,2001,x,"T\n',
    "twice.csv": EVENT % "03" + "a,2001,x,U\n",
    "broken.yaml": "x: [",
    "lines.jsonl": '{"type": "event"',
    "field.yaml": 'events:\n  - {id: a, date: "2001", kind: x, title: T, colour: red}\n',
    "text.db": "not a store",
    "empty.db": "",
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("side", ["old", "new", "default"])
def test_what_cannot_be_read_on_either_side_is_refused(ots, dataset, name, side):
    path, good = dataset(UNREADABLE[name], name), dataset(EVENT % "03", "good.csv")
    if side == "default" and name.endswith(".csv"):
        call = ["--data", path, "data", "diff", good]
    else:
        call = ["data", "diff", *([path, good] if side == "old" else [good, path])]
    answer = ots(*call)
    assert (answer.code, answer.out) == (3, "")
    assert name in answer.err
    assert answer.err.count("\n") == 1


def test_a_folder_of_which_one_file_cannot_be_read_is_refused(ots, dataset_here):
    good = dataset_here(EVENT % "03", "folder/good.csv")
    dataset_here("x: [", "folder/bad.yaml")
    answer = ots("data", "diff", good.rpartition("/")[0], good)
    assert (answer.code, answer.out) == (3, "")
    assert "bad.yaml:2" in answer.err


@pytest.mark.parametrize("call", [["", NEW], [NEW, ""]])
def test_no_name_is_no_version(ots, call):
    answer = ots("data", "diff", *call)
    assert (answer.code, answer.out) == (2, "")
    assert "an argument is empty" in answer.err


def test_what_the_rules_find_wrong_is_compared_all_the_same(ots, dataset):
    held = '{state: A, organization: O, status: member, from: "2002", until: "2001"}'
    path = dataset(f"memberships:\n  - {held}\n")
    assert ots("check", path).code == 1
    answer = ots("data", "diff", path, NEW, "--json")
    assert answer.code == 0
    assert {"withdrawn", "added"} <= {row["change"] for row in answer.json}


def test_two_versions_that_can_be_read_are_compared(ots):
    assert ots("data", "diff", OLD, NEW).code == 0
