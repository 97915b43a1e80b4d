"""Vietnamese order."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.words.collation import vietnamese


def test_letters_tones_and_syllables_come_in_dictionary_order() -> None:
    """A letter decides before a tone, a syllable before the next, and đ, ă, â, ơ, ư are letters of their own."""
    mixed = [
        "ơ",
        "ô",
        "đá",
        "đa",
        "dân",
        "bạ",
        "bá",
        "bã",
        "bả",
        "bà-ngoại",
        "bà",
        "ba-ba",
        "ba",
        "ân",
        "ăn",
        "án",
        "an",
    ]
    ordered = [
        "an",
        "án",
        "ăn",
        "ân",
        "ba",
        "ba-ba",
        "bà",
        "bà-ngoại",
        "bả",
        "bã",
        "bá",
        "bạ",
        "dân",
        "đa",
        "đá",
        "ô",
        "ơ",
    ]
    assert sorted(mixed, key=vietnamese) == ordered


def test_numbers_in_names_count_as_numbers() -> None:
    """Chi bộ 2 stands before Chi bộ 10, and leading zeros do not matter."""
    names = ["Chi bộ 10", "Chi bộ 2", "Chi bộ 010b", "Chi bộ Ái Mẫu", "Chi bộ 1"]
    assert sorted(names, key=vietnamese) == ["Chi bộ 1", "Chi bộ 2", "Chi bộ 10", "Chi bộ 010b", "Chi bộ Ái Mẫu"]


def test_capitals_and_punctuation_do_not_decide() -> None:
    """Names that differ in capitals or punctuation only stand together."""
    assert vietnamese("BẢN MẪU")[0] == vietnamese("bản – mẫu")[0]


@given(st.text(), st.text())
def test_order_is_total_and_sees_through_decomposition(one: str, other: str) -> None:
    """Any two texts compare, equal only when they are the same composed text, however each is written."""
    assert vietnamese(one) == vietnamese(unicodedata.normalize("NFD", one))
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (vietnamese(one) == vietnamese(other)) == same
    assert same or (vietnamese(one) < vietnamese(other)) != (vietnamese(other) < vietnamese(one))
