"""`timelinejs`: the events for TimelineJS, each with the precision of its date.

A month without a day has no day, and `display_date` has what that leaves out. Text is HTML, so it
is escaped. The format cannot say which citation supports what.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from otscli.dates import Date, in_words, parse
from otscli.escaping import escape_json, visible
from otscli.exporting.records import Records
from otscli.store.store import Store

Fields = Mapping[str, Any]


def pour(store: Store, stream: IO[str]) -> None:
    """Write the timeline to an open stream."""
    stream.write(_text(store))


def write(store: Store, file: Path) -> None:
    """Write the timeline to a file."""
    file.write_text(_text(store), encoding="utf-8", newline="\n")


def _text(store: Store) -> str:
    about = store.dataset
    kinds = dict(store.rows("SELECT id, coalesce(label, id) FROM vocabulary WHERE list = 'kinds'"))
    said = (about.get("citation"), about.get("licence"))
    made = {
        "title": {
            "text": {
                "headline": _html(about.get("title", about.get("id", "Timeline"))),
                "text": "".join(f"<p>{_html(line)}</p>" for line in said if line),
            }
        },
        "events": [_slide(row.fields, kinds) for row in Records(store).of("event")],
        "scale": "human",
    }
    return f"{escape_json(json.dumps(made, ensure_ascii=False, indent=1))}\n"


def _slide(event: Fields, kinds: Mapping[str, str]) -> dict[str, Any]:
    date = parse(event["date"])
    return {
        "unique_id": event["id"],
        **dates(date),
        "group": visible(kinds.get(event["kind"], event["kind"])),
        "text": {"headline": _html(event["title"]), "text": "".join(_paragraphs(event))},
        "autolink": False,
    }


def dates(date: Date) -> dict[str, Any]:
    """Return the known parts of both ends of a date, and in words what they leave out."""
    first, last = (date.text.split("/") * 2)[:2] if "/" in date.text else (date.text, "")
    found: dict[str, Any] = {"start_date": _parts(first, "0")}
    if last or "X" in first[:4]:
        found["end_date"] = _parts(last or first, "9")
    if not date.text.replace("-", "").isdecimal():
        found["display_date"] = in_words(date)
    return found


def _parts(part: str, digit: str) -> dict[str, int]:
    fields = part.rstrip("~?%").replace("-XX", "").split("-")
    fields[0] = fields[0].replace("X", digit)
    return {name: int(field) for name, field in zip(("year", "month", "day"), fields, strict=False)}


def _paragraphs(event: Fields) -> Iterator[str]:
    if event["planned"]:
        yield "<p>Planned.</p>"
    if event["summary"]:
        yield from (f"<p>{_html(line)}</p>" for line in event["summary"].split("\n") if line)
    if event["disputed"]:
        yield "<p>Disputed: see the sources.</p>"
    if event["sources"]:
        yield f"<p>Sources: {'; '.join(map(_source, event['sources']))}</p>"


def _source(cited: Fields) -> str:
    name = _html(cited["publisher"] or cited["title"] or cited["source"])
    stance = "" if cited["stance"] == "supports" else f" ({cited['stance']})"
    url = cited["url"] or ""
    link = f'<a href="{_html(url)}">{name}</a>' if url.startswith(("http:", "https:")) else name
    return f"{link}{stance}"


def _html(text: str) -> str:
    return html.escape(visible(text))
