"""Folding: what people type finds what is written, in any spelling."""

import pytest

from otscli.folding import fold, nearest


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Türkiye", "TURKIYE"),
        ("Qəbələ", "qebele"),
        ("Naxçıvan", "NAXCIVAN"),
        ("Işık", "isik"),
        ("İstanbul", "istanbul"),
        ("İSTANBUL", "ISTANBUL"),
        ("ıssık", "ISSIK"),
        ("Şuşa", "susa"),
        ("Türkmenistan Döwlet", "turkmenistan dowlet"),
        ("Magyarország", "MAGYARORSZAG"),
        ("Őrség", "orseg"),
        ("Łódź", "lodz"),
        ("Øresund", "oresund"),
        ("Đorđe", "dorde"),
        ("Ærø", "aero"),
        ("Œuvre", "oeuvre"),
        ("Straße", "STRASSE"),
        ("Қазақстан", "ҚАЗАҚСТАН"),
        ("Кыргыз Республикасы", "КЫРГЫЗ РЕСПУБЛИКАСЫ"),
        ("Йолдош", "иолдош"),
        ("ﬁne", "FINE"),
    ],
)
def test_case_marks_and_turkic_letters_make_no_difference(written, typed):
    assert fold(written) == fold(typed)


@pytest.mark.parametrize("apostrophe", "'`ʹʻʼʽ‘’‛′")
def test_an_apostrophe_of_any_kind_may_be_left_out(apostrophe):
    assert fold(f"O{apostrophe}zbekiston") == "ozbekiston"


def test_an_acute_accent_may_stand_for_an_apostrophe():
    assert fold("O´zbekiston") == "ozbekiston"


def test_a_mark_may_be_part_of_its_letter_or_follow_it():
    assert fold("u\u0308") == fold("\u00fc") == "u"


def test_different_words_stay_different():
    words = ["Türkiye", "Turkmenistan", "Шуша", "Shusha", "Bakı", "Baku", "ECO", "OTS", "o", "ö l"]
    assert len({fold(word) for word in words}) == len(words)


def test_words_stay_apart():
    assert fold("Turkic  Council") == "turkic  council"


def test_every_letter_folds_alike_in_either_case_and_only_once():
    for code in (*range(0x20, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        if letter in "´¨¯¸˘˙˚˛˜˝ϒϓϔϲϹͺ΄΅ͅ":  # spaces with a mark, and letters for mathematics
            continue
        assert fold(letter.upper()) == fold(letter.lower()) == fold(letter), letter
        assert fold(fold(letter)) == fold(letter), letter


@pytest.mark.parametrize("name", ["Turkey", "türkiye", "TURKIYE", "Türkiye", "tr", "tur"])
def test_a_state_is_found_by_any_spelling_of_any_name(ots, name):
    rows = ots("members", "--state", name, "--json").json
    assert [row["state"] for row in rows] == ["TUR"]


@pytest.mark.parametrize(
    ("typed", "known", "found"),
    [
        ("sumit", ["meeting", "summit"], ["summit"]),
        ("NATOO", ["OTS", "NATO"], ["NATO"]),
        ("TÜRKEY", ["Turkey", "Hungary"], ["Turkey"]),
        ("obs", ["member", "observer"], ["observer"]),
        ("zzz", ["member", "observer"], []),
        ("", ["member", "observer"], []),
        ("member", [], []),
    ],
)
def test_the_nearest_known_word_is_found_in_any_spelling_or_by_its_beginning(typed, known, found):
    assert nearest(typed, known) == found


def test_the_most_like_word_comes_first_and_no_more_than_asked_for():
    known = ["summits", "sumit", "summit"]
    assert nearest("summit", known)[0] == "summit"
    assert nearest("summit", known, 1) == ["summit"]
    assert len(nearest("summit", [*known, "summat", "sammit"])) == 3
