"""Vietnamese typed for the fonts of old is recognised, and nothing that is Unicode is taken for it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.grids.legacy_text import legacy_encoding

TCVN3 = ["Chi bé th«n §«ng", "§¶ng bé ph­êng", "Nhµ v¨n hãa khu phè", "sinh ho¹t chi bé", "®iÓm", "kiÓm tra thùc hiÖn"]
VNI = ["Chi boä thoân Ñoâng", "Ñaûng boä phöôøng", "Nhaø vaên hoùa", "sinh hoaït chi boä", "ñieåm", "kieåm tra"]
UNICODE = [
    "Chi bộ thôn Đông",
    "Chi bé",
    "hoà giải",
    "Công ty Nestlé",
    "«Học tập»",
    "Điều 5 § 2",
    "25 °C, ±2",
    "Müller Straße ở Đức",
    "CB-01",
    "½ số đảng viên",
    "",
]


@pytest.mark.parametrize(("text", "name"), [*((text, "TCVN3") for text in TCVN3), *((text, "VNI") for text in VNI)])
def test_old_encodings_are_named(text: str, name: str) -> None:
    """Words as they look when a TCVN3 or VNI font is missing are recognised, with the name of their encoding."""
    assert legacy_encoding(text, legacy_font=False) == name


@pytest.mark.parametrize("text", UNICODE)
def test_unicode_is_left_alone(text: str) -> None:
    """Vietnamese in Unicode, and signs and foreign words within it, are not taken for an old encoding."""
    assert legacy_encoding(text, legacy_font=False) is None


def test_the_font_tells_what_letters_do_not() -> None:
    """“bé” is a word in Unicode and “bộ” in TCVN3: only the font tells which."""
    assert legacy_encoding("Chi bé", legacy_font=True) == "TCVN3 / VNI"
    assert legacy_encoding("Chi bộ", legacy_font=True) is None
    assert legacy_encoding("CB-01", legacy_font=True) is None


SYLLABLES = [
    "hoà",
    "uý",
    "thuỷ",
    "quê",
    "âu",
    "êm",
    "ôn",
    "oà",
    "toàn",
    "loài",
    "khoá",
    "xoã",
    "hoè",
    "tuý",
    "ông",
    "giò",
]


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6))
def test_no_vietnamese_word_is_refused(words: list[str]) -> None:
    """Any words whose letters are all in Latin-1 too, in either place of the tone mark, are Unicode."""
    text = unicodedata.normalize("NFC", " ".join(words))
    assert legacy_encoding(text, legacy_font=False) is None
