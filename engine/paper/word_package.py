"""Look into a Word file before it is opened: no zip bomb, no macro, no entity, nothing that Word would fetch."""

from __future__ import annotations

import io
import re
import zipfile

from chamdiem.rules.faults import Fault, FaultyInput
from chamdiem.rules.scalars import shown

MAX_MEMBERS = 500
MAX_UNPACKED = 32 * 1024 * 1024
_DOCUMENT = "word/document.xml"
_MACRO = re.compile(r"vbaproject\.bin$|^word/activex/|^word/embeddings/", re.IGNORECASE)
_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_LINK = re.compile(rb"relationships/hyperlink[\"']")


def check(content: bytes) -> None:
    """Refuse a file that is no Word file, or one that is dangerous to open or to pass on.

    Raises:
        FaultyInput: it is such a file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_members(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _refused("template.not_word") from error


def _check_members(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _refused("template.too_large")
    names = [member.filename for member in members]
    if _DOCUMENT not in names or len(set(names)) != len(names):
        raise _refused("template.not_word")
    for name in names:
        if _MACRO.search(name):
            raise _refused("template.macro", name=shown(name))
    for name in names:
        if name.endswith((".xml", ".rels")):
            _check_xml(package.read(name), name)


def _check_xml(xml: bytes, name: str) -> None:
    # in another encoding a declaration could not be seen here
    if b"\0" in xml[:64] or _ENTITY.search(xml):
        raise _refused("template.entity", name=shown(name))
    for relation in _EXTERNAL.findall(xml):
        if not _LINK.search(relation):
            raise _refused("template.external", name=shown(name))


def _refused(code: str, **details: str) -> FaultyInput:
    return FaultyInput([Fault(code, details=details)])
