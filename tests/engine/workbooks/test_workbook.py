"""The workbook to fill in: it asks what the framework asks, guides the hand, and is read back as it was written."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blanks import blank
from chamdiem.engine.grids.csv_grid import open_csv
from chamdiem.engine.grids.xlsx_grid import open_sheet
from chamdiem.engine.grids.xlsx_package import Package
from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import Catalog, framework_from_text
from chamdiem.engine.reading.documents import read_file
from chamdiem.engine.reading.items import Meeting, Rejected
from chamdiem.engine.reading.meetings import read_meetings
from chamdiem.engine.reading.record_reader import read_words
from chamdiem.engine.reading.register import RegisteredCell
from chamdiem.engine.reading.table_columns import ColumnKind, columns_of, folded, headings_of, path_of
from chamdiem.engine.reading.template_mark import SHEET
from chamdiem.engine.scoring.evaluation import Evaluation
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.texts import LANGS, Lang
from chamdiem.engine.workbooks.workbook import blank_workbook, faults_workbook
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.meeting import MEETING
from samples import load_record
from subjects import COLLECTIVE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.documents import Data

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
CATALOG = Catalog()
ALL = CATALOG.all()
LOADED = CATALOG.get("an-phu/2025")
TODAY = dt.date(2026, 1, 31)
TABLE, FORM = "Kỳ họp", "Phiếu một kỳ"


def made(
    loaded: LoadedFramework = LOADED, cells: tuple[RegisteredCell, ...] = (), lang: Lang = "vi"
) -> openpyxl.Workbook:
    """Make a workbook and open it as another program does."""
    return openpyxl.load_workbook(io.BytesIO(blank(loaded, cells, lang)))


def table(book: openpyxl.Workbook) -> Worksheet:
    """Return the sheet of the table."""
    sheet: Worksheet = book[TABLE]
    return sheet


# --- columns ---


@pytest.mark.parametrize("loaded", ALL, ids=lambda loaded: loaded.id)
def test_columns_are_told_apart(loaded: LoadedFramework) -> None:
    """No two columns have the same label or id, in either language, and each is found by both."""
    for lang in LANGS:
        columns = columns_of(loaded.framework, lang)
        assert len({folded(column.label) for column in columns}) == len(columns)
        headings, shape = headings_of(loaded.framework), loaded.framework.shape
        assert all(headings.path(column.label) == column.path == path_of(column.id, shape) for column in columns)


@pytest.mark.parametrize("loaded", ALL, ids=lambda loaded: loaded.id)
def test_every_question_is_asked_of_both_layers(loaded: LoadedFramework) -> None:
    """Each question has a column for the cell and one for the upper level; each layer has its rating."""
    ids = {column.id for column in columns_of(loaded.framework, "vi")}
    for layer in ("self", "upper"):
        asked = {name.removeprefix(f"{layer}.answers.") for name in ids if name.startswith(f"{layer}.answers.")}
        assert asked == {question.name for question in Scope(loaded.framework).questions.values()}
    assert {f"{layer}.rating" for layer in ("self", "cell_vote", "upper", "decided")} <= ids


@pytest.mark.parametrize(
    "column_id",
    ["", "x", "self", "self.answers", "self.answers.", "self.rating.3", "self.notes.3.1", "nobody.rating", "evidence."],
)
def test_what_is_no_column(column_id: str) -> None:
    """What only looks like the id of a column is none."""
    assert path_of(column_id, MEETING) is None


def test_units_stand_in_the_heading() -> None:
    """A heading says the unit, or how a day is written, unless its words say it already."""
    labels = {column.id: column.label for column in columns_of(LOADED.framework, "vi")}
    assert labels["criticism_minutes"] == "Thời gian tự phê bình và phê bình (phút)"
    assert labels["date"] == "Ngày họp (ngày/tháng/năm)"
    assert labels["committee_exists"] == "Có chi ủy (có/không)"
    assert labels["members_total"] == "Tổng số đảng viên"
    assert (
        labels["self.answers.3.1"]
        == "3.1. Tự chấm: Nội dung đúng, đủ, có trọng tâm, trọng điểm, gắn với thực tế của chi bộ và địa phương, cơ quan, đơn vị (0 đến 3 điểm, bước 0,5)"
    )


# --- the workbook ---


@pytest.mark.parametrize("loaded", ALL, ids=lambda loaded: loaded.id)
@pytest.mark.parametrize("lang", LANGS)
def test_a_blank_workbook_has_no_meeting(loaded: LoadedFramework, lang: Lang, tmp_path: Path) -> None:
    """Every framework's workbook, just made, is read as one in which nothing is filled in."""
    file = tmp_path / "so.xlsx"
    file.write_bytes(blank_workbook(loaded, (), lang))
    (item,) = read_meetings([file], TODAY, CATALOG)
    assert isinstance(item, Rejected)
    assert [fault.code for fault in item.faults] == ["table.nothing"]


def test_equal_input_equal_bytes() -> None:
    """The same framework and register make the same bytes, whenever it is."""
    cells = (RegisteredCell(id="A", name="=HYPERLINK(1)", upper_org="@x", members=9),)
    assert blank_workbook(LOADED, cells, "vi") == blank_workbook(LOADED, cells, "vi")


def test_structure_is_locked_and_inputs_are_not() -> None:
    """Headings are locked, cells to fill in are not; there is no password."""
    book = made()
    for name in (TABLE, FORM):
        assert book[name].protection.sheet
        assert not book[name].protection.password
    sheet = table(book)
    assert all(cell.protection.locked for cell in sheet[2])
    assert not any(column.protection.locked for column in sheet.column_dimensions.values())
    form = book[FORM]
    assert form["C8"].protection.locked
    assert not form["D8"].protection.locked
    assert sheet.freeze_panes == "C3"


def test_the_hidden_sheet_says_what_the_workbook_is_for() -> None:
    """Framework, hash and the id of every column stand on a sheet that people do not see."""
    book = made()
    sheet = book[SHEET]
    assert sheet.sheet_state == "veryHidden"
    rows = [(row[0].value, row[1].value) for row in sheet.iter_rows(max_col=2)]
    assert rows[:3] == [("chamdiem:workbook", "1"), ("framework", "an-phu/2025"), ("hash", LOADED.hash)]
    assert [name for name, _ in rows[3:]] == [column.id for column in columns_of(LOADED.framework, "vi")]
    assert book.sheetnames == ["Hướng dẫn", FORM, TABLE, SHEET]


def test_each_cell_says_what_may_stand_in_it() -> None:
    """Dropdowns, days, whole numbers and steps are checked as they are typed, with Vietnamese prompts and messages."""
    sheet = table(made())
    found = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    places = {column.id: number for number, column in enumerate(columns_of(LOADED.framework, "vi"), 1)}
    rule = {name: found[f"{sheet.cell(3, place).coordinate}"] for name, place in places.items()}
    assert (rule["present"].type, rule["present"].formula1) == ("whole", "0")
    assert rule["date"].type == "date"
    assert rule["start_time"].type == "time"
    assert rule["period"].type == "textLength"
    assert rule["committee_exists"].formula1 == f"{SHEET}!$D$1:$D$2"
    assert rule["self.rating"].formula1 == f"{SHEET}!$F$1:$F$4"
    points = rule["self.answers.3.1"]
    assert points.formula1 == "AND(ISNUMBER(AM3),AM3>=0,AM3<=3,MOD(ROUND(AM3*100,0),50)=0)"
    assert points.error == "3 điểm là cao nhất, bước 0,5."
    assert points.errorTitle == "Chưa đúng"
    assert points.prompt == "3 điểm là cao nhất, bước 0,5. Chưa biết thì để trống: để trống là chưa có, không phải 0."
    assert all(item.prompt and len(item.prompt) <= 255 and len(item.promptTitle) <= 32 for item in rule.values())


def test_headings_carry_explanations() -> None:
    """The note on a heading says how the criterion is scored and under which clause."""
    sheet = table(made())
    comment = next(cell.comment for cell in sheet[2] if str(cell.value).startswith("4.6. Tự chấm"))
    assert comment is not None
    assert comment.text == "người chấm trả lời có hoặc không\nMục 4"


def test_the_guide_carries_the_notice() -> None:
    """The line that must stand wherever a reconstructed framework shows stands in its workbook, too."""
    loaded = CATALOG.get("dien-bien/4275-2018")
    texts = [cell.value for row in made(loaded)["Hướng dẫn"] for cell in row]
    assert loaded.framework.provenance.notice in texts


def test_names_are_never_formulas() -> None:
    """Whatever sign a name begins with, it stays a text."""
    names = ("=1+1", "+x", "-x", "@x", "\tx", "\rx")
    cells = tuple(RegisteredCell(id=f"{n}", name=name, upper_org=name, members=None) for n, name in enumerate(names))
    sheet = table(made(cells=cells))
    assert [sheet.cell(row, 2).data_type for row in range(3, 9)] == ["s"] * 6
    assert [sheet.cell(row, 2).value for row in range(3, 7)] == list(names[:4])


# --- written and read back ---

LIKE_MARKUP = ("_x0041_", "_x0041_x0042_", "__x005F_x0041__", "_x005F_", "<r>Tổ 1</r>", "<r><t>Tổ</t></r>", "&lt 1")
"""Names that look like the writing of workbooks: as an escape, as two that share a sign, as XML."""


def test_a_name_that_looks_like_markup_comes_back(tmp_path: Path) -> None:
    """A name comes back from a workbook, a CSV file and a record as it was, though it look like what XML is made of."""
    base = rejected(next(EXAMPLES.glob("06-*")))
    assert base.document is not None
    items = [replace(base, document=replace(base.document, data={"cell_name": name})) for name in LIKE_MARKUP]
    (tmp_path / "so.xlsx").write_bytes(faults_workbook(items, "vi"))
    package = Package(tmp_path / "so.xlsx")
    rows = list(open_sheet(package, package.sheets[0]).rows)
    assert tuple(row.texts[2] for row in rows[-len(LIKE_MARKUP) :]) == LIKE_MARKUP
    (tmp_path / "ten.csv").write_text("\n".join(f"{name};x" for name in LIKE_MARKUP), encoding="utf-8")
    assert tuple(row.texts[1] for row in open_csv(tmp_path / "ten.csv").rows) == LIKE_MARKUP
    assert tuple(read_words(name, is_name=True) for name in LIKE_MARKUP) == LIKE_MARKUP


def rejected(file: Path, faults: tuple[Fault, ...] = ()) -> Rejected:
    """Return a record as if it had been rejected."""
    document = read_file(file)
    record = load_record(file, TODAY)
    framework = ScorerCache(CATALOG).framework_for(record)
    return Rejected(faults=faults, place=document.place(()), document=document, framework=framework)


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("0[1-8]-*")), ids=lambda file: file.stem[:2])
def test_a_record_survives_the_workbook(file: Path, tmp_path: Path) -> None:
    """What an example says, written as a row and read back, is scored the same in every layer."""
    target = tmp_path / "so.xlsx"
    target.write_bytes(faults_workbook([rejected(file)], "vi"))
    own, read = (next(iter(evaluate_all(Office(), [path]))) for path in (file, target))
    assert isinstance(own, Evaluation)
    assert isinstance(read, Evaluation), read
    asked = {column.path[0] for column in columns_of(own.framework.framework, "vi")}
    assert read.record.values == {name: value for name, value in own.record.values.items() if name in asked}
    assert read.record.limitations == own.record.limitations
    assert read.record.evidence == own.record.evidence
    for name, layer in own.layers.items():
        other = read.layers[name]
        assert (other.stated, other.scoring and other.scoring.total) == (
            layer.stated,
            layer.scoring and layer.scoring.total,
        )
        assert other.scoring is None or layer.scoring is None or other.scoring.rating == layer.scoring.rating


TEXT = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).filter(str.strip)
NO_NAMES = {
    "table.answer_as_name", "table.day_as_name", "table.error", "table.legacy_text", "table.lost_letters", "table.scientific",
    "yaml.character", "scalar.empty", "scalar.no_name", "text.hidden", "text.lost", "text.misread",
}  # fmt: skip
"""What is said of a cell in the place of a name: Hypothesis draws words of our own sources, too, as TRUE, 12:30, #REF!."""


@settings(max_examples=12)
@given(
    name=TEXT,
    points=st.integers(0, 6),
    day=st.dates(dt.date(2000, 1, 1), dt.date(2026, 1, 31)),
    count=st.integers(0, 10**9),
)
def test_values_survive_the_workbook(
    name: str, points: int, day: dt.date, count: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any text, day, count and points of a record come back from a workbook as they were, or with a sentence."""
    folder = tmp_path_factory.mktemp("so")
    base = rejected(next(EXAMPLES.glob("06-*")))
    assert base.document is not None
    data: dict[str, Data] = {"cell_name": name, "date": day.isoformat(), "targets_set": str(count)}
    data["assessments"] = {"self": {"answers": {"3.1": str(points / 2)}}}
    item = replace(base, document=replace(base.document, data=data))
    (folder / "so.xlsx").write_bytes(faults_workbook([item], "vi"))
    (read,) = read_meetings([folder / "so.xlsx"], TODAY, CATALOG)
    if isinstance(read, Rejected):
        assert [fault.path for fault in read.faults] == [("cell_name",)]
        assert {fault.code for fault in read.faults} <= NO_NAMES
        return
    assert isinstance(read, Meeting)
    assert (read.record.date, read.record.values["targets_set"]) == (day, count)
    # every kind of blank is a plain one, and a name has one between its words
    assert read.record.text("cell_name") == (" ".join(unicodedata.normalize("NFC", name).split()) or None)
    assert read.record.layers["self"].answers["3.1"] == str(points / 2).removesuffix(".0")


def test_faults_are_noted_and_can_be_corrected(tmp_path: Path) -> None:
    """Bad cells are coloured and noted, the faults are listed; corrected there, the row is scored."""
    first = tmp_path / "a.csv"
    first.write_text(
        "cell_id,cell_name,framework,date,present,self.answers.3.1\n"
        "A,Chi bộ A,an-phu/2025,5/11/25,12,7\nB,Chi bộ B,an-phu/2025,05/11/2025,10,2\n",
        encoding="utf-8",
    )
    results = list(evaluate_all(Office(), [first], "an-phu/2025"))
    bad = [item for item in results if isinstance(item, Rejected)]
    book = openpyxl.load_workbook(io.BytesIO(faults_workbook(bad, "vi")))
    sheet = table(book)
    assert [cell.value for cell in sheet["A"]][2:] == ["A"]
    noted = {cell.coordinate: cell.comment.text for cell in sheet[3] if cell.comment}
    assert noted == {
        "G3": "Ngày họp: “5/11/25” có thể hiểu là 05/11/2025 hoặc 25/11/2005; hãy ghi rõ một cách.",
        "AM3": "Chi bộ tự chấm, tiêu chí 3.1: 7 điểm lớn hơn điểm tối đa 3.",
    }
    assert sheet["O3"].value == 12
    assert sheet["G3"].fill.fgColor.rgb != sheet["A3"].fill.fgColor.rgb
    listed = [row[1].value for row in book["Danh sách lỗi"].iter_rows(min_row=3)]
    assert listed == [f"{first}, ô D2", f"{first}, ô F2"]
    sheet["G3"].value, sheet["AM3"].value = dt.date(2025, 11, 5), 2.5
    book.save(tmp_path / "sua.xlsx")
    (corrected,) = evaluate_all(Office(), [tmp_path / "sua.xlsx"])
    assert isinstance(corrected, Evaluation)
    assert corrected.record.values["date"] == dt.date(2025, 11, 5)


def test_faults_that_belong_to_no_column_are_kept() -> None:
    """A fault of the row as a whole is noted on its first cells, not lost."""
    fault = Fault("record.cannot_choose", details={"name": "date"})
    book = openpyxl.load_workbook(io.BytesIO(faults_workbook([rejected(next(EXAMPLES.glob("03-*")), (fault,))], "vi")))
    comment = table(book)["B3"].comment
    assert comment is not None
    assert comment.text.startswith("Thiếu “date” nên chưa chọn được khung tiêu chí")


def test_a_fault_of_no_column_takes_no_others_note() -> None:
    """Where the first cell has a note of its own, what belongs to no column is noted on the next one."""
    faults = (
        Fault("record.cannot_choose", details={"name": "date"}),
        Fault("scalar.no_name", ("cell_name",), {"text": "—"}),
    )
    book = openpyxl.load_workbook(io.BytesIO(faults_workbook([rejected(next(EXAMPLES.glob("03-*")), faults)], "vi")))
    own, other = (str(table(book)[cell].comment) for cell in ("B3", "C3"))
    assert "tên" in own.casefold()
    assert "chưa chọn được khung tiêu chí" in other


def test_faults_of_several_frameworks() -> None:
    """Rows of two frameworks have no columns in common, and rows of none have no columns: both are said."""
    first, second = (rejected(next(EXAMPLES.glob(f"{number}-*"))) for number in ("01", "07"))
    with pytest.raises(FaultyInput, match="several_frameworks"):
        faults_workbook([first, second], "vi")
    with pytest.raises(FaultyInput, match="no_framework"):
        faults_workbook([replace(first, framework=None)], "vi")


def test_every_kind_of_column_is_there() -> None:
    """Between them, the shipped frameworks and one of another subject ask for every kind of value in a column."""
    assert {column.kind for loaded in (*ALL, COLLECTIVE) for column in columns_of(loaded.framework, "vi")} == set(
        ColumnKind
    )


# --- every way of answering ---

QUESTIONS = """\
framework: thu/2026
title: Khung thử
authority: {number: 01-HD/T, date: 2026-01-01, issuer: Ban thử}
provenance: {status: secondary, source: Đặt ra để thử}
in_force: {from: 2026-01-01}
applies_to: {kinds: [regular]}
points: {maximum: 10, step: 0.25, rounding: half_up}
groups:
  - id: "1"
    title: Nhóm
    maximum: 10
    criteria:
      - id: "1.1"
        title: Mức
        maximum: 4
        clause: Mục 1
        levels: [{id: a, title: "Tốt, đủ", points: 4}, {id: b, title: Còn lại, points: 0}]
      - id: "1.2"
        title: Mức trùng tên
        maximum: 2
        clause: Mục 1
        levels: [{id: a, title: Đạt, points: 2}, {id: b, title: Đạt, points: 1}]
      - id: "1.3"
        title: Danh mục
        maximum: 2
        clause: Mục 1
        checklist: [{id: x, title: Ý một, points: 1}, {id: y, title: Ý hai, points: 1}]
      - id: "1.4"
        title: Trừ điểm
        maximum: 2
        clause: Mục 1
        deductions: {each: [{id: z, title: Đi muộn, points: 0.5}]}
ratings: [{id: dat, title: Đạt, at_least: 5}, {id: khong, title: Không đạt}]
"""


def test_levels_checklists_and_deductions(tmp_path: Path) -> None:
    """Levels are chosen by name, or by id where names are shared; parts and counts have cells of their own."""
    loaded = framework_from_text(QUESTIONS, "thu.yaml")
    book = made(loaded)
    form = book[FORM]
    keys = [str(cell.value) for cell in form["A"]]
    answers: dict[str, str | int] = {"1.1": "Tốt, đủ", "1.2": "b", "1.3/x": "có", "1.3/y": "không", "1.4/z": 1}
    for name, value in answers.items():
        row = next(number for number, key in enumerate(keys, 1) if key.startswith(f"self.answers.{name}|"))
        form.cell(row, 4).value = value
        headings = [str(cell.value) for cell in table(book)[2]]
        place = next(number for number, label in enumerate(headings, 1) if label.startswith(f"{name}. Tự"))
        table(book).cell(3, place).value = value
    table(book)["A3"] = "CB-01"
    book.save(tmp_path / "so.xlsx")
    results = list(evaluate_all(Office(), [tmp_path / "so.xlsx"], str(saved_framework(tmp_path))))
    assert [result.own.total.award for result in results if isinstance(result, Evaluation)] == [750, 750]
    assert [cell.value for cell in book[SHEET]["F"]][:2] == ["Tốt, đủ", "Còn lại"]


def saved_framework(folder: Path) -> Path:
    """Write the framework of every way of answering into a file."""
    file = folder / "thu.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return file


def test_a_workbook_is_printed_on_a_few_pages() -> None:
    """The form takes two A4 pages, the table's first columns two, and no row of the guide cuts its text."""
    book = made()
    guide = book["Hướng dẫn"]
    for name, wide, high in (("Phiếu một kỳ", 1, 2), ("Kỳ họp", 2, 0), ("Hướng dẫn", 1, 0)):
        sheet = book[name]
        assert int(sheet.page_setup.paperSize or 0) == 9
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (int(sheet.page_setup.fitToWidth or 1), int(sheet.page_setup.fitToHeight or 0)) == (wide, high)
    assert book["Kỳ họp"].print_title_rows == "$1:$2"
    for row in range(3, guide.max_row + 1):
        text = str(guide.cell(row, 2).value)
        assert (guide.row_dimensions[row].height or 0) >= 16 * -(-len(text) // 100)


def test_a_long_name_of_the_register_is_shown_whole() -> None:
    """The row of a cell whose name takes two lines is as high as that, also where no program looks for itself."""
    names = ("Chi bộ A", "Chi bộ Trường Phổ thông dân tộc bán trú Trung học cơ sở Thí Dụ")
    cells = tuple(
        RegisteredCell(id=f"0{number}", name=name, upper_org=None, members=9) for number, name in enumerate(names)
    )
    sheet = made(cells=cells)[TABLE]
    first, second = (sheet.row_dimensions[row].height for row in (3, 4))
    assert first is None
    assert second is not None
    assert second >= 2 * 16


def test_a_heading_of_a_former_version_is_read() -> None:
    """Workbooks that were handed out before say “Kỳ (năm-tháng)” over the month."""
    assert headings_of(LOADED.framework).path("Kỳ (năm-tháng)") == ("period",)
    assert headings_of(LOADED.framework).path("Kỳ (tháng/năm)") == ("period",)
