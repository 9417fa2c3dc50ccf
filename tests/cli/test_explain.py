"""`--explain`: why each row is there."""

import pytest


@pytest.mark.parametrize(
    ("asked", "id_", "why"),
    [
        (
            ["timeline", "--kind", "summit", "--during", "2025-10"],
            "summit-2025-gabala",
            "its date is 2025-10-07; its kind is summit",
        ),
        (
            ["members", "--as-of", "2010"],
            "ots-aze-member",
            "its organisation is OTS; member from 2009-10-03",
        ),
        (
            ["overlap", "OTS", "CSTO"],
            "KAZ",
            "ots-kaz-member from 2009-10-03, csto-kaz-member from 2002-10-07",
        ),
        (["search", "gabala"], "gabala", "its title, a name or its id matches"),
        (["show", "HUN", "-f", "ids"], "HUN", "its id, code or name is one of those asked for"),
        (["timeline", "--disputed"], "", "a source disputes it"),
        (
            ["changes", "--org", "OTS", "--since", "2018"],
            "ots-uzb-member",
            "member from 2019-10-15; its organisation is OTS",
        ),
        (
            ["changes", "--state", "GEO"],
            "cis-geo-member",
            "member until 2009-08-18; its state is GEO",
        ),
        (["changes", "-n", "1"], "un-tur-member", "member from 1945-10-24"),
        (
            ["next", "--org", "OTS"],
            "vision-2040-horizon",
            "a plan with a date and no outcome; its organisation is OTS",
        ),
        (["next"], "plan-2026-summit-13-turkiye", "it is planned"),
        (
            ["overlap", "OTS", "CSTO", "NATO", "--sets"],
            "OTS, NATO",
            "TUR by ots-tur-member from 2009-10-03, nato-tur-member from 1952-02-18",
        ),
        (["today", "--on", "10-03"], "academy-2009-proposal", "its date is 2009-10-03"),
    ],
)
def test_it_says_why_a_row_is_there(ots, asked, id_, why):
    answer = ots(*asked, "--explain")
    assert f"{id_}: {why}\n" in answer.err


def test_it_says_so_of_twenty_rows_at_most(ots):
    said = ots("timeline", "--kind", "conflict", "--explain").err
    assert len([line for line in said.splitlines() if "its kind is conflict" in line]) == 20


def test_the_rows_are_the_same(ots):
    asked = ["timeline", "--kind", "conflict", "--json"]
    assert ots(*asked, "--explain").out == ots(*asked).out


@pytest.mark.parametrize("asked", [["members"], ["members", "--history"], ["changes", "-n", "30"]])
@pytest.mark.parametrize("format_", ["table", "html", "md"])
def test_an_explanation_costs_no_row(ots, asked, format_):
    assert ots(*asked, "-f", format_, "--explain").out == ots(*asked, "-f", format_).out
    rows = len(ots(*asked, "--json").json)
    assert ots(*asked, "-f", format_).out.count("\n") > rows
