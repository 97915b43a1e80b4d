"""Files that are no workbook, or one made to do harm: one sentence each, within bounds, before anything is parsed."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import tracemalloc
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.files.archives import MAX_MEMBERS
from chamdiem.engine.grids.xlsx_package import Package
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import read_file
from chamdiem.engine.reading.items import Meeting, Rejected
from chamdiem.engine.reading.meetings import read_meetings
from chamdiem.engine.texts import LANGS
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.workbooks.workbook import faults_workbook
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
CATALOG = Catalog()
TODAY = dt.date(2026, 1, 31)
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
BOMB = b'<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@lru_cache(maxsize=1)
def workbook() -> bytes:
    """Return a workbook as we make it, with two rows filled in."""
    framework = CATALOG.get("an-phu/2025")
    documents = (read_file(file) for file in sorted(EXAMPLES.glob("0[13]-*.yaml")))
    rows = [
        Rejected(faults=(), place=document.place(()), document=document, framework=framework) for document in documents
    ]
    return faults_workbook(rows, "vi")


def with_parts(**parts: bytes | None) -> bytes:
    """Return the workbook with some parts replaced, added, or (None) taken out; `__` stands for a slash."""
    changed = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def part(name: str) -> bytes:
    """Return a part of the workbook; its first sheet is the table of meetings."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        return archive.read(name)


def bombed(name: str) -> bytes:
    """Return a part with a bomb of entities before its root."""
    head, mark, body = part(name).partition(b"?>")
    return head + mark + BOMB + body if mark else BOMB + head


def many_members() -> bytes:
    """Return an archive of more parts than any workbook has."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(MAX_MEMBERS + 1):
            archive.writestr(f"xl/{number}.xml", b"")
    return stream.getvalue()


def doubled() -> bytes:
    """Return an archive in which one part stands twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<x/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("[Content_Types].xml", b"<x/>")
    return stream.getvalue()


def archive_of(name: str) -> bytes:
    """Return an archive of one small part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, b"<x/>")
    return stream.getvalue()


def locked() -> bytes:
    """Return the workbook with its parts marked as encrypted, as archivers with a password leave them."""
    content = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 1)
    return bytes(content)


def packed(way: int) -> bytes:
    """Return the workbook packed in another way than workbooks are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(stream, "w", way) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return stream.getvalue()


def nameless() -> bytes:
    """Return an archive in which one part has no name: zipfile reads none from where it meets a zero byte."""
    return archive_of("ZZZ").replace(b"ZZZ", b"\0ZZ")


ZEROS = bytes(32 * 1024 * 1024)
NOISE = random.Random(1).randbytes(9_000_000)  # noqa: S311 - drawn to be repeated, not to be secret
TYPES, STRINGS, RELATIONS = "[Content_Types].xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "file.empty"),
    "text": (lambda: b"cell_id,cell_name\n", "table.not_workbook"),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", "table.pdf"),
    "old_excel": (lambda: OLE + bytes(2048), "table.old_excel"),
    "password": (lambda: OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "table.encrypted"),
    "zip_password": (locked, "table.encrypted"),
    "packed_otherwise": (lambda: packed(zipfile.ZIP_LZMA), "table.damaged"),
    "half": (lambda: workbook()[:5000], "table.damaged"),
    "other_archive": (lambda: archive_of("a.txt"), "table.not_workbook"),
    "word": (lambda: archive_of("[Content_Types].xml"), "table.not_workbook"),
    "no_workbook": (lambda: with_parts(xl__workbook_dot_xml=None), "table.damaged"),
    "nameless": (nameless, "table.not_workbook"),
    "macros": (lambda: with_parts(xl__vbaProject_dot_bin=b"x"), "table.macros"),
    "macro_type": (
        lambda: with_parts(**{TYPES: part(TYPES).replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")}),
        "table.macros",
    ),
    "bomb": (lambda: with_parts(xl__worksheets__sheet1_dot_xml=ZEROS), "table.bomb"),
    "bomb_beside": (lambda: with_parts(xl__media__image1_dot_png=ZEROS), "table.bomb"),
    "many_members": (many_members, "table.bomb"),
    "large_styles": (lambda: with_parts(xl__styles_dot_xml=NOISE), "table.bomb"),
    "twice": (doubled, "table.damaged"),
    "entities_in_workbook": (lambda: with_parts(xl__workbook_dot_xml=bombed("xl/workbook.xml")), "table.entities"),
    "entities_in_styles": (lambda: with_parts(xl__styles_dot_xml=bombed("xl/styles.xml")), "table.entities"),
    "entities_in_strings": (
        lambda: with_parts(xl__sharedStrings_dot_xml=bombed("xl/sharedStrings.xml")),
        "table.entities",
    ),
    "entities_in_sheet": (
        lambda: with_parts(xl__worksheets__sheet1_dot_xml=bombed("xl/worksheets/sheet1.xml")),
        "table.entities",
    ),
    "broken_styles": (lambda: with_parts(xl__styles_dot_xml=b"<styleSheet>"), "table.damaged"),
    "strings_elsewhere": (
        lambda: with_parts(
            **{TYPES: part(TYPES).replace(b"/xl/sharedStrings.xml", b"/a/b/c.xml"), "a/b/c.xml": part(STRINGS)}
        ),
        "table.damaged",
    ),
    "no_relation": (
        lambda: with_parts(**{RELATIONS: part(RELATIONS).replace(b'Id="rId1"', b'Id="rId99"')}),
        "table.damaged",
    ),
    "no_sheet": (lambda: with_parts(xl__worksheets__sheet1_dot_xml=None), "table.sheet_missing"),
}  # fmt: skip


def test_the_workbook_itself_is_right(tmp_path: Path) -> None:
    """The workbook that the hostile ones are made from is read without fault, and nothing of it is told of."""
    file = tmp_path / "so.xlsx"
    file.write_bytes(workbook())
    assert [type(item) for item in read_meetings([file], TODAY, CATALOG)] == [Meeting, Meeting]


@pytest.mark.parametrize("name", HOSTILE)
def test_one_sentence_within_bounds(name: str, tmp_path: Path) -> None:
    """Each file is refused in one sentence of each language, and takes little more memory than it is large."""
    make, code = HOSTILE[name]
    file = tmp_path / "so.xlsx"
    file.write_bytes(make())
    tracemalloc.start()
    items = list(read_meetings([file], TODAY, CATALOG))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (item,) = items
    assert isinstance(item, Rejected)
    assert [fault.code for fault in item.faults] == [code]
    assert all(say_fault(lang, item.faults[0]).startswith(str(file)) for lang in LANGS)
    assert peak < 32 * 1024 * 1024


@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".xlsb", ".ods", ".XLSM"])
def test_other_kinds_of_workbook_by_name(suffix: str, tmp_path: Path) -> None:
    """A workbook of another kind is refused by its name, whatever is in it."""
    file = tmp_path / f"so{suffix}"
    file.write_bytes(workbook())
    (item,) = read_meetings([file], TODAY, CATALOG)
    assert isinstance(item, Rejected)
    assert len(item.faults) == 1
    assert item.faults[0].code.startswith("table.")


def test_too_large_a_file(tmp_path: Path) -> None:
    """A file beyond the bound is refused before it is unpacked."""
    file = tmp_path / "so.xlsx"
    with file.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(65 * 1024 * 1024)
    with pytest.raises(FaultyInput) as caught:
        Package(file)
    assert caught.value.faults[0].code == "file.too_large"


PARTS = ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml",
         "xl/worksheets/sheet3.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]  # fmt: skip


def fuzzed(seed: int) -> bytes:
    """Return the workbook with some bytes changed, cut out or put in: half the time within an unpacked part."""
    draw = random.Random(seed)  # noqa: S311 - drawn to be repeated, not to be secret
    if draw.random() < 0.5:
        return mutated(workbook(), draw)
    name = draw.choice(PARTS)
    return with_parts(**{name: mutated(part(name), draw)})


def mutated(content: bytes, draw: random.Random) -> bytes:
    """Return bytes with up to twenty of them changed."""
    changed = bytearray(content)
    for _ in range(draw.randint(1, 20)):
        place = draw.randrange(len(changed))
        match draw.randrange(3):
            case 0:
                changed[place] = draw.randrange(256)
            case 1:
                del changed[place : place + draw.randint(1, 50)]
            case _:
                changed[place:place] = draw.randbytes(draw.randint(1, 8))
    return bytes(changed)


NASTY = ("", " ", "$A$2", "a1", "A0", "XFE1", "A1048577", "A1:B2", "-1", "0", "99999999999999999999", "1e9", "x", "True",
         "\uff11", "../../x", "/xl/worksheets/sheet1.xml", "worksheets/%73heet1.xml", "hidden", "e", "d", "b")  # fmt: skip


def with_attributes_changed(content: bytes, draw: random.Random) -> bytes:
    """Return the XML of a part with some attributes changed, taken out or doubled, and some elements moved or doubled."""
    text = content.decode()
    for _ in range(draw.randint(1, 6)):
        found = list(re.finditer(r'\s([A-Za-z:]+)="([^"]*)"', text))
        elements = list(
            re.finditer(r"<(\w+)( [^<>]*)?/>|<(c|row|xf|si|sheet|Relationship)\b[^>]*>.*?</\3>", text, re.DOTALL)
        )
        chosen = draw.choice(elements or found)
        match draw.randrange(6):
            case 0:
                text = text.replace(chosen[0], "", 1)
            case 1:
                text = text.replace(chosen[0], chosen[0] * 2, 1)
            case 2:
                text = text[: chosen.start()] + draw.choice(elements or found)[0] + text[chosen.end() :]
            case _:
                one = draw.choice(found)
                quote = draw.choice("\"'")
                text = f"{text[: one.start()]} {one[1]}={quote}{draw.choice(NASTY)}{quote}{text[one.end() :]}"
    return text.encode()


def mutated_attributes(seed: int) -> bytes:
    """Return the workbook with attributes of one part changed."""
    draw = random.Random(seed)  # noqa: S311 - drawn to be repeated, not to be secret
    name = draw.choice(PARTS)
    return with_parts(**{name: with_attributes_changed(part(name), draw)})


def read_fuzzed(content: bytes, file: Path) -> str:
    """Read a changed workbook; return the code of its first fault, or nothing. Anything else that happens raises."""
    file.write_bytes(content)
    codes = ""
    for item in read_meetings([file], TODAY, CATALOG):
        if isinstance(item, Rejected):
            assert all(say_fault("vi", fault).endswith(".") for fault in item.faults)
            codes = codes or item.faults[0].code
    return codes


@pytest.mark.parametrize("start", range(0, 60, 15))
def test_changed_bytes(start: int, tmp_path: Path) -> None:
    """A workbook with bytes or attributes changed at random is read, or refused in sentences: no traceback."""
    seeds = range(start, start + 15)
    codes = [read_fuzzed(fuzzed(seed), tmp_path / "so.xlsx") for seed in seeds]
    codes += [read_fuzzed(mutated_attributes(seed), tmp_path / "so.xlsx") for seed in seeds]
    assert any(codes)


@pytest.mark.nightly
@pytest.mark.parametrize("start", range(0, 3_000, 100))
def test_changed_bytes_at_length(start: int, tmp_path: Path) -> None:
    """The same for three thousand workbooks of each kind."""
    for seed in range(start, start + 100):
        read_fuzzed(fuzzed(seed), tmp_path / "so.xlsx")
        read_fuzzed(mutated_attributes(seed), tmp_path / "so.xlsx")
