"""The texts that the cells of a workbook share, which they name by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.files.xml_parts import NAMESPACES, SEPARATOR, new_parser, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = {f"{space}{SEPARATOR}{name}": name for space in NAMESPACES for name in ("si", "t", "rPh")}


def read_strings(content: bytes) -> list[str]:
    """Return the texts, each with all its runs and without the readings that East Asian programs put over them.

    Raises:
        EntitiesError, one of XML_ERRORS: the part cannot be read.
    """
    reader = _StringsReader()
    for _ in parse(reader.parser, (content,)):
        pass
    return reader.strings


class _StringsReader:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self.pieces: list[str] = []
        self.phonetic = False
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, _: Mapping[str, str]) -> None:
        own = _NAMES.get(name)
        if own == "si":
            self.pieces.clear()
        elif own == "rPh":
            self.phonetic = True
        elif own == "t" and not self.phonetic:
            self.parser.CharacterDataHandler = self.pieces.append

    def _end(self, name: str) -> None:
        own = _NAMES.get(name)
        if own == "t":
            self.parser.CharacterDataHandler = None
        elif own == "rPh":
            self.phonetic = False
        elif own == "si":
            self.strings.append("".join(self.pieces))
