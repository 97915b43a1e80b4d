"""The reports: the same findings in words, as JSON, on paper and in a workbook."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from chamdiem.engine.ledger.comparing import Difference
from chamdiem.engine.ledger.entries import EntryStamp
from chamdiem.engine.paper.pages import pictures
from chamdiem.engine.paper.report_file import report_file
from chamdiem.engine.paper.tables import Table, fitted
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.replay.edited import Edit, Edited
from chamdiem.engine.replay.impact import impact
from chamdiem.engine.replay.impact_report import Imagined
from chamdiem.engine.replay.replaying import Verdict
from chamdiem.engine.replay.rescoring import Moved, Rescored
from chamdiem.engine.replay.selection import LedgerHead, Selection
from chamdiem.engine.replay.verdict_report import Replayed
from chamdiem.engine.texts.sentences import node_text
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.faults import Fault, Place

if TYPE_CHECKING:
    from chamdiem.engine.paper.tables import Report
    from chamdiem.engine.texts import Lang

DAY = dt.date(2026, 2, 1)
ASKED = LedgerHead(
    ledger="so.ledger",
    size=5,
    head="ab" * 32,
    selection=Selection(first="2025-11", cell="CB-1"),
    stamp=EntryStamp("0.2.0", "2026-02-01T02:00:00Z"),
)
BASE: dict[str, Any] = {
    "time": "2026-01-31T08:30:00Z",
    "software": "0.1.0",
    "framework": "cd" * 32,
    "framework_id": "an-phu/2025",
}
VERDICTS = [
    Verdict(number=3, cell="CB-1", period="2025-11", date="2025-11-05", result="equal", **BASE),
    Verdict(
        number=4,
        cell="=1+1",
        period="2025-12",
        date=None,
        result="different",
        difference=Difference("self", Key("award", "2.1"), "3", None),
        **BASE,
    ),
    Verdict(number=5, result="cannot", faults=(Fault("ledger.hash", (), {"number": "5"}, Place("so.ledger")),)),
]
EDITED = Edited(
    id="an-phu/2025",
    kept="cd" * 32,
    now="ef" * 32,
    file="criteria/an-phu/2025.yaml",
    edits=(Edit(("ratings", 0, "at_least"), "90", None, Place("criteria/an-phu/2025.yaml", 366, 40)),),
)
FAULTY = Edited(id="x/1", kept="cd" * 32, now=None, file="x.yaml", faults=(Fault("file.empty"),))
REPLAYED = Replayed(asked=ASKED, verdicts=VERDICTS, edited=[EDITED, FAULTY])


def imagined() -> Imagined:
    """Return what an impact found of three meetings."""

    def item(number: int, cell: str | None, before: str | None, **more: Any) -> Rescored:  # noqa: ANN401 - fields of several types
        organisation = "Đảng bộ A" if number == 3 else ""
        told: dict[str, Any] = {"period": "2025-11", "total_before": 9000, "organisation": organisation} | more
        return Rescored(number=number, framework="0" * 64, cell=cell, before=before, **told)

    meetings = [
        item(3, "CB-1", "Tốt", after="Khá", total_after=8700, criteria=(Moved("7", 3000, 2700),)),
        item(4, "CB-2", None, after="Tốt", total_after=9000),
        item(5, None, "Kém", faults=(Fault("file.empty"),)),
    ]
    framework = Catalog().get("an-phu/2025")
    ratings = [rating.title for rating in framework.framework.ratings]
    return Imagined(
        asked=ASKED, layer="self", before=[framework], framework=framework, impact=impact(meetings, ratings)
    )


def reports() -> list[Report]:
    """Return one report of each kind."""
    return [REPLAYED.report("vi"), imagined().report("vi")]


def table(report: Report, title: str) -> Table:
    """Return a table by its title."""
    return next(table for table in report.tables if table.title == title)


# --- replay ---


def test_replay_in_words() -> None:
    """A report says what was asked, how many came out how, what differs first, and what was edited."""
    report = REPLAYED.report("vi")
    told = dict(report.particulars)
    assert told["Sổ chấm điểm"] == "so.ledger"
    assert told["Hồ sơ từ – đến"] == "2025-11 – …"
    assert told["Phiên bản chấm lại"] == "0.2.0"
    assert report.findings[0] == "Đã chấm lại 3 lần chấm: 1 giống hệt, 1 khác, 1 không chấm lại được."
    assert "đã bị sửa sau khi dùng" in report.findings[2]
    assert "nay có lỗi" in report.findings[3]
    bad = table(report, "Các lần chấm khác hoặc không chấm lại được")
    assert [row[0] for row in bad.rows] == [4, 5]
    assert bad.rows[0][2] == "12/2025"
    assert bad.rows[0][-1] == (
        "Tự chấm: chỗ khác đầu tiên là “điểm tiêu chí 2.1 (award 2.1)”, sổ ghi 3, chấm lại được không có."
    )
    assert bad.rows[1][-1] == "mục 5: nội dung không khớp mã băm hoặc số thứ tự của nó."
    by_framework = table(report, "Theo khung tiêu chí và phiên bản đã chấm")
    assert ("an-phu/2025", "cd" * 6, "0.1.0", 1, 0, 1, 0) in by_framework.rows
    edits = table(report, "Chỗ bị sửa trong các khung tiêu chí đã dùng")
    assert edits.rows[0] == ("an-phu/2025", "366", "ratings › 1 › at_least", "90", "không có")
    assert len(table(report, "Mọi lần chấm").rows) == 3


def test_replay_without_a_finding() -> None:
    """Where everything is equal the report says so, and has no table of what is not."""
    replayed = Replayed(asked=ASKED, verdicts=VERDICTS[:1], edited=[])
    report = replayed.report("en")
    assert replayed.whole
    assert report.findings[1] == "Every result is equal to the one in the ledger."
    assert [table.title for table in report.tables] == ["By framework and scoring version", "All evaluations"]


def test_replay_as_json() -> None:
    """As data a report holds every verdict, by names that programs know."""
    data = json.loads(json.dumps(REPLAYED.json("en")))
    assert data["schema"] == "chamdiem/replay/1"
    assert data["counts"] == {"equal": 1, "tighter": 0, "different": 1, "cannot": 1}
    assert data["verdicts"][1]["difference"] == {"layer": "self", "node": "award 2.1", "kept": "3", "now": None}
    assert data["verdicts"][2]["why"] == ["so.ledger: entry 5: its content does not match its hash or its number."]
    assert data["edited"][0]["edits"] == [{"path": ["ratings", 0, "at_least"], "kept": "90", "now": None}]
    assert (data["from"], data["to"], data["cell"], data["size"]) == ("2025-11", None, "CB-1", 5)


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ("field present", "số liệu “Có mặt” (field present)"),
        ("measure rate", "số đo “rate” (measure rate)"),
        ("award group 5", "điểm nhóm 5 (award group 5)"),
        ("award total", "tổng điểm (award total)"),
        ("rating", "xếp loại (rating)"),
        ("treated_least 3.3", "treated_least 3.3"),
    ],
)
def test_facts_in_words(node: str, words: str) -> None:
    """A fact is named in words that an auditor knows, with the program's own name behind; rare ones by that alone."""
    assert node_text("vi", Key.read(node)) == words


# --- impact ---


def test_impact_in_words() -> None:
    """An impact shows the matrix of ratings, the criteria, the organisations and each meeting that moves."""
    report = imagined().report("vi")
    assert report.findings == (
        "Trong 3 hồ sơ: 2 đổi mức xếp loại, 1 không chấm được theo khung này.",
        "1 hồ sơ đổi mức mà không tiêu chí nào đổi điểm: do ngưỡng hoặc điều kiện xếp loại.",
    )
    matrix = table(report, "Chuyển giữa các mức xếp loại (số hồ sơ)")
    assert matrix.header == ("Từ mức ↓ sang mức →", "Tốt", "Khá", "Trung bình", "Kém", "chưa xếp loại")
    assert matrix.rows[0] == ("Tốt", 0, 1, 0, 0, 0)
    assert matrix.rows[-1] == ("chưa xếp loại", 1, 0, 0, 0, 0)
    assert table(report, "Tiêu chí làm đổi điểm").rows == (
        ("7", "Tỷ lệ nhiệm vụ của nghị quyết tháng trước đã hoàn thành", 1, "-3", 1),
    )
    moved = table(report, "Các hồ sơ đổi mức xếp loại")
    assert moved.rows[0] == (3, "Đảng bộ A", "CB-1", "11/2025", "90", "Tốt", "87", "Khá", "7: 30 → 27")
    assert moved.rows[1][-1] == "ngưỡng hoặc điều kiện xếp loại"
    assert len(table(report, "Các hồ sơ không chấm được theo khung này").rows) == 1


def test_impact_as_json() -> None:
    """As data an impact has its points as decimal strings, and null for no rating."""
    data = json.loads(json.dumps(imagined().json("vi")))
    assert data["schema"] == "chamdiem/impact/1"
    assert {"from": None, "to": "Tốt", "meetings": 1} in data["matrix"]
    assert data["criteria"] == [{"criterion": "7", "meetings": 1, "points": "-3", "moves": 1}]
    assert data["moved"][0]["criteria"] == [{"criterion": "7", "before": "30", "after": "27"}]
    assert data["organisations"][0] == {
        "organisation": "", "meetings": 2, "same": 0, "up": 0, "down": 0, "other": 1, "cannot": 1,
    }  # fmt: skip
    assert data["cannot"][0]["number"] == 5


# --- files ---


@pytest.mark.parametrize("report", reports(), ids=["replay", "impact"])
def test_page(report: Report) -> None:
    """The page holds every finding and every short table, fetches nothing and runs no script."""
    page = report_file(report, "html", DAY, "vi").decode()
    assert report.title in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)
    for table in report.tables:
        assert (table.title in page) is not table.everything
    assert "NGƯỜI LẬP" in page
    assert len(pictures(page, 20)) <= 2


@pytest.mark.parametrize("report", reports(), ids=["replay", "impact"])
def test_pdf_is_the_same_every_time(report: Report) -> None:
    """The same report makes the same PDF, byte for byte."""
    first, second = (report_file(report, "pdf", DAY, "vi") for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert first == second


@pytest.mark.parametrize("report", reports(), ids=["replay", "impact"])
def test_workbook_holds_everything(report: Report) -> None:
    """The workbook has a sheet for each table, every row in it, numbers as numbers and text as text."""
    content = report_file(report, "xlsx", DAY, "vi")
    book = openpyxl.load_workbook(io.BytesIO(content))
    front, *sheets = book.worksheets
    assert front["A1"].value == report.title
    assert len(sheets) == len(report.tables)
    for sheet, table in zip(sheets, report.tables, strict=True):
        rows = tuple(sheet.iter_rows(values_only=True))
        assert rows[0] == table.header
        assert rows[1:] == table.rows
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert content == report_file(report, "xlsx", DAY, "vi")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_both_languages(lang: Lang) -> None:
    """Both reports can be read in both languages."""
    for report in (REPLAYED.report(lang), imagined().report(lang)):
        assert all(report.findings)
        assert len({table.title for table in report.tables}) == len(report.tables)


def test_columns_of_a_table() -> None:
    """Columns of numbers are set to the right, short words are not broken; a table without rows has neither."""
    shown = fitted("x", ("a", "b", "c"), ((1, "7,5", "Chi bộ"), (2, "—", "x")))
    assert (shown.numbers, shown.short) == (frozenset({0, 1}), frozenset({0, 1}))
    empty = fitted("x", ("a",), ())
    assert (empty.numbers, empty.short) == (frozenset(), frozenset())


def test_an_unlike_framework_is_told_in_a_sentence() -> None:
    """Where criteria are other ones, no changes are listed, and what a record answers in vain is one sentence."""
    unasked = tuple(Fault("record.unknown_criterion", details={"name": name}) for name in ("4.4", "4.6", "4.4"))
    meetings = [
        Rescored(number=3, framework="0" * 64, cell="A", period=None, organisation="", before="Tốt", total_before=0,
                 after="Khá", total_after=0, like=False),
        Rescored(number=4, framework="0" * 64, cell="B", period=None, organisation="", before="Tốt", total_before=0,
                 faults=unasked),
    ]  # fmt: skip
    catalog = Catalog()
    old, new = catalog.get("an-phu/2025"), catalog.get("trung-uong/hd-42-2025")
    found = Imagined(asked=ASKED, layer="self", before=[old], framework=new, impact=impact(meetings, ["Tốt", "Khá"]))
    report = found.report("vi")
    assert "(10 tiêu chí) hỏi những việc khác với an-phu/2025" in report.findings[1]
    assert len(report.findings) == 2
    assert [item.title for item in report.tables] == [
        "Chuyển giữa các mức xếp loại (số hồ sơ)",
        "Theo đảng bộ cấp trên",
        "Các hồ sơ đổi mức xếp loại",
        "Các hồ sơ không chấm được theo khung này",
    ]
    assert report.tables[2].rows[0][-1] == "bộ tiêu chí khác"
    assert report.tables[3].rows[0][-1] == "hồ sơ trả lời 2 tiêu chí mà khung này không có: 4.4, 4.6."
