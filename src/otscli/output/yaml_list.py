"""`yaml`: a list of mappings; dates are quoted, as all text that could be taken for else."""

from __future__ import annotations

import yaml

from otscli.encoding import HIDDEN
from otscli.output.fields import Selection
from otscli.output.sink import Sink
from otscli.query.answer import Answer

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write(answer: Answer, sink: Sink, selection: Selection) -> None:
    """Write the rows as they come."""
    empty = True
    for row in answer.rows:
        fields = selection.pick(row)
        raw = HIDDEN.search("".join(_texts(fields)))
        sink.write(
            yaml.dump([fields], Dumper=_Dumper, sort_keys=False, allow_unicode=not raw, width=100)
        )
        empty = False
    if empty:
        sink.write("[]\n")


def _texts(value: object) -> list[str]:
    """Every string inside a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return []
