"""Read counts, points, yes or no, and words of a list as people write them in records: with units, ticks, any spelling.

Whatever may mean two things is refused with both; a unit that is not the one asked for is refused, never dropped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from chamdiem.rules.records.moments import plain_text
from chamdiem.rules.records.scalars import (
    ScalarError,
    check_count,
    listed,
    read_number,
    read_points,
    read_signed_points,
    scalar_text,
    shown,
)
from chamdiem.rules.records.text import bare, is_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

_PEOPLE = ("đảng viên", "người", "đồng chí", "đ/c", "đc", "đv")
UNITS: Mapping[str, tuple[str, ...]] = {
    "đảng viên": _PEOPLE,
    "phút": ("phút", "ph", "p", "'", "min"),
    "kỳ": ("kỳ", "kỳ họp", "lần", "cuộc", "cuộc họp", "buổi", "tháng"),
    "ý kiến": ("ý kiến", "lượt", "lượt ý kiến", "lượt phát biểu"),
    "lượt": ("lượt", "lần", "lượt người", *_PEOPLE),
    "nhiệm vụ": ("nhiệm vụ", "chỉ tiêu", "việc", "nội dung"),
    "phiếu": ("phiếu", "phiếu bầu", *_PEOPLE),
    "lần": ("lần", "lượt", "cuộc", "buổi", *_PEOPLE),
}
"""By the unit of a field, the words that people write behind its number."""
_OTHER_UNITS = ("%", "điểm", "đ", "giờ", "h", "ngày", "tuần", "năm")
_AMOUNT = re.compile(r"([0-9]+)(?:[.,]([0-9]+))? ?([^0-9 .,].*)?")
_THOUSAND = 3
_HOURS = re.compile(r"([0-9]{1,2}) ?(?:h|gio)(?: ?(?:([0-9]{1,2}) ?(?:phut|ph|p|')?|(ruoi)))?")
_HOUR = 60


def read_amount(raw: object, unit: str) -> int:
    """Read a whole number from 0 on, with its unit or without: 22, 22 người; where minutes are asked, 1h30 too.

    Raises:
        ScalarError: it is no such number, its unit is another one, or a point may divide thousands or decimals.
    """
    text = plain_text(raw, "scalar.count")
    if unit == "phút" and (hours := _HOURS.fullmatch(bare(text))):
        return int(hours[1]) * _HOUR + (_HOUR // 2 if hours[3] else int(hours[2] or 0))
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise ScalarError("scalar.count", raw)
    if found[3]:
        _check_unit(found[3], unit, raw)
    if found[2]:
        _refuse_thousands(found[1], found[2], raw)
        raise ScalarError("scalar.count", raw)
    check_count(found[1])
    return int(found[1])


_DECIMAL = re.compile(r"([+-]?)([0-9]+)(?:[.,]([0-9]+))? ?([^0-9 .,].*)?")


def read_decimal(raw: object, unit: str, decimals: int) -> Decimal:
    """Read a number of at most some decimals, with its unit or without: 7,5, 7.5 điểm, -2.

    Raises:
        ScalarError: it is no such number, its unit is another one, or a point may divide thousands or decimals.
    """
    found = _DECIMAL.fullmatch(plain_text(raw, "scalar.number"))
    if found is None:
        raise ScalarError("scalar.number", raw)
    sign, whole, rest, written = found.groups(default="")
    if written:
        _check_unit(written, unit, raw)
    if decimals < _THOUSAND:
        _refuse_thousands(whole, rest, raw)
    if len(rest.rstrip("0")) > decimals:
        raise ScalarError("scalar.decimals", raw, str(decimals))
    return read_number(f"{sign}{whole}.{rest.rstrip('0')}".removesuffix("."))


def _refuse_thousands(first: str, rest: str, raw: object) -> None:
    """Refuse 1.000, which is a thousand to some and one to others."""
    if len(rest) == _THOUSAND and len(first) <= _THOUSAND and first[0] != "0":
        raise ScalarError("scalar.ambiguous", raw, first=f"{first}{rest}", second=f"{first},{rest}")


def _check_unit(written: str, unit: str, raw: object) -> None:
    words = written.removesuffix(".")
    if unit and is_same(words, unit):
        return
    if any(is_same(words, known) for known in UNITS.get(unit, ())):
        return
    known = {word for each in UNITS.values() for word in each} | set(_OTHER_UNITS)
    if any(is_same(words, word) for word in known):
        raise ScalarError("scalar.unit", raw, unit)
    raise ScalarError("scalar.count", raw)


_POINTS = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?)(?: ?/ ?([0-9]+(?:[.,][0-9]+)?))? ?(?:diem|d)?\.?")
_THOUSANDTHS = re.compile(r"([0-9]{1,3})[.,]([0-9]{2}0)")


def read_given_points(raw: object, maximum: int, *, signed: bool = False) -> int:
    """Read points as hundredths, with their unit or without: 7,5, 7,5 điểm, and 5/5 where 5 is the `maximum`.

    `signed`: they may be less than 0.

    Raises:
        ScalarError: they are none, of another maximum, or a point may divide thousands or decimals.
    """
    scalar_text(raw, "scalar.points")
    return _given_points(str(raw), maximum, signed)


@lru_cache(maxsize=1 << 10)  # the answers of a month are the same few
def _given_points(raw: str, maximum: int, signed: bool) -> int:  # noqa: FBT001 - of one function alone
    text = plain_text(raw, "scalar.points")
    found = _POINTS.fullmatch(bare(text))
    if found is None:
        raise ScalarError("scalar.points", raw)
    number = found[1]
    if thousands := _THOUSANDTHS.fullmatch(number):
        _refuse_thousands(thousands[1], thousands[2], raw)
    if text == "1/2":
        raise ScalarError("scalar.ambiguous", raw, first="0,5", second="1")
    if found[2] and read_points(found[2]) != maximum:
        raise ScalarError("scalar.points_of", raw)
    return read_signed_points(number) if signed else read_points(number)


def without_unit(raw: object) -> str:
    """Return the number of points as it was typed, without what stands behind it."""
    found = _POINTS.fullmatch(bare(plain_text(raw, "scalar.points")))
    return found[1] if found else shown(raw)


_TICKS = frozenset("✓✔☑✅√")
_YES = ("yes", "true", "có", "x", "rồi", "có rồi", "đã", "đã có", "đã rồi", "đã làm", "đã thực hiện")
_NO = ("no", "false", "không", "ko", "không có", "chưa", "chưa có", "chưa làm", "chưa thực hiện")


def read_answer(raw: object) -> bool:
    """Read yes or no: có, không, rồi, chưa, x, a tick, yes, no. What is blank is neither.

    Raises:
        ScalarError: it is neither; 1, 0 and a cross may be points, an answer, or its opposite.
    """
    text = plain_text(raw, "scalar.yes_no").replace("\ufe0f", "").removesuffix(".")
    if text in _YES or text in _NO:  # as nearly everybody writes it
        return text in _YES
    if text in _TICKS or any(is_same(text, word) for word in _YES):
        return True
    if any(is_same(text, word) for word in _NO):
        return False
    raise ScalarError("scalar.yes_no", raw)


_FILLERS = re.compile(r"(?:xếp loại|loại|mức|sinh hoạt|họp)[: ]+", re.IGNORECASE)


def read_word(raw: object, words: Mapping[str, tuple[str, ...]]) -> str:
    """Read one of some words, given by its id or by any of its labels, in any spelling, with diacritics or without.

    Raises:
        ScalarError: it is none of them, or more than one.
    """
    allowed = listed(f"“{labels[0]}”" for labels in words.values())
    text = " ".join(scalar_text(raw, "scalar.word", allowed).split()).removesuffix(".")
    found = list(_named(text, words)) or list(_named(_FILLERS.sub("", text, count=1), words))
    if len(found) > 1:
        raise ScalarError("scalar.ambiguous", text, first=words[found[0]][0], second=words[found[1]][0])
    if not found:
        raise ScalarError("scalar.word", shown(text), allowed)
    return found[0]


def _named(text: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if text in words:
        yield text
        return
    exact = [word for word, labels in words.items() if text.lower() in {word.lower(), *map(str.lower, labels)}]
    yield from exact or (word for word, labels in words.items() if any(is_same(text, name) for name in (word, *labels)))
