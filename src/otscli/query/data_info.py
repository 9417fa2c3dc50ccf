"""The contents of a dataset, in figures."""

from __future__ import annotations

from collections.abc import Iterator

from otscli.answer import Answer, Row
from otscli.store.store import Store

_KINDS = (
    "SELECT 'kind', type || '/' || coalesce(kind, 'none'), count(*) FROM record "
    "WHERE type IN ('event', 'fact', 'source') GROUP BY 2"
)
_STATUSES = "SELECT 'status', status, count(*) FROM period GROUP BY 2"
_BY_CONFIDENCE = (
    "SELECT 'confidence', type || '/' || coalesce(confidence, 'unsourced'), count(*) FROM record "
    "WHERE type IN ('event', 'membership', 'fact') GROUP BY 2"
)
_PERIODS = (
    "SELECT 'confidence', 'membership/' || organization || '/' || "
    "coalesce(confidence, 'unsourced'), count(*) "
    "FROM period JOIN record USING (n) GROUP BY 2"
)
_DECADES = (
    "SELECT 'decade', type || '/' || substr(start, 1, 3) || '0s', count(*) FROM record "
    "WHERE type IN ('event', 'fact') AND start IS NOT NULL GROUP BY 2"
)
_PRECISION = (
    "SELECT 'precision', 'event/' || CASE WHEN start = \"end\" THEN 'day' "
    "WHEN instr(json_extract(doc, '$.date'), '/') THEN 'interval' "
    "WHEN substr(start, 1, 7) = substr(\"end\", 1, 7) THEN 'month' ELSE 'year' END, count(*) "
    "FROM record WHERE type = 'event' GROUP BY 2"
)


def data_info(store: Store) -> Answer:
    """Return counts with their share in per cent.

    A row has `group` (type, kind, status, confidence, decade, precision), `name`
    (`event/official`), `count` and `share`; the dataset's own fields come first, without these.
    """
    return Answer("figure", [Row(fields=fields) for fields in _figures(store)])


def _figures(store: Store) -> Iterator[dict[str, object]]:
    for key in ("title", "version", "covered_to", "compiled", "licence"):
        if key in store.dataset:
            yield _figure("dataset", key, value=store.dataset[key])
    counts = list(store.rows("SELECT type, count(*) FROM record GROUP BY 1"))
    for name, count in counts:
        yield _figure("type", name, count)
    for sql in (_KINDS, _STATUSES, _BY_CONFIDENCE, _PERIODS, _DECADES, _PRECISION):
        rows = list(store.rows(sql))
        for group, name, count in rows:
            whole = name.rpartition("/")[0]
            total = sum(other for _, n, other in rows if n.rpartition("/")[0] == whole)
            yield _figure(group, name, count, round(100 * count / total, 1))


def _figure(
    group: str,
    name: str,
    count: int | None = None,
    share: float | None = None,
    value: str | None = None,
) -> dict[str, object]:
    return {"group": group, "name": name, "count": count, "share": share, "value": value}
