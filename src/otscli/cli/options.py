"""Options of several commands, each defined once."""

from __future__ import annotations

from typing import Annotated

import typer

from otscli.choices import ANY, CONFIDENCES, STATUSES, join_words
from otscli.cli import completion

Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Only from DATE on; `ots help dates`.",
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DATE",
        help="Only up to and including DATE.",
    ),
]
During = Annotated[
    str | None,
    typer.Option("--during", metavar="DATE", help="Only within DATE: a day, month, year or A/B."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Ask about the last day of DATE; by default today, or the data's last day.",
    ),
]
Topic = Annotated[
    list[str] | None,
    typer.Option(
        "--topic", metavar="TOPIC", autocompletion=completion.topics, help="Only this topic."
    ),
]
State = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="STATE",
        autocompletion=completion.states,
        help="Only this state, by code or any name.",
    ),
]
Org = Annotated[
    list[str] | None,
    typer.Option(
        "--org",
        metavar="ORG",
        autocompletion=completion.organizations,
        help="Only this organisation, by code or any name.",
    ),
]
Source = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="ID",
        autocompletion=completion.sources,
        help="Only records that cite this source.",
    ),
]
Disputed = Annotated[bool, typer.Option("--disputed", help="Only records that a source disputes.")]
Differs = Annotated[
    bool, typer.Option("--differs", help="Only records whose sources differ on a detail.")
]
Confidence = Annotated[
    list[str] | None,
    typer.Option(
        "--confidence",
        metavar="DEGREE",
        autocompletion=completion.confidences,
        help=f"Only {join_words(CONFIDENCES)} records.",
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=0, help="At most N rows.")]
History = Annotated[
    bool, typer.Option("--history", help="Every period ever, with a bar on a time axis.")
]
Status = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        autocompletion=completion.statuses,
        help=f"Only {join_words([*STATUSES, ANY])}.",
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="ORG",
        autocompletion=completion.organizations,
        help="Leave out states that certainly belong to ORG; a candidate stays in.",
    ),
]
Kind = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", autocompletion=completion.kinds, help="Only this kind."),
]
Newest = Annotated[bool, typer.Option("--newest", help="Latest first.")]
