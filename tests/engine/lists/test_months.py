"""Which meetings a list is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.lists.meetings import CellMeeting, month_of
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from months import Make

FULL = 'answers: {"2.1": 6, "2.2": 4}'


def codes(*evaluations: object, period: str | None = None) -> list[str]:
    """Return why evaluations make no month."""
    with pytest.raises(FaultyInput) as caught:
        month_of(evaluations, period)  # type: ignore[arg-type]  # evaluations, as the fixture makes them
    return [fault.code for fault in caught.value.faults]


def test_cells_stand_in_vietnamese_order(make: Make) -> None:
    """Cells are ordered by upper organisation and name as Vietnamese is, and a cell's meetings by date."""
    names = ["Chi bộ Ấp Đông", "Chi bộ 10", "Chi bộ Đồi", "Chi bộ Dốc", "Chi bộ 2", "Chi bộ Ăn Mẫu"]
    month = month_of([make(name, self=FULL) for name in names], None)
    expected = ["Chi bộ 2", "Chi bộ 10", "Chi bộ Ăn Mẫu", "Chi bộ Ấp Đông", "Chi bộ Dốc", "Chi bộ Đồi"]
    assert [meeting.cell for meeting in month.meetings] == expected
    assert month.organisation == "Đảng bộ xã Mẫu"
    late, early = (
        make("A", f"date: 2025-11-{day}", f"meeting_kind: {kind}", self=FULL)
        for day, kind in (("20", "thematic"), ("03", "regular"))
    )
    assert [m.evaluation for m in month_of([late, early], None).meetings] == [early, late]


def test_cells_of_several_organisations_are_told_apart(make: Make) -> None:
    """Where cells belong to several organisations, each name says to which."""
    month = month_of([make("Chi bộ Một", self=FULL), make("Chi bộ Hai", "upper_org: Đảng bộ xã An", self=FULL)], None)
    assert month.organisation is None
    assert [month.name(meeting) for meeting in month.meetings] == [
        "Chi bộ Hai, Đảng bộ xã An",
        "Chi bộ Một, Đảng bộ xã Mẫu",
    ]


def test_a_month_is_chosen_and_never_guessed(make: Make) -> None:
    """One period in all records needs no choice; several do, and the sentence names them."""
    november, october = make("A", self=FULL), make("A", "period: 2025-10", "date: 2025-10-05", self=FULL)
    assert [m.evaluation for m in month_of([november, october], "2025-10").meetings] == [october]
    assert codes(november, october) == ["list.several_periods"]
    assert codes(november, period="2025-09") == ["list.no_meeting"]
    assert codes() == ["list.no_meeting"]


def test_records_that_cannot_be_listed_are_all_named(make: Make) -> None:
    """A record without a cell or without a period has no place in a list."""
    nobody = make("A", "cell_name:", self=FULL)
    assert codes(nobody) == ["list.no_cell"]
    assert codes(make("A", "period:", self=FULL), make("B", "period:", self=FULL)) == ["list.no_period"] * 2


def test_one_meeting_is_listed_once(make: Make) -> None:
    """Two records of one cell's regular meeting are a fault; a thematic meeting of the same month is another one."""
    first, again = make("A", self=FULL, file="1.yaml"), make("A", self=FULL, file="2.yaml")
    thematic = make("A", "meeting_kind: thematic", self=FULL)
    assert codes(first, again) == ["list.twice"]
    assert len(month_of([first, thematic], None).meetings) == 2
    same_name = make("A", "upper_org: Đảng bộ xã Khác", self=FULL)
    assert len(month_of([first, same_name], None).meetings) == 2


def test_the_newest_layer_counts(make: Make) -> None:
    """Points are the upper level's where it scored, the rating the one decided; before that, the cell's own."""
    upper = 'rating: Khá, answers: {"2.1": 5, "2.2": 4}'
    meeting = CellMeeting(make("A", self=f"rating: Tốt, {FULL}", upper=upper, decided="rating: Trung bình"), "A", 0)
    assert (meeting.scored[0], meeting.scored[1].total.award) == ("upper", 1900)
    assert meeting.rated is not None
    assert (meeting.rated[0], meeting.rated[1].title) == ("decided", "Trung bình")
    alone = CellMeeting(make("A", self=FULL), "A", 0)
    assert (alone.scored[0], alone.rated and alone.rated[1].title) == ("self", "Tốt")
    unrated = CellMeeting(make("A", self='answers: {"2.1": 5}'), "A", 0)
    assert unrated.rated is None or unrated.rated[1].title == "Khá"
