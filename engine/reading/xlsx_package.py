"""Open a workbook's file (.xlsx) without trusting it: what it is, how large it unpacks, what its parts say.

Everything is bounded before a part is parsed. Only then openpyxl reads what is small: names of sheets, styles, strings.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel
from openpyxl.xml.constants import SHARED_STRINGS, XLSX, XLTX

from chamdiem.engine.reading.contents import content_of, refusal
from chamdiem.rules.faults import FaultyInput

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path as File

    from openpyxl.workbook import Workbook

MAX_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 1_000
MAX_UNPACKED = 256 * 1024 * 1024
MAX_SHEET = 192 * 1024 * 1024
MAX_STRINGS = 32 * 1024 * 1024
MAX_PART = 8 * 1024 * 1024
MAX_RATIO = 250
"""So many times a part may grow when it is unpacked; sheets of equal rows grow a hundred times, bombs a thousand."""
_SMALL = 1024 * 1024
"""Below this size a part may grow as it likes."""

_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_STRINGS = "xl/sharedStrings.xml"
_PARSED = re.compile(r"\[Content_Types\]\.xml|(_rels|xl|xl/_rels|docProps|xl/chartsheets)/[^/]+\.(xml|rels)")
"""The parts that openpyxl reads whole; sheets have a reader of ours."""
_READ = frozenset({XLSX, XLTX, SHARED_STRINGS})
"""The kinds of part that openpyxl reads wherever they stand."""
_MACROS = re.compile(r"vbaProject|macrosheets|vbaData", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LEGACY_FONT = re.compile(r"\.Vn|VNI[- ]", re.IGNORECASE)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ParseError, ValueError, LookupError)
"""What zipfile, zlib and the XML parsers raise on a part that is damaged."""


class Style(NamedTuple):
    """What of a cell's style changes its meaning: which date its number is, and whether its font is not Unicode."""

    date: str
    has_day: bool
    legacy_font: bool


class Sheet(NamedTuple):
    """A sheet's name, whether people see it, and its part of the package."""

    name: str
    visible: bool
    part: str


class _Small(NamedTuple):
    """What of a workbook is read as a whole."""

    sheets: tuple[Sheet, ...]
    strings: list[str]
    styles: tuple[Style, ...]
    epoch: dt.datetime


class Package:
    """A workbook's file that is within its bounds."""

    def __init__(self, file: File) -> None:
        """Open a workbook.

        Raises:
            FaultyInput: it is none, or not one that may be read.
        """
        self.file = str(file)
        content = content_of(file, MAX_BYTES)
        self._zip = _archive(content, self.file)
        _check_members(self._zip.infolist(), self.file)
        _check_parts(self._zip, self.file)
        self.sheets, self.strings, self.styles, self._epoch = _load(content, self.file)

    @property
    def counts_from_1904(self) -> bool:
        """Whether day 0 is 1 January 1904, as on old Macintoshes."""
        return bool(self._epoch == CALENDAR_MAC_1904)

    def moment(self, serial: float) -> dt.datetime | dt.time | dt.timedelta | None:
        """Return the day and time of a serial number, a time where it is below 1, or None where there is none."""
        try:
            return from_excel(serial, self._epoch) if serial >= 0 else None
        except (OverflowError, ValueError):
            return None

    def chunks(self, sheet: Sheet) -> Iterator[bytes]:
        """Yield the XML of a sheet, piece by piece.

        Raises:
            FaultyInput: it is damaged.
        """
        try:
            with self._zip.open(sheet.part) as stream:
                while chunk := stream.read(1 << 16):
                    yield chunk
        except BROKEN as error:
            raise refusal("table.damaged", self.file) from error


def _archive(content: bytes, name: str) -> zipfile.ZipFile:
    if len(content) > MAX_BYTES:
        raise refusal("file.too_large", name, maximum=str(MAX_BYTES // 1024))
    if content.startswith(_OLE):
        raise refusal("table.encrypted" if _ENCRYPTED in content else "table.old_excel", name)
    if content.startswith(b"%PDF"):
        raise refusal("table.pdf", name)
    if not content:
        raise refusal("file.empty", name)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as error:
        code = "table.damaged" if content.startswith(b"PK") else "table.not_workbook"
        raise refusal(code, name) from error


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse what unpacks too large. A part never gives more than it declares: zipfile stops there."""
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise refusal("table.bomb", name)
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise refusal("table.damaged", name)
    for member in members:
        swollen = member.file_size > _SMALL and member.file_size > MAX_RATIO * member.compress_size
        if swollen or member.file_size > _largest(member.filename):
            raise refusal("table.bomb", name)
    if any(member.flag_bits & 1 for member in members):
        raise refusal("table.encrypted", name)
    if any(_MACROS.search(part) for part in names):
        raise refusal("table.macros", name)
    if "[Content_Types].xml" not in names:
        raise refusal("table.not_workbook", name)


def _largest(part: str) -> int:
    if part == _STRINGS:
        return MAX_STRINGS
    if _SHEETS.fullmatch(part):
        return MAX_SHEET
    return MAX_PART if _PARSED.fullmatch(part) else MAX_UNPACKED


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse parts that are not well-formed, or that declare entities: openpyxl reads some of them with lxml."""
    for part in archive.namelist():
        if not _PARSED.fullmatch(part) or part == _STRINGS:
            continue
        try:
            SafeTree.fromstring(archive.read(part), forbid_dtd=True)
        except (DefusedXmlException, *BROKEN) as error:
            code = "table.entities" if isinstance(error, DefusedXmlException) else "table.damaged"
            raise refusal(code, name) from error
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise refusal("table.macros", name)


def _load(content: bytes, name: str) -> _Small:
    """Let openpyxl read what is small. Its load_workbook would also look through sheets, which have no bounds there."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which nobody here reads
            return _read_small(ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False), name)
    except FaultyInput:
        raise
    except DefusedXmlException as error:
        raise refusal("table.entities", name) from error
    except OSError as error:
        raise refusal("table.not_workbook", name) from error
    except Exception as error:
        # openpyxl raises whatever a part that is not as it should be makes it raise
        raise refusal("table.damaged", name) from error


def _read_small(reader: ExcelReader, name: str) -> _Small:
    reader.read_manifest()
    read = [part.PartName.removeprefix("/") for part in reader.package.Override if part.ContentType in _READ]
    if not all(map(_PARSED.fullmatch, read)):
        raise refusal("table.damaged", name)  # a part that was not looked at before
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return _Small(tuple(_sheets(reader)), reader.shared_strings, tuple(_styles(reader.wb)), reader.wb.epoch)


def _sheets(reader: ExcelReader) -> Iterator[Sheet]:
    for sheet, relation in reader.parser.find_sheets():
        if "chartsheet" not in relation.Type and relation.target in reader.valid_files:
            yield Sheet(sheet.name, sheet.state == "visible", relation.target)


def _styles(workbook: Workbook) -> Iterator[Style]:
    custom = workbook._number_formats  # type: ignore[attr-defined]  # noqa: SLF001 - openpyxl tells it of cells only, and makes each an object
    fonts = workbook._fonts  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    for style in workbook._cell_styles:  # type: ignore[attr-defined]  # noqa: SLF001 - as above
        number = style.numFmtId
        code = BUILTIN_FORMATS.get(number, "General")
        if number >= BUILTIN_FORMATS_MAX_SIZE and number - BUILTIN_FORMATS_MAX_SIZE < len(custom):
            code = custom[number - BUILTIN_FORMATS_MAX_SIZE]
        font = fonts[style.fontId].name if style.fontId < len(fonts) else None
        yield Style(*_dating(code), bool(font and _LEGACY_FONT.match(font)))


_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^]]*\]|_.|\*.')


def _dating(code: str) -> tuple[str, bool]:
    """Return what a number format shows of a number (date, time, datetime or nothing), and whether it shows the day."""
    shown = _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()
    if "general" in shown:
        return "", False
    time = "h" in shown or "s" in shown or "[h" in code.lower()
    date = "d" in shown or "y" in shown or ("m" in shown and not time)
    return ("date" if date else "") + ("time" if time else ""), "d" in shown
