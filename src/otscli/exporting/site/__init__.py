"""`site`: a folder of pages and JSON that any host serves, and that needs no server.

No page loads anything from another host, every link is relative, and the same data give the same
bytes. `content` holds the records, each other module makes one kind of page or file of them, and
the templates have no logic of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from otscli.choices import LIST_OF
from otscli.dataset.definitions import DATASET
from otscli.escaping import encode, escape_json
from otscli.exporting.site import api, editions, home_pages, plain_files, updates
from otscli.exporting.site.addresses import API, HOME_PAGES, SCHEMAS, part_of, up
from otscli.exporting.site.content import Content
from otscli.exporting.site.disagreements import PARTS, count, disagreements
from otscli.exporting.site.pictures import Pictures
from otscli.exporting.site.record_pages import record_page
from otscli.exporting.site.rendering import environment
from otscli.exporting.site.search_index import search_index, timeline_index
from otscli.exporting.site.sentences import sentence
from otscli.store.store import Store

Progress = Callable[[Path, float], None]


def write(
    store: Store,
    folder: Path,
    base_url: str | None = None,
    previous: Callable[[], Store] | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the site into a folder.

    `base_url` is the future address, with a slash at its end, for canonical links, sitemap and
    feed. `previous` opens the older version that the page of changes compares with. `progress` is
    called with the file just written and the part that is done, from 0 to 1.
    """
    site = Site(Content(store, base_url), previous and previous())
    site.write(folder, progress or (lambda *_: None))


class Site:
    """The pages and files of a site, each made as it is written."""

    def __init__(self, content: Content, previous: Store | None) -> None:
        self._content = content
        self._previous = previous
        self._pages: list[str] = []
        about = {**dict.fromkeys(DATASET), **content.about}
        self._templates = environment(
            {
                "site": content,
                "about": about,
                "site_title": about["title"] or about["id"] or "A dataset",
                "navigation": HOME_PAGES,
                "lists": LIST_OF,
                "sentence": lambda fields: sentence(content, fields),
            }
        )

    def write(self, folder: Path, progress: Progress) -> None:
        """Write every file."""
        content = self._content
        records = sum(len(found) for found in content.records.values())
        total = 2 * records + 1
        done = 0
        made: set[Path] = set()
        for path, text in self._files():
            target = folder / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            with target.open("w", encoding="utf-8", newline="") as stream:
                stream.write(text)
            if path.endswith((".html", ".json")):
                done += 1
                if done % 20 == 0:
                    progress(Path(path), min(done / total, 1))

    def _files(self) -> Iterator[tuple[str, str]]:
        content = self._content
        yield from self._home()
        yield from self._records()
        for type_, old, new in content.retired:
            yield self._page(
                content.addresses.page(type_, old),
                "moved.html",
                canonical=content.addresses.page(type_, new),
                link=content.link(new),
                old=old,
            )
        for path, document in api.files(content):
            yield path, f"{encode(document)}\n"
        for name, schema in api.schemas():
            yield f"{SCHEMAS}/{name}.json", _indented(schema)
        yield f"{API}/openapi.json", _indented(api.openapi(content))
        for asset in sorted(files(__package__).joinpath("assets").iterdir(), key=lambda a: a.name):
            yield f"assets/{asset.name}", asset.read_text(encoding="utf-8")
        yield "assets/search-index.js", search_index(content)
        yield "assets/timeline-index.js", timeline_index(content)
        yield "llms.txt", plain_files.language_models(content)
        yield "robots.txt", plain_files.robots(content)
        if content.base_url:
            yield "sitemap.xml", plain_files.sitemap(content, self._pages)

    def _home(self) -> Iterator[tuple[str, str]]:
        content = self._content
        yield self._page("index.html", "start.html", **home_pages.start(content))
        yield self._page("timeline.html", "timeline.html", **home_pages.timeline(content))
        yield self._page("overlap.html", "overlap.html", **home_pages.matrix(content))
        yield self._page("lists.html", "lists.html", counts=_counts(content))
        yield self._page(
            "citing.html",
            "citing.html",
            promise=api.PROMISE,
            rule=api.RULE,
            resources=api.RESOURCES,
        )
        yield from self._disagreements()
        yield from self._updates()
        yield from self._lists()

    def _disagreements(self) -> Iterator[tuple[str, str]]:
        groups = {part: list(disagreements(self._content, part)) for part in PARTS}
        parts = [(part, count(found)) for part, found in groups.items()]
        for part, total in parts:
            yield self._page(
                part.path,
                "disagreements.html",
                part=part,
                parts=parts,
                groups=groups[part],
                total=total,
            )

    def _updates(self) -> Iterator[tuple[str, str]]:
        content, previous = self._content, self._previous
        found = updates.updates(content, previous) if previous else []
        known = editions.editions(content)
        yield self._page(
            "updates.html",
            "updates.html",
            old={**dict.fromkeys(DATASET), **previous.dataset} if previous else None,
            editions=known,
            pieces=lambda text: editions.pieces(content, text),
            groups=list(updates.grouped(found)),
            most=updates.MOST,
        )
        yield "updates.atom", updates.feed(content, found, known)

    def _lists(self) -> Iterator[tuple[str, str]]:
        """The lists of records by type; the timeline is that of events."""
        for type_, list_ in LIST_OF.items():
            parts = home_pages.parts(self._content, type_) if type_ != "event" else []
            for number, part in enumerate(parts, start=1):
                yield self._page(
                    part_of(list_, number),
                    "list.html",
                    type=type_,
                    list=list_,
                    number=number,
                    parts=parts,
                    part=part,
                )

    def _records(self) -> Iterator[tuple[str, str]]:
        content = self._content
        pictures = Pictures(content)
        for type_, found in content.records.items():
            for id_, fields in found.items():
                page = record_page(content, pictures, fields)
                page.forms = [("JSON", content.addresses.api(type_, id_))]
                if calendar := plain_files.calendar(content, fields):
                    path = content.addresses.calendar(type_, id_)
                    page.forms.append(("Calendar (ics)", path))
                    yield path, calendar
                yield self._page(content.addresses.page(type_, id_), "record.html", page=page)

    def _page(
        self, path: str, template: str, canonical: str | None = None, **shown: Any
    ) -> tuple[str, str]:
        """Return a page, filled in; one that only leads on is not in the sitemap."""
        if canonical is None:
            self._pages.append(path)
        made = self._templates.get_template(template).render(
            path=path, up=up(path), canonical=self._content.address(canonical or path), **shown
        )
        return path, made if made.endswith("\n") else f"{made}\n"


def _counts(content: Content) -> list[tuple[str, str, int]]:
    return [
        (
            list_,
            "timeline.html" if type_ == "event" else f"{list_}.html",
            len(content.records[type_]),
        )
        for type_, list_ in LIST_OF.items()
    ]


def _indented(document: Any) -> str:
    return f"{escape_json(json.dumps(document, ensure_ascii=False, indent=1))}\n"
