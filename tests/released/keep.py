"""Keep what this release is, for later ones to be compared with: its data, schemas and answers.

    python tests/released/keep.py

Run it once, on the commit of the release, before anything changes; it takes the version of the
program, writes `tests/released/VERSION`, and refuses to touch a release that is kept already.
The data are a plain copy, which costs git nothing, since the files are the same. Parquet needs the
extra of that name. What 1.0.0 printed was kept in this way from its last commit, f06e5ff.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

from kept import FIELDED, STYLES, UNFIELDED, Kept, Row, exported, folded, unfolded
from kept import header as header_of
from kept import rows as rows_of
from kept import text as text_of

from otscli import __version__
from otscli.cli.app import run

TODAY = "2026-11-21"
ROOT = Path(__file__).parents[2]

TYPES = ("source", "membership", "event", "fact", "state", "organization", "person", "place")
"""Every type of record, those first that others hold."""

LISTS = ("kinds", "topics", "states", "orgs", "people", "places", "statuses", "formats")
FACT_KINDS = {"fact", "assessment", "proposal"}
ORGANIZATIONS = """
BSEC CACO CICA CIS COE CST CSTO D8 EAEC EAEU ECO EU GUAM NAM NATO OIC OSCE OTS PFP SCO TCCI THCF TIF
TURKIC-ACADEMY TURKPA TURKSOY UN WTO
"""
STATES = "AZE HUN KGZ TKM TUR UZB XNC"
SOME = """
HUN XNC OTS ECO summit-2025-gabala summit-2021-istanbul karabakh-war-2020 ots-hun-observer
tcci-hun-observer ilham-aliyev gabala seed-000 aliyev-2025-10-07-joint-exercise-proposal
"""

IN_EVERY_FORMAT = """
timeline
timeline --during 2021 --newest
timeline --limit 0
timeline --disputed --topic security
timeline --org OTS --kind summit
timeline --place shusha
timeline --search '"joint exercise"'
timeline --since 2020 --lang tr --limit 3
members
members --as-of 2010
members --status observer
members --state UZB --history
members --lang az --history
members CIS --as-of 2004
overlap
overlap --as-of 2010
overlap --status observer --as-of 2020
overlap CIS --as-of 1995
overlap OTS CSTO
overlap OTS CSTO --as-of 2012
overlap OTS NATO --history --status any
overlap OTS CIS --without CSTO
overlap OTS ECO OIC --as-of 2013
overlap OTS OSCE --lang hu
shared AZE TUR
shared AZE TUR --as-of 2005
shared KAZ HUN --status any --history
shared TUR HUN --lang ru
changes --during 2012
facts
facts --kind plan --since 2024
facts --speaker aliyev --since 2023-11
facts nothingofthekind
search gabala
search karabakh --limit 10
show Turkey "Turkic Council" Gabala
show HUN --lang tr
sources
sources --kind analysis --limit 5
data info
data diff DATA/states.yaml DATA/places.yaml
"""
"""Questions that are put in every format, as one types them."""

IN_ROWS = """
timeline --since 2020
timeline --since 2025-10
timeline --until 2000
timeline --since 2009 --until 2011
timeline --during 2023-11
timeline --newest --limit 5
timeline --since 18mo
timeline --disputed
timeline --state TUR --during 2024
timeline --state HUN --state XNC
timeline --state Turkey --kind summit
timeline --org CSTO
timeline --org "turkic council" --during 2014
timeline --place Gabala --place Astana
timeline --search exercise
timeline --search Qəbələ
timeline --source seed-000
timeline --kind summit --topic trade --since 2018
timeline --since today
timeline --during 2021-11 --limit 3 --lang ru
timeline --kind war
timeline --since 03/10/2009
members --as-of 2012-06
members --as-of 2018-09-03
members --as-of 2018-09-02
members --as-of 2021
members --as-of 2026-03-31
members --as-of 2026-04-01
members --as-of 2027
members --status member
members --status any --as-of 2019
members --status candidate
members --state HUN --state XNC
members --disputed
members --source seed-000
members --source seed-000 --history
members --lang tr
members EU --as-of 2003 --status candidate
members NATO --as-of 1960
members COE --as-of 2000
members TSS
members ADB
members "turkic council"
members nowhere
overlap --as-of 2026-03-31
overlap --status member
overlap --without CSTO
overlap --lang tr
overlap OTS
overlap CIS
overlap EU --status candidate --as-of 2002
overlap CSTO --status any
overlap NATO
overlap OTS CSTO --as-of 2015-06 --status any
overlap OTS CSTO --history
overlap OTS NATO
overlap OTS NATO --status any
overlap OTS EU --history --status any
overlap OTS CIS
overlap OTS CIS --without EAEU --without CSTO
overlap OTS CIS --without CSTO --history
overlap OTS EAEU --as-of 2018
overlap OTS ECO OIC
overlap OTS ECO OIC --history
overlap OTS SCO CIS CSTO --status any
overlap OTS TURKSOY --status any --history
overlap CIS GUAM --history
overlap CIS GUAM --as-of 2004
overlap OTS OTS
overlap OTS nowhere
shared AZE TUR --history
shared AZE TUR --without KAZ
shared KAZ HUN
shared KAZ HUN --status any
shared KAZ KGZ UZB --as-of 2010
shared KAZ KGZ UZB --history
shared TUR XNC --status any
shared TKM UZB --status observer --history
shared TUR HUN --as-of 1999 --status any
shared AZE ARM --without TUR
shared TUR AZE KAZ KGZ UZB
shared AZE
changes
changes --org OTS
changes --org CSTO
changes --org EU
changes --org CIS --org GUAM
changes --state UZB
changes --state TUR --since 1990
changes --since 2020
changes --until 1992
changes --org OTS --state HUN
changes --source seed-000
changes --org OTS --lang tr
facts --kind proposal
facts --kind statement --during 2021
facts --kind assessment --limit 4
facts --speaker "Viktor Orbán"
facts --speaker erdogan --topic defence
facts --about XNC
facts --about OTS --kind fact
facts --about summit-2021-istanbul
facts --topic energy --limit 10
facts --disputed
facts --source seed-000
facts "working group"
facts corridor --until 2022
search Qəbələ
search kazinform
search hungary
search turkiye
search "Turkic Council"
search '"joint exercise"'
search Кипр
search aliyev --limit 5
search summit 2021
search nothingofthekind
show OTS --lang kk
show nowhere
sources --kind official
sources kazinform --limit 10
sources nothingofthekind
check --strict
"""
"""Questions whose rows alone are kept."""


@dataclass
class _Result:
    code: int
    out: str


def ots(*arguments: str, stdin: str = "") -> _Result:
    """Call the program in this process."""
    out = io.StringIO()
    given = mock.patch.object(sys, "stdin", io.StringIO(stdin))
    with redirect_stdout(out), redirect_stderr(io.StringIO()), given:
        code = run(list(arguments))
    return _Result(code, out.getvalue())


def calls(data: Path) -> Iterator[tuple[list[str], bool]]:
    """Yield every question that is answered in rows, and whether it is put in every format."""
    for listed, everywhere in ((IN_EVERY_FORMAT, True), (IN_ROWS, False)):
        yield from ((shlex.split(line), everywhere) for line in listed.strip().splitlines())
    yield ["show", *SOME.split()], True
    yield ["cite", *SOME.split()], True
    for name in ORGANIZATIONS.split():
        yield ["members", name], False
        yield ["members", name, "--history"], False
        if name != "OTS":
            yield ["overlap", "OTS", name, "--history", "--status", "any"], False
    for state in STATES.split():
        yield ["shared", "KAZ", state, "--status", "any"], False
    for topic in _ids(data, "topics"):
        yield ["timeline", "--topic", topic], False
    for kind in _ids(data, "kinds"):
        yield ["facts" if kind in FACT_KINDS else "timeline", "--kind", kind], False
    for what in LISTS:
        yield ["list", what], True
    yield ["list", "states", "--lang", "kk"], False
    yield ["list", "orgs", "--lang", "ru"], False


def _ids(data: Path, what: str) -> dict[str, None]:
    return dict.fromkeys(_out(data, "list", what, "-f", "ids").split())


def keep_rows(
    data: Path, call: list[str], known: Mapping[str, Row], *, everywhere: bool, every: str = ""
) -> Kept:
    """Ask a question, in every format or for its rows alone."""
    kept = Kept(call, every)
    ids = "".join(f"{id_}\n" for id_, row in known.items() if row["type"] == every)
    code, rows = rows_of(ots, data, kept, ids)
    kept = replace(kept, code=code)
    if code and not rows:
        return kept
    if not every:
        short = folded(rows, known)
        assert _same(unfolded(short, known), rows), call
        kept = replace(kept, rows=short)
    if not everywhere:
        return kept
    options: Sequence[str] = STYLES
    if call[0] != "cite":
        kept = replace(kept, columns=header_of(ots, data, kept, ids))
        options = (*FIELDED, *UNFIELDED)
    return replace(kept, formats={one: text_of(ots, data, kept, ids, one) for one in options})


def keep(release: Path) -> None:
    """Write a release's folder."""
    data, answers = release / "data", release / "answers"
    answers.mkdir(parents=True)
    shutil.copytree(ROOT / "data", data)
    (release / "schema").mkdir()
    for file in (ROOT / "docs" / "schema").glob("*.json"):
        if file.stem != "dataset":  # the form of what goes in: the data themselves hold it
            shutil.copy(file, release / "schema")
    listed = map(json.loads, _out(data, "export", "jsonl").splitlines())
    ids = [row["id"] for row in sorted(listed, key=lambda row: TYPES.index(row["type"]))]
    shown = ots("--data", str(data), "show", "-", "--json", stdin="\n".join(ids)).out
    known: dict[str, Row] = {}
    lines = []
    for row in json.loads(shown):
        short = folded(row, known)
        assert _same(unfolded(short, known), row), row["id"]
        lines.append(_line(short))
        known[row["id"]] = row
    assert list(known) == ids
    _write(answers / "records.jsonl", lines)
    asked = {shlex.join(call): (call, everywhere) for call, everywhere in calls(data)}
    kept = [keep_rows(data, c, known, everywhere=everywhere) for c, everywhere in asked.values()]
    kept += [keep_rows(data, ["show", "-"], known, everywhere=False, every=one) for one in TYPES]
    kept.append(Kept(["data", "path"], out=_out(data, "data", "path").replace(str(data), "DATA")))
    with tempfile.TemporaryDirectory() as folder:
        for form in ("jsonl", "csv", "parquet", "db"):
            lists = exported(ots, data, form, Path(folder) / f"kept.{form}")
            kept.append(Kept(["export", form], lists=lists))
    assert len({one.name for one in kept}) == len(kept)
    for command in {one.call[0]: None for one in kept}:
        lines = [one.line() for one in kept if one.call[0] == command]
        _write(answers / f"{command}.jsonl", lines)


def _out(data: Path, *call: str) -> str:
    result = ots("--data", str(data), *call)
    assert result.code == 0, call
    return result.out


def _same(a: Any, b: Any) -> bool:
    """Whether two values are the same, the order of keys included."""
    return _line(a) == _line(b)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(file: Path, lines: Sequence[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main() -> None:
    """Keep the release whose version the program has."""
    release = Path(__file__).parent / __version__
    if release.exists():
        sys.exit(f"{release} is kept already; what a release printed does not change")
    for name in ("OTS_DATA", "OTS_DEBUG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)
    os.environ["OTS_TODAY"] = TODAY
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        keep(release)


if __name__ == "__main__":
    main()
