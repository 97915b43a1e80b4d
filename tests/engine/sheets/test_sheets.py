"""The printed sheet: what stands on it, what never does, and what it looks like on paper.

The golden files are written anew by `CHAMDIEM_GOLDEN=write ./run test tests/engine/paper/test_sheets.py`; look at them before
they are committed.
"""

from __future__ import annotations

import datetime as dt
import html
import os
import re
import struct
import unicodedata
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import plutoprint
import pytest

from chamdiem.engine.paper.templates import TEMPLATES
from chamdiem.engine.reading.catalog import Catalog, LoadedFramework, framework_from_text
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.engine.sheets.sheet_view import view_sheet
from chamdiem.engine.sheets.sheets import sheet_file
from chamdiem.rules.records.scalars import points_text

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import Evaluation

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
TODAY = dt.date(2026, 1, 31)

POINTED = """
framework: mau/2025
title: Phiếu đánh giá mẫu
authority: {number: 01-HD/TU, date: 2025-01-05, issuer: Tỉnh ủy Mẫu}
provenance: {status: official, source: Bản chính}
in_force: {from: 2025-01-05}
applies_to: {kinds: [regular, combined]}
points: {maximum: 35, step: 0.5, rounding: half_up}
measures:
  due: {title: Số đảng viên phải dự, difference: [members_total, members_exempt]}
  rate: {title: Tỷ lệ dự họp, percent: [present, due]}
groups:
  - id: "1"
    title: Tỷ lệ dự họp
    maximum: 10
    criteria:
      - id: "1"
        title: Tỷ lệ dự họp
        maximum: 10
        clause: Mục 1
        bands: {of: rate, levels: [{at_least: 90, points: 10}, {below: 90, points: 7.5}]}
  - id: "2"
    title: Chuẩn bị và tiến hành
    maximum: 25
    criteria:
      - {id: "2.1", title: Nội dung đúng trọng tâm, maximum: 10, clause: Mục 2, judged: points}
      - {id: "2.2", title: Điều hành linh hoạt, maximum: 5, clause: Mục 2, judged: points}
      - id: "2.3"
        title: Họp chi ủy trước kỳ sinh hoạt
        maximum: 5
        clause: Mục 2
        judged: yes_no
        not_applicable: [{when: {fact: committee_exists, is: no}, then: full_marks, reason: Chi bộ chỉ có bí thư}]
      - id: "2.4"
        title: Sinh hoạt chuyên đề
        maximum: 5
        clause: Mục 2
        judged: points
        not_applicable: [{when: {fact: meeting_kind, is: regular}, then: excluded, reason: Tháng không có chuyên đề}]
ratings:
  - {id: tot, title: Tốt, at_least: 28, requires: [{when: {criterion: "1", at: maximum}, title: dự họp từ 90%}]}
  - {id: kha, title: Khá, at_least: 20}
  - {id: kem, title: Kém}
caps:
  - {id: vang, when: {fact: absent_unexcused, at_least: 1}, barred: tot, reason: có đảng viên vắng không lý do}
findings:
  - id: bien_ban
    when: {fact: minutes_approved, is: no}
    message: Hồ sơ ghi biên bản chưa được thông qua.
"""

NOTICE = "Khung tiêu chí dựng lại, chưa đối chiếu với phụ lục Quyết định 4275-QĐ/TU"
RECONSTRUCTED = POINTED.replace("Phiếu đánh giá mẫu", "Khung tiêu chí mẫu").replace(
    "{status: official, source: Bản chính}", f'{{status: reconstructed, source: Nguồn công khai, notice: "{NOTICE}"}}'
)

POINTLESS = """
framework: mau/2018
title: Tiêu chí mẫu
authority: {number: 12-HD/BTCTW, date: 2018-07-06, issuer: Ban Tổ chức Trung ương}
provenance: {status: secondary, source: Nguồn thứ cấp}
in_force: {from: 2018-07-06}
applies_to: {kinds: [regular]}
groups:
  - id: "1"
    title: Dự họp
    criteria:
      - {id: "1.1", title: Không vắng không lý do, clause: Mục 1, holds: {fact: absent_unexcused, at_most: 0}}
      - {id: "1.2", title: Đúng giờ, clause: Mục 1, judged: yes_no}
  - id: "2"
    title: Kết quả
    criteria:
      - {id: "2", title: Thực hiện xong nghị quyết, clause: Mục 2, judged: yes_no}
ratings:
  - {id: tot, title: Tốt, requires: [{when: {group: "1", at: maximum}, title: đạt mọi tiêu chí nhóm 1}]}
  - {id: kha, title: Khá}
"""

FULL = """
cell_name: Chi bộ bản Nà Mẫu
upper_org: Đảng bộ xã Mường Mẫu
period: 2025-11
date: 2025-11-05
place: Nhà văn hóa bản
meeting_kind: combined
mode: in_person
start_time: 19:00
end_time: 20:35
members_total: 21
members_exempt: 1
present: 17
absent_excused: 3
absent_unexcused: 0
committee_exists: yes
minutes_approved: no
votes_for: 16
votes_total: 17
limitations: [Nội dung chuẩn bị còn dàn trải., Ít ý kiến phát biểu.]
assessments:
  self:
    rating: Tốt
    answers: {"2.1": 9.5, "2.2": 4, "2.3": yes, "2.4": 5}
    deduction_notes: {"2.1": Chưa sát nhiệm vụ tháng}
  cell_vote: {rating: Khá}
  upper:
    rating: Khá
    answers: {"2.1": 9, "2.2": 4, "2.3": yes, "2.4": 4}
    deduction_notes: {"2.1": Thiếu phần tư tưởng, "2.2": Chưa gợi mở}
"""

HALF = """
cell_name: Chi bộ bản Nà Mẫu
date: 2025-02-03
meeting_kind: regular
members_total: 9
present: 8
committee_exists: no
assessments:
  self: {answers: {"2.1": 8}}
"""

NO_POINTS = """
cell_name: Chi bộ Trường Mẫu
upper_org: Đảng bộ xã Mường Mẫu
period: 2019-10
date: 2019-10-15
meeting_kind: regular
absent_unexcused: 1
committee_exists: no
assessments:
  self: {answers: {"1.2": yes, "2": no}}
"""

SHEETS = {"full": (POINTED, FULL), "half": (RECONSTRUCTED, HALF), "no-points": (POINTLESS, NO_POINTS)}


def scored(framework: str | LoadedFramework, record: str) -> Evaluation:
    """Score a record by a framework."""
    loaded = framework_from_text(framework, "khung.yaml") if isinstance(framework, str) else framework
    return Scorer(loaded).evaluate(parse_record(read_bytes(record.encode(), "ho-so.yaml"), TODAY))


def sheet_of(framework: str | LoadedFramework, record: str) -> str:
    """Return the sheet of a record."""
    return sheet_file(scored(framework, record), "html").decode()


# --- reading a sheet ---


class _Reader(HTMLParser):
    """Gathers the text, the tags, and the cells of the table of points by the class of their row."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        kind = dict(attrs).get("class") or ""
        if tag == "table":
            self._depth = 1 if kind.startswith("points") else 0
        elif tag == "tr" and self._depth:
            self.rows.append([])
        elif tag in {"td", "th"} and self._depth:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "style":
            return
        self.words.append(data)
        if self._depth and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def read(sheet: str) -> _Reader:
    """Return what a sheet consists of."""
    reader = _Reader()
    reader.feed(sheet)
    return reader


def text_of(sheet: str) -> str:
    """Return the words of a sheet with single spaces between them."""
    return " ".join(" ".join(read(sheet).words).split())


def row_of(sheet: str, first: str) -> list[str]:
    """Return the cells of the line that begins with an id or a title."""
    return next([cell.strip() for cell in row] for row in read(sheet).rows if row[0].strip() == first)


# --- on paper ---

FACES = (("Regular", "normal", 400), ("Bold", "normal", 700), ("Italic", "italic", 400), ("BoldItalic", "italic", 700))
FONT_CSS = "".join(
    f"@font-face {{ font-family: '{family}'; font-style: {style}; font-weight: {weight};"
    f" src: url('font:///Tinos-{name}.ttf'); }}"
    for family in ("Times New Roman", "Tinos")
    for name, style, weight in FACES
)
FONTS = {
    file.name: plutoprint.ResourceData(file.read_bytes(), "font/ttf", "")
    for file in (TEMPLATES / "fonts").glob("*.ttf")
}
"""Made once and kept: plutoprint crashes when it outlives the last reference to a font's data."""


class _OwnFonts(plutoprint.ResourceFetcher):
    """Serves the bundled fonts; a sheet that asks for anything else fails its test."""

    def fetch_url(self, url: str) -> plutoprint.ResourceData:
        return FONTS[url.removeprefix("font:///")]


def paged(sheet: str) -> plutoprint.Book:
    """Lay a sheet out on A4 pages with the bundled fonts."""
    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4)
    book.custom_resource_fetcher = _OwnFonts()
    book.load_html(sheet, user_style=FONT_CSS)
    return book


WIDTH, HEIGHT = 496, 702
"""An A4 page at 60 dots per inch."""


def page_image(book: plutoprint.Book, number: int) -> bytes:
    """Return a page in shades of grey, one byte for each dot, row by row."""
    with plutoprint.ImageCanvas(WIDTH, HEIGHT, plutoprint.IMAGE_FORMAT_RGB24) as canvas:
        canvas.clear_surface(1, 1, 1, 1)
        canvas.scale(60 / 96, 60 / 96)
        book.render_page(canvas, number)
        data, stride = bytes(canvas.get_data()), canvas.get_stride()
    return b"".join(data[row * stride + 1 : row * stride + 4 * WIDTH : 4] for row in range(HEIGHT))


def write_png(file: Path, pixels: bytes) -> None:
    """Write a page image."""
    rows = b"".join(b"\0" + pixels[row * WIDTH : (row + 1) * WIDTH] for row in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in chunks
        )
    )


def read_png(file: Path) -> bytes:
    """Return the pixels of an image that `write_png` wrote."""
    data, found, place = file.read_bytes(), b"", 8
    while place < len(data):
        size, name = struct.unpack_from(">I4s", data, place)
        found += data[place + 8 : place + 8 + size] if name == b"IDAT" else b""
        place += size + 12
    rows = zlib.decompress(found)
    return b"".join(rows[row * (WIDTH + 1) + 1 : (row + 1) * (WIDTH + 1)] for row in range(HEIGHT))


def writes_golden() -> bool:
    """Tell whether the golden files are to be written anew."""
    return os.environ.get("CHAMDIEM_GOLDEN") == "write"


# --- the promises ---


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_the_golden_one(name: str) -> None:
    """Everything between head and end of a sheet is, letter by letter, what was looked at and kept."""
    body = sheet_of(*SHEETS[name]).partition("<body>")[2]
    file = GOLDEN / f"sheet-{name}.html"
    if writes_golden():
        file.write_text(body, encoding="utf-8")
    assert body == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHEETS)
def test_a_printed_page_looks_like_the_golden_one(name: str) -> None:
    """A page differs from the one that was looked at and kept in hardly a dot, whatever machine prints it."""
    book = paged(sheet_of(*SHEETS[name]))
    assert book.get_page_count() == 1
    pixels, file = page_image(book, 0), GOLDEN / f"sheet-{name}.png"
    if writes_golden():
        write_png(file, pixels)
    different = sum(abs(new - old) > 64 for new, old in zip(pixels, read_png(file), strict=True))
    assert different < len(pixels) / 500


@pytest.mark.parametrize("name", SHEETS)
def test_every_line_holds_the_points_of_its_layer(name: str) -> None:
    """What stands in both columns is what was scored; what was not is left blank, and never a zero."""
    evaluation = scored(*SHEETS[name])
    sheet = sheet_file(evaluation, "html").decode()
    pointed = evaluation.framework.framework.points is not None
    for place, layer in enumerate(("self", "upper")):
        scoring = evaluation.layers[layer].scoring if layer in evaluation.layers else None
        for group in evaluation.own.groups:
            for score in group.criteria:
                now = (
                    next((s for s in scoring.criteria if s.criterion.id == score.criterion.id), None)
                    if scoring
                    else None
                )
                cell = row_of(sheet, score.criterion.id)[(3 if pointed else 2) + place]
                if now is None or now.points.award is None:
                    assert cell == ""
                elif now.points.maximum == 0:
                    assert cell == "–"
                elif pointed:
                    assert cell == points_text(now.points.award).replace(".", ",")
                else:
                    assert cell == ("Đạt" if now.points.award else "Không đạt")


def test_a_full_sheet_adds_up() -> None:
    """Groups show their subtotals and the sheet its total, with the decimal comma, next to the maximum."""
    sheet = sheet_of(POINTED, FULL)
    assert row_of(sheet, "1")[:5] == ["1", "Tỷ lệ dự họp", "10", "7,5", "7,5"]
    assert row_of(sheet, "2")[:5] == ["2", "Chuẩn bị và tiến hành", "25", "23,5", "22"]
    assert row_of(sheet, "Tổng điểm")[:4] == ["Tổng điểm", "35", "31", "29,5"]


def test_a_bonus_outside_the_scale_is_marked() -> None:
    """Points that come on top of the maximum are written with a plus, and cost nothing where they are not given."""
    bonus = '      - {id: "2.5", title: Sáng kiến, maximum: 2, clause: Mục 2, judged: points, bonus: outside}\nratings:'
    framework = POINTED.replace("half_up}", "half_up, bonus_above_maximum: allowed}").replace("ratings:", bonus)
    sheet = sheet_of(framework, FULL.replace('"2.4": 5', '"2.4": 5, "2.5": 0'))
    assert row_of(sheet, "2.5") == ["2.5", "Sáng kiến", "+2", "0", "", ""]


def test_a_half_filled_sheet_says_what_it_will_at_least_be() -> None:
    """While something is missing, the total is a floor, the rating stays open and what is missing is listed."""
    sheet = sheet_of(POINTED, HALF)
    assert row_of(sheet, "Tổng điểm")[1:3] == ["30", "ít nhất 20,5"]
    assert row_of(sheet, "Xếp loại theo khung tiêu chí")[1] == ""
    assert "Chưa xếp loại: còn có thể là Tốt, Khá." in text_of(sheet)
    assert "Chi bộ tự chấm: còn 2 tiêu chí chưa chấm (ô trống không phải là 0 điểm):" in text_of(sheet)
    assert "1 (thiếu số liệu: Được miễn sinh hoạt); 2.2." in text_of(sheet)


def test_a_sheet_of_an_empty_record_is_a_form() -> None:
    """Without any data the sheet holds the criteria and blanks, and not one point."""
    sheet = sheet_of(POINTED, "framework: mau/2025")
    numbers = [cell.strip() for row in read(sheet).rows[1:] for cell in row[-3:-1]]
    assert set(numbers) == {""}
    assert row_of(sheet, "Tổng điểm")[1] == "35"
    assert "chưa chấm tiêu chí nào; các ô trống để điền tay." in text_of(sheet)
    assert "T/M CHI ………" in text_of(sheet)
    assert "có mặt ……/…… phải dự" in text_of(sheet)


def test_points_lost_are_explained_by_note_by_facts_or_by_a_line_to_write_on() -> None:
    """The reason column holds the scorer's note, what the facts show, or else a dotted line; full points need none."""
    sheet = sheet_of(POINTED, FULL)
    assert row_of(sheet, "1")[5] == "Tỷ lệ dự họp: 85% (17/20)"
    assert row_of(sheet, "2.1")[5] == "Chưa sát nhiệm vụ thángCấp trên: Thiếu phần tư tưởng"
    assert row_of(sheet, "2.3")[5] == ""
    line = '<p><span class="blank line"></span></p><p>Cấp trên: Chưa gợi mở</p>'
    assert line in sheet
    assert '<p>Cấp trên: <span class="blank rest"></span></p>' in sheet


EVERY_SCORING = """
framework: mau/moi-cach
title: Phiếu mọi cách chấm
authority: {number: 02-HD/TU, date: 2025-01-05, issuer: Tỉnh ủy Mẫu}
provenance: {status: official, source: Bản chính}
in_force: {from: 2025-01-05}
applies_to: {kinds: [regular]}
points: {maximum: 60, step: 0.5, rounding: half_up}
groups:
  - id: A
    title: Mọi cách chấm
    maximum: 60
    criteria:
      - id: bands
        title: Số ý kiến
        maximum: 10
        clause: Mục 1
        bands:
          of: opinions
          levels: [{at_least: 5, points: 10}, {below: 5, points: 4}]
          unless: [{when: {fact: criticised, at_least: 3}, points: 2, reason: Nhiều người bị phê bình}]
      - {id: holds, title: Đủ 15 phút, maximum: 10, clause: Mục 2, holds: {fact: criticism_minutes, at_least: 15}}
      - id: levels
        title: Biên bản
        maximum: 10
        clause: Mục 3
        levels: [{id: day_du, title: Đầy đủ, points: 10}, {id: so_sai, title: Ghi chép sơ sài, points: 5}]
      - id: checklist
        title: Chuẩn bị
        maximum: 10
        clause: Mục 4
        checklist: [{id: a, title: Có dự thảo, points: 4}, {id: b, title: Họp chi ủy, points: 6}]
      - id: deductions
        title: Kỷ luật
        maximum: 10
        clause: Mục 5
        deductions: {each: [{id: a, title: Đi muộn, points: 0.5}, {id: b, title: Về sớm, points: 1}]}
      - {id: judged, title: Điều hành, maximum: 10, clause: Mục 6, judged: points}
ratings: [{id: dat, title: Đạt}]
"""

EVERY_FACT = """
opinions: 3
criticised: 0
criticism_minutes: 10
assessments:
  self:
    answers: {levels: so_sai, checklist: {a: yes, b: no}, deductions: {a: 3, b: 0}, judged: 9}
"""


@pytest.mark.parametrize(
    ("criterion", "reason"),
    [
        ("bands", "Số ý kiến phát biểu: 3 ý kiến"),
        ("holds", "Thời gian tự phê bình và phê bình: 10 phút"),
        ("levels", "Ghi chép sơ sài"),
        ("checklist", "Chưa đạt: Họp chi ủy"),
        ("deductions", "Đi muộn: trừ 1,5 điểm"),
        ("judged", ""),
    ],
)
def test_the_reason_is_as_short_as_the_way_of_scoring_allows(criterion: str, reason: str) -> None:
    """What cost points is said by the fact, the level, the part or the fault itself; a mere verdict has no reason."""
    assert row_of(sheet_of(EVERY_SCORING, EVERY_FACT), criterion)[5] == reason


def test_an_exception_is_named_where_it_decided_the_points() -> None:
    """Where an exception beat the bands, the reason is the exception's and not the measure."""
    sheet = sheet_of(EVERY_SCORING, EVERY_FACT.replace("criticised: 0", "criticised: 4"))
    assert row_of(sheet, "bands")[5] == "Nhiều người bị phê bình nên chỉ được 2 điểm"


def test_a_criterion_that_does_not_apply_says_why_and_what_was_done() -> None:
    """Full marks without doing anything, and points taken out of the total, are both owned up to."""
    sheet = sheet_of(POINTED, HALF)
    assert row_of(sheet, "2.3")[2:] == ["5", "5", "", "Không áp dụng, được tính điểm tối đa: Chi bộ chỉ có bí thư"]
    assert row_of(sheet, "2.4")[2:5] == ["–", "–", ""]
    assert row_of(sheet, "2.4")[5].endswith("điểm tối đa giảm 5 điểm: Tháng không có chuyên đề")


@pytest.mark.parametrize(
    ("attendance", "expected"),
    [
        ("present: 17\nabsent_excused: 3", "Chưa đạt điều kiện của mức Tốt: dự họp từ 90%"),
        ("present: 19\nabsent_unexcused: 1", "Không xếp loại Tốt: có đảng viên vắng không lý do."),
        ("present: 20\nabsent_unexcused: 0", ""),
    ],
)
def test_the_rating_says_what_alone_kept_a_better_one_away(attendance: str, expected: str) -> None:
    """A total that reaches Tốt without being rated Tốt names the gate or the veto; otherwise nothing is said."""
    sheet = sheet_of(POINTED, re.sub("(present|absent)[a-z_]*: .*", "", FULL) + f"{attendance}\n")
    assert row_of(sheet, "Xếp loại theo khung tiêu chí")[3] == expected


def test_the_ratings_that_people_gave_stand_under_the_table() -> None:
    """Self rating, vote with its share, and the upper level's rating are shown as given; what was not is a blank."""
    ratings = {rating.label: rating.text for rating in view_sheet(scored(POINTED, FULL)).ratings}
    assert ratings == {
        "Chi bộ tự xếp loại": "Tốt",
        "Chi bộ biểu quyết": "Khá; 16/17 phiếu (94,12%)",
        "Cấp trên xếp loại": "Khá",
        "Quyết định xếp loại": None,
    }


def test_a_layer_without_a_column_shows_its_total() -> None:
    """Points that the deciding committee gave of its own are not lost."""
    record = FULL + '  decided: {rating: Khá, answers: {"2.1": 8, "2.2": 4, "2.3": no, "2.4": 4}}\n'
    assert view_sheet(scored(POINTED, record)).ratings[3].text == "Khá; chấm 23,5"


def test_warnings_and_limitations_stand_on_the_sheet() -> None:
    """Findings, a rating that the points contradict, and the limitations that the cell named are all printed."""
    text = text_of(sheet_of(POINTED, FULL))
    assert "- Hồ sơ ghi biên bản chưa được thông qua." in text
    assert "Chi bộ tự chấm ghi xếp loại Tốt, nhưng theo điểm và điều kiện của khung là Khá." in text
    assert "- Nội dung chuẩn bị còn dàn trải. - Ít ý kiến phát biểu." in text


def test_a_framework_without_points_shows_met_and_not_met() -> None:
    """No column of points, no total of points: criteria are met or not, and counted."""
    sheet = sheet_of(POINTLESS, NO_POINTS)
    assert "điểm tối đa" not in text_of(sheet).lower()
    assert row_of(sheet, "1")[2] == "1/2"
    assert row_of(sheet, "Số tiêu chí đạt")[1] == "1/3"
    assert "PHIẾU ĐÁNH GIÁ CHẤT LƯỢNG SINH HOẠT CHI BỘ" in text_of(sheet)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025-11-05", "…………, ngày 05 tháng 11 năm 2025"),
        ("2025-02-28", "…………, ngày 28 tháng 02 năm 2025"),
        ("2025-03-09", "…………, ngày 09 tháng 3 năm 2025"),
        (None, "…………, ngày …… tháng …… năm ……"),
    ],
)
def test_the_date_is_written_as_party_documents_write_it(date: str | None, expected: str) -> None:
    """Days below 10 and months 1 and 2 have a leading zero; a date that is not known is left to be written in."""
    record = FULL.replace("date: 2025-11-05", f"date: {date}" if date else "")
    record = record.replace("period: 2025-11", f"period: {date[:7]}" if date else "period: 2025-11")
    assert view_sheet(scored(POINTED, record)).place_and_date == expected


@pytest.mark.parametrize(
    ("committee", "expected"),
    [
        ("committee_exists: yes", "T/M CHI ỦY BÍ THƯ"),
        ("committee_exists: no", "T/M CHI BỘ BÍ THƯ"),
        ("", "T/M CHI ………"),
    ],
)
def test_the_secretary_signs_for_the_body_that_exists(committee: str, expected: str) -> None:
    """For the committee where there is one, for the cell where there is none; unknown is left to be written in."""
    assert expected in text_of(sheet_of(POINTED, FULL.replace("committee_exists: yes", committee)))


def test_the_head_is_the_partys_and_never_the_states() -> None:
    """Upper organisation, cell and Party stand in capitals; the State's name and motto stand nowhere."""
    sheet = sheet_of(POINTED, FULL)
    assert "ĐẢNG BỘ XÃ MƯỜNG MẪU CHI BỘ BẢN NÀ MẪU * Số ………-………/CB ĐẢNG CỘNG SẢN VIỆT NAM" in text_of(sheet)
    assert not re.search("cộng hòa xã hội|độc lập", sheet, re.IGNORECASE)


def test_a_reconstructed_framework_says_so_on_the_sheet() -> None:
    """The notice stands above the table word for word, and the title does not pose as the regulation's own form."""
    sheet = sheet_of(RECONSTRUCTED, HALF)
    assert f'<p class="notice">{NOTICE}</p>' in sheet
    assert sheet.index(NOTICE) < sheet.index("<thead>")
    assert "<h1>PHIẾU CHẤM ĐIỂM CHẤT LƯỢNG SINH HOẠT CHI BỘ</h1>" in sheet
    assert 'class="notice"' not in sheet_of(POINTED, HALF)


def test_the_version_of_the_rules_stands_on_the_sheet() -> None:
    """An auditor reads off which document and which content of it the points follow."""
    evaluation = scored(POINTED, FULL)
    assert text_of(sheet_file(evaluation, "html").decode()).endswith(
        "Chấm theo: Phiếu đánh giá mẫu (số 01-HD/TU ngày 05/01/2025, Tỉnh ủy Mẫu). Phiên bản khung: mau/2025 "
        f"(đã đối chiếu bản chính), mã nội dung {evaluation.framework.hash[:12]}."
    )


HOSTILE = "Chi bộ A & B <x> \"y\" <script>alert(1)</script> {{ 7 * 7 }} {% endraw %} 'z'"


def test_names_with_markup_come_out_as_text() -> None:
    """Markup and template signs in any text of the record are printed as they are, and do nothing."""
    record = FULL.replace("Chi bộ bản Nà Mẫu", f"'{HOSTILE.replace(chr(39), chr(39) * 2)}'")
    record = record.replace("Chưa sát nhiệm vụ tháng", "'<b>x</b> & y'").replace(
        "Ít ý kiến phát biểu.", "'<img src=x>'"
    )
    sheet = sheet_of(POINTED, record)
    assert {"script", "x", "b", "img"}.isdisjoint(read(sheet).tags)
    text = text_of(sheet)
    assert HOSTILE in text
    assert HOSTILE.upper() in text
    assert "<b>x</b> & y" in text
    assert "<img src=x>" in text
    assert html.escape(HOSTILE, quote=False)[:26] in sheet


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_fetched_and_nothing_runs(name: str) -> None:
    """A sheet names no address, no file and no script, and forbids the browser to fetch any."""
    sheet = sheet_of(*SHEETS[name])
    assert not re.search(r"//|https?:|url\(|@import|src=|href=|<script|<link|<iframe|\son\w+=", sheet)
    assert "default-src 'none'" in sheet


def test_a_name_without_spaces_does_not_leave_the_page() -> None:
    """A name too long for its line is broken, so that no page grows wider than the paper."""
    book = paged(sheet_of(POINTED, FULL.replace("Chi bộ bản Nà Mẫu", "Chibộ" + "dịchvụvậntải" * 12)))
    edge = [page_image(book, 0)[row * WIDTH + WIDTH - 30] for row in range(HEIGHT)]
    assert set(edge) == {255}


VIETNAMESE = "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) + "đĐ"  # fmt: skip


@pytest.mark.parametrize("name", [face[0] for face in FACES])
def test_the_bundled_font_has_every_vietnamese_letter(name: str) -> None:
    """No letter of a Vietnamese name falls back to another font, in any of the four faces."""
    data = (TEMPLATES / "fonts" / f"Tinos-{name}.ttf").read_bytes()
    assert {ord(letter) for letter in f"{VIETNAMESE}…–“”"} <= _letters_of(data)


def _letters_of(font: bytes) -> set[int]:
    """Return the code points of a font's Unicode table (cmap, format 4)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    at = next(
        struct.unpack_from(">I", font, 12 + 16 * n + 8)[0] for n in range(tables) if font[12 + 16 * n :][:4] == b"cmap"
    )
    offsets = [
        struct.unpack_from(">I", font, at + 4 + 8 * n + 4)[0] for n in range(struct.unpack_from(">H", font, at + 2)[0])
    ]
    start = at + next(offset for offset in offsets if struct.unpack_from(">H", font, at + offset)[0] == 4)
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, start + 14)
    starts = struct.unpack_from(f">{segments}H", font, start + 16 + 2 * segments)
    return {letter for first, last in zip(starts, ends, strict=True) for letter in range(first, last + 1)}


def test_an_phu_fits_on_two_pages() -> None:
    """The longest framework that ships ends on the second sheet side, with points lost and noted in ten places."""
    loaded = Catalog().get("an-phu/2025")
    judged = [criterion for criterion in loaded.framework.criteria if criterion.written_judged]
    answers = {c.id: points_text(c.maximum or 0) if c.written_judged == "points" else "yes" for c in judged}
    answers |= {c.id: "0.5" for c in judged[:10] if c.written_judged == "points"}
    notes = {c.id: "Chưa sát nhiệm vụ trọng tâm của tháng" for c in judged[:10]}
    layer = f"{{rating: Khá, answers: {_flow(answers)}, deduction_notes: {_flow(notes)}}}"
    record = FULL.partition("assessments:")[0] + AN_PHU_FACTS + f"assessments:\n  self: {layer}\n  upper: {layer}\n"
    evaluation = scored(loaded, record)
    assert evaluation.own.complete
    assert paged(sheet_file(evaluation, "html").decode()).get_page_count() == 2


AN_PHU_FACTS = """
members_special_duty: 0
max_consecutive_excused: 1
committee_meeting_date: 2025-11-03
committee_minutes: yes
notice_date: 2025-11-01
documents_uploaded_on: 2025-11-05
documents_finalised_on: 2025-11-06
criticism_minutes: 20
speakers: 7
targets_set: 12
targets_met: 10
"""


def _flow(answers: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": {answer}' for name, answer in answers.items()) + "}"
