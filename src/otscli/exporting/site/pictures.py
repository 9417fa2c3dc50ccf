"""The pictures of pages: those that the command line draws of the same answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from markupsafe import Markup

from otscli.answer import Answer, Look, Row
from otscli.drawing.canvas import svg
from otscli.drawing.scene import MOST, scene
from otscli.exporting.site.content import Content, Fields
from otscli.query.members import EVERY, members
from otscli.query.offices import offices


class Pictures:
    """Every period and term, asked for once, and drawn in parts."""

    def __init__(self, site: Content) -> None:
        self._site = site

    @cached_property
    def _memberships(self) -> tuple[Answer, list[Row]]:
        answer = members(self._site.store, EVERY, history=True)
        return answer, list(answer.rows)

    @cached_property
    def _terms(self) -> tuple[Answer, list[Row]]:
        answer = offices(self._site.store, history=True)
        return answer, list(answer.rows)

    @cached_property
    def _by(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self._memberships[1]:
            for side in ("state", "organization"):
                found[side, row.fields[side]].append(row)
        for row in self._terms[1]:
            for side in ("office", "holder"):
                found[side, row.fields[side]].append(row)
        return found

    def of_membership(self, fields: Fields) -> Markup | None:
        """Draw every status of a state in an organisation."""
        rows = self._by["organization", fields["organization"]]
        return self._drawn(self._memberships[0], rows, lambda r: r["state"] == fields["state"])

    def of_organization(self, id_: str) -> Markup | None:
        """Draw every membership of an organisation."""
        return self._drawn(self._memberships[0], self._by["organization", id_])

    def of_state(self, id_: str) -> Markup | None:
        """Draw every membership of a state."""
        return self._drawn(self._memberships[0], self._by["state", id_])

    def of_office(self, id_: str) -> Markup | None:
        """Draw every term of an office."""
        return self._drawn(self._terms[0], self._by["office", id_])

    def of_person(self, id_: str) -> Markup | None:
        """Draw every term of a person."""
        return self._drawn(self._terms[0], self._by["holder", id_])

    def _drawn(
        self, answer: Answer, rows: list[Row], keeps: Callable[[Fields], bool] = lambda _: True
    ) -> Markup | None:
        kept = [row for row in rows if keeps(row.fields)]
        if not kept or len(kept) > MOST:
            return None
        look = Look()
        drawn = svg(scene(answer._replace(rows=kept, notes=[]), look), look, inline=True)
        return Markup(drawn)  # noqa: S704 - every text in it is escaped by xml.etree
