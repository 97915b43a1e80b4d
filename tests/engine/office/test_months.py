"""The lists of a month, asked of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from chamdiem.engine.files.outputs import Consent
from chamdiem.engine.office.months import ListKind, ListRequest, MonthRequest, write_list, write_overview
from chamdiem.engine.office.office import Office
from chamdiem.engine.office.requests import WrongRequest
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

MONTH = EXAMPLES / "thang-11-2025"
REGISTER = MONTH / "danh-muc.csv"


@pytest.mark.parametrize("kind", get_args(ListKind))
def test_every_list_of_a_month(kind: ListKind, tmp_path: Path) -> None:
    """Each list is written in the form that the file's name asks for, and its rows are counted."""
    asked = ListRequest(kind=kind, inputs=(MONTH,), register=REGISTER)
    rows = write_list(Office(), asked, tmp_path / "bang.xlsx", Consent())
    assert rows > 0
    assert (tmp_path / "bang.xlsx").read_bytes().startswith(b"PK")


def test_an_overview_of_a_month(tmp_path: Path) -> None:
    """The overview is one page."""
    write_overview(Office(), MonthRequest(inputs=(MONTH,)), tmp_path / "trang.html", Consent())
    assert "</html>" in (tmp_path / "trang.html").read_text(encoding="utf-8")


def test_a_form_that_there_is_not(tmp_path: Path) -> None:
    """A file of another form is the mistake of who asks: nothing is read and nothing written."""
    with pytest.raises(WrongRequest) as caught:
        write_list(Office(), ListRequest(kind="near", inputs=(tmp_path / "none",)), tmp_path / "a.txt", Consent())
    assert (caught.value.code, caught.value.argument) == ("usage.suffix", "output")
    assert list(tmp_path.iterdir()) == []
