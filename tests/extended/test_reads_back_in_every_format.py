"""What the program writes it reads back, each question in each format that it reads."""

import pytest

QUESTIONS = [
    ["timeline"],
    ["members", "OTS", "--history"],
    ["members", "TCCI", "--history"],
    ["members", "UN", "--history"],
    ["facts"],
]


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "tsv", "yaml"])
@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_what_was_written_reads_back_to_the_same_answer(ots, question, format_):
    written = ots(*question, "-f", format_).out
    again = ots("--data", "-", *question, "--json", stdin=written)
    assert again.json == ots(*question, "--json").json
