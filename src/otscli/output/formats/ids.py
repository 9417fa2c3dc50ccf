"""`ids`: one id per line, for the next command."""

from __future__ import annotations

from otscli.answer import Answer
from otscli.errors import QueryError
from otscli.escaping import visible
from otscli.output.fields import FieldSelection
from otscli.output.terminal import Output


def write(answer: Answer, output: Output, _: FieldSelection) -> None:
    """Write the id of each row; for a joint row the ids of its memberships."""
    if answer.type in {"figure", "count", "set"}:
        raise QueryError("figures and counts have no ids; use another format than ids")
    joint = answer.type in {"overlap", "shared"}
    for row in answer.rows:
        if joint:
            held = row.fields["memberships"].values()
            output.write("".join(f"{visible(one['id'])}\n" for one in held if one))
        else:
            output.write(f"{visible(row.fields['id'])}\n")
