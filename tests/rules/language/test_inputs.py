"""Inputs: the field that each declares, and the ends between which it lies."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.fields import Changeability, FieldType
from samples import criterion, framework


def declared(**own: object) -> Any:  # noqa: ANN401 - a field
    """Return the field that an input declares."""
    loaded = framework(criterion(), inputs={"x": {"title": "Số thử", **own}})
    return loaded.framework.shape.by_name["x"]


def codes(**own: object) -> list[str]:
    """Return what is said against an input."""
    with pytest.raises(FaultyInput) as refused:
        declared(**own)
    return [fault.code for fault in refused.value.faults]


def test_a_decimal_is_stored_in_units_of_its_last_decimal() -> None:
    """7.5 in steps of 0.25 is 750, and its ends and its step are stored likewise; it comes back as it was."""
    field = declared(type="decimal", step="0.25", at_least="-2", at_most="37.5")
    assert (field.type, field.decimals, field.step, field.least, field.most) == (FieldType.DECIMAL, 2, 25, -200, 3750)
    assert field.fact_value(Decimal("7.5")) == 750
    assert field.value_of(750) == Decimal("7.5")
    assert (field.written(750), field.written(3750), field.written(1000)) == ("7.5", "37.5", "10")


def test_numbers_begin_at_0_unless_it_is_said() -> None:
    """Without `at_least` a number is never negative; without `at_most` nothing bounds it; words and days have no ends."""
    assert (declared(type="count").least, declared(type="count").most) == (0, None)
    assert declared(type="decimal", step="0.1").least == 0
    assert (declared(type="date").least, declared(type="yes_no").least) == (None, None)
    day = declared(type="date", at_least="2020-01-01", at_most="31/12/2025")
    assert (day.least, day.most) == (dt.date(2020, 1, 1).toordinal(), dt.date(2025, 12, 31).toordinal())
    assert declared(type="time", at_most="17h30").most == 17 * 60 + 30


def test_what_else_an_input_says() -> None:
    """Its title, unit, words, who may change it and whether it is one person's stand in the field."""
    field = declared(type="word", words={"school": "Trường học", "office": "Cơ quan"}, change="after")
    assert field.words == {"school": ("Trường học", "Trường học"), "office": ("Cơ quan", "Cơ quan")}
    assert (field.change, field.personal, field.declared) == (Changeability.AFTER_MEETING, False, True)
    own = declared(type="date", personal="yes")
    assert (own.change, own.personal) == (Changeability.CIRCUMSTANCE, True)
    assert declared(type="count", unit="việc").unit == "việc"


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ({"type": "decimal"}, "framework.input_needs"),
        ({"type": "word"}, "framework.input_needs"),
        ({"type": "count", "step": "0.5"}, "framework.input_key"),
        ({"type": "yes_no", "unit": "việc"}, "framework.input_key"),
        ({"type": "date", "words": {"a": "A", "b": "B"}}, "framework.input_key"),
        ({"type": "yes_no", "at_most": "1"}, "framework.input_key"),
        ({"type": "word", "words": {"a": "A"}}, "shape.too_few"),
        ({"type": "decimal", "step": "0"}, "shape.positive"),
        ({"type": "decimal", "step": "0.5", "at_most": "9.3"}, "framework.input_off_step"),
        ({"type": "count", "at_most": "10000000"}, "scalar.too_large"),
        ({"type": "decimal", "step": "0.01", "at_most": "100000"}, "scalar.too_large"),
        ({"type": "count", "at_least": "5", "at_most": "4"}, "framework.empty_range"),
        ({"type": "count", "at_most": "năm"}, "scalar.count"),
        ({"type": "date", "at_most": "2025-02-30"}, "scalar.no_such_date"),
        ({"type": "count", "at_most": {"fakt": "present"}}, "framework.input_end"),
        ({"type": "count", "at_most": {"fact": "presen"}}, "framework.input_end_near"),
        ({"type": "count", "at_most": {"fact": "zzzzzz"}}, "framework.input_end_unknown"),
        ({"type": "count", "at_most": {"fact": "date"}}, "framework.input_end_other"),
        ({"type": "count", "at_most": {"fact": "x"}}, "framework.input_end_other"),
        ({"type": "text"}, "shape.choice"),
        ({"type": "date", "personal": "yes", "change": "next"}, "framework.personal_change"),
    ],
)
def test_an_input_that_does_not_fit_is_refused(own: dict[str, object], code: str) -> None:
    """Each key goes with its types, each end is of the type, on its steps, and below what a program can hold."""
    assert codes(**own) == [code]


@pytest.mark.parametrize("name", ["present", "date", "assessments", "framework"])
def test_an_input_hides_no_field(name: str) -> None:
    """What a record has already is not declared anew."""
    with pytest.raises(FaultyInput) as refused:
        framework(criterion(), inputs={name: {"title": "Số thử", "type": "count"}})
    assert [fault.code for fault in refused.value.faults] == ["framework.input_hides_field"]


PERSONAL = {"born": {"title": "Ngày sinh", "type": "date", "personal": "yes"}}


def test_only_measures_read_what_is_personal() -> None:
    """A condition on a birth date would print it, so it is refused; a measure of it is not."""
    measures = {"days": {"title": "Số ngày", "days_between": ["born", "date"]}}
    assert framework(criterion(holds={"fact": "days", "at_least": "1"}), inputs=PERSONAL, measures=measures)
    counts = {"sick": {"title": "Số ngày ốm", "type": "count", "personal": "yes"}}
    with pytest.raises(FaultyInput) as refused:
        framework(
            criterion(holds={"fact": "sick", "at_most": "3"}),
            inputs=counts,
            measures={"share": {"title": "Tỷ lệ", "percent": ["sick", "present"]}},
        )
    assert [fault.code for fault in refused.value.faults] == ["framework.personal_shown"] * 2
