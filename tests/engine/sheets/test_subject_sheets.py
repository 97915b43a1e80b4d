"""Sheets of other subjects than meetings: title, head, columns and signatures are the subject's."""

from __future__ import annotations

from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.sheets.sheet_view import view_sheet
from subjects import COLLECTIVE, PERSON, collective, person


def test_a_sheet_of_a_collective() -> None:
    """Nothing on it is of a party cell: its title is the framework's own, its period and inputs stand at its head."""
    view = view_sheet(Scorer(COLLECTIVE).evaluate(collective()))
    assert (view.title, view.subject) == ("PHIẾU ĐÁNH GIÁ TẬP THỂ", "Kỳ: quý III năm 2026")
    told = {line.label: line.text for line in view.particulars}
    assert (told["Đơn vị"], told["Mã"], told["Cấp trên"]) == ("Phòng Bịa", "TT-01", "Sở Bịa")
    assert "Điểm cấp trên chấm: 89,5 điểm" in (told["Số liệu"] or "")
    assert [signature.label for signature in view.signatures] == [
        "NGƯỜI TỔNG HỢP", "ĐẠI DIỆN TẬP THỂ", "CẤP TRÊN TRỰC TIẾP",
    ]  # fmt: skip
    assert (view.own_label, view.upper_label, view.paragraph) == ("Tự chấm", "Cấp trên chấm", "")
    assert "hi bộ" not in repr(view)


def test_a_sheet_of_a_person() -> None:
    """Of a person the code stands on it, the day, and no name; who is assessed signs."""
    view = view_sheet(Scorer(PERSON).evaluate(person()))
    assert (view.title, view.subject, view.cell) == ("PHIẾU CHẤM ĐIỂM NGƯỜI DỰ", "Ngày 05/10/2026", None)
    assert [line.label for line in view.particulars] == ["Mã", "Cấp trên", "Số liệu"]
    assert view.particulars[-1].text == "Số lần phát biểu: 2"
    assert view.signatures[1].label == "NGƯỜI ĐƯỢC ĐÁNH GIÁ"
