"""Names that somebody may have meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chamdiem.rules.language.near import LONGEST, MOST, near


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
