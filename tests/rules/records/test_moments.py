"""Days, times and months as people and programs write them; what may mean two of them is refused with both."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.rules.records.moments import read_date, read_period, read_time
from chamdiem.rules.records.scalars import ScalarError

DAY = dt.date(2025, 11, 5)


@given(st.dates(dt.date(1000, 1, 1)))
def test_a_day_in_every_way(day: dt.date) -> None:
    """Hyphens, slashes, dots, words, and midnight behind it, make no other day."""
    d, m, y = day.day, day.month, f"{day.year:04}"
    for text in (
        day.isoformat(), f"{day} 00:00:00", f"{day}T00:00:00.000", f"{d}/{m}/{y}", f"{d:02}-{m:02}-{y}", f"{d}.{m}.{y}",
        f"{d:02}/{m:02}/{y} 00:00:00", f"ngày {d} tháng {m} năm {y}", f"NGÀY {d:02} THÁNG {m:02} NĂM {y}", f"{y}/{m}/{d}",
        f"{d} / {m} / {y}", f"{day:%d-%b-%Y}", f"{d:02}-Thg{m}-{y}", f"{d} tháng {m}, {y}",
    ):  # fmt: skip
        assert read_date(text) == day, text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3/11/25", "scalar.ambiguous 03/11/2025 25/11/2003"), ("25-11-05", "scalar.ambiguous 25/11/2005 05/11/2025"),
        ("25/11/25", "scalar.year_short 25/11/2025"), ("11/25/2025", "scalar.date_month_first 25/11/2025"),
        ("5/11", "scalar.date_no_year"), ("31/2/2025", "scalar.no_such_date"), ("2025-11-05 19:30", "scalar.date_with_time 05/11/2025"),
        ("2025-11-04T17:00:00Z", "scalar.ambiguous 04/11/2025 05/11/2025"), ("20251105", "scalar.date"), ("45966", "scalar.date"),
        ("11/5/2025 12:00:00 AM", "scalar.ambiguous 11/05/2025 05/11/2025"), ("Thứ 2, 05/11/2025", "scalar.weekday 05/11/2025"),
    ],
)  # fmt: skip
def test_a_day_that_is_not_sure_is_refused(text: str, said: str) -> None:
    """Two digits of a year, months before days, other zones and hours are refused with what may be meant."""
    assert refused(read_date, text) == said


@pytest.mark.parametrize("text", ["Thứ tư, ngày 05/11/2025", "T4 5/11/2025", "thu 4 ngay 5 thang 11 nam 2025", "５/１１/２０２５", "05‑11‑2025", "Nov 5, 2025", "2025-11-05T00:00:00Z", "05/11/2025\xa0", "05/11/2025."])  # fmt: skip
def test_a_day_as_programs_and_people_adorn_it(text: str) -> None:
    """The right day of the week, full-width digits, other hyphens and English months say the same day."""
    assert read_date(text) == DAY


@given(st.times())
def test_a_time_in_every_way(time: dt.time) -> None:
    """Colon, h, giờ, seconds that are none, and the twelve hours of English and Vietnamese locales say one time."""
    time = time.replace(second=0, microsecond=0)
    h, m = time.hour, f"{time.minute:02}"
    twelve, english, vietnamese = h % 12 or 12, "AM" if h < 12 else "PM", "SA" if h < 12 else "CH"
    for text in (
        f"{h}:{m}", f"{h:02}:{m}:00", f"{h:02}h{m}", f"{h}h{m}'", f"{h} giờ {m} phút", f"{h}g{m}", f"T{h:02}:{m}:00.000",
        f"{twelve:02}:{m}:00 {english}", f"{twelve}:{m} {vietnamese}", f"1899-12-30 {h:02}:{m}:00",
    ):  # fmt: skip
        assert read_time(text) == time, text


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("19h", 19, 0), ("21 giờ", 21, 0), ("7 giờ rưỡi tối", 19, 30), ("2 giờ chiều", 14, 0), ("12 giờ trưa", 12, 0),
        ("8 giờ sáng", 8, 0), ("lúc 19h30", 19, 30), ("7 PM", 19, 0), ("9 gio toi", 21, 0), ("7:30 p.m.", 19, 30), ("19:30h", 19, 30), ("19:30 tối", 19, 30),
    ],
)  # fmt: skip
def test_a_time_in_words(text: str, hour: int, minute: int) -> None:
    """The part of the day says which hour is meant."""
    assert read_time(text) == dt.time(hour, minute)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("19.30", "scalar.ambiguous 19:30 19:18"), ("19:30:15", "scalar.time_seconds"), ("2025-11-05 19:30", "scalar.time_with_date"),
        *((text, "scalar.time") for text in ("7", "1930", "0.8125", "24:00", "19:60", "15:00 AM", "12 giờ đêm", "9 giờ chiều", "19h5")),
    ],
)  # fmt: skip
def test_a_time_that_is_not_sure_is_refused(text: str, said: str) -> None:
    """A bare number, a point between hours and minutes, seconds and days are refused."""
    assert refused(read_time, text) == said


@given(st.dates(dt.date(1000, 1, 1)))
def test_a_month_in_every_way(day: dt.date) -> None:
    """Year or month first, with a word or without, as the first day of the month, say one month."""
    m, y = day.month, f"{day.year:04}"
    for text in (
        f"{y}-{m:02}", f"{m}/{y}", f"{m:02}-{y}", f"{m}.{y}", f"T{m}/{y}", f"tháng {m}/{y}", f"Tháng {m} năm {y}", f"thang {m:02} nam {y}",
        f"kỳ {m:02}/{y}", f"{y}-{m:02}-01 00:00:00", f"{y}-{m:02}-{day.day:02}", f"01/{m:02}/{y}", f"ngày {day.day} tháng {m} năm {y}",
    ):  # fmt: skip
        assert read_period(text) == f"{y}-{m:02}" or text.startswith("ngày"), text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("11/25", "scalar.year_short 11/2025"), ("05/11/2025", "scalar.ambiguous 11/2025 05/2025"), ("11/1/2025", "scalar.ambiguous 01/2025 11/2025"),
        *((text, "scalar.period") for text in ("tháng 11", "13/2025", "2025-13", "quý 4/2025", "Nov-25", "11")),
    ],
)  # fmt: skip
def test_a_month_that_is_not_sure_is_refused(text: str, said: str) -> None:
    """Two digits of a year, and a day whose month may come first, are refused with what may be meant."""
    assert refused(read_period, text) == said


def refused(read: object, text: str) -> str:
    """Return the code of a refusal, and the readings that it names."""
    assert callable(read)
    with pytest.raises(ScalarError) as caught:
        read(text)
    readings = [caught.value.details.get(name, "") for name in ("first", "second", "allowed")]
    return " ".join((caught.value.code, *filter(None, readings)))


@given(st.text() | st.from_regex(re.compile(r"[0-9/:.\-ThgAPM ]{1,16}"), fullmatch=True))
def test_no_text_breaks_a_reader(text: str) -> None:
    """Whatever stands in a file is read or refused with a code; no other error ever comes out."""
    for read in (read_date, read_time, read_period):
        try:
            read(text)
        except ScalarError as error:
            assert error.code.startswith("scalar.")
            assert error.text.isprintable()
