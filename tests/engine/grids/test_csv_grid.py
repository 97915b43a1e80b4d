"""CSV files: both signs, with or without the mark, in UTF-8 only, and bounded."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.grids.csv_grid import MAX_LINE, open_csv
from chamdiem.engine.grids.grids import MAX_COLUMNS, MAX_ROWS
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.items import Rejected
from chamdiem.engine.reading.meetings import read_meetings
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import Fault, FaultyInput, Place
from patience import SHARED

if TYPE_CHECKING:
    from pathlib import Path

CATALOG = Catalog()
TODAY = dt.date(2026, 1, 31)
SAME = {1: "CB-01", 2: "7,5", 3: "Thôn A"}


def read(folder: Path, content: bytes) -> list[tuple[int, dict[int, str]]]:
    """Write a CSV file and read its rows."""
    return [(row.number, dict(row.texts)) for row in open_csv(saved(folder, content)).rows]


def saved(folder: Path, content: bytes) -> Path:
    """Write a CSV file."""
    file = folder / "bang.csv"
    file.write_bytes(content)
    return file


def refused(folder: Path, content: bytes) -> Fault:
    """Return the one fault of a CSV file."""
    with pytest.raises(FaultyInput) as caught:
        list(open_csv(saved(folder, content)).rows)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(
    "text",
    [
        'cell_id,points,cell_name\nCB-01,"7,5",Thôn A\n',
        "cell_id;points;cell_name\r\nCB-01;7,5;Thôn A\r\n",
        '"cell, id";points;cell_name\nCB-01;7,5;"Thôn A"',
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_commas_and_semicolons(text: str, mark: bytes, tmp_path: Path) -> None:
    """The sign is found from the heading; a comma within a semicolon's file is a decimal comma."""
    rows = read(tmp_path, mark + text.encode())
    assert rows[1] == (2, SAME)


def test_lines_within_quotes_and_blank_rows(tmp_path: Path) -> None:
    """A quoted cell may have several lines; rows are counted as a spreadsheet counts them, blank ones too."""
    assert read(tmp_path, 'a,b\n\n"một\nhai",x\n, \nc,d\n'.encode()) == [
        (1, {1: "a", 2: "b"}),
        (3, {1: "một\nhai", 2: "x"}),
        (4, {}),
        (5, {1: "c", 2: "d"}),
    ]


def test_cells_that_cannot_be_read(tmp_path: Path) -> None:
    """What is wrong with a cell stands at the cell; decomposed letters are composed."""
    row = next(iter(open_csv(saved(tmp_path, "Chi bé th«n,bo\u0323\u0302\n".encode())).rows))
    assert row.faults[1].code == "table.legacy_text"
    assert row.texts == {2: "bộ"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"PK\x03\x04abc", "table.csv_is_workbook"),
        ("cell_id,Chi bộ\n".encode("utf-16"), "file.utf16"),
        (b"cell_id,Chi b\xe9\n", "file.not_utf8"),
        (b"\x89PNG\r\n\x1a\n\0", "file.picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "file.office"),
        (b"cell_id,a\0b\n", "yaml.character"),
    ],
)
def test_what_is_no_csv(content: bytes, code: str, tmp_path: Path) -> None:
    """A file that is no text in UTF-8 is refused as any other is."""
    assert refused(tmp_path, content).code == code


def test_a_quote_that_is_not_closed(tmp_path: Path) -> None:
    """A quote that is not closed is refused at its row."""
    fault = refused(tmp_path, b'a,b\nc,d\n"e,f\n')
    assert (fault.code, fault.place) == ("table.csv_syntax", Place(str(tmp_path / "bang.csv"), 3, sheet=""))


def test_too_many_rows_and_columns(tmp_path: Path) -> None:
    """Rows and columns are bounded as a workbook's are."""
    assert refused(tmp_path, b"a," * MAX_COLUMNS + b"a\n").code == "table.far_cell"
    assert refused(tmp_path, b"a\n" * (MAX_ROWS + 1)).code == "table.far_cell"
    assert refused(tmp_path, b"a," * MAX_LINE).code == "table.csv_syntax"


def test_blank_lines_above_the_heading(tmp_path: Path) -> None:
    """Any number of blank lines may come first."""
    assert read(tmp_path, b"\n" * 50 + b"a,b\n") == [(51, {1: "a", 2: "b"})]


@settings(max_examples=150, suppress_health_check=SHARED)
@given(st.one_of(st.binary(max_size=200), st.text('cell_id,present;"\n\r\t 12ộ\u0302\0', max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever is in a file named .csv, its rows are read or it is refused in a sentence: no traceback."""
    file = saved(tmp_path, content)
    items = list(read_meetings([file], TODAY, CATALOG))
    faults = [fault for item in items if isinstance(item, Rejected) for fault in item.faults]
    assert all(say_fault("vi", fault).endswith(".") for fault in faults)
