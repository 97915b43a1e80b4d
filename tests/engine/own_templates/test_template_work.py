"""What is done with a committee's own template, looked at within this process: the check, and what a template may do."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import io
import json
import zipfile
from typing import Any

import docx
import pytest

from chamdiem.engine.own_templates.own_templates import FAULTS, MADE
from chamdiem.engine.own_templates.template_checks import shape_of
from chamdiem.engine.own_templates.template_work import GIVEN, prepare, work
from chamdiem.engine.paper.templates import TEMPLATES
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.sheets.sheet_view import view_sheet
from places import EXAMPLES
from samples import load_record

EVALUATION = ScorerCache(Catalog()).evaluate(load_record(EXAMPLES / "01-an-phu-day-du.yaml", dt.date(2026, 11, 30)))
VALUES = {"sheet": dataclasses.asdict(view_sheet(EVALUATION))}


def answer(content: str | bytes, form: str | None) -> bytes:
    """Return what the work answers for a template: HTML as text, Word as bytes; no form asks for the check alone."""
    kind, raw = ("html", content.encode()) if isinstance(content, str) else ("docx", content)
    request = {"kind": kind, "content": base64.b64encode(raw).decode(), "form": form, "values": VALUES}
    return work(json.dumps({**request, "title": "Phiếu", "date": "2025-11-05"}).encode())


def faults(content: str | bytes, form: str | None = None) -> list[dict[str, Any]]:
    """Return the faults that a template is refused for."""
    said = answer(content, form)
    assert said[:1] == FAULTS
    return list(json.loads(said[1:]))


def made(content: str | bytes, form: str | None) -> bytes:
    """Return what a template makes."""
    said = answer(content, form)
    assert said[:1] == MADE, said
    return said[1:]


# --- pages ---


def test_every_slip_is_named_with_its_line() -> None:
    """Unknown names, private ones, unknown filters and calls of other files are found before use, with their lines."""
    template = """{{ sheet.tieu_de }} {{ phieu }}
{{ sheet.__class__ }} {{ sheet|attr("rows") }} {{ sheet.cell|safe }}
{% include "/etc/passwd" %}{% import "x" as x %}
{% autoescape false %}{{ sheet.cell }}{% endautoescape %}
{% for row in sheet.rows %}{{ row.ten }} {{ row.reasons[0].ly_do }}{% endfor %}
{{ sheet["rows"][0]["__init__"] }} {{ 1 is la }} {{ sheet.ratings[:2][0].ten }}
"""
    found = [(fault["code"], fault["line"], fault["details"]["name"]) for fault in faults(template)]
    assert found == [
        ("template.unknown", 1, "sheet.tieu_de"),
        ("template.unknown", 1, "phieu"),
        ("template.private", 2, "__class__"),
        ("template.filter", 2, "attr"),
        ("template.filter", 2, "safe"),
        ("template.outside", 3, "include"),
        ("template.outside", 3, "import"),
        ("template.escape", 4, "autoescape"),
        ("template.unknown", 5, "row.ten"),
        ("template.unknown", 5, "ly_do"),
        ("template.private", 6, "__init__"),
        ("template.filter", 6, "la"),
        ("template.unknown", 6, "ten"),
    ]


RIGHT = """{% for row in sheet.rows if row.kind != "group" %}{{ loop.index }} {{ row.reasons[0:1] }}{% else %}{{ sheet.title }}{% endfor %}
{% set total = sheet.rows|selectattr("kind", "equalto", "total")|list %}{{ total[0].own }}
{% for label, text in [("a", "b")] %}{{ label ~ text }}{% endfor %}{% set n = namespace(x=1) %}{{ n.x }}
{% macro line(label, text="…") %}{{ label }}: {{ text|default("…", true) }} {{ varargs }}{% endmacro %}
{{ line("Tổng", total[0].own) }}{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}{{ sheet.cell }}{% endcall %}{% with a = sheet.cell %}{{ a|upper }}{% endwith %}
{{ sheet["place_and_date"] }} {{ sheet.ratings[0].label }} {{ sheet.notice is none }} {{ range(2)|join }}
"""


def test_what_a_template_may_do_is_not_a_slip() -> None:
    """Loops, choices, macros, own variables and the parts of the sheet pass the check and work."""
    assert made(RIGHT, None) == b""
    page = made(RIGHT, "html").decode()
    assert "Tổng: 93" in page
    assert "ngày 05 tháng 11 năm 2025 Chi bộ tự xếp loại True 01" in page
    assert made(RIGHT, "pdf").startswith(b"%PDF-")
    assert made(RIGHT, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("{% if %}", "template.syntax", 0),
        ("<p>\n{% for row in sheet.rows %}", "template.syntax", 0),
        ("", "file.empty", 0),
        ("<p>\x07</p>", "yaml.character", 1),
    ],
)
def test_what_is_no_template_is_refused(content: str, code: str, line: int) -> None:
    """Wrong syntax or nothing at all: one sentence each."""
    (fault,) = faults(content)
    assert fault["code"] == code
    assert fault["line"] >= line


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("\n{% for i in range(10000000) %}{% endfor %}", "template.failed"),
        ('\n{% set a = "__cla" ~ "ss__" %}{{ sheet[a].mro }}', "template.forbidden"),
        ('\n{{ ("%s" % sheet.cell)["__class__" ~ ""]["__mro__" ~ ""] }}', "template.forbidden"),
        ('\n{{ "{0.__class__}".format(sheet) }}', "template.forbidden"),
        ("\n{{ sheet.rows.append(1) }}", "template.forbidden"),
        ("\n{{ sheet.rows[99].id }}", "template.undefined"),
        ("\n{{ 1 // 0 }}", "template.failed"),
        ("\n{% if %}", "template.syntax"),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_line(content: str, code: str) -> None:
    """Ways out of the sandbox that no check can see, and what fails on a sheet, are refused where they stand."""
    (fault,) = faults(content, "html")
    assert fault["code"] == code
    assert fault["line"] == (0 if code == "template.syntax" else 2)


@pytest.mark.parametrize("form", ["html", "pdf", "png"])
@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1:1/x", "https://127.0.0.1:1/x"])
def test_a_page_that_asks_for_something_is_refused(form: str, url: str) -> None:
    """No form of a page is made that would fetch a file or an address."""
    (fault,) = faults(f'<img src="{url}">', form)
    assert (fault["code"], fault["details"]["name"]) == ("page.address", url)


def test_memory_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where memory ends, the process says so; it is no fault among others."""
    monkeypatch.setattr("chamdiem.engine.own_templates.template_work.slips_of", _no_memory)
    with pytest.raises(MemoryError):
        answer("x", None)


def _no_memory(*_: object) -> str:
    raise MemoryError


def test_preparing_tries_everything() -> None:
    """What is loaded beforehand goes through each kind of template and form without a word."""
    prepare()


def test_the_shape_of_the_sheet_is_known_to_its_ends() -> None:
    """Every part of the sheet has a shape, and what may be missing says so."""
    parts = GIVEN["sheet"].parts or {}
    assert parts["cell"].kind == "text?"
    assert parts["committee_exists"].kind == "yes_no?"
    rows = parts["rows"].items
    assert rows is not None
    assert shape_of(bool).kind == "yes_no"
    reasons = (rows.parts or {})["reasons"].items
    assert set(reasons.parts or {}) == {"label", "text"} if reasons else False


# --- Word files ---


def word_template(*texts: str, header: str = "") -> bytes:
    """Return a Word file with paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(content: bytes, name: str, part: bytes | None = None, old: bytes = b"", new: bytes = b"") -> bytes:
    """Return a Word file with one part added or changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            data = source.read(member)
            target.writestr(member, data.replace(old, new) if member == name else data)
        if part is not None:
            target.writestr(name, part)
    return stream.getvalue()


def test_a_slip_in_a_word_file_is_named_with_its_paragraph() -> None:
    """Word files know no lines: the paragraph is counted, and what stands in a heading is named without."""
    content = word_template("Phiếu", "{{ sheet.ten }} và {{ sheet.cell }}", "{{ phieu }}", header="{{ sheet.la }}")
    found = {(fault["code"], fault["line"], fault["details"]["name"]) for fault in faults(content)}
    assert found == {
        ("template.unknown", 2, "sheet.ten"),
        ("template.unknown", 3, "phieu"),
        ("template.unknown", 0, "sheet.la"),
    }


def test_a_word_file_is_filled_in() -> None:
    """Our own template serves as one of a committee's."""
    content = (TEMPLATES / "sheet.docx").read_bytes()
    assert made(content, None) == b""
    assert any("PHIẾU" in p.text for p in docx.Document(io.BytesIO(made(content, "docx"))).paragraphs)


def test_a_link_in_a_word_file_is_refused() -> None:
    """A sheet leads nowhere: a link is an address outside, and a part that none needs."""
    link = (
        b'<Relationship Id="r99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
        b' Target="http://127.0.0.1/" TargetMode="External"/></Relationships>'
    )
    content = repacked(word_template("x"), "word/_rels/document.xml.rels", None, b"</Relationships>", link)
    assert [fault["code"] for fault in faults(content)] == ["template.external", "template.macro"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7", "template.not_word"),
        (repacked(word_template("x"), "word/vbaProject.bin", b"x"), "template.macro"),
        (repacked(word_template("x"), "word/bomb.xml", b"0" * (33 * 1024 * 1024)), "template.too_large"),
        (
            repacked(
                word_template("x"),
                "word/document.xml",
                None,
                b"<w:document",
                b"<!DOCTYPE x [<!ENTITY a 'a'>]><w:document",
            ),
            "template.entity",
        ),
        (
            repacked(
                word_template("x"),
                "word/_rels/document.xml.rels",
                None,
                b"</Relationships>",
                b'<Relationship Id="r99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
                b' Target="http://127.0.0.1/x.png" TargetMode="External"/></Relationships>',
            ),
            "template.external",
        ),
        (word_template("{{ sheet.cell "), "template.syntax"),
    ],
)
def test_a_dangerous_word_file_is_refused(content: bytes, code: str) -> None:
    """No Word file, macros, a zip bomb, entities, pictures from elsewhere: refused with a sentence."""
    assert [fault["code"] for fault in faults(content)] == [code]
