"""The forms of the sheet: HTML, PDF, Word file and picture say the same, and the same again tomorrow."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from PIL import Image

from chamdiem.engine.office.advising import advise_on
from chamdiem.engine.office.office import Office
from chamdiem.engine.paper.settings import HD_05, HD_36, PaperSettings, guide_on
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.sheets.sheet_view import SheetMark, view_sheet
from chamdiem.engine.sheets.sheets import FORMS, book_file, sheet_file, stamp_of, view_file
from places import EXAMPLES
from samples import load_record

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import Evaluation

TODAY = dt.date(2026, 11, 30)
SCORERS = ScorerCache(Catalog())
NAMES = (
    "01-an-phu-day-du.yaml",
    "02-dien-bien-thieu-dieu-kien-tot.yaml",
    "06-an-phu-ghi-do-dang.yaml",
    "08-hd-42.json",
    "11-hd-12-khong-co-diem.yaml",
)
HOSTILE = """Chi bộ A & B <x> "y" <script>alert(1)</script> {{ 7*7 }} =1+1"""


@cache
def evaluated(name: str) -> Evaluation:
    """Score an example."""
    return SCORERS.evaluate(load_record(EXAMPLES / name, TODAY))


def changed(name: str, *changes: tuple[str, str]) -> Evaluation:
    """Score an example after some of its text was changed."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return SCORERS.evaluate(parse_record(read_bytes(text.encode(), name), TODAY))


# --- reading each form ---


def words(text: str) -> list[str]:
    """Return the words and numbers of a text; blanks to write on are none, and capitals do not count."""
    return re.sub("[….]{2,}|…", " ", text).casefold().split()


def words_of_html(page: str) -> list[str]:
    """Return the words of a page, in reading order."""
    body = page.partition("<body>")[2]
    return words(html.unescape(re.sub("<[^>]*>", " ", body)))


def pages_of_pdf(content: bytes) -> list[str]:
    """Return the text of every page."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def words_of_pdf(content: bytes, header: list[str]) -> list[str]:
    """Return the words of all pages, without page numbers and headings repeated from page to page."""
    first, *rest = pages_of_pdf(content)
    found = words(first)
    for number, page in enumerate(rest, 2):
        more = words(page)
        assert more.pop() == str(number)
        repeated = next((n for n in range(len(more)) if more[n : n + len(header)] == header), len(more))
        found += more[:repeated] + more[repeated + len(header) :]
    return found


def words_of_docx(content: bytes) -> list[str]:
    """Return the words of a Word file, in reading order."""
    document = docx.Document(io.BytesIO(content))
    texts = []
    for item in document.iter_inner_content():
        if isinstance(item, docx.table.Table):
            texts += [cell.text for row in item.rows for cell in dict.fromkeys(row.cells)]
        else:
            texts.append(item.text)
    return words("\n".join(texts))


def header_of(evaluation: Evaluation) -> list[str]:
    """Return the words of the table's heading."""
    pointed = evaluation.framework.framework.points is not None
    return words(
        "TT Tiêu chí Điểm tối đa Chi bộ tự chấm Cấp trên chấm Lý do trừ điểm"
        if pointed
        else "TT Tiêu chí Chi bộ tự đánh giá Cấp trên đánh giá Lý do không đạt"
    )


# --- the promises ---


@pytest.mark.parametrize("name", NAMES)
def test_all_forms_say_the_same_in_the_same_order(name: str) -> None:
    """Word for word and number for number, HTML, PDF and Word file hold the same."""
    evaluation = evaluated(name)
    expected = words_of_html(sheet_file(evaluation, "html").decode())
    assert words_of_pdf(sheet_file(evaluation, "pdf"), header_of(evaluation)) == expected
    assert words_of_docx(sheet_file(evaluation, "docx")) == expected


def test_names_with_markup_come_out_as_text_in_every_form() -> None:
    """A & B <x>, a script, template signs and a formula in a name stand on paper as they were written."""
    quoted = HOSTILE.replace("'", "''")
    evaluation = changed("01-an-phu-day-du.yaml", ("Chi bộ khu phố Hoa Mẫu", f"'{quoted}'"))
    for found in (
        words_of_html(sheet_file(evaluation, "html").decode()),
        words_of_pdf(sheet_file(evaluation, "pdf"), header_of(evaluation)),
        words_of_docx(sheet_file(evaluation, "docx")),
    ):
        assert " ".join(words(HOSTILE)) in " ".join(found)


def test_a_text_of_several_lines_is_one_line_in_every_form() -> None:
    """Line breaks within a text of the record join in Word as they do in HTML."""
    note = "Dự thảo kết luận chưa nêu rõ thời hạn của hai việc"
    evaluation = changed("01-an-phu-day-du.yaml", (note, '"Dự thảo\\n\\nchưa rõ"'))
    table = docx.Document(io.BytesIO(sheet_file(evaluation, "docx"))).tables[1]
    assert any(row.cells[5].text.startswith("Dự thảo chưa rõ") for row in table.rows)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES[:2])
def test_the_same_evaluation_gives_the_same_bytes(name: str, form: str) -> None:
    """Nothing in a file comes from the clock or from chance."""
    assert sheet_file(evaluated(name), form) == sheet_file(evaluated(name), form)


def test_a_file_is_dated_by_its_meeting() -> None:
    """PDF and Word file bear the day of the meeting, in what they say of themselves and in every packed part."""
    evaluation = evaluated("01-an-phu-day-du.yaml")
    metadata = pypdfium2.PdfDocument(sheet_file(evaluation, "pdf")).get_metadata_dict()
    assert metadata["CreationDate"] == metadata["ModDate"] == "20251105000000Z"
    assert metadata["Title"] == "PHIẾU ĐÁNH GIÁ CHẤT LƯỢNG SINH HOẠT CHI BỘ – CHI BỘ KHU PHỐ HOA MẪU"
    word = sheet_file(evaluation, "docx")
    properties = docx.Document(io.BytesIO(word)).core_properties
    assert properties.created == properties.modified == dt.datetime(2025, 11, 5, tzinfo=dt.UTC)
    assert properties.title == metadata["Title"]
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert {info.date_time[:3] for info in package.infolist()} == {(2025, 11, 5)}


def test_an_undated_sheet_has_no_date_of_the_clock() -> None:
    """A form without a date is dated by the first day that zip files know, not by today."""
    evaluation = SCORERS.evaluate(parse_record(read_bytes(b"framework: an-phu/2025\ncell_id: X", "x.yaml"), TODAY))
    assert pypdfium2.PdfDocument(sheet_file(evaluation, "pdf")).get_metadata_dict()["CreationDate"].startswith("1980")


def test_the_picture_is_the_first_page() -> None:
    """The preview is a page of A4 in the middle of which something is printed."""
    picture = Image.open(io.BytesIO(sheet_file(evaluated("08-hd-42.json"), "png")))
    assert picture.format == "PNG"
    assert abs(picture.height / picture.width - 297 / 210) < 0.01
    low, high = picture.convert("L").getextrema()
    assert (low, high) == (0, 255)


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_takes_two_pages_at_most(name: str) -> None:
    """Two A4 pages, front and back of one sheet, hold every framework that ships."""
    assert len(pages_of_pdf(sheet_file(evaluated(name), "pdf"))) <= 2


def test_only_the_bundled_fonts_are_in_a_pdf() -> None:
    """Every letter of a PDF is of Tinos, whatever fonts a machine has."""
    content = sheet_file(evaluated("01-an-phu-day-du.yaml"), "pdf")
    document = pypdfium2.PdfDocument(content)
    fonts = {item.get_font().get_base_name() for page in document for item in page.get_objects(filter=[1])}
    assert fonts
    assert all("Tinos" in name for name in fonts)


def test_the_states_head_stands_in_no_form() -> None:
    """The State's name and motto are on no Party sheet."""
    evaluation = evaluated("01-an-phu-day-du.yaml")
    for found in (pages_of_pdf(sheet_file(evaluation, "pdf")), words_of_docx(sheet_file(evaluation, "docx"))):
        assert not re.search("cộng hòa xã hội|độc lập", " ".join(found), re.IGNORECASE)


@pytest.mark.parametrize(
    ("date", "guide"),
    [(None, HD_05), (dt.date(2018, 4, 3), HD_36), (dt.date(2026, 5, 26), HD_36), (dt.date(2026, 5, 27), HD_05)],
)
def test_a_sheet_follows_the_guide_of_its_date(date: dt.date | None, guide: str) -> None:
    """HD 36-HD/VPTW until 26/5/2026, HD 05-HD/VPTW from 27/5/2026; an undated form follows the newest."""
    assert guide_on(date) == guide


def test_the_doubtful_details_are_settings() -> None:
    """Line spacing, title size and place name come from the settings, in HTML and Word alike."""
    paper = PaperSettings(line_spacing=19, title_size=15, place="An Phú")
    evaluation = evaluated("08-hd-42.json")
    page = sheet_file(evaluation, "html", paper).decode()
    assert "h1 { font-size: 15pt; }" in page
    assert "line-height: 19pt;" in page
    assert "line-height: 19pt;" not in sheet_file(evaluation, "html").decode()
    document = docx.Document(io.BytesIO(sheet_file(evaluation, "docx", paper)))
    assert document.styles["Phiếu: tiêu đề"].font.size.pt == 15
    assert document.styles["Normal"].paragraph_format.line_spacing.pt == 19
    for found in (page, " ".join(words_of_docx(sheet_file(evaluation, "docx", paper)))):
        assert "an phú, ngày 06 tháng 01 năm 2026" in found.casefold()
    assert len(pages_of_pdf(sheet_file(evaluation, "pdf", paper))) <= 2


def test_every_table_of_the_word_file_is_whole() -> None:
    """Every row of the table of points fills its columns, so that Word opens and edits it."""
    document = docx.Document(io.BytesIO(sheet_file(evaluated("01-an-phu-day-du.yaml"), "docx")))
    table = document.tables[1]
    assert len(table.columns) == 6
    assert all(sum(cell.grid_span for cell in row._tr.tc_lst) == 6 for row in table.rows)  # noqa: SLF001 - no other way
    assert all(row._tr.tc_lst[0].p_lst for row in table.rows)  # noqa: SLF001 - as above


def test_advice_is_the_last_line_in_every_form() -> None:
    """Where it is asked for, the line on what would raise the rating stands above the source in every form."""
    evaluation = evaluated("03-an-phu-vang-khong-ly-do.yaml")
    line = advise_on(Office(), evaluation).line("vi")
    assert line is not None
    view = view_sheet(evaluation, PaperSettings(), None, line)
    files = {
        form: view_file(view, stamp_of(view, evaluation), form, PaperSettings()) for form in ("html", "pdf", "docx")
    }
    expected = words(line)
    found = {
        "html": words_of_html(files["html"].decode()),
        "pdf": words_of_pdf(files["pdf"], header_of(evaluation)),
        "docx": words_of_docx(files["docx"]),
    }
    for form, said in found.items():
        assert " ".join(expected) in " ".join(said), form
    assert line not in sheet_file(evaluation, "html").decode()


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_sheet_with_many_reasons_and_a_mark_has_two_pages(form: str) -> None:
    """What would need a third page is set closer; what fits stays as it is."""
    note = "  - Chưa sát nhiệm vụ trọng tâm của tháng, còn chung chung, cần làm rõ người làm và thời hạn từng việc\n"
    evaluation = changed("03-an-phu-vang-khong-ly-do.yaml", ("limitations:\n", "limitations:\n" + note * 4))
    mark = SheetMark(lines=("Mục 3 của sổ a/b", "mã băm " + "0" * 64), qr_path="M0 0h1v1h-1z", qr_side=1)
    view = view_sheet(evaluation, PaperSettings(), mark)
    page = view_file(view, stamp_of(view, evaluation), form, PaperSettings())
    if form == "html":
        assert 'class="sheet close-' in page.decode()
        assert 'class="sheet"' in sheet_file(evaluated("08-hd-42.json"), "html").decode()
    else:
        assert len(pypdfium2.PdfDocument(page)) == 2


def test_a_word_sheet_bears_its_mark() -> None:
    """Under the source stand the same words as on paper, and the code as a picture; the same mark gives the same bytes."""
    lines = ("Mục 3 của sổ a/b", "Đối chiếu tại https://chi-bo.example/doi-chieu/phieu")
    mark = SheetMark(
        lines=lines, qr_path="M0 0h1v1h-1z", qr_side=1, qr_text="https://chi-bo.example/doi-chieu/phieu?so=3"
    )
    view = view_sheet(evaluated("01-an-phu-day-du.yaml"), PaperSettings(), mark)
    first, second = (
        view_file(view, stamp_of(view, evaluated("01-an-phu-day-du.yaml")), "docx", PaperSettings()) for _ in range(2)
    )
    assert first == second
    document = docx.Document(io.BytesIO(first))
    assert [each.text for each in document.paragraphs][-2:] == list(lines)
    assert len(document.inline_shapes) == 1


def test_a_book_shows_each_sheet_as_it_is_alone() -> None:
    """Dot for dot: nothing is larger, and nothing is cut off."""
    mark = SheetMark(lines=("Mục 3 của sổ a/b", "mã băm " + "0" * 64), qr_path="M0 0h1v1h-1z", qr_side=1)
    evaluation = evaluated("01-an-phu-day-du.yaml")
    views = [view_sheet(evaluation, PaperSettings(), each) for each in (None, mark)]
    stamp = stamp_of(views[0], evaluation)
    alone = [dots for view in views for dots in _drawn(view_file(view, stamp, "pdf", PaperSettings()))]
    assert _drawn(book_file(views, PaperSettings(), stamp)) == alone


def _drawn(content: bytes) -> list[bytes]:
    """Return how the pages of a PDF look."""
    with pypdfium2.PdfDocument(content) as document:
        return [document[number].render(scale=0.5).to_pil().tobytes() for number in range(len(document))]
