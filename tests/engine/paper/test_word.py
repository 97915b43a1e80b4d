"""Word files: what is left undone to fill a template faster changes no byte of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docxtpl import DocxTemplate

from chamdiem.engine.paper import word
from chamdiem.engine.paper.settings import FileStamp, PaperSettings
from chamdiem.engine.paper.templates import TEMPLATES, sandbox
from chamdiem.engine.sheets.sheet_view import view_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from chamdiem.engine.scoring.evaluation import Evaluation

STAMP = FileStamp("Phiếu", dt.date(2026, 11, 27))


def plainly_filled(template: bytes, values: dict[str, object]) -> bytes:
    """Return a template as docxtpl itself fills it in, in the sandbox."""
    environment = sandbox()
    environment.finalize = word._on_one_line  # noqa: SLF001 - what both have in common
    document = DocxTemplate(io.BytesIO(template))
    document.render(values, environment)
    return word.saved(document.docx, STAMP)


@pytest.mark.parametrize("example", ["01", "06", "11"])
def test_our_own_template(example: str, evaluated: Callable[[str], Evaluation]) -> None:
    """A sheet is to the byte what docxtpl makes of its template without any of our shortcuts, again and again."""
    values: dict[str, object] = {"sheet": view_sheet(evaluated(example), PaperSettings())}
    template = (TEMPLATES / "sheet.docx").read_bytes()
    made = [word.saved(word.filled(template, values, ours=True), STAMP) for _ in range(2)]
    assert made == [plainly_filled(template, values)] * 2


@pytest.mark.parametrize("text", ["một dòng", "hai\ndòng", "cách\tra", "trang\fsau", "đoạn\asau", " \n ", "<w:t>\n"])
def test_a_template_of_others(text: str) -> None:
    """A text that stands for more than one line becomes what docxtpl makes of it, in the body and in the header."""
    document, stream = Document(), io.BytesIO()
    document.add_paragraph("Chi bộ {{ cell }}, {% if cell %}có{% endif %} tên")
    document.add_table(1, 1).cell(0, 0).text = "{{ cell }}\n{{ note }}"
    document.sections[0].header.paragraphs[0].text = "{{ note }}\tx"
    document.save(stream)
    values: dict[str, object] = {"cell": "VD-01", "note": _Marked(text)}
    assert word.saved(word.filled(stream.getvalue(), values), STAMP) == plainly_filled(stream.getvalue(), values)


class _Marked:
    """A value whose text is not joined to one line: it is no text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


def test_saved_as_by_the_library() -> None:
    """A saved file has the parts that python-docx itself saves, in its order, whatever relations they have."""
    document, plain = Document(str(TEMPLATES / "sheet.docx")), io.BytesIO()
    word.put_mark(document, ["một"], "hai")
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    saved = word.saved(document, STAMP)
    document.save(plain)
    ours, theirs = (zipfile.ZipFile(io.BytesIO(each)) for each in (saved, plain.getvalue()))
    assert [(name, ours.read(name)) for name in ours.namelist()] == [(n, theirs.read(n)) for n in theirs.namelist()]
