"""Stores that somebody else made, or that something has damaged."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"

DEFINITIONS = {
    # What runs what somebody else has written.
    "a view beside the tables": f"CREATE VIEW v AS {_ENDLESS} SELECT x FROM c",
    "an endless view for a table": (
        f"ALTER TABLE record RENAME TO r; CREATE VIEW record AS {_ENDLESS} SELECT r.* FROM r, c"
    ),
    "an endless view for meta": (
        "ALTER TABLE meta RENAME TO m; CREATE VIEW meta AS "
        f"{_ENDLESS} SELECT 'state' AS key, x AS value FROM c WHERE x < 0"
    ),
    "a view with a huge value": (
        "ALTER TABLE record RENAME TO r; CREATE VIEW record AS SELECT n, id, type, kind, title, "
        'start, "end", disputed, confidence, placeholder, hex(zeroblob(300000000)) AS doc, '
        "dataset, file, line, col FROM r"
    ),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record; END"),
    "a further table": "CREATE TABLE more (x)",
    "a further index": "CREATE INDEX more ON record (title)",
    "a partial index": "CREATE INDEX part ON record (title) WHERE abs(n) > 0",
    "an index on an expression": "CREATE INDEX expression ON record (length(title))",
    "a generated column": "ALTER TABLE record ADD COLUMN more AS (length(doc))",
    "a further column": "ALTER TABLE record ADD COLUMN more",
    "a further text index": "CREATE VIRTUAL TABLE more USING fts5 (x)",
    # What is not there.
    "no record": "DROP TABLE record",
    "no tag": "DROP TABLE tag",
    "no period": "DROP TABLE period",
    "no term": "DROP TABLE term",
    "no name": "DROP TABLE name",
    "no vocabulary": "DROP TABLE vocabulary",
    "no search": "DROP TABLE search",
    "no index by date": "DROP INDEX record_by_date",
    "no meta": "DROP TABLE meta",
    "nothing but meta": (
        "DROP TABLE record; DROP TABLE tag; DROP TABLE period; DROP TABLE term; "
        "DROP TABLE name; DROP TABLE vocabulary; DROP TABLE search"
    ),
}
"""What makes a store another than ours, by name, in SQL."""

CONTENTS = {
    # What a store says of itself.
    "no state": "DELETE FROM meta WHERE key = 'state'",
    "no description": "DELETE FROM meta WHERE key = 'dataset'",
    "another version": "UPDATE meta SET value = 'ots 0.9.0, store 1' WHERE key = 'state'",
    "a version of bytes": "UPDATE meta SET value = x'ff00' WHERE key = 'state'",
    "a description of bytes": "UPDATE meta SET value = x'ff00' WHERE key = 'dataset'",
    "a description that is a list": "UPDATE meta SET value = '[]' WHERE key = 'dataset'",
    "a description that is none": "UPDATE meta SET value = '{' WHERE key = 'dataset'",
    "a description of numbers": (
        """UPDATE meta SET value = '{"id": 1, "version": [], "covered_to": 3}' """
        "WHERE key = 'dataset'"
    ),
    "a raw description": (
        """UPDATE meta SET value = '{"id": "x' || char(27) || '[31m", "version": "' """
        "|| char(8238, 155) || '\"}' WHERE key = 'dataset'"
    ),
    "a span that is no number": "INSERT OR REPLACE INTO meta VALUES ('longest event', 'x')",
    "a span of ages": "INSERT OR REPLACE INTO meta VALUES ('longest event', '99999999999999')",
    # Documents that are none.
    "documents of bytes": "UPDATE record SET doc = x'ff00fe'",
    "documents that are no UTF-8": "UPDATE record SET doc = CAST(x'7b22ff227d' AS TEXT)",
    "documents that are no JSON": "UPDATE record SET doc = '{\"id\":'",
    "documents that are numbers": "UPDATE record SET doc = 1",
    "documents that are lists": "UPDATE record SET doc = '[1, 2]'",
    "documents that are empty": "UPDATE record SET doc = '{}'",
    "documents of two lines": "UPDATE record SET doc = '{\"a\":1}' || char(10) || '{\"b\":2}'",
    "documents with NaN": 'UPDATE record SET doc = \'{"id": NaN, "type": Infinity}\'',
    "documents nested deeply": (
        "UPDATE record SET doc = '{\"a\":' || replace(hex(zeroblob(100000)), '0', '[') || '}'"
    ),
    "documents with huge numbers": (
        "UPDATE record SET doc = '{\"id\": 1' || replace(hex(zeroblob(5000)), '0', '9') || '}'"
    ),
    "documents with raw text": (
        'UPDATE record SET doc = replace(doc, \'"title":"\', \'"title":"\' '
        "|| char(27) || '[31m' || char(8238, 155, 13, 10, 7))"
    ),
    "documents with escaped text": (
        'UPDATE record SET doc = replace(doc, \'"title":"\', \'"title":"\\u001b[31m\\u202e\')'
    ),
    "documents without sources": "UPDATE record SET doc = json_remove(doc, '$.sources')",
    "documents without ids": "UPDATE record SET doc = json_remove(doc, '$.id', '$.type')",
    "documents of wrong types": (
        "UPDATE record SET doc = json_set(doc, '$.states', 1, '$.sources', 'x', '$.place', 3)"
    ),
    "documents of wrong dates": (
        "UPDATE record SET doc = json_set(doc, '$.date', 'x', '$.start', 'y', '$.from', 'z')"
    ),
    "documents of 100 MB": (
        "UPDATE record SET doc = '{\"id\":\"' || hex(zeroblob(50000000)) || '\"}' WHERE n = 1"
    ),
    # Other columns.
    "raw ids": "UPDATE record SET id = id || char(27) || '[31m' || char(8238, 10)",
    "raw titles": "UPDATE record SET title = title || char(27) || ']8;;http://evil' || char(7)",
    "raw words": "UPDATE vocabulary SET label = char(27, 155), meaning = char(8238)",
    "raw names": "UPDATE name SET name = name || char(27, 155), folded = char(27)",
    "types that are none": "UPDATE record SET type = 'x'",
    "columns of bytes": "UPDATE record SET title = x'ff', start = x'ff', \"end\" = x'ff'",
    "days that are none": "UPDATE period SET since_first = 'x', until_last = 'y'",
    "days before all days": "UPDATE period SET since_first = '-9999-01-01', since_last = '0'",
    "statuses that are none": "UPDATE period SET status = 'king'",
    "terms that are none": "UPDATE term SET since_first = x'ff', until_first = 'x', acting = 'y'",
    "tags that lead nowhere": "UPDATE tag SET n = n + 1000000",
    "names that lead nowhere": "UPDATE name SET n = n + 1000000",
    "a text index that is noise": "UPDATE search_data SET block = randomblob(200)",
    "a text index that is empty": "DELETE FROM search_data",
}
"""What is wrong inside a store of our definition, by name, in SQL."""

SQL = DEFINITIONS | CONTENTS

QUESTIONS = (
    ["members", "OTS", "-f", "json"],
    ["timeline", "-f", "jsonl"],
    ["show", "AZE", "TUR"],
    ["search", "summit"],
    ["overlap", "OTS", "CSTO"],
    ["changes", "-f", "csv"],
    ["cite", "AZE"],
    ["export", "jsonl"],
)


def tampered(store: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield copies of a store, each with something done to it."""
    for name, sql in SQL.items():
        path = folder / f"{name.replace(' ', '-')}.db"
        change(store, path, sql)
        yield name, path


def change(store: Path, path: Path, sql: str) -> None:
    """Copy a store and run SQL on the copy."""
    shutil.copy(store, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
        connection.commit()


def replaced(store: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield files that are no stores at all, or cut."""
    content = store.read_bytes()
    for name, other in {
        "empty": b"",
        "text": b"events: []\n",
        "a head alone": content[:100],
        "cut short": content[: len(content) // 2],
        "cut to pages": content[: 4096 * 10],
        "longer": content + bytes(4096),
        "zeros behind the head": content[:4096] + bytes(len(content) - 4096),
        "no head": bytes(100) + content[100:],
        "another page size": content[:16] + b"\x02\x00" + content[18:],
        "another encoding": content[:56] + b"\x00\x00\x00\x02" + content[60:],
    }.items():
        path = folder / f"{name.replace(' ', '-')}.db"
        path.write_bytes(other)
        yield name, path


def noisy(
    store: Path, folder: Path, noise: random.Random, count: int
) -> Iterator[tuple[str, Path]]:
    """Yield copies of a store with random bytes in random places."""
    for i in range(count):
        path = folder / f"noise-{i}.db"
        shutil.copy(store, path)
        scatter(path, noise)
        yield f"noise {i}", path


def scatter(path: Path, noise: random.Random) -> None:
    """Overwrite some of a file with noise: single bytes, runs, or whole pages."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        for _ in range(noise.choice((1, 3, 20, 200))):
            file.seek(noise.randrange(size))
            length = noise.choice((1, 4, 64, 4096))
            file.write(noise.randbytes(min(length, size - file.tell())))
