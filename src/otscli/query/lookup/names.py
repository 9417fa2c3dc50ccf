"""Names, resolved to ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from otscli.answer import Row
from otscli.choices import ANY, STATUSES
from otscli.errors import QueryError
from otscli.folding import fold, nearest
from otscli.store.store import Store


def labels(store: Store) -> Callable[[], Mapping[str, str]]:
    """Return a function that gives the names of all states and organisations by id.

    They are in the store's language if there is a current name in it, else in English.
    """
    return lambda: {id_: _name(title, doc, store.lang) for id_, title, doc in store.rows(_NAMED)}


_NAMED_ONE = "SELECT title, doc FROM record WHERE type IN ('state', 'organization')"
_NAMED = "SELECT id, title, doc FROM record WHERE type IN ('state', 'organization')"


def _name(title: str, doc: str, lang: str | None) -> str:
    if lang is None:
        return title
    return _in_use(Row(doc).fields["names"], lang) or title


def _in_use(names: Iterable[Mapping[str, Any]], lang: str) -> str | None:
    """The name in a language that is still in use, where there is one."""
    return next((one["name"] for one in names if one["lang"] == lang and not one["until"]), None)


def in_language(store: Store, fields: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the names of its states and organisations in the store's language."""
    if store.lang is None:
        return fields
    translated = dict(fields)
    if fields.get("type") in {"state", "organization"}:
        translated["name"] = _in_use(fields["names"], store.lang) or fields["name"]
    for side in ("state", "organization", "holder"):
        if f"{side}_name" in fields:
            row = store.row(f"{_NAMED_ONE} AND id = ?", (fields[side],))
            if row:
                translated[f"{side}_name"] = _name(row[0], row[1], store.lang)
    return translated


def resolve(store: Store, type_: str, typed: str) -> str:
    """Return the id of the record of that type with that code, id, name or former name.

    Raises `QueryError` that names the nearest.
    """
    return _matching(store, type_, typed)[0]


def resolve_all(store: Store, type_: str, typed: Iterable[str]) -> list[str]:
    """Resolve several names; places may share one, and then all of them count."""
    return [id_ for name in listed(typed) for id_ in _matching(store, type_, name)]


def subject(*chosen: Sequence[str]) -> list[str]:
    """Return what an answer is about: ids of which all rows have each, none if some may not."""
    return [one for ids in chosen for one in ids] if all(len(ids) < 2 for ids in chosen) else []


def listed(typed: Iterable[str]) -> list[str]:
    """Return several values as a list, and a single one as a list."""
    return [typed] if isinstance(typed, str) else list(typed)


def _matching(store: Store, type_: str, typed: str) -> list[str]:
    """The ids with the name. Raises `QueryError` if there is none."""
    found = find(store, type_, typed)
    if not found:
        raise unknown(store, type_, typed)
    return found


def find(store: Store, type_: str, typed: str) -> list[str]:
    """Return the ids with the name, those whose own id or code it is first."""
    exact = store.row("SELECT id FROM record WHERE id = ? AND type = ?", (typed.strip(), type_))
    if exact:
        return [str(exact[0])]
    found = list(
        store.rows(
            "SELECT DISTINCT id, min(rank) FROM name JOIN record USING (n) "
            "WHERE folded = ? AND type = ? GROUP BY id ORDER BY 2, id",
            (fold(typed.strip()), type_),
        )
    )
    return [id_ for id_, rank in found if rank == found[0][1]]


def find_people(store: Store, typed: str) -> list[str]:
    """Return the ids of the people with that id, name, or whole words of it."""
    words = fold(typed).split()
    found: dict[str, None] = {}
    for id_, folded in store.rows(
        "SELECT id, folded FROM name JOIN record USING (n) WHERE type = 'person' ORDER BY id"
    ):
        if folded == " ".join(words):
            return [id_]
        held = folded.replace("-", " ").split()
        if words and all(word in held for word in words):
            found[id_] = None
    return list(found)


def resolve_people(
    store: Store, parameter: str, typed: Sequence[str], notes: list[str]
) -> list[str]:
    """Return the ids of people; `notes` are added about names that match several.

    Raises `QueryError` if a name matches none.
    """
    ids: list[str] = []
    for name in listed(typed):
        found = find_people(store, name)
        if not found:
            raise unknown(store, "person", name, parts=True)
        ids += found
        if len(found) > 1:
            notes.append(f"{parameter} {name} may be any of {', '.join(found)}")
    return ids


def unknown(store: Store, type_: str, typed: str, *, parts: bool = False) -> QueryError:
    """Return the error for an unknown name, which is not a `part` of a name either."""
    rows = store.rows(
        "SELECT name.name, id FROM name JOIN record USING (n) WHERE type = ? "
        "UNION ALL SELECT id, id FROM record WHERE type = ?",
        (type_, type_),
    )
    ids: dict[str, str] = {}
    for name, id_ in rows:
        ids.setdefault(name, id_)
        for part in name.split() if parts else ():
            ids.setdefault(part, id_)
    near = nearest(typed, list(ids))
    shown = []
    for id_ in dict.fromkeys(ids[name] for name in near):
        row = store.row("SELECT title FROM record WHERE id = ?", (id_,))
        shown.append(f"{row[0]} ({id_})" if row and id_ not in near else id_)
    return QueryError(_message(type_, typed, shown))


LISTED = {
    "state": "states",
    "organization": "orgs",
    "person": "people",
    "place": "places",
    "office": "offices",
}
"""The record types that `ots list` lists, by the name of their list there."""


def _message(what: str, typed: str, near: Sequence[str]) -> str:
    where = LISTED.get(what)
    hint = f"did you mean {' or '.join(near)}?" if near else ""
    hint = repeated(typed) or hint
    see = f"`ots list {where}` shows them all" if where else "`ots search` finds records"
    said = what.replace("organization", "organisation")
    return f"no {said} is called {typed!r}; {hint or see}"


def repeated(typed: str) -> str:
    """Explain how to give several values, for one that contains a comma."""
    return "repeat the option for each of several values" if "," in typed else ""


def word(store: Store, list_: str, typed: str, *, of: str = "") -> str:
    """Return a known kind or topic. Raises `QueryError` that names the nearest."""
    known = [row[0] for row in store.rows("SELECT id FROM vocabulary WHERE list = ?", (list_,))]
    return choice(f"{of}{list_.removesuffix('s')}", typed, known)


def choice(what: str, typed: str, known: Sequence[str]) -> str:
    """Return a known word. Raises `QueryError` that names the nearest."""
    folded = {fold(name): name for name in known}
    key = fold(typed.strip())
    if found := folded.get(key) or folded.get(key.removesuffix("s")):  # observers, for instance
        return found
    near = nearest(typed, list(known))
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
    hint = repeated(typed) or hint
    raise QueryError(f"no {what} {typed!r}; {hint}")


def wanted_statuses(status: Sequence[str], default: Sequence[str] = ()) -> list[str]:
    """Return the statuses asked for; none of them means any. Raises `QueryError`."""
    chosen = [choice("status", name, [*STATUSES, ANY]) for name in listed(status)]
    return [] if ANY in chosen else chosen or list(default)
