"""What stands in the lists."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from chamdiem.engine.lists.follow_ups import discrepancy_list, missing_list, near_list
from chamdiem.engine.lists.meetings import count_ratings, month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.lists.reporting import reporting_of
from chamdiem.engine.lists.summary import summary_list
from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.office import Office
from chamdiem.engine.paper.settings import PaperSettings
from chamdiem.engine.paper.tables import text_of
from chamdiem.engine.reading.register import RegisteredCell
from places import EXAMPLES

if TYPE_CHECKING:
    from months import Make

PAPER = PaperSettings(place="Mẫu")
ORIGIN = "Chấm theo khung mau/2025, mã nội dung 2cde560ace46."
"""The framework of these tests with its content: no list hides what it was scored by."""
FULL, LESS = 'answers: {"2.1": 6, "2.2": 4}', 'answers: {"2.1": 4.5, "2.2": 4}'
DAY = dt.date(2025, 11, 5)


def cell(name: str, cell_id: str, members: int | None = 10) -> RegisteredCell:
    """Return a cell of a register."""
    return RegisteredCell(id=cell_id, name=name, upper_org="Đảng bộ xã Mẫu", members=members)


def test_the_summary_has_the_ten_columns_of_the_form(make: Make) -> None:
    """Number, unit, members, date, points, one mark in four, and why points were taken off; then the totals."""
    upper = 'rating: Khá, answers: {"2.1": 4.5, "2.2": 4}, deduction_notes: {"2.1": Còn chung chung}'
    month = month_of([make("Chi bộ B", self=FULL, upper=upper), make("Chi bộ A", "present: 10", self=FULL)], None)
    view = summary_list(month, None, PAPER)
    assert [column.title for column in view.columns] == [
        "STT", "Tên đơn vị", "Số đảng viên", "Ngày họp", "Số điểm",
        "Tốt", "Khá", "Trung bình", "Kém", "Ghi chú (thuyết minh điểm trừ)",
    ]  # fmt: skip
    own = "điểm chi bộ tự chấm, cấp trên chưa chấm; chi bộ tự xếp loại, cấp trên chưa xếp loại"
    assert view.rows == (
        (
            1,
            "Chi bộ A",
            20,
            DAY,
            Decimal("17.5"),
            None,
            "x",
            None,
            None,
            f"{own}; 1.1 (−2,5): Tỷ lệ dự họp: 50% (10/20)",
        ),
        (
            2,
            "Chi bộ B",
            20,
            DAY,
            Decimal("18.5"),
            None,
            "x",
            None,
            None,
            # what the upper level states is not what its points allow: the list marks it, and does not hide that
            "cần kiểm tra lại: theo điểm và điều kiện của khung thì xếp loại Tốt; 2.1 (−1,5): Còn chung chung",
        ),
    )
    assert view.total == (None, "Tổng cộng: 2 chi bộ", 40, None, None, 0, 2, 0, 0, None)
    assert (view.head.organisation, view.head.signature) == ("ĐẢNG BỘ XÃ MẪU", "T/M ĐẢNG ỦY\nBÍ THƯ")
    assert view.head.subject == "Tháng 11/2025"
    assert view.head.place_and_date == "Mẫu, ngày …… tháng …… năm ……"
    assert view.notes == (ORIGIN,)


def test_what_is_missing_is_said_and_never_counted_as_zero(make: Make) -> None:
    """A total that is not complete is a floor without a mark; members that nobody gave are said to be missing."""
    incomplete = make("A", "members_total:", "present:", "meeting_kind: thematic", self='answers: {"2.1": 5}')
    view = summary_list(month_of([incomplete], None), None, PAPER)
    row = view.rows[0]
    assert row[2] is None
    assert row[4] == "ít nhất 12,5"
    assert row[5:9] == (None, None, None, None)
    assert "sinh hoạt chuyên đề" in str(row[9])
    assert "còn 2 tiêu chí chưa chấm" in str(row[9])
    assert view.total is not None
    assert (view.total[2], view.total[9]) == (0, "1 chi bộ chưa ghi số đảng viên")


def test_a_deduction_that_nobody_explained_says_so(make: Make) -> None:
    """Every deduction must be explained: one that is not is not passed over."""
    month = month_of([make("A", self=FULL, upper='answers: {"2.1": 6, "2.2": 3.5}')], None)
    assert str(summary_list(month, None, PAPER).rows[0][9]).endswith("2.2 (−0,5): chưa thuyết minh")


def test_what_nobody_explained_is_said_once(make: Make) -> None:
    """Criteria that lost the same stand together, and “chưa thuyết minh” behind all of them; on any number of lines."""
    month = month_of([make("A", self=FULL, upper='answers: {"2.1": 5.5, "2.2": 3.5}')], None)
    assert summary_list(month, None, PAPER).rows[0][9] == "2.1, 2.2 (mỗi tiêu chí −0,5): chưa thuyết minh"
    month = month_of([make("A", self=FULL, upper='answers: {"2.1": 5, "2.2": 3.5}')], None)
    assert summary_list(month, None, PAPER).rows[0][9] == "2.1 (−1); 2.2 (−0,5): chưa thuyết minh"


def test_the_cell_s_own_reason_stands_beside_the_upper_level_s(make: Make) -> None:
    """Neither the summary nor the differences lose what the cell wrote where the upper level wrote, too, or did not."""
    own = 'answers: {"2.1": 5, "2.2": 3}, deduction_notes: {"2.1": Thiếu phân công, "2.2": Kết luận chậm}'
    upper = 'answers: {"2.1": 4.5, "2.2": 3.5}, deduction_notes: {"2.1": Còn chung chung}'
    month = month_of([make("A", self=own, upper=upper)], None)
    assert str(summary_list(month, None, PAPER).rows[0][9]) == (
        "2.1 (−1,5): Cấp trên: Còn chung chung – Chi bộ: Thiếu phân công; 2.2 (−0,5): Chi bộ: Kết luận chậm"
    )
    assert [row[7] for row in discrepancy_list(month, PAPER).rows] == [
        "Cấp trên: Còn chung chung – Chi bộ: Thiếu phân công",
        "Chi bộ: Kết luận chậm",
    ]


def test_ratings_are_counted_best_first(make: Make) -> None:
    """The order is that of the framework, whatever most of the meetings have."""
    evaluations = [
        make(name, self=f"rating: {rating}, {FULL}") for name, rating in (("A", "Kém"), ("B", "Kém"), ("C", "Tốt"))
    ]
    assert count_ratings([*evaluations, make("D", self='answers: {"2.1": 5}')]) == ({"Tốt": 1, "Kém": 2}, 1)
    assert list(count_ratings(evaluations)[0]) == ["Tốt", "Kém"]


def test_members_are_counted_once_where_a_cell_met_twice(make: Make) -> None:
    """A regular and a thematic meeting are two rows of one cell."""
    twice = [make("A", self=FULL), make("A", "meeting_kind: thematic", self=FULL)]
    total = summary_list(month_of(twice, None), None, PAPER).total
    assert total is not None
    assert total[1:3] == ("Tổng cộng: 1 chi bộ", 20)
    assert total[5:9] == (2, 0, 0, 0)


def test_cells_that_did_not_report_are_named_in_vietnamese_order(make: Make) -> None:
    """The register says who should have; a record is a cell's by its id, or by its name where it has none."""
    month = month_of([make("Chi bộ Đồi", self=FULL), make("Tên khác", "cell_id: '2'", self=FULL)], None)
    register = (
        cell("Chi bộ Ổi", "4"),
        cell("Chi bộ Ớt", "5", None),
        cell("Chi bộ Đồi", "1"),
        cell("Chi bộ Hai", "2"),
        cell("Chi bộ Na", "3"),
    )
    assert [each.id for each in reporting_of(month, register).missing] == ["3", "4", "5"]
    view = missing_list(month, register, PAPER)
    assert view.rows[2] == (3, "5", "Chi bộ Ớt", "Đảng bộ xã Mẫu", None)
    assert view.total == (None, None, "Tổng cộng: 3 chi bộ", None, 20)
    assert view.notes == ("Đã báo cáo: 2/5 chi bộ (40%).",)
    summary = summary_list(month, register, PAPER)
    own = (
        "Điểm của tất cả các kỳ họp trên là điểm chi bộ tự chấm, cấp trên chưa chấm.",
        "Xếp loại của tất cả các kỳ họp trên là của chi bộ, cấp trên chưa xếp loại.",
    )
    said = "Chưa báo cáo: 3 chi bộ (đã báo cáo 40% của 5): Chi bộ Na; Chi bộ Ổi; Chi bộ Ớt."
    assert summary.notes == (said, *own, ORIGIN)
    everybody = summary_list(month, register[2:4], PAPER)
    assert everybody.notes == ("Cả 2 chi bộ trong danh sách đã báo cáo.", *own, ORIGIN)


def test_a_report_of_an_unknown_cell_is_said(make: Make) -> None:
    """A cell that reports and is not in the register is named too: one of the two is wrong."""
    month = month_of([make("Chi bộ Lạ", self=FULL), make("B", "cell_id: '9'", self=FULL)], None)
    notes = missing_list(month, (cell("Chi bộ Na", "3"),), PAPER).notes
    assert notes[1] == "Có báo cáo nhưng không có trong danh sách chi bộ: 2 chi bộ: B; Chi bộ Lạ."


def test_differences_come_largest_first(make: Make) -> None:
    """Criterion by criterion, self against upper level, in either direction; who was not compared is named."""
    evaluations = [
        make("A", self=FULL, upper=LESS),
        make(
            "B",
            self='answers: {"2.1": 3, "2.2": 3.5}',
            upper='answers: {"2.1": 6, "2.2": 4}, deduction_notes: {"2.2": Khá hơn}',
        ),
        make("C", self=FULL),
        make("D", self='answers: {"2.1": 6}', upper=FULL),
    ]
    view = discrepancy_list(month_of(evaluations, None), PAPER)
    assert [row[1:7] for row in view.rows] == [
        ("B", "2.1. Nội dung", 6, 3, 6, -3),
        ("A", "2.1. Nội dung", 6, 6, Decimal("4.5"), Decimal("1.5")),
        ("B", "2.2. Điều hành", 4, Decimal("3.5"), 4, Decimal("-0.5")),
    ]
    assert view.rows[2][7] == "Khá hơn"
    assert view.notes == (
        "Đã so 3 kỳ họp có cả hai điểm: 2 chi bộ lệch ở 3 tiêu chí.",
        "Cấp trên chưa chấm: 1 chi bộ: C.",
        ORIGIN,
    )


def test_totals_near_a_border_come_nearest_first(make: Make) -> None:
    """Borders included and not included alike; a total that is not complete is left out and counted."""
    evaluations = [
        make("A", self='answers: {"2.1": 5, "2.2": 3.5}'),  # 18,5
        make("B", self='answers: {"2.1": 4, "2.2": 3.5}'),  # 17,5
        make("C", self='answers: {"2.1": 4, "2.2": 4}'),  # 18
        make("D", self='answers: {"2.1": 6, "2.2": 3}'),  # 19
        make("E", self='answers: {"2.1": 0, "2.2": 0.5}'),  # 10,5
        make("F", self='answers: {"2.1": 6}'),
    ]
    view = near_list(month_of(evaluations, None), 50, PAPER)
    assert [row[1:] for row in view.rows] == [
        ("C", 18, "Tốt", "Tốt: từ 18 trở lên", 0),
        ("A", Decimal("18.5"), "Tốt", "Tốt: từ 18 trở lên", Decimal("0.5")),
        ("B", Decimal("17.5"), "Khá", "Tốt: từ 18 trở lên", Decimal("-0.5")),
        ("E", Decimal("10.5"), "Trung bình", "Trung bình: trên 10", Decimal("0.5")),
    ]
    assert view.notes[1] == "Không xét 1 kỳ họp chưa chấm xong."
    assert text_of(view.rows[2][5]) == "−0,5"  # the sign of the deduction notes, not a hyphen


def test_the_overview_counts_averages_and_losses(make: Make) -> None:
    """Ratings with their share, averages of the groups that are complete, criteria by what they lose in all."""
    evaluations = [
        make("A", self=FULL),
        make("B", self='answers: {"2.1": 3, "2.2": 3}'),
        make("C", "present: 10", self='answers: {"2.1": 6}'),
    ]
    view = overview_of(month_of(evaluations, None), (cell("A", "1"), cell("Z", "2")), PAPER)
    (section,) = view.sections
    assert view.particulars == ("Số kỳ họp đã chấm: 3, của 3 chi bộ.", "Đã báo cáo: 1/2 chi bộ (50%).")
    assert [(bar.label, bar.number, bar.length) for bar in section.ratings] == [
        ("Tốt", "1 (33,33%)", 333),
        ("Khá", "1 (33,33%)", 333),
        ("Trung bình", "0 (0%)", 0),
        ("Kém", "0 (0%)", 0),
        ("Chưa xếp loại", "1 (33,33%)", 333),
    ]
    assert [(bar.label, bar.number) for bar in section.groups] == [
        ("1. Dự họp", "9,17/10 (91,67%)"),
        ("2. Tiến hành", "8/10 (80%)"),
    ]
    assert [(bar.label, bar.number, bar.length) for bar in section.lost] == [
        ("2.1. Nội dung", "−3 điểm, 1 kỳ họp", 1000),
        ("1.1. Tỷ lệ dự họp", "−2,5 điểm, 1 kỳ họp", 833),
        ("2.2. Điều hành", "−1 điểm, 1 kỳ họp", 333),
    ]
    assert section.notes == (
        "1 kỳ họp chưa chấm xong; nhóm nào chưa đủ điểm thì không tính vào bình quân.",
        ORIGIN,
    )


def test_values_are_written_as_vietnamese_is() -> None:
    """Decimal comma, day first, texts on one line, and nothing for nothing."""
    assert [text_of(value) for value in (Decimal("7.50"), DAY, 3, "a\n b", None)] == [
        "7,5",
        "05/11/2025",
        "3",
        "a b",
        "",
    ]


def test_a_framework_without_points_is_listed_too() -> None:
    """What is met is counted instead of points, and a rating that has no column is named in the notes."""
    month = month_of([evaluate_file(Office(), EXAMPLES / "11-hd-12-khong-co-diem.yaml")], None)
    (row,) = summary_list(month, None, PAPER).rows
    assert row[4:9] == ("15/16", None, None, None, None)
    assert row[9] == "xếp loại: Chưa đạt cả năm tiêu chí; 3.5: Ba trên tám đảng viên phát biểu"
    assert discrepancy_list(month, PAPER).rows == ()
    assert near_list(month, 10_000, PAPER).rows == ()
    (section,) = overview_of(month, None, PAPER).sections
    assert [bar.number for bar in section.groups] == [
        "3/3 (100%)",
        "4/4 (100%)",
        "6/7 (85,71%)",
        "1/1 (100%)",
        "1/1 (100%)",
    ]
    assert [(bar.label, bar.number) for bar in section.lost] == [
        ("3.5. Nhiều đảng viên phát biểu", "1 kỳ họp không đạt")
    ]


def test_a_reconstructed_framework_says_so_in_every_list() -> None:
    """The line that must stand on every sheet stands under every list of points as well."""
    notice = "Khung tiêu chí dựng lại, chưa đối chiếu với phụ lục Quyết định 4275-QĐ/TU"
    month = month_of([evaluate_file(Office(), EXAMPLES / "02-dien-bien-thieu-dieu-kien-tot.yaml")], None)
    for view in (summary_list(month, None, PAPER), discrepancy_list(month, PAPER), near_list(month, 100, PAPER)):
        assert notice in view.notes
    assert notice in overview_of(month, None, PAPER).sections[0].notes


def test_a_group_that_nobody_scored_has_no_average(make: Make) -> None:
    """Where no meeting has all points of a group there is no average, which is not zero."""
    (section,) = overview_of(month_of([make("A", "present:", self=FULL)], None), None, PAPER).sections
    assert [bar.number for bar in section.groups] == ["chưa có", "10/10 (100%)"]
