"""Why each row is in an answer, for `--explain`."""

from __future__ import annotations

from itertools import chain, islice

from otscli.answer import Answer

_MOST = 20  # rows that are explained


def explained(answer: Answer) -> tuple[Answer, list[str]]:
    """Return the answer with its rows not yet consumed, and why each of the first rows is there."""
    kept = isinstance(answer.rows, list)
    rows = iter(answer.rows)
    first = list(islice(rows, _MOST))
    said = []
    for fields in (row.fields for row in first):
        known = fields.get("id") or fields.get("state") or fields.get("organization")
        known = known or ", ".join(fields.get("organizations", ()))
        said.append(f"{known}: {answer.why(fields) if answer.why else ''}")
    return answer if kept else answer._replace(rows=chain(first, rows)), said
