"""Which cell is meant, however it was typed."""

from __future__ import annotations

import unicodedata
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.rules.records.identity import MAX_RESEMBLED, CellIndex, alike_pairs, cell_key, key_of

ONE_NAME = {
    "capitals": ("VD-4", "vd-4", "Vd-4"),
    "composed or not": ("Đồng Tâm", unicodedata.normalize("NFD", "Đồng Tâm"), "ĐỒNG TÂM"),
    "marks in either order": ("ấ", "a\u0301\u0302", "a\u0302\u0301"),
    "oa": ("Hoà Bình", "Hòa Bình", "HOÀ BÌNH"),
    "oe": ("Khoẻ", "Khỏe"),
    "uy": ("Thuỷ Lợi", "Thủy Lợi"),
    "dashes": ("VD-4", "VD\u20114", "VD–4", "VD—4", "VD\u22124", "VD－4", "VD - 4"),
    "đ of other alphabets": ("Đồi", "Ðồi", "Ɖồi", "đồi", "ðồi", "D\u0336ồi"),
    "Cyrillic": ("CB-HOA", "СВ-НОА"),
    "Greek": ("KTM", "ΚΤΜ"),
    "a caron for a breve": ("Păng", "Pǎng"),
    "blanks": ("Chi bộ 1", "Chi\u00a0bộ  1 ", "\tChi bộ\u30001"),
    "what nobody sees": ("VD-4", "V\u200bD-4\ufeff", "VD\u2060-4\ufe0f"),
    "a number typed for an id": ("001", "1", "01", "００１", "1.0", "'1.0", "1.0."),
    "a number in a name": ("Chi bộ 01", "Chi bộ 1"),
    "a stop behind it": ("VD-4", "VD-4.", "VD-4;", "VD-4 …"),
    "a sign that keeps zeros": ("007", "'007", "`´007", ". '007"),
    "apostrophes": ("Ea H'leo", "Ea H’leo", "EA HʼLEO"),
    "signs with and without blanks": ("Bản 1 (Tổ 2)", "Bản 1(Tổ 2)", "bản 1 ( tổ 2 )"),
}
TWO_NAMES = [
    ("Chi bộ 1", "Chi bộ 10"),
    ("Hòa", "Hoa"),
    ("Hòa", "Hóa"),
    ("1-11", "11-1"),
    ("1.1", "11"),
    ("D1", "Đ1"),
    ("Hòabình", "Hoabình"),
    ("Chi bộ 1²", "Chi bộ 12"),
    ("mua", "mưa"),
    ("tan", "tân"),
    ("VD4", "VD-4"),
    ("A1", "A 1"),
    ("Hoà Bình", "HoàBình"),
    ("Thủ y", "Thuỷ"),
    ("10", "1"),
    ("0", ""),
]


@pytest.mark.parametrize("kind", ONE_NAME)
def test_spellings_of_one_name_have_one_key(kind: str) -> None:
    """Whatever program or person typed it, a name is one name."""
    assert len({key_of(text) for text in ONE_NAME[kind]}) == 1


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_names_are_never_one(one: str, other: str) -> None:
    """A tone, a letter, a number or a blank tells two cells apart."""
    assert key_of(one) != key_of(other)


def test_no_two_syllables_are_taken_for_one() -> None:
    """Over vowels and tones, the key tells apart all that the two ways of placing a tone do not share."""
    tones = ["", *"\u0300\u0309\u0303\u0301\u0323"]
    syllables = {
        unicodedata.normalize("NFC", f"h{first}{tone}{rest}"): (first, rest, tone)
        for first, rest, tone in product("aăâeêioôơuưy", ["", "a", "e", "y", "n"], tones)
    }
    shared = [
        (syllables[one], syllables[other]) for one, other in combinations(syllables, 2) if key_of(one) == key_of(other)
    ]
    assert shared == []
    assert all(key_of(f"h{a}{t}{b}") == key_of(f"h{a}{b}{t}") for a, b in ("oa", "oe", "uy") for t in tones)


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(text: str) -> None:
    """Comparing by keys of keys says the same, capitals say nothing, and a key is composed."""
    key = key_of(text)
    assert key_of(key) == key
    assert unicodedata.is_normalized("NFC", key)


@given(st.text(" .,;:-'`´01", max_size=8))
def test_nothing_is_left_to_take_off(text: str) -> None:
    """However signs, stops and zeros follow one another, a key is its own key."""
    assert key_of(key_of(text)) == key_of(text)


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạềếểễệ -.'0123456789", max_size=20))
def test_letters_of_ours_keep_their_meaning(text: str) -> None:
    """Capitals and decomposed letters have the key of the name."""
    assert key_of(text.upper()) == key_of(text) == key_of(unicodedata.normalize("NFD", text))


def test_a_cell_is_known_by_its_id() -> None:
    """The id tells; a name counts only where one of the two has no id, and an organisation only where both say it."""
    index = CellIndex(
        [
            (cell_key("VD-4", "Chi bộ Quý", "Đảng bộ X"), "four"),
            (cell_key(None, "Chi bộ Hoà", "Đảng bộ X"), "x"),
            (cell_key(None, "Chi bộ Hoà", "Đảng bộ Y"), "y"),
        ]
    )
    assert index.find(cell_key("vd–4", "Tên khác", None)) == ["four"]
    assert index.find(cell_key("VD-5", "Chi bộ Quý", "Đảng bộ X")) == []
    assert index.find(cell_key(None, "CHI BỘ QUÝ", None)) == ["four"]
    assert index.find(cell_key("9", "Chi bộ Hòa", "đảng bộ x")) == ["x"]
    assert index.find(cell_key(None, "Chi bộ Hòa", None)) == ["x", "y"]
    assert index.find(cell_key(None, "Chi bộ Quý", "Đảng bộ Z")) == []
    assert index.find(cell_key(None, None, None)) == []


@pytest.mark.parametrize(
    ("cell_id", "name", "found"),
    [
        ("VD4", "Khác hẳn", "VD-4"),
        ("VĐ-4", "Khác hẳn", "VD-4"),
        ("77", "CHI BỘ QUÝ", "VD-4"),
        ("", "Chi bộ Quí", "VD-4"),
        ("", "Chi bộ bản Nậm Pố", "NP"),
        ("", "Chi bộ Tổ 2", None),
        ("", "Chi bộ Xa Lạ", None),
        ("", "", None),
    ],
)
def test_an_unknown_cell_is_named_beside_the_one_it_resembles(cell_id: str, name: str, found: str | None) -> None:
    """Ids alike, one name, a slip of a letter; never a name that differs in its number."""
    known = [("VD-4", "Chi bộ Quý"), ("NP", "Chi bộ bản Nậm Pồ"), ("T1", "Chi bộ Tổ 1")]
    index = CellIndex((cell_key(own, name, "Đảng bộ X"), own) for own, name in known)
    assert index.similar(cell_key(cell_id, name, "Đảng bộ X")) == found


def test_the_cell_of_the_same_organisation_comes_first() -> None:
    """Of two cells of one name, the one in the meeting's organisation is meant."""
    index = CellIndex((cell_key(org, "Chi bộ Chợ", org), org) for org in ("Đảng bộ X", "Đảng bộ Y"))
    assert index.similar(cell_key("7", "Chi bộ Chợ", "Đảng bộ Y")) == "Đảng bộ Y"


def test_letters_are_compared_for_a_few_only() -> None:
    """A register of another place is not compared name by name with all that came in."""
    index = CellIndex([(cell_key("1", "Chi bộ Nậm Pồ", None), "NP")])
    found = [index.similar(cell_key(None, "Chi bộ Nâm Pối", None)) for _ in range(MAX_RESEMBLED + 1)]
    assert found == ["NP"] * MAX_RESEMBLED + [None]


def test_pairs_that_are_easily_mixed_up() -> None:
    """Ids alike, or one name in one organisation; one name under two organisations, or under none, is no pair."""
    cells = [
        ("VD-4", "Chi bộ Một", "X"),
        ("VD4", "Chi bộ Hai", "X"),
        ("5", "Chi bộ Hoà", "X"),
        ("6", "Chi bộ Hòa", "X"),
        ("7", "Chi bộ Hòa", "Y"),
        ("8", "Chi bộ Ba", None),
        ("9", "Chi bộ Ba", None),
        ("1.11", "Chi bộ Bốn", "X"),
        ("11.1", "Chi bộ Năm", "X"),
    ]
    pairs = alike_pairs((cell_key(*cell), cell[0]) for cell in cells)
    assert list(pairs) == [("VD-4", "VD4"), ("5", "6")]
