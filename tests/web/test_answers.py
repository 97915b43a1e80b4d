"""What the fields of a page send becomes a text, and a text stands in the same fields again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chamdiem.engine.reading.table_columns import ColumnKind
from chamdiem.web.answers import field_names, field_texts, typed_of


def question(kind: ColumnKind) -> Any:  # noqa: ANN401 - it stands for a question of a form
    """Return a question of a kind."""
    return SimpleNamespace(id="date", column=SimpleNamespace(kind=kind))


@given(st.lists(st.text("0123456789ab ", max_size=4).map(str.strip), min_size=3, max_size=3))
def test_the_fields_of_a_day_make_one_text_and_hold_it_again(parts: list[str]) -> None:
    """Whatever stands in day, month and year comes back as it was; where all are blank nothing was typed."""
    asked = question(ColumnKind.DATE)
    typed = typed_of([asked], dict(zip(field_names(asked), parts, strict=True)), "2026")["date"]
    assert (typed == "") == (not any(parts))
    shown = field_texts(asked, typed)
    assert [*shown] in (parts, parts[::-1])  # a year that stands first is put where years stand
    assert typed_of([asked], dict(zip(field_names(asked), shown, strict=True)), "2026").keys() == {"date"}


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (ColumnKind.DATE, "24/11/2026", ("24", "11", "2026")),
        (ColumnKind.DATE, "2026-11-24", ("24", "11", "2026")),
        (ColumnKind.DATE, "ngày 5 tháng 11", ("ngày 5 tháng 11", "", "")),
        (ColumnKind.TIME, "19:30", ("19", "30")),
        (ColumnKind.TIME, "19 giờ", ("19 giờ", "")),
        (ColumnKind.COUNT, "7/8", ("7/8",)),
    ],
)
def test_a_text_stands_in_its_fields(kind: ColumnKind, text: str, shown: tuple[str, ...]) -> None:
    """What came from a workbook, or cannot be parted, is shown, too: nothing that was typed disappears."""
    assert field_texts(question(kind), text) == shown


def test_what_a_page_has_no_field_of_is_left_alone() -> None:
    """A choice in which nothing is chosen is not sent, and takes nothing away."""
    assert typed_of([question(ColumnKind.YES_NO), question(ColumnKind.DATE)], {}, "2026-11") == {}


@pytest.mark.parametrize(
    ("parts", "text"), [("5", "5/11/2026"), ("5 12", "5/12/"), ("thứ hai", "thứ/hai/"), ("31", "31/11/2026"), ("", "")]
)
def test_a_day_alone_is_one_of_the_month(parts: str, text: str) -> None:
    """Of whatever else is left out nothing is guessed, and a day that the month has not is none."""
    asked = question(ColumnKind.DATE)
    fields = dict(zip(field_names(asked), [*parts.split(), "", "", ""][:3], strict=True))
    assert typed_of([asked], fields, "2026-11") == {"date": text}
