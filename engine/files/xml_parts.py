"""Walk through the XML of a workbook's part as it comes: no tree is built, no DTD is taken, names know their namespace.

expat itself decides about encodings, comments, quotes and prefixes, so that none of them can hide anything from us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
"""The names of a workbook's elements, and what they are called in the form that Excel calls strict."""
NAMESPACES = (MAIN, STRICT)
SEPARATOR = " "
"""Stands between a namespace and a name; no namespace may hold it."""
_TRUE, _FALSE = frozenset({"1", "true"}), frozenset({"0", "false"})


MAX_TAG = 2 * 1024 * 1024
"""So many bytes one tag, or one comment, may have."""


class EntitiesError(Exception):
    """The part declares a document type, which no spreadsheet does and bombs need."""


XML_ERRORS = (expat.ExpatError, ValueError, LookupError, OverflowError)
"""What reading a part raises where the part is damaged."""


class Element(NamedTuple):
    """An element without its namespace, the one that it stands in, and its attributes."""

    name: str
    parent: str
    attributes: Mapping[str, str]


def new_parser() -> expat.XMLParserType:
    """Return a parser that knows namespaces and refuses document types.

    Parsing raises EntitiesError, or one of XML_ERRORS.
    """
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise EntitiesError


def parse(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> Iterator[None]:
    """Parse XML piece by piece, and pause after each.

    Raises:
        EntitiesError, one of XML_ERRORS: it cannot be read, or one tag or comment of it is larger than any needs to be.
    """
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk)
        fed += len(chunk)
        # expat reads a tag that has not ended from its beginning again with every piece
        if fed - parser.CurrentByteIndex > MAX_TAG:
            raise ValueError(fed)
        yield
    parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    yield


def walk(content: bytes, namespaces: tuple[str, ...], take: Callable[[Element], object]) -> str:
    """Hand over every element of some namespaces, as it begins; return the name of the outermost, or nothing.

    Raises:
        EntitiesError, one of XML_ERRORS: the part cannot be read.
    """
    walker = _PartWalker(namespaces, take)
    for _ in parse(walker.parser, (content,)):
        pass
    return walker.root


def text_within(content: bytes, name: str) -> str | None:
    """Return the text of the first element of a name, its namespace before it; None where there is none.

    Raises:
        EntitiesError, one of XML_ERRORS: the part cannot be read.
    """
    pieces: list[str] = []
    found: list[str] = []
    parser = new_parser()

    def start(own: str, _: Mapping[str, str]) -> None:
        if own == name and not found:
            parser.CharacterDataHandler = pieces.append

    def end(own: str) -> None:
        if own == name and not found:
            parser.CharacterDataHandler = None
            found.append("".join(pieces))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    for _ in parse(parser, (content,)):
        pass
    return found[0] if found else None


class _PartWalker:
    def __init__(self, namespaces: tuple[str, ...], take: Callable[[Element], object]) -> None:
        self.namespaces, self.take = namespaces, take
        self.open: list[str] = []
        self.root = ""
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, own = name.rpartition(SEPARATOR)
        known = space in self.namespaces
        if known and not self.open:
            self.root = own
        if known:
            self.take(Element(own, self.open[-1] if self.open else "", attributes))
        self.open.append(own if known else "")

    def _end(self, _: str) -> None:
        self.open.pop()


def boolean(text: str) -> bool | None:
    """Return what an xsd:boolean says, or None where a text is none."""
    word = text.strip()
    return word in _TRUE if word in _TRUE | _FALSE else None
