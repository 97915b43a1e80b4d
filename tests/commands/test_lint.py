"""The command `lint`: what people read, its exit status, its forms."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from chamdiem.cli import run

ROOT = Path(__file__).resolve().parents[2]

OVERLAP = """lỗi[band-overlap]: tiêu chí 1: mức thứ 2 (4 điểm) và mức thứ 3 (3 điểm) cùng đúng với một hồ sơ.
  --> tests/lint/band-overlap.yaml:36:15
   |
36 |             - {at_least: 15, at_most: 30, points: 3}
   |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = ví dụ: Giờ bắt đầu: 08:00, Giờ kết thúc: 09:45, Tổng số đảng viên: 30 → hai quy tắc cho kết quả khác nhau
   = cách sửa: đổi một trong hai đầu trùng nhau thành above hoặc below; với hai ngoại lệ thì thêm điều kiện để chỉ một cái đúng.
   = xem docs/lint/band-overlap.md

1 tệp: 1 lỗi, 0 cảnh báo, 0 lưu ý; 0 chỗ đã có lý do.
"""


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are named from the root, as in the pages."""
    monkeypatch.chdir(ROOT)


def test_a_remark_like_a_compilers(capsys: pytest.CaptureFixture[str]) -> None:
    """A remark has its level and code, the place, the line with a mark, an example, the way to mend it, the page."""
    assert run(["lint", "tests/lint/band-overlap.yaml"]) == 1
    assert capsys.readouterr().out == OVERLAP


def test_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    """The same in English, with the same mark."""
    assert run(["lint", "tests/lint/band-overlap.yaml", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(
        "error[band-overlap]: criterion 1: band 2 (4 points) and band 3 (3 points) both fit one record."
    )
    assert "   |               ^^^^" in out
    assert out.endswith("Files: 1. Errors: 1, warnings: 0, notes: 0, silenced: 0.\n")


@pytest.mark.parametrize(
    ("name", "status", "strict"),
    [("band-gap", 1, 1), ("band-floor", 0, 1), ("needs-history", 0, 0), ("differs-from", 0, 0)],
)
def test_exit_status(name: str, status: int, strict: int) -> None:
    """Errors end with status 1, warnings only with --strict, notes never."""
    assert run(["lint", f"tests/lint/{name}.yaml"]) == status
    assert run(["lint", f"tests/lint/{name}.yaml", "--strict"]) == strict


def test_silenced_remarks_are_shown_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """What a framework silences is counted, and shown with its reason when asked for; it never fails the command."""
    assert run(["lint", "nghe-an/08-2021", "--strict"]) == 0
    assert capsys.readouterr().out == "1 tệp: 0 lỗi, 0 cảnh báo, 0 lưu ý; 1 chỗ đã có lý do.\n"
    assert run(["lint", "nghe-an/08-2021", "--silenced"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("đã có lý do[citation-undated]: ")
    assert "khung để nguyên vì: Nguồn không ghi ngày của văn bản thay thế." in out


def test_the_words_that_are_meant_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    """In a text, the mark stands under the very words."""
    assert run(["lint", "tests/lint/citation-undated.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    line, mark = next((one, two) for one, two in pairwise(lines) if "^" in two)
    assert line[mark.index("^") : mark.rindex("^") + 1] == "99-QĐ/ĐU"


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_forms_for_programs_are_json(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The forms for other programs are JSON, and the status stays."""
    assert run(["lint", "tests/lint/band-gap.yaml", "--format", form]) == 1
    assert "band-gap" in json.dumps(json.loads(capsys.readouterr().out))


def test_github_form(capsys: pytest.CaptureFixture[str]) -> None:
    """The form for GitHub is a command a line."""
    assert run(["lint", "tests/lint/sum.yaml", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=tests/lint/sum.yaml,line=")


def test_against_another_framework(capsys: pytest.CaptureFixture[str]) -> None:
    """With --against, boundaries that differ from another framework's are said."""
    assert run(["lint", "tests/lint/boundary-differs.yaml", "--against", "tests/lint/differs-from.yaml"]) == 0
    assert "lưu ý[boundary-differs]" in capsys.readouterr().out


def test_a_file_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there is one sentence and status 1."""
    assert run(["lint", "khong-co.yaml"]) == 1
    assert "không tìm thấy" in capsys.readouterr().err
