"""A decision that differs from what was computed stands on every sheet and list that is made with its ledger."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.ledger.authorities import Act
from chamdiem.engine.office import ledgers, months, sheets
from chamdiem.engine.office.batches import BatchRequest, write_batch
from chamdiem.engine.office.office import Office
from commune import STAFF, staff
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = Office()
SAID = "Khá; máy tính: Tốt; lý do: Nể nang"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return a record of which the upper level has said what it thinks, and nobody what is decided."""
    text = next(EXAMPLES.glob("01-*")).read_text(encoding="utf-8")
    file = tmp_path / "ho-so" / "ho-so.yaml"
    file.parent.mkdir()
    file.write_text(text.replace("  decided:\n    rating: tot\n", ""), encoding="utf-8")
    return file


@pytest.fixture
def so(tmp_path: Path, record: Path) -> str:
    """Return a ledger that has it, not decided yet."""
    name = str(tmp_path / "so.ledger")
    ledgers.make(OFFICE, name)
    staff(name)
    ledgers.add(OFFICE, ledgers.RecordsAdded(ledger=name, records=(record,), mandate=STAFF))
    return name


def decide(so: str, rating: str, reason: str = "") -> None:
    """Decide on it."""
    number = next(
        view.entry.sequence for view in ledgers.log(OFFICE, so, None, None) if view.entry.kind == "evaluation"
    )
    ledgers.decide(OFFICE, so, number, rating, Act(STAFF, reason))


def printed(record: Path, so: str | None, tmp_path: Path) -> dict[str, str]:
    """Return what is printed of it: the sheet, every list, and all that a batch makes."""
    lasting = Consent(replace=True)
    asked = sheets.SheetRequest(record=record, ledger=so, mandate=STAFF if so else None)
    folder = tmp_path / ("co-so" if so else "khong-so")
    folder.mkdir(exist_ok=True)
    for form in ("html", "docx"):
        sheets.write_sheet(OFFICE, asked, folder / f"phieu.{form}", lasting)
    kinds: tuple[months.ListKind, ...] = ("summary", "discrepancies", "near")
    for kind in kinds:
        wanted = months.ListRequest(inputs=(record,), kind=kind, ledger=so)
        months.write_list(OFFICE, wanted, folder / f"{kind}.docx", lasting)
    month = months.MonthRequest(inputs=(record,), ledger=so)
    months.write_overview(OFFICE, month, folder / "overview.html", lasting)
    batch = BatchRequest(
        inputs=(str(record.parent),),
        folder=folder / "lo",
        lang="vi",
        forms=("html", "docx"),
        processes=1,
        ledger=so,
        mandate=asked.mandate,
    )
    write_batch(OFFICE, batch, lasting)
    files = [
        file for form in ("html", "docx") for file in (*folder.glob(f"*.{form}"), *folder.glob(f"lo/2025*.{form}"))
    ]
    return {str(file.relative_to(folder)): said(file) for file in files}


def said(file: Path) -> str:
    """Return the text of a page or of a Word file."""
    if file.suffix == ".html":
        return file.read_text(encoding="utf-8")
    with zipfile.ZipFile(file) as package:
        return re.sub("<[^>]+>", "", package.read("word/document.xml").decode())


def test_a_decision_that_differs_stands_everywhere(so: str, record: Path, tmp_path: Path) -> None:
    """With the ledger the sheet, each list and each page of a batch say both ratings and the reason."""
    decide(so, "Khá", "Nể nang")
    pages = printed(record, so, tmp_path)
    assert len(pages) > 10
    assert [name for name, text in pages.items() if SAID not in text] == []
    assert "Khá" in pages["overview.html"]


def test_nothing_else_is_printed_otherwise(so: str, record: Path, tmp_path: Path) -> None:
    """Pages are those without a ledger until there is a decision, and one for what was computed is no difference."""
    assert printed(record, so, tmp_path) == printed(record, None, tmp_path)
    decide(so, "Tốt")
    assert [name for name, text in printed(record, so, tmp_path).items() if "máy tính" in text] == []
