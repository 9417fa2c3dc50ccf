"""The names of states in nine languages, as CLDR has them, find the state."""

import pytest
from babel import Locale

import otscli

LANGUAGES = ["en", "az", "kk", "ky", "tr", "tk", "uz", "hu", "ru"]
USER_ASSIGNED = ("AA", "Q", "X", "ZZ")  # ISO 3166-1 keeps these codes free for everybody


def states():
    with otscli.open() as data:
        return [
            state
            for word in data.list("states")
            for state in data.show(word.id)
            if state.iso2 and not state.id.startswith(USER_ASSIGNED)
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_in_cldr_finds_the_state(language):
    territories = Locale(language).territories
    wrong = {}
    asked = states()
    assert len(asked) > 5
    with otscli.open() as data:
        for state in asked:
            name = territories[state.iso2]
            try:
                (found,) = data.show(name)
            except otscli.QueryError:
                wrong[name] = None
            else:
                if found.id != state.id:
                    wrong[name] = found.id
    assert wrong == {}


def test_every_state_with_an_iso_code_is_asked_about():
    with otscli.open() as data:
        codes = [word.id for word in data.list("states")]
    iso = [code for code in codes if not code.startswith(USER_ASSIGNED)]
    assert sorted(state.id for state in states()) == sorted(iso)
