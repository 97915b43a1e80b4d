"""Word files: a .docx template filled in, and saved so that the same content gives the same bytes.

The only module that imports docxtpl; python-docx under it is used by `table_word` too. Every text is escaped, and a
template that is not ours runs in the sandbox: docxtpl's own default does neither.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
from docx.opc.pkgwriter import _ContentTypesItem
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate
from lxml import etree  # type: ignore[import-untyped]  # nobody types it

from chamdiem.engine.paper.mark import qr_picture
from chamdiem.engine.paper.templates import TEMPLATES, sandbox, trusted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docx.document import Document

    from chamdiem.engine.paper.settings import FileStamp, PaperSettings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_TITLE = 255
_PARTS = 64
"""So many parts are kept: the bodies, headers and properties of a few templates."""
_BODY, _TITLE, _TABLE = "Normal", "Phiếu: tiêu đề", "Phiếu: bảng"
_REASON, _SOURCE, _END = "Phiếu: lý do", "Phiếu: nguồn", "Phiếu: kết"
"""Styles of our own template: titles, the table and its reasons, the source, and what stands under the table."""
_LONG = 30
"""So many rows and more are printed small, as the page for PDF does, so that a sheet ends on the second page."""
_SIZES: tuple[Mapping[str, float], ...] = (
    {},
    {_TABLE: 11, _REASON: 10, _SOURCE: 9, _END: 12},
    {_TABLE: 10.5, _REASON: 9.5, _SOURCE: 8, _END: 11, _BODY: 13},
    {_TABLE: 10, _REASON: 9, _SOURCE: 8, _END: 10.5, _BODY: 12},
)
"""Sizes of letters as a sheet is set closer, in points."""
_MARK = Mm(22)
"""The sides of a code in print, of which a phone reads it."""
_SPACING = 0.9
"""Of what Word takes for single spacing, which is 1,15 times the height of the letters."""


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl leaves it untyped
    """A template that leaves undone what it did to the very same text before, and what would change nothing.

    Most of a sheet's time goes there otherwise: each part is made ready by some thirty searches of all of it.
    """

    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)

    def resolve_listing(self, xml: str) -> str:
        """Put in the place of signs in texts the tabs, lines, paragraphs and pages that they stand for."""
        if any(sign in xml for sign in _SIGNS) or _EMPTY.search(xml) or _BETWEEN.search(xml):
            return super().resolve_listing(xml)  # type: ignore[no-any-return]  # docxtpl leaves it untyped
        return _LINES.sub(lambda found: found[0].replace("\n", _NEW_LINE), xml)


class _OwnTemplate(_Template):
    """Our own template, in whose tables each row has the columns that the table says: nobody has to count them."""

    def fix_tables(self, xml: str) -> Any:  # noqa: ANN401 - lxml is untyped
        return etree.fromstring(xml, etree.XMLParser(recover=True))


_SIGNS, _EMPTY, _BETWEEN = "\t\a\f", re.compile(r"<w:t(?: [^>]*)?/>"), re.compile(r"\n[^<]*<(?!/w:t>)")
"""What is more than lines in texts: other signs, an empty text, or a line that ends between two elements."""
_LINES = re.compile(r"<w:t(?: [^>]*)?>[^<]*\n[^<]*</w:t>")
_NEW_LINE = '</w:t><w:br/><w:t xml:space="preserve">'


@lru_cache(maxsize=_PARTS)
def _patched(xml: str) -> str:
    return DocxTemplate(None).patch_xml(xml)  # type: ignore[no-any-return]  # docxtpl leaves it untyped


def filled(template: bytes, values: Mapping[str, object], *, ours: bool = False) -> Document:
    """Return a template filled in; one of unknown hand may raise jinja2.TemplateError, or anything else.

    `ours`: it ships, and needs no sandbox.
    """
    document = (_OwnTemplate if ours else _Template)(io.BytesIO(template))
    document.render(dict(values), _environment(ours=ours))
    return document.docx  # type: ignore[no-any-return]  # docxtpl leaves it untyped


@lru_cache(maxsize=2)
def _environment(*, ours: bool) -> Any:  # noqa: ANN401 - docxtpl leaves it untyped
    """Return what compiles each part of a template once: a sheet then takes a third of the time."""
    environment: Any = trusted() if ours else sandbox()
    environment.finalize = _on_one_line
    environment.from_string = lru_cache(maxsize=_PARTS)(environment.from_string)
    return environment


def sources(template: bytes) -> tuple[list[str], list[str]]:
    """Return the text of every paragraph of a template, and what Jinja is given: its body, headers and footers."""
    document = DocxTemplate(io.BytesIO(template))
    document.init_docx()
    body = document.docx.element.body
    paragraphs = ["".join(piece.text or "" for piece in p.iter(f"{_W}t")) for p in body.iter(f"{_W}p")]
    kinds = (document.HEADER_URI, document.FOOTER_URI)
    parts = (document.get_part_xml(part) for uri in kinds for _, part in document.get_headers_footers(uri))
    return paragraphs, [document.patch_xml(xml) for xml in (document.get_xml(), *parts)]


@lru_cache(maxsize=1)
def _shipped() -> bytes:
    return (TEMPLATES / "sheet.docx").read_bytes()


def sheet_document(values: Mapping[str, object], paper: PaperSettings, closeness: int = 0) -> Document:
    """Return our own template of the sheet filled in, with the paper's settings, as close as it has to be set."""
    document = filled(_shipped(), values, ours=True)
    sheet: Any = values["sheet"]
    styles: Any = document.styles
    for name, size in _SIZES[closeness + (len(sheet.rows) > _LONG)].items():
        styles[name].font.size = Pt(size)
        styles[name].paragraph_format.line_spacing = _SPACING
    styles[_TITLE].font.size = Pt(paper.title_size)
    if paper.line_spacing is not None:
        styles[_BODY].paragraph_format.line_spacing = Pt(paper.line_spacing)
    return document


def put_mark(document: Document, lines: Iterable[str], text: str) -> None:
    """Put under a sheet by what it can be compared with a ledger: words, and a code that leads there."""
    if text:
        document.add_paragraph(style=_SOURCE).add_run().add_picture(io.BytesIO(qr_picture(text)), width=_MARK)
    for line in lines:
        document.add_paragraph(line, style=_SOURCE)


def saved(document: Document, stamp: FileStamp) -> bytes:
    """Return a Word file that knows its title and date, and nothing of the clock or of who wrote it."""
    properties: Any = document.core_properties
    # Word itself keeps no longer title
    properties.title, properties.author, properties.last_modified_by = stamp.title[:_LONGEST_TITLE], "", ""
    properties.created = properties.modified = dt.datetime.combine(stamp.day, dt.time())
    packed = io.BytesIO()
    # the times of the parts are the stamp's; python-docx itself takes the clock's
    day = (stamp.day.year, stamp.day.month, stamp.day.day, 0, 0, 0)
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in _members(document.part.package):
            archive.writestr(zipfile.ZipInfo(name, day), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _members(package: Any) -> Iterator[tuple[str, bytes]]:  # noqa: ANN401 - python-docx leaves it untyped
    """Yield the names and the contents of a Word file's parts, as python-docx saves them."""
    parts = package.parts
    for part in parts:
        part.before_marshal()
    types: Any = _ContentTypesItem
    yield CONTENT_TYPES_URI.membername, types.from_parts(parts).blob
    yield PACKAGE_URI.rels_uri.membername, package.rels.xml
    for part in parts:
        yield part.partname.membername, part.blob
        if part.rels:
            yield part.partname.rels_uri.membername, part.rels.xml


def _on_one_line(value: object) -> object:
    """Join the lines of a text, as HTML does; a template's own line break stays one."""
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else value
