"""What `ots export spells` gives to Stata and R: `labels.do` carried out line by line in pandas,
`read.R` and the R of docs/exports.md run by R itself."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pandas = pytest.importorskip("pandas")

ROOT = Path(__file__).parents[2]
EXPORTS = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
_WORDS = "_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip using with"
RESERVED = {*_WORDS.split(), "strL"}
"""Names that Stata does not give to a variable."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The curated data."""
    made = tmp_path_factory.mktemp("spells") / "made"
    subprocess.run([sys.executable, "-m", "otscli", "export", "spells", "-o", made], check=True)
    return made


def rows_of(file):
    return len(file.read_text(encoding="utf-8").splitlines()) - 1


class Stata:
    """As much of Stata as `labels.do` uses, with its limits; any other command is an error."""

    def __init__(self, folder):
        self.folder, self.saved = folder, {}
        for line in (folder / "labels.do").read_text(encoding="utf-8").splitlines():
            self.line = line
            if line and not line.startswith(("*", "version ", "clear ")):
                name = line.replace("label ", "label_", 1).split()[0]
                getattr(self, name)(line.partition(" ")[2])

    def match(self, pattern):
        found = re.fullmatch(pattern, self.line)
        assert found, self.line
        return found.groups()

    def import_(self, _):
        name, options = self.match(r'import delimited using "(\w+)\.csv", (.+)')
        for option in ('encoding("utf-8")', "varnames(1)", "case(preserve)", "bindquote(strict)"):
            assert option in options
        file = self.folder / f"{name}.csv"
        heading = file.read_text(encoding="utf-8").partition("\n")[0].split(",")
        for column in heading:
            assert re.fullmatch(r"[A-Za-z_]\w{0,31}", column)
            assert column not in RESERVED
        strings = re.search(r"stringcols\(([\d ]+)\)", options)
        texts = [heading[int(i) - 1] for i in strings[1].split()] if strings else []
        self.data = pandas.read_csv(
            file,
            dtype=dict.fromkeys(texts, str),
            na_values=[""],
            keep_default_na=False,
            low_memory=False,
        )
        self.labels, self.values, self.format_of = {}, {}, {}

    def label_variable(self, _):
        column, text = self.match(r'label variable (\w+) "([^"]*)"')
        assert column in self.data
        assert len(text) <= 80
        self.labels[column] = text

    def label_define(self, _):
        (pairs,) = self.match(r'label define status ((?:\d+ "\w+" ?)+)')
        self.values = {word: int(i) for i, word in re.findall(r'(\d+) "(\w+)"', pairs)}

    def generate(self, _):
        name, value = self.match(r"generate (\w+) = (.+)")
        if daily := re.fullmatch(r'daily\((\w+), "YMD"\)', value):
            text = self.data[daily[1]]
            self.data[name] = pandas.to_datetime(text, format="%Y-%m-%d", errors="coerce")
            assert (self.data[name].notna() == text.notna()).all()  # no day is lost
        else:
            assert value == "end_max_day + 1"
            self.data[name] = self.data["end_max_day"] + pandas.Timedelta(days=1)

    def format(self, _):
        (column,) = self.match(r"format (\w+) %td")
        assert str(self.data[column].dtype).startswith("datetime")

    def encode(self, _):
        self.match(r"encode status, generate\(status_code\) label\(status\) noextend")
        assert set(self.data.status) <= set(self.values)
        self.data["status_code"] = self.data.status.map(self.values)

    def stset(self, _):
        self.match(
            r"stset last_day if !missing\(event\), failure\(event==1\) "
            r"origin\(time start_min_day\)"
        )
        seen = self.data[self.data.event.notna() & self.data.start_min_day.notna()]
        assert (seen.last_day > seen.start_min_day).all()  # or Stata leaves the spell out
        self.time = (seen.last_day - seen.start_min_day).dt.days
        self.failed = seen.event == 1

    def save(self, _):
        (name,) = self.match(r'save "(\w+)\.dta", replace')
        assert set(self.labels) == set(self.data) - {
            one for one in self.data if one.endswith("_day") or one == "status_code"
        }
        file = self.folder.parent / f"{name}.dta"
        self.data.to_stata(file, write_index=False, variable_labels=self.labels, version=118)
        self.saved[name] = pandas.read_stata(file)


setattr(Stata, "import", Stata.import_)  # a word of Python


@pytest.fixture(scope="module")
def stata(folder):
    return Stata(folder)


def test_stata_reads_labels_and_saves_every_file(folder, stata):
    assert set(stata.saved) == {file.stem for file in folder.glob("*.csv")}
    for name, table in stata.saved.items():
        assert len(table) == rows_of(folder / f"{name}.csv")


def test_stata_keeps_codes_with_zeros_in_front_and_missing_from_zero(stata):
    years, dyads = stata.saved["state_year"], stata.saved["dyad_year"]
    assert set(years[years.state == "AZE"].iso3n) == {"031"}
    assert {0, 1} == set(dyads.joint_ots.dropna())
    assert dyads.joint_nato.isna().any()
    assert 0 not in set(dyads.joint_nato)


def test_stata_has_a_survival_time_for_every_spell_of_known_days(stata):
    assert len(stata.time) > 100
    assert 0 < stata.failed.sum() < len(stata.time)


def test_stata_merges_pairs_one_to_one_with_a_table_from_elsewhere(stata):
    trade = pandas.DataFrame(
        [(373, 640, 2022, 5.5), (703, 705, 2010, 1.5), (2, 20, 2022, 9.5)],
        columns=["ccode1", "ccode2", "year", "trade"],
    )
    keys = ["ccode1", "ccode2", "year"]
    merged = trade.merge(
        stata.saved["dyad_year"], on=keys, how="left", validate="1:1", indicator=True
    )
    assert list(merged._merge) == ["both", "both", "left_only"]
    assert list(merged.joint_ots.fillna(-1)) == [1, 1, -1]


# R


@pytest.fixture
def r(folder):
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not there: read.R was not run")

    def run(code, cwd=folder):
        done = subprocess.run(
            [rscript, "-e", code], cwd=cwd, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Warning" not in done.stderr, done.stderr
        return done.stdout

    return run


def test_r_reads_every_file_with_its_types(r, folder):
    rows = r(
        "source('read.R'); cat(nrow(spells), nrow(state_year), nrow(dyad_year), nrow(offices));"
        "stopifnot(is.factor(spells$status), !anyNA(spells$status));"
        "stopifnot(inherits(spells$start_min, 'Date'), inherits(offices$end_max, 'Date'));"
        "stopifnot(is.character(spells$iso3n), all(nchar(na.omit(spells$iso3n)) == 3));"
        "stopifnot(is.integer(state_year$ccode), is.integer(state_year$year));"
        "stopifnot(anyNA(dyad_year$joint_nato), all(na.omit(dyad_year$joint_nato) == 1));"
        "stopifnot('T\\u00fcrkiye' %in% spells$state_name)"
    )
    names = ("spells", "state_year", "dyad_year", "offices")
    lines = [rows_of(folder / f"{name}.csv") for name in names]
    assert rows.split() == [str(count) for count in lines]


def test_r_merges_pairs_with_a_table_from_elsewhere(r):
    merged = r(
        "source('read.R');"
        "theirs <- data.frame(ccode1 = c(373, 703, 2), ccode2 = c(640, 705, 20),"
        "                     year = c(2022, 2010, 2022));"
        "both <- merge(theirs, dyad_year, by = c('ccode1', 'ccode2', 'year'), all.x = TRUE);"
        "cat(nrow(both), both$joint_ots[both$ccode1 != 2], is.na(both$joint_ots[both$ccode1 == 2]))"
    )
    assert merged.split() == ["3", "1", "1", "TRUE"]


COW = """ccode,year,cis,un
705,1992,1,1
705,2010,2,1
640,2010,0,1
373,1992,-1,1
2,2010,0,1
"""


def test_the_lines_of_the_docs_show_where_another_table_differs(r, folder, tmp_path):
    here = tmp_path / "folder"
    shutil.copytree(folder, here)
    for place in (here, tmp_path):
        (place / "state_year_formatv3.csv").write_text(COW, encoding="utf-8")
    in_r = re.search(r"```r\n(.*?)```", EXPORTS, re.DOTALL)[1]
    seen = r(in_r, cwd=here)
    assert re.search(r"705\s+2010\s+1\s+2\n", seen)
    assert len(seen.strip().splitlines()) == 2  # a heading, and the one that differs
    in_python = re.search(r"```python\n(import pandas.*?print.*?)```", EXPORTS, re.DOTALL)[1]
    done = subprocess.run(
        [sys.executable, "-c", in_python],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert re.search(r"705\.0\s+2010\s+1\.0\s", done.stdout)
    assert len(done.stdout.strip().splitlines()) == 2
