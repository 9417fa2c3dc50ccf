"""The site of the curated data: whole, small, and reached by every id there ever was."""

import datetime as dt
import gzip
import json
import random
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

import otscli
from sites import dead_links

RAW, SENT = 150_000, 30_000
TIMELINE_RAW, TIMELINE_SENT = 250_000, 50_000
IDS = Path(__file__).parents[1] / "permanent-ids.txt"


def test_every_link_leads_to_a_file_of_the_site(site):
    assert list(dead_links(site)) == []


def test_every_page_is_small_with_what_it_loads_at_once(site):
    def sizes(path):
        content = site.files[path].read_bytes()
        return len(content), len(gzip.compress(content))

    loaded = {path: sizes(path) for path in site.files if path.startswith("assets/")}
    too_large = {}
    for path in site.pages:
        assets = [
            urlsplit(urljoin(f"http://site/{path}", one)).path[1:]
            for one in site.page(path).loads
            if "assets/" in one
        ]
        raw, sent = (
            sum(both) for both in zip(sizes(path), *(loaded[one] for one in assets), strict=True)
        )
        timeline = path == "timeline.html"
        if raw > (TIMELINE_RAW if timeline else RAW) or sent > (
            TIMELINE_SENT if timeline else SENT
        ):
            too_large[path] = raw, sent
    assert too_large == {}


def test_every_id_that_was_ever_given_has_a_page(site):
    there = {Path(path).stem for path in site.pages}
    ids = [line.split()[-1] for line in IDS.read_text("utf-8").splitlines() if line[:1] != "#"]
    assert ids
    assert [id_ for id_ in ids if id_.lower() not in there] == []


def test_the_rule_finds_who_belongs_on_any_day(site):
    chance = random.Random(15)
    with otscli.open() as data:
        for listed in site.json("api/v1/members/index.json")["result"]:
            organization = listed["organization"]
            name = organization.lower()
            days = site.json(f"api/v1/members/{name}/index.json")["result"]
            for _ in range(12):
                day = dt.date(chance.randint(1945, 2027), chance.randint(1, 12), 13).isoformat()
                held = max(one for one in days if one <= day)
                found = site.json(f"api/v1/members/{name}/{held}.json")["result"]
                asked = data.members(organization, as_of=day).to_dicts()
                assert found == json.loads(json.dumps(asked)), (organization, day)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("states/hun.html", "Observer of"),
        ("memberships/ots-xnc-observer.html", "disputed: a source contests it"),
        ("disagreements.html", "Northern Cyprus: observer, Organization of Turkic States"),
        ("organizations/ots.html", "Secretary General"),
        ("updates.html", "The first published state"),
    ],
)
def test_a_page_has_what_people_look_for(site, page, says):
    assert says in site.page(page).text
