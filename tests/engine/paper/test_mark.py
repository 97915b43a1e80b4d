"""A checkpoint as it is printed: the QR code is drawn whole, and the page tells how to check it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
import segno

from chamdiem.engine.ledger.entries import EntryKind
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.paper.mark import QUIET, qr_mark
from chamdiem.engine.paper.pages import pictures
from chamdiem.engine.proof.audit import tree_of
from chamdiem.engine.proof.cover import cover_page
from chamdiem.engine.proof.giving import sign_state
from chamdiem.engine.proof.marking import sheet_marks
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from pathlib import Path

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.proof.keys import PrivateKey
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.texts import Lang

STROKE = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def test_code_is_drawn_module_by_module(filled: Ledger, key: PrivateKey) -> None:
    """The path covers exactly the dark modules of the code of the whole note, each once, within a quiet zone."""
    kept = sign_state(tree_of(filled), key)
    mark = qr_mark(kept.note)
    strokes = [tuple(map(int, found)) for found in STROKE.findall(mark.qr_path)]
    assert STROKE.sub("", mark.qr_path) == ""
    dark = [(x + n, y) for x, y, width, back in strokes for n in range(width) if width == back]
    code = segno.make_qr(kept.note, error="m", boost_error=False)
    expected = {(x + QUIET, y + QUIET) for y, row in enumerate(code.matrix) for x, module in enumerate(row) if module}
    assert set(dark) == expected
    assert len(dark) == len(expected)
    assert mark.qr_side == len(code.matrix) + 2 * QUIET


def test_marks_of_sheets(filled: Ledger, key: PrivateKey, evaluations: list[Evaluation], tmp_path: Path) -> None:
    """Each sheet shows the number and the hash of its own entry; what is not in the ledger has no mark, and is named."""
    kept = sign_state(tree_of(filled), key)
    marks = sheet_marks(filled, evaluations, kept)
    numbers = [entry.sequence for entry in filled.entries() if entry.kind is EntryKind.EVALUATION]
    for mark, number in zip(marks, numbers, strict=True):
        assert mark.lines[0] == f"Mục {number} của sổ {key.name}, mã băm {filled.get(number).hash}."
        assert kept.root.hex() in mark.lines[1]
        assert " 17 " in mark.lines[1]
    with create_ledger(str(tmp_path / "khac.ledger")) as empty, pytest.raises(FaultyInput) as error:
        sheet_marks(empty, evaluations[:2], sign_state(tree_of(empty), key))
    assert [fault.code for fault in error.value.faults] == ["mark.not_kept"] * 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_page_of_a_checkpoint(filled: Ledger, key: PrivateKey, lang: Lang) -> None:
    """The page shows name, size, root, key and code on one sheet of paper, and is the same every time."""
    kept = sign_state(tree_of(filled), key)
    page = cover_page(kept, key.public, "html", dt.date(2026, 2, 1), lang).decode()
    for text in (kept.origin, kept.root.hex(), key.public.text, "01/02/2026", qr_mark(kept.note).qr_path):
        assert text in page
    assert len(pictures(page, 20)) == 1
    first, second = (cover_page(kept, key.public, "pdf", dt.date(2026, 2, 1), lang) for _ in range(2))
    assert first == second
