"""Who has reported, in whatever spelling, and who is in nobody's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.lists.follow_ups import missing_list
from chamdiem.engine.lists.meetings import month_of
from chamdiem.engine.lists.reporting import reporting_notes, reporting_of, silent_cells
from chamdiem.engine.lists.summary import summary_list
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.reading.register import RegisteredCell
from chamdiem.rules.records.faults import Place
from chamdiem.rules.records.identity import cell_key

if TYPE_CHECKING:
    from months import Make

FULL = 'answers: {"2.1": 6, "2.2": 4}'
PAPER = PaperSettings(place="Mẫu")
REGISTER = (
    ("001", "Chi bộ Hòa Bình"),
    ("002", "Chi bộ Đồng Tâm"),
    ("003", "Chi bộ Thủy Lợi"),
    ("VD-4", "Chi bộ Quý"),
    ("vd-6", "Chi bộ Sáu"),
)


def register(*cells: tuple[str, str], org: str = "Đảng bộ xã Mẫu") -> tuple[RegisteredCell, ...]:
    """Return a register with a line for each cell, from line 2 on."""
    return tuple(
        RegisteredCell(id=cell_id, name=name, upper_org=org, members=9, place=Place("ds.csv", line, 1, ""))
        for line, (cell_id, name) in enumerate(cells, 2)
    )


def test_a_cell_that_reported_is_never_said_not_to_have(make: Make) -> None:
    """Ids typed as numbers, other capitals, dashes and đ, tones of the old place: all of them are known."""
    evaluations = [
        make("Chi bộ Hoà Bình", "cell_id: '1'", self=FULL),
        make("Chi bộ Ðồng Tâm", "cell_id: '2'", self=FULL),
        make("Chi bộ Thuỷ Lợi", self=FULL),
        make("Chi bộ Quý", "cell_id: VD\u20114", self=FULL),
        make("Chi bộ Sáu", "cell_id: VD-6", self=FULL),
    ]
    month = month_of(evaluations, None)
    reporting = reporting_of(month, register(*REGISTER))
    assert (reporting.missing, reporting.strangers, reporting.doubtful, reporting.alike) == ((), (), (), ())
    assert missing_list(month, register(*REGISTER), PAPER).notes == ("Đã báo cáo: 5/5 chi bộ (100%).",)
    assert "Chi bộ Thuỷ Lợi" in [row[1] for row in summary_list(month, None, PAPER).rows]


def test_who_is_not_in_the_register_is_named_beside_whom_it_resembles(make: Make) -> None:
    """List and summary name both: the meeting's cell, and the cell of the register that was meant, most likely."""
    month = month_of([make("Chi bộ Quí", "cell_id: VD9", self=FULL), make("Chi bộ Lạ", self=FULL)], None)
    said = (
        "Có báo cáo nhưng không có trong danh sách chi bộ: 2 chi bộ: Chi bộ Lạ; "
        "Chi bộ Quí [VD9] (giống “Chi bộ Quý [VD-4]” trong danh sách)."
    )
    cells = register(("VD-4", "Chi bộ Quý"), ("5", "Chi bộ Năm"))
    assert said in missing_list(month, cells, PAPER).notes
    assert said in summary_list(month, cells, PAPER).notes


def test_a_name_of_two_cells_is_nobody_s(make: Make) -> None:
    """Without id and organisation, a name that two cells have tells of neither, and both are named."""
    cells = (*register(("7", "Chi bộ Chợ"), org="Đảng bộ X"), *register(("8", "Chi bộ Chợ"), org="Đảng bộ Y"))
    month = month_of([make("Chi bộ Chợ", "upper_org:", self=FULL)], None)
    reporting = reporting_of(month, cells)
    assert [cell.id for cell in reporting.missing] == ["7", "8"]
    (note,) = reporting_notes(reporting)
    assert "chưa rõ là chi bộ nào trong danh sách: Chi bộ Chợ [7], Chi bộ Chợ [8]; cần ghi mã chi bộ" in note
    told = month_of([make("Chi bộ Chợ", "upper_org: đảng bộ y", self=FULL)], None)
    assert [cell.id for cell in reporting_of(told, cells).missing] == ["7"]


def test_a_number_taken_for_an_id_is_questioned_where_the_names_differ(make: Make) -> None:
    """1 is 001; if the name is another one's, somebody has to look."""
    month = month_of([make("Chi bộ Chợ Mới", "cell_id: '1'", self=FULL)], None)
    reporting = reporting_of(month, register(*REGISTER[:1]))
    assert reporting.missing == ()
    assert list(reporting_notes(reporting)) == [
        "Mã viết khác với danh sách chi bộ mà tên cũng khác, cần xem lại: Chi bộ Chợ Mới [1] với Chi bộ Hòa Bình [001]."
    ]


def test_lines_of_a_register_that_are_easily_mixed_up_are_named(make: Make) -> None:
    """Two ids alike are a question, with both lines."""
    month = month_of([make("Chi bộ Quý", "cell_id: VD-4", self=FULL)], None)
    notes = missing_list(month, register(("VD-4", "Chi bộ Quý"), ("VD4", "Chi bộ Bốn")), PAPER).notes
    assert notes[-1] == (
        "Danh sách chi bộ có dòng dễ nhầm với nhau, cần xem lại: "
        "Chi bộ Quý [VD-4] ở dòng 2 và Chi bộ Bốn [VD4] ở dòng 3."
    )


def test_a_cell_whose_record_is_faulty_has_reported(make: Make) -> None:
    """It is neither counted among those that came, nor said not to have reported."""
    faulty = [
        (cell_key("vd–4", None, None), "2025-11"),
        (cell_key("002", None, None), "2025-10"),
        (cell_key("001", None, None), None),
    ]
    month = month_of([make("Chi bộ Hòa Bình", "cell_id: '001'", self=FULL)], None, faulty)
    reporting = reporting_of(month, register(*REGISTER))
    assert [cell.id for cell in reporting.missing] == ["002", "vd-6", "003"]
    assert reporting.came == 1
    assert list(reporting_notes(reporting)) == ["Hồ sơ còn sai, chưa chấm được: 1 chi bộ: Chi bộ Quý."]


def test_meetings_of_one_cell_are_counted_as_one(make: Make) -> None:
    """A regular and a thematic meeting are of one cell, spelled alike or not, with an id or without."""
    evaluations = [
        make("Chi bộ Hòa", "cell_id: VD-4", self=FULL),
        make("CHI BỘ HOÀ", "meeting_kind: thematic", self=FULL),
        make("Chi bộ Hòa", "cell_id: vd-4", "meeting_kind: combined", self=FULL),
    ]
    total = summary_list(month_of(evaluations, None), None, PAPER).total
    assert total is not None
    assert total[1:3] == ("Tổng cộng: 1 chi bộ", 20)


def test_rows_that_tell_nothing_are_counted_by_cell(make: Make) -> None:
    """A cell that stands in two rows is one, and one that reported elsewhere, or in another spelling, is none."""
    came = [make("Chi bộ Hòa", "cell_id: '001'", self=FULL).record]
    rows = [
        make("Chi bộ Hoà", "cell_id: '1'", "period:").record,
        make("Chi bộ Ba", "cell_id: '3'", "period:").record,
        make("Chi bộ Ba", "cell_id: '03'", "period:").record,
        make("Chi bộ Hoà", "cell_id: '1'", "period: 2025-12").record,
    ]
    assert silent_cells(rows, came) == 2
    assert silent_cells([], came) == 0
