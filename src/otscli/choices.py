"""The closed lists of values that records and options share, each with its meanings."""

from __future__ import annotations

from typing import NamedTuple

STATUSES = {
    "member": "full member",
    "associate": "takes part under a lesser or older title, without being a full member",
    "candidate": "accepted as one that may become a member",
    "observer": "may attend, without a vote",
    "partner": "has a partnership under the organisation's rules",
    "applicant": "has asked for a status and has no answer yet",
}
"""In the order in which one is shown where a state holds several at once."""

ANY = "any"
"""All statuses, where a status is asked for."""

FACT_KINDS = {
    "fact": "kind of fact: what is the case",
    "statement": "kind of fact: what a person or a body said",
    "plan": "kind of fact: what is to be done",
    "proposal": "kind of fact: what somebody suggests",
    "assessment": "kind of fact: what somebody judges",
}

SOURCE_KINDS = ("official", "agency", "press", "scholarly", "reference", "analysis")
"""In the order in which one is shown where several support a record."""

STANCES = ("supports", "differs", "disputes")
CONFIDENCES = ("official", "corroborated", "single-source")
COVERAGES = ("full", "ots", "none")
LANGUAGES = ("en", "az", "kk", "ky", "tr", "tk", "uz", "hu", "ru")
CITATION_STYLES = ("text", "bibtex", "csl-json")
COLORS = ("auto", "always", "never")


class Format(NamedTuple):
    """A format of answers: its module is `otscli.output.formats.` with its name."""

    meaning: str
    fields: bool = True  # takes --fields


FORMATS = {
    "table": Format("for people: as wide as the terminal, elsewhere as wide as its content"),
    "json": Format("an array, indented on a terminal, compact in a pipe"),
    "jsonl": Format("one JSON object a line"),
    "csv": Format("comma-separated (RFC 4180) with a header; nested fields become columns"),
    "tsv": Format("tab-separated with a header"),
    "md": Format("a Markdown table"),
    "yaml": Format("a list of mappings"),
    "html": Format("a page with one table"),
    "ids": Format("one id a line; for joint rows the ids of the memberships", fields=False),
    "ics": Format("a calendar of all-day events, for what has dates", fields=False),
}
"""Every format of answers, the default first."""


class Export(NamedTuple):
    """A form of the whole dataset: its module is `otscli.exporting.` with its name."""

    meaning: str
    folder: bool = False  # several files
    binary: bool = False  # nothing that a terminal can show
    needs: str = ""  # the package of an extra that has the name of the format


EXPORTS = {
    "jsonl": Export("every record, one JSON object a line"),
    "csv": Export("a folder with one file a list", folder=True),
    "db": Export("the compiled store, one SQLite file", binary=True),
    "parquet": Export(
        "a folder for SQL engines, by year", folder=True, binary=True, needs="pyarrow"
    ),
}
"""Every export."""
