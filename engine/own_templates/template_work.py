"""What the confined process does with a committee's own template: open it, check it, fill it in."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from chamdiem.engine.files.contents import text_of
from chamdiem.engine.own_templates import word_package
from chamdiem.engine.own_templates.own_templates import FAULTS, MADE, stamp_in
from chamdiem.engine.own_templates.page_checks import skeleton_of, wrong_in_page, wrong_in_source
from chamdiem.engine.own_templates.template_checks import Shape, Slip, fault_of, shape_of, slips_of
from chamdiem.engine.paper import pages
from chamdiem.engine.paper.templates import TEMPLATES, sandbox
from chamdiem.engine.paper.word import filled, saved, sources
from chamdiem.engine.sheets.sheet_view import SheetView
from chamdiem.rules.records.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.own_templates.page_styles import PageFault

GIVEN = {"sheet": shape_of(SheetView)}
"""What a template is given."""


def prepare() -> None:
    """Do a little of everything, so that all modules and fonts are loaded: afterwards no file can be opened."""
    sample = {"values": {name: _sample(shape) for name, shape in GIVEN.items()}, "title": "", "date": None}
    word = (TEMPLATES / "sheet.docx").read_bytes()
    page = b"<p style='font-family: Times New Roman'>{{ sheet.title }}A<b>A</b><i>A<b>A</b></i></p>"
    for kind, content, form in (
        ("docx", word, None),
        ("docx", word, "docx"),
        ("html", page, None),
        ("html", page, "pdf"),
        ("html", page, "png"),
        ("html", b"{% if %}", None),
        ("html", b"<style>p { color: url(x) }</style><script>", None),
        ("html", b"{{ sheet.__class__.x }}", "html"),
    ):
        request = {"kind": kind, "content": base64.b64encode(content).decode(), "form": form}
        work(json.dumps(request | sample).encode())


def _sample(shape: Shape) -> object:
    """Return a value of a shape with nothing in it."""
    if shape.parts is not None:
        return {name: _sample(part) for name, part in shape.parts.items()}
    return [_sample(shape.items)] * 4 if shape.items is not None else ""


def work(request: bytes) -> bytes:
    """Check a template, or fill it in: `form` says which. Faults go back as values, whatever the template raised."""
    asked = json.loads(request)
    content = base64.b64decode(asked["content"])
    try:
        return MADE + (_word if asked["kind"] == "docx" else _html)(content, asked)
    except FaultyInput as error:
        return FAULTS + json.dumps([_fault_json(fault) for fault in error.faults]).encode()
    # Not a fault of the template to be told with its line: `_serve` answers it and the process is ended.
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a template may raise whatever it likes
        return FAULTS + json.dumps([_fault_json(fault_of(error))]).encode()


def _html(content: bytes, asked: Mapping[str, Any]) -> bytes:
    source = text_of(content, "", len(content))
    if asked["form"] is None:
        lines = source.splitlines()
        _refuse(_slipped(slip, _place(slip, lines)) for slip in slips_of(source, GIVEN))
        _refuse(_wrong(wrong_in_source(skeleton_of(sandbox().lex(source)))))
        return b""
    # Checked twice: the source tells the author where, but only the filled page is what people open. Values are
    # escaped, yet pieces that are harmless apart may be put together by a loop or a macro.
    html = sandbox().from_string(source).render(asked["values"])
    # the lines of the filled page are nobody's: what is wrong with it came from the values, or out of pieces
    _refuse(_wrong(each._replace(line=0) for each in wrong_in_page(html)))
    if asked["form"] == "png":
        return pages.png(html)
    printed = pages.pdf(html, stamp_in(asked))  # for HTML too: it refuses a page that asks for something from elsewhere
    return html.encode() if asked["form"] == "html" else printed


def _wrong(found: Iterable[PageFault]) -> Iterator[Fault]:
    for each in found:
        yield Fault(each.code, (), {"name": each.name}, Place("", each.line, 1 if each.line else 0))


def _word(content: bytes, asked: Mapping[str, Any]) -> bytes:
    word_package.check(content)
    if asked["form"] is None:
        paragraphs, texts = sources(content)
        _refuse(_slipped(slip, _paragraph(slip, paragraphs)) for text in texts for slip in slips_of(text, GIVEN))
        return b""
    made = saved(filled(content, asked["values"]), stamp_in(asked))
    word_package.check(made)
    return made


def _refuse(faults: Iterable[Fault]) -> None:
    found = tuple(faults)
    if found:
        raise FaultyInput(found)


def _slipped(slip: Slip, place: Place) -> Fault:
    return Fault(slip.code, (), {"name": slip.name, "allowed": slip.allowed}, place)


def _place(slip: Slip, lines: list[str]) -> Place:
    line = lines[slip.line - 1] if slip.line <= len(lines) else ""
    return Place("", slip.line, max(line.find(slip.name.rpartition(".")[2]), 0) + 1)


def _paragraph(slip: Slip, paragraphs: list[str]) -> Place:
    """Return the first paragraph that has the name in it; Word files know no lines."""
    numbers = (number for number, text in enumerate(paragraphs, 1) if slip.name and slip.name in text)
    return Place("", next(numbers, 0))


def _fault_json(fault: Fault) -> dict[str, object]:
    place = fault.place or Place("")
    return {"code": fault.code, "details": dict(fault.details), "line": place.line, "column": place.column}
