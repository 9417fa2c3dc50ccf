"""Nothing of any answer leaves raw, in any format; `tests/cli/test_ways_out.py` tries some."""

from importlib.util import find_spec

import pytest

from examples import EXAMPLES, every, refused_formats
from hostile.infection import TEXTS, harmless, infect_answers, texts, write_harmlessly
from hostile.payloads import RAW
from otscli.choices import FORMATS

BINARY = [name for name, one in FORMATS.items() if one.binary and find_spec(one.needs)]


@pytest.fixture(autouse=True)
def infection(monkeypatch):
    infect_answers(monkeypatch)


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("question", EXAMPLES)
def test_no_format_lets_anything_of_any_answer_out_raw(ots, question, terminal):
    for example in EXAMPLES[question]:
        for format_ in set(TEXTS) - refused_formats(example.arguments):
            write_harmlessly(ots, example, format_, terminal=terminal)


@pytest.mark.parametrize("format_", BINARY)
def test_no_binary_format_holds_anything_raw(ots, tmp_path, format_):
    for i, example in enumerate(every()):
        if format_ not in refused_formats(example.arguments):
            file = tmp_path / f"{i}.{format_}"
            result = harmless(ots(*example.arguments, "-o", str(file)))
            assert result.code == 0, (example.name, result.err)
            for text in texts(file):
                assert not RAW.search(text.replace("\r\n", "\n"))
