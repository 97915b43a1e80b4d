"""What a committee's own Word file may hold: none of these passes, and all of those do."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from PIL import Image

from chamdiem.engine.own_templates.template_work import _word
from chamdiem.engine.own_templates.word_package import check
from chamdiem.engine.paper.templates import TEMPLATES
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
SETTINGS, FONTS = "word/settings.xml", "word/fontTable.xml"


def plain(text: str = "x") -> bytes:
    """Return a Word file with one paragraph, and without the library's hundreds of styles, which are slow to check."""
    document, stream = docx.Document(), io.BytesIO()
    for style in [each for each in document.styles if each.type is WD_STYLE_TYPE.TABLE]:
        style.delete()
    relations = document.part.rels
    for name in [name for name, relation in relations.items() if relation.reltype.endswith("stylesWithEffects")]:
        del relations[name]
    document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


PLAIN = plain()


def changed(changes: Mapping[str, tuple[bytes, bytes]], new: Mapping[str, bytes] = {}, content: bytes = PLAIN) -> bytes:
    """Return a Word file with something replaced in parts, and with new parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            old, put = changes.get(name, (b"", b""))
            data = source.read(name)
            assert old in data
            target.writestr(name, data.replace(old, put, 1) if old else data)
        for name, data in new.items():
            target.writestr(name, data)
    return stream.getvalue()


def related(kind: str, target: str, more: str = "", base: str = R) -> bytes:
    """Return a Word file with one more relation."""
    relation = f'<Relationship Id="r99" Type="{base}/{kind}" Target="{target}"{more}/></Relationships>'
    return changed({RELS: (b"</Relationships>", relation.encode())})


def inside(xml: str, part: str = DOCUMENT, before: bytes = b"<w:p>") -> bytes:
    """Return a Word file with something more in a part, before the first of some signs."""
    space = f'xmlns:r="{R}"' if b"xmlns:r=" not in before else ""
    xml = xml.replace(">", f" {space}>", 1) if "r:" in xml and "xmlns:r" not in xml else xml
    return changed({part: (before, xml.encode() + before)})


def field(*pieces: str) -> bytes:
    """Return a Word file with runs in its first paragraph: "<" begins a field, "|" divides it, ">" ends it."""
    signs = {"<": "begin", "|": "separate", ">": "end"}
    runs = "".join(
        f'<w:r><w:fldChar w:fldCharType="{signs[piece]}"/></w:r>'
        if piece in signs
        else f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>'
        for piece in pieces
    )
    return inside(f"<w:p>{runs}</w:p>")


def simple(instruction: str) -> bytes:
    """Return a Word file with a field in one piece."""
    return inside(f'<w:p><w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>')


def part(name: str, content_type: str, content: bytes = b"x") -> bytes:
    """Return a Word file with a part of a content type."""
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    return changed({TYPES: (b"</Types>", override.encode())}, {name: content})


MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXTERNAL = ' TargetMode="External"'

PROBES = {
    "picture from an address": related("image", "http://an-phu.vn/x.png", EXTERNAL),
    "picture, no mode": related("image", "http://an-phu.vn/x.png"),
    "mode in small letters": related("image", "http://an-phu.vn/x.png", ' TargetMode="external"'),
    "name of the mode in small letters": related("image", "theme/theme1.xml", ' targetmode="External"'),
    "mode in entities": related("image", "theme/theme1.xml", ' TargetMode="&#69;xternal"'),
    "target in entities": related("image", "&#104;ttp://an-phu.vn/x.png", EXTERNAL),
    "single quotes": related("image", "x.png", " TargetMode='External'"),
    "new lines": related("image", "file:///x.png", "\n\tTargetMode\n=\n'External'"),
    "file address": related("image", "file:///etc/passwd"),
    "share": related("image", r"\\may-chu\x.png"),
    "share with slashes": related("image", "//may-chu/x.png"),
    "percent signs": related("image", "%68ttp://an-phu.vn/x.png"),
    "up and out": related("image", "../../../etc/passwd"),
    "link": related("hyperlink", "http://an-phu.vn/", EXTERNAL),
    "attached template": related("attachedTemplate", "http://an-phu.vn/x.dotm", EXTERNAL),
    "attached template of the disk": related("attachedTemplate", "file:///C:/x.dotm", EXTERNAL),
    "frame": related("frame", "http://an-phu.vn/", EXTERNAL),
    "sub-document": related("subDocument", "theme/theme1.xml"),
    "altChunk": related("aFChunk", "theme/theme1.xml"),
    "altChunk, strict": related("aFChunk", "theme/theme1.xml", base="http://purl.oclc.org/ooxml/officeDocument/relationships"),
    "OLE": related("oleObject", "theme/theme1.xml"),
    "package": related("package", "theme/theme1.xml"),
    "ActiveX": related("control", "theme/theme1.xml"),
    "VBA relation": related("vbaProject", "theme/theme1.xml", base="http://schemas.microsoft.com/office/2006/relationships"),
    "font relation": related("font", "theme/theme1.xml"),
    "mail merge source": related("mailMergeSource", "file:///x.mdb", EXTERNAL),
    "glossary": related("glossaryDocument", "theme/theme1.xml"),
    "relation in another element": changed({RELS: (b"</Relationships>", b'<x Id="r99" Type="y" Target="file:///x"/></Relationships>')}),
    "relations of another part": changed({}, {"word/_rels/settings.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{R}/attachedTemplate" Target="http://an-phu.vn/x.dotm" TargetMode="External"/></Relationships>'.encode()}),
    "VBA": changed({}, {"word/vbaProject.bin": b"x"}),
    "VBA under another name": part("word/theme/theme2.xml", "application/vnd.ms-office.vbaProject", b"<x/>"),
    "VBA as a picture": part("word/media/image1.png", "image/png", b"\xd0\xcf\x11\xe0"),
    "VBA by extension": changed({TYPES: (b"</Types>", b'<Default Extension="dat" ContentType="application/vnd.ms-office.vbaProject"/></Types>')}, {"word/a.dat": b"x"}),
    "macros enabled": changed({TYPES: (MAIN, b"application/vnd.ms-word.document.macroEnabled.main+xml")}),
    "a template of Word": changed({TYPES: (MAIN, MAIN.replace(b"document", b"template"))}),
    "no content type": changed({}, {"word/a.bin": b"x"}),
    "OLE part": part("word/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject"),
    "HTML part": part("word/afchunk.htm", "text/html", b"<script>x()</script>"),
    "RTF part": part("word/a.rtf", "application/rtf"),
    "SVG picture": part("word/media/a.svg", "image/svg+xml", b"<svg/>"),
    "metafile": part("word/media/a.wmf", "image/x-wmf"),
    "embedded font": part("word/fonts/font1.odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"),
    "printer": part("word/printer.bin", "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings"),
    "twice in other capitals": changed({}, {"word/Document.xml": b"<x/>"}),
    "entity": changed({DOCUMENT: (b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'a'>]><w:document")}),
    "UTF-16": changed({}, {"word/a.xml": "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE x><x/>".encode("utf-16")}),
    "UTF-7": changed({DOCUMENT: (b"encoding='UTF-8'", b"encoding='UTF-7'")}),
    "old encoding": changed({DOCUMENT: (b"encoding='UTF-8'", b"encoding='windows-1258'")}),
    "broken XML": changed({DOCUMENT: (b"</w:body>", b"")}),
    "mail merge": inside("<w:mailMerge><w:connectString w:val='x'/></w:mailMerge>", SETTINGS, b"<w:zoom"),
    "updates its fields": inside("<w:updateFields w:val='true'/>", SETTINGS, b"<w:zoom"),
    "attached schema": inside("<w:attachedSchema w:val='x'/>", SETTINGS, b"<w:zoom"),
    "altChunk element": inside(f'<w:altChunk xmlns:r="{R}" r:id="rId1"/>'),
    "object": inside("<w:p><w:r><w:object/></w:r></w:p>"),
    "picture linked": inside(f'<w:p><w:r><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{R}" r:link="rId1"/></w:r></w:p>'),
    "old picture": inside('<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://an-phu.vn/x.png"/></w:pict></w:r></w:p>'),
    "address of a drawing": inside('<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" href="x"/></w:pict></w:r></w:p>'),
    "schema elsewhere": changed({"customXml/itemProps1.xml": (b"http://schemas.openxmlformats.org/officeDocument/2006/bibliography", b"http://an-phu.vn/x.xsd")}),
    "form with macros": inside('<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="x"/></w:ffData></w:fldChar></w:r></w:p>'),
    "part from the root": changed({}, {"/word/document.xml": b"<x/>"}),
    "part with the other slash": changed({}, {"word\\document.xml": b"<x/>"}),
    "part with percent signs": changed({}, {"word/%64ocument.xml": b"<x/>"}),
    "part outside": changed({}, {"../x.xml": b"<x/>"}),
    "part by a detour": changed({}, {"word/./x.xml": b"<x/>"}),
    "link to an object": inside('<w:p><w:r><w:pict><o:OLELink xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link"/></w:pict></w:r></w:p>'),
    "bytes within": inside('<w:p><w:r><w:pict><w:binData w:name="x">eA==</w:binData></w:pict></w:r></w:p>'),
    "inclusion": inside('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" xpointer="x"/>'),
    "base": inside('<w:p xml:base="x/"/>'),
    "handler": inside('<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" onmouseover="x"/></w:pict></w:r></w:p>'),
    "address with a tab": inside('<w:p w:x="ht&#9;tp://an-phu.vn"/>'),
    "share with two slashes": inside('<w:p w:x="\\/may-chu/x"/>'),
    "address of a program": inside('<w:p w:x="ms-word:ofe|u|x"/>'),
    "instruction in pieces": inside('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE<w:x/> DDE x</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>'),
    **{instruction: simple(instruction) for instruction in (
        "INCLUDETEXT &quot;C:/x.txt&quot;", "INCLUDEPICTURE &quot;http://an-phu.vn/x.png&quot; \\d", "DDEAUTO c:\\\\x cmd", "DDE x y",
        "HYPERLINK &quot;http://an-phu.vn&quot;", "LINK Excel.Sheet.8 x", "IMPORT x", "MACROBUTTON x y", "includetext x", "AUTHOR", "=1+1",
        "QUOTE x", "DOCPROPERTY x", "PAGE {INCLUDETEXT x}", "PAGEREF x", "PAGE \\* MERGEFORMAT INCLUDETEXT x", "", "{{ sheet.cell }}",
    )},
    "cut field": field("<", " INCL", "UDE", "TEXT x ", "|", ">"),
    "field in small letters": field("<", "\tddeauto x y", ">"),
    "field in a field": field("<", "PAGE ", "<", "PAGE", "|", ">", "|", ">"),
    "field in a result": field("<", "PAGE", "|", "<", "DDEAUTO x", ">", ">"),
    "field without end": field("<", "PAGE"),
    "field without beginning": field("INCLUDETEXT x"),
    "end without beginning": field(">"),
    "told after its result": field("<", "PAGE", "|", "INCLUDETEXT x", ">"),
    "field data": inside('<w:p><w:r><w:fldChar w:fldCharType="begin"><w:fldData>eA==</w:fldData></w:fldChar></w:r></w:p>'),
    "strict field": inside('<w:p><w:r><s:fldSimple xmlns:s="http://purl.oclc.org/ooxml/wordprocessingml/main" s:instr="DDE x"/></w:r></w:p>'),
    "deleted field": inside("<w:p><w:r><w:delInstrText>DDE x</w:delInstrText></w:r></w:p>"),
}  # fmt: skip


def codes(content: bytes) -> list[str]:
    """Return what a Word file is refused for."""
    try:
        check(content)
    except FaultyInput as error:
        return [fault.code for fault in error.faults]
    return []


@pytest.mark.parametrize("content", PROBES.values(), ids=PROBES)
def test_none_passes(content: bytes) -> None:
    """Whatever runs, fetches, embeds, follows or is unknown is refused, however it is written."""
    assert codes(content)


def test_the_filled_file_is_looked_at_too() -> None:
    """What only comes to be when the template is filled in is found then."""
    content = plain("{{ 'http://an-phu.vn/'|urlize }}")
    asked: dict[str, Any] = {"form": "docx", "values": {"sheet": {}}, "title": "", "date": None}
    assert codes(content) == []
    with pytest.raises(FaultyInput) as caught:
        _word(content, asked)
    assert {fault.code for fault in caught.value.faults} == {"template.external"}


def with_picture() -> bytes:
    """Return a Word file with a picture in it, a page number, a list and a table."""
    document, picture, stream = docx.Document(), io.BytesIO(), io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    document.add_picture(picture)
    document.add_paragraph("{{ sheet.title }}", style="List Bullet")
    document.add_table(2, 2)
    run = '<w:r xmlns:w="{}"><w:fldChar w:fldCharType="{}"/></w:r>'
    paragraph = document.sections[0].footer.paragraphs[0]._p  # noqa: SLF001 - the library has no fields
    for piece in ("begin", "separate", "end"):
        paragraph.append(parse_xml(run.format(W, piece)))
        if piece == "begin":
            paragraph.append(
                parse_xml(f'<w:r xmlns:w="{W}"><w:instrText> NUMPAGES \\* MERGEFORMAT </w:instrText></w:r>')
            )
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        (TEMPLATES / "sheet.docx").read_bytes(),
        with_picture(),
        simple(" PAGE "),
        simple("NUMPAGES \\* Arabic \\* MERGEFORMAT"),
        simple("DATE \\@ &quot;dd/MM/yyyy&quot;"),
        field("<", " PA", "GE ", "|", ">"),
        field("<", "page", "|", "<", "NUMPAGES", "|", ">", ">"),
        inside('<w:p><w:hyperlink w:anchor="a"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>'),
        inside("<w:p><w:r><w:t>INCLUDETEXT http://an-phu.vn</w:t></w:r></w:p>"),
    ],
)
def test_what_a_sheet_needs_passes(content: bytes) -> None:
    """Tables, lists, pictures within the file, page numbers and dates are no danger."""
    assert codes(content) == []


def test_everything_is_named_at_once() -> None:
    """Each part, address and field that may not be there has its own sentence."""
    content = changed(
        {DOCUMENT: (b"<w:p>", b'<w:p><w:r><w:object/></w:r><w:fldSimple w:instr="DDE x"/></w:p><w:p>')},
        {"word/vbaProject.bin": b"x"},
    )
    with pytest.raises(FaultyInput) as caught:
        check(content)
    assert [(fault.code, fault.details["name"]) for fault in caught.value.faults] == [
        ("template.macro", "word/vbaProject.bin"),
        ("template.macro", "word/document.xml: object"),
        ("template.field", "DDE x"),
    ]
