"""Counts, points, answers and words of a list as people write them in records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.rules.records.scalars import MAX_COUNT, ScalarError
from chamdiem.rules.records.written import UNITS, read_amount, read_answer, read_given_points, read_word


@given(st.integers(0, MAX_COUNT), st.sampled_from([(unit, word) for unit, words in UNITS.items() for word in words]))
def test_a_count_with_its_unit(count: int, asked: tuple[str, str]) -> None:
    """A number is read with the unit that is asked for, in any of its words, or with none."""
    unit, word = asked
    for text in (f"{count}", f"{count} {word}", f"{count}{word}", f"{count} {word.upper()}."):
        assert read_amount(text, unit) == count


@pytest.mark.parametrize(("text", "minutes"), [("90'", 90), ("1h30", 90), ("1 giờ 30 phút", 90), ("2 giờ", 120), ("1 giờ rưỡi", 90), ("20’", 20)])  # fmt: skip
def test_minutes_in_hours(text: str, minutes: int) -> None:
    """Where minutes are asked for, hours are minutes too."""
    assert read_amount(text, "phút") == minutes


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("20 người", "phút", "scalar.unit"), ("20 phút", "đảng viên", "scalar.unit"), ("95%", "đảng viên", "scalar.unit"),
        ("1h30", "đảng viên", "scalar.count"), ("1.000", "đảng viên", "scalar.ambiguous"), ("12,345", "phút", "scalar.ambiguous"),
        *((text, "đảng viên", "scalar.count") for text in ("22.0", "22/24", "khoảng 20", "-1", "22 hay 23", "1.234.567", "²")),
    ],
)  # fmt: skip
def test_a_count_that_is_not_sure_is_refused(text: str, unit: str, code: str) -> None:
    """Another unit, a share, a guess, or a point that may divide thousands, is refused."""
    with pytest.raises(ScalarError) as caught:
        read_amount(text, unit)
    assert caught.value.code == code


@given(st.integers(0, 500))
def test_points_with_their_unit(points: int) -> None:
    """Points are read with a comma or a point, with their unit, and out of the criterion's own maximum."""
    whole = f"{points // 100},{points % 100:02}"
    for text in (whole, whole.replace(",", "."), f"{whole} điểm", f"{whole}đ", f"{whole}/5", f"{whole} / 5 điểm"):
        assert read_given_points(text, 500) == points


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4/10", "scalar.points_of"), ("1.000", "scalar.ambiguous"), ("2,500", "scalar.ambiguous"), ("1/2", "scalar.ambiguous"),
        ("9.999", "scalar.points"), ("-1", "scalar.points"), ("5 người", "scalar.points"), ("", "scalar.empty"),
    ],
)  # fmt: skip
def test_points_that_are_not_sure_are_refused(text: str, code: str) -> None:
    """Points out of another maximum, or with a point that may divide thousands, are refused."""
    with pytest.raises(ScalarError) as caught:
        read_given_points(text, 500)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["-1,5", "−1.5 điểm"])
def test_points_below_zero_are_read_where_they_may_be_so(text: str) -> None:
    """A criterion that takes points is answered by what it takes, with the sign of ASCII or of print."""
    with pytest.raises(ScalarError):
        read_given_points(text, 500)
    assert read_given_points(text, 500, signed=True) == -150


@pytest.mark.parametrize("text", ["có", "CÓ", "co", "x", "X", "rồi", "đã", "có rồi", "✓", "✔️", "yes", "true", "Có."])
def test_yes(text: str) -> None:
    """Words, a cross on a form, and a tick say yes."""
    assert read_answer(text) is True


@pytest.mark.parametrize("text", ["không", "KHONG", "ko", "chưa", "chua", "không có", "no", "false"])
def test_no(text: str) -> None:
    """Words that deny say no."""
    assert read_answer(text) is False


@pytest.mark.parametrize("text", ["1", "0", "✗", "☒", "có không", "cò", "-", "đạt", "?"])
def test_neither(text: str) -> None:
    """What may be points, an answer or its opposite is neither."""
    with pytest.raises(ScalarError, match=r"scalar\.yes_no"):
        read_answer(text)


RATINGS = {"tot": ("Tốt",), "kha": ("Khá",), "trung_binh": ("Trung bình",)}


@pytest.mark.parametrize(
    ("text", "word"),
    [("tot", "tot"), ("KHÁ", "kha"), (" kha ", "kha"), ("Loại Tốt", "tot"), ("xếp loại: khá", "kha"), ("trung-binh", "trung_binh"), ("Trung  bình.", "trung_binh")],
)  # fmt: skip
def test_word_is_found_by_id_and_label(text: str, word: str) -> None:
    """A word is given by its id or any label, in any spelling."""
    assert read_word(text, RATINGS) == word


def test_word_of_no_list_names_the_list() -> None:
    """What is none of the words is refused with those that are, as people say them."""
    with pytest.raises(ScalarError) as caught:
        read_word("giỏi", RATINGS)
    assert caught.value.allowed == "“Tốt”, “Khá”, “Trung bình”"


def test_word_that_may_be_two_is_refused_with_both() -> None:
    """Without diacritics a word may be two of a list."""
    with pytest.raises(ScalarError) as caught:
        read_word("kha", {"a": ("Khá",), "b": ("Khả",)})
    assert [caught.value.details[name] for name in ("first", "second")] == ["Khá", "Khả"]
