"""Files that are no datasets, or are too much of one, and places where none can be."""

from __future__ import annotations

import json
import os
import random
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from hostile.payloads import dataset, paths
from otscli.choices import LIST_OF
from otscli.dataset.definitions import LISTS

ENDINGS = (".yaml", ".json", ".jsonl", ".csv", ".tsv", ".parquet", ".db")

_EVENT = '{"type":"event","id":"e","date":"2020","kind":"k","title":"t"}'
_LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(12)
)
_NESTED = {n: "[" * n + "]" * n for n in (50, 499, 501, 1_000, 5_000, 100_000)}
_TYPES = {
    "a surrogate": '"x\\ud800"',
    "a list for a type": '["event"]',
    "an object for a type": "{}",
    "a huge number": "9" * 5_000,
    "a float": "1e400",
    "NaN": "NaN",
    "null": "null",
}

CONTENTS: dict[str, bytes] = {
    "empty": b"",
    "a blank": b" ",
    "line ends": b"\n\n\r\n\n",
    "a mark": b"\xef\xbb\xbf",
    "a mark and an event": b"\xef\xbb\xbf" + _EVENT.encode(),
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + _EVENT.encode(),
    "nulls": bytes(1_000),
    "a null inside": _EVENT.replace('"t"', '"a\0b"').encode(),
    "UTF-16": _EVENT.encode("utf-16"),
    "UTF-32": _EVENT.encode("utf-32"),
    "Latin-1": _EVENT.replace('"t"', '"\xe4"').encode("latin-1"),
    "a surrogate in bytes": _EVENT.replace('"t"', '"\ud800"').encode(errors="surrogatepass"),
    "overlong UTF-8": b'{"a": "\xc0\x80"}',
    "cut UTF-8": b'{"a": "\xe2\x82',
    "noise": random.Random(1).randbytes(5_000),
    "an event": _EVENT.encode(),
    "half an event": _EVENT[:40].encode(),
    "two events": f"{_EVENT}{_EVENT}".encode(),
    "two equal events": f"{_EVENT}\n{_EVENT}\n".encode(),
    "an array": f"[{_EVENT}]".encode(),
    "an open array": f"[{_EVENT},".encode(),
    "an array of all sorts": b'[1, "x", null, [], {}, true, 1.5]',
    "a number": b"1",
    "a word": b"x",
    "true": b"true",
    "a text": b'"x"',
    "an object": b"{}",
    "lists that are none": b'{"events": 3, "states": null, "people": "x", "facts": {}}',
    "unknown lists": b'{"x": [], "y": {}}',
    "equal keys": b'{"events": [], "events": []}',
    "a key that is a list": b"? [a, b]\n: c\n",
    "a key that is an object": b"? {a: b}\n: c\n",
    "a key that is null": b"~: []\nnull: []\n",
    "tabs": b"events:\n\t- id: x\n",
    "a document after another": b"events: []\n---\nevents: []\n",
    "a tag of Python": b"events: !!python/object/apply:os.system ['id']\n",
    "a tag of its own": b"events: !x [y]\n",
    "a binary": b"events: !!binary aGk=\n",
    "an alias to nothing": b"events: *x\n",
    "an alias to itself": b"a: &a [*a]\n",
    "merged keys": b"a: &a {id: x}\nevents: [{<<: *a, title: t}]\n",
    "laughs": _LAUGHS.encode(),
    "many anchors": b"".join(b"a%d: &a%d [x]\n" % (i, i) for i in range(3_000)),
    "a comment": b"# nothing\n",
    "a directive": b"%YAML 9.9\n---\nevents: []\n",
    "a header": b"id,date,kind,title\n",
    "equal headings": b"id,date,kind,title,title\ne,2020,k,t,u\n",
    "a heading in a heading": b"id,date,kind,title,states,states.x\ne,2020,k,t,AAA,b\n",
    "a type in a type": b"type.x,id,date,kind,title\nevent,e,2020,k,t\n",
    "an empty heading": b",id,date,kind,title\n1,e,2020,k,t\n",
    "no heading of use": b"a,b,c\n1,2,3\n",
    "more cells": b"id,date,kind,title\ne,2020,k,t,u,v,w\n",
    "fewer cells": b"id,date,kind,title\ne\n",
    "an open quote": b'id,date,kind,title\ne,2020,k,"t\n',
    "a quote inside": b'id,date,kind,title\ne,2020,k,a"b"c\n',
    "semicolons": b"id;date;kind;title\ne;2020;k;t\n",
    "tabs between": b"id\tdate\tkind\ttitle\ne\t2020\tk\tt\n",
    "returns alone": b"id,date,kind,title\re,2020,k,t\r",
    "a long cell": b"id,date,kind,title\ne,2020,k," + b"x" * 200_000 + b"\n",
    "a cell of JSON": b'id,date,kind,title,sources\ne,2020,k,t,"[{""source"": 1}]"\n',
    "a cell of no JSON": b"id,date,kind,title,sources\ne,2020,k,t,x\n",
    "a nested cell": b"id,date,kind,title,sources\ne,2020,k,t," + _NESTED[1_000].encode() + b"\n",
    "many columns": b",".join(b"c%d" % i for i in range(5_000)) + b"\n",
    "many paths": b"id," + b".".join([b"a"] * 2_000) + b"\nx,y\n",
    "a magic of Parquet": b"PAR1" + bytes(100) + b"PAR1",
    "a magic of SQLite": b"SQLite format 3\0" + bytes(4_096),
    "a magic of gzip": b"\x1f\x8b\x08" + bytes(100),
    "a magic of zip": b"PK\x03\x04" + bytes(100),
    "HTML": b"<!DOCTYPE html><html><body>404</body></html>",
    "a program": b"#!/bin/sh\nrm -rf ~\n",
    **{f"nested {n} times": text.encode() for n, text in _NESTED.items()},
    **{
        f"nested {n} times in a field": _EVENT.replace('"t"', text).encode()
        for n, text in _NESTED.items()
    },
    **{f"{name} in a title": _EVENT.replace('"t"', text).encode() for name, text in _TYPES.items()},
    **{
        f"{name} in a type": _EVENT.replace('"event"', text).encode()
        for name, text in _TYPES.items()
    },
}
"""What a file may hold, by name."""


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write every content under every ending."""
    for number, (name, content) in enumerate(CONTENTS.items()):
        for ending in ENDINGS:
            path = folder / f"f{number}{ending}"
            path.write_bytes(content)
            yield f"{name} as {ending}", path


WRONG: list[Any] = [
    *(None, True, 3, -1, 1.5, 10**30, "", " ", "\ud800", "x" * 20_000, [], [[]], ["x", 3], {}),
    *({"x": {"y": 1}}, {"source": []}, ["\ud800"], "2020-13-45", "\x1b[31m", [None], "9999/0001"),
]


def wrong_types(folder: Path, noise: random.Random, count: int) -> Iterator[tuple[str, Path]]:
    """Write records with a value of a wrong type somewhere, as JSON and as JSON Lines."""
    places = [(list_, path) for list_ in LISTS for path in paths(LISTS[list_])]
    types = {list_: type_ for type_, list_ in LIST_OF.items()}
    chosen = [(place, wrong) for place in places for wrong in range(len(WRONG))]
    noise.shuffle(chosen)
    for number, ((list_, path), wrong) in enumerate(chosen[:count]):
        whole = dataset("text")
        target: Any = whole[list_][0]
        try:
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = WRONG[wrong]
        except LookupError:  # a record without that
            continue
        name = f"{list_}.{'.'.join(map(str, path))} = {str(WRONG[wrong])[:20]!r}"
        as_json = folder / f"w{number}.json"
        as_json.write_text(json.dumps(whole), encoding="utf-8")
        yield f"{name} as JSON", as_json
        lines = [
            {"type": types[each], **record}
            for each in LISTS
            if each in types
            for record in whole[each]
        ]
        as_lines = folder / f"w{number}.jsonl"
        as_lines.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        yield f"{name} as JSON Lines", as_lines


def places(folder: Path) -> Iterator[tuple[str, Path]]:
    """Make what is no regular file, or cannot be reached, under every name of a dataset."""
    good = folder / "good.jsonl"
    good.write_text(f"{_EVENT}\n", encoding="utf-8")
    for ending in ENDINGS:
        for name, make in _MAKERS.items():
            path = folder / f"{name.replace(' ', '-')}{ending}"
            with suppress(OSError):
                make(path)
                yield f"{name} as {ending}", path
    for name, make in _MAKERS.items():  # inside a folder, beside a good file
        inner = folder / f"in-{name.replace(' ', '-')}"
        inner.mkdir()
        (inner / "good.jsonl").write_text(f"{_EVENT}\n", encoding="utf-8")
        with suppress(OSError):
            make(inner / "x.yaml")
            yield f"a folder with {name}", inner
    yield from (("nothing", folder / "nothing.yaml"), ("a long name", folder / ("x" * 300)))
    yield from (("a null device", Path(os.devnull)), ("the root", Path("/")))


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def _without_rights(path: Path) -> None:
    path.write_text(_EVENT, encoding="utf-8")
    path.chmod(0)


def _closed_folder(path: Path) -> None:
    path.mkdir()
    path.chmod(stat.S_IRUSR)


def _odd_name(path: Path) -> None:
    Path(os.fsdecode(os.fsencode(path.parent) + b"/lat\xe4-" + os.fsencode(path.name))).write_text(
        _EVENT, encoding="utf-8"
    )


_MAKERS = {
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "a folder": Path.mkdir,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a link to zeros": lambda path: path.symlink_to("/dev/zero"),
    "a link to noise": lambda path: path.symlink_to("/dev/urandom"),
    "a link to a folder": lambda path: path.symlink_to("/proc/self"),
    "a file without rights": _without_rights,
    "a folder without rights": _closed_folder,
    "an odd name": _odd_name,
}


def large(folder: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """Write files that repeat themselves, or hold one thing that is very large."""
    held = (
        '{"type":"membership","state":"%s","organization":"%s","status":"member","from":"%s"%s}\n'
    )
    equal = held % ("A", "B", "2000", "")
    short = [
        (f"{1000 + i // 12:04}-{i % 12 + 1:02}-01", f"{1000 + i // 12:04}-{i % 12 + 1:02}-15")
        for i in range(4_000)
    ]

    def periods(state: str, organization: str, count: int) -> str:
        return "".join(
            held % (state, organization, since, f',"until":"{until}"')
            for since, until in short[:count]
        )

    unknown = held % ("A", "B", "unknown", ',"until":"unknown"')
    event = '{"type":"event","id":"e%d","date":"2020","kind":"k","title":"%s"}\n'
    members = ["members", "B", "--history"]
    texts = {
        "1,500 equal memberships": (equal * 1_500, ["check"]),
        "4,000 equal memberships": (equal * 4_000, ["timeline"]),
        "4,000 equal memberships checked": (equal * 4_000, ["check"]),
        "3,000 unknown periods": (unknown * 3_000, ["check"]),
        "3,000 unknown periods asked": (unknown * 3_000, members),
        "3,000 short periods": (periods("A", "B", 3_000), members),
        "3,000 short periods as JSON": (periods("A", "B", 3_000), [*members, "--json"]),
        "3,000 short periods, changes": (periods("A", "B", 3_000), ["changes", "--json"]),
        "3,000 short periods, shown": (periods("A", "B", 3_000), ["show", "A"]),
        "2 times 2,000 short periods": (
            periods("A", "B", 2_000) + periods("A", "C", 2_000),
            ["overlap", "B", "C", "--history", "--json"],
        ),
        "2 times 2,000 short periods, shared": (
            periods("A", "B", 2_000) + periods("D", "B", 2_000),
            ["shared", "A", "D", "--history"],
        ),
        "2,000 equal events": ((event % (1, "t")) * 2_000, ["check"]),
        "2,000 events alike": (
            "".join(event % (i, f"the same title {i}") for i in range(2_000)),
            ["check"],
        ),
        "4,000 unknown fields": (
            "".join(
                f'{{"type":"event","id":"e{i}","date":"2020","kind":"k","title":"t","x{i}":1}}\n'
                for i in range(4_000)
            ),
            ["check"],
        ),
        "4,000 unknown types": (
            "".join(f'{{"type":"even{i}","id":"e"}}\n' for i in range(4_000)),
            ["check"],
        ),
        "4,000 faulty dates": (
            "".join(event.replace("2020", "never") % (i, "t") for i in range(4_000)),
            ["timeline"],
        ),
        "3,000 unknown references in curated data": (
            '{"dataset":{"id":"x","title":"t","curated":true},"events":['
            + ",".join(
                f'{{"id":"e{i}","date":"2020","kind":"kind-{i}","title":"t"}}' for i in range(3_000)
            )
            + "]}",
            ["check"],
        ),
        "a line of 30 MB": (event % (1, "x" * 30_000_000), ["timeline"]),
        "a title of 10 MB": (event % (1, "x" * 10_000_000), ["timeline", "-f", "ids"]),
        "a title of 1 MB": (event % (1, "x \\u001b[31m " * 80_000), ["timeline"]),
        "3,000 states of an event": (
            event.replace('"kind"', '"states":%s,"kind"')
            % (1, json.dumps([f"S{i}" for i in range(3_000)]), "t"),
            ["timeline"],
        ),
        "20,000 tags": (
            event.replace('"kind"', '"topics":%s,"kind"')
            % (1, json.dumps([f"t{i}" for i in range(20_000)]), "t"),
            ["timeline", "--json"],
        ),
    }
    for name, (text, arguments) in texts.items():
        curated = text.startswith('{"dataset"')
        path = folder / f"{name.replace(' ', '-').replace(',', '')}.json{'l' * (not curated)}"
        path.write_text(text, encoding="utf-8")
        yield name, path, arguments
