"""Meetings from tables, forms, folders and single files: read right, or refused in sentences that name the cell."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from blanks import blank
from chamdiem.engine.office.checking import evaluate_all
from chamdiem.engine.office.config import Config
from chamdiem.engine.office.office import Office
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.items import Meeting, Rejected, Unfilled, heeded, unheard
from chamdiem.engine.reading.meetings import read_meetings
from chamdiem.engine.reading.register import RegisteredCell
from chamdiem.engine.reading.template_mark import SHEET
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.texts.tables import TABLES
from chamdiem.rules.records.faults import Place
from chamdiem.rules.records.meeting import MEETING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from chamdiem.engine.reading.items import Item

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
CATALOG = Catalog()
LOADED = CATALOG.get("an-phu/2025")
TODAY = dt.date(2026, 1, 31)
TABLE, FORM = "Kỳ họp", "Phiếu một kỳ"
POINTS = "3.1. Tự chấm: Nội dung đúng, đủ, có trọng tâm, trọng điểm, gắn với thực tế của chi bộ và địa phương, cơ quan, đơn vị (0 đến 3 điểm, bước 0,5)"
GOOD: dict[str, object] = {
    "Mã chi bộ": "CB-01",
    "Tên chi bộ": "Chi bộ thôn Đông",
    "Kỳ (tháng/năm)": "2025-11",
    "Loại sinh hoạt": "thường kỳ",
    "Ngày họp (ngày/tháng/năm)": dt.date(2025, 11, 5),
    "Giờ bắt đầu (giờ:phút)": dt.time(19, 30),
    "Có mặt (đảng viên)": 20,
    POINTS: 2.5,
    "Xếp loại: Chi bộ tự chấm": "Tốt",
    "Lý do trừ điểm 3.1 (tự chấm)": "Nội dung chưa có trọng tâm",
    "Hạn chế cần khắc phục": "Một.\nHai.",
    "Minh chứng 3.3": "Biên bản",
}


@dataclass
class Book:
    """A workbook of ours, opened to be filled in as people do."""

    folder: Path
    cells: Sequence[RegisteredCell] = ()
    rows: int = 0
    book: openpyxl.Workbook = field(init=False)

    def __post_init__(self) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(blank(LOADED, tuple(self.cells))))

    @property
    def table(self) -> Worksheet:
        """The sheet of the table."""
        sheet: Worksheet = self.book[TABLE]
        return sheet

    def add(self, values: dict[str, Any] | None = None, **changed: Any) -> None:  # noqa: ANN401 - whatever a cell can be
        """Add a row; `changed` cells are named by column id."""
        named = dict(values or GOOD)
        for label, value in named.items():
            self.put(3 + self.rows, label, value)
        for column_id, value in changed.items():
            self.put(3 + self.rows, label_of(column_id), value)
        self.rows += 1

    def put(self, row: int, label: str, value: Any) -> None:  # noqa: ANN401 - as above
        """Write one cell of the table."""
        self.table.cell(row, self.column(label)).value = value

    def column(self, label: str) -> int:
        """Return the number of a column."""
        return next(cell.column for cell in self.table[2] if cell.value == label)

    def read(self, **more: Any) -> list[Item]:  # noqa: ANN401 - as read_meetings takes them
        """Save the workbook and read it."""
        file = self.folder / "so.xlsx"
        self.book.save(file)
        return list(heeded(read_meetings([file], TODAY, CATALOG, **more), unheard))


def label_of(column_id: str) -> str:
    """Return the label of a field's column, which begins with the field's name."""
    labels = {"members_total": "Tổng số đảng viên", "absent_excused": "Vắng có lý do (đảng viên)"}
    labels |= {"absent_unexcused": "Vắng không lý do (đảng viên)", "date": "Ngày họp (ngày/tháng/năm)"}
    labels |= {"present": "Có mặt (đảng viên)", "points": POINTS, "cell_id": "Mã chi bộ", "cell_name": "Tên chi bộ"}
    return labels[column_id]


def sentences(items: Sequence[Item]) -> list[str]:
    """Return every fault's sentence, with file names without their folders."""
    faults = [fault for item in items if isinstance(item, Rejected) for fault in item.faults]
    assert all(say_fault(lang, fault) for fault in faults for lang in LANGS)
    return [re.sub(r"^\S*/", "", say_fault("vi", fault)) for fault in faults]


def meeting(items: Sequence[Item]) -> Meeting:
    """Return the one meeting that was read."""
    (item,) = items
    assert isinstance(item, Meeting), sentences(items)
    return item


def csv(folder: Path, text: str, name: str = "bang.csv") -> Path:
    """Write a CSV file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def read_csv(folder: Path, text: str) -> list[Item]:
    """Write a CSV file and read it."""
    return list(heeded(read_meetings([csv(folder, text)], TODAY, CATALOG), unheard))


# --- read right ---


def test_a_row_is_a_record(tmp_path: Path) -> None:
    """A row of the workbook gives the record that the same words in YAML would."""
    book = Book(tmp_path)
    book.add()
    read = meeting(book.read())
    assert read.record.values == {
        "cell_id": "CB-01",
        "cell_name": "Chi bộ thôn Đông",
        "period": "2025-11",
        "meeting_kind": "regular",
        "date": dt.date(2025, 11, 5),
        "start_time": dt.time(19, 30),
        "present": 20,
    }
    own = read.record.layers["self"]
    assert (own.answers, own.rating) == ({"3.1": "2.5"}, "Tốt")
    assert own.deduction_notes == {"3.1": "Nội dung chưa có trọng tâm"}
    assert read.record.limitations == ("Một.", "Hai.")
    assert read.record.evidence == {"3.3": ("Biên bản",)}
    assert read.record.framework == "an-phu/2025"
    assert read.framework is not None
    assert read.framework.hash == LOADED.hash
    assert read.place == Place(str(tmp_path / "so.xlsx"), 3, 0, TABLE)


@pytest.mark.parametrize(
    ("column", "value", "name", "read"),
    [
        ("present", "20", "present", 20),
        ("present", 20.0, "present", 20),
        ("date", "05/11/2025", "date", dt.date(2025, 11, 5)),
        ("date", "5/11/2025", "date", dt.date(2025, 11, 5)),
        ("date", dt.datetime(2025, 11, 5), "date", dt.date(2025, 11, 5)),  # noqa: DTZ001 - cells have no zone
        ("cell_name", "Chi bo\u0323\u0302 A", "cell_name", "Chi bộ A"),
    ],
)
def test_what_people_type_is_read(column: str, value: object, name: str, read: object, tmp_path: Path) -> None:
    """Numbers and days as text, and letters from a Mac, are read as what they say."""
    book = Book(tmp_path)
    book.add(None, **{column: value})
    assert meeting(book.read()).record.values[name] == read


def test_points_with_a_decimal_comma(tmp_path: Path) -> None:
    """Points typed as the text 2,5 are two and a half."""
    book = Book(tmp_path)
    book.add(points="2,5")
    assert meeting(book.read()).record.layers["self"].answers == {"3.1": "2,5"}


def test_columns_may_be_moved_and_missing(tmp_path: Path) -> None:
    """A table is read by its headings: other order, fewer columns, ids for labels, rows above and a count before."""
    text = "Bảng tháng 11\nSTT;present;MÃ  CHI BỘ;self.answers.3.1;date\n1;20;CB-01;2,5;05/11/2025\n\n"
    read = meeting(read_csv(tmp_path, text))
    assert read.record.values == {"cell_id": "CB-01", "present": 20, "date": dt.date(2025, 11, 5)}
    assert read.record.layers["self"].answers == {"3.1": "2,5"}
    assert read.framework is None


def test_a_table_names_its_frameworks(tmp_path: Path) -> None:
    """A column `framework` says for each row by what it is scored."""
    text = "cell_id,framework,period\nA,an-phu/2025,2025-11\nB,trung-uong/hd-42-2025,2025-11\n"
    items = read_csv(tmp_path, text.replace("period", "date").replace("2025-11\n", "2025-11-05\n"))
    assert [item.record.framework for item in items if isinstance(item, Meeting)] == [
        "an-phu/2025",
        "trung-uong/hd-42-2025",
    ]


def test_a_form_is_a_record(tmp_path: Path) -> None:
    """The form of one meeting is read like a row, and copies of it are read too; a blank form is nothing."""
    book = Book(tmp_path)
    form = book.book[FORM]
    keys = {cell.value: cell.row for cell in form["A"] if cell.value}
    copy = book.book.copy_worksheet(form)
    copy.title = "Phiếu khác"
    for sheet, cell in ((form, "CB-01"), (copy, "CB-02")):
        sheet.cell(keys["cell_id"], 4).value = cell
        sheet.cell(keys["period"], 4).value = "2025-11"
        row = next(number for key, number in keys.items() if "self.answers.3.1|" in key)
        answers: list[str | float] = [2.5, "Lý do", "2", "Lý do khác", "Biên bản"]
        for column, value in enumerate(answers, 4):
            sheet.cell(row, column).value = value
        sheet.cell(keys["upper.rating"], 4).value = "Khá"
        sheet.cell(keys["limitations"], 4).value = "Một.\nHai."
    first, second = book.read()
    assert isinstance(first, Meeting)
    assert isinstance(second, Meeting)
    assert first.record.values == {"cell_id": "CB-01", "period": "2025-11"}
    assert {name: layer.answers for name, layer in first.record.layers.items()} == {
        "self": {"3.1": "2.5"},
        "upper": {"3.1": "2"},
    }
    assert first.record.layers["upper"].deduction_notes == {"3.1": "Lý do khác"}
    assert first.record.layers["upper"].rating == "Khá"
    assert first.record.evidence == {"3.1": ("Biên bản",)}
    assert first.record.limitations == ("Một.", "Hai.")
    assert second.record.text("cell_id") == "CB-02"


def test_what_is_typed_over_a_computed_cell(tmp_path: Path) -> None:
    """A number typed over “máy tính” of a form is a fault at its cell; the words themselves are not."""
    book = Book(tmp_path)
    form = book.book[FORM]
    form.cell(next(cell.row for cell in form["A"] if cell.value == "cell_id"), 4).value = "CB-01"
    assert isinstance(book.read()[0], Unfilled)
    row, column = next(
        (cell.row, cell.column) for cells in form.iter_rows() for cell in cells if cell.value == "máy tính"
    )
    form.cell(row, column).value = 5
    (sentence,) = sentences(book.read())
    cell = form.cell(row, column).coordinate
    assert sentence == f"so.xlsx, bảng ‘{FORM}’, ô {cell}: ô này do máy tính ra, không ghi; hãy xóa “5”."


def test_a_row_that_only_names_its_cell_is_no_meeting(tmp_path: Path) -> None:
    """Rows begun from the register tell of cells that have not reported; they are neither meetings nor faults."""
    cells = [
        RegisteredCell(id=f"CB-{number}", name=f"Chi bộ {number}", upper_org="Đảng bộ", members=9) for number in (1, 2)
    ]
    items = Book(tmp_path, cells).read()
    assert [item.record.text("cell_id") for item in items if isinstance(item, Unfilled)] == ["CB-1", "CB-2"]
    assert [item.place.line for item in items] == [3, 4]


def test_hidden_rows_are_read_and_hidden_sheets_are_not(tmp_path: Path) -> None:
    """A filter hides rows and loses none; a sheet that people hid is not data."""
    book = Book(tmp_path)
    book.add()
    book.table.row_dimensions[3].hidden = True
    notes = book.book.create_sheet("Nháp")
    notes.append(["ghi chú", "linh tinh"])
    notes.sheet_state = "hidden"
    assert meeting(book.read()).record.text("cell_id") == "CB-01"


def test_the_user_names_the_framework(tmp_path: Path) -> None:
    """A framework that the user names scores the table, though the workbook was made before it changed."""
    book = Book(tmp_path)
    book.add()
    book.book[SHEET]["B3"] = "0" * 64
    (sentence,) = sentences(book.read())
    assert sentence == (
        "so.xlsx: khung an-phu/2025 đã thay đổi sau khi tạo sổ (mã băm 000000000000, nay là "
        f"{LOADED.hash[:12]}); hãy tạo lại sổ bằng “chamdiem workbook”, hoặc nêu đích danh khung bằng “--framework” để "
        "chấm theo bản nay."
    )
    assert meeting(book.read(framework=LOADED)).record.text("cell_id") == "CB-01"


def test_a_folder(tmp_path: Path) -> None:
    """A folder gives what its files hold, sorted by name, also those within it; what Excel keeps open is left out."""
    (tmp_path / "trong").mkdir()
    csv(tmp_path, "cell_id,date\nB,05/11/2025\n")
    csv(tmp_path / "trong", "cell_id,date\nC,05/11/2025\n")
    (tmp_path / "a.yaml").write_text("cell_id: A\ndate: 05/11/2025\n", encoding="utf-8")
    (tmp_path / "~$so.xlsx").write_bytes(b"x")
    (tmp_path / "doc.txt").write_text("x", encoding="utf-8")
    items = list(read_meetings([tmp_path], TODAY, CATALOG))
    assert [item.record.text("cell_id") for item in items if isinstance(item, Meeting)] == ["A", "B", "C"]
    assert len(items) == 3


def test_examples_beside_one_another() -> None:
    """The examples are a folder of meetings, some faulty by design, and of cells: the good ones are not lost."""
    items = list(read_meetings([EXAMPLES], TODAY, CATALOG))
    assert sum(isinstance(item, Meeting) for item in items) == 18
    assert sum(isinstance(item, Unfilled) for item in items) == 13
    rejected = [Path(item.place.file).name for item in items if isinstance(item, Rejected)]
    assert rejected == ["09-nhieu-loi.yaml", "13-bang-ky-hop.csv"]


# --- refused in sentences ---

NO_DAY = "không phải ngày; viết ngày/tháng/năm như 05/11/2025, hoặc năm-tháng-ngày như 2025-11-05."


def test_every_fault_of_a_row_at_once(tmp_path: Path) -> None:
    """Facts that contradict each other, points that are not allowed and words that are not ours are told together."""
    book = Book(tmp_path)
    book.add(present=99, absent_excused=1, absent_unexcused=0, members_total=20, points=7.50000001)
    book.put(3, "Xếp loại: Chi bộ tự chấm", "Giỏi")
    first, second, third = (text.removeprefix("so.xlsx, bảng ‘Kỳ họp’, ") for text in sentences(book.read()))
    assert first == (
        "ô O3: có mặt 99 + vắng có lý do 1 + vắng không lý do 0 = 100; phải từ 0 đến 20 theo số đảng viên đã ghi (và “Sinh hoạt tạm thời chuyển đến”)."
    )
    assert second == (
        "ô AM3: Chi bộ tự chấm, tiêu chí 3.1: “7.50000001” không phải số điểm; cần số từ 0 trở lên, nhiều nhất hai chữ số thập phân, ví dụ 7,5."
    )
    assert third == (
        "ô BE3: Chi bộ tự chấm, mức xếp loại: “Giỏi” không có trong danh sách; được phép: “Tốt”, “Khá”, “Trung bình”, “Kém”."
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("5/11/25", "“5/11/25” có thể hiểu là 05/11/2025 hoặc 25/11/2005; hãy ghi rõ một cách."),
        (
            "11/25/2025",
            "“11/25/2025” không có trong lịch; nếu đó là ngày 25/11/2025 (ngày trước, tháng sau) thì hãy ghi như vậy.",
        ),
        (45966, f"“45966” {NO_DAY}"),
        (True, f"“true” {NO_DAY}"),
        ("#N/A", "ô báo lỗi #N/A; hãy ghi giá trị đúng."),
        ("=B3", "ô có công thức chưa tính ra kết quả; hãy mở bằng Excel, lưu lại, hoặc ghi thẳng giá trị."),
        ("Chi bé th«n", "chữ “Chi bé th«n” gõ theo bảng mã cũ (TCVN3); hãy chuyển sang Unicode rồi lưu lại."),
    ],
)  # fmt: skip
def test_days_are_never_guessed(value: object, sentence: str, tmp_path: Path) -> None:
    """What is not a day, or says it in a way that has two meanings, is refused at its cell."""
    book = Book(tmp_path)
    book.add()
    cell = book.table.cell(3, book.column("Ngày họp (ngày/tháng/năm)"))
    cell.number_format = "General"
    cell.value = value  # type: ignore[assignment]  # every kind that openpyxl takes
    assert sentences(book.read()) == [f"so.xlsx, bảng ‘Kỳ họp’, ô G3: Ngày họp: {sentence}"]


def merge(book: Book) -> None:
    """Merge two cells of a row."""
    book.add()
    book.table.merge_cells("B3:C3")


def beside(book: Book) -> None:
    """Write beside the table."""
    book.add()
    book.table.cell(3, 500).value = "x"


def beside_form(book: Book) -> None:
    """Write beside the form."""
    book.book[FORM]["F8"] = "x"


def unknown(book: Book) -> None:
    """Add a column that is nobody's."""
    book.add()
    book.table.cell(2, 400).value = "Chữ ký số"


def similar(book: Book) -> None:
    """Misspell a heading."""
    book.add()
    book.table.cell(2, book.column("Có mặt (đảng viên)")).value = "Có mặt (đảng viêm)"


def repeated_column(book: Book) -> None:
    """Have a column twice."""
    book.add()
    book.table.cell(2, 400).value = "Mã chi bộ"


def no_heading(book: Book) -> None:
    """Add a visible sheet of something else."""
    book.add()
    book.book.create_sheet("Tháng 12").append(["linh", "tinh"])


def repeated(book: Book) -> None:
    """Have a meeting twice."""
    book.add()
    book.add()


def old_version(book: Book) -> None:
    """Make the workbook one of an earlier layout."""
    book.book[SHEET]["B1"] = "0"


def far(book: Book) -> None:
    """Write far below."""
    book.table["A100001"] = "x"


WRONG: dict[str, tuple[Callable[[Book], None], str]] = {
    "table.merged": (
        merge,
        "bảng ‘Kỳ họp’, ô B3: Tên chi bộ: ô này bị gộp với ô khác; hãy bỏ gộp rồi ghi giá trị vào từng ô.",
    ),
    "table.beside": (
        beside,
        "bảng ‘Kỳ họp’, ô SF3: ô có nội dung nhưng nằm ngoài các ô của mẫu; hãy xóa, hoặc đưa vào đúng ô.",
    ),
    "table.beside of a form": (
        beside_form,
        "bảng ‘Phiếu một kỳ’, ô F8: ô có nội dung nhưng nằm ngoài các ô của mẫu; hãy xóa, hoặc đưa vào đúng ô.",
    ),
    "table.unknown_column": (
        unknown,
        (
            "bảng ‘Kỳ họp’, ô OJ2: không có cột “Chữ ký số” trong mẫu; hãy bỏ cột này, hoặc đặt tên như trong sổ do "
            "“chamdiem workbook” tạo ra."
        ),
    ),
    "table.similar_column": (
        similar,
        "bảng ‘Kỳ họp’, ô O2: không có cột “Có mặt (đảng viêm)” trong mẫu; gần giống: “có mặt (đảng viên)”.",
    ),
    "table.repeated_column": (repeated_column, "bảng ‘Kỳ họp’, ô OJ2: cột “Mã chi bộ” có hai lần."),
    "table.no_heading": (
        no_heading,
        "bảng ‘Tháng 12’: không thấy dòng tiêu đề có tên cột theo mẫu; nếu bảng này không phải số liệu thì ẩn bảng đi.",
    ),
    "table.repeated_meeting": (
        repeated,
        "bảng ‘Kỳ họp’, ô A4: chi bộ “CB-01” kỳ 11/2025 đã có ở so.xlsx, ‘Kỳ họp’!A3; mỗi kỳ chỉ ghi một lần.",
    ),
    "table.other_version": (
        old_version,
        "sổ theo mẫu số 0, chương trình dùng mẫu số 1; hãy tạo lại sổ bằng “chamdiem workbook” rồi chép số liệu sang.",
    ),
    "table.far_cell": (
        far,
        "bảng ‘Kỳ họp’, ô A100001: ô có nội dung nằm quá xa; một bảng có nhiều nhất 100000 dòng và 2000 cột.",
    ),
    "table.nothing": (lambda _: None, "chưa ghi hồ sơ nào."),
}


@pytest.mark.parametrize("name", WRONG)
def test_workbooks_that_are_not_right(name: str, tmp_path: Path) -> None:
    """Each thing that goes wrong with a workbook has one sentence that names sheet and cell."""
    change, sentence = WRONG[name]
    book = Book(tmp_path)
    change(book)
    said = [text.replace(str(tmp_path) + "/", "") for text in sentences(book.read())]
    assert said == [f"so.xlsx, {sentence}" if sentence.startswith("bảng") else f"so.xlsx: {sentence}"]


def test_a_fault_of_the_heading_loses_no_other_sheet(tmp_path: Path) -> None:
    """A sheet that cannot be read is one fault; the meetings of the others are read."""
    book = Book(tmp_path)
    no_heading(book)
    assert [type(item) for item in book.read()] == [Meeting, Rejected]


def test_headings_of_a_framework_that_is_not_named(tmp_path: Path) -> None:
    """A sheet saved as CSV names no framework, to which most of its headings belong: that is said, where they stand."""
    rows = ([str(cell.value or "") for cell in row] for row in Book(tmp_path).table.iter_rows(max_row=2))
    file = csv(tmp_path, "".join("\t".join(row) + "\n" for row in rows))
    (said,) = sentences(list(read_meetings([file], TODAY, CATALOG)))
    assert said.startswith("bang.csv, dòng 2: chỉ nhận ra 38 trong 163 tên cột ở dòng này")
    assert sentences(list(read_meetings([file], TODAY, CATALOG, LOADED))) == ["bang.csv: chưa ghi hồ sơ nào."]


def test_unknown_criteria_of_a_table_without_framework(tmp_path: Path) -> None:
    """Answers to criteria that the framework of a row does not have are told at the heading."""
    file = csv(tmp_path, "cell_id,framework,self.answers.9.9\nA,an-phu/2025,1\n")
    (item,) = evaluate_all(Office(), [file])
    assert isinstance(item, Rejected)
    (fault,) = item.faults
    assert (fault.code, fault.place) == ("record.unknown_criterion", Place(str(file), 1, 3, ""))


def test_unknown_criteria_below_the_same_heading_again(tmp_path: Path) -> None:
    """They are told at the first heading, wherever the row stands: one column that is wrong is one place to mend."""
    head = "cell_id,framework,self.answers.9.9\n"
    file = csv(tmp_path, f"{head}A,an-phu/2025,1\n{head}B,an-phu/2025,1\n")
    found = [item for item in evaluate_all(Office(), [file]) if isinstance(item, Rejected)]
    assert [fault.place for item in found for fault in item.faults] == [Place(str(file), 1, 3, "")] * 2


def test_an_empty_folder_and_a_missing_file(tmp_path: Path) -> None:
    """What is not there, or has nothing in it, is said."""
    assert sentences(list(read_meetings([tmp_path, tmp_path / "x.csv"], TODAY, CATALOG)))[1:] == [
        "x.csv: không tìm thấy tệp này."
    ]
    (item,) = read_meetings([tmp_path], TODAY, CATALOG)
    assert isinstance(item, Rejected)
    assert item.faults[0].code == "table.empty_folder"


def test_settings_are_built_in() -> None:
    """Without a file of settings, no framework and no organisation is assumed."""
    assert (Config().framework, Config().organisation, Config().place_name) == (None, None, None)


def test_every_sentence_about_tables_is_a_sentence() -> None:
    """Sentences about tables go on after their place, so they begin small and end with a full stop."""
    for texts in TABLES.values():
        for text in texts:
            assert text.endswith(".")
            assert text[0] in "“{" or text[0].islower()


def test_headings_without_what_stands_in_brackets(tmp_path: Path) -> None:
    """A table that people drew themselves is known by the bare names of its columns, no two of which are alike."""
    for lang in LANGS:
        bare = [field.label(lang).partition(" (")[0].casefold() for field in MEETING.by_name.values()]
        assert len(set(bare)) == len(bare)
    file = tmp_path / "bang.csv"
    file.write_text("Mã chi bộ,Kỳ,Ngày họp,Có mặt\nA1,2025-11,05/11/2025,10\n", encoding="utf-8")
    (item,) = read_meetings([file], TODAY, CATALOG)
    assert isinstance(item, Meeting)
    assert item.record.values["present"] == 10
    assert item.record.text("period") == "2025-11"


TWICE = {
    "other capitals": ("VD-4;Chi bộ Quý;", "vd-4;Chi bộ Quý;", "table.repeated_spelling"),
    "a number": ("001;Chi bộ Quý;", "1;Chi bộ Quý;", "table.repeated_spelling"),
    "the same": ("VD-4;Chi bộ Quý;", "VD-4;Chi bộ Quý;", "table.repeated_meeting"),
    "another name": ("VD-4;Chi bộ Quý;", "VD-4;Tên khác;", "table.differing_meetings"),
    "spelled and named otherwise": ("VD-4;Chi bộ Quý;", "vd–4;Tên khác;", "table.differing_spelling"),
    "by name": (";Chi bộ Hoà;Đảng bộ X", ";chi bộ hòa;đảng bộ x", "table.repeated_spelling"),
    "one without id": ("VD-4;Chi bộ Quý;", ";Chi bộ Quý;Đảng bộ X", "table.differing_without_id"),
    "one without organisation": (";Chi bộ Quý;", ";Chi bộ Quý;Đảng bộ X", "table.differing_meetings"),
    "two organisations": (";Chi bộ Quý;Đảng bộ Y", ";Chi bộ Quý;Đảng bộ X", None),
    "two ids": ("VD-4;Chi bộ Quý;", "VD-40;Chi bộ Quý;", None),
    "two names": (";Chi bộ Hòa;", ";Chi bộ Hoa;", None),
}


@pytest.mark.parametrize("kind", TWICE)
def test_a_cell_is_one_however_it_is_spelled(kind: str, tmp_path: Path) -> None:
    """The second meeting of one cell and month is returned, both where they differ; two cells are two, ids or not."""
    first, second, code = TWICE[kind]
    rows = (f"{cell};2025-11;thường kỳ;20" for cell in (first, second))
    head = "Mã chi bộ;Tên chi bộ;Đảng bộ cấp trên;Kỳ (năm-tháng);Loại sinh hoạt;Có mặt (đảng viên)"
    file = tmp_path / "bang.csv"
    file.write_text("\n".join((head, *rows)), encoding="utf-8")
    items = list(read_meetings([file], TODAY, CATALOG, LOADED))
    found = [fault for item in items if isinstance(item, Rejected) for fault in item.faults]
    held = 2 if code and code.startswith("table.differing") else 1
    assert [fault.code for fault in found] == ([code] * held if code else [])
    assert all("2" in say_fault("vi", fault).partition("kỳ")[2] for fault in found)
