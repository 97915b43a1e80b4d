"""The paragraph of self-assessment for the month's resolution."""

from __future__ import annotations

import datetime as dt

from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.sheets.sheet_view import self_assessment
from places import EXAMPLES
from samples import load_record

TODAY = dt.date(2026, 11, 30)
SCORERS = ScorerCache(Catalog())


def test_everything_that_the_resolution_carries() -> None:
    """Points of the seven groups as n of their maximum, the total, the rating, the limitations and the vote."""
    evaluation = SCORERS.evaluate(load_record(EXAMPLES / "08-hd-42.json", TODAY))
    assert self_assessment(evaluation) == (
        "Chi bộ tự chấm điểm chất lượng kỳ sinh hoạt tháng 01/2026: Thời gian: 5/5; Tỷ lệ dự: 5/5; Chuẩn bị: 9/10; "
        "Tổ chức sinh hoạt: 36/40; Nguyên tắc: 5/5; Kết quả: 27,5/30; Kết thúc: 4,5/5. Tổng điểm: 92/100. "
        "Tự xếp loại: Tốt. Hạn chế cần khắc phục: Thời lượng chưa đủ 90 phút; Ít ý kiến tranh luận. "
        "Biểu quyết mức tự xếp loại: 15/16 phiếu tán thành (93,75%)."
    )


def test_what_is_not_known_is_left_to_be_written_in() -> None:
    """Without points, rating, limitations or vote there are dots, and never a zero."""
    record = parse_record(read_bytes(b"framework: trung-uong/hd-42-2025", "ho-so.yaml"), TODAY)
    text = self_assessment(SCORERS.evaluate(record))
    assert "tháng ……: " in text
    assert "Thời gian: ……/5" in text
    assert "Tổng điểm: ……/100. Tự xếp loại: ……. Hạn chế cần khắc phục: ……." in text
    assert text.endswith("……/…… phiếu tán thành (……%).")


def test_a_framework_without_points_counts_what_is_met() -> None:
    """Where nothing is scored in points, the criteria met are counted."""
    text = self_assessment(SCORERS.evaluate(load_record(EXAMPLES / "11-hd-12-khong-co-diem.yaml", TODAY)))
    assert "Số tiêu chí đạt: 16/16. Tự xếp loại: Đạt cả năm tiêu chí." in text
