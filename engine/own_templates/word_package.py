"""Look into a Word file before it is opened, and again when it is filled in: nothing that runs, fetches or follows.

A package is what its content types and relations say it is, whatever its parts are called; so those are read, against
a list. Everything that is not on the list is named, all at once. XML is read by a parser, never by patterns.

A field is an instruction that Word carries out: it may read files, addresses and other programs. Three are needed on a
sheet. An instruction may be cut into any number of runs, which are put together before it is read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree

from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

MAX_MEMBERS = 500
MAX_UNPACKED = 32 * 1024 * 1024
_DOCUMENT = "word/document.xml"
_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PACKAGE = "application/vnd.openxmlformats-package."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/jpg": b"\xff\xd8\xff"}
"""The pictures that may stand in a file, and how each begins."""
_PARTS = [
    "document.main", "endnotes", "fontTable", "footer", "footnotes", "header", "numbering", "settings", "styles",
    "webSettings",
]  # fmt: skip
_OFFICE_PARTS = ("custom-properties", "customXmlProperties", "extended-properties", "theme")
CONTENT_TYPES = {
    "application/xml",
    "application/vnd.ms-word.stylesWithEffects+xml",
    *_PICTURES,
    *(f"{_WORD}{part}+xml" for part in _PARTS),
    *(f"{_OFFICE}{part}+xml" for part in _OFFICE_PARTS),
    *(f"{_PACKAGE}{part}+xml" for part in ("core-properties", "relationships")),
}
_RELATED = [
    "custom-properties", "customXml", "customXmlProps", "endnotes", "extended-properties", "fontTable", "footer",
    "footnotes", "header", "image", "numbering", "officeDocument", "settings", "styles", "theme", "webSettings",
]  # fmt: skip
RELATION_TYPES = {
    *(f"{_RELATIONS}/{kind}" for kind in _RELATED),
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_ELEMENTS = frozenset([
    "altchunk", "attachedschema", "attachedtemplate", "bindata", "connectstring", "control", "datasource", "embed",
    "embedbold", "embedbolditalic", "embeditalic", "embedregular", "externaldata", "ffdata", "frameset",
    "hlinkclick", "hlinkhover", "hlinkmouseover", "include", "mailmerge", "movie", "object", "olelink", "oleobject",
    "oleobj", "query", "savethroughxslt", "schemalibrary", "script", "smarttag", "subdoc", "updatefields",
    "webextension",
])  # fmt: skip
"""Elements that run, fetch, embed or follow; most cannot do so without a relation either."""
_REFERENCES = frozenset({"id", "embed"})
"""Attributes by which an element names a relation; `link` and others name what lies elsewhere."""
_ADDRESS = re.compile(
    r"(https?|file|ftp|mailto|data|javascript|vbscript|mhtml|its|mk|ms-[a-z-]+|search-ms):"
    r"|[a-z][a-z0-9+.-]*://|[/\\]{2}",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\s\x00-\x20\x7f-\xa0]+")
"""What readers of addresses pass over."""
_STANDARD = re.compile(
    r"(http://schemas\.(openxmlformats\.org|microsoft\.com)/|http://www\.w3\.org/|urn:schemas-microsoft-com:)"
    r"[A-Za-z0-9/.:_-]*|\{[0-9A-Fa-f-]*\}"
)
"""Names of the standards, which look like addresses and are never fetched, and numbers of extensions."""
_NAMED = frozenset({"base", "href", "src", "uri", "schemalocation", "link", "target", "url"})
_HANDLER = re.compile(r"on[a-z]{4,}", re.IGNORECASE)
_TARGET = re.compile(r"/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")
_NAME = re.compile(r"([A-Za-z0-9_-][A-Za-z0-9_.-]*/|_rels/)*(\.rels|[A-Za-z0-9_-][A-Za-z0-9_.-]*)")
"""The name of a part, which no two readers take for another one's."""
ALLOWED = ("PAGE", "NUMPAGES", "DATE")
_SWITCH = r"\\[*#@]\s*(\"[^\"\\{}]*\"|[A-Za-z0-9/.,-]+)"
_ALLOWED = re.compile(rf"\s*({'|'.join(ALLOWED)})(\s+{_SWITCH})*\s*", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")


def check(content: bytes) -> None:
    """Refuse a file that is no Word file, or is dangerous to open or to pass on, with all that may not be in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found = tuple(dict.fromkeys(_wrong(_parts(package))))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise FaultyInput([Fault("template.not_word")]) from error
    if found:
        raise FaultyInput(Fault(code, details={"name": shown(name)} if name else {}) for code, name in found)


def _parts(package: zipfile.ZipFile) -> Mapping[str, bytes]:
    members = package.infolist()
    # What the directory claims: zipfile gives no more than that of any member, whatever is packed in it.
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise FaultyInput([Fault("template.too_large")])
    names = [member.filename for member in members if not member.is_dir()]
    odd = [name for name in names if name != _TYPES and not _NAME.fullmatch(name)]
    if odd:
        raise FaultyInput(Fault("template.macro", details={"name": shown(name)}) for name in odd)
    # names of parts know no capitals: two that differ in nothing else are one part for some readers
    if not {_DOCUMENT, _TYPES} <= set(names) or len({name.lower() for name in names}) != len(names):
        raise FaultyInput([Fault("template.not_word")])
    return {name: package.read(name) for name in names}


def _wrong(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the codes and names of what may not be there."""
    trees = {name: _tree(content) for name, content in parts.items() if name.lower().endswith((".xml", ".rels"))}
    yield from (("template.entity", name) for name, tree in trees.items() if tree is None)
    types = trees.get(_TYPES)
    if types is not None:
        yield from _wrong_types(types, parts)
    for name, tree in trees.items():
        if tree is not None and name.lower().endswith(".rels"):
            yield from _wrong_relations(name, tree, parts)
        elif tree is not None and name != _TYPES:
            yield from _wrong_elements(name, tree)
            yield from _wrong_fields(tree)


def _tree(content: bytes) -> Element | None:
    """Return a part's tree; None: it is not plain XML in UTF-8, which is how Word and others write it."""
    stated = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf").lstrip())
    # A part in UTF-7 or UTF-16 would be read by Word and passed over by whoever looks for names in its bytes.
    if stated is not None and stated[1].lower() not in {b"utf-8", b"us-ascii"}:
        return None
    try:
        content.decode("utf-8")
        return SafeTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, UnicodeDecodeError, LookupError, ValueError):
        return None


def _wrong_types(types: Element, parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield parts whose content type is unknown or not on the list, and pictures that are none."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for each in types:
        stated = each.get("ContentType", "")
        if _local(each) == "default":
            defaults[each.get("Extension", "").lower()] = stated
        else:
            overrides[each.get("PartName", "").lower()] = stated
        if stated not in CONTENT_TYPES:
            yield "template.macro", f"{each.get('PartName', '') or each.get('Extension', '')}: {stated}"
    for name, content in parts.items():
        stated = overrides.get(f"/{name.lower()}", defaults.get(name.rpartition(".")[2].lower(), ""))
        if name == _TYPES or (stated in CONTENT_TYPES and name.lower().endswith((".xml", ".rels"))):
            continue
        if stated not in _PICTURES or not content.startswith(_PICTURES[stated]):
            yield "template.macro", name
    if overrides.get(f"/{_DOCUMENT}") != f"{_WORD}document.main+xml":
        yield "template.macro", _DOCUMENT


def _wrong_relations(name: str, tree: Element, parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield relations of another kind than those on the list, or to anything but a part of this file."""
    home = posixpath.dirname(posixpath.dirname(name))
    known = {part.lower() for part in parts}
    for each in tree:
        kind, target = each.get("Type", ""), each.get("Target", "")
        to = posixpath.normpath(posixpath.join("/", home, target)).lstrip("/").lower()
        mode = next((value for key, value in each.attrib.items() if key.lower() == "targetmode"), "Internal")
        # Also a target that merely could be another thing (%2e, backslashes, a scheme): only what is a part of this
        # file is safe to follow, whatever a reader takes it for.
        if mode != "Internal" or not _TARGET.fullmatch(target) or to not in known:
            yield "template.external", target or name
        if _local(each) != "relationship" or kind not in RELATION_TYPES:
            yield "template.macro", kind.rpartition("/")[2] or name


def _wrong_elements(part: str, tree: Element) -> Iterator[tuple[str, str]]:
    """Yield elements that embed or follow something, and attributes with addresses."""
    for each in tree.iter():
        if not isinstance(each.tag, str):
            continue
        if _local(each) in _ELEMENTS or (_local(each) == "hyperlinkbase" and each.text):
            yield "template.macro", f"{part}: {each.tag.rpartition('}')[2]}"
        for key, value in each.attrib.items():
            space, _, name = key.rpartition("}")
            if _HANDLER.fullmatch(name):
                yield "template.macro", f"{part}: {name}"
            elif space.endswith("/relationships") and name not in _REFERENCES:
                yield "template.external", f"{part}: {name}"
            elif (name.lower() in _NAMED or _ADDRESS.match(_UNSEEN.sub("", value))) and not _STANDARD.fullmatch(value):
                yield "template.external", value


def _local(element: Element) -> str:
    """Return an element's name without its namespace, in small letters."""
    return str(element.tag).rpartition("}")[2].lower()


def _wrong_fields(tree: Element) -> Iterator[tuple[str, str]]:
    """Yield the instruction of every field of a part that is not allowed, as (code, instruction)."""
    open_: list[_Field] = []
    for element in tree.iter():
        match _local(element):
            case "fldsimple":
                yield from _judged(_attribute(element, "instr"))
            case "fldchar":
                yield from _at_sign(open_, _attribute(element, "fldchartype"))
            case "instrtext" | "delinstrtext" if open_ and open_[-1].telling:
                open_[-1].instruction += "".join(element.itertext())
            case "instrtext" | "delinstrtext":
                yield "template.field", "".join(element.itertext())
            case "flddata":
                yield "template.field", "fldData"
    yield from (("template.field", field.instruction) for field in open_)


class _Field:
    """A field that has begun: `telling` until its instruction ends."""

    def __init__(self) -> None:
        self.instruction, self.telling = "", True


def _at_sign(open_: list[_Field], sign: str) -> Iterator[tuple[str, str]]:
    """Begin, divide or end a field; its instruction is judged where it ends."""
    if sign == "begin":
        if open_ and open_[-1].telling:
            # a field within an instruction writes that instruction anew when Word carries it out
            yield "template.field", open_[-1].instruction
        open_.append(_Field())
    elif not open_ or sign not in {"separate", "end"}:
        yield "template.field", sign
    else:
        if open_[-1].telling:
            open_[-1].telling = False
            yield from _judged(open_[-1].instruction)
        if sign == "end":
            open_.pop()


def _judged(instruction: str) -> Iterator[tuple[str, str]]:
    if not _ALLOWED.fullmatch(instruction):
        yield "template.field", instruction


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2].lower() == name), "")
