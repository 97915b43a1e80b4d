"""What a row of a table is when it is no meeting: a title, a total, a signature, the numbers of the columns.

People draw such rows around their tables. They are told apart by their words and by what they lack; whatever names a
cell and tells of its meeting is never one of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chamdiem.engine.reading.record_reader import read_field
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.scalars import ScalarError, shown

if TYPE_CHECKING:
    from chamdiem.engine.grids.grids import GridRow
    from chamdiem.engine.reading.table_headings import Heading
    from chamdiem.rules.records.faults import Path

CELL_ID, CELL_NAME = ("cell_id",), ("cell_name",)
NAMES = frozenset({CELL_ID, CELL_NAME, ("upper_org",), ("organisation",)})
"""What names a cell or those above it: words that no question mark belongs to."""
_ABOVE = frozenset({("upper_org",), ("organisation",)})
_TIMED = frozenset({("period",), ("date",)})
_BEGUN = frozenset({(), ("framework",), ("period",), ("cell_type",), *_ABOVE})
"""What may be filled down a table before anything is known of a cell."""
_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tổng hợp chung|cộng dồn|l(?:ũy|uỹ) kế|cộng|tổng|bình quân|trung bình|(?:grand )?total|sum|"
    r"tong cong|tong so|tong|cong|binh quan|trung binh|[∑Σσ])"
    r"(?=$|\s*[:(=.…\d]|\s+(?:chung|các|toàn|số|chi bộ|đảng|khối|phường|xã|tháng|quý|bình quân|trang|cả|từ|đến|"
    r"của|trong)\b)"
)
_SPACED = frozenset({"tổngcộng", "tổngsố", "cộng"})
"""As titles are typed letter by letter: T Ổ N G  C Ộ N G."""
_SIGNATURE = re.compile(
    r"(?:người (?:lập|kiểm tra|tổng hợp|ghi|báo cáo)|(?:cán bộ|nhân viên) (?:lập|tổng hợp)|lập (?:biểu|bảng)|"
    r"t\s?/\s?m\b|tm\s?\.|tm (?:đảng|chi|ban)\b|k\s?/\s?t\b|kt\s?\.|tl\s?\.|tuq\s?\.|thay mặt|thừa lệnh|"
    r"(?:phó )?bí thư|thủ trưởng|(?:phó )?chánh văn phòng|chủ trì|thư ký|chủ tịch|trưởng ban|xác nhận|"
    r"(?:đảng|chi) (?:ủy|uỷ)(?: viên)?\b|ban (?:thường vụ|chấp hành)|nơi nhận|ghi chú|lưu ý|"
    r"\(?(?:đã )?ký\b|prepared by|signed|notes?\b)"
)
_PLACE_AND_DAY = re.compile(r"ngày\s*[\d.…_ ]*\s*tháng\s*[\d.…_ ]*\s*năm|,\s*ngày\s*[\d.…_]{1,3}\s*[/.-]")
_COLUMN_NUMBER = re.compile(r"\(?\[?([0-9]{1,3}|[a-zđ])\]?\)?", re.IGNORECASE)
_CELL = re.compile(r"chi\s+bộ\b|cb\b")
_FEWEST = 3


def words_of(row: GridRow) -> str:
    """Return what stands in a row, to be quoted."""
    return shown(" · ".join(row.texts[column] for column in sorted(row.texts)))


def numbers_columns(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row only numbers the columns: A, B, 1, 2, 3 or (1), (2), (3), where no record could say so."""
    numbers = []
    for column in sorted(row.texts):
        found = _COLUMN_NUMBER.fullmatch(row.texts[column])
        if found is None:
            return False
        numbers += [int(found[1])] if found[1].isdigit() else []
    if len(numbers) < _FEWEST or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    paths = {column: heading.path(column) for column in row.texts}
    return any(path == CELL_NAME or _reads(heading, path, row.texts[column]) is False for column, path in paths.items())


def is_total(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row adds up others: it says so where a name would stand, and has neither id nor day."""
    labels = [text for column, text in row.texts.items() if heading.path(column) in {(), *NAMES, ("framework",)}]
    return any(map(_says_total, labels)) and not _is_of_a_meeting(row, heading)


def _says_total(text: str) -> bool:
    folded = " ".join(text.split()).casefold()
    return _TOTAL.match(folded) is not None or folded.replace(" ", "") in _SPACED


def _is_of_a_meeting(row: GridRow, heading: Heading) -> bool:
    if has_id(row, heading):
        return True
    return any(_reads(heading, heading.path(column), text, {FieldType.DATE}) for column, text in row.texts.items())


def has_id(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row has the id of a cell, as nearly all rows of a table have, whatever else they may say."""
    ids = (text for column, text in row.texts.items() if heading.columns.get(column) == CELL_ID)
    return any(map(is_id, ids))


def is_id(text: str) -> bool:
    """Tell whether a text in the column of ids is one, whatever else its row says: neither a sum nor a signature."""
    return not _says_total(text) and not is_signature_text(text)


def is_signature(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row signs a table, or notes something below it: it says so, and has no cell and no facts."""
    own = (text for column, text in row.texts.items() if heading.columns.get(column) not in _ABOVE)
    return any(map(is_signature_text, own)) and tells_nothing(row, heading)


def may_sign(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row belongs to the signature above it, where there is one: a name of nobody knows what."""
    return tells_nothing(row, heading) and not names_cell(row, heading)


def is_signature_text(text: str) -> bool:
    """Tell whether a text is one of those that stand over a signature or before a note."""
    folded = " ".join(text.split()).casefold()
    return bool(_SIGNATURE.match(folded) or _PLACE_AND_DAY.search(folded))


def tells_nothing(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row has no cell's id and no fact that can be read."""
    if row.faults or _is_of_a_meeting(row, heading):
        return False
    return not any(_reads(heading, heading.path(column), text) for column, text in row.texts.items())


def is_nameless(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row of a table has no cell in it: a name that is no cell's, a heading of a part of the table."""
    if row.faults or len(row.texts) > len(_BEGUN) or any(column not in heading.columns for column in row.texts):
        return False
    texts = {heading.columns[column]: text for column, text in row.texts.items()}
    filled = texts.keys() - _BEGUN
    if filled == {CELL_NAME}:
        return CELL_ID in heading.columns.values() and not names_cell(row, heading)
    if filled == {CELL_ID}:
        return CELL_NAME in heading.columns.values() and _is_words(row, heading)
    return not filled


def _is_words(row: GridRow, heading: Heading) -> bool:
    """Tell whether words stand where an id belongs: several of them, and no number."""
    ids = (text for column, text in row.texts.items() if heading.columns.get(column) == CELL_ID)
    return any(" " in id_ and not any(letter.isdigit() for letter in id_) for id_ in ids)


def is_nobodys(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row has facts of no cell that it names: a total without its word, or an id that was forgotten.

    In a table with ids, a name will do where the row also says of which month or day it is, or only how many there are;
    words in the place of an id, where the name is blank, will not do without a month or a day.
    """
    filled = {heading.path(column) for column in (*row.texts, *row.faults)} - _BEGUN.difference(_TIMED)
    named = {CELL_ID, CELL_NAME}.intersection(heading.columns.values())
    if CELL_ID in filled:
        return CELL_NAME in named - filled and not filled & _TIMED and len(filled) > 1 and _is_words(row, heading)
    if not named or not filled - {CELL_NAME, *_TIMED}:
        return False
    if CELL_NAME not in filled:
        return True
    return CELL_ID in named and not filled & _TIMED and bool(filled - {CELL_NAME, ("members_total",)})


def names_cell(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row calls something a cell (chi bộ)."""
    names = (text for column, text in row.texts.items() if heading.columns.get(column) == CELL_NAME)
    return any(_CELL.match(name.casefold()) for name in names)


def is_data(row: GridRow, heading: Heading) -> bool:
    """Tell whether a row above the heading is one of those that should stand below it."""
    read = [_reads(heading, heading.path(column), text) for column, text in row.texts.items()]
    right, wrong = read.count(True), read.count(False)
    filled = {heading.path(column) for column in row.texts}
    return (right > 0 and right >= wrong) or ({CELL_ID, CELL_NAME} <= filled and not wrong)


def _reads(heading: Heading, path: Path, text: str, types: set[FieldType] | None = None) -> bool | None:
    """Tell whether a text is what a column of facts or answers holds; None where any text would be."""
    if len(path) > 1:  # an answer with a number; others are words of any kind
        return True if "answers" in path and text[:1].isdigit() else None
    field = heading.shape.by_name.get(str(path[0])) if path else None
    if field is None or field.type is FieldType.TEXT or (types and field.type not in types):
        return None
    try:
        read_field(field, text)
    except ScalarError:
        return False
    return True
