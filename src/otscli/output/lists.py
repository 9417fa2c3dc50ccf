"""Columns and cells of answers that are lists: hits, words, figures, documents."""

from __future__ import annotations

from otscli.answer import Answer
from otscli.escaping import visible
from otscli.output.cells import DIFFERENCE_STYLES, Cell, dated, text
from otscli.output.columns import WORDS, Column, Fields, Line, Name


def counts(_: Answer, __: Name) -> tuple[list[Column], Line]:
    """Return the table of event counts by value."""
    headings = [Column("Value", main=True), Column("Events", right=True)]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        return "", [text(row["value"], "bold"), text(f"{row['count']:,}")]

    return headings, line


def hits(answer: Answer, __: Name) -> tuple[list[Column], Line]:
    """Return the table of a search."""
    headings = [
        Column("Type"),
        Column("Id", gives="below", turn=2),
        Column("Title", main=True),
        Column("Date", dates=True),
        Column("Found in", gives="out", turn=1),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        mark = answer.marks.get(row["id"])
        return "", [
            text(row["type"], "cyan"),
            text(row["id"], "bold"),
            text(f"{row['title']} ({mark})" if mark else row["title"]),
            dated(row["date"]),
            text(row["matched"], "dim"),
        ]

    return headings, line


def words(_: Answer, __: Name) -> tuple[list[Column], Line]:
    """Return the table of option values."""
    headings = [Column("Value"), Column("Name", most=24), Column("Meaning", main=True)]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        return "", [text(row["id"], "bold"), text(row["name"]), text(row["meaning"])]

    return headings, line


def states(_: Answer, __: Name) -> tuple[list[Column], Line]:
    """Return the table of states, with their main figures."""
    headings = [
        Column("Value"),
        Column("Name", main=True),
        Column("Capital"),
        Column("Population", right=True),
        Column("Area (km²)", right=True),
        Column("Meaning", most=30, gives="out", turn=1),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        figures = (row["population"], row["area_km2"])
        return "", [
            text(row["id"], "bold"),
            text(row["name"]),
            text(row["capital"]),
            *(text("" if figure is None else f"{figure:,}") for figure in figures),
            text(row["meaning"]),
        ]

    return headings, line


def differences(_: Answer, __: Name) -> tuple[list[Column], Line]:
    """Return the table of differences between two versions."""
    headings = [
        Column("Change"),
        Column("Type"),
        Column("Id", gives="below", turn=1),
        Column("Field"),
        Column("Old", main=True),
        Column("New", most=30),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        return row["id"], [
            text(row["change"], DIFFERENCE_STYLES[row["change"]]),
            text(row["type"], "dim"),
            text(row["id"], "bold"),
            text(row["field"]),
            text(row["old"]),
            text(row["new"]),
        ]

    return headings, line


def figures(_: Answer, __: Name) -> tuple[list[Column], Line]:
    """Return the table of a dataset's contents."""
    headings = [
        Column("Group"),
        Column("Name", main=True),
        Column("Count", right=True),
        Column("Share", right=True),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        share = "" if row["share"] is None else f"{row['share']:.1f} %"
        count = row["value"] if row["count"] is None else f"{row['count']:,}"
        return row["group"], [
            text(row["group"], "dim"),
            text(row["name"], "bold"),
            text(count),
            text(share),
        ]

    return headings, line


def sources(_: Answer, __: Name) -> tuple[list[Column], Line]:
    """Return the table of documents."""
    headings = [
        Column("Cited", right=True),
        Column("Kind"),
        Column("Publisher", most=WORDS, gives="out", turn=2),
        Column("Title", main=True),
        Column("Published", dates=True),
        Column("Id", gives="below", turn=1),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        return "", [
            text(str(row["cited_by"])),
            text(row["kind"], "cyan"),
            text(row["publisher"]),
            Cell(visible(row["title"] or row["url"] or ""), "", row["url"]),
            dated(row["published"]),
            text(row["id"], "dim"),
        ]

    return headings, line


def sets(answer: Answer, name: Name) -> tuple[list[Column], Line]:
    """Return the table of exclusive sets of organisations."""
    headings = [
        Column("Only in", main=True),
        Column("Count", right=True),
        Column("States", most=40, gives="codes", turn=1),
    ]

    def line(row: Fields) -> tuple[str, list[Cell]]:
        doubtful = set(row["possible"])
        names = [name(one) + " (possibly)" * (one in doubtful) for one in row["states"]]
        codes = [state + "?" * (state in doubtful) for state in row["states"]]
        keys = ", ".join(name(key) if answer.named else key for key in row["organizations"])
        return "", [
            text(keys, "bold"),
            text(str(row["count"])),
            Cell(visible(", ".join(names)), short=visible(" ".join(codes))),
        ]

    return headings, line
