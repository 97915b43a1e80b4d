"""Numbers, dates and ranges as people read them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.texts import LANGS, Lang
from chamdiem.engine.words import formats
from chamdiem.rules.language.conditions import Comparison
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.moments import month_text

if TYPE_CHECKING:
    from chamdiem.rules.records.fields import Value


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        (999, "999", "999"),
        (1_200_000, "1.200.000", "1,200,000"),
        (Decimal("5983.5"), "5.983,5", "5,983.5"),
        (Decimal("7.25"), "7,25", "7.25"),
    ],
)
def test_large(number: int | Decimal, vi: str, en: str) -> None:
    """Thousands are set apart as each language does it; what comes after the decimal sign stays."""
    assert formats.large(number, "vi") == vi
    assert formats.large(number, "en") == en


@pytest.mark.parametrize(
    ("points", "vi", "en"),
    [
        (None, "—", "—"),
        (0, "0", "0"),
        (750, "7,5", "7.5"),
        (725, "7,25", "7.25"),
        (10000, "100", "100"),
        (-50, "-0,5", "-0.5"),
    ],
)
def test_points(points: int | None, vi: str, en: str) -> None:
    """Points have a decimal comma in Vietnamese and no trailing zeros; missing ones are a dash, never 0."""
    assert [formats.points(points, lang) for lang in LANGS] == [vi, en]


@pytest.mark.parametrize(
    ("number", "text"), [("100", "100"), ("10.50", "10,5"), ("0.3333", "0,3333"), ("1E+2", "100"), ("7.00", "7")]
)
def test_number(number: str, text: str) -> None:
    """A whole number keeps its zeros, a fraction loses its trailing ones, and no exponent is ever shown."""
    assert formats.number(Decimal(number), "vi") == text


@pytest.mark.parametrize(
    ("top", "bottom", "vi", "en"),
    [
        (1, 2, "50%", "50%"), (1, 3, "33,33%", "33.33%"), (9, 10, "90%", "90%"), (0, 5, "0%", "0%"),
        (90_001, 100_000, "hơn 90%", "over 90%"), (89_999, 100_000, "89,99%", "89.99%"), (3, 2, "150%", "150%"),
    ],
)  # fmt: skip
def test_percent(top: int, bottom: int, vi: str, en: str) -> None:
    """A share is cut, not rounded, and never seems to be exactly at a threshold that it is beyond."""
    assert (formats.percent(top, bottom, "vi"), formats.percent(top, bottom, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("top", "bottom", "end", "vi"),
    [
        (1, 3, "33.3333", "hơn 33,3333%"), (2, 3, "66.6667", "66,6666%"), (1, 3, "33.333", "hơn 33,333%"),
        (905_001, 1_000_000, "90.5", "hơn 90,5%"), (905, 1000, "90.50", "90,5%"), (904_999, 1_000_000, "90.5", "90,49%"),
    ],
)  # fmt: skip
def test_percent_beside_its_threshold(top: int, bottom: int, end: str, vi: str) -> None:
    """A share has as many decimals as what it is compared with."""
    assert formats.percent(top, bottom, "vi", [Decimal(end)]) == vi


@pytest.mark.parametrize(
    ("top", "bottom", "vi"),
    [(2, 3, "66,67%"), (1, 3, "33,33%"), (1, 8, "12,5%"), (1, 800, "0,13%"), (16, 17, "94,12%"), (3, 3, "100%")],
)
def test_share(top: int, bottom: int, vi: str) -> None:
    """A share that nothing is compared with is rounded to two decimals, a half up."""
    assert formats.share(top, bottom, "vi") == vi


@pytest.mark.parametrize(("total", "count", "vi"), [(2750, 3, "9,17"), (5, 2, "0,03"), (900, 3, "3"), (0, 4, "0")])
def test_average(total: int, count: int, vi: str) -> None:
    """An average of points is rounded as a share is."""
    assert formats.average(total, count, "vi") == vi


@pytest.mark.parametrize(("top", "bottom", "vi"), [(3100, 45, "68,88…"), (75, 1, "75"), (5, 4, "1,25")])
def test_quotient(top: int, bottom: int, vi: str) -> None:
    """A quotient that goes on says so, so that nobody takes it for exact."""
    assert formats.quotient(top, bottom, "vi") == vi


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 100))
def test_share_never_seems_to_reach_a_threshold_that_it_misses(top: int, bottom: int, threshold: int) -> None:
    """What is printed as at least 90 % is at least 90 %."""
    shown = Decimal(formats.percent(top, bottom, "en").removeprefix("over ").removesuffix("%"))
    assert (shown >= threshold) == (100 * top >= threshold * bottom)


@pytest.mark.parametrize(
    ("name", "value", "lang", "text"),
    [
        ("committee_exists", True, "vi", "có"), ("committee_exists", False, "en", "no"), ("present", 7, "vi", "7"),
        ("date", dt.date(2025, 2, 1), "vi", "01/02/2025"), ("start_time", dt.time(7, 5), "vi", "07:05"),
        ("mode", "online", "vi", "trực tuyến"), ("mode", "online", "en", "online"), ("cell_name", "Chi bộ", "en", "Chi bộ"),
    ],
)  # fmt: skip
def test_value(name: str, value: Value, lang: Lang, text: str) -> None:
    """Days come first in dates, words are told in the language, texts stay."""
    assert formats.value(MEETING.by_name[name], value, lang) == text


def test_month() -> None:
    """A period is told month first."""
    assert month_text("2025-11") == "11/2025"


@pytest.mark.parametrize(
    ("ends", "vi", "en"),
    [
        ({"at_least": "90"}, "từ 90% trở lên", "90% or more"),
        ({"above": "90"}, "trên 90%", "above 90%"),
        ({"at_most": "90"}, "không quá 90%", "at most 90%"),
        ({"below": "90"}, "dưới 90%", "below 90%"),
        ({"at_least": "75.5", "below": "90"}, "từ 75,5% đến dưới 90%", "from 75.5% to below 90%"),
        ({"above": "75", "at_most": "90"}, "trên 75% đến 90%", "above 75% up to 90%"),
    ],
)
def test_ends(ends: dict[str, str], vi: str, en: str) -> None:
    """A range says of each end whether it is included."""
    made = Comparison.model_validate(ends)
    assert (formats.ends(made, "%", "vi"), formats.ends(made, "%", "en")) == (vi, en)
