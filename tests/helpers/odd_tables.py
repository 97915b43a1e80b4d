"""Small tables, drawn by chance, of cells that leave it open what their row is: a record, a total, a signature, nothing."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from many_rows import Row

_DECOMPOSED = unicodedata.normalize("NFD", "Chi bộ A")
CELLS: Mapping[str, Sequence[str]] = {
    "cell_id": (
        "A", "a", "A01", "A1", "A 1", "", "", "B", "C", "1", "1.0", "01", "NULL", "2025-11-05", "Tổng cộng", "Kỳ", "(1)",
        "cell_id", "x\u200b", "#N/A", "TRUE", "Người lập", "Chi bộ A", "1234567890123450", "A" * 600, "Tổ hai ba",
    ),
    "cell_name": (
        "Chi bộ A", "chi bộ a", "Chi bộ B", _DECOMPOSED, "", "", "Tổ 1", "Nguyễn Văn A", "Tổng cộng", "Người lập biểu",
        "T/M CHI BỘ", "Ghi chú", "Ngày họp", "2025-11-05", "2", "NULL", "#REF!", "CB thôn 2", "C" * 501, "TRUE",
    ),
    "upper_org": ("", "Đảng bộ 1", "đảng bộ 1", "Đảng bộ 2", "Tổng", "Bí thư", "3"),
    "period": ("2025-11", "11/2025", "", "2025-10", "x", "3", "2025-13", "2026-05"),
    "date": ("2025-11-05", "05/11/2025", "", "31/11/2025", "x", "4", "45966", "2025-12-30", "2025-11-05 00:00:00"),
    "meeting_kind": ("thường kỳ", "regular", "", "chuyên đề", "x", "5"),
    "present": ("18", "18", "", "0", "x", "6", "20", "7", "-1", "18.0"),
    "members_total": ("20", "20", "", "1", "8", "x"),
    "framework": ("an-phu/2025", "an-phu/2025", "", "x", "phu-tho/khoi-co-quan", "Tổng cộng"),
    "STT": ("1", "2", "", "x", "Tổng cộng", "Bí thư"),
    "limitations": ("", "", "a\nb", "Tổng", "Ký"),
    "": ("", "", "", "", "", "x"),
    "self.answers.3.1": ("", "3", "2,5", "x"),
    "upper.answers.3.1": ("", "3"),
    "self.rating": ("", "Tốt"),
}  # fmt: skip
"""What may stand in the columns of a table; the first is what is right."""


def odd_table(chance: Random) -> tuple[list[str], list[Row]]:
    """Return the headings of a table, and its rows."""
    usual = list(CELLS)[:8]
    heads = [head for head in CELLS if chance.random() < (0.85 if head in usual else 0.3)]
    heads = heads if len(heads) > 2 else usual
    if chance.random() < 0.4:
        chance.shuffle(heads)
    share = chance.choice((0.02, 0.1, 0.3))
    return heads, [_row(chance, heads, share) for _ in range(chance.choice((2, 4, 8, 14)))]


def _row(chance: Random, heads: list[str], share: float) -> Row:
    kind = chance.random()
    if kind < 0.15:
        kept = chance.sample(heads, min(len(heads), chance.randint(0, 3)))
        return {head: chance.choice(CELLS[head]) if head in kept else "" for head in heads}
    if kind < 0.18:
        return {head: str(number) for number, head in enumerate(heads, 1)}
    if kind < 0.22:
        return {head: chance.choice(("", head, "Kỳ", "Ngày họp", "Có mặt")) for head in heads}
    told = {"cell_id": chance.choice("ABCD"), "cell_name": chance.choice(("Chi bộ A", "Chi bộ B"))}
    right = {head: told.get(head, CELLS[head][0]) for head in heads}
    return {head: chance.choice(CELLS[head]) if chance.random() < share else right[head] for head in heads}
