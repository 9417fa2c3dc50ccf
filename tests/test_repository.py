"""The source keeps the bounds that its contributors agreed on."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
MODULES = sorted(SOURCE.rglob("*.py"))


def test_no_module_is_longer_than_400_lines():
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES}
    assert {file: count for file, count in lines.items() if count > 400} == {}


FOREIGN = re.compile(r"(?<!\.)\b(?:told|tells?|stands?|lies?|lay|behind|anew)\b")
"""Words that crept in with foreign senses. Say derived, is, after, again and so on."""


@pytest.mark.parametrize("ending", ["py", "sql", "txt"])
def test_no_text_uses_a_word_in_a_foreign_sense(ending):
    found = [
        f"{file.relative_to(SOURCE)}:{number}: {line.strip()}"
        for file in sorted(SOURCE.rglob(f"*.{ending}"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if FOREIGN.search(line)
    ]
    assert found == []
