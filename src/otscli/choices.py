"""The closed lists of values that records and options share, with their meanings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

LIST_OF = {
    "event": "events",
    "membership": "memberships",
    "fact": "facts",
    "state": "states",
    "organization": "organizations",
    "person": "people",
    "place": "places",
    "office": "offices",
    "term": "terms",
    "source": "sources",
}
"""The record types, each with its list in a dataset."""

Status = Literal["member", "associate", "candidate", "observer", "partner", "applicant"]
STATUSES = {
    "member": "full member",
    "associate": "takes part under a lesser or older title, without being a full member",
    "candidate": "accepted as one that may become a member",
    "observer": "may attend, without a vote",
    "partner": "has a partnership under the organisation's rules",
    "applicant": "has asked for a status and has no answer yet",
}
"""In the order of precedence, where a state holds several at once."""

Track = Literal["standing", "bid"]
TRACKS: dict[Track, tuple[Status, ...]] = {
    "standing": ("member", "associate", "observer", "partner"),
    "bid": ("candidate", "applicant"),
}
"""A state may hold one of each at once: a standing and a bid."""

ANY = "any"
"""Statuses as an option value, `any` included."""

FactKind = Literal["fact", "statement", "plan", "proposal", "assessment"]
FACT_KINDS = {
    "fact": "kind of fact: what is the case",
    "statement": "kind of fact: what a person or a body said",
    "plan": "kind of fact: what is to be done",
    "proposal": "kind of fact: what somebody suggests",
    "assessment": "kind of fact: what somebody judges",
}

SourceKind = Literal["official", "agency", "press", "scholarly", "reference", "analysis"]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
"""In the order of precedence as supporting sources."""

Party = Literal["state", "organization"]
"""Who may be a party to a membership."""

Stance = Literal["supports", "differs", "disputes"]
STANCES: tuple[Stance, ...] = get_args(Stance)

Coverage = Literal["full", "ots", "none"]
COVERAGES: tuple[Coverage, ...] = get_args(Coverage)

Confidence = Literal["official", "corroborated", "single-source"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)

ChangeKind = Literal["applied", "candidate", "withdrew", "joined", "left", "status"]
DifferenceKind = Literal["added", "corrected", "merged", "withdrawn"]

Color = Literal["auto", "always", "never"]
COLORS: tuple[Color, ...] = get_args(Color)

LANGUAGES = ("en", "az", "kk", "ky", "tr", "tk", "uz", "hu", "ru")
CITATION_STYLES = ("text", "bibtex", "ris", "csl-json")
THEMES = ("light", "dark", "print")
PICTURE_WIDTHS = (320, 4000)
"""The smallest and the largest width of a picture in pixels."""

LANES = {
    "event": ("kind", "topic", "state", "organization"),
    "change": ("organization", "state"),
}
"""What lanes may show, by row type, the default first."""


class Format(NamedTuple):
    """A format of answers: its module is `otscli.output.formats.` with its name."""

    meaning: str
    fields: bool = True  # takes --fields
    dated: bool = False  # takes only records with dates
    drawn: bool = False  # takes only answers that can be drawn
    binary: bool = False  # binary: not for a terminal
    needs: str = ""  # needs the extra of this name


FORMATS = {
    "table": Format("for people: as wide as the terminal, elsewhere as wide as its content"),
    "json": Format("an array, indented on a terminal, compact in a pipe"),
    "jsonl": Format("one JSON object a line"),
    "csv": Format("comma-separated (RFC 4180) with a header; nested fields become columns"),
    "tsv": Format("tab-separated with a header"),
    "md": Format("a Markdown table"),
    "rst": Format("a table in reStructuredText"),
    "yaml": Format("a list of mappings"),
    "html": Format("a page with one table, and above it the picture of what can be drawn"),
    "ids": Format("one id a line; for joint rows the ids of the memberships", fields=False),
    "ics": Format("a calendar of all-day events, for what has dates", fields=False, dated=True),
    "xlsx": Format(
        "a workbook of Excel, in which text stays text",
        binary=True,
        needs="xlsxwriter",
    ),
    "svg": Format("a picture of what can be drawn", fields=False, drawn=True),
    "png": Format(
        "the picture as pixels, twice as fine",
        fields=False,
        drawn=True,
        binary=True,
        needs="resvg_py",
    ),
    "pdf": Format(
        "the picture as a page", fields=False, drawn=True, binary=True, needs="vl_convert"
    ),
}
"""Every format of answers, the default first."""

PICTURES = ("html", *(name for name, format_ in FORMATS.items() if format_.drawn))
"""The picture formats."""

ENDINGS = {f".{name}": name for name in FORMATS if name != "table"} | {
    ".yml": "yaml",
    ".htm": "html",
    ".ndjson": "jsonl",
    ".txt": "table",
}
"""File endings, each with its answer format."""

STYLE_ENDINGS = {".txt": "text", ".bib": "bibtex", ".ris": "ris", ".json": "csl-json"}
"""File endings, each with its citation style."""

PARTIAL = {
    "any": "any day of the year",
    "exact": "the month and day of the last day of the data",
    "first": "1 January",
    "last": "31 December",
}
"""Which days of a year count, in the words of `state_panel()` of the R package states."""


class Export(NamedTuple):
    """A format of the whole dataset, written by the module of its name in `otscli.exporting`."""

    meaning: str
    folder: bool = False  # several files
    binary: bool = False  # binary: not for a terminal
    needs: str = ""  # needs the extra of this name
    read_back: bool = True  # `--data` reads it
    extra: str = ""  # the extra, if its name is not that of the format
    options: tuple[str, ...] = ()  # further options of its module
    slow: bool = False  # its module takes `progress`


EXPORTS = {
    "jsonl": Export("every record, one JSON object a line"),
    "csv": Export("a folder with one file a list", folder=True),
    "db": Export("the compiled store, one SQLite file", binary=True),
    "parquet": Export(
        "a folder for SQL engines, by year", folder=True, binary=True, needs="pyarrow"
    ),
    "sqlite": Export(
        "plain tables with keys, views and full-text search, one SQLite file",
        binary=True,
        read_back=False,
        options=("metadata",),
    ),
    "xlsx": Export(
        "a workbook of Excel with a sheet a table",
        binary=True,
        needs="xlsxwriter",
        read_back=False,
    ),
    "datapackage": Export(
        "a folder of CSV with a Data Package that describes every column",
        folder=True,
        read_back=False,
    ),
    "spells": Export(
        "a folder for statistics: spells, state-years, dyad-years, terms of office",
        folder=True,
        read_back=False,
        options=("partial", "directed"),
    ),
    "jsonld": Export("linked data in the words of schema.org", read_back=False),
    "timelinejs": Export("the events as TimelineJS reads them", read_back=False),
    "ics": Export("the events as a calendar", read_back=False),
    "site": Export(
        "a folder of pages and JSON that any host serves, and that needs no server",
        folder=True,
        needs="jinja2",
        read_back=False,
        options=("base_url", "previous"),
        slow=True,
    ),
}
"""Every export."""


def join_words(words: Iterable[str], conjunction: str = "or") -> str:
    """Return the words as in a sentence: `a, b or c`."""
    *before, last = words
    return f"{', '.join(before)} {conjunction} {last}" if before else last


def with_article(noun: str) -> str:
    """Return a record type or a status with its article: `an event`, `a member`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
