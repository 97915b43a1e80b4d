"""Walk through the XML of a workbook's part as it comes: no tree is built, no DTD is taken, names know their namespace.

Whatever parses raises EntitiesError, or one of XML_ERRORS, where the part cannot be read.
expat itself decides about encodings, comments, quotes and prefixes, so that none of them can hide anything from us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Start = Callable[[str, Mapping[str, str]], None]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
"""The names of a workbook's elements, and what they are called in the form that Excel calls strict."""
NAMESPACES = (MAIN, STRICT)
SEPARATOR = " "
"""Stands between a namespace and a name; no namespace may hold it."""
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
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


def new_parser(start: Start, end: Callable[[str], None] | None = None) -> expat.XMLParserType:
    """Return a parser that knows namespaces and refuses document types, with what is told of each tag."""

    def refuse(*_: object) -> None:
        raise EntitiesError

    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, refuse
    return parser


def parse(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> Iterator[None]:
    """Parse XML piece by piece, and pause after each; a tag or comment that is larger than any needs be is a fault."""
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


def parse_whole(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Parse XML without a pause."""
    for _ in parse(parser, chunks):
        pass


def walk(content: bytes, namespaces: tuple[str, ...], take: Callable[[Element], object]) -> str:
    """Hand over every element of some namespaces, as it begins; return the name of the outermost, or nothing."""
    around: list[str] = []
    root = ""

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal root
        space, _, own = name.rpartition(SEPARATOR)
        known = space in namespaces
        if known and not around:
            root = own
        if known:
            take(Element(own, around[-1] if around else "", attributes))
        around.append(own if known else "")

    def end(_: str) -> None:
        around.pop()

    parse_whole(new_parser(start, end), (content,))
    return root


def text_within(content: bytes, name: str) -> str | None:
    """Return the text of the first element of a name, its namespace before it; None where there is none."""
    pieces: list[str] = []
    found: list[str] = []

    def start(own: str, _: Mapping[str, str]) -> None:
        if own == name and not found:
            parser.CharacterDataHandler = pieces.append

    def end(own: str) -> None:
        if own == name and not found:
            parser.CharacterDataHandler = None
            found.append("".join(pieces))

    parser = new_parser(start, end)
    parse_whole(parser, (content,))
    return found[0] if found else None


def boolean(text: str) -> bool | None:
    """Return what an xsd:boolean says, or None where a text is none."""
    return _BOOLEANS.get(text.strip())
