"""Citations printed in a style of the Citation Style Language, as reference managers do."""

import warnings

import citeproc
from citeproc.source.json import CiteProcJSON


def printed(items):
    """Every item as the Harvard style prints it, and what the processor did not understand."""
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        source = CiteProcJSON(items)
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    page = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    for item in items:
        page.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    fields = [str(one.message) for one in complaints if "argument" in str(one.message)]
    return [str(line) for line in page.bibliography()], fields


def test_a_style_prints_a_record_with_its_author_year_and_dataset(ots):
    items = ots("cite", "summit-2021-istanbul", "HUN", "-f", "csl-json").json
    lines, unknown = printed(items)
    assert unknown == []
    year = items[0]["issued"]["date-parts"][0][0]
    where = "ots: a dataset on the Organization of Turkic States"
    assert lines[1] == f"The ots developers ({year}) “Hungary”, {where}."


def test_a_style_prints_a_document_with_publisher_address_and_day_of_access(ots):
    items = ots("cite", "summit-2025-gabala", "--sources", "-f", "csl-json").json
    lines, _ = printed(items)
    assert len(lines) == len(items) > 1
    for line, item in zip(lines, items, strict=True):
        assert item["title"].rstrip(".") in line
        assert item.get("publisher", "") in line
        if "URL" in item:
            assert f"{item['URL']} (Accessed: November 21, 2026)" in line
