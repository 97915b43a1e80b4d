"""What a workbook's file (.xlsx) says of itself: its sheets in their order, its shared texts, styles and calendar."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.files.archives import CONTENT_TYPES, MAX_MEMBERS, Archive, part_name, target_of
from chamdiem.engine.files.xml_parts import NAMESPACES, SEPARATOR, XML_ERRORS, EntitiesError, boolean, walk
from chamdiem.engine.grids.xlsx_shared import Style, read_strings, read_styles
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path as File
    from typing import TypeVar

    from chamdiem.engine.files.xml_parts import Element

    Read = TypeVar("Read")

MAX_SHEET = 192 * 1024 * 1024
MAX_STRINGS = 32 * 1024 * 1024
MAX_PART = 8 * 1024 * 1024
_RELATIONS = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_TYPES = ("http://schemas.openxmlformats.org/package/2006/content-types",)
_HIDDEN = frozenset({"hidden", "veryHidden"})
_STRINGS = re.compile(r"sharedstrings\+xml")


class WorkbookSheet(NamedTuple):
    """A sheet: its name, whether people see it, and its part, None where the file has none.

    `has_cells`: it is no chart and no dialog, which are sheets as well.
    """

    name: str
    visible: bool
    part: str | None
    has_cells: bool = True


class _Relation(NamedTuple):
    kind: str
    part: str


class Package:
    """A workbook that is within its bounds; what is none, or may not be read, or is damaged raises FaultyInput."""

    def __init__(self, file: File) -> None:
        self._archive = Archive(file)
        self.file = self._archive.file
        named = self._types()
        main = self._main()
        relations = self._relations(main)
        book = self._walked(main, lambda content: _read_book(content, relations, self._archive))
        if book is None:
            raise refusal("table.not_workbook", self.file)
        self.sheets, self.counts_from_1904 = book
        self.strings = self._strings(relations, named)
        self.styles = self._styles(relations)

    def style(self, number: str) -> Style | None:
        """Return a cell's style, or None where it names none that there is."""
        text = number.strip()
        known = text.isascii() and text.isdigit() and len(text) < len(str(MAX_PART))
        return self.styles[int(text)] if known and int(text) < len(self.styles) else None

    def chunks(self, sheet: WorkbookSheet) -> Iterator[bytes]:
        """Yield the XML of a sheet, piece by piece."""
        if sheet.part is None or sheet.part not in self._archive:
            raise refusal("table.sheet_missing", self.file, sheet=sheet.name)
        return self._archive.chunks(sheet.part, MAX_SHEET)

    def _walked(self, part: str, read: Callable[[bytes], Read], maximum: int = MAX_PART) -> Read:
        try:
            return read(self._archive.read(part, maximum))
        except EntitiesError as error:
            raise refusal("table.entities", self.file) from error
        except XML_ERRORS as error:
            raise refusal("table.damaged", self.file) from error

    def _types(self) -> set[str]:
        """Return the parts that are named as shared texts; one that is named as with macros is refused."""
        found: list[Mapping[str, str]] = []
        self._walked(CONTENT_TYPES, lambda content: walk(content, _TYPES, lambda element: found.append(element[2])))
        kinds = [(attributes.get("ContentType", "").casefold(), attributes.get("PartName")) for attributes in found]
        # The type decides, not the ending: .xlsm renamed to .xlsx is still one for whoever opens it next.
        if any("macroenabled" in kind for kind, _ in kinds):
            raise refusal("table.macros", self.file)
        return {part_name(part) for kind, part in kinds if part is not None and _STRINGS.search(kind)}

    def _main(self) -> str:
        """Return the part that the file is about."""
        for relation in self._relations("").values():
            if relation.kind == "officeDocument":
                return relation.part
        raise refusal("table.not_workbook", self.file)

    def _relations(self, part: str) -> dict[str, _Relation]:
        """Return the relations of a part by their ids; those that lead out of the file are left alone."""
        folder, name = posixpath.split(part)
        own = part_name(f"{folder}/_rels/{name}.rels")
        if own not in self._archive:
            return {}
        found: list[Element] = []
        self._walked(own, lambda content: walk(content, _RELATIONS, found.append))
        inner = [attributes for _, _, attributes in found if attributes.get("TargetMode", "Internal") == "Internal"]
        relations = {
            each["Id"]: _Relation(each.get("Type", "").rpartition("/")[2], target_of(part, each.get("Target", "")))
            for each in inner
            if "Id" in each
        }
        if len(relations) < sum("Id" in attributes for attributes in inner):
            raise refusal("table.damaged", self.file)  # an id that leads to two parts
        return relations

    def _strings(self, relations: Mapping[str, _Relation], named: set[str]) -> list[str]:
        parts = {relation.part for relation in relations.values() if relation.kind == "sharedStrings"}
        if not parts:
            return []
        if len(parts) > 1 or (named and named != parts):
            raise refusal("table.damaged", self.file)  # two places for what every cell names by number
        return self._walked(parts.pop(), read_strings, MAX_STRINGS)

    def _styles(self, relations: Mapping[str, _Relation]) -> tuple[Style, ...]:
        parts = {relation.part for relation in relations.values() if relation.kind == "styles"}
        present = sorted(part for part in parts if part in self._archive)
        return self._walked(present[0], read_styles) if present else ()


def _read_book(
    content: bytes, relations: Mapping[str, _Relation], archive: Archive
) -> tuple[tuple[WorkbookSheet, ...], bool] | None:
    """Return the sheets, and whether days are counted from 1904; None where the main part is not a workbook's."""
    sheets: list[Mapping[str, str]] = []
    dates: list[str] = []

    def take(element: Element) -> None:
        if element.name == "sheet" and element.parent == "sheets":
            sheets.append(element.attributes)
            if len(sheets) > MAX_MEMBERS:
                raise ValueError(MAX_MEMBERS)
        elif element.name == "workbookPr":
            dates.append(element.attributes.get("date1904", "0"))

    if walk(content, NAMESPACES, take) != "workbook":
        return None
    from_1904 = boolean(dates[0]) if dates else False
    if from_1904 is None:
        raise ValueError
    made = tuple(_sheet(attributes, relations, archive) for attributes in sheets)
    parts = [sheet.part for sheet in made if sheet.part is not None]
    if len(set(parts)) < len(parts):
        raise ValueError(len(parts))  # one sheet under many names would be read as often
    return made, from_1904


def _sheet(attributes: Mapping[str, str], relations: Mapping[str, _Relation], archive: Archive) -> WorkbookSheet:
    """Return a sheet; one without a relation makes the workbook a damaged one."""
    own = next((text for name, text in attributes.items() if name.endswith(f"{SEPARATOR}id")), "")
    kind, name = relations[own]
    part, visible = name if name in archive else None, attributes.get("state") not in _HIDDEN
    return WorkbookSheet(attributes.get("name", ""), visible, part, kind == "worksheet")
