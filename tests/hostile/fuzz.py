"""Noise: typed dates, mutated files, and command lines made of what the program knows."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from examples import EXAMPLES
from hostile.payloads import PAYLOADS, dataset
from otscli.choices import EXPORTS, FORMATS
from otscli.cli.commands import COMMANDS

_PARTS = (
    *("2020", "1999", "0000", "0001", "9999", "10000", "99999", "199X", "19XX", "XXXX", "-", "--"),
    *("01", "13", "00", "31", "32", "XX", "/", "//", "..", "~", "?", "%", " ", "T", "Z", ":"),
    *("Nov", "November", "nov.", "today", "yesterday", "ago", "y", "mo", "d", "weeks", "year"),
    *("this ", "last ", "month", "2020s", "Q3", "q9", "unknown", "open", "+", "e", "1e5", "\u0663"),
    *("\x00", "\x1b", "\u202e", "\ud800", "\xa0", "'", '"', "null", "None", "999", "9" * 40, "st"),
)


def dates(noise: random.Random) -> Iterator[str]:
    """Yield what could be typed for a date, without end."""
    while True:
        yield "".join(noise.choice(_PARTS) for _ in range(noise.randrange(1, 7)))


def mutated(noise: random.Random, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield files made of good ones by a few changes, without end."""
    whole = dataset("a \u00e9 text, with; 'all' \"sorts\"")
    seeds = {
        ".json": json.dumps(whole),
        ".yaml": json.dumps(whole, indent=1),
        ".jsonl": "".join(
            json.dumps({"type": type_, **record}) + "\n"
            for type_, list_ in (("event", "events"), ("membership", "memberships"))
            for record in whole[list_]
        ),
        ".csv": 'id,date,kind,title,states\na,2020,k,t,AAA;BBB\nb,2021-05,k,"u,v",\n',
        ".tsv": "id\tdate\tkind\ttitle\na\t2020\tk\tt\n",
    }
    number = 0
    while True:
        ending = noise.choice(list(seeds))
        content = bytearray(seeds[ending].encode())
        for _ in range(noise.choice((1, 1, 2, 5, 30))):
            _change(content, noise)
        path = folder / f"m{number % 50}{ending}"
        path.write_bytes(content)
        number += 1
        yield f"mutation {number} as {ending}", path


_TOKENS = [b"\x00", b"\xff", b"\xed\xa0\x80", b"\\ud800", b"[" * 600, b"{", b"}", b'"', b"\n", b","]
_TOKENS += [b":", b"- ", b"&a ", b"*a", b"!!x ", b"null", b"true", b"9" * 400, b"\t", b"\r", b"#"]
_TOKENS += [b"\xe2\x80\xae", b"\x1b[31m", b"<<: ", b"? ", b"|", b"---\n", b"unknown", b"9999", b"'"]


def _change(content: bytearray, noise: random.Random) -> None:
    at = noise.randrange(len(content) + 1)
    match noise.randrange(5):
        case 0:
            content[at:at] = noise.choice(_TOKENS)
        case 1:
            del content[at : at + noise.choice((1, 2, 20))]
        case 2:
            content[at : at + 1] = noise.randbytes(1)
        case 3:
            end = at + noise.randrange(100)
            content[at:at] = content[at:end]
        case _:
            del content[at:]
    if not content:
        content += b" "


def command_lines(noise: random.Random, options: list[str]) -> Iterator[list[str]]:
    """Yield command lines of known words and noise, without end."""
    words = [
        *COMMANDS,
        *FORMATS,
        *EXPORTS,
        *options,
        *(part for one in EXAMPLES.values() for example in one for part in example.arguments),
        *(text for text in PAYLOADS.values() if "\0" not in text and len(text) < 300),
        *("", "-", "--", "-1", "0", "99999999999999999999", "1e9", "\udcff", "/dev/null", "/", "."),
        *("x" * 5_000, "id,date", "place.city", "OTS_TODAY", "ots", "2020", "1999/2001", "=", "%s"),
    ]
    safe = [word for word in words if word not in {"import", "mcp", "-o", "--output", "--fix"}]
    safe = [word for word in safe if "install-completion" not in word]
    while True:
        length = noise.choice((1, 2, 3, 4, 6, 9))
        line = [noise.choice(safe) for _ in range(length)]
        yield [noise.choice(list(COMMANDS)), *line] if noise.random() < 0.8 else line
