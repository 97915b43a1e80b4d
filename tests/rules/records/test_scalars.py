"""Scalars: what people write is read back as it was meant, and what is printed can be read again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.rules.records import scalars
from chamdiem.rules.records.scalars import Plain, ScalarError


@given(st.integers(0, 10**9))
def test_points_are_read_as_they_are_written(points: int) -> None:
    """Points are integers of 1/100: text → points → text gives the same, with a point or a comma."""
    text = scalars.points_text(points)
    assert scalars.read_points(text) == scalars.read_points(text.replace(".", ",")) == points
    assert "." not in text or not text.endswith("0")


@given(st.integers(-(10**9), -1))
def test_negative_points_are_read_where_they_may_be_so(points: int) -> None:
    """Where points may be less than 0 they are read, with either sign; everywhere else they are refused."""
    text = scalars.points_text(points)
    assert Decimal(text) * 100 == points
    assert scalars.read_signed_points(text) == scalars.read_signed_points(text.replace("-", "−")) == points
    with pytest.raises(ScalarError) as caught:
        scalars.read_points(text)
    assert caught.value.code == "scalar.points"


@given(st.dates(dt.date(1, 1, 1)))
def test_dates_are_read_in_both_ways(day: dt.date) -> None:
    """Year first with hyphens, day first with slashes, and nothing else."""
    assert scalars.read_date(day.isoformat()) == day
    assert scalars.read_date(f"{day.day}/{day.month}/{day.year:04d}") == day


@given(st.decimals(-(10**9), 10**9, places=4))
def test_numbers_are_exact(number: Decimal) -> None:
    """A number of four decimals is read without loss, with a point or a comma."""
    text = format(number, "f")
    assert scalars.read_number(text) == scalars.read_number(text.replace(".", ",")) == number


@given(st.text())
def test_no_text_breaks_a_reader(text: str) -> None:
    """Whatever stands in a file is read or refused with a code; no other error ever comes out."""
    readers = (scalars.read_text, scalars.read_count, scalars.read_number, scalars.read_points, scalars.read_date)
    for read in (*readers, scalars.read_yes_no, scalars.read_signed_points):
        try:
            read(text)
        except ScalarError as error:
            assert error.code.startswith(("scalar.", "text."))
            assert error.text.isprintable()


@given(st.text() | st.lists(st.text()).map(tuple))
def test_what_is_shown_stands_on_one_line(raw: object) -> None:
    """What a sentence quotes is short, on one line, and steers no screen."""
    text = scalars.shown(raw)
    assert text.isprintable()
    assert len(text) <= scalars.SHOWN + 1


@pytest.mark.parametrize("word", ["yes", "no", "True", "OFF", "y"])
def test_words_that_other_readers_take_for_more(word: str) -> None:
    """Unquoted yes/no/true/false are refused where words are meant; quoted they are words."""
    with pytest.raises(ScalarError, match="text_ambiguous"):
        scalars.read_text(Plain(word))
    assert scalars.read_text(word) == word
