"""Open the archive that a workbook's file is, without trusting it: how large it unpacks, where its parts lie.

Everything is bounded before a part is parsed. Parts are found as the standard says: without regard to capitals, by
targets that may be relative, absolute or percent-encoded.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from chamdiem.engine.files.contents import bounded_content_of
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

MAX_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 1_000
MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO = 250
"""So many times a part may grow when it is unpacked; sheets of equal rows grow a hundred times, bombs a thousand."""
_SMALL = 1024 * 1024
"""Below this size a part may grow as it likes."""
CONTENT_TYPES = "[content_types].xml"
_MACROS = re.compile(r"vbaproject|macrosheets|vbadata")
_KNOWN_TO_ALL = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The ways of packing that workbooks use; zipfile knows others, each with errors of its own."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError, LookupError, OverflowError)
"""What zipfile and zlib raise on an archive that is damaged."""


class Archive:
    """The parts of a workbook's file that is within its bounds; each is known by its name as `part_name` writes it.

    Whoever opens a file that is no workbook, or not one that may be read, or asks for a part that is missing, damaged
    or larger than a maximum, meets FaultyInput.
    """

    def __init__(self, file: File) -> None:
        self.file = str(file)
        self._zip = _opened(bounded_content_of(file, MAX_BYTES), self.file)
        # a damaged part may have no name at all, of which zipfile cannot tell whether it is a folder
        members = [member for member in self._zip.infolist() if not member.filename.endswith("/")]
        self._members = {part_name(member.filename): member for member in members}
        _check(members, self._members, self.file)

    def __contains__(self, part: str) -> bool:
        return part in self._members

    def read(self, part: str, maximum: int) -> bytes:
        """Return a part that is no larger than a maximum."""
        return b"".join(self.chunks(part, maximum))

    def chunks(self, part: str, maximum: int) -> Iterator[bytes]:
        """Yield a part piece by piece. It never gives more than it declares: zipfile stops there."""
        member = self._members.get(part)
        if member is None:
            raise refusal("table.damaged", self.file)
        if member.file_size > maximum:
            raise refusal("table.bomb", self.file)
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(1 << 16):
                    yield chunk
        except _BROKEN as error:
            raise refusal("table.damaged", self.file) from error


def part_name(name: str) -> str:
    """Return a part's name as names are compared: small letters, no percent signs, slashes as they should be."""
    return posixpath.normpath("/" + unquote(name).replace("\\", "/")).lstrip("/").casefold()


def target_of(part: str, target: str) -> str:
    """Return the name of the part that a relation of another leads to."""
    target = target.replace("\\", "/").partition("#")[0]
    return part_name(target if target.startswith("/") else f"{posixpath.dirname(part)}/{target}")


def _opened(content: bytes, name: str) -> zipfile.ZipFile:
    if content.startswith(_OLE):
        raise refusal("table.encrypted" if _ENCRYPTED in content else "table.old_excel", name)
    if content.startswith(b"%PDF"):
        raise refusal("table.pdf", name)
    if not content:
        raise refusal("file.empty", name)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise refusal("table.damaged" if content.startswith(b"PK") else "table.not_workbook", name) from error


def _check(members: list[zipfile.ZipInfo], names: dict[str, zipfile.ZipInfo], name: str) -> None:
    """Refuse what unpacks too large, names a part twice, is locked, or carries programs."""
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise refusal("table.bomb", name)
    if len(names) < len(members):
        raise refusal("table.damaged", name)
    if any(member.file_size > max(_SMALL, MAX_RATIO * member.compress_size) for member in members):
        raise refusal("table.bomb", name)
    if any(member.compress_type not in _KNOWN_TO_ALL for member in members):
        raise refusal("table.damaged", name)
    if any(member.flag_bits & 1 for member in members):
        raise refusal("table.encrypted", name)
    if any(map(_MACROS.search, names)):
        raise refusal("table.macros", name)
    if CONTENT_TYPES not in names:
        raise refusal("table.not_workbook", name)
