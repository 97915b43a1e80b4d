"""What the cells of a workbook name by number: the texts that they share, and their styles.

Of a style, only what changes the meaning of a cell is read: how its number shows, and whether its font is not Unicode.
Fills, borders, fonts that cannot be, styles of styles: nobody here needs them, so nothing in them refuses a workbook.
What cannot be read raises EntitiesError, or one of XML_ERRORS.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.files.xml_parts import NAMESPACES, SEPARATOR, new_parser, parse_whole, walk
from chamdiem.engine.grids.number_formats import BUILT_IN, GENERAL, NumberFormat, number_format, unknown_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.files.xml_parts import Element

_NAMES = {f"{space}{SEPARATOR}{name}": name for space in NAMESPACES for name in ("si", "t", "rPh")}
_LEGACY_FONT = re.compile(r"\.Vn|VNI[- ]", re.IGNORECASE)
MAX_STYLES = 70_000
"""Excel itself has no more than 65,490."""
_NUMBER = re.compile(r"[0-9]{1,9}")


class Style(NamedTuple):
    """How a cell shows what it holds. `legacy_font`: the letters of its font are not those of Unicode."""

    format: NumberFormat
    legacy_font: bool


PLAIN = Style(GENERAL, legacy_font=False)
"""The style of a cell that names none, or one beyond the last."""


def read_strings(content: bytes) -> list[str]:
    """Return the texts, each with all its runs and without the readings that East Asian programs put over them."""
    strings: list[str] = []
    pieces: list[str] = []
    phonetic = False

    def start(name: str, _: Mapping[str, str]) -> None:
        nonlocal phonetic
        own = _NAMES.get(name)
        if own == "si":
            pieces.clear()
        elif own == "rPh":
            phonetic = True
        elif own == "t" and not phonetic:
            parser.CharacterDataHandler = pieces.append

    def end(name: str) -> None:
        nonlocal phonetic
        own = _NAMES.get(name)
        if own == "t":
            parser.CharacterDataHandler = None
        elif own == "rPh":
            phonetic = False
        elif own == "si":
            strings.append("".join(pieces))

    parser = new_parser(start, end)
    parse_whole(parser, (content,))
    return strings


def read_styles(content: bytes) -> tuple[Style, ...]:
    """Return the styles of cells by their numbers."""
    formats = dict(BUILT_IN)
    fonts: list[bool] = []
    cells: list[tuple[int, int]] = []

    def take(element: Element) -> None:
        name, parent, attributes = element
        if name == "numFmt" and parent == "numFmts":
            formats[_number(attributes, "numFmtId")] = attributes.get("formatCode", "General")
        elif name == "font" and parent == "fonts":
            fonts.append(False)
        elif name == "name" and parent == "font" and fonts:
            fonts[-1] |= bool(_LEGACY_FONT.match(attributes.get("val", "")))
        elif name == "xf" and parent == "cellXfs":
            cells.append((_number(attributes, "fontId"), _number(attributes, "numFmtId")))
            if len(cells) > MAX_STYLES:
                raise ValueError(MAX_STYLES)

    walk(content, NAMESPACES, take)
    looks = (number_format(formats[number]) if number in formats else unknown_format(number) for _, number in cells)
    legacy = (0 <= font < len(fonts) and fonts[font] for font, _ in cells)
    return tuple(map(Style, looks, legacy))


def _number(attributes: Mapping[str, str], name: str) -> int:
    """Return a number that an attribute gives: 0 where it is missing, -1 where it is none."""
    text = attributes.get(name, "0").strip()
    return int(text) if _NUMBER.fullmatch(text) else -1
