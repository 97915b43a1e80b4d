"""Texts: what nobody sees alike is refused, and what is spelled in two right ways is one."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.rules.records.scalars import ScalarError, read_text, seen
from chamdiem.rules.records.text import LONGEST, MOST, composed, hidden_in, is_damaged, is_same, misread, near

HIDDEN = {
    "control": "\x07\x1b\x85\x9f", "turning": "\u202a\u202e\u2066\u2069\u200e\u200f\u061c", "private": "\ue000\U000f0000",
    "half": "\ud800", "unassigned": "\u0378\uffff",
    "hidden": "\u200b\u200d\u2060\ufeff\u00ad\u2028\u2029\ufe0f\U000e0100\U000e0041\u3164\u2800\u034f\ufffc",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "character"), [(kind, one) for kind, all_ in HIDDEN.items() for one in all_])
def test_hidden_characters_are_named_with_their_place(kind: str, character: str) -> None:
    """What no screen shows, or what turns the letters after it, is refused by its number, its kind and its place."""
    with pytest.raises(ScalarError) as caught:
        read_text(f"Chi bộ{character} một")
    assert caught.value.code == "text.hidden"
    assert caught.value.details | {"character": f"U+{ord(character):04X}", "number": "7", "hidden": kind} == dict(
        caught.value.details
    )


def test_marks_in_heaps_are_refused() -> None:
    """Letters under a heap of marks cover the line above them; a language with two marks on a letter is written."""
    assert hidden_in(composed("x\u0302\u0301")) is None
    found = hidden_in(composed("x\u0302\u0301\u0303"))
    assert found is not None
    assert found.kind == "marks"


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd", "Po", "Zs"], exclude_characters="?\u2800"), max_size=20))
def test_letters_are_seen(text: str) -> None:
    """Letters, digits and blanks of any kind pass, composed, their blanks plain ones."""
    assert hidden_in(composed(text)) is None
    assert unicodedata.is_normalized("NFC", composed(text))
    assert "\xa0" not in composed(text)


def test_patterns_tell_what_each_letter_does() -> None:
    """No pattern that spares a look at each letter passes one that is hidden, a mark, or another kind of blank."""
    for letter in map(chr, range(sys.maxunicode + 1)):
        category = unicodedata.category(letter)
        assert (composed(letter) == " ") == (category == "Zs")
        if hidden_in(letter) is None and category in {"Mn", "Me"}:
            assert hidden_in(letter * 3)


@given(st.text(st.characters(min_codepoint=0x80, max_codepoint=0x24FF), min_size=1, max_size=8))
def test_whatever_was_misread_is_found(text: str) -> None:
    """Letters that were read one byte each are known by how the first of them begins, whatever they are."""
    for encoding in ("cp1252", "latin-1"):
        try:
            wrong = text.encode().decode(encoding)
        except UnicodeDecodeError:
            continue
        if hidden_in(text) is None and " " not in wrong:
            assert misread(wrong) == text


LOST = ["Chi b? khu ph?", "Chi b\ufffd", "?ng b? xã", "Ngh? quy?t", "khu ph?, xã An", "b??c", "Đã họp?nội dung"]
KEPT = ["Vì sao chậm?", "Vì sao? Chưa rõ.", "Ai? Khi nào?", "https://an-phu.vn/x?id=3", "Sao?!", ""]


@pytest.mark.parametrize(("text", "lost"), [*((text, True) for text in LOST), *((text, False) for text in KEPT)])
def test_lost_letters_are_told_from_questions(text: str, lost: bool) -> None:  # noqa: FBT001 - a row
    """Question marks within a word or a sentence stand for lost letters; one that ends a sentence asks."""
    assert is_damaged(text) == lost


def test_a_name_asks_nothing() -> None:
    """In a name any question mark is a lost letter."""
    assert seen("Vì sao chậm?") == "Vì sao chậm?"
    with pytest.raises(ScalarError, match=r"text\.lost"):
        seen("Chi bộ thôn B?", is_name=True)


@given(st.text("abcàáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễđ ", max_size=30))
def test_vietnamese_is_never_taken_for_misread(text: str) -> None:
    """Text in the right encoding is what it is; read in the wrong one, it says what it should have been."""
    assert misread(text) is None
    wrong = text.encode().decode("latin-1")
    assert text.isascii() or "\xa0" in wrong or misread(wrong) == text


def test_misread_text_is_refused_with_what_it_should_be() -> None:
    """A table whose UTF-8 was read as Windows-1252 is not printed as it is."""
    with pytest.raises(ScalarError) as caught:
        read_text("Chi bá»™ khu phá»‘ 3")
    assert (caught.value.code, caught.value.allowed) == ("text.misread", "Chi bộ khu phố 3")


@pytest.mark.parametrize(
    "text", ["Thường kỳ", "thường kì", "THƯỜNG  KỲ", "thuong ky", "Thuong-ky", "thu\u031bo\u031b\u0300ng ky\u0300"]
)
def test_one_word_in_every_right_spelling(text: str) -> None:
    """Capitals, i and y, decomposed letters and letters without any diacritics make no other word."""
    assert is_same(text, "thường kỳ")


@pytest.mark.parametrize(("text", "word"), [("Khả", "Khá"), ("thường ky", "thường kỳ"), ("to", "tốt"), ("hoà", "hóa")])
def test_wrong_diacritics_make_another_word(text: str, word: str) -> None:
    """Where some diacritics stand they must be the right ones: a wrong one may be another word."""
    assert not is_same(text, word)


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=20))
def test_only_known_names_and_few(name: str, known: list[str]) -> None:
    """Whatever was typed, what is proposed is known, is not what was typed, and stands there once."""
    found = near(name, known)
    assert set(found) <= set(known) - {name}
    assert len(found) == len(set(found)) <= MOST


def test_capitals_and_forms_of_unicode_do_not_count() -> None:
    """What differs in nothing that is seen comes first."""
    assert near("AN-PHU/2025", ["an-giang/2025", "an-phu/2025"])[0] == "an-phu/2025"
    assert near("hô\u0300 sơ", ["hồ sơ"]) == ("hồ sơ",)


def test_a_name_without_end_is_not_compared() -> None:
    """What nobody can have mistyped is not worth the time."""
    assert near("a" * (LONGEST + 1), ["a" * LONGEST]) == ()
