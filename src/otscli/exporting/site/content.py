"""What the site is made of: every record once, with its name, its address and what refers to it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from otscli.answer import Row, title
from otscli.choices import LIST_OF
from otscli.exporting.records import ALIASES, Records
from otscli.exporting.site.addresses import Addresses
from otscli.output.citation_styles import styled
from otscli.query.cite import cited
from otscli.query.list import list_
from otscli.query.lookup.asked import read_as_of
from otscli.query.lookup.coverage import covered_to
from otscli.query.members import EVERY, members
from otscli.query.offices import offices
from otscli.query.show import show
from otscli.store.store import Store

Fields = Mapping[str, Any]

HOME = "OTS"


class Link(NamedTuple):
    """A text that leads to a page of the site, or to an `outside` address."""

    text: str
    path: str
    outside: bool = False
    says: str = ""


Piece = str | Link


class Content:
    """The records of a store by type and id, in order of date, and what the pages ask of them."""

    def __init__(self, store: Store, base_url: str | None = None) -> None:
        self.store = store
        self.base_url = base_url
        self.about: dict[str, Any] = store.dataset
        self.records: dict[str, dict[str, dict[str, Any]]] = {}
        self.retired: list[tuple[str, str, str]] = []
        for type_ in LIST_OF:
            found: dict[str, dict[str, Any]] = {}
            for row in Records(store).of(type_):
                fields = {key: value for key, value in row.fields.items() if key != ALIASES}
                found[fields["id"]] = fields
                former = row.fields.get(ALIASES, ())
                self.retired += [(type_, old, fields["id"]) for old in former]
            self.records[type_] = found
        for type_ in ("state", "organization"):
            shown = show(store, self.records[type_]).rows if self.records[type_] else ()
            self.records[type_] = {row.fields["id"]: row.fields for row in shown}
        self.addresses = Addresses([*self._keys(), *((t, old) for t, old, _ in self.retired)])
        self._bearers = {old: new for _, old, new in self.retired}
        self._of: dict[str, str] = {id_: type_ for type_, id_ in self._keys()}

    def _keys(self) -> Iterator[tuple[str, str]]:
        for type_, found in self.records.items():
            for id_ in found:
                yield type_, id_

    @cached_property
    def day(self) -> dt.date:
        """The day that the pages are about: the last that the data cover, or else today."""
        return read_as_of(self.store, None).last

    @cached_property
    def reach(self) -> dt.date | None:
        """The last day that the data cover, where they say so."""
        return covered_to(self.store)

    @cached_property
    def home(self) -> str | None:
        """The organisation of the start page: the OTS, or else the one with most memberships."""
        found = self.records["organization"]
        if HOME in found:
            return HOME
        counted = {id_: len(fields["memberships"]) for id_, fields in found.items()}
        most = max(counted, key=lambda id_: (counted[id_], id_), default=None)
        return most if most and counted[most] else None

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """The labels of kinds and topics, by list."""
        return {
            list_name: {
                row.fields["id"]: row.fields["name"] or row.fields["id"]
                for row in list_(self.store, list_name).rows
            }
            for list_name in ("kinds", "topics")
        }

    def word(self, list_name: str, id_: str) -> str:
        """Return the label of a kind or a topic."""
        return self.words[list_name].get(id_, id_)

    def type_of(self, id_: str) -> str | None:
        """Return the type of the record with that id."""
        return self._of.get(id_)

    def title(self, id_: str) -> str:
        """Return the line by which a record is known; of what is no record, the id itself."""
        type_ = self._of.get(id_)
        return title(self.records[type_][id_]) if type_ else id_

    def link(self, id_: str | None, text: str | None = None, says: str = "") -> Piece:
        """Return a link to the page of a record, by a retired id, too; else the text alone."""
        if id_ is None:
            return text or ""
        id_ = self._bearers.get(id_, id_)
        type_ = self._of.get(id_)
        if type_ is None:
            return text or id_
        return Link(text or self.title(id_), self.addresses.page(type_, id_), says=says)

    def links(self, ids: Iterable[str]) -> list[Piece]:
        """Return links to the pages of several records."""
        return [self.link(id_) for id_ in ids]

    @cached_property
    def citing(self) -> dict[str, list[str]]:
        """The records that cite each source."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for type_, id_ in self._keys():
            fields = self.records[type_][id_]
            cited = [*(fields.get("sources") or ())]
            cited += [one for role in fields.get("roles") or () for one in role["sources"]]
            for one in cited:
                found[one["source"]][id_] = None
        return {source: list(ids) for source, ids in found.items()}

    def name(self, id_: str) -> str:
        """Return the name of an organisation within a sentence: with its article."""
        title = self.title(id_)
        return title if title.split(" ")[0].isupper() else f"the {title}"

    @cached_property
    def events_of(self) -> dict[str, list[str]]:
        """The events of each state, organisation and place, the latest first."""
        places = self._places
        found: dict[str, list[str]] = defaultdict(list)
        for id_, event in reversed(self.records["event"].items()):
            where = event["place"] and places.get(
                (event["place"]["city"], event["place"]["country"])
            )
            for one in {*event["states"], *event["organizations"], *([where] if where else ())}:
                found[one].append(id_)
        return found

    @cached_property
    def _places(self) -> dict[tuple[str | None, str | None], str]:
        return {
            (fields["name"], fields["country"]): id_
            for id_, fields in reversed(self.records["place"].items())
        }

    def place_of(self, event: Fields) -> str | None:
        """Return the id of the place of an event, where it is recorded as one."""
        where = event["place"]
        return self._places.get((where["city"], where["country"])) if where else None

    @cached_property
    def facts_about(self) -> dict[str, list[str]]:
        """The facts about each record, or said by each person, the latest first."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_, fact in reversed(self.records["fact"].items()):
            for one in {*fact["about"], *([fact["speaker"]] if fact["speaker"] else ())}:
                found[one].append(id_)
        return found

    def address(self, path: str) -> str | None:
        """Return the whole address of a page, where the site has one."""
        return f"{self.base_url}{path}" if self.base_url else None

    @cached_property
    def held(self) -> dict[str, list[dict[str, Any]]]:
        """What possibly holds on the day: memberships by state and organisation, each in order."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in members(self.store, EVERY).rows:
            for side in ("state", "organization"):
                found[row.fields[side]].append(row.fields)
        return found

    @cached_property
    def in_office(self) -> dict[str, list[dict[str, Any]]]:
        """The terms that possibly hold on the day, by office and by whose office it is."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in offices(self.store).rows:
            term = row.fields
            for one in (term["office"], term["organization"] or term["state"]):
                if one:
                    found[one].append(term)
        return found

    def citations(self, fields: Fields) -> list[dict[str, Any]]:
        """Return how to cite a record, as CSL-JSON.

        Without the day of reading, which whoever cites adds, so that a site has the same bytes on
        every run; with the address of the page, where the site has one.
        """
        items = cited(self.store, [Row(fields=dict(fields))])
        for item in items:
            item.pop("accessed", None)
            address = self.address(self.addresses.page(fields["type"], fields["id"]))
            if address and fields["type"] != "source":
                item["URL"] = address
        return items

    def cite(self, fields: Fields, style: str = "text") -> str:
        """Return the citation of a record in a style."""
        return styled(self.citations(fields), style)
