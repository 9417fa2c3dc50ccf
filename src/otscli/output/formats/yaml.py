"""`yaml`: a list of mappings; dates and other ambiguous text are quoted."""

from __future__ import annotations

import re

import yaml

from otscli.answer import Answer
from otscli.escaping import HIDDEN
from otscli.output.fields import FieldSelection
from otscli.output.terminal import Output

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write(answer: Answer, output: Output, selection: FieldSelection) -> None:
    """Write the rows one by one."""
    empty = True
    for row in answer.rows:
        fields = selection.pick(row)
        raw = re.search(HIDDEN, "".join(_texts(fields)))
        output.write(
            yaml.dump([fields], Dumper=_Dumper, sort_keys=False, allow_unicode=not raw, width=100)
        )
        empty = False
    if empty:
        output.write("[]\n")


def _texts(value: object) -> list[str]:
    """Every string inside a value, including keys."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [*value, *(text for inner in value.values() for text in _texts(inner))]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return []
