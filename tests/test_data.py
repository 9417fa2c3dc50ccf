"""The curated data: nothing that was ever published gets lost, and every claim is carried."""

from pathlib import Path

import pytest
import yaml

from conftest import DATA
from otscli import open as open_dataset

SEEDS = sorted((DATA.parent / "seeds").glob("*.yaml"))
PERMANENT = (Path(__file__).parent / "permanent-ids.txt").read_text(encoding="utf-8").split()


@pytest.fixture
def data():
    with open_dataset() as opened:
        yield opened


@pytest.mark.slow
def test_the_curated_data_has_no_errors(strictly_checked):
    assert [line for line in strictly_checked.lines if ": error: " in line] == []


def test_an_id_that_was_published_finds_its_record_for_ever(data):
    known = {name for (name,) in data.store.rows("SELECT name FROM name WHERE rank < 2")}
    known |= {id_ for (id_,) in data.store.rows("SELECT id FROM record")}
    assert [id_ for id_ in PERMANENT if id_ not in known] == []


def ledgers():
    return {
        ledger["document"][:3]: ledger["claims"]
        for path in SEEDS
        for ledger in [yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)]
    }


def cited(data, number):
    """What cites a seed document: the record's id, its type and the places in the document."""
    found = {}
    for row in data.store.rows(
        "SELECT id, type FROM record JOIN tag USING (n) WHERE field = 'source' AND value = ?",
        (f"seed-{number}",),
    ):
        (record,) = data.show(row[0])
        places = {c.at for c in record.sources if c.source == f"seed-{number}"}
        found[row[0]] = (row[1], places)
    return found


def test_there_is_a_ledger_of_every_claim():
    claims = ledgers()
    assert [claim["id"] for claim in claims["000"]] == [f"A{n:02}" for n in range(1, 55)]
    assert [claim["id"] for claim in claims["002"]] == [f"B{n:02}" for n in range(1, 23)]


def test_every_claim_ends_in_a_record_that_cites_its_place(data):
    missing = []
    for number, claims in ledgers().items():
        citing = cited(data, number)
        for claim in claims:
            assert claim["records"], claim["id"]
            missing += [
                (claim["id"], id_)
                for id_ in claim["records"]
                if claim["at"] not in citing.get(id_, ("", set()))[1]
            ]
    assert missing == []


def test_every_citation_of_a_seed_stands_in_its_ledger(data):
    for number, claims in ledgers().items():
        told = {(id_, claim["at"]) for claim in claims for id_ in claim["records"]}
        found = {(id_, at) for id_, (_, places) in cited(data, number).items() for at in places}
        assert found - told == set()


KINDS = {
    "event": {"event"},
    "membership": {"membership"},
    "fact": {"fact"},
    "statement": {"fact"},
    "assessment": {"fact"},
    "plan": {"fact", "event"},
    "proposal": {"fact", "event"},
}


def test_a_claim_is_carried_by_a_record_of_its_kind(data):
    wrong = []
    for number, claims in ledgers().items():
        citing = cited(data, number)
        wrong += [
            claim["id"]
            for claim in claims
            if not any(citing[id_][0] in KINDS[claim["kind"]] for id_ in claim["records"])
        ]
    assert wrong == []


def test_what_a_named_person_said_has_that_speaker(data):
    for claims in ledgers().values():
        for claim in claims:
            if claim["kind"] == "statement":
                speakers = {data.show(id_)[0].speaker for id_ in claim["records"]}
                assert speakers & {"ilham-aliyev", "kassym-jomart-tokayev", "baghdad-amreyev"}


def test_the_names_of_the_seeds_claims_are_found_by_the_commands(data):
    """Timeline, facts and membership histories with --source give a record for each claim."""
    for number, claims in ledgers().items():
        source = [f"seed-{number}"]
        found = {e.id for e in data.timeline(source=source)} | {
            f.id for f in data.facts(source=source)
        }
        for org in ("OTS", "CSTO", "EAEU", "NATO", "CIS"):
            found |= {m.id for m in data.members(org, history=True, source=source)}
        assert [c["id"] for c in claims if not found.intersection(c["records"])] == []


def test_every_place_of_an_event_has_a_record(data):
    known = {id_ for (id_,) in data.store.rows("SELECT id FROM record WHERE type = 'place'")}
    places = {v for (v,) in data.store.rows("SELECT value FROM tag WHERE field = 'place'")}
    assert places - known == set()


def shares(data):
    """The share of official and corroborated records, by type and by organisation."""
    figures = {figure.name: figure.share or 0 for figure in data.info()}
    heads = {name.rpartition("/")[0] for name in figures if name.endswith(("/official",))}
    heads |= {name.rpartition("/")[0] for name in figures if name.endswith("/corroborated")}
    return {
        head: figures.get(f"{head}/official", 0) + figures.get(f"{head}/corroborated", 0)
        for head in heads
    }


def test_what_is_recorded_rests_on_officials_or_on_two_witnesses(data):
    found = shares(data)
    assert found["event"] >= 95
    assert found["fact"] >= 85
    for org in ("OTS", "CSTO", "EAEU", "CIS", "NATO", "EU"):
        assert found[f"membership/{org}"] >= 95, org


@pytest.mark.parametrize("day", ["2021-11-12", "2023-11-03", "2025-10-07"])
def test_nothing_of_a_landmark_day_rests_on_one_witness(data, day):
    records = [
        *(event for event in data.timeline(during=day) if event.date == day),
        *(fact for fact in data.facts(during=day) if fact.date == day),
    ]
    records += [m for m in data.members("OTS", history=True) if m.from_ == day]
    assert records
    assert [record.id for record in records if record.confidence == "single-source"] == []


def test_no_mark_of_a_curator_is_left():
    for path in sorted(DATA.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for mark in ("to_check:", "also:", "from memory", "page seen", "as remembered"):
            assert mark not in text, (path.name, mark)
