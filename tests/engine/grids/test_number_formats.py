"""A cell is what it shows, or a fault: every number format is applied, or refused with a sentence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.grids.number_formats import BUILT_IN, iso_serial, number_format, unknown_format
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import Fault

DAY = 45966  # 05/11/2025
EVENING = 0.8125  # 19:30

NUMBERS: list[tuple[float, str, str]] = [
    # as it is
    (7, "General", "7"),
    (7, "", "7"),
    (7, "@", "7"),
    (22000, "#,##0", "22000"),
    (2.5, "0.0", "2.5"),
    (2.5, "0.00", "2.5"),
    (0, "#,##0", "0"),
    (0.5, ".0", "0.5"),
    (0, ".0", "0"),
    (5, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "5"),
    (5, "[Red]0;[Blue]-0", "5"),
    (-5, "0", "-5"),
    (123456789012345, "0", "123456789012345"),
    (12345678901234, "General", "12345678901234"),
    # words and zeros around it
    (7, '"VD-"0', "VD-7"),
    (7, "000", "007"),
    (7, '"VD-"000', "VD-007"),
    (7, '0"-KP"', "7-KP"),
    (7, "\\K\\P0", "KP7"),
    (7, 'General"KP"', "7KP"),
    (22, '0 "người"', "22 người"),
    (7, '0.0 "điểm"', "7.0 điểm"),
    (22, "[$₫-42A]#,##0", "₫22"),
    (-5, "#,##0_);(#,##0)", "(5)"),
    (1, '"có";;"không"', "có"),
    (0, '"có";;"không"', "không"),
    # days and times
    (DAY, "dd/mm/yyyy;@", "2025-11-05"),
    (DAY, "[$-42A]dd\\ mmmm\\ yyyy;@", "2025-11-05"),
    (DAY, "e/m/d", "2025-11-05"),
    (DAY, "[$-411]ge.m.d", "2025-11-05"),
    (DAY, 'yyyy"年"m"月"d"日"', "2025-11-05"),
    (DAY, "d.m.yyyy", "2025-11-05"),
    (DAY + EVENING, "dd/mm/yyyy", "2025-11-05"),
    (DAY + EVENING, "hh:mm", "19:30"),
    (DAY + EVENING, "dd/mm/yyyy hh:mm", "2025-11-05 19:30"),
    (DAY - 4, "mm/yyyy", "2025-11"),
    (EVENING, "h:mm AM/PM", "19:30"),
    (EVENING, 'hh"h"mm', "19:30"),
    (EVENING + 15 / 86400, "hh:mm", "19:30"),
    (EVENING + 15 / 86400, "hh:mm:ss", "19:30:15"),
    (0.812499999999, "hh:mm", "19:30"),
    (0.0625, "[mm]", "90"),
    (60 / 86400, "[s]", "60"),
    (1.5, "[h]:mm", "36:00"),
    (2 / 24, "hh", "02:00"),
    # another number, none, or one that nobody can tell
    (1, "0%", "table.percent"),
    (0.125, "0.0%", "table.percent"),
    (22000, "0,", "table.scaled"),
    (5, ";;;", "table.invisible"),
    (0, "0;-0;;@", "table.invisible"),
    (0, "#", "table.invisible"),
    (3, "**", "table.invisible"),
    (2.5, "0", "table.rounded"),
    (2.54, "0.0", "table.rounded"),
    (1.5, "# ?/?", "table.number_look"),
    (15, "0.00E+00", "table.number_look"),
    (1, '[>0]"có";"không"', "table.number_look"),
    (7, "[DBNum1]0", "table.number_look"),
    (7, "0000\\-000", "table.number_look"),
    (7, "0 B", "table.number_look"),
    (7, '"VD-"@', "table.number_look"),
    (7, '0"', "table.number_look"),
    (7, "0;0;0;0;0", "table.number_look"),
    (DAY, "yyyy", "table.number_look"),
    (DAY, "dddd", "table.number_look"),
    (EVENING, "mm:ss", "table.number_look"),
    (EVENING, "hh", "table.number_look"),
    (1234567890123456, "0", "table.long_number"),
    (1e21, "General", "table.long_number"),
    (1e-7, "General", "table.long_number"),
    (float("inf"), "General", "table.long_number"),
]  # fmt: skip


def told(shown: str | Fault) -> str:
    """Return what is shown, or the code of the fault, which has a sentence in each language."""
    if isinstance(shown, str):
        return shown
    assert all(say_fault(lang, shown).endswith(".") for lang in LANGS)
    return shown.code


@pytest.mark.parametrize(("number", "code", "shown"), NUMBERS, ids=[f"{number} {code}" for number, code, _ in NUMBERS])
def test_what_a_number_shows(number: float, code: str, shown: str) -> None:
    """A number gives what people see of it; where that is another number, or nothing, it is refused."""
    assert told(number_format(code).show_number(number)) == shown


@pytest.mark.parametrize("number", [*range(27, 37), *range(50, 59)])
def test_days_of_east_asian_formats(number: int) -> None:
    """The formats that East Asian Excel and WPS name by number alone show the day, or the time where there is no day."""
    look = number_format(BUILT_IN[number])
    assert (look.show_number(DAY), look.show_number(EVENING)) == ("2025-11-05", "19:30")


def test_a_format_that_nobody_knows() -> None:
    """A number whose format has a number without a meaning is refused; no text needs it."""
    assert told(unknown_format(99).show_number(7)) == "table.number_look"
    assert unknown_format(99).plain_text


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "abc"),
        ("0", "abc"),
        ("0;-0;;@", "abc"),
        ("_(@_)", "abc"),
        ("General;General;General;General", "abc"),
        ('"VD-"@', "VD-abc"),
        (";;;", "table.invisible"),
        ('0;0;0;"x"', "table.number_look"),
        ("0;0;0;0", "table.number_look"),
    ],
)
def test_what_a_text_shows(code: str, shown: str) -> None:
    """A text shows as it is but where its format has words for it, or hides it."""
    assert told(number_format(code).show_text("abc")) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2025-11-05", "2025-11-05"),
        ("2025-11-05T00:00:00", "2025-11-05"),
        ("2025-11-05T00:00:00.000", "2025-11-05"),
        ("2025-11-05 00:00:00", "2025-11-05"),
        ("2025-11-05T19:30:00", "2025-11-05 19:30"),
        ("19:30:00", "19:30"),
        ("T19:30", "19:30"),
        ("2025-11-05T00:00:00Z", "table.zone"),
        ("2025-11-05T19:30:00+07:00", "table.zone"),
        ("19:30Z", "table.zone"),
        ("2025-13-05", None),
        ("05/11/2025", None),
        ("25:00:00", None),
        ("", None),
        ("T", None),
        ("Z", None),
    ],
)
def test_days_and_times_in_words(text: str, shown: str | None) -> None:
    """A day, a time or both are read; a zone, which would move them, is named; anything else is none."""
    found = iso_serial(text)
    if found is None or isinstance(found, Fault):
        assert (found and told(found)) == shown
    else:
        assert found.own_format.show_number(found.number) == shown


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)), st.integers(0, 86_399))
def test_every_second_of_every_day(day: dt.date, second: int) -> None:
    """Whatever day and second there is, its number shows as that day and second, though it is a binary fraction."""
    serial = (day - dt.date(1899, 12, 30)).days + second / 86_400
    clock = (dt.datetime(2000, 1, 1) + dt.timedelta(seconds=second)).time()  # noqa: DTZ001 - cells have no zone
    shown = f"{clock:%H:%M:%S}" if clock.second else f"{clock:%H:%M}"
    assert number_format("dd/mm/yyyy hh:mm:ss").show_number(serial) == (f"{day} {shown}" if second else f"{day}")


@given(st.decimals(0, 10**6, places=2), st.integers(0, 4))
def test_a_number_is_shown_whole_or_not_at_all(number: Decimal, places: int) -> None:
    """Of a number with two decimals, a format with more shows the same number, one with fewer the same or a fault."""
    shown = number_format("0." + "0" * places if places else "0").show_number(float(number))
    assert told(shown) == "table.rounded" if isinstance(shown, Fault) else Decimal(shown) == number
    assert isinstance(shown, str) or places < 2


@given(st.text('0#?.,%@;"\\_*[]hmsdyeEg/-+() $<>=AaPMGneral', max_size=12), st.floats(-1e9, 1e9))
def test_no_format_is_too_odd(code: str, number: float) -> None:
    """Whatever stands for a number format, a number and a text show something, or are refused in a sentence."""
    look = number_format(code)
    assert told(look.show_number(number))
    assert told(look.show_text("abc"))
