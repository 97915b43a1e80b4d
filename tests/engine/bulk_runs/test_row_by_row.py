"""Tables scored at once: every row is what `check` and `score` make of it, whatever stands in it and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chamdiem.rules.records.faults import FaultyInput
from many_rows import chance_of, rows, spoilt, write_csv
from odd_tables import odd_table
from row_by_row import compare, results
from scored_tables import scored, task_in

if TYPE_CHECKING:
    from pathlib import Path

_OTHER_HEADING = {
    "bulk.other_heading", "table.no_heading", "table.repeated_column", "table.unknown_column", "table.similar_column",
}  # fmt: skip
"""Of a table whose columns are named otherwise within it nothing is scored."""
HEAD = "cell_id,cell_name,framework,period,date,meeting_kind,present,members_total"


def row(cell_id: str, name: str = "Chi bộ", present: int = 18) -> str:
    """Return a right row of a cell."""
    return f"{cell_id},{name},an-phu/2025,2025-11,2025-11-05,thường kỳ,{present},20"


def table(folder: Path, *lines: str, head: str = HEAD) -> Path:
    """Write a table of lines."""
    file = folder / "bang.csv"
    file.write_text("\n".join([head, *lines]) + "\n", "utf-8")
    return file


def test_it_is_the_same_as_record_by_record(tmp_path: Path) -> None:
    """Of any table, every row has the results that scoring it alone gives, or the faults that `check` tells of it."""
    chance = chance_of(1)
    compare(write_csv(tmp_path / "bang.csv", spoilt(chance, rows(chance, 30, share=0.05))), [30])


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 22))
def test_it_is_the_same_as_record_by_record_at_length(seed: int, tmp_path: Path) -> None:
    """The same of larger tables."""
    chance = chance_of(seed)
    compare(write_csv(tmp_path / "bang.csv", spoilt(chance, rows(chance, 400, share=0.05))), [134])


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(8))
def test_odd_tables_are_the_same_at_length(seed: int, tmp_path: Path) -> None:
    """The same of small tables in which many a row may be a total, a signature, or of the cell of another one."""
    chance, compared = chance_of(seed), 0
    for number in range(25):
        folder = tmp_path / str(number)
        folder.mkdir()
        heads, told = odd_table(chance)
        file = write_csv(folder / "bang.csv", [dict.fromkeys(heads, ""), *told])
        size = chance.randint(1, 7)
        try:
            compare(file, [size])
            compared += 1
        except FaultyInput as error:
            codes = {fault.code for fault in error.faults}
            assert codes <= _OTHER_HEADING, (number, codes)
    assert compared > 15


# --- what a row tells of those below it, in whatever part they are ---


def test_a_heading_again_tells_other_parts_nothing(tmp_path: Path) -> None:
    """A column that is wrong is told of alike, whether the row stands in the part of the second heading or after it."""
    head, cells = "cell_id,period,meeting_kind,framework,self.answers.9.9", "2025-11,thường kỳ,an-phu/2025,1"
    compare(table(tmp_path, f"A,{cells}", head, f"B,{cells}", f"C,{cells}", head=head), [3])


def test_a_signature_is_known_to_the_parts_below(tmp_path: Path) -> None:
    """A name below a signature is of that, whatever part it stands in; of the next table it is nobody's."""
    signed = [row("A"), ",Người lập biểu,,,,,,", ",Nguyễn Văn A,,,,,,", row("B"), ",Trần Văn B,,,,,,"]
    compare(table(tmp_path, *signed), [3])


def test_a_second_row_of_the_heading_is_refused(tmp_path: Path) -> None:
    """What is below would be read by both rows of it: that is said of the second one."""
    file = table(tmp_path, "Vắng có lý do,,,,,,,,", f"1,{row('A')}", head=f"STT,{HEAD}")
    with pytest.raises(FaultyInput, match=r"bulk\.other_heading"):
        scored(task_in(tmp_path / "ket-qua"), file)


def test_blank_rows_are_counted_and_left_alone(tmp_path: Path) -> None:
    """A row in which nothing stands is neither scored nor refused, and none is lost for it."""
    compare(table(tmp_path, row("A"), ",,,,,,,", row("B"), ", ,\u00a0,,,,,"), [4])


# --- meetings that are told twice ---


def test_a_part_of_which_nothing_is_left_has_no_results(tmp_path: Path) -> None:
    """Where all rows of a part turn out to be repeated, what it had of results goes, and the run is finished."""
    compare(table(tmp_path, row("A"), row("a")), [1])
    assert {each for each, _ in results(tmp_path / "ket-qua-1.csv")} == {1}


def test_by_a_refused_id_a_row_is_still_of_a_cell(tmp_path: Path) -> None:
    """An id that is refused leaves the name to tell the cell by; one that only looks odd is the cell's all the same."""
    odd = ["NULL", "2025-11-05", "Tổng cộng", "a\u200b"]
    names = [f"Chi bộ {each}" for each in "ABCDEFGH"]
    rows = [row(cell_id, name) for cell_id, name in zip([*odd, *odd], names, strict=True)]
    compare(table(tmp_path, *rows, *(row(f"VD-{place}", name) for place, name in enumerate(names[2:]))), [14])
