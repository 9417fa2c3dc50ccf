"""The site of the curated data in a real browser: from a disk and over HTTP, by eye and by ear."""

import functools
import json
import os
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import otscli
from otscli.folding import fold

AXE = Path(os.environ.get("AXE", ""))
ONE_OF_EACH = [
    "index.html",
    "timeline.html",
    "overlap.html",
    "disagreements.html",
    "updates.html",
    "citing.html",
    "lists.html",
    "sources-2.html",
    "states/tur.html",
    "organizations/ots.html",
    "memberships/ots-xnc-observer.html",
    "people/ilham-aliyev.html",
    "offices/ots-chair-in-office.html",
    "terms/ots-chair-in-office-aliyev-2019.html",
    "events/accession-2018-hungary-observer.html",
    "facts/secretary-general-term.html",
    "places/gabala.html",
    "sources/akorda-2-310422.html",
]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def served(site):
    """The address at which the folder is served, as `python -m http.server` serves it."""
    handler = functools.partial(_Quiet, directory=str(site.folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(site, chromium):
    """Open a page from the disk, or at an address; nothing may be complained of or asked for."""
    faults, contexts = [], []

    def open_(path, at=None, **options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        here = at or f"{site.folder.as_uri()}/"
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(  # a page that leads on gives up what it still asks for
            "requestfailed",
            lambda request: request.failure == "net::ERR_ABORTED" or faults.append(request.url),
        )
        page.on(
            "request",
            lambda request: request.url.startswith(here) or faults.append(request.url),
        )
        page.goto(here + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def wait_until(page, expression):
    """Wait until something is true; Playwright's own way takes `eval`, which the pages forbid."""
    for _ in range(200):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_a_page_opens_from_a_disk_and_over_http(visit, served, path):
    for at in (None, served):
        page = visit(path, at)
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize(
    "day", ["2018-10-16", "2010-01-01", "2021-11-12", "2026-03-31", "2026-04-01"]
)
def test_the_start_page_says_who_is_in_on_a_day_as_the_command_line_does(visit, day):
    page = visit(f"index.html?on={day}")
    with otscli.open() as data:
        asked = data.members(as_of=day)
    expected = {(one.state_name, one.status, one.certain) for one in asked}
    rows = page.locator("#held tbody tr:not([hidden])")
    found = set()
    for i in range(rows.count()):
        cells = rows.nth(i).locator("td").all_inner_texts()
        found.add((cells[0], cells[1], cells[4] != "possibly"))
    assert found == expected


def test_the_slider_moves_by_days_and_says_them_in_words(visit):
    page = visit("index.html?on=2018-10-16")
    slide = page.locator("#slide")
    assert slide.get_attribute("aria-valuetext") == "16 October 2018"
    slide.focus()
    page.keyboard.press("ArrowRight")
    assert slide.get_attribute("aria-valuetext") == "17 October 2018"
    page.keyboard.press("PageDown")
    assert slide.get_attribute("aria-valuetext") == "17 September 2018"
    assert page.url.endswith("?on=2018-09-17")
    assert page.locator("#on").input_value() == "2018-09-17"
    assert "17 September 2018" in page.locator("#who-count").inner_text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("QEBELE", "Gabala"),
        ("Қазақ", "Kazakhstan"),
        ("macaristan", "Hungary"),
        ("ozbekiston", "Uzbekistan"),
        ("ТҮРКСОЙ", "International Organization of Turkic Culture"),
        ("turkic council", "Organization of Turkic States"),
        ("cholpon-ata 2018", "summit"),
        ("aliyev", "Ilham Aliyev"),
    ],
)
def test_search_finds_in_any_spelling_and_from_the_address(visit, typed, found):
    page = visit(f"index.html?q={typed}")
    page.wait_for_selector("#q-found li")
    assert any(found in text for text in page.locator("#q-found li").all_inner_texts()[:10])
    box = page.locator("#q")
    assert box.input_value() == typed
    box.fill("zzz nothing")
    wait_until(page, "document.querySelector('#q-count').textContent === '0 records.'")


def test_the_index_of_search_is_loaded_on_first_use(visit):
    page = visit("index.html")
    assert page.evaluate("typeof window.otsIndex") == "undefined"
    page.locator("#q").focus()
    wait_until(page, "window.otsIndex")


def test_the_browser_folds_as_the_program_does(site, visit):
    page = visit("index.html?q=x")
    wait_until(page, "window.otsIndex")
    texts = {"ΣΊΣΥΦΟΣ ς", "Straße", "İstanbul ISPARTA ıI", "Oʻzbekiston’s Gʻ", "Łódź Ørsted"}
    for path in site.files:
        if path.startswith("api/v1/") and path.count("/") == 2 and "openapi" not in path:
            for row in site.json(path)["result"]:
                if isinstance(row, dict):
                    texts |= {row.get("title") or "", row.get("summary") or ""}
                    texts |= {one["name"] for one in row.get("names") or ()}
    told = sorted(texts)
    folded = page.evaluate("texts => texts.map((t) => ots.fold(t, otsIndex.letters))", told)
    assert [pair for pair in zip(told, folded, strict=True) if fold(pair[0]) != pair[1]] == []


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("kind=summit", {"kind": ["summit"]}),
        ("state=HUN&since=2020", {"state": ["HUN"], "since": "2020"}),
        ("topic=energy&until=2012", {"topic": ["energy"], "until": "2012"}),
        ("org=TURKSOY", {"org": ["TURKSOY"]}),
        ("place=gabala", {"place": ["gabala"]}),
        ("since=2018&until=2018&kind=summit", {"during": "2018", "kind": ["summit"]}),
    ],
)
def test_the_timeline_filters_from_the_address_as_the_command_line_does(visit, query, options):
    page = visit(f"timeline.html?{query}")
    wait_until(page, "document.querySelector('#count').textContent")
    with otscli.open() as data:
        titles = [one.title for one in data.timeline(**options)]
    assert page.locator("#events li:not([hidden]) a").all_inner_texts() == titles
    for part in query.split("&"):
        name, value = part.split("=")
        assert page.locator(f"[name={name}]").first.input_value() == value


def test_filters_go_into_the_address_and_all_comes_back(visit):
    page = visit("timeline.html")
    whole = page.locator("#events li").count()
    page.select_option("#f-kind", "summit")
    page.fill("#f-q", "СТАМБУЛ")
    wait_until(page, "document.querySelector('#count').textContent")
    assert "kind=summit" in page.url
    assert 0 < page.locator("#events li:not([hidden])").count() < whole
    page.click("button[type=reset]")
    wait_until(page, "!document.querySelector('#count').textContent")
    assert page.locator("#events li:not([hidden])").count() == whole
    assert page.url.endswith("timeline.html")


def test_a_retired_id_leads_to_its_record(visit):
    page = visit("sources/akorda-en-2-310422.html")
    page.wait_for_url("**/akorda-2-310422.html")


def test_a_cell_of_the_overlap_leads_to_since_when(visit):
    page = visit("overlap.html")
    page.click("a[aria-label^='Hungary: observer of OTS']")
    assert "3 September 2018" in page.locator("main").inner_text()


@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_without_scripts_nothing_is_missing_and_no_form_is_dead(visit, path):
    without = visit(path, java_script_enabled=False)
    assert without.locator("form:visible").count() == 0
    with_ = visit(path)
    for selector in ("main li:visible", "main tr:visible", "main h2:visible"):
        outside = f"{selector}:not(#search *)"
        assert without.locator(outside).count() == with_.locator(outside).count()


LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All rules once; then those that another theme or another width may break.
MODES = (
    ("light", 1280, {"type": "tag", "values": LEVELS}),
    ("dark", 1280, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}),
    ("light", 360, {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}),
)


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: AXE names its file")
@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_a_page_is_for_everybody(visit, path):
    # Of the timeline a part is as good as the whole, which takes minutes.
    page = visit(f"{path}?since=2025" if path == "timeline.html" else path)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme, width, rules in MODES:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        # Style sheets are the browser's to load: what a page may ask for, it asks for by itself.
        options = json.dumps({"runOnly": rules, "preload": False, "resultTypes": ["violations"]})
        found = page.evaluate(f"axe.run(document, {options})")
        told = {one["id"]: [n["html"][:150] for n in one["nodes"]] for one in found["violations"]}
        assert told == {}, (scheme, width)
        assert found["passes"]


def test_a_page_is_printed_without_what_only_a_screen_needs(visit):
    page = visit("memberships/ots-xnc-observer.html")
    page.emulate_media(media="print")
    assert page.locator("nav:visible").count() == 0
    assert page.locator("form:visible").count() == 0
    assert page.locator("section:has-text('Sources')").first.is_visible()


def test_every_step_can_be_made_with_the_keyboard(visit):
    page = visit("timeline.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "f-q"
